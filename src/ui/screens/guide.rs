use crate::guide::GuideId;
use crate::route::Route;
use crate::ui::browser::focus;
use crate::ui::parts::{Bureau, HEADING, Library, Shelf, Trail, waiting};
use leptos::prelude::*;

/// A guide, at a heading if the address names one.
#[component]
pub(crate) fn GuidePage(slug: String, anchor: Option<String>) -> impl IntoView {
    let Some(id) = GuideId::from_slug(&slug) else {
        return super::unknown::Unknown().into_any();
    };
    let library = Library::get();
    library.want(id);
    let bureau = Bureau::get();
    let from = Trail::get().from(|to| matches!(to, Route::Guide { slug: to, .. } if *to == slug));
    let (back, words) = match from {
        Some(Route::Question(question)) => (Route::Question(question), "Back to the question"),
        Some(other) => (other, "Back"),
        None => (Route::Guides, "All guides"),
    };
    let body = move || {
        match library.shelf(id) {
        Shelf::Fetching => view! {
            <h1 id=HEADING tabindex="-1">{id.title()}</h1>
            <p class="muted">"Fetching the guide."</p>
        }
        .into_any(),
        Shelf::Failed => view! {
            <h1 id=HEADING tabindex="-1">{id.title()}</h1>
            <p role="alert">"The guide could not be fetched. Your answers are not touched."</p>
            <p><button type="button" class="btn quiet" on:click=move |_| library.want(id)>"Try again"</button></p>
        }
        .into_any(),
        Shelf::Ready(guide) => {
            if let Some(anchor) = anchor.clone() {
                request_animation_frame(move || {
                    let heading = format!("g-{anchor}");
                    focus::to(&heading);
                    focus::into_view(&heading);
                });
            }
            match bureau.desk().and_then(|desk| desk.guide_page(id, &guide, HEADING)) {
                Some(html) => view! { <div inner_html=html></div> }.into_any(),
                None => view! { <h1 id=HEADING tabindex="-1">{id.title()}</h1> {waiting(bureau)} }.into_any(),
            }
        }
    }
    };
    view! {
        <p class="small"><a href=back.href()>{words}</a></p>
        {body}
    }
    .into_any()
}
