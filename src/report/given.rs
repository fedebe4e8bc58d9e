use crate::answers::{Answer, Answers, sections};
use crate::catalogue::{FOLLOW_UPS, Question};
use crate::units::long_date;
use maud::{Markup, html};

pub(super) fn given(answers: &Answers) -> Markup {
    html! {
        p class="measure" {
            "What this report rests on. Guessed is a guess; told is what somebody said; seen is what somebody looked \
             up; measured comes from what a tool recorded. “I do not know” is an answer, and never counts as a pass."
        }
        @if !answers.focus.holds.is_empty() {
            p class="measure" { "The data that would be missed most: " strong { bdi { (answers.focus.holds) } } "." }
        }
        @for section in sections(answers) {
            @let follow_ups = FOLLOW_UPS.iter().filter(|q| q.area == section.area.id && answers.asks(q));
            @let questions: Vec<&Question> = section.questions.iter().copied().chain(follow_ups).collect();
            h3 class="tbl-h" { (section.area.title) }
            table class="tbl flow given" {
                caption class="vh" { "Answers: " (section.area.title) }
                thead {
                    tr {
                        @for head in ["Question", "Answer", "Evidence"] { th scope="col" { (head) } }
                    }
                }
                tbody { @for question in questions { (row(answers, question)) } }
            }
        }
    }
}

fn row(answers: &Answers, question: &Question) -> Markup {
    let given = answers.given(question.id);
    html! {
        tr {
            th scope="row" { (question.ask) }
            @match given {
                None => {
                    td class="unk" { "Not answered" }
                    td class="unk" data-label="Evidence" { "–" }
                },
                Some(given) => {
                    @let unsure = given.answer == Answer::Unsure;
                    td class=[unsure.then_some("unk")] { (given.answer.words(question)) }
                    td class=[unsure.then_some("unk")] data-label="Evidence" {
                        @if unsure { "Not known" } @else { (given.known.word()) }
                        @if let Some(day) = given.on { span class="hint" { ", " (long_date(day)) } }
                    }
                },
            }
        }
    }
}
