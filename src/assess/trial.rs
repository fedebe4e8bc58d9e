//! One component by itself, as it is or as it would be.

use super::clock::Clock;
use super::outcome::{Cell, Survival, Verdict};
use super::worked::Worked;
use crate::catalogue::{Consequence, SCENARIOS, ScenarioId};
use crate::system::{Component, System, Told};
use crate::units::Moment;

/// What becomes of one component, of this system or as it would be in it, in every scenario that harms stored data.
pub(super) fn worked_out(system: &System, component: &Component, now: Moment) -> Trial {
    let clock = Clock::from(now);
    let mut worked = Worked::new(system, component, &clock);
    // Limits are about these.
    let data = SCENARIOS.iter().filter(|scenario| scenario.kind == Consequence::Data);
    Trial {
        cells: data.map(|scenario| (scenario.id, worked.cell(scenario))).collect(),
        effort: worked.effort(),
        has_limit: matches!(component.limit, Told::Known(_)),
    }
}

/// A component in every scenario that harms stored data.
pub(super) struct Trial {
    cells: Vec<(ScenarioId, Cell)>,
    /// How much was gone through for it.
    pub(super) effort: usize,
    has_limit: bool,
}

/// How a cell stands: the lower, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// A usable copy is left, within the limit where there is one.
    Met,
    /// Not known, or it depends on something that is not.
    Unsure,
    /// More than the limit.
    Over,
    /// Nothing is left.
    Gone,
}

impl Trial {
    pub(super) fn cell(&self, scenario: ScenarioId) -> Option<&Cell> {
        self.cells.iter().find(|(id, _)| *id == scenario).map(|(_, cell)| cell)
    }

    /// How each of them stands, in the order of the matrix.
    pub(super) fn standings(&self) -> Vec<(ScenarioId, Standing)> {
        self.cells.iter().map(|(id, cell)| (*id, self.standing(cell))).collect()
    }

    fn standing(&self, cell: &Cell) -> Standing {
        match (cell.verdict, cell.survival) {
            (Verdict::Gone, _) => Standing::Gone,
            (Verdict::Over, _) => Standing::Over,
            (Verdict::Within | Verdict::None, _) => Standing::Met,
            // Without a limit there is nothing to be over.
            (Verdict::Unknown, Survival::Survives) if !self.has_limit => Standing::Met,
            (Verdict::Unknown, _) => Standing::Unsure,
        }
    }

    /// Scenarios in which the limit is missed or nothing is left.
    pub(super) fn missed(&self) -> Vec<ScenarioId> {
        self.standings().into_iter().filter(|(_, how)| *how >= Standing::Over).map(|(id, _)| id).collect()
    }
}
