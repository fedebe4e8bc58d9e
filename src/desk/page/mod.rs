//! Live pages: screens that the desk writes and the app only shows. The app asks with the document and what stands in
//! the controls; the desk answers with the whole page and with what is to be written. Neither remembers anything of the
//! other: the same ask gets the same answer.

use super::clock::add_here;
use super::parts::Asked;
use super::points::{self, FileRead};
use super::{drills, images, keep, people, plans, system};
use crate::answers::{Answers, Change, Edit};
use crate::assess::Clock;
use crate::points::Group;
use crate::save::{OpenError, open};
use crate::schedule::{Change as ClockSet, Zone};
use crate::system::System;
use crate::units::Moment;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the app asks. The document comes beside it, without what is being tried out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The address without `#/`, such as `system/database`.
    pub page: String,
    /// The id of the page's heading, which takes the focus when the page is entered.
    pub heading: String,
    /// Every named control of the page as it stands, a box only when it is ticked; `None` to show the document.
    pub fields: Option<Vec<(String, String)>>,
    /// The value of the button `name="act"` that was pressed; `None` while typing.
    pub act: Option<String>,
    /// What was changed while trying something out; `None` when nothing is.
    pub tried: Option<Vec<Change>>,
    /// The moment now, local civil time: [`crate::units::Moment::seconds`].
    pub now: i64,
    /// The same moment in seconds since 1 January 1970, 00:00 UTC, to the second.
    pub instant: i64,
    /// The name of this device, drawn once: lower-case letters and digits.
    pub device: String,
    /// The name of the person's own time zone, such as `Europe/Berlin`; may be empty.
    pub here: String,
    /// The rules of the zones asked for so far.
    pub zones: BTreeMap<String, ZoneRules>,
    /// Files that are being taken in. They never leave the half that reads them.
    #[serde(skip)]
    pub files: Vec<FileRead>,
}

/// The rules of a time zone, for about a year and a half either side of now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneRules {
    /// The offset before the first change, in seconds east of UTC.
    pub first: i32,
    /// Ascending: the first instant of an offset, in seconds since 1 January 1970, 00:00 UTC, and the offset.
    pub changes: Vec<(i64, i32)>,
}

/// What the desk answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The whole content of the page, as it is once `changes` are made.
    pub html: String,
    /// The page's name, for the title and for links that lead back.
    pub title: String,
    /// Whether something on the page is to be put right.
    pub wrong: bool,
    /// What is to be written to the document, or to what is being tried out.
    pub changes: Vec<Change>,
    /// The address to go to afterwards, without `#/`.
    pub go: Option<String>,
    /// The id of what takes the focus afterwards; after a button only.
    pub focus: Option<String>,
    /// A sentence to be said aloud once typing rests; may be empty.
    pub say: String,
    /// A file to be handed out.
    pub save: Option<Saved>,
    /// Zones whose rules are needed and were not in the ask: with them the answer is another.
    pub zones: Vec<String>,
}

/// A file for the person in front of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// What stands in it.
    pub text: String,
}

impl Saved {
    pub(in crate::desk) fn new(name: &str, kind: &str, text: String) -> Saved {
        Saved { name: name.to_owned(), kind: kind.to_owned(), text }
    }
}

/// The page of an address, for a document in its file form.
pub fn page(file: &str, ask: &Ask) -> Shown {
    page_of(&open(file.as_bytes()), ask)
}

/// As [`page`], for a file that was opened before.
///
/// A document that cannot be read is said, never an error.
pub fn page_of(file: &Result<Answers, OpenError>, ask: &Ask) -> Shown {
    let (document, answers) = match file {
        Ok(answers) => (answers, tried(answers, ask)),
        Err(error) => {
            return plain("This page", heading(ask, "This page"), html! { p role="alert" { (error) } });
        }
    };
    let clock = Clock {
        now: Moment::from_seconds(ask.now),
        here: ask.here.clone(),
        zones: ask.zones.iter().filter_map(|(name, rules)| rules.zone(name)).collect(),
    };
    let aligned = |answers: &Answers| {
        let mut system = System::of(answers);
        clock.align(&mut system);
        system
    };
    let before = ask.tried.as_ref().map(|_| aligned(document));
    let asked = Asked {
        heading: &ask.heading,
        answers: &answers,
        system: &aligned(&answers),
        before: before.as_ref(),
        fields: ask.fields.as_deref(),
        act: ask.act.as_deref(),
        clock: &clock,
        here: &ask.here,
        instant: ask.instant,
        device: if ask.device.is_empty() { "here" } else { &ask.device },
        files: &ask.files,
    };
    let parts: Vec<&str> = ask.page.split('/').filter(|part| !part.is_empty()).collect();
    let shown = match parts.as_slice() {
        ["system", rest @ ..] => system::page(rest, &asked),
        ["keep", rest @ ..] => keep::page(rest, &asked),
        ["images", rest @ ..] => images::page(rest, &asked),
        ["people", rest @ ..] => people::page(rest, &asked),
        ["plans", rest @ ..] => plans::page(rest, &asked),
        ["drills", rest @ ..] => drills::page(rest, &asked),
        ["points", rest @ ..] => points::page(rest, &asked),
        _ => None,
    };
    shown.map(|shown| with_zones(shown, &answers, ask)).unwrap_or_else(|| {
        plain(
            "Nothing here",
            heading(ask, "There is no page at this address"),
            html! { p { "The link may be old, or cut short on its way. Your answers are not touched." } },
        )
    })
}

/// The zones of the clocks that the page and the system speak of, as they are afterwards; those at hand need not be asked for.
fn with_zones(shown: Shown, answers: &Answers, ask: &Ask) -> Shown {
    // Points name no clock of the system, and are large.
    let changes = shown.changes.iter().filter(|change| change.section != Group::SECTION);
    let edit = Edit::Change(changes.cloned().collect());
    let after = answers.apply(&edit, NaiveDate::default()).map(|after| System::of(&after));
    let mut named: BTreeSet<String> = after.map(|system| system.zones()).unwrap_or_default();
    named.extend(shown.zones.iter().cloned());
    add_here(&mut named, &ask.here);
    let zones = named.into_iter().filter(|name| !ask.zones.contains_key(name)).collect();
    Shown { zones, ..shown }
}

impl ZoneRules {
    /// The zone by these rules; `None` for rules that no clock can have.
    pub(in crate::desk) fn zone(&self, name: &str) -> Option<Zone> {
        let changes = self.changes.iter().map(|(at, offset)| ClockSet { at: *at, offset: *offset }).collect();
        Zone::new(name, self.first, changes).ok()
    }
}

/// The document with what is being tried out. What does not fit was refused when it was tried.
fn tried(answers: &Answers, ask: &Ask) -> Answers {
    let edit = ask.tried.clone().map(Edit::Change);
    // The day counts for answers alone.
    edit.and_then(|edit| answers.apply(&edit, NaiveDate::default()).ok()).unwrap_or_else(|| answers.clone())
}

fn heading(ask: &Ask, words: &str) -> Markup {
    html! { h1 id=(ask.heading) tabindex="-1" { (words) } }
}

fn plain(title: &str, heading: Markup, rest: Markup) -> Shown {
    Shown { html: html! { (heading) (rest) }.into_string(), title: title.to_owned(), ..Shown::default() }
}
