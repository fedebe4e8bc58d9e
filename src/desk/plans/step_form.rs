//! A step as a form.

use super::step::role;
use crate::desk::parts::controls::{Line, line, lines, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::people::{People, PersonId, Role};
use crate::runbook::Step;
use crate::runbook::check::{self, LONGEST_COMMAND, LONGEST_DETAIL, LONGEST_HINT};
use maud::{Markup, html};

pub(super) fn fill(filled: &mut Filled, step: &Step) {
    let mut put = |name: &str, text: String| filled.insert(name.to_owned(), text);
    let id = |person: &Option<PersonId>| person.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
    put("does", step.does.clone());
    put("detail", step.detail.clone());
    put("role", step.role.id().to_owned());
    put("owner", id(&step.owner));
    put("deputy", id(&step.deputy));
    put("takes", step.takes.map(typed).unwrap_or_default());
    put("command", step.command.clone());
    put("works-when", step.works_when.clone());
    put("way-back", step.way_back.clone());
}

pub(super) fn read(form: &mut Form, stored: &Step) -> Step {
    let mut step = stored.clone();
    if let Some(does) = form.read("does", check::does) {
        step.does = does;
    }
    if let Some(role) = form.changed("role").and_then(|id| Role::from_id(&id)) {
        step.role = role;
    }
    for (name, into) in [("owner", &mut step.owner), ("deputy", &mut step.deputy)] {
        if let Some(id) = form.changed(name) {
            *into = (!id.is_empty()).then(|| PersonId::new(&id));
        }
    }
    form.plain("takes", &mut step.takes);
    for (name, into, most) in [
        ("detail", &mut step.detail, LONGEST_DETAIL),
        ("command", &mut step.command, LONGEST_COMMAND),
        ("works-when", &mut step.works_when, LONGEST_HINT),
        ("way-back", &mut step.way_back, LONGEST_HINT),
    ] {
        if let Some(text) = form.read(name, |typed| check::text(typed, most)) {
            *into = text;
        }
    }
    step
}

pub(super) fn show(form: &Form, step: &Step, people: &People, plan: &str) -> Markup {
    let roles = Role::ALL.map(|of| (of.id().to_owned(), role(of)));
    let persons = |nobody: &str| -> Vec<(String, String)> {
        let all = people.persons.iter().map(|one| (one.id.as_str().to_owned(), one.name.clone()));
        std::iter::once((String::new(), nobody.to_owned())).chain(all).collect()
    };
    html! {
        div class="fields" {
            (Line { name: "does", label: "What is done", class: "w20 wide", ..Line::NEW }.show(form))
            div class="sched" {
                (select(form, "role", "By whoever", "", &roles, step.role.id()))
                (select(form, "owner", "That is", "", &persons("Whoever has that role"), ""))
                (select(form, "deputy", "Who stands in", "", &persons("The deputy of that role"), ""))
            }
            (line(form, "takes", "How long it takes", "Such as 15\u{a0}min; empty when not known"))
            (lines(form, "command", "Command or link", "What to type or open, if anything", 2))
            (lines(form, "works-when", "How to know that it worked", "", 2))
            (lines(form, "way-back", "What to do when it did not", "", 2))
            (lines(form, "detail", "More about it", "", 3))
            p class="hint" { a href=(format!("#/plans/{plan}/{}/closed", step.id)) { "Done: close this step" } }
        }
    }
}
