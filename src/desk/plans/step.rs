//! A step as it is read.

use super::{Ground, command};
use crate::people::Role;
use crate::runbook::{Match, Step};
use crate::units::{Duration, capitalised};
use maud::{Markup, html};

/// Where a step stands in its runbook.
pub(super) struct Standing<'a> {
    /// From 1 on.
    pub(super) number: usize,
    /// How many there are.
    pub(super) last: usize,
    /// When it starts and is over, from the failure on.
    pub(super) when: (Duration, Option<Duration>),
    pub(super) changed: &'a Match,
}

/// The id of a step's heading.
pub(super) fn heading(id: &str) -> String {
    format!("step-{id}")
}

/// `id` is that of its heading.
pub(super) fn head(step: &Step, standing: &Standing<'_>, id: &str) -> Markup {
    let (start, _) = standing.when;
    let begins = if start == Duration::ZERO {
        "At once".to_owned()
    } else {
        format!("After {}", start.to_the_minute())
    };
    html! {
        h3 id=(id) tabindex="-1" { (standing.number) ". " (step.does) }
        p class="small muted" {
            (step.phase.name()) ". "
            @match (step.takes, step.starts) {
                (Some(Duration::ZERO), _) => { (begins) ", in next to no time." },
                (Some(takes), _) => { (begins) ", takes " (takes.to_the_minute()) "." },
                (None, Some(_)) => { (begins) "; how long it takes is not known." },
                (None, None) => "How long it takes is not known.",
            }
        }
    }
}

pub(super) fn body(ground: &Ground<'_>, step: &Step, plan: &str) -> Markup {
    html! {
        dl class="says" {
            div { dt { "Who" } dd { (who(ground, step)) } }
            @if !step.works_when.is_empty() { div { dt { "Done when" } dd { (step.works_when) } } }
            @if !step.way_back.is_empty() { div { dt { "If not" } dd { (step.way_back) } } }
        }
        @if !step.detail.is_empty() { p class="small measure" { (step.detail) } }
        @if !step.command.is_empty() {
            @if step.command.starts_with("https://") {
                p class="small" { a href=(step.command) rel="noreferrer" { (step.command) } }
            } @else { (command(&format!("{plan}-{}-command", step.id), &step.command)) }
        }
    }
}

fn who(ground: &Ground<'_>, step: &Step) -> String {
    let who = step.who(&ground.people);
    let name = match who.owner {
        Some(owner) => owner.name.clone(),
        None => return format!("{}: nobody is named", role(step.role)),
    };
    match who.deputy {
        Some(deputy) => format!("{name}; {} stands in", deputy.name),
        None => format!("{name}; nobody stands in"),
    }
}

pub(super) fn role(role: Role) -> String {
    capitalised(role.does())
}

pub(super) fn buttons(step: &Step, standing: &Standing<'_>, plan: &str, open: bool) -> Markup {
    let act = |act: &str, words: &str| {
        html! {
            button type="button" class="link" name="act" value=(format!("{act} {}", step.id)) { (words) span class="vh" { " step " (standing.number) } }
        }
    };
    html! {
        p class="row small" {
            @if !open { a href=(format!("#/plans/{plan}/{}", step.id)) { "Change" span class="vh" { " step " (standing.number) } } }
            @if standing.number > 1 { (act("up", "Earlier")) }
            @if standing.number < standing.last { (act("down", "Later")) }
            (act("remove-step", "Take away"))
        }
    }
}
