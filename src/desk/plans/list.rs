//! All runbooks, and how to make one.

use super::Ground;
use crate::catalogue::{SCENARIOS, Scenario, ScenarioId, scenario};
use crate::desk::parts::controls::{act, error_box, select};
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Page, discard, top, undo, unreadable};
use crate::runbook::{Runbook, SECTION, affected, check, compare, draft, draft_again};
use crate::units::{capitalised, long_date};
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>) -> Page {
    let asked = ground.asked;
    let mut page = Page::new("Runbooks");
    let mut form = Form::new(asked.fields, Filled::new());
    let mut unread = ground.unreadable.clone();
    discard(asked, &mut unread, &mut page);
    act_on(ground, &mut form, &mut page);
    page.heed(&form, asked.act);
    page.shown.html = html! {
        (top(asked, "plans", "What you do when it breaks"))
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        (unreadable(&unread))
        @if !asked.system.described {
            p class="measure lead-p" { "A runbook is drafted from your system: what needs what, and what each part is brought back from." }
            p class="row" { a class="btn" href="#/system" { "Describe your system first" } }
        } @else {
            @if ground.runbooks.is_empty() {
                p class="measure lead-p" {
                    "Choose what may happen. Holdfast drafts the steps in the order in which your parts need each other, with the times \
                     it counts on, who does each, and how to know that it worked. Then it is yours to change."
                }
            } @else { (table(ground)) }
            section class="ruled" {
                h2 { "Make a runbook" }
                form data-enter="draft" {
                    div class="adds" {
                        (select(&form, "scenario", "For when", "", &choices(), "disk-host-loss"))
                        (act("draft", "Draft it", "btn"))
                    }
                }
            }
            section class="ruled" {
                h2 { "What everything hangs on" }
                p class="measure" { "Which part, person or key takes the most down with it, and of which a second one would help most." }
                p class="row block-s" { a href="#/plans/hangs" { "See what falls with what" } }
            }
            section class="ruled" {
                h2 { "After a restart" }
                p class="measure" { "The host restarts your servers, or you do. What has to come back on its own, and the commands that show whether it did." }
                p class="row block-s" { a href="#/plans/restart" { "Check what comes back" } }
            }
        }
    }
    .into_string();
    page
}

fn choices() -> Vec<(&'static str, &'static str)> {
    SCENARIOS.iter().map(|scenario| (scenario.id.slug(), scenario.title)).collect()
}

fn act_on(ground: &Ground<'_>, form: &mut Form, page: &mut Page) {
    if ground.asked.act != Some("draft") || !ground.asked.system.described {
        return;
    }
    let chosen = ScenarioId::from_slug(form.value_or("scenario", "disk-host-loss")).and_then(scenario);
    let Some(scenario) = chosen else { return };
    let runbook = drafted(ground, scenario);
    match check::fits(&runbook) {
        Ok(()) => {
            page.put(SECTION, &runbook.id, Some(runbook.write()));
            page.shown.go = Some(format!("plans/{}", runbook.id));
            page.shown.say = format!("A runbook of {} steps is drafted.", runbook.steps.len());
        }
        Err(says) => form.problem("scenario", says),
    }
}

/// The id of a new runbook.
pub(super) fn free_id(ground: &Ground<'_>) -> String {
    ground.asked.free_id(SECTION, |n| format!("plan-{n}"))
}

fn drafted(ground: &Ground<'_>, scenario: &Scenario) -> Runbook {
    let after = ground.after(scenario.id);
    let basis = ground.basis(after.as_ref());
    let components = affected(basis);
    let steps = draft(basis, &ground.people, scenario.id, &components);
    Runbook {
        id: free_id(ground),
        name: capitalised(scenario.title),
        scenario: scenario.id,
        components,
        drafted: Some(ground.asked.clock.now.civil().date()),
        steps,
        left_out: Vec::new(),
    }
}

fn table(ground: &Ground<'_>) -> Markup {
    html! {
        table class="tbl flow" {
            caption class="vh" { "Runbooks" }
            thead { tr { th scope="col" { "Runbook" } th scope="col" { "Steps" } th scope="col" { "Expected" } th scope="col" { "Fits your system" } } }
            tbody { @for runbook in &ground.runbooks { (row(ground, runbook)) } }
        }
    }
}

fn row(ground: &Ground<'_>, runbook: &Runbook) -> Markup {
    let after = ground.after(runbook.scenario);
    let now = draft_again(runbook, ground.basis(after.as_ref()), &ground.people);
    let compared = compare(runbook, &now);
    let stale = compared.stale() + compared.new.len();
    html! {
        tr {
            th scope="row" {
                a href=(format!("#/plans/{}", runbook.id)) { (runbook.name) }
                @if let Some(date) = runbook.drafted { span class="hint" { " drafted on " (long_date(date)) } }
            }
            td data-label="Steps" { (runbook.steps.len()) }
            td data-label="Expected" { @match runbook.expected() { Some(time) => (time.to_the_minute()), None => "not known" } }
            td data-label="Fits your system" {
                @match stale { 0 => "yes", 1 => "1 step to look at", n => { (n) " steps to look at" } }
            }
        }
    }
}
