//! How soon one component would be back, without the rest of the outcome: what an editor shows beside it.

use super::clock::Clock;
use super::outcome::{Matrix, Row};
use super::returning::{PartReturn, returns};
use super::worked::Worked;
use crate::catalogue::{SCENARIOS, Scenario};
use crate::system::{ComponentId, System};

/// When a component is back after each scenario that harms stored data, as [`assess`](super::assess) has it. All components
/// are worked out for it: they wait for each other and share the link.
pub fn component_returns(
    system: &System,
    id: &ComponentId,
    clock: &Clock,
) -> Vec<(&'static Scenario, PartReturn)> {
    match system.components.iter().position(|c| c.id == *id) {
        Some(at) => of_part(system, at, &matrix(system, clock)),
        None => Vec::new(),
    }
}

/// The same of the component at a place, where the cells are known.
pub(super) fn of_part(system: &System, at: usize, matrix: &Matrix) -> Vec<(&'static Scenario, PartReturn)> {
    let all = returns(system, matrix).into_iter();
    all.filter_map(|of| Some((of.scenario, of.parts.into_iter().nth(at)?))).collect()
}

/// What becomes of every component in every scenario.
pub(super) fn matrix(system: &System, clock: &Clock) -> Matrix {
    let row = |scenario| Row { scenario, cells: Vec::new() };
    let mut matrix = Matrix { rows: SCENARIOS.iter().map(row).collect(), ..Matrix::default() };
    for component in &system.components {
        let mut worked = Worked::new(system, component, clock);
        for row in &mut matrix.rows {
            row.cells.push(worked.cell(row.scenario));
        }
    }
    matrix
}
