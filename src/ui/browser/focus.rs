//! Where the keyboard is and what is in view.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Moves the keyboard to an element, and it into view, unfolding what it is folded into. A heading needs
/// `tabindex="-1"`. `false` when there is none.
pub fn to(id: &str) -> bool {
    let Some(element) = element(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else { return false };
    unfold(&element);
    element.focus().is_ok()
}

/// Opens every `<details>` around an element: what is folded away cannot take the focus.
fn unfold(element: &Element) {
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
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
