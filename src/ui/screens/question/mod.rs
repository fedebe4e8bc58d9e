//! One question a page: the controls, what the answer means, the passage of the guide, the progress.

mod choices;
mod errors;
mod evidence;
mod field;
mod focus;
mod leave;
mod means;
mod passage;
mod progress;
mod sheet;

use crate::answers::{before, sections};
use crate::catalogue::{AnswerKind, Question};
use crate::form;
use crate::route::Route;
use crate::ui::parts::{HEADING, Trail};
use leptos::prelude::*;
use sheet::Sheet;

#[component]
pub(crate) fn QuestionPage(question: &'static Question) -> impl IntoView {
    let here = Route::Question(question.id);
    let from = Trail::get().from(|to| *to == here);
    Trail::get().forget();
    let sheet = Sheet::open(question, from.is_some());
    let answers = sheet.answers();

    let back = from.clone();
    let back = move || match &back {
        Some(from) => from.href(),
        None => {
            answers.with(|a| before(a, question.id).map_or(Route::Start, |q| Route::Question(q.id))).href()
        }
    };
    let place = Memo::new(move |_| {
        answers.with(|a| {
            let sections = sections(a);
            let section = sections.iter().find(|s| s.area.id == question.area)?;
            let at = section.questions.iter().position(|q| q.id == question.id)? + 1;
            Some(format!("{}, question {at} of {}", section.area.title, section.questions.len()))
        })
    });
    let hint = Memo::new(move |_| answers.with(|a| form::hint(question, a)));
    let described = move || (!hint.with(String::is_empty)).then_some("q-hint");

    view! {
        <p class="small"><a href=back>"Back"</a></p>
        <errors::ErrorBox sheet/>
        <div class="q">
            <form
                class="ask stack"
                id="ask"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    sheet.go_on();
                }
            >
                <p class="kicker">
                    {move || place.get().unwrap_or_else(|| "Not asked, because of another answer".to_owned())}
                    {move || answers.with(|a| a.is_part_of_description(question.id)).then(asked_elsewhere)}
                </p>
                <fieldset aria-describedby=described class:err=move || sheet.wrong(form::Field::Choices).is_some()>
                    <legend class="qh"><h1 id=HEADING tabindex="-1">{question.ask}</h1></legend>
                    <Show when=move || !hint.with(String::is_empty)>
                        <p id="q-hint" class="hint">{move || hint.get()}</p>
                    </Show>
                    {controls(question, sheet)}
                </fieldset>
                <field::FollowUp sheet/>
                <focus::MostImportant sheet/>
                <evidence::HowKnown sheet/>
            </form>
            <means::Means sheet/>
            <leave::Leave sheet/>
            <passage::Beside question/>
            <progress::Progress question answers/>
        </div>
    }
}

/// Said on the page of a question that the description of the system answers.
fn asked_elsewhere() -> impl IntoView {
    view! { ": " <a href=Route::Live("system".to_owned()).href()>"your system is described part by part"</a> }
}

fn controls(question: &'static Question, sheet: Sheet) -> AnyView {
    match question.kind {
        AnswerKind::Duration => view! { <field::Length sheet/> }.into_any(),
        AnswerKind::Multi => view! { <choices::Boxes sheet/> }.into_any(),
        AnswerKind::Single | AnswerKind::Date | AnswerKind::Schedule => {
            view! { <choices::Radios sheet/> }.into_any()
        }
    }
}
