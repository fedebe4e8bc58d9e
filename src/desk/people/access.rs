//! A login, key or safe, and who holds it.

use super::{Filled, Sheet, read_said, said};
use crate::desk::parts::controls::{Line, group, select, tick, yes_or_no};
use crate::desk::parts::form::Form;
use crate::desk::parts::{Asked, Page};
use crate::people::{Access, AccessKind, Entry, People, SECTION, check};
use crate::system::System;
use maud::{Markup, html};

const MARKER: &str = "name";

pub(super) fn page(asked: &Asked<'_>, people: &People, stored: &Access) -> Page {
    let mut sheet = Sheet::new(asked, &stored.name, fill(stored));
    let next = read(&mut sheet.form, stored, people, asked.system);
    if sheet.is_removed(&stored.name) {
        sheet.page.put(SECTION, &stored.id, None);
    } else if next != *stored {
        let filled = fill(&next);
        sheet.put(&Entry::Access(next.clone()), filled);
    }
    let inside = show(&sheet.form, people, asked.system);
    sheet.draw(&next.name, next.kind.name(), &inside)
}

fn fill(access: &Access) -> Filled {
    let mut filled = Filled::new();
    filled.insert("name".to_owned(), access.name.clone());
    filled.insert("kind".to_owned(), access.kind.id().to_owned());
    filled.insert("sealed".to_owned(), said(&access.sealed_copy));
    filled.extend(access.holders.iter().map(|id| (format!("holder.{id}"), "on".to_owned())));
    filled.extend(access.opens.iter().map(|id| (format!("opens.{id}"), "on".to_owned())));
    filled
}

fn read(form: &mut Form, stored: &Access, people: &People, system: &System) -> Access {
    let mut access = stored.clone();
    if let Some(name) = form.read("name", |typed| check::thing(typed, "Host console, administrator")) {
        access.name = name;
    }
    if let Some(kind) = form.changed("kind").and_then(|id| AccessKind::from_id(&id)) {
        access.kind = kind;
    }
    read_said(form, "sealed", &mut access.sealed_copy);
    for person in &people.persons {
        match form.ticked(&format!("holder.{}", person.id), MARKER) {
            true => access.holders.insert(person.id.clone()),
            false => access.holders.remove(&person.id),
        };
    }
    for component in &system.components {
        match form.ticked(&format!("opens.{}", component.id), MARKER) {
            true => access.opens.insert(component.id.clone()),
            false => access.opens.remove(&component.id),
        };
    }
    access
}

fn show(form: &Form, people: &People, system: &System) -> Markup {
    let kinds = AccessKind::ALL.map(|kind| (kind.id(), kind.name()));
    html! {
        section class="ruled" {
            h2 { "What it is" }
            p class="hint" { "Name it so that everybody knows which one is meant. Never type the password or the key itself." }
            div class="sched limits" {
                (Line { name: "name", label: "What you call it", class: "w20", ..Line::NEW }.show(form))
                (select(form, "kind", "Kind", "", &kinds, "login"))
            }
        }
        section class="ruled" {
            h2 { "Who holds it" }
            @if people.persons.is_empty() { p { "Nobody is named yet. " a href="#/people" { "Name people first" } "." } }
            @else {
                (group(form, "holder", "They can use it on their own", "", &html! {
                    @for person in &people.persons { (tick(form, &format!("holder.{}", person.id), MARKER, &person.name, false)) }
                }))
            }
            (yes_or_no(form, "sealed", "Is there a sealed copy that somebody else can get at?", "In a safe, with a notary, at another place"))
        }
        section class="ruled" {
            h2 { "What it opens" }
            (group(form, "opens", "Without it, or another that opens the same, these cannot be restored", "", &html! {
                @for component in &system.components { (tick(form, &format!("opens.{}", component.id), MARKER, &component.name, false)) }
            }))
        }
    }
}
