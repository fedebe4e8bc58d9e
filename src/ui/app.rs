use super::browser::location;
use super::parts::{Bureau, Example, Footer, Library, Masthead, Notices, Page, SkipLink, Sprite, Trail};
use super::screens;
use super::session::Session;
use crate::route::Route;
use leptos::prelude::*;

/// The element that says the app has stopped, hidden until it has.
const CRASH: &str = "crash";

/// The element that holds the static first paint.
const FIRST_PAINT: &str = "app";

/// Puts the app in the page. The static first paint stays until there is something to show in its place.
pub fn start() {
    leptos::mount::mount_to_body(App);
}

/// Says in the page that the app has stopped. Called while it dies: does nothing that could fail again.
pub fn crashed() {
    if let Some(element) = document().get_element_by_id(CRASH) {
        let _ = element.set_attribute("role", "alert");
        let _ = element.remove_attribute("hidden");
        element.scroll_into_view();
    }
}

#[component]
fn App() -> impl IntoView {
    let session = Session::provide();
    Library::provide();
    Trail::provide();
    let page = Page::provide();
    Bureau::provide(session, page);
    let (fragment, set_fragment) = signal(location::fragment());
    location::on_change(move |fragment| set_fragment.set(fragment));
    let route = Memo::new(move |_| fragment.with(|f| Route::parse(f)));

    // Towards the outside: the title follows the page, and a page change starts at its heading.
    Effect::new(move |_| {
        let title = route.with(|r| session.answers().with(|a| page.title(r, a)));
        location::set_title(&title);
    });
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            let to = now.clone();
            request_animation_frame(move || screens::arrive(&to));
        }
        now
    });

    let loaded = Memo::new(move |_| session.loaded().get());
    Effect::new(move |_| {
        if loaded.get()
            && let Some(first_paint) = document().get_element_by_id(FIRST_PAINT)
        {
            first_paint.remove();
        }
    });
    view! {
        <div id=CRASH class="wrap" hidden>
            <p class="notice bad">
                <strong>"Holdfast has stopped because of a mistake in it. "</strong>
                "Your answers are kept in this browser up to the last change. Load the page again to go on."
            </p>
        </div>
        {move || loaded.get().then(|| view! { <Frame route/> })}
    }
}

/// What stands around every screen, and the screen.
#[component]
fn Frame(route: Memo<Route>) -> impl IntoView {
    view! {
        <SkipLink/>
        <Sprite/>
        <Masthead route/>
        <Example/>
        <Notices/>
        <main id="main" class="wrap" tabindex="-1">{move || screens::screen(route.get())}</main>
        <Footer/>
    }
}
