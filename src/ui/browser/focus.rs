//! Moving the focus.
use leptos::prelude::document;
use wasm_bindgen::JsCast;
/// Moves the focus to the element of that id, if there is one, and scrolls it into view.
pub(crate) fn on(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else { return false };
    let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() else { return false };
    element.focus().is_ok()
}
