use super::Page;
use crate::catalogue::{QUICK, VERSION};
use crate::ui::session::Session;
use leptos::prelude::*;

/// What holds on every screen: undo, where the answers are, privacy, which catalogue.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let session = expect_context::<Session>();
    let page = Page::get();
    let undo = move |_| {
        session.undo();
        page.say("The last change is undone.".to_owned());
    };
    let redo = move |_| {
        session.redo();
        page.say("The change is made again.".to_owned());
    };
    let can_undo = session.can_undo();
    let can_redo = session.can_redo();
    view! {
        <footer class="foot">
            <div class="wrap">
                <Show when=move || can_undo.get() || can_redo.get()>
                    <p class="undo">
                        <Show when=move || can_undo.get()>
                            <button type="button" class="link" on:click=undo>"Undo the last change"</button>
                        </Show>
                        <Show when=move || can_redo.get()>
                            <button type="button" class="link" on:click=redo>"Redo"</button>
                        </Show>
                    </p>
                </Show>
                <span>"Computed on this machine. Nothing you type leaves this browser."</span>
                <span>{format!("Question catalogue {VERSION}, {} questions", QUICK.len())}</span>
            </div>
            <p class="vh" role="status">{move || page.spoken().get()}</p>
        </footer>
    }
}
