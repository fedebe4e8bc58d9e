use crate::guide::{Audience, Guide, GuideId, Render, app_links};
use crate::route::Route;
use crate::ui::browser::focus;
use crate::ui::parts::{HEADING, Library, Shelf, Trail};
use leptos::prelude::*;
use std::sync::Arc;

/// Keeps the ids of a guide's headings apart from the page's own.
const PREFIX: &str = "g-";

/// A guide, at a heading if the address names one.
#[component]
pub(crate) fn GuidePage(slug: String, anchor: Option<String>) -> impl IntoView {
    let Some(id) = GuideId::from_slug(&slug) else {
        return super::unknown::Unknown().into_any();
    };
    let library = Library::get();
    library.want(id);
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
                    let heading = format!("{PREFIX}{anchor}");
                    focus::to(&heading);
                    focus::into_view(&heading);
                });
            }
            view! { <Whole id guide/> }.into_any()
        }
    }
    };
    view! {
        <p class="small"><a href=back.href()>{words}</a></p>
        {body}
    }
    .into_any()
}

#[component]
fn Whole(id: GuideId, guide: Arc<Guide>) -> impl IntoView {
    let contents = guide
        .contents(Audience::Screen)
        .map(|section| {
            let href =
                Route::Guide { slug: id.slug().to_owned(), anchor: Some(section.anchor.clone()) }.href();
            let class = if section.level > 2 { "sub" } else { "" };
            view! { <li class=class><a href=href>{section.heading.clone()}</a></li> }
        })
        .collect_view();
    let links = app_links(id.slug());
    let render = Render { audience: Audience::Screen, top_level: 1, id_prefix: PREFIX, links: &links };
    // The heading is the page's own, so that the focus finds it.
    let title = guide.sections.first().map(|s| s.anchor.clone()).unwrap_or_default();
    let lead = guide.lead_html(&title, &render).unwrap_or_default();
    let rest = guide.rest_html(&title, &render).unwrap_or_default();
    view! {
        <h1 id=HEADING tabindex="-1">{guide.title.clone()}</h1>
        <div class="prose lede" inner_html=lead></div>
        <div class="cols guide-cols">
            <nav class="contents" aria-labelledby="contents">
                <h2 class="h-small" id="contents">"In this guide"</h2>
                <ul role="list">{contents}</ul>
            </nav>
            <article class="prose" inner_html=focusable(&rest)></article>
        </div>
    }
}

/// Headings can take the focus, so that a link to one starts reading there. The HTML is our own: every text in it is
/// escaped, and an id begins with our prefix.
fn focusable(html: &str) -> String {
    html.replace(&format!(" id=\"{PREFIX}"), &format!(" tabindex=\"-1\" id=\"{PREFIX}"))
}
