use crate::answers::{Answers, Status, asked, status};
use crate::route::Route;
use crate::ui::parts::HEADING;
use crate::ui::session::Session;
use leptos::prelude::*;

/// The week of a nightly copy, drawn once.
const FIGURE: &str = include_str!("start_figure.svg");

/// What Holdfast is, and the ways in.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let session = expect_context::<Session>();
    let answers = session.answers();
    view! {
        <div class="cols lead">
            <div>
                <h1 id=HEADING tabindex="-1">
                    "If it broke right now, how much would you lose, and is that acceptable?"
                </h1>
                <p class="serif block-s">
                    "Holdfast asks plain questions about what you run and what protects it, works out the answer to the minute, and shows how it got there."
                </p>
                <h2 class="vh">"Ways in"</h2>
                <ul class="ways" role="list">
                    <li>{move || answers.with(|a| quick_check(a).into_any())}</li>
                </ul>
            </div>
            <figure class="chart">
                <h3>"One week of a nightly copy"</h3>
                <p class="kicker">
                    "Orders that would be lost if the data centre failed, in hours, by the moment of failure"
                </p>
                <div inner_html=FIGURE></div>
                <figcaption>
                    "The copy starts at 02:00, takes 40 minutes, and needs 90 more to reach another place. Just before the next one is safe, 26\u{a0}h\u{a0}10\u{a0}min of orders hang on nothing. On average it is 14\u{a0}h\u{a0}10\u{a0}min. The owner said 4\u{a0}h is the most they could lose."
                </figcaption>
            </figure>
        </div>
        <section class="cols lead ruled">
            <h2>"What you type stays here"</h2>
            <div class="stack-s measure">
                <p>
                    "There is no server behind this page, no account and no counter. The sums are done on this machine, and the page can reach nothing but its own files."
                </p>
                <p>"Your answers leave only when you save them as a file or print the report."</p>
            </div>
        </section>
    }
}

fn quick_check(answers: &Answers) -> impl IntoView + use<> {
    let asked = asked(answers);
    let done = asked.iter().filter(|q| status(answers, q) != Status::Open).count();
    let open = asked.iter().find(|q| status(answers, q) == Status::Open);
    let href = open.map_or(Route::Review, |q| Route::Question(q.id)).href();
    match (done, open) {
        (0, _) => view! {
            <h3><a href=href>"Quick check"</a></h3>
            <p>"21 questions, about 5 minutes. You need to know your business, not backup words. “I do not know” is a good answer."</p>
        }
        .into_any(),
        (_, None) => view! {
            <h3><a href=Route::Results.href()>"See your results"</a></h3>
            <p>{format!("All {done} questions are answered. ")}<a href=href>"Change an answer"</a></p>
        }
        .into_any(),
        (_, Some(next)) => view! {
            <h3><a href=href>"Go on with the quick check"</a></h3>
            <p>
                {format!("{done} of {} answered. Next: {} ", asked.len(), next.ask)}
                <a href=Route::Review.href()>"See your answers"</a>
            </p>
        }
        .into_any(),
    }
}
