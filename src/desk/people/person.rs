//! One person.

use super::{Filled, Sheet, read_said, said, ways};
use crate::desk::parts::controls::{Line, act, group, line, tick, yes_or_no};
use crate::desk::parts::form::Form;
use crate::desk::parts::{Asked, Page};
use crate::people::check::{self, MOST_SPANS};
use crate::people::{Entry, People, Person, PersonId, Role, SECTION, Span};
use crate::schedule::Weekday;
use crate::system::check as text;
use crate::units::{TimeOfDay, capitalised, in_words};
use maud::{Markup, html};

/// A control that stands wherever the boxes do.
const MARKER: &str = "name";

pub(super) fn page(asked: &Asked<'_>, people: &People, stored: &Person) -> Page {
    let mut sheet = Sheet::new(asked, &stored.name, fill(stored));
    if sheet.is_removed(&stored.name) {
        remove(&mut sheet.page, people, &stored.id);
    }
    let mut next = read(&mut sheet.form, stored, people);
    ways::read(&mut sheet.form, asked.act, &mut next.ways);
    hours_act(&mut sheet.form, asked.act, &mut next.hours);
    if next != *stored && asked.act != Some("remove-entry") {
        let filled = fill(&next);
        sheet.put(&Entry::Person(next.clone()), filled);
    }
    let inside = show(&sheet.form, &next, asked.here);
    let roles: Vec<String> = next.roles.iter().map(|role| role.name().to_lowercase()).collect();
    let under = if roles.is_empty() { String::new() } else { format!("{}.", capitalised(&in_words(&roles))) };
    sheet.draw(&next.name, &under, &inside)
}

/// Removes a person, and does not leave them behind as a holder or caller.
fn remove(page: &mut Page, people: &People, id: &PersonId) {
    page.put(SECTION, id.as_str(), None);
    for access in people.accesses.iter().filter(|access| access.holders.contains(id)) {
        let mut access = access.clone();
        access.holders.remove(id);
        page.put(SECTION, &access.id.clone(), Some(Entry::Access(access).write()));
    }
    for support in people.supports.iter().filter(|support| support.may_call.contains(id)) {
        let mut support = support.clone();
        support.may_call.remove(id);
        page.put(SECTION, &support.id.clone(), Some(Entry::Support(support).write()));
    }
}

fn named(at: usize, part: &str) -> String {
    format!("hours.{at}.{part}")
}

fn fill(person: &Person) -> Filled {
    let mut filled = Filled::new();
    let mut put = |name: String, value: String| filled.insert(name, value);
    put("name".to_owned(), person.name.clone());
    put("post".to_owned(), person.post.clone());
    put("zone".to_owned(), person.zone.clone());
    put("any-hour".to_owned(), said(&person.any_hour));
    for (of, roles) in [("role", &person.roles), ("deputy", &person.deputy_for)] {
        for role in roles {
            put(format!("{of}.{}", role.id()), "on".to_owned());
        }
    }
    for (at, span) in person.hours.iter().enumerate() {
        put(named(at, "from"), span.from.to_string());
        put(named(at, "to"), span.to.to_string());
        for day in &span.days {
            put(named(at, day.name()), "on".to_owned());
        }
    }
    ways::fill(&mut filled, &person.ways);
    filled
}

fn read(form: &mut Form, stored: &Person, people: &People) -> Person {
    let mut person = stored.clone();
    if let Some(name) = form.read("name", |typed| check::name(typed, Some(&stored.id), &people.persons)) {
        person.name = name;
    }
    if let Some(post) = form.read("post", |typed| text::words(typed, text::LONGEST_NAME)) {
        person.post = post;
    }
    if let Some(zone) = form.read("zone", check::zone) {
        person.zone = zone;
    }
    read_said(form, "any-hour", &mut person.any_hour);
    for (of, roles) in [("role", &mut person.roles), ("deputy", &mut person.deputy_for)] {
        for role in Role::ALL {
            match form.ticked(&format!("{of}.{}", role.id()), MARKER) {
                true => roles.insert(role),
                false => roles.remove(&role),
            };
        }
    }
    for (at, span) in person.hours.iter_mut().enumerate() {
        read_span(form, at, span);
    }
    person
}

