use crate::answers::{Answers, SectionProgress, Status, sections, status};
use crate::catalogue::Question;
use crate::route::Route;
use leptos::prelude::*;

/// The sections with how far each is: names and counts, each leading to its first open question.
#[component]
pub(super) fn Progress(question: &'static Question, answers: Memo<Answers>) -> impl IntoView {
    let row = move |section: &SectionProgress, a: &Answers| {
        let here = section.area.id == question.area;
        let open = section.questions.iter().find(|q| status(a, q) == Status::Open);
        let href = open.or(section.questions.first()).map(|q| Route::Question(q.id).href());
        let count = format!("{} of {}", section.answered, section.questions.len());
        view! {
            <li aria-current=here.then_some("step")>
                <a href=href>{section.area.title}</a>
                <span class="num">{count}</span>
            </li>
        }
    };
    let rows = move || answers.with(|a| sections(a).iter().map(|s| row(s, a)).collect_view());
    view! {
        <nav class="prog" aria-labelledby="pr">
            <h2 class="h-small" id="pr">"Your progress"</h2>
            <ol class="progress" role="list">{rows}</ol>
            <p class="small after"><a href=Route::Review.href()>"See all your answers"</a></p>
        </nav>
    }
}
