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
use crate::assess::{Outcome, assess_system};
use crate::people::People;
use crate::runbook::{Runbook, runbooks};
use maud::{Markup, html};

/// What the pages of runbooks stand on.
struct Ground<'a> {
    asked: &'a Asked<'a>,
    runbooks: Vec<Runbook>,
    people: People,
    outcome: Outcome,
}

impl<'a> Ground<'a> {
    fn of(asked: &'a Asked<'a>) -> Ground<'a> {
        Ground {
            asked,
            runbooks: runbooks(asked.answers).0,
            people: People::of(asked.answers),
            outcome: assess_system(asked.answers, asked.system.clone(), asked.clock.clone()),
        }
    }
}

/// The page whose address goes on so after "plans". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let ground = Ground::of(asked);
    let found = |id: &str| ground.runbooks.iter().find(|one| one.id == id);
    let page = match parts {
        [] => list::page(&ground),
        ["hangs"] => single::page(&ground),
        ["restart"] => restart::page(&ground),
        [id] => found(id).map_or_else(|| nowhere(asked), |stored| one::page(&ground, stored, None)),
        [id, step] => {
            found(id).map_or_else(|| nowhere(asked), |stored| one::page(&ground, stored, Some(step)))
        }
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
