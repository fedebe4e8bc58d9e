//! Which figure of an outcome somebody asks about, and how it is named in addresses.

use super::returning::{PartReturn, Return};
use crate::catalogue::ScenarioId;
use crate::system::ComponentId;

/// A figure that can say how it was reached: see [`Outcome::why`](super::Outcome::why).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// What a component loses in a scenario: a cell of the matrix.
    Loss(ComponentId, ScenarioId),
    /// When everything is back after a scenario, or one component.
    Back(ScenarioId, Option<ComponentId>),
    /// The moment to which the group of a component can go back together after a scenario.
    Together(ScenarioId, ComponentId),
    /// What a protection keeps, by the ids of its component and of itself.
    Stored(ComponentId, String),
    /// How the runs of a protection fit between each other and into their hours.
    Runs(ComponentId, String),
    /// For how long two runs work at the same time.
    Overlap,
    /// How often the copies of a component pay.
    Pays(ComponentId),
    /// What a year of losses of a component is expected to cost.
    Year(ComponentId),
}

impl Figure {
    /// When a part is back, named beside everything: of the one that is back last the whole says it already.
    pub fn named_beside(of: &Return, part: &PartReturn) -> Figure {
        let is_last = part.back.is_some() && part.back == of.total && part.worked_out == of.worked_out;
        Figure::Back(of.scenario.id, (!is_last).then(|| part.id.clone()))
    }

    /// Its place below the results: `why/database/region-loss`, `back/region-loss`, `stored/database/nightly`.
    pub fn path(&self) -> String {
        match self {
            Figure::Loss(part, scenario) => format!("why/{part}/{}", scenario.slug()),
            Figure::Back(scenario, None) => format!("back/{}", scenario.slug()),
            Figure::Back(scenario, Some(part)) => format!("back/{}/{part}", scenario.slug()),
            Figure::Together(scenario, part) => format!("together/{}/{part}", scenario.slug()),
            Figure::Stored(part, protection) => format!("stored/{part}/{protection}"),
            Figure::Runs(part, protection) => format!("runs/{part}/{protection}"),
            Figure::Overlap => "overlap".to_owned(),
            Figure::Pays(part) => format!("pays/{part}"),
            Figure::Year(part) => format!("year/{part}"),
        }
    }

    /// Reads a [`path`](Figure::path). `None` for what is none; whether an outcome has the figure is not looked at.
    pub fn parse(path: &str) -> Option<Figure> {
        let part = |id: &str| ComponentId::new(id);
        Some(match path.split('/').collect::<Vec<_>>().as_slice() {
            ["why", id, scenario] => Figure::Loss(part(id), ScenarioId::from_slug(scenario)?),
            ["back", scenario] => Figure::Back(ScenarioId::from_slug(scenario)?, None),
            ["back", scenario, id] => Figure::Back(ScenarioId::from_slug(scenario)?, Some(part(id))),
            ["together", scenario, id] => Figure::Together(ScenarioId::from_slug(scenario)?, part(id)),
            ["stored", id, protection] => Figure::Stored(part(id), (*protection).to_owned()),
            ["runs", id, protection] => Figure::Runs(part(id), (*protection).to_owned()),
            ["overlap"] => Figure::Overlap,
            ["pays", id] => Figure::Pays(part(id)),
            ["year", id] => Figure::Year(part(id)),
            _ => return None,
        })
    }

    /// Its place in a page on which all of them stand: `why-database-region-loss`, `how-back.region-loss`.
    pub fn anchor(&self) -> String {
        match self {
            Figure::Loss(..) => self.path().replace('/', "-"),
            // With a full stop, so that no two ids run into one.
            _ => format!("how-{}", self.path().replace('/', ".")),
        }
    }

    /// Whether it is about what copies take, cost or need of the night.
    pub const fn is_of_copies(&self) -> bool {
        !matches!(self, Figure::Loss(..) | Figure::Back(..) | Figure::Together(..))
    }

    /// The component and the scenario that it is about, as far as it is about one.
    pub const fn about(&self) -> (Option<&ComponentId>, Option<ScenarioId>) {
        match self {
            Figure::Loss(part, scenario)
            | Figure::Back(scenario, Some(part))
            | Figure::Together(scenario, part) => (Some(part), Some(*scenario)),
            Figure::Back(scenario, None) => (None, Some(*scenario)),
            Figure::Stored(part, _) | Figure::Runs(part, _) | Figure::Pays(part) | Figure::Year(part) => {
                (Some(part), None)
            }
            Figure::Overlap => (None, None),
        }
    }
}