fn read_span(form: &mut Form, at: usize, span: &mut Span) {
    let mut next = span.clone();
    for (part, into) in [("from", &mut next.from), ("to", &mut next.to)] {
        if let Some(time) = form.read(&named(at, part), str::parse::<TimeOfDay>) {
            *into = time;
        }
    }
    for day in Weekday::ALL {
        match form.ticked(&named(at, day.name()), &named(at, "from")) {
            true => next.days.insert(day),
            false => next.days.remove(&day),
        };
    }
    match check::span(next) {
        Ok(next) => *span = next,
        Err(says) => form.problem(&named(at, "days"), says),
    }
}

fn hours_act(form: &mut Form, act: Option<&str>, hours: &mut Vec<Span>) {
    match act.map(|act| act.split_once(' ').unwrap_or((act, ""))) {
        Some(("add-hours", _)) => match check::room(hours.len(), MOST_SPANS) {
            Ok(()) => {
                let times = (TimeOfDay::new(8, 0), TimeOfDay::new(18, 0));
                if let (Some(from), Some(to)) = times {
                    let days = Weekday::ALL.into_iter().take(5).collect();
                    hours.push(Span { days, from, to });
                }
            }
            Err(says) => form.problem("add-hours", says),
        },
        Some(("remove-hours", at)) => {
            if let Some(at) = at.parse().ok().filter(|at: &usize| *at < hours.len()) {
                hours.remove(at);
                form.forget("hours.");
            }
        }
        _ => {}
    }
}

fn show(form: &Form, person: &Person, here: &str) -> Markup {
    let roles = |of: &str| {
        html! { @for role in Role::ALL { (tick(form, &format!("{of}.{}", role.id()), MARKER, &crate::units::capitalised(role.does()), false)) } }
    };
    html! {
        section class="ruled" {
            h2 { "Who they are" }
            div class="sched limits" {
                (Line { name: "name", label: "Name", class: "w20", ..Line::NEW }.show(form))
                (Line { name: "post", label: "What they are", hint: "Such as database administrator", class: "w20", ..Line::NEW }.show(form))
            }
        }
        section class="ruled" {
            h2 { "What they do when it breaks" }
            div class="rows2" {
                (group(form, "role", "First", "Tick all that they are the first to do", &roles("role")))
                (group(form, "deputy", "When whoever does it first cannot", "Tick what they stand in for", &roles("deputy")))
            }
        }
        section class="ruled" {
            h2 { "How to reach them" }
            p class="hint" { "Stays on this machine. Reports show roles, not names and numbers, unless you ask for names." }
            (ways::show(form, &person.ways))
        }
        section class="ruled" {
            h2 { "When they can be reached" }
            (yes_or_no(form, "any-hour", "May you call them at any hour?", "At night and on Sundays too"))
            @for (at, span) in person.hours.iter().enumerate() { (span_of(form, at, span)) }
            p class="row" { (act("add-hours", if person.hours.is_empty() { "Add their hours" } else { "Add more hours" }, "btn quiet")) }
            (crate::desk::system::zone_list(here))
            (Line { name: "zone", label: "Time zone of their hours", hint: "Empty for the zone of your servers", class: "w12", list: Some("zones"), ..Line::NEW }.show(form))
        }
    }
}

fn span_of(form: &Form, at: usize, span: &Span) -> Markup {
    let days = html! {
        @for day in Weekday::ALL { (tick(form, &named(at, day.name()), &named(at, "from"), day.name(), false)) }
    };
    let words: Vec<&str> = span.days.iter().map(|day| day.name()).collect();
    html! {
        div class="hours" {
            (group(form, &named(at, "days"), "Days", "", &days))
            div class="sched" {
                (line(form, &named(at, "from"), "From", "Such as 08:00"))
                (line(form, &named(at, "to"), "To", "The next morning, if that is earlier"))
            }
            p class="block-s" { button type="button" class="link" name="act" value=(format!("remove-hours {at}")) { "Remove these hours" span class="vh" { ": " (in_words(&words)) } } }
        }
    }
}
