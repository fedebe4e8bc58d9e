//! How somebody is reached: what stands in the controls, and the controls.

use super::Filled;
use crate::desk::parts::controls::{Line, act, select, tick};
use crate::desk::parts::form::Form;
use crate::people::check::{self, MOST_WAYS};
use crate::people::{Way, WayKind};
use maud::{Markup, html};

fn named(at: usize, part: &str) -> String {
    format!("way.{at}.{part}")
}

pub(super) fn fill(into: &mut Filled, ways: &[Way]) {
    for (at, way) in ways.iter().enumerate() {
        into.insert(named(at, "kind"), way.kind.id().to_owned());
        into.insert(named(at, "to"), way.to.clone());
        if way.goes_down {
            into.insert(named(at, "down"), "on".to_owned());
        }
    }
}

/// Reads the controls, and what the buttons do with them.
pub(super) fn read(form: &mut Form, act: Option<&str>, ways: &mut Vec<Way>) {
    for (at, way) in ways.iter_mut().enumerate() {
        if let Some(kind) = form.changed(&named(at, "kind")).and_then(|id| WayKind::from_id(&id)) {
            way.kind = kind;
        }
        if let Some(to) = form.read(&named(at, "to"), check::way) {
            way.to = to;
        }
        way.goes_down = form.ticked(&named(at, "down"), &named(at, "kind"));
    }
    match act.map(|act| act.split_once(' ').unwrap_or((act, ""))) {
        Some(("add-way", _)) => {
            let kind = WayKind::from_id(form.value("new-way-kind")).unwrap_or(WayKind::Phone);
            let to = check::room(ways.len(), MOST_WAYS).and_then(|()| check::way(form.value("new-way-to")));
            match to {
                Ok(to) => {
                    ways.push(Way { kind, to, goes_down: false });
                    form.forget("new-way-");
                }
                Err(says) => form.problem("new-way-to", says),
            }
        }
        Some(("remove-way", at)) => {
            if let Some(at) = at.parse().ok().filter(|at: &usize| *at < ways.len()) {
                ways.remove(at);
                form.forget("way.");
            }
        }
        _ => {}
    }
}

pub(super) fn show(form: &Form, ways: &[Way]) -> Markup {
    let kinds = WayKind::ALL.map(|kind| (kind.id(), kind.name()));
    html! {
        @if !ways.is_empty() {
            ol class="prots" role="list" {
                @for (at, way) in ways.iter().enumerate() {
                    li class="prot stack-s" {
                        div class="sched" {
                            (select(form, &named(at, "kind"), if at == 0 { "First" } else { "Then" }, "", &kinds, "phone"))
                            (Line { name: &named(at, "to"), label: "Number or address", class: "w20", ..Line::NEW }.show(form))
                        }
                        (tick(form, &named(at, "down"), &named(at, "kind"), "It stops working when the system is down", false))
                        p { button type="button" class="link" name="act" value=(format!("remove-way {at}")) { "Remove" span class="vh" { " " (way.kind.name()) " " (way.to) } } }
                    }
                }
            }
        }
        div class="adds" {
            (select(form, "new-way-kind", "Add a way", "", &kinds, "phone"))
            (Line { name: "new-way-to", label: "Number or address", hint: "", class: "w20", ..Line::NEW }.show(form))
            (act("add-way", "Add it", "btn quiet"))
        }
    }
}
