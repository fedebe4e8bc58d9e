use crate::assess::{Lane, Outcome, Weeks};
use crate::chart::{TimelineProtection, TimelineRow, exposures, timeline};
use crate::system::{Protection, System};
use crate::units::Percent;
use maud::{Markup, html};

/// The two weeks before now: what would have been lost at each moment, and the copies. One chart for the most important
/// data in the quick check; of a described system all components on one axis. `id` begins every id inside.
///
/// `None` while no copy is known to run.
pub fn weeks(outcome: &Outcome, id: &str) -> Option<Markup> {
    if !outcome.system.described {
        return (!outcome.exposures.is_empty()).then(|| exposures(&outcome.exposures));
    }
    let (from, rows) = outcome.weeks();
    let rows: Vec<TimelineRow> = rows.into_iter().map(row).collect();
    let drawn = (!rows.is_empty()).then(|| timeline(&rows, from, outcome.as_of, id))?;
    let doubtful = doubtful(&outcome.system);
    Some(html! {
        (drawn)
        @if !doubtful.is_empty() {
            p class="hint measure" {
                "Drawn as if every run had been good. Some may be bad without anyone knowing, of the "
                (crate::units::in_words(&doubtful)) ": the table of scenarios counts with these, so its figures are larger."
            }
        }
    })
}

/// Protections of which a run may be bad unseen, by name.
fn doubtful(system: &System) -> Vec<std::borrow::Cow<'_, str>> {
    let below = |share: Option<Percent>| share.is_some_and(|share| share < Percent::HUNDRED);
    let all = system.components.iter().flat_map(|c| c.protections.known().into_iter().flatten());
    all.filter(|p| p.kind.is_scheduled() && (below(p.success) || below(p.full_success)))
        .map(Protection::words)
        .collect()
}

fn row(of: Weeks) -> TimelineRow {
    let lane =
        |lane: Lane| TimelineProtection { name: lane.name, copies: lane.copies, follows: lane.follows };
    TimelineRow {
        name: of.name,
        limit: of.limit,
        holds_data: of.holds_data,
        teeth: of.teeth,
        protections: of.lanes.into_iter().map(lane).collect(),
    }
}
