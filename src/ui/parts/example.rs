use crate::answers::Edit;
use crate::route::Route;
use crate::ui::browser::location;
use crate::ui::session::Session;
use leptos::prelude::*;

/// Stands on every screen while the answers are the made-up ones.
#[component]
pub(crate) fn Example() -> impl IntoView {
    let session = Session::use_session();
    let shown = Memo::new(move |_| session.answers().with(|a| a.example));
    let clear = move |_| {
        let _ = session.edit(Edit::Replace(Box::default()));
        location::go(&Route::Start.href());
    };
    view! {
        <Show when=move || shown.get()>
            <aside class="wrap banner" aria-label="Example">
                <p>
                    <strong>"This is the example"</strong>
                    ", a made-up shop. Change any answer and watch the results, or "
                    <button type="button" class="link" on:click=clear>"clear it and start your own"</button>
                    "."
                </p>
            </aside>
        </Show>
    }
}
