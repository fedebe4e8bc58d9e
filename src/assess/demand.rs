//! What an outcome can say beyond its cells. It is worked out when it is asked for: nobody reads a thousand derivations.

use super::Derivation;
use super::lost::{Lost, of_cell};
use super::outcome::{Outcome, Survival};
use super::worked::Worked;
use crate::catalogue::{SCENARIOS, Scenario, ScenarioId, scenario};
use crate::recovery::LossLaw;
use crate::system::ComponentId;

impl Outcome {
    /// How a cell was reached; `None` when there is no such component.
    pub fn derivation(&self, id: &ComponentId, of: ScenarioId) -> Option<Derivation> {
        Some(self.worked(id)?.derivation(scenario(of)?))
    }

    /// How every cell of a component was reached, in the order of the rows; empty when there is no such component.
    pub fn derivations(&self, id: &ComponentId) -> Vec<(&'static Scenario, Derivation)> {
        let Some(mut worked) = self.worked(id) else { return Vec::new() };
        SCENARIOS.iter().map(|scenario| (scenario, worked.derivation(scenario))).collect()
    }

    /// The law of the loss behind a cell; `None` where no window could be computed, or from a lag alone.
    pub fn law(&self, id: &ComponentId, of: ScenarioId) -> Option<LossLaw> {
        let data = self.worked(id)?.data(scenario(of)?)?;
        Some(data.found.windows.woven.as_ref()?.law.clone())
    }

    /// What a component loses at the worst moment, in data and records: in the scenario that loses most and still leaves
    /// a copy. `None` when it was not said how much changes.
    pub fn lost(&self, id: &ComponentId) -> Option<Lost> {
        lost(&mut self.worked(id)?)
    }

    fn worked(&self, id: &ComponentId) -> Option<Worked<'_>> {
        Some(Worked::new(&self.system, self.system.component(id)?, &self.clock))
    }
}

/// As [`Outcome::lost`].
pub(super) fn lost(worked: &mut Worked<'_>) -> Option<Lost> {
    let cells = SCENARIOS.iter().filter_map(|scenario| {
        let data = worked.data(scenario)?;
        let window = data.cell.window?.worst?;
        Some((data.cell.survival == Survival::Survives, window, scenario, data))
    });
    let (.., scenario, data) = cells.reduce(|a, b| if (b.0, b.1) > (a.0, a.1) { b } else { a })?;
    of_cell(worked.component, scenario.id, &data)
}
