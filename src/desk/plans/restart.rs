//! What must come back after a restart, server by server, with commands that change nothing.

use super::list::free_id;
use super::{Ground, command};
use crate::catalogue::ScenarioId;
use crate::desk::parts::controls::act;
use crate::desk::parts::{Page, STYLE};
use crate::runbook::{Check, Runbook, SECTION, ServerCheck, check, reboot_checks, reboot_steps};
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>) -> Page {
    let asked = ground.asked;
    let mut page = Page::new("After a restart");
    let checks = if asked.system.described { reboot_checks(asked.system) } else { Vec::new() };
    let mut refused = None;
    if asked.act == Some("tick") {
        let runbook = Runbook {
            id: free_id(ground),
            name: "After a restart".to_owned(),
            scenario: ScenarioId::EmergencyReboot,
            components: checks.iter().map(|server| server.component.clone()).collect(),
            drafted: Some(asked.clock.now.civil().date()),
            steps: reboot_steps(&checks),
            left_out: Vec::new(),
        };
        match check::fits(&runbook) {
            Ok(()) => {
                page.put(SECTION, &runbook.id, Some(runbook.write()));
                page.shown.go = Some(format!("plans/{}", runbook.id));
            }
            Err(says) => refused = Some(says.to_string()),
        }
    }
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/plans" { "All runbooks" } }
        h1 id=(asked.heading) tabindex="-1" { "What comes back after a restart" }
        @if let Some(says) = refused { p class="notice" role="alert" { (says) } }
        @if checks.is_empty() {
            p class="measure lead-p" { "None of your parts is a server that you run yourself. Nothing is to be checked here." }
            @if !asked.system.described { p class="row" { a class="btn" href="#/system" { "Describe your system first" } } }
        } @else {
            p class="measure lead-p" {
                "Restart one server at a quiet hour, and look at these. The commands are for systems with systemd; they read and change nothing. \
                 What needs another server comes after it."
            }
            p class="row" { (act("tick", "Make it a runbook to tick off", "btn")) span class="hint" { "Then you can run it as a drill and keep what you found." } }
            @for server in &checks { (one(server)) }
        }
    }
    .into_string();
    page
}

fn one(server: &ServerCheck) -> Markup {
    html! {
        section class="ruled" {
            h2 { (server.name) }
            ul class="prots" role="list" { @for check in &server.checks { (look(check)) } }
        }
    }
}

fn look(check: &Check) -> Markup {
    html! {
        li class="prot stack-s" {
            h3 { (check.returns.name()) }
            p { (check.must) }
            @for (at, line) in check.commands.iter().enumerate() {
                @let said = at.checked_sub(1).and_then(|before| check.commands.get(before)).map(|before| before.on);
                @if !line.on.is_empty() && said != Some(line.on) { p class="small muted" { (line.on) ":" } }
                (command(&format!("c-{}-{at}", check.id.replace('/', "-")), line.line))
            }
            @if !check.says.is_empty() { p class="small" { (check.says) } }
        }
    }
}
