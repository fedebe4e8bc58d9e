use super::{Event, Level, Phase, What};
use crate::catalogue::ScenarioId;
use crate::people::Role;
use crate::system::ComponentId;
use crate::units::{Duration, Gather};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A drill: what was planned, and what happened. An entry of the document's section "drills".
///
/// What happened is a set of events that only grows, and how the drill stands is worked out from it: nothing is lost by a
/// reload or an empty battery, and the records of two devices become one ([`Record::merged`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its own in the document: `drill-1`.
    pub id: String,
    /// What was planned. More than one only when two devices planned it differently; then the last counts, and all are shown.
    pub plans: BTreeSet<Plan>,
    /// What happened, in the order of the clocks.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub events: BTreeSet<Event>,
}

/// What was planned, written before it began.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How often it was changed: the highest counts.
    #[serde(default)]
    pub revision: u32,
    /// What it is called, up to 60 characters.
    pub name: String,
    /// After what.
    #[serde(with = "super::slug")]
    pub scenario: ScenarioId,
    /// What is brought back.
    pub components: Vec<ComponentId>,
    /// How much of the real thing it touches.
    pub level: Level,
    /// The runbook it was made from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub runbook: String,
    /// Why this one was chosen, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chosen: String,
    /// What it was drawn with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// What is done, in order.
    pub steps: Vec<Planned>,
    /// What can be hit by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blast_radius: Vec<String>,
    /// What must hold before it begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub safety: Vec<Condition>,
    /// When it is stopped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stop_rule: String,
    /// After which time it is stopped whatever the reason.
    #[serde(rename = "stop_after_s", default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<Duration>,
}

/// A step as it was planned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Its own in the drill.
    pub id: String,
    /// What it is for.
    pub phase: Phase,
    /// Which component it is about; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// What is done.
    pub does: String,
    /// Who does it, by role.
    pub role: Role,
    /// Who does it: the id of a person, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How long it is expected to take.
    #[serde(rename = "takes_s", default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Duration>,
    /// When it is expected to start, from the beginning of the drill.
    #[serde(rename = "starts_s", default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Duration>,
    /// A command or a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// How to know that it worked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub works_when: String,
}

/// Something that must hold before a drill begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its own in the drill.
    pub id: String,
    /// What must hold.
    pub text: String,
}

/// Two records that cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("These are two drills, {one} and {other}: open both instead of putting them together")]
pub struct Different {
    /// The id of one.
    pub one: String,
    /// The id of the other.
    pub other: String,
}

impl Record {
    /// A drill that was planned and has not begun.
    pub fn new(id: &str, plan: Plan) -> Record {
        Record { id: id.to_owned(), plans: [plan].into_iter().gather(), events: BTreeSet::new() }
    }

    /// The plan that counts: the last of several. `None` in a record that holds none.
    pub fn plan(&self) -> Option<&Plan> {
        self.plans.last()
    }

    /// The same with another plan, before the drill has begun.
    #[must_use]
    pub fn planned_as(&self, plan: Plan) -> Record {
        let revision = self.plan().map_or(0, |plan| plan.revision.saturating_add(1));
        Record { plans: [Plan { revision, ..plan }].into(), ..self.clone() }
    }

    /// The same with one event more, of this device and at this moment (seconds since 1970, UTC).
    #[must_use]
    pub fn with(&self, device: &str, at: i64, who: &str, what: What) -> Record {
        let number = |event: &Event| event.id.strip_prefix(device)?.strip_prefix('-')?.parse::<u32>().ok();
        let last = self.events.iter().filter_map(number).max().unwrap_or(0);
        let id = format!("{device}-{}", last.saturating_add(1));
        let mut next = self.clone();
        next.events.insert(Event { at, id, device: device.to_owned(), who: who.to_owned(), what });
        next
    }

    /// Two devices' records of one drill as one: every event of both, and of the plans those with the highest revision. Which is
    /// put to which, in which order and how often makes no difference.
    ///
    /// # Errors
    /// [`Different`] for records of two drills.
    pub fn merged(&self, other: &Record) -> Result<Record, Different> {
        if self.id != other.id {
            return Err(Different { one: self.id.clone(), other: other.id.clone() });
        }
        let mut plans: BTreeSet<Plan> = self.plans.union(&other.plans).cloned().gather();
        let newest = plans.iter().map(|plan| plan.revision).max();
        plans.retain(|plan| Some(plan.revision) == newest);
        let events = self.events.union(&other.events).cloned().gather();
        Ok(Record { id: self.id.clone(), plans, events })
    }
}

impl Plan {
    /// What is missing before the drill may begin, in words; nothing when it may.
    pub fn not_ready(&self) -> Vec<&'static str> {
        let missing = [
            (self.steps.is_empty(), "Add the steps that are to be done."),
            (self.blast_radius.is_empty(), "Write down what can be hit."),
            (self.safety.is_empty(), "Write down what must hold before you begin."),
            (self.stop_rule.is_empty(), "Write down when you stop."),
        ];
        missing.into_iter().filter(|(is, _)| *is).map(|(_, says)| says).collect()
    }

    /// When each step is expected to start and be done, from the beginning.
    pub fn times(&self) -> Vec<(Duration, Option<Duration>)> {
        super::planned(self.steps.iter().map(|step| (step.starts, step.takes)))
    }

    /// Until the last step is done, as far as that is known.
    pub fn expected(&self) -> Option<Duration> {
        self.times().into_iter().filter_map(|(_, finish)| finish).max()
    }
}
