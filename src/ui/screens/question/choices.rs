use super::field::{Reveal, Wrong};
use super::sheet::Sheet;
use crate::catalogue::{AnswerKind, Choice};
use crate::form::{Draft, Field, ON, UNSURE, options};
use leptos::prelude::*;

/// What "I do not know" leads to.
const UNSURE_HINT: &str = "We will list it as something to find out. It never counts as a pass.";

/// The id of an option's control; the first takes the name that a message about the choices points to.
fn control_id(index: usize, option: &str) -> String {
    if index == 0 { Field::Choices.id().to_owned() } else { format!("c-{option}") }
}

/// Radio buttons: one answer, the fields that belong to it under it.
#[component]
pub(super) fn Radios(sheet: Sheet) -> impl IntoView {
    let question = sheet.question;
    let radio = move |index: usize, id: &'static str, label: AnyView, class: &'static str| {
        view! {
            <label class=class>
                <input
                    type="radio"
                    name="answer"
                    id=control_id(index, id)
                    value=id
                    prop:checked=move || sheet.is_chosen(id)
                    on:change=move |_| sheet.choose(|d| d.choose(id))
                />
                <span>{label}</span>
            </label>
        }
    };
    let rows = options(question)
        .iter()
        .enumerate()
        .map(|(index, Choice { id, label })| {
            let fields = revealed(question.kind, id);
            view! {
                {radio(index, id, label.into_any(), "choice")}
                <Show when=move || !fields.is_empty() && sheet.is_chosen(id)>
                    <Reveal sheet fields/>
                </Show>
            }
        })
        .collect_view();
    let unsure = question.unsure.then(|| {
        let label = view! { "I do not know" <span class="hint">{UNSURE_HINT}</span> }.into_any();
        radio(usize::MAX, UNSURE, label, "choice apart")
    });
    view! {
        <Wrong sheet field=Field::Choices/>
        <div class="choices">{rows} {unsure}</div>
    }
}

/// The fields under an option.
fn revealed(kind: AnswerKind, option: &'static str) -> &'static [Field] {
    match kind {
        AnswerKind::Schedule => Draft::schedule_fields(option),
        AnswerKind::Date if option == ON => &[Field::Date],
        _ => &[],
    }
}

/// Boxes: several answers. What excludes the others stands apart, after a hairline.
#[component]
pub(super) fn Boxes(sheet: Sheet) -> impl IntoView {
    let question = sheet.question;
    let tick = move |index: usize, id: &'static str, label: AnyView, class: &'static str| {
        view! {
            <label class=class>
                <input
                    type="checkbox"
                    id=control_id(index, id)
                    value=id
                    prop:checked=move || sheet.is_chosen(id)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        sheet.choose(|d| d.tick(question, id, on));
                    }
                />
                <span>{label}</span>
            </label>
        }
    };
    let alone = question.exclusive();
    let rows = options(question)
        .iter()
        .enumerate()
        .map(|(index, Choice { id, label })| {
            let class = if alone == Some(*id) { "choice apart" } else { "choice" };
            tick(index, id, label.into_any(), class)
        })
        .collect_view();
    let unsure = question.unsure.then(|| {
        let label = view! { "I do not know" <span class="hint">{UNSURE_HINT}</span> }.into_any();
        tick(usize::MAX, UNSURE, label, if alone.is_some() { "choice" } else { "choice apart" })
    });
    view! {
        <p class="hint">"Tick all that apply"</p>
        <Wrong sheet field=Field::Choices/>
        <div class="choices">{rows} {unsure}</div>
    }
}

/// "I do not know" beside a text field.
#[component]
pub(super) fn UnsureBox(sheet: Sheet) -> impl IntoView {
    let question = sheet.question;
    view! {
        <label class="choice apart">
            <input
                type="checkbox"
                id="c-unsure"
                prop:checked=move || sheet.is_chosen(UNSURE)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    sheet.choose(|d| d.tick(question, UNSURE, on));
                }
            />
            <span>"I do not know" <span class="hint">{UNSURE_HINT}</span></span>
        </label>
    }
}
