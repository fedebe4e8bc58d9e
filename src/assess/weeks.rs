//! The two weeks before now for every component: the copies of each protection, and what would have been lost.

use super::exposure::{SPAN, exposure};
use super::model::{Model, model};
use super::outcome::{CopyMark, Outcome, Tooth};
use super::window::overdue;
use super::worked::Worked;
use crate::recovery::{Damage, Loss, Protection as Read, ReplicaMode, sawtooth};
use crate::system::{Component, ComponentId, Protection};
use crate::units::{Duration, Moment, capitalised};

/// A component's two weeks, protection by protection.
#[derive(Debug, Clone, PartialEq)]
pub struct Weeks {
    /// Which component.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
    /// The owner's limit for loss.
    pub limit: Option<Duration>,
    /// Whether anything can be lost with it.
    pub holds_data: bool,
    /// What would have been lost, in the scenario that loses most and still leaves a copy; empty where that is not known.
    pub teeth: Vec<Tooth>,
    /// Its protections that run on a schedule or follow all the time.
    pub lanes: Vec<Lane>,
}

/// The copies of one protection.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// What it is called, as a heading.
    pub name: String,
    /// Its copies, the earliest first.
    pub copies: Vec<CopyMark>,
    /// How far behind it follows, where it follows all the time.
    pub follows: Option<Duration>,
}

impl Outcome {
    /// The two weeks before now of every component with a protection that runs or follows, and when they begin.
    pub fn weeks(&self) -> (Moment, Vec<Weeks>) {
        let now = self.clock.now;
        let rows = self.system.components.iter().filter_map(|component| {
            let lanes: Vec<Lane> =
                component.protections.known()?.iter().filter_map(|p| lane(component, p, now)).collect();
            let mut worked = Worked::new(&self.system, component, &self.clock);
            let cells: Vec<_> =
                self.matrix.rows.iter().map(|row| (row.scenario, worked.cell(row.scenario))).collect();
            let teeth = exposure(&mut worked, &cells).map(|drawn| drawn.teeth).unwrap_or_default();
            (!lanes.is_empty()).then(|| Weeks {
                id: component.id.clone(),
                name: component.name.clone(),
                limit: component.limit.known().copied(),
                holds_data: component.kind.holds_data(),
                teeth,
                lanes,
            })
        });
        (now.plus(-SPAN), rows.collect())
    }
}

fn lane(component: &Component, protection: &Protection, now: Moment) -> Option<Lane> {
    let name = capitalised(&protection.words());
    let read = match model(protection, component.told_by, Damage::Physical).ok()? {
        Model::Behind(lag) => return Some(Lane { name, copies: Vec::new(), follows: Some(lag) }),
        Model::Known(read) => read,
    };
    let follows = match &read {
        Read::Replica(replica) => match replica.mode {
            ReplicaMode::Synchronous => Some(0),
            ReplicaMode::Asynchronous { lag } | ReplicaMode::Delayed { lag, .. } => Some(lag),
        },
        Read::Pitr(_) => protection.lag.map(Duration::seconds),
        Read::Copies(_) | Read::Chain(_) => None,
    };
    let question = Loss { protections: vec![read], damage: Damage::Physical, detection: 0 };
    let drawn = sawtooth(&question, now.plus(-SPAN).seconds(), now.seconds()).ok()?;
    let stopped = overdue(protection, now).map(|age| now.plus(-age.seconds()));
    let moment = Moment::from_seconds;
    let copies = drawn.copies.iter().map(|copy| CopyMark {
        captured: moment(copy.capture),
        usable: moment(copy.usable),
        good: stopped.is_none_or(|last| moment(copy.capture) <= last),
    });
    Some(Lane { name, copies: copies.collect(), follows: follows.map(Duration::clamped) })
}
