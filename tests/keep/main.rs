//! What is kept: the pages on which it is planned, the figures they show, and what follows from a plan elsewhere.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod figures;
mod images;
mod pages;
mod stored;

use chrono::NaiveDate;
use holdfast::answers::{Answers, Change, Edit};
use holdfast::desk::{Ask, Shown, ZoneRules, page};
use holdfast::save::{open, to_file};
use holdfast::units::Moment;

/// Saturday 21 November 2026, 09:30.
pub(crate) fn now() -> Moment {
    Moment::from_civil(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap().and_hms_opt(9, 30, 0).unwrap())
}

/// The shop, described part by part.
pub(crate) fn shop() -> Answers {
    open(include_bytes!("../../examples/shop-described.holdfast.json")).unwrap()
}

pub(crate) fn berlin() -> ZoneRules {
    let changes = [
        (1_743_296_400, 7_200),
        (1_761_440_400, 3_600),
        (1_774_746_000, 7_200),
        (1_792_890_000, 3_600),
        (1_806_195_600, 7_200),
        (1_824_944_400, 3_600),
    ];
    ZoneRules { first: 3_600, changes: changes.to_vec() }
}

/// Somebody at a page.
pub(crate) struct Visit {
    pub(crate) answers: Answers,
    pub(crate) shown: Shown,
    address: String,
}

impl Visit {
    pub(crate) fn to(answers: Answers, address: &str) -> Visit {
        let mut visit = Visit { answers, shown: Shown::default(), address: address.to_owned() };
        visit.ask(None, None);
        visit
    }

    /// Everything the controls hold, with these put in.
    pub(crate) fn fill(&mut self, typed: &[(&str, &str)]) {
        let mut fields = self.fields();
        for (name, value) in typed {
            match fields.iter_mut().find(|(of, _)| of == name) {
                Some(field) => field.1 = (*value).to_owned(),
                None => panic!("there is no control {name}: {fields:?}"),
            }
        }
        self.ask(Some(fields), None);
    }

    pub(crate) fn press(&mut self, act: &str) {
        assert!(self.shown.html.contains(&format!("value=\"{act}\"")), "there is no button {act}");
        let fields = self.fields();
        self.ask(Some(fields), Some(act.to_owned()));
    }

    /// The words of the page, without markup.
    pub(crate) fn words(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in self.shown.html.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                c if !inside => out.push(if c == '\u{a0}' { ' ' } else { c }),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        let words = self.words();
        assert!(words.contains(text), "{text}\nis not in\n{words}");
    }

    fn ask(&mut self, fields: Option<Vec<(String, String)>>, act: Option<String>) {
        let ask = Ask {
            page: self.address.clone(),
            heading: "heading".to_owned(),
            fields,
            act,
            now: now().seconds(),
            here: "Europe/Berlin".to_owned(),
            zones: [("Europe/Berlin".to_owned(), berlin())].into(),
            ..Ask::default()
        };
        self.shown = page(&to_file(&self.answers), &ask);
        if !self.shown.changes.is_empty() {
            let edit = Edit::Change(self.shown.changes.clone());
            self.answers = self.answers.apply(&edit, now().civil().date()).unwrap();
        }
    }

    /// The controls as they stand in the markup.
    fn fields(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let html = &self.shown.html;
        for part in html.split("<input ").skip(1) {
            let tag = part.split('>').next().unwrap();
            if let Some(name) = attribute(tag, "name") {
                found.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        }
        for part in html.split("<select ").skip(1) {
            let (tag, rest) = part.split_once('>').unwrap();
            let inside = rest.split("</select>").next().unwrap();
            let options: Vec<&str> = inside.split("<option ").skip(1).collect();
            let chosen = options.iter().find(|option| option.split('>').next().unwrap().contains("selected"));
            let value = chosen.or(options.first()).and_then(|option| attribute(option, "value"));
            found.push((attribute(tag, "name").unwrap(), value.unwrap_or_default()));
        }
        found
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

/// A document with an entry more.
pub(crate) fn with(answers: &Answers, section: &str, id: &str, text: &str) -> Answers {
    let change = Change { section: section.to_owned(), id: id.to_owned(), text: Some(text.to_owned()) };
    answers.apply(&Edit::Change(vec![change]), now().civil().date()).unwrap()
}

/// The shop with a plan for its nightly dump.
pub(crate) fn planned(plan: &str) -> Answers {
    let shop = shop();
    let mut entry: serde_json::Value =
        serde_json::from_str(shop.entry("components", "database").unwrap()).unwrap();
    entry["protections"][0]["keep_plan"] = serde_json::from_str(plan).unwrap();
    with(&shop, "components", "database", &entry.to_string())
}
