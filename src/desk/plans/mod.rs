//! The pages of runbooks: what is done, by whom and in which order, drafted from the recovery and then the user's own.

mod list;
mod one;
mod restart;
mod single;
mod step;
mod step_form;
mod take;

use super::page::Shown;
use super::parts::{Asked, Page, top};
use crate::assess::return_after;
use crate::assess::returning::Return;
use crate::catalogue::ScenarioId;
use crate::drill::proven;
use crate::people::People;
use crate::runbook::{Basis, Runbook, runbooks};
use crate::system::Unreadable;
use maud::{Markup, html};
use one::At;

/// What the pages of runbooks stand on.
struct Ground<'a> {
    asked: &'a Asked<'a>,
    runbooks: Vec<Runbook>,
    unreadable: Vec<Unreadable>,
    people: People,
}

impl<'a> Ground<'a> {
    fn of(asked: &'a Asked<'a>) -> Ground<'a> {
        let (runbooks, unreadable) = runbooks(asked.answers);
        Ground { asked, runbooks, unreadable, people: People::of(asked.answers) }
    }

    /// How everything comes back after a scenario: all that a runbook rests on, and much less work than the whole outcome.
    fn after(&self, of: ScenarioId) -> Option<Return> {
        let Asked { answers, system, clock, .. } = *self.asked;
        return_after(system, of, clock, &proven(answers, clock.now.civil().date()))
    }

    fn basis<'b>(&'b self, after: Option<&'b Return>) -> Basis<'b> {
        Basis { system: self.asked.system, after }
    }
}

/// The page whose address goes on so after "plans". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let ground = Ground::of(asked);
    let runbook = |id: &str, at: At<'_>| {
        let found = ground.runbooks.iter().find(|one| one.id == id);
        found.map_or_else(|| nowhere(asked), |stored| one::page(&ground, stored, at))
    };
    let page = match parts {
        [] => list::page(&ground),
        ["hangs"] => single::page(&ground),
        ["restart"] => restart::page(&ground),
        [id] => runbook(id, At::Top),
        [id, step] => runbook(id, At::Open(step)),
        [id, step, "closed"] => runbook(id, At::Closed(step)),
        _ => return None,
    };
    Some(page.shown)
}

fn nowhere(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("Runbooks");
    page.shown.html = html! {
        (top(asked, "plans", "There is no runbook at this address"))
        p class="measure block-s" { "It may have been removed, or the link was cut short on its way." }
        p class="row block-s" { a class="btn" href="#/plans" { "Go to all runbooks" } }
    }
    .into_string();
    page
}

/// A line to be copied. `id` is its own on the page.
fn command(id: &str, line: &str) -> Markup {
    html! {
        div class="cmd" {
            pre id=(id) { (line) }
            button type="button" class="btn quiet" data-copy=(id) { "Copy" }
        }
    }
}
