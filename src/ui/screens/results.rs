use crate::desk::WHY;
use crate::save::to_file;
use crate::ui::browser::focus;
use crate::ui::parts::{Bureau, HEADING, waiting};
use crate::ui::session::Session;
use leptos::prelude::*;

/// The answer first, in three sentences; then the picture, the matrix, and what to do. `figure` is the address of the one that
/// is opened; empty for none.
#[component]
pub(crate) fn Results(figure: String) -> impl IntoView {
    let session = Session::use_session();
    session.refresh_now();
    let bureau = Bureau::get();
    // The page says of which moment it is, and stays so: drawn anew every minute, it would take the focus from whoever
    // goes through it by keyboard.
    let now = session.now().get_untracked();
    move || {
        let Some(desk) = bureau.desk() else {
            return view! { <h1 id=HEADING tabindex="-1">"Results"</h1> {waiting(bureau)} }.into_any();
        };
        let file = session.answers().with(to_file);
        match desk.results(&file, now, HEADING, &figure) {
            Some(html) => {
                // A figure leads to how it was reached, also when the page is opened at it.
                if !figure.is_empty() {
                    request_animation_frame(move || {
                        focus::to(WHY);
                    });
                }
                view! { <div class="page" inner_html=html></div> }.into_any()
            }
            None => view! { <h1 id=HEADING tabindex="-1">"Results"</h1> {waiting(bureau)} }.into_any(),
        }
    }
}
