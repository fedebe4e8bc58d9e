use crate::save::to_file;
use crate::ui::parts::{Bureau, HEADING, waiting};
use crate::ui::session::Session;
use leptos::prelude::*;

/// The id of the element that a live page stands in.
const ROOT: &str = "live";

/// A page that the desk writes and looks after; it is told of the document whenever that has changed.
#[component]
pub(crate) fn Live(path: String) -> impl IntoView {
    let session = Session::use_session();
    let bureau = Bureau::get();
    Effect::new(move |_| {
        let file = session.answers().with(to_file);
        if let Some(desk) = bureau.desk() {
            desk.show(ROOT, &path, HEADING, &file, session.replaced());
        }
    });
    on_cleanup(move || {
        if let Some(desk) = untrack(move || bureau.desk()) {
            desk.leave();
        }
    });
    view! {
        <div class="page" id=ROOT>
            <h1 id=HEADING tabindex="-1">"One moment"</h1>
        </div>
        <Show when=move || bureau.desk().is_none()>{waiting(bureau)}</Show>
    }
}
