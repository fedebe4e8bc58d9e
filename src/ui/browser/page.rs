//! The page as a whole: seen or hidden, staying or going.

use super::events::listen;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::VisibilityState;

/// Calls `then` when the page comes to the front, goes to the back or is about to go.
pub fn on_turn(then: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    for event in ["pagehide", "pageshow"] {
        let then = then.clone();
        listen(&window, event, move |_| then());
    }
    if let Some(document) = window.document() {
        listen(&document, "visibilitychange", move |_| then());
    }
}

/// Whether anybody can see the page.
pub fn is_seen() -> bool {
    web_sys::window()
        .and_then(|w| w.document())
        .is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Lets the browser ask before it closes the page, while `would_lose` says so.
pub fn warn_before_closing(would_lose: impl Fn() -> bool + 'static) {
    if let Some(window) = web_sys::window() {
        listen(&window, "beforeunload", move |event| {
            if would_lose() {
                event.prevent_default();
            }
        });
    }
}

/// Asks the browser not to clear this page's storage by itself. It may say no, and some ask the user.
pub fn ask_to_persist() {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    // Missing where the page did not come over HTTPS.
    let there = Reflect::get(&navigator, &JsValue::from_str("storage")).is_ok_and(|s| s.is_object());
    if let Some(Ok(answer)) = there.then(|| navigator.storage().persist()) {
        spawn_local(async move {
            let _ = JsFuture::from(answer).await;
        });
    }
}
