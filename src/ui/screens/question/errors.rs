use super::sheet::{ERROR_BOX, Sheet};
use crate::ui::browser::focus;
use leptos::prelude::*;

/// What is to be put right, each leading to its field. Takes the focus when Continue finds something.
#[component]
pub(super) fn ErrorBox(sheet: Sheet) -> impl IntoView {
    let problems = Memo::new(move |_| sheet.problems());
    let heading = move || match problems.with(Vec::len) {
        1 => "There is one thing to put right".to_owned(),
        n => format!("There are {n} things to put right"),
    };
    view! {
        <Show when=move || problems.with(|p| !p.is_empty())>
            <section class="errbox stack-s" id=ERROR_BOX tabindex="-1" aria-labelledby="errors-title">
                <h2 class="h-small" id="errors-title">{heading}</h2>
                <ul role="list">
                    <For each=move || problems.get() key=|p| (p.field.id(), p.says.clone()) let:problem>
                        <li>
                            <button
                                type="button"
                                class="link"
                                on:click=move |_| {
                                    focus::to(problem.field.id());
                                }
                            >
                                {problem.says.clone()}
                            </button>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}
