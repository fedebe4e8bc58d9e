//! What is asked of images: only what the rest of the document does not say.

use crate::desk::parts::controls::{Line, line, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::images::{Cadence, Changing, Golden, Situation, Told};
use crate::system::{self, check};
use crate::units::{Bytes, Duration, read_date};
use chrono::NaiveDate;
use maud::{Markup, html};

const CHANGING: [(&str, Changing, &str); 4] = [
    ("daily", Changing::Daily, "Most days"),
    ("weekly", Changing::Weekly, "Most weeks"),
    ("monthly", Changing::Monthly, "Most months"),
    ("rarely", Changing::Rarely, "Less often"),
];
const GOLDEN: [(&str, Golden, &str); 5] = [
    ("chosen-current", Golden::ChosenCurrent, "Yes, and it matches today’s servers"),
    ("chosen-old", Golden::ChosenOld, "Yes, but servers have changed since"),
    ("several", Golden::Several, "There are several; it is not clear which"),
    ("code-instead", Golden::CodeInstead, "No need: servers are built by configuration management"),
    ("none", Golden::None, "No"),
];
const DATA: [(&str, bool, &str); 2] = [("yes", true, "Yes"), ("no", false, "No")];

pub(super) fn fill(told: &Told) -> Filled {
    let mut filled = Filled::new();
    let mut put = |name: &str, text: Option<String>| {
        filled.insert(name.to_owned(), text.unwrap_or_default());
    };
    put("changing", choice(&told.changing, &CHANGING));
    put("golden", choice(&told.golden, &GOLDEN));
    put("data", choice(&told.data_on_system_disk, &DATA));
    put("baked", told.baked.map(|day| day.to_string()));
    put("started", told.started.map(|day| day.to_string()));
    put("servers", told.servers.map(|n| n.to_string()));
    put("kept", told.kept.map(|n| n.to_string()));
    put("size", told.size.map(typed));
    put("previous", told.previous.map(|n| n.to_string()));
    put("every", told.every.map(typed));
    put("starts", told.starts.map(typed));
    put("configured", told.configured.map(typed));
    filled
}

fn choice<T: PartialEq + Copy>(told: &system::Told<T>, all: &[(&str, T, &str)]) -> Option<String> {
    match told {
        system::Told::Known(value) => {
            all.iter().find(|(_, of, _)| of == value).map(|(name, ..)| (*name).to_owned())
        }
        system::Told::Unsure => Some("unsure".to_owned()),
        system::Told::Open => None,
    }
}

pub(super) fn read(form: &mut Form, stored: &Told, today: NaiveDate) -> Told {
    let mut told = stored.clone();
    chosen(form, "changing", &CHANGING, &mut told.changing);
    chosen(form, "golden", &GOLDEN, &mut told.golden);
    chosen(form, "data", &DATA, &mut told.data_on_system_disk);
    form.optional("baked", &mut told.baked, |text| past(text, today));
    form.optional("started", &mut told.started, |text| past(text, today));
    form.optional("servers", &mut told.servers, |text| number(text, 1, "3"));
    form.optional("kept", &mut told.kept, |text| number(text, 1, "30"));
    form.optional("size", &mut told.size, |text| {
        let size: Bytes = text.parse().map_err(|error: crate::units::SizeError| error.to_string())?;
        check::size(size).map_err(|error| error.to_string())
    });
    form.optional("previous", &mut told.previous, |text| number(text, 0, "1"));
    form.optional("every", &mut told.every, |text| {
        let every: Duration = text.parse().map_err(|error: crate::units::DurationError| error.to_string())?;
        let fits = (Duration::days(1)..=Duration::days(3_650)).contains(&every);
        if fits {
            Ok(every)
        } else {
            Err("Enter a time from 1 day to 3,650 days, such as 90 days".to_owned())
        }
    });
    form.plain("starts", &mut told.starts);
    form.plain("configured", &mut told.configured);
    told
}

fn chosen<T: Copy>(form: &Form, name: &str, all: &[(&str, T, &str)], into: &mut system::Told<T>) {
    match form.changed(name).as_deref() {
        None => {}
        Some("unsure") => *into = system::Told::Unsure,
        Some(text) => *into = all.iter().find(|(of, ..)| *of == text).map(|(_, value, _)| *value).into(),
    }
}

fn past(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let day = read_date(text).filter(|day| *day <= today);
    day.ok_or_else(|| "Enter a day that has come, such as 2026-08-14".to_owned())
}

fn number(text: &str, least: u32, example: &str) -> Result<u32, String> {
    const MOST: u32 = 10_000;
    let read = text.replace(',', "").parse().ok().filter(|n| (least..=MOST).contains(n));
    read.ok_or_else(|| format!("Enter a whole number from {least} to 10,000, such as {example}"))
}

/// The questions, and what is known already.
pub(super) fn show(form: &Form, told: &Told, known: &Situation) -> Markup {
    html! {
        section class="ruled" aria-labelledby="known" {
            h2 id="known" { "What you said already" }
            dl class="facts said" { @for (matter, says) in said(known) { div { dt { (matter) } dd class="plain" { (says) } } } }
            p class="hint" { "These come from your answers and from the description of your system. " a href="#/system" { "Change them there" } "." }
        }
        section class="ruled" aria-labelledby="ask" {
            h2 id="ask" { "What else decides it" }
            (one_of(form, "changing", "How often do the operating system, installed software or server settings change?", "", &CHANGING))
            (one_of(form, "data", "Does data that you would miss live on the system disk of a server?", "Uploads, a database, mail", &DATA))
            (one_of(form, "golden", "Do you have one chosen image that you would start a new server from?", "", &GOLDEN))
            @if matches!(told.golden, system::Told::Known(Golden::ChosenCurrent | Golden::ChosenOld)) {
                div class="sched limits" {
                    (Line { name: "baked", label: "When was it made?", kind: "date", class: "w12", ..Line::NEW }.show(form))
                    (Line { name: "started", label: "When did somebody last start a working server from it?", hint: "Leave empty if never", kind: "date", class: "w12", ..Line::NEW }.show(form))
                }
            }
            div class="sched limits" {
                (Line { name: "servers", label: "Servers with images of their own", class: "w3", hint: "Empty for 1", ..Line::NEW }.show(form))
                @if known.kept.is_none() { (Line { name: "kept", label: "Images kept of each server", class: "w3", ..Line::NEW }.show(form)) }
                (line(form, "size", "One image takes", "Where it is stored, such as 40\u{a0}GB"))
            }
            div class="sched limits" {
                (Line { name: "previous", label: "Golden images kept before the current one", class: "w3", hint: "Empty for 1", ..Line::NEW }.show(form))
                (line(form, "every", "A new golden image at least every", "Empty for 90\u{a0}days"))
            }
            div class="sched limits" {
                (line(form, "starts", "From an image to a running server", "Such as 8\u{a0}min"))
                (line(form, "configured", "Configuration management brings it to today in", "Such as 12\u{a0}min"))
            }
        }
    }
}

fn one_of<T>(form: &Form, name: &str, label: &str, hint: &str, all: &[(&str, T, &str)]) -> Markup {
    let mut options = vec![("", "Not said yet")];
    options.extend(all.iter().map(|(name, _, words)| (*name, *words)));
    options.push(("unsure", "I do not know"));
    select(form, name, label, hint, &options, "")
}

fn said(known: &Situation) -> Vec<(&'static str, String)> {
    let yes = |told: Option<bool>, yes: &str, no: &str| match told {
        Some(true) => yes.to_owned(),
        Some(false) => no.to_owned(),
        None => "not said yet".to_owned(),
    };
    let cadence = match known.cadence {
        None => "not said yet".to_owned(),
        Some(Cadence::Every(every)) => format!("every {every}"),
        Some(Cadence::AfterChanges) => "after each change".to_owned(),
        Some(Cadence::ByHand) => "now and then, by hand".to_owned(),
        Some(Cadence::Never) => "never".to_owned(),
    };
    let mut said = vec![
        ("A new image is made", cadence),
        (
            "Servers are rebuilt",
            yes(known.configured, "by configuration management", "by hand, or from an image"),
        ),
        ("The application", yes(known.steady, "runs with steady traffic", "is not in steady state")),
    ];
    said.extend(known.kept.map(|n| ("Images kept of each server", n.to_string())));
    said.extend(known.price.map(|price| ("Keeping 1 TB for a month", price.with_currency(&known.currency))));
    said
}
