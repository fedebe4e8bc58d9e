use leptos::prelude::*;

/// A button that first says what it does and whether it can be undone.
#[component]
pub(crate) fn Confirm(
    /// The words on the button.
    label: &'static str,
    /// Whether to ask at all.
    #[prop(into)]
    asks: Signal<bool>,
    /// What will happen.
    warns: &'static str,
    /// The words that do it.
    does: &'static str,
    /// Done after a yes.
    then: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let press = move |_| {
        if asks.get_untracked() {
            open.update(|open| *open = !*open);
        } else {
            then.run(());
        }
    };
    let yes = move |_| {
        open.set(false);
        then.run(());
    };
    view! {
        <button
            type="button"
            class="link"
            aria-expanded=move || asks.get().then(|| if open.get() { "true" } else { "false" })
            on:click=press
        >
            {label}
        </button>
        <Show when=move || open.get() && asks.get()>
            <div class="confirm stack-s">
                <p>{warns}</p>
                <p class="row">
                    <button type="button" class="btn quiet" on:click=yes>{does}</button>
                    <button type="button" class="link" on:click=move |_| open.set(false)>"Leave it as it is"</button>
                </p>
            </div>
        </Show>
    }
}
