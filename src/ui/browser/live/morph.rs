//! A page that came as HTML, put in the place of the one before: only what differs is touched, so that the focus, what
//! is being typed, the caret, what was scrolled and what was opened stay.
//!
//! An element goes on as the one of the same tag and id among its siblings, or as the next of its tag where neither has
//! an id. Which `<details>` are open is the person's: markup decides only when they come.

use super::property::{read, write};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node};

/// Whose text stands in the control that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// The person's: it is let be.
    Goes,
    /// The page's.
    Rests,
}

/// Makes the content of `root` what `html` says.
pub fn morph(root: &Element, html: &str, typing: Typing) {
    let Some(document) = root.owner_document() else { return };
    let Ok(fresh) = root.clone_node() else { return };
    let Ok(fresh) = fresh.dyn_into::<Element>() else { return };
    fresh.set_inner_html(html);
    let active = document.active_element().filter(|active| root.contains(Some(active)));
    let caret = active.as_ref().map(|active| CARET.map(|side| read(active, side)));
    children(root, &fresh);
    set_controls(root, active.as_ref().filter(|_| typing == Typing::Goes));
    if let (Some(active), Some(caret)) = (active, caret) {
        hold_focus(&document, &active, caret);
    }
}

const CARET: [&str; 2] = ["selectionStart", "selectionEnd"];

/// An element that was moved has lost the focus; one that was replaced has a successor of its id.
fn hold_focus(document: &Document, active: &Element, caret: [JsValue; 2]) {
    let now = document.active_element();
    if now.as_ref() == Some(active) {
        return;
    }
    let heir =
        if active.is_connected() { Some(active.clone()) } else { document.get_element_by_id(&active.id()) };
    if let Some(heir) = heir.and_then(|heir| heir.dyn_into::<HtmlElement>().ok()) {
        let _ = heir.focus();
        for (side, at) in CARET.into_iter().zip(caret) {
            // Controls without a caret say so; there is nothing to put back.
            write(&heir, side, &at);
        }
    }
}

fn children(old: &Node, new: &Node) {
    let mut at = old.first_child();
    let mut next = new.first_child();
    while let Some(fresh) = next {
        next = fresh.next_sibling();
        // What no later sibling goes on as is gone: removed first, so that what stays need not be moved.
        while let Some(gone) =
            at.as_ref().filter(|old| !fits(old, &fresh) && find(next.clone(), old).is_none())
        {
            let after = gone.next_sibling();
            let _ = old.remove_child(gone);
            at = after;
        }
        match find(at.clone(), &fresh) {
            Some(kept) if at.as_ref() == Some(&kept) => {
                at = kept.next_sibling();
                go_on(&kept, &fresh);
            }
            Some(kept) => {
                let _ = old.insert_before(&kept, at.as_ref());
                go_on(&kept, &fresh);
            }
            None => {
                let _ = old.insert_before(&fresh, at.as_ref());
            }
        }
    }
    while let Some(gone) = at {
        at = gone.next_sibling();
        let _ = old.remove_child(&gone);
    }
}

/// The first of some siblings that goes on as another.
fn find(mut from: Option<Node>, other: &Node) -> Option<Node> {
    while let Some(node) = from {
        if fits(&node, other) {
            return Some(node);
        }
        from = node.next_sibling();
    }
    None
}

fn fits(one: &Node, other: &Node) -> bool {
    let id = |node: &Node| node.dyn_ref::<Element>().map(Element::id);
    one.node_name() == other.node_name() && id(one) == id(other)
}

fn go_on(kept: &Node, fresh: &Node) {
    if kept.is_equal_node(Some(fresh)) {
        return;
    }
    match (kept.dyn_ref::<Element>(), fresh.dyn_ref::<Element>()) {
        (Some(kept), Some(fresh)) => {
            attributes(kept, fresh);
            children(kept, fresh);
        }
        _ => kept.set_node_value(fresh.node_value().as_deref()),
    }
}

fn attributes(kept: &Element, fresh: &Element) {
    for name in names(fresh) {
        let value = fresh.get_attribute(&name);
        if let Some(value) = value.filter(|value| kept.get_attribute(&name).as_ref() != Some(value)) {
            let _ = kept.set_attribute(&name, &value);
        }
    }
    for name in names(kept) {
        if fresh.get_attribute(&name).is_none() {
            let _ = kept.remove_attribute(&name);
        }
    }
}

/// The attributes that are the page's.
fn names(element: &Element) -> impl Iterator<Item = String> {
    let names = element.get_attribute_names();
    (0..names.length()).filter_map(move |n| names.get(n).as_string()).filter(|name| name != "open")
}

/// What markup says of a control counts only until it is first used: from then on its properties do.
fn set_controls(root: &Element, typed: Option<&Element>) {
    for control in super::controls::all(root, "input,textarea,option") {
        let kind = read(&control, "type").as_string().unwrap_or_default();
        match kind.as_str() {
            "checkbox" | "radio" => follow(&control, "checked", "defaultChecked"),
            "file" => {}
            _ if control.tag_name() == "OPTION" => follow(&control, "selected", "defaultSelected"),
            _ if typed == Some(&control) => {}
            _ => follow(&control, "value", "defaultValue"),
        }
    }
}

fn follow(control: &Element, property: &str, markup: &str) {
    let said = read(control, markup);
    if read(control, property) != said {
        write(control, property, &said);
    }
}
