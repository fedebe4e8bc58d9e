//! The page's address and title. Screens live in the fragment; the rest of the address is the host's.

use super::events::listen;

/// The fragment with its `#`, as it stands in the address; empty for none.
pub fn fragment() -> String {
    web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Calls `then` with the new fragment whenever it changes, by a link, by Back, or by [`go`].
pub fn on_change(then: impl Fn(String) + 'static) {
    if let Some(window) = web_sys::window() {
        listen(&window, "hashchange", move |_| then(fragment()));
    }
}

/// Goes to a fragment such as `#/results`; Back leads here again.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// Goes to a fragment in place of this one; Back leads to where one was before.
pub fn replace(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // The whole address, for a `<base>` would bend a bare fragment.
        let location = window.location();
        let address = location.href().unwrap_or_default();
        let page = address.split('#').next().unwrap_or_default();
        let _ = location.replace(&format!("{page}#{}", fragment.trim_start_matches('#')));
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        document.set_title(title);
    }
}
