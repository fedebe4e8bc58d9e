use super::browser::location;
use super::parts::{Example, Footer, Library, Masthead, Page, SkipLink, Sprite, Trail};
use super::screens;
use super::session::Session;
use crate::route::Route;
use leptos::prelude::*;

/// The element that says the app has stopped, hidden until it has.
const CRASH: &str = "crash";

/// Puts the app in its place in the page.
pub fn start() {
    location::mount("app", App);
}

/// Says in the page that the app has stopped. Called while it dies: does nothing that could fail again.
pub fn crashed() {
    if let Some(element) = document().get_element_by_id(CRASH) {
        let _ = element.remove_attribute("hidden");
        let _ = element.scroll_into_view();
    }
}

#[component]
fn App() -> impl IntoView {
    let session = Session::provide();
    Library::provide();
    Trail::provide();
    let page = Page::provide();
    let fragment = location::fragment();
    let route = Memo::new(move |_| fragment.with(|f| Route::parse(f)));

    // Towards the outside: the title follows the page; a page change starts at its heading.
    Effect::new(move |_| {
        let title = route.with(|r| session.answers().with(|a| page.title(r, a)));
        location::title(&title);
    });
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            page.entered();
            request_animation_frame(move || screens::arrive(&now));
        }
        route.get_untracked()
    });

    view! {
        <SkipLink/>
        <Sprite/>
        <Masthead route/>
        <div id=CRASH class="wrap notice" role="alert" hidden>
            <p><strong>"Holdfast has stopped because of a mistake in it."</strong>
            " Your answers are kept in this browser up to the last change. Load the page again to go on."</p>
        </div>
        <Example/>
        <main id="main" class="wrap" tabindex="-1">{move || screens::screen(route.get())}</main>
        <Footer/>
    }
}
