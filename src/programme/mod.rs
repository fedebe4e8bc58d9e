//! The drills of a year: what could be practised ([`candidates`]), on which dates ([`year`]), as an entry of the document that
//! calendars elsewhere know ([`Programme`]), and as a calendar file ([`calendar`]). And what drills measured, beside what was worked
//! out ([`measured_returns`]).

mod candidates;
mod ics;
mod kept;
mod year;

pub use candidates::{MeasuredReturn, candidates, measured_returns};
pub use ics::{Calendar, Entry, write as write_ics};
pub use kept::{ID, MOST_SLOTS};
pub use year::{Programme, Slot, Wishes, Year, year};

use crate::assess::Outcome;
use crate::catalogue::{ScenarioId, scenario};
use crate::schedule::Zone;
use crate::system::{ComponentId, System};
use crate::units::{Duration, Moment, in_words};

/// How long a drill takes in the calendar: until the last of the components is back, as it was worked out, and an hour to prepare
/// and to talk about it; 2 to 8 hours, and 3 when nothing is known.
pub fn takes(outcome: &Outcome, components: &[ComponentId], after: ScenarioId) -> Duration {
    let parts = outcome.returns.iter().filter(|of| of.scenario.id == after).flat_map(|of| &of.parts);
    let longest = parts.filter(|part| components.contains(&part.id)).filter_map(|part| part.back).max();
    let hours = longest.map_or(3, |time| (time.seconds() + 3_599) / 3_600 + 1);
    Duration::hours(hours.clamp(2, 8))
}

/// The programme as a calendar file, alarms a week and an hour before. `stamp` is now, in seconds since 1970, UTC; without the rules of
/// the system's zone its times float. Names no person.
pub fn calendar(
    programme: &Programme,
    system: &System,
    name: &str,
    zone: Option<&Zone>,
    stamp: i64,
) -> String {
    let entry = |slot: &Slot| {
        let names: Vec<&str> =
            slot.components.iter().filter_map(|id| system.component(id)).map(|c| c.name.as_str()).collect();
        let what = scenario(slot.scenario);
        let after = what.map_or("", |of| of.title);
        Entry {
            uid: format!("{}-{}@holdfast.invalid", slot.id, programme.token),
            sequence: slot.sequence,
            start: Moment::start_of(slot.day).plus(slot.at.seconds()),
            length: slot.takes,
            title: format!("Fire drill: {after}"),
            text: format!(
                "Bring back: {}.\nLevel: {}. {}\nIdea: {}\nBefore you begin, write down what can be hit, what must hold, and when you stop. Run it with Holdfast.",
                in_words(&names),
                slot.level.name(),
                slot.level.shows(),
                what.map_or("", |of| of.drill),
            ),
            alarms: vec![Duration::days(7), Duration::hours(1)],
            cancelled: slot.cancelled,
        }
    };
    write_ics(&Calendar { name, zone, stamp, events: programme.slots.iter().map(entry).collect() })
}
