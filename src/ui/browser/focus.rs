//! Where the keyboard is and what is in view.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Moves the keyboard to an element, and it into view. A heading needs `tabindex="-1"`. `false` when there is none.
pub fn to(id: &str) -> bool {
    let Some(element) = element(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else { return false };
    element.focus().is_ok()
}

/// Brings an element into view. `false` when there is none.
pub fn into_view(id: &str) -> bool {
    element(id).map(|element| element.scroll_into_view()).is_some()
}

/// Brings the top of the page into view.
pub fn top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Moves the keyboard to an element when what it was on is gone.
pub fn hold(id: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    let lost = document.and_then(|d| d.active_element()).is_none_or(|active| active.tag_name() == "BODY");
    if lost {
        to(id);
    }
}
