//! Who is called outside: the host's support.

use super::{Filled, Sheet, ways};
use crate::desk::parts::controls::{Line, group, line, lines, tick};
use crate::desk::parts::form::{Form, typed};
use crate::desk::parts::{Asked, Page};
use crate::people::check::{self, LONGEST_WAY, MOST_AT_HAND};
use crate::people::{Entry, People, SECTION, Support};
use crate::system::check as text;
use crate::units::read_date;
use maud::{Markup, html};

const MARKER: &str = "name";

pub(super) fn page(asked: &Asked<'_>, people: &People, stored: &Support) -> Page {
    let mut sheet = Sheet::new(asked, &stored.name, fill(stored));
    let mut next = read(&mut sheet.form, stored, people);
    ways::read(&mut sheet.form, asked.act, &mut next.ways);
    if sheet.is_removed(&stored.name) {
        sheet.page.put(SECTION, &stored.id, None);
    } else if next != *stored {
        let filled = fill(&next);
        sheet.put(&Entry::Support(next.clone()), filled);
    }
    let inside = show(&sheet.form, &next, people);
    sheet.draw(&next.name, "Whom you call outside", &inside)
}

fn fill(support: &Support) -> Filled {
    let mut filled = Filled::new();
    filled.insert("name".to_owned(), support.name.clone());
    filled.insert("at-hand".to_owned(), support.at_hand.join("\n"));
    filled.insert("answers".to_owned(), support.answers_within.map(typed).unwrap_or_default());
    filled.insert("checked".to_owned(), support.checked.map(|date| date.to_string()).unwrap_or_default());
    filled.extend(support.may_call.iter().map(|id| (format!("caller.{id}"), "on".to_owned())));
    ways::fill(&mut filled, &support.ways);
    filled
}

fn read(form: &mut Form, stored: &Support, people: &People) -> Support {
    let mut support = stored.clone();
    if let Some(name) = form.read("name", |typed| check::thing(typed, "Host, emergency line")) {
        support.name = name;
    }
    if let Some(things) = form.read("at-hand", at_hand) {
        support.at_hand = things;
    }
    form.plain("answers", &mut support.answers_within);
    let date = |text: &str| read_date(text).ok_or("Enter a date, such as 2026-11-21");
    form.optional("checked", &mut support.checked, date);
    for person in &people.persons {
        match form.ticked(&format!("caller.{}", person.id), MARKER) {
            true => support.may_call.insert(person.id.clone()),
            false => support.may_call.remove(&person.id),
        };
    }
    support
}

fn at_hand(typed: &str) -> Result<Vec<String>, check::Refused> {
    let things: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    check::room(things.len().saturating_sub(1), MOST_AT_HAND)?;
    things.into_iter().map(|line| Ok(text::words(line, LONGEST_WAY)?)).collect()
}

fn show(form: &Form, support: &Support, people: &People) -> Markup {
    html! {
        section class="ruled" {
            h2 { "Who it is" }
            div class="sched limits" {
                (Line { name: "name", label: "What you call it", hint: "Such as Host, emergency line", class: "w20", ..Line::NEW }.show(form))
                (line(form, "answers", "How soon it promises to answer", "Such as 15\u{a0}min"))
            }
        }
        section class="ruled" {
            h2 { "How to reach it" }
            (ways::show(form, &support.ways))
        }
        section class="ruled" {
            h2 { "Who may call" }
            @if people.persons.is_empty() { p { "Nobody is named yet. " a href="#/people" { "Name people first" } "." } }
            @else {
                (group(form, "caller", "They are known there and may ask for work on your servers", "", &html! {
                    @for person in &people.persons { (tick(form, &format!("caller.{}", person.id), MARKER, &person.name, false)) }
                }))
            }
            (lines(form, "at-hand", "What to have at hand", "One on each line, such as the customer number. Say what it is, never the secret itself", 3))
            (Line { name: "checked", label: "When you last checked the names that the host holds", hint: "A date", class: "w12", kind: "date", ..Line::NEW }.show(form))
        }
    }
}
