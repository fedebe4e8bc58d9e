//! A checked question with what each protection keeps.

use super::cycle::{Circumstances, Cycle, Slot, joint_period};
use super::error::RecoveryError;
use super::odds::Odds;
use super::pitr::{self, Logs};
use super::protection::{BadRuns, ChainKind, Protection};
use super::question::{Damage, Loss, Point};
use super::track::{Chance, Says, Track};

/// What one protection keeps, and what a restore makes of it.
#[derive(Debug, Clone)]
pub(super) struct Store {
    pub(super) cycle: Cycle,
    pub(super) odds: Odds,
    pub(super) gives: Gives,
}

/// What a restore makes of an open slot.
#[derive(Debug, Clone)]
pub(super) enum Gives {
    /// What it captured.
    Itself,
    /// What it captured, or the newest log end after it.
    AlongLogs(Logs),
    /// All writes until the damage.
    JustBefore,
    /// No slots: the state of a replica, this far behind the failure, if it helps.
    Replica(Option<i64>),
}

impl Store {
    fn new(protection: &Protection, asked: &Circumstances) -> Result<Store, RecoveryError> {
        let cycle = Cycle::new(protection, asked)?;
        let (odds, gives) = match protection {
            Protection::Copies(copies) => (Odds::stand_alone(copies.success), Gives::Itself),
            Protection::Chain(chain) => {
                let odds = match (chain.bad_runs, chain.kind) {
                    (BadRuns::Noticed, _) => Odds::noticed,
                    (BadRuns::Silent, ChainKind::Incremental) => Odds::incremental,
                    (BadRuns::Silent, ChainKind::Differential) => Odds::differential,
                };
                (odds(chain.success, chain.success_increment), Gives::Itself)
            }
            Protection::Pitr(pitr) => {
                let gives = match asked.damage {
                    Damage::Physical => Gives::AlongLogs(Logs::new(&pitr.logs, pitr.unnoticed)),
                    Damage::Logical => Gives::JustBefore,
                };
                (Odds::stand_alone(pitr.success), gives)
            }
            Protection::Replica(replica) => {
                let gives = Gives::Replica(replica.loss(asked.damage, asked.detection));
                (Odds::stand_alone(replica.success), gives)
            }
        };
        Ok(Store { cycle, odds, gives })
    }

    /// The track over its period, or over the window `[from, to)` when it does not repeat. `None`: too much to list.
    pub(super) fn track(&self, odds: &Odds, (from, to): (i64, i64)) -> Option<Track> {
        let (from, to) = self.cycle.repeat.map_or((from, to), |period| (0, period));
        match &self.gives {
            Gives::Itself => Track::of_runs(&self.cycle, odds, from, to),
            Gives::AlongLogs(logs) => pitr::physical(&self.cycle, logs, odds.stand_alone_chance(), from, to),
            Gives::JustBefore => Some(pitr::logical(&self.cycle, odds.stand_alone_chance(), from, to)),
            Gives::Replica(lag) => Some(replica(*lag, odds.stand_alone_chance())),
        }
    }

    /// Slots that ever are candidates and may be good.
    pub(super) fn hopeful(&self) -> impl Iterator<Item = &Slot> {
        self.cycle.slots.iter().filter(|slot| slot.lives() && self.odds.possible(slot.level))
    }
}

/// One standing for all time.
fn replica(lag: Option<i64>, q: f64) -> Track {
    let mut track = Track::empty(None, i64::MIN);
    match lag.map(Point::Behind).filter(|_| q > 0.0) {
        Some(point) if q < 1.0 => {
            let _ = track.push(i64::MAX, |chances| {
                chances.push(Chance { point, newest: q, below: 1.0 - q });
                Some(Says { none: 1.0 - q, oldest: Some(point), sure: false, endless: false })
            });
        }
        point => track.push_certain(i64::MAX, point),
    }
    track
}

/// What every answer starts from.
pub(super) struct System<'a> {
    pub(super) question: &'a Loss,
    /// One for each of `question.protections`, in the same order.
    pub(super) stores: Vec<Store>,
}

impl<'a> System<'a> {
    /// Over the failure instants in `window`; without one everything has to repeat.
    pub(super) fn new(question: &'a Loss, window: Option<(i64, i64)>) -> Result<System<'a>, RecoveryError> {
        question.check()?;
        let Loss { protections, damage, detection } = question;
        let asked = Circumstances { damage: *damage, detection: *detection, window };
        let stores = protections.iter().map(|of| Store::new(of, &asked)).collect::<Result<_, _>>()?;
        Ok(System { question, stores })
    }

    /// The lcm of all periods, those of hopeless protections included.
    pub(super) fn hyper_period(&self) -> Result<i64, RecoveryError> {
        let periods: Vec<i64> = self.question.protections.iter().flat_map(Protection::periods).collect();
        joint_period(&periods)
    }

    /// What messages call a protection.
    pub(super) fn name(&self, protection: usize) -> String {
        self.question.protections.get(protection).map(|of| of.name().to_owned()).unwrap_or_default()
    }
}
