use crate::answers::{Answers, Status, asked, status};
use crate::route::Route;
use crate::ui::session::Session;
use leptos::prelude::*;

/// Where the parts of the system are named.
const SYSTEM: &str = "system";

/// The name, where you are, and the ways to the other screens.
#[component]
pub(crate) fn Masthead(route: Memo<Route>) -> impl IntoView {
    let session = Session::use_session();
    let questions = Memo::new(move |_| session.answers().with(first_page).href());
    let link = move |href: Signal<String>, words: &'static str, here: fn(&Route) -> bool| {
        let current = move || route.with(here).then_some("page");
        view! { <li><a href=move || href.get() aria-current=current>{words}</a></li> }
    };
    view! {
        <header class="mast">
            <div class="wrap">
                <a class="name" href=Route::Start.href()>"Holdfast"</a>
                <span class="where">{move || session.answers().with(place)}</span>
                <nav aria-label="Main">
                    <ul role="list">
                        {link(Route::Start.href().into(), "Start", |r| *r == Route::Start)}
                        {link(questions.into(), "Questions", |r| matches!(r, Route::Question(_) | Route::Review))}
                        {link(Route::Live(SYSTEM.to_owned()).href().into(), "System", |r| matches!(r, Route::Live(_)))}
                        {link(Route::Results.href().into(), "Results", |r| matches!(r, Route::Results | Route::Figure(_)))}
                        {link(Route::Guides.href().into(), "Guides", |r| matches!(r, Route::Guides | Route::Guide { .. }))}
                        {link(Route::Report.href().into(), "Report", |r| *r == Route::Report)}
                    </ul>
                </nav>
            </div>
        </header>
    }
}

/// "Questions" opens the list of answers; the first question while there is none.
fn first_page(answers: &Answers) -> Route {
    let asked = asked(answers);
    let begun = asked.iter().any(|q| status(answers, q) != Status::Open);
    match asked.first() {
        Some(first) if !begun => Route::Question(first.id),
        _ => Route::Review,
    }
}

fn place(answers: &Answers) -> String {
    match (answers.example, answers.name.as_str()) {
        (true, "") => "Example".to_owned(),
        (true, name) if name.to_ascii_lowercase().contains("example") => name.to_owned(),
        (true, name) => format!("Example: {name}"),
        (false, name) => name.to_owned(),
    }
}
