use super::field::Wrong;
use super::sheet::Sheet;
use crate::answers::ComponentKind;
use crate::catalogue::ids;
use crate::form::Field;
use crate::units::in_words;
use leptos::prelude::*;

/// Which data would be missed most, and what they are: asked under the list of parts.
#[component]
pub(super) fn MostImportant(sheet: Sheet) -> impl IntoView {
    let here = sheet.question.id == ids::COMPONENT_KINDS;
    let parts = Memo::new(move |_| if here { sheet.draft(|d| d.focus_parts()) } else { Vec::new() });
    view! {
        <Show when=move || parts.with(|p| p.len() > 1)>
            <Which sheet parts/>
        </Show>
        <Show when=move || parts.with(|p| !p.is_empty())>
            <What sheet parts/>
        </Show>
    }
}

#[component]
fn Which(sheet: Sheet, parts: Memo<Vec<ComponentKind>>) -> impl IntoView {
    let likely = move || {
        parts.with(|p| {
            ComponentKind::BY_IMPORTANCE.into_iter().find(|k| p.contains(k)).map(|k| k.in_sentence())
        })
    };
    view! {
        <fieldset class="more" aria-describedby="part-hint">
            <legend>"Which of these holds what you could least afford to lose?"</legend>
            <p class="hint" id="part-hint">
                "The questions that follow are about its copies. Left open, we take "
                {move || likely().unwrap_or("the first")}
                "."
            </p>
            <div class="choices tight">
                <For each=move || parts.get() key=|part| part.id() let:part>
                    <label class="choice">
                        <input
                            type="radio"
                            name="part"
                            value=part.id()
                            prop:checked=move || sheet.text(Field::Part) == part.id()
                            on:change=move |_| sheet.choose(|d| d.type_in(Field::Part, part.id().to_owned()))
                        />
                        <span>{part.name()}</span>
                    </label>
                </For>
            </div>
        </fieldset>
    }
}

#[component]
fn What(sheet: Sheet, parts: Memo<Vec<ComponentKind>>) -> impl IntoView {
    let field = Field::Holds;
    let label = move || {
        let named = sheet.text(Field::Part);
        let part = parts.with(|p| {
            ComponentKind::from_id(&named)
                .filter(|k| p.contains(k))
                .or_else(|| ComponentKind::BY_IMPORTANCE.into_iter().find(|k| p.contains(k)))
        });
        let part = part.map_or("it", |k| k.in_sentence());
        format!("What is in {}?", in_words(&[part]))
    };
    view! {
        <div class="field more" class:err=move || sheet.wrong(field).is_some()>
            <label for=field.id()>{label}</label>
            <p class="hint" id="holds-hint">
                "One or two words, such as orders. The results speak of it by this name. May stay empty"
            </p>
            <Wrong sheet field/>
            <input
                class="w12"
                id=field.id()
                type="text"
                autocomplete="off"
                aria-describedby="holds-hint"
                prop:value=move || sheet.text(field)
                on:input=move |event| sheet.type_in(field, event_target_value(&event))
                on:change=move |_| sheet.save()
            />
        </div>
    }
}
