//! Somebody in front of a page: sees what it shows, types, ticks, presses.

use crate::support::{now, today};
use holdfast::answers::{Answers, Change, Edit};
use holdfast::desk::{Ask, Shown, page};
use holdfast::save::to_file;
use holdfast::system::{Component, ComponentId, System};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A person, the document, and what is being tried out.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) document: Answers,
    pub(crate) tried: Option<Vec<Change>>,
    /// Controls of pages seen since the last change.
    seen: RefCell<BTreeMap<String, BTreeMap<String, String>>>,
}

impl Person {
    pub(crate) fn with(document: &Answers) -> Person {
        Person { document: document.clone(), tried: None, seen: RefCell::default() }
    }

    /// A document in which these components are described.
    pub(crate) fn describing(components: &[Component]) -> Person {
        let put = |c: &Component| Change {
            section: Component::SECTION.into(),
            id: c.id.to_string(),
            text: Some(c.write()),
        };
        let mut person = Person::with(&Answers::default());
        person.write(&components.iter().map(put).collect::<Vec<_>>());
        person
    }

    pub(crate) fn write(&mut self, changes: &[Change]) {
        self.seen.take();
        match &mut self.tried {
            Some(tried) => tried.extend(changes.iter().cloned()),
            None => self.document = self.document.apply(&Edit::Change(changes.to_vec()), today()).unwrap(),
        }
    }

    pub(crate) fn ask(&self, address: &str) -> Ask {
        Ask {
            page: address.into(),
            heading: "heading".into(),
            tried: self.tried.clone(),
            now: now().seconds(),
            here: "Europe/Berlin".into(),
            ..Ask::default()
        }
    }

    pub(crate) fn see(&self, address: &str) -> Shown {
        page(&to_file(&self.document), &self.ask(address))
    }

    /// The controls of a page as they stand, with these typed over; `!` before a box's name clears it.
    pub(crate) fn typing(&self, address: &str, typed: &[(&str, &str)], act: Option<&str>) -> Shown {
        let key = format!("{address} {}", self.tried.is_some());
        let mut seen = self.seen.borrow_mut();
        let mut fields = seen.entry(key).or_insert_with(|| controls(&self.see(address).html)).clone();
        for (name, value) in typed {
            match name.strip_prefix('!') {
                Some(name) => drop(fields.remove(name)),
                None => drop(fields.insert((*name).to_owned(), (*value).to_owned())),
            }
        }
        let ask = Ask {
            fields: Some(fields.into_iter().collect()),
            act: act.map(str::to_owned),
            ..self.ask(address)
        };
        page(&to_file(&self.document), &ask)
    }

    /// Types, and lets the changes be written.
    pub(crate) fn types(&mut self, address: &str, typed: &[(&str, &str)]) -> Shown {
        let shown = self.typing(address, typed, None);
        self.write(&shown.changes);
        shown
    }

    /// Presses a button, and lets the changes be written.
    pub(crate) fn presses(&mut self, address: &str, act: &str) -> Shown {
        let shown = self.typing(address, &[], Some(act));
        self.write(&shown.changes);
        shown
    }

    pub(crate) fn system(&self) -> System {
        System::of(&self.document)
    }

    pub(crate) fn component(&self, id: &str) -> Component {
        self.system().component(&ComponentId::new(id)).unwrap().clone()
    }
}

/// What a browser would send: every named control with its value, boxes only when ticked.
pub(crate) fn controls(html: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let attribute = |tag: &str, name: &str| -> Option<String> {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(plain(rest.split_once('"')?.0))
    };
    for (at, _) in html.match_indices("<input ") {
        let tag = html[at..].split_once('>').unwrap().0;
        let Some(name) = attribute(tag, "name") else { continue };
        let is_box = tag.contains("type=\"checkbox\"");
        if !is_box || tag.contains(" checked") {
            found.insert(name, attribute(tag, "value").unwrap_or_default());
        }
    }
    for (at, _) in html.match_indices("<select ") {
        let (tag, rest) = html[at..].split_once('>').unwrap();
        let inside = rest.split_once("</select>").unwrap().0;
        let options: Vec<&str> =
            inside.match_indices("<option ").map(|(at, _)| inside[at..].split_once('>').unwrap().0).collect();
        let chosen = options.iter().find(|o| o.contains(" selected")).or_else(|| options.first());
        let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
        found.insert(attribute(tag, "name").unwrap(), value);
    }
    found
}

fn plain(escaped: &str) -> String {
    escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
