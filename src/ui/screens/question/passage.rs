use crate::catalogue::Question;
use crate::guide::GuideId;
use crate::route::Route;
use crate::ui::parts::{Bureau, Library, Shelf, Trail};
use leptos::prelude::*;

/// The passage of a guide that belongs to the question, fetched when the page is opened.
#[component]
pub(super) fn Beside(question: &'static Question) -> impl IntoView {
    let passage = question.passage;
    let Some(id) = GuideId::from_slug(passage.guide) else { return ().into_any() };
    let library = Library::get();
    library.want(id);
    let bureau = Bureau::get();
    let whole = Route::Guide { slug: passage.guide.to_owned(), anchor: Some(passage.anchor.to_owned()) };
    let href = whole.href();
    let leave = move |_| Trail::get().leave(Route::Question(question.id), whole.clone());
    let body = move || match library.shelf(id) {
        Shelf::Fetching => view! { <p class="muted">"Fetching the passage."</p> }.into_any(),
        Shelf::Failed => view! {
            <p>"The passage could not be fetched. The question stands without it."</p>
            <p><button type="button" class="link" on:click=move |_| library.want(id)>"Try again"</button></p>
        }
        .into_any(),
        Shelf::Ready(guide) => match bureau.desk().and_then(|d| d.guide_lead(id, &guide, passage.anchor)) {
            Some(html) => view! { <div class="serif stack-s" inner_html=html></div> }.into_any(),
            None => ().into_any(),
        },
    };
    view! {
        <aside class="guide stack-s" aria-labelledby="gd">
            <h2 class="h-small" id="gd">{format!("From the guide: {}", id.title().to_ascii_lowercase())}</h2>
            {body}
            <p class="small"><a href=href on:click=leave>"Read the whole step"</a></p>
        </aside>
    }
    .into_any()
}
