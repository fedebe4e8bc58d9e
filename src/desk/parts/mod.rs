//! What every live page is made of: what it is asked with, what it answers, its controls, and the way to its neighbours.

pub(super) mod controls;
pub(super) mod form;
mod unreadable;

pub(super) use unreadable::{discard, unreadable};

use super::page::Shown;
use super::points::FileRead;
use crate::answers::{Answers, Change};
use crate::assess::Clock;
use crate::system::{Component, System};
use maud::{Markup, PreEscaped, html};

/// The sheet of live pages: not among the styles that the first question waits for.
pub(super) const STYLE: PreEscaped<&str> = PreEscaped(r#"<link rel="stylesheet" href="later/live.css">"#);

/// The live pages that have a name of their own, by the first part of their address.
const PAGES: [(&str, &str); 7] = [
    ("system", "Parts"),
    ("points", "Restore points"),
    ("keep", "Keep"),
    ("images", "Images"),
    ("people", "People"),
    ("plans", "Runbooks"),
    ("drills", "Drills"),
];

/// What a page is asked with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The id of the page's heading.
    pub(super) heading: &'a str,
    /// The document, with what is tried out.
    pub(super) answers: &'a Answers,
    /// The system of that document.
    pub(super) system: &'a System,
    /// The system of the document as it is, while something is tried out.
    pub(super) before: Option<&'a System>,
    /// Every named control of the page as it stands; `None` to show the document.
    pub(super) fields: Option<&'a [(String, String)]>,
    /// The value of the button that was pressed.
    pub(super) act: Option<&'a str>,
    /// Now, and the time zones at hand.
    pub(super) clock: &'a Clock,
    /// The person's own time zone; may be empty.
    pub(super) here: &'a str,
    /// Now, in seconds since 1 January 1970, 00:00 UTC.
    pub(super) instant: i64,
    /// The name of this device.
    pub(super) device: &'a str,
    /// Files that are being taken in.
    pub(super) files: &'a [FileRead],
}

impl Asked<'_> {
    /// The first id, counted from 1, that no entry of a section has, those that cannot be read included.
    pub(super) fn free_id(&self, section: &str, numbered: impl Fn(u32) -> String) -> String {
        (1..).map(numbered).find(|id| self.answers.entry(section, id).is_none()).unwrap_or_default()
    }
}

/// What a page answers, while it is made.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) shown: Shown,
    /// What was just done and can be undone, to be shown.
    pub(super) done: Option<String>,
}

impl Page {
    pub(super) fn new(title: &str) -> Page {
        Page { shown: Shown { title: title.to_owned(), ..Shown::default() }, done: None }
    }

    /// Writes an entry, or removes it.
    pub(super) fn put(&mut self, section: &str, id: &str, text: Option<String>) {
        self.shown.changes.push(Change { section: section.to_owned(), id: id.to_owned(), text });
    }

    pub(super) fn put_component(&mut self, component: &Component) {
        self.put(Component::SECTION, component.id.as_str(), Some(component.write()));
    }

    /// The form's messages: the page's name speaks of them, and they lead to their controls.
    pub(super) fn heed(&mut self, form: &form::Form, act: Option<&str>) {
        self.shown.wrong = !form.problems().is_empty();
        if let Some(name) = act.and_then(|act| act.strip_prefix("focus ")) {
            self.shown.focus = Some(controls::id(name));
        }
    }
}

/// What was done, and the way back.
pub(super) fn undo(words: &str) -> Markup {
    html! { p class="notice done row" { span { (words) } (controls::act("undo", "Undo", "link")) } }
}

/// The band on top while something is tried out; the way in while nothing is.
pub(super) fn band(asked: &Asked<'_>) -> Markup {
    html! {
        @if asked.before.is_some() {
            div class="notice trying" id="trying" {
                p { strong { "You are trying something out." } " Your system is not changed." }
                p class="row" { (controls::act("apply", "Make the changes", "btn")) (controls::act("drop", "Drop them", "btn quiet")) }
            }
        } @else {
            p class="row try" {
                (controls::act("try", "Try a change", "btn quiet"))
                span class="hint" { "See what would follow. Your system stays as it is until you say so." }
            }
        }
    }
}

/// What stands above a page: the ways to its neighbours, and its heading. `here` is the first part of its address.
pub(super) fn top(asked: &Asked<'_>, here: &str, heading: &str) -> Markup {
    html! {
        (STYLE)
        nav class="near" aria-label="Your system" {
            ul role="list" {
                @for (at, name) in PAGES {
                    li { a href={ "#/" (at) } aria-current=[(at == here).then_some("page")] { (name) } }
                }
            }
        }
        h1 id=(asked.heading) tabindex="-1" { (heading) }
    }
}
