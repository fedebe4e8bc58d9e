use crate::guide::GuideId;
use crate::route::Route;
use crate::ui::parts::{HEADING, Trail};
use leptos::prelude::*;

/// The list of guides.
#[component]
pub(crate) fn Guides() -> impl IntoView {
    Trail::get().forget();
    let guides = GuideId::ALL.map(|id| {
        let href = Route::Guide { slug: id.slug().to_owned(), anchor: None }.href();
        view! {
            <li>
                <h2><a href=href>{id.title()}</a></h2>
                <p>{about(id)}</p>
            </li>
        }
    });
    view! {
        <h1 id=HEADING tabindex="-1">"Guides"</h1>
        <p class="serif block-s">
            "What the questions are about, told in order. A short passage stands beside each question; here is the whole."
        </p>
        <ul class="ways" role="list">{guides.collect_view()}</ul>
    }
}

/// What a guide is for, in a sentence.
fn about(id: GuideId) -> &'static str {
    match id {
        GuideId::SteadyState => {
            "The application runs and nobody is in a hurry: find out what a failure would cost, and change it."
        }
        GuideId::ImagesAndBackups => "Which kind of copy holds what, and when it can be used.",
        GuideId::HighTrafficEvent => "Before, during and after a sale, a launch or a broadcast.",
        GuideId::ReadingTheReport => "What the figures, marks and words in the results and the report mean.",
    }
}
