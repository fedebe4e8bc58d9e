//! From the quick check to a description: what was answered is not asked again.

use super::{Component, Facts, System, Told, ToldBy};
use crate::answers::Evidence;
use crate::catalogue::ids;

impl Component {
    /// The same, as somebody described it: what only the quick check knew of its own gaps is left behind.
    #[must_use]
    pub fn as_described(self) -> Component {
        let unknown_because = match self.protections {
            Told::Unsure => "You do not know yet what protects it.",
            _ => "What protects it was not described.",
        };
        Component { told_by: ToldBy::Description, unknown_because, ..self }
    }
}

impl System {
    /// The components of the quick check, to be described further: every value, limit and evidence it knew.
    pub fn taken_over(&self) -> Vec<Component> {
        self.components.iter().map(|c| with_evidence(c, &self.facts).as_described()).collect()
    }
}

fn with_evidence(component: &Component, facts: &Facts) -> Component {
    let mut out = component.clone();
    let weakest = |questions: &[&str]| facts.weakest(questions).unwrap_or(Evidence::Told);
    if !(component.limit.is_open() && component.downtime_limit.is_open()) {
        out.known = weakest(&[ids::ACCEPTABLE_LOSS, ids::ACCEPTABLE_DOWNTIME]);
    }
    let copies = match component.told_by {
        ToldBy::Keys => weakest(&[ids::KEYS_COPY]),
        _ => weakest(&[
            ids::PROTECTIONS,
            ids::BACKUP_SCHEDULE,
            ids::RUN_TO_SAFE,
            ids::CONTINUOUS_LAG,
            ids::LAST_GOOD,
            ids::COPY_LOCATIONS,
            ids::KEEP_FOR,
        ]),
    };
    if let Told::Known(protections) = &mut out.protections {
        protections.iter_mut().for_each(|p| p.known = copies);
    }
    out
}
