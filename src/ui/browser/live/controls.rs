//! The controls of a page that came as HTML: what stands in them, and what a person does with them.

use super::property::read;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// Typed; more may follow.
    Typed,
    /// Chose, ticked, or left a control.
    Settled,
    /// Pressed a button `name="act"` of this value, or Enter in a form with this `data-enter`.
    Act(String),
}

/// What an event says was done. Enter in a field and the sending of a form, which would load another page, end here.
pub fn did(event: &Event) -> Option<Did> {
    let target: Element = event.target()?.dyn_into().ok()?;
    match event.type_().as_str() {
        "input" => Some(Did::Typed),
        "change" | "focusout" => Some(Did::Settled),
        "click" => {
            let button = target.closest("button[name=act]").ok()??;
            event.prevent_default();
            Some(Did::Act(read(&button, "value").as_string()?))
        }
        "keydown" => {
            // Enter that ends the choice of a character is the keyboard's own.
            let enter = read(event, "key") == "Enter" && read(event, "isComposing") != true;
            if !enter || target.tag_name() != "INPUT" {
                return None;
            }
            event.prevent_default();
            let form = target.closest("form").ok()?;
            let act = form.and_then(|form| form.get_attribute("data-enter"));
            Some(act.map_or(Did::Settled, Did::Act))
        }
        _ => {
            event.prevent_default();
            None
        }
    }
}

/// What stands in every named control, in the order of the page; a box only when it is ticked.
pub fn fields(root: &Element) -> Vec<(String, String)> {
    let ticked = |control: &Element| {
        let kind = read(control, "type").as_string().unwrap_or_default();
        !matches!(kind.as_str(), "checkbox" | "radio") || read(control, "checked") == true
    };
    all(root, "input[name],textarea[name],select[name]")
        .filter(ticked)
        .filter_map(|control| {
            Some((read(&control, "name").as_string()?, read(&control, "value").as_string()?))
        })
        .collect()
}

/// The elements inside `root` that a selector names.
pub(super) fn all(root: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = root.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |n| found.as_ref()?.get(n)?.dyn_into().ok())
}
