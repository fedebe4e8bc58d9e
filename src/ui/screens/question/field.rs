use super::choices::UnsureBox;
use super::sheet::Sheet;
use crate::catalogue::ids;
use crate::form::{Field, UNSURE};
use crate::schedule::Weekday;
use crate::units::Duration;
use leptos::prelude::*;

/// How a field is labelled and drawn.
struct Shape {
    label: &'static str,
    hint: &'static str,
    class: &'static str,
    kind: &'static str,
}

fn shape(field: Field, question: &'static str) -> Shape {
    let (label, hint, class, kind) = match field {
        Field::Date => (date_label(question), "", "w12", "date"),
        Field::Often => ("How long between two copies?", "Such as 1\u{a0}h or 15\u{a0}min", "w5", "text"),
        Field::Hours => ("How long between two copies?", "Such as 6\u{a0}h", "w5", "text"),
        Field::From => {
            ("When does one of them start?", "Local time of the server, such as 00:00", "w5", "text")
        }
        Field::At => ("At what time does it start?", "Local time of the server, such as 02:00", "w5", "text"),
        Field::Day => ("On which day?", "", "w12", "select"),
        _ => {
            let question = field.follow_up();
            // Under the list of copies "it" would be any of them.
            let ask = match field {
                Field::Lag => "How far behind do the logs or replicas run, at most?",
                _ => question.map_or("", |q| q.ask),
            };
            (ask, question.map_or("", |q| q.hint), "w5", "text")
        }
    };
    Shape { label, hint, class, kind }
}

fn date_label(question: &str) -> &'static str {
    match question {
        ids::LAST_GOOD => "Which day was it?",
        ids::EVENT_DATE => "Which day is it?",
        _ => "Which day was it? A rough date will do",
    }
}

/// The fields under a chosen option.
#[component]
pub(super) fn Reveal(sheet: Sheet, fields: &'static [Field]) -> impl IntoView {
    let fields = fields
        .iter()
        .map(|field| {
            if *field == Field::Day {
                view! { <Day sheet/> }.into_any()
            } else {
                input(sheet, *field).into_any()
            }
        })
        .collect_view();
    let words = Memo::new(move |_| sheet.schedule_in_words());
    view! {
        <div class="reveal fields">
            {fields}
            {move || {
                words
                    .get()
                    .map(|words| view! { <p class="readback">"In words: " <strong>{words}</strong></p> })
            }}
        </div>
    }
}

/// A labelled text or date field with its hint and what is to be put right.
fn input(sheet: Sheet, field: Field) -> impl IntoView {
    let Shape { label, hint, class, kind } = shape(field, sheet.question.id);
    let (hint_id, wrong_id) = (format!("{}-hint", field.id()), wrong_id(field));
    let described = {
        let hint_id = hint_id.clone();
        move || describe(&[(!hint.is_empty(), &hint_id), (sheet.wrong(field).is_some(), &wrong_id)])
    };
    view! {
        <div class="field" class:err=move || sheet.wrong(field).is_some()>
            <label for=field.id()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <Wrong sheet field/>
            <input
                class=class
                id=field.id()
                type=kind
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || sheet.wrong(field).map(|_| "true")
                prop:value=move || sheet.text(field)
                on:input=move |event| sheet.type_in(field, event_target_value(&event))
                on:change=move |_| sheet.save()
            />
            <ReadBack sheet field/>
        </div>
    }
}

/// The day of a weekly copy.
#[component]
fn Day(sheet: Sheet) -> impl IntoView {
    let field = Field::Day;
    let days = Weekday::ALL
        .map(|day| {
            let value = day.name().to_ascii_lowercase();
            let here = value.clone();
            view! { <option value=value prop:selected=move || sheet.text(field) == here>{day.name()}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=field.id()>"On which day?"</label>
            <select
                id=field.id()
                on:change=move |event| {
                    let day = event_target_value(&event);
                    sheet.choose(|d| d.type_in(field, day));
                }
            >
                {days}
            </select>
        </div>
    }
}

/// The length of time that a question asks for, and "I do not know" after it.
#[component]
pub(super) fn Length(sheet: Sheet) -> impl IntoView {
    let field = Field::Length;
    let described =
        move || describe(&[(true, "f-length-hint"), (sheet.wrong(field).is_some(), &wrong_id(field))]);
    view! {
        <div class="choices field" class:err=move || sheet.wrong(field).is_some()>
            <p class="hint" id="f-length-hint">"A number and a unit, such as 30\u{a0}min, 4\u{a0}h or 2\u{a0}days"</p>
            <Wrong sheet field/>
            <input
                class="w5"
                id=field.id()
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-labelledby=crate::ui::parts::HEADING
                aria-describedby=described
                aria-invalid=move || sheet.wrong(field).map(|_| "true")
                prop:value=move || sheet.text(field)
                on:input=move |event| sheet.type_in(field, event_target_value(&event))
                on:change=move |_| sheet.save()
            />
            <ReadBack sheet field/>
        </div>
        {sheet.question.unsure.then(|| view! { <UnsureBox sheet/> })}
    }
}

/// The optional field that belongs to what is chosen.
#[component]
pub(super) fn FollowUp(sheet: Sheet) -> impl IntoView {
    let follow_up = Memo::new(move |_| sheet.follow_up());
    move || {
        follow_up.get().map(|field| {
            let why = field.follow_up().map_or("", |q| q.why);
            view! {
                <div class="more stack-s">
                    {input(sheet, field)}
                    {(!why.is_empty()).then(|| view! { <p class="hint">{why}</p> })}
                </div>
            }
        })
    }
}

/// What is to be put right at a field, above its input.
#[component]
pub(super) fn Wrong(sheet: Sheet, field: Field) -> impl IntoView {
    move || sheet.wrong(field).map(|says| view! { <p class="errmsg" id=wrong_id(field)>{says}</p> })
}

/// A length of time read back in full, where that is not what was typed.
#[component]
fn ReadBack(sheet: Sheet, field: Field) -> impl IntoView {
    let read = move || {
        let text = sheet.text(field);
        let typed: Duration = text.parse().ok().filter(|_| is_length(field) && !sheet.is_chosen(UNSURE))?;
        Some(view! { <p class="readback">"Read as " <strong>{typed.to_string()}</strong></p> })
    };
    view! { {read} }
}

fn is_length(field: Field) -> bool {
    !matches!(field, Field::Date | Field::From | Field::At | Field::Day | Field::Part | Field::Holds)
}

fn wrong_id(field: Field) -> String {
    format!("{}-wrong", field.id())
}

/// The ids that describe a control; none when there is none.
fn describe(ids: &[(bool, &str)]) -> Option<String> {
    let ids: Vec<&str> = ids.iter().filter(|(there, _)| *there).map(|(_, id)| *id).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
