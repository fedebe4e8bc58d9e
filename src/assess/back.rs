//! How soon everything would be back, without the rest of the outcome: what an editor shows beside a component.

use super::clock::Clock;
use super::outcome::{Matrix, Row};
use super::returning::{Return, measure, returns, returns_after};
use super::worked::Worked;
use crate::catalogue::{Consequence, SCENARIOS, Scenario, ScenarioId};
use crate::drill::Proof;
use crate::system::System;

/// When everything is back after each scenario that harms stored data, as [`assess`](super::assess) has it with what drills
/// have proven. None for a system that is not described.
pub fn all_returns(system: &System, clock: &Clock, proven: &[Proof]) -> Vec<Return> {
    let mut found = returns(system, &matrix(system, clock));
    measure(&mut found, proven);
    found
}

/// When everything is back after one scenario, as [`assess`](super::assess) has it with what drills have proven. `None` after what
/// harms no stored data, and for a system that is not described.
pub fn return_after(system: &System, of: ScenarioId, clock: &Clock, proven: &[Proof]) -> Option<Return> {
    let at = SCENARIOS.iter().position(|scenario| scenario.id == of && scenario.kind == Consequence::Data)?;
    let one = SCENARIOS.get(at..=at)?;
    let mut found = returns_after(system, &matrix_of(system, clock, one), Vec::new(), one);
    measure(&mut found, proven);
    found.pop()
}

/// What becomes of every component in every scenario.
pub(super) fn matrix(system: &System, clock: &Clock) -> Matrix {
    matrix_of(system, clock, &SCENARIOS)
}

fn matrix_of(system: &System, clock: &Clock, scenarios: &'static [Scenario]) -> Matrix {
    let row = |scenario| Row { scenario, cells: Vec::new() };
    let mut matrix = Matrix { rows: scenarios.iter().map(row).collect(), ..Matrix::default() };
    for component in &system.components {
        let mut worked = Worked::new(system, component, clock);
        for row in &mut matrix.rows {
            row.cells.push(worked.cell(row.scenario));
        }
    }
    matrix
}
