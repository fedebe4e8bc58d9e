//! A button that puts a text of the page on the clipboard: `<button data-copy="ID">`, where ID names the element with
//! the text.

use super::property::read;
use crate::ui::browser::events::after;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event};

/// How long the button says what came of it, in milliseconds.
const SHOWN: i32 = 2_500;
const COPIED: &str = "Copied";
const SELECTED: &str = "Selected: copy it now";

/// Whether an event asked for a copy. What came of it is shown on the button, and handed to `say`.
pub(super) fn copy(event: &Event, say: impl Fn(&str) + 'static) -> bool {
    if event.type_() != "click" {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|target| target.closest("button[data-copy]").ok().flatten()) else {
        return false;
    };
    event.prevent_default();
    let named = button.get_attribute("data-copy").unwrap_or_default();
    let Some(from) = button.owner_document().and_then(|document| document.get_element_by_id(&named)) else {
        return true;
    };
    let text = from.text_content().unwrap_or_default();
    spawn_local(async move {
        let copied = match clipboard(&text) {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if !copied {
            select(&from);
        }
        let before = button.text_content();
        let words = if copied { COPIED } else { SELECTED };
        button.set_text_content(Some(words));
        say(if copied {
            "Copied to the clipboard."
        } else {
            "The text is selected. Copy it with your keyboard or its menu."
        });
        after(SHOWN, move || {
            if button.text_content().as_deref() == Some(words) {
                button.set_text_content(before.as_deref().filter(|before| *before != words).or(Some("Copy")));
            }
        });
    });
    true
}

/// Hands a text to the clipboard; `None` where the page has none, as when it is not served over a safe way.
fn clipboard(text: &str) -> Option<Promise> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let clipboard = read(&navigator, "clipboard");
    let put: Function = read(&clipboard, "writeText").dyn_into().ok()?;
    put.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}

/// Selects an element's text, so that a keyboard can copy it.
fn select(element: &Element) {
    let Some(window) = web_sys::window() else { return };
    let call = |of: &JsValue, name: &str, with: &JsValue| {
        let function: Function = read(of, name).dyn_into().ok()?;
        function.call1(of, with).ok()
    };
    let selection =
        read(&window, "getSelection").dyn_into::<Function>().ok().and_then(|get| get.call0(&window).ok());
    if let Some(selection) = selection {
        call(&selection, "selectAllChildren", element);
    }
}
