//! What follows for one component, without its neighbours: what the results are composed of, and what an editor shows
//! while a component is being changed.

use super::clock::Clock;
use super::demand::lost;
use super::derivation::Derivation;
use super::exposure::exposure;
use super::findings::{Raised, raised};
use super::lost::Lost;
use super::outcome::{Cell, Column, Exposure, Finding};
use super::worked::Worked;
use crate::catalogue::{SCENARIOS, Scenario, ScenarioId, scenario};
use crate::recovery::LossLaw;
use crate::system::{Component, ComponentId, System, Told};
use crate::units::Arrange;

/// All that follows for one component at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentOutcome {
    /// The head of its column.
    pub column: Column,
    /// What becomes of it in each scenario, in the order of the rows.
    pub cells: Vec<(&'static Scenario, Cell)>,
    /// The two weeks before now, where its copies run on a schedule.
    pub exposure: Option<Exposure>,
    /// What to do, worst first. A finding about all copies of the system may say some of it for several components at once.
    pub findings: Vec<Finding>,
    /// What it loses at the worst moment, in data and records.
    pub lost: Option<Lost>,
}

/// Works one component out: the same as [`assess`](super::assess) has of it. `None` when there is none of that id.
pub fn component_outcome(system: &System, id: &ComponentId, clock: &Clock) -> Option<ComponentOutcome> {
    let mut worked = Worked::new(system, system.component(id)?, clock);
    let Part { column, cells, exposure, raised } = part(&mut worked);
    let mut findings: Vec<Finding> = raised.into_iter().map(|raised| raised.finding).collect();
    findings.arrange_by_key(|f| (f.severity, f.weight));
    Some(ComponentOutcome { column, cells, exposure, findings, lost: lost(&mut worked) })
}

/// How a cell of it was reached.
pub fn component_derivation(
    system: &System,
    id: &ComponentId,
    of: ScenarioId,
    clock: &Clock,
) -> Option<Derivation> {
    Some(Worked::new(system, system.component(id)?, clock).derivation(scenario(of)?))
}

/// The law of the loss behind a cell of it; `None` where no window could be computed, or from a lag alone.
pub fn component_law(system: &System, id: &ComponentId, of: ScenarioId, clock: &Clock) -> Option<LossLaw> {
    let data = Worked::new(system, system.component(id)?, clock).data(scenario(of)?)?;
    Some(data.found.windows.woven.as_ref()?.law.clone())
}

impl ComponentOutcome {
    /// What becomes of it in a scenario.
    pub fn cell(&self, id: ScenarioId) -> Option<&Cell> {
        self.cells.iter().find(|(scenario, _)| scenario.id == id).map(|(_, cell)| cell)
    }
}

/// A component's share of the results.
pub(super) struct Part {
    pub(super) column: Column,
    pub(super) cells: Vec<(&'static Scenario, Cell)>,
    pub(super) exposure: Option<Exposure>,
    pub(super) raised: Vec<Raised>,
}

pub(super) fn part(worked: &mut Worked<'_>) -> Part {
    let cells: Vec<_> = SCENARIOS.iter().map(|scenario| (scenario, worked.cell(scenario))).collect();
    Part {
        column: column(worked.component),
        exposure: exposure(worked, &cells),
        raised: raised(worked, &cells),
        cells,
    }
}

fn column(component: &Component) -> Column {
    let under = match &component.limit {
        Told::Known(limit) => format!("limit {limit}"),
        _ if component.kind.holds_data() => match component.limit {
            Told::Unsure => "no limit known",
            _ => "no limit given",
        }
        .to_owned(),
        _ if component.kind.is_plural() => "hold no data".to_owned(),
        _ => "holds no data".to_owned(),
    };
    Column {
        id: component.id.clone(),
        kind: component.kind,
        name: component.name.clone(),
        under,
        limit: component.limit.known().copied(),
    }
}
