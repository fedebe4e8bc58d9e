use crate::assess::{Lane, Outcome, Weeks};
use crate::chart::{TimelineProtection, TimelineRow, exposures, timeline};
use maud::Markup;

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
    (!rows.is_empty()).then(|| timeline(&rows, from, outcome.as_of, id))
}

fn row(of: Weeks) -> TimelineRow {
    let lane =
        |lane: Lane| TimelineProtection { name: lane.name, copies: lane.copies, follows: lane.follows };
    TimelineRow {
        name: of.name,
        limit: of.limit,
        teeth: of.teeth,
        protections: of.lanes.into_iter().map(lane).collect(),
    }
}
