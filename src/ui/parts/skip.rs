use crate::ui::browser::focus;
use leptos::prelude::*;

/// The first stop of the Tab key. The fragment is the app's own address, so the link moves the focus instead.
#[component]
pub(crate) fn SkipLink() -> impl IntoView {
    view! {
        <a
            class="skip"
            href="#main"
            on:click=|event| {
                event.prevent_default();
                focus::to("main");
            }
        >
            "Skip to the content"
        </a>
    }
}
