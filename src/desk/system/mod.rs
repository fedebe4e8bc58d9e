//! The pages on which a system is described, part by part.
//!
//! Each is a function of the system, of what stands in the controls and of the button that was pressed, to the page as it
//! is afterwards and to what is to be written. Nothing is remembered between two calls.

mod component;
mod component_form;
mod controls;
mod figures;
mod form;
mod list;
mod one;
mod panel;
mod protection;
mod protection_form;
mod schedule;
mod settings;
mod trying;
mod ways;
mod words;

use super::page::Shown;
use crate::answers::Change;
use crate::assess::Clock;
use crate::system::{Component, System};
use maud::{Markup, PreEscaped, html};

/// The sheet of these pages: not among the styles that the first question waits for.
const STYLE: PreEscaped<&str> = PreEscaped(r#"<link rel="stylesheet" href="later/system.css">"#);

/// What a page is asked with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The id of the page's heading.
    pub(super) heading: &'a str,
    /// The system as it is, with what is tried out.
    pub(super) system: &'a System,
    /// The system of the document, while something is tried out.
    pub(super) before: Option<&'a System>,
    /// Every named control of the page as it stands; `None` to show the document.
    pub(super) fields: Option<&'a [(String, String)]>,
    /// The value of the button that was pressed.
    pub(super) act: Option<&'a str>,
    /// Now, and the time zones at hand.
    pub(super) clock: &'a Clock,
    /// The person's own time zone; may be empty.
    pub(super) here: &'a str,
}

/// What a page answers, while it is made.
#[derive(Debug, Default)]
struct Page {
    shown: Shown,
    /// What was just done and can be undone, to be shown.
    done: Option<String>,
}

impl Page {
    fn new(title: &str) -> Page {
        Page { shown: Shown { title: title.to_owned(), ..Shown::default() }, done: None }
    }

    fn put(&mut self, section: &str, id: &str, text: Option<String>) {
        self.shown.changes.push(Change { section: section.to_owned(), id: id.to_owned(), text });
    }

    fn put_component(&mut self, component: &Component) {
        self.put(Component::SECTION, component.id.as_str(), Some(component.write()));
    }

    /// The form's messages: the page's name speaks of them, and they lead to their controls.
    fn heed(&mut self, form: &form::Form, act: Option<&str>) {
        self.shown.wrong = !form.problems().is_empty();
        if let Some(name) = act.and_then(|act| act.strip_prefix("focus ")) {
            self.shown.focus = Some(controls::id(name));
        }
    }
}

/// What was done, and the way back.
fn undo(words: &str) -> Markup {
    html! { p class="notice done row" { span { (words) } (controls::act("undo", "Undo", "link")) } }
}

/// The page at `path`, which begins with "system". `None` for an address that is none of these pages.
pub(super) fn page(path: &str, asked: &Asked<'_>) -> Option<Shown> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let page = match parts.as_slice() {
        ["system"] => list::page(asked),
        ["system", "settings"] => settings::page(asked),
        ["system", id] => one::page(asked, id, None),
        ["system", id, protection] => one::page(asked, id, Some(protection)),
        _ => return None,
    };
    Some(page.shown)
}
