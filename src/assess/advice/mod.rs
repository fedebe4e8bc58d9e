//! Recommendations that are worked out: every one was tried on a copy of the component and assessed as the component
//! itself is. Nothing is advised that was not seen to help.

mod change;
mod cost;
mod needed;
mod search;
mod sooner;
mod why;

pub use cost::Stored;
pub use needed::{Needed, meets};
pub use sooner::{Faster, Sooner, Way, sooner, why_sooner};
pub use why::why_recommended;

pub(super) use needed::needed;

use super::outcome::Cell;
use super::trial::worked_out;
use crate::catalogue::{Scenario, ScenarioId, scenario};
use crate::system::{Component, ComponentId, System};
use crate::units::{Arrange, Duration, Moment, capitalised, in_words};
use change::Change;
use cost::takes;
use search::{Bench, Found};
use std::cmp::Reverse;

/// What can be done about a component.
#[derive(Debug, Clone, Default)]
pub struct Advice {
    /// Those that leave least open first, then the cheaper, then the smaller change.
    pub recommendations: Vec<Recommendation>,
    /// Scenarios in which a limit is missed or nothing is left now.
    pub missed: Vec<&'static Scenario>,
    /// Those of them that none of the recommendations mends.
    pub beyond: Vec<&'static Scenario>,
    /// How many changes were tried.
    pub tried: usize,
    /// Whether the search stopped before everything was tried.
    pub cut_short: bool,
}

/// A change, or a few that go together, and what it gives.
#[derive(Debug, Clone)]
pub struct Recommendation {
    /// Stable name: "more-often-db-dump-6h".
    pub id: String,
    /// What to do: "Run the nightly dump every 3 h".
    pub says: String,
    /// The component after it, ready to be written.
    pub component: Component,
    /// What it mends.
    pub mends: Vec<Mended>,
    /// Scenarios that stay missed.
    pub leaves: Vec<&'static Scenario>,
    /// What its copies take, before and after.
    pub stored: Stored,
    /// How many changes it is.
    pub changes: usize,
    effort: u32,
}

/// A scenario that a change mends.
#[derive(Debug, Clone)]
pub struct Mended {
    /// Which.
    pub scenario: &'static Scenario,
    /// The cell before: "26 h 10 min", "nothing left".
    pub before: String,
    /// The cell after.
    pub after: String,
    /// The most that would be lost before; `None` where nothing was left, or without a bound.
    pub window_before: Option<Duration>,
    /// The most that would be lost after.
    pub window_after: Option<Duration>,
}

/// What would mend the missed limits of a component; nothing where none is missed, or there is no such component. A few
/// dozen to a few hundred assessments of that component: meant for the one that somebody looks at.
pub fn recommendations(system: &System, id: &ComponentId, now: Moment) -> Advice {
    let Some(component) = system.component(id) else { return Advice::default() };
    let before = worked_out(system, component, now);
    let missed: Vec<&'static Scenario> = before.missed().into_iter().filter_map(scenario).collect();
    let mut bench = Bench::new(system, component, now, &before);
    let found = bench.search();
    let before_it = takes([component], &system.setup, now);
    let mut recommendations: Vec<Recommendation> = found
        .into_iter()
        .map(|Found { changes, left: _ }| {
            let all: Vec<&Change> = changes.iter().collect();
            let after = bench.changed(&all);
            let trial = bench.trial(&after);
            let open = trial.standings();
            let is_met = |id: ScenarioId| {
                open.iter().any(|(at, standing)| *at == id && *standing == super::trial::Standing::Met)
            };
            let (mended, leaves): (Vec<_>, Vec<_>) = missed.iter().copied().partition(|s| is_met(s.id));
            let mends = mended
                .into_iter()
                .filter_map(|scenario| {
                    Some(mend(scenario, before.cell(scenario.id)?, trial.cell(scenario.id)?))
                })
                .collect();
            let says: Vec<String> = changes.iter().map(|change| change.says(component)).collect();
            Recommendation {
                id: changes.iter().map(Change::slug).collect::<Vec<_>>().join("+"),
                says: capitalised(&in_words(&says)),
                mends,
                leaves,
                stored: Stored::between(before_it, takes([&after], &system.setup, now)),
                changes: changes.len(),
                effort: changes.iter().map(Change::effort).sum(),
                component: after,
            }
        })
        .collect();
    recommendations.arrange_by_key(|one| {
        let cost = one.stored.bytes.map_or(u64::MAX, |(_, after)| after.count());
        (one.leaves.len(), cost, one.effort, one.changes, Reverse(one.mends.len()))
    });
    let beyond = missed
        .iter()
        .copied()
        .filter(|s| recommendations.iter().all(|one| one.leaves.iter().any(|left| left.id == s.id)))
        .collect();
    Advice { beyond, missed, recommendations, tried: bench.tried, cut_short: bench.cut_short }
}

fn mend(scenario: &'static Scenario, before: &Cell, after: &Cell) -> Mended {
    let window = |cell: &Cell| cell.window.and_then(|window| window.worst);
    Mended {
        scenario,
        before: before.says.clone(),
        after: after.says.clone(),
        window_before: window(before),
        window_after: window(after),
    }
}

impl Advice {
    /// What the recommendations do not reach, as a sentence; `None` where they reach everything.
    pub fn beyond_words(&self) -> Option<String> {
        let names: Vec<String> = self.beyond.iter().map(|s| format!("if {}", s.clause)).collect();
        if self.cut_short && self.tried == 0 {
            return Some(
                "Ways were not looked for: going through all its runs would take too long.".to_owned(),
            );
        }
        (!names.is_empty()).then(|| {
            let more = if self.cut_short { " Not everything was tried." } else { "" };
            format!("Nothing that was tried is enough {}.{more}", in_words(&names))
        })
    }
}
