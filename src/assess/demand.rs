//! What an outcome can say beyond its cells. It is worked out when it is asked for: nobody reads a thousand derivations.

use super::Derivation;
use super::figure::Figure;
use super::keeping::{why_overlap, why_pays, why_runs, why_stored};
use super::lost::{Lost, of_cell};
use super::outcome::{Outcome, Survival};
use super::returning::{Return, Together, explain_part, explain_return, explain_together};
use super::worked::Worked;
use crate::catalogue::{SCENARIOS, Scenario, ScenarioId, scenario};
use crate::recovery::LossLaw;
use crate::system::ComponentId;

impl Outcome {
    /// How a figure was reached; `None` when there is no such figure, or nothing to say of it.
    pub fn why(&self, figure: &Figure) -> Option<Derivation> {
        let (system, now) = (&self.system, self.clock.now);
        match figure {
            Figure::Loss(id, scenario) => self.derivation(id, *scenario),
            Figure::Back(scenario, None) => Some(explain_return(self.back_after(*scenario)?)),
            Figure::Back(scenario, Some(id)) => {
                let of = self.back_after(*scenario)?;
                Some(explain_part(of, of.part(id)?))
            }
            Figure::Together(scenario, id) => {
                let is_asked = |of: &&Together| of.scenario.id == *scenario && of.ids.contains(id);
                self.together.iter().find(is_asked).map(explain_together)
            }
            Figure::Stored(id, protection) => why_stored(system, id, protection, now),
            Figure::Runs(id, protection) => why_runs(system, id, protection, &self.keeping.runs),
            Figure::Overlap => why_overlap(system, &self.keeping),
            Figure::Pays(id) => why_pays(system, id, now),
            Figure::Year(id) => self.why_yearly(&self.year_of(system.component(id)?)?),
        }
    }

    /// Whether it can be said how a figure was reached.
    pub fn explains(&self, figure: &Figure) -> bool {
        match figure {
            Figure::Loss(id, scenario) => self.matrix.cell(id, *scenario).is_some(),
            Figure::Runs(id, protection) => {
                let all = &self.keeping.runs;
                all.iter().any(|fit| fit.component == *id && fit.protection == *protection)
            }
            // A search of its own, made already.
            Figure::Pays(id) => self.keeping.pays.iter().any(|of| of.component == *id),
            _ => self.why(figure).is_some(),
        }
    }

    /// When everything is back after a scenario; `None` after what harms no stored data.
    pub fn back_after(&self, of: ScenarioId) -> Option<&Return> {
        self.returns.iter().find(|after| after.scenario.id == of)
    }

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
