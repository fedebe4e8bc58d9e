//! The pages of fire drills: which is next, the plan that is written before, the drill while it runs, and what it proved.

mod after;
mod choose;
mod lessons;
mod list;
mod plan;
mod proof_days;
mod proven;
mod run;
mod year;

use super::page::Shown;
use super::parts::{Asked, Page, top};
use crate::assess::{Outcome, assess_system};
use crate::drill::{Record, SECTION, ShelfLife, Stage, State, What, records, state};
use crate::people::{People, PersonId};
use crate::system::Unreadable;
use crate::units::Duration;
use maud::{Markup, html};

/// What the pages of drills stand on.
struct Ground<'a> {
    asked: &'a Asked<'a>,
    drills: Vec<Record>,
    unreadable: Vec<Unreadable>,
    people: People,
}

impl<'a> Ground<'a> {
    fn of(asked: &'a Asked<'a>) -> Ground<'a> {
        let (drills, mut unreadable) = records(asked.answers);
        unreadable.extend(ShelfLife::of(asked.answers).1);
        Ground { asked, drills, unreadable, people: People::of(asked.answers) }
    }

    /// Everything that follows from the system; not needed while a drill runs.
    fn outcome(&self) -> Outcome {
        assess_system(self.asked.answers, self.asked.system.clone(), self.asked.clock.clone())
    }

    fn name_of(&self, id: &str) -> String {
        self.people.person(&PersonId::new(id)).map(|person| person.name.clone()).unwrap_or_default()
    }
}

/// The page whose address goes on so after "drills". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let ground = Ground::of(asked);
    let page = match parts {
        [] => proof_days::heeded(&ground, list::page),
        ["year"] => year::page(&ground),
        [id] => match ground.drills.iter().find(|drill| drill.id == *id) {
            Some(drill) => one(&ground, drill),
            None => nowhere(asked),
        },
        _ => return None,
    };
    Some(page.shown)
}

/// A drill as it is once the button has done its work: its page is another in each stage.
fn one(ground: &Ground<'_>, stored: &Record) -> Page {
    if ground.asked.act == Some("remove-drill") {
        let mut page = Page::new("Drills");
        page.put(SECTION, &stored.id, None);
        page.shown.go = Some("drills".to_owned());
        page.shown.say = "The drill is removed.".to_owned();
        return page;
    }
    match state(stored).stage {
        Stage::Planned => plan::page(ground, stored),
        Stage::Running => run::page(ground, stored),
        Stage::Stopped | Stage::Ended => after::page(ground, stored),
    }
}

/// The page of the stage that an event leads to: drawn as if it was opened just now.
fn moved_on(ground: &Ground<'_>, record: &Record, says: &str) -> Page {
    let asked = Asked { act: None, fields: None, ..*ground.asked };
    let then =
        Ground { asked: &asked, drills: Vec::new(), unreadable: Vec::new(), people: ground.people.clone() };
    let mut page = one(&then, record);
    page.put(SECTION, &record.id, Some(record.write()));
    page.shown.say = says.to_owned();
    page.shown.focus = Some(ground.asked.heading.to_owned());
    page
}

/// The record with one event more, written down now on this device.
fn noted(ground: &Ground<'_>, record: &Record, who: &str, what: What) -> Record {
    record.with(ground.asked.device, ground.asked.instant, who, what)
}

fn nowhere(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("Drills");
    page.shown.html = html! {
        (top(asked, "drills", "There is no drill at this address"))
        p class="measure block-s" { "It may have been removed, or the link was cut short on its way." }
        p class="row block-s" { a class="btn" href="#/drills" { "Go to all drills" } }
    }
    .into_string();
    page
}

/// From the beginning of a drill to a moment.
fn since(state: &State, at: i64) -> Duration {
    Duration::clamped(at.saturating_sub(state.begun.unwrap_or(at)).max(0))
}

/// What two devices wrote that does not go together.
fn conflicts(state: &State) -> Markup {
    html! {
        @if !state.conflicts.is_empty() {
            div class="notice stack-s" {
                p { strong { "Two devices say different things." } " Both are kept." }
                ul { @for of in &state.conflicts { li { (of.kind.words()) } } }
            }
        }
    }
}
