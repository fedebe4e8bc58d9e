use crate::catalogue::ScenarioId;
use crate::desk::WHY;
use crate::save::to_file;
use crate::ui::browser::focus;
use crate::ui::parts::{Bureau, HEADING, waiting};
use crate::ui::session::Session;
use leptos::prelude::*;

/// The answer first, in three sentences; then the picture, the matrix, and what to do.
#[component]
pub(crate) fn Results(why: Option<(String, ScenarioId)>) -> impl IntoView {
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
        let cell = why.as_ref().map(|(part, scenario)| (part.as_str(), scenario.slug()));
        match desk.results(&file, now, HEADING, cell) {
            Some(html) => {
                // A figure of the matrix leads to how it was reached, also when the page is opened at it.
                if why.is_some() {
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
