use crate::assess::Outcome;
use crate::catalogue::{ScenarioId, scenario};
use crate::chart::{LossShares, distribution};
use crate::system::ComponentId;
use maud::Markup;

/// How often how much would be lost of a component in a scenario. `None` where no law of the loss is known.
pub fn law(outcome: &Outcome, id: &ComponentId, of: ScenarioId, prefix: &str) -> Option<Markup> {
    let law = outcome.law(id, of)?;
    let component = outcome.system.component(id)?;
    let clause = scenario(of)?.clause;
    let limit = component.limit.known().copied();
    Some(distribution(&LossShares::of(&law, &component.name, &component.holds, clause, limit), prefix))
}
