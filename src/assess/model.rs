//! Protections as the recovery engine reads them: the one place that knows how.
//!
//! | described as | read as |
//! |---|---|
//! | image, snapshot, full, dump, copy of keys | [`Copies`]: each run a copy by itself |
//! | differential, incremental | [`Chain`] of `fulls` and `schedule` |
//! | logs | [`Pitr`]: bases by `schedule`, or by `fulls` where only these are given, consistent at their end |
//! | standby, replica, delayed replica | [`Replica`] |
//!
//! Of logs only their lag is known, "at most this far behind". A segment and its way together make the most that is
//! lost, so they are taken as one stream whose segments are as long as the longest part of a day that fits into the lag,
//! shipped after the rest of it: the most that is lost is exactly the lag, and the pattern repeats with the day.
//!
//! A delayed replica is taken as it stands when the damage is seen: that it can be run on to just before the damage is
//! not described.
//!
//! The quick check asks of what follows the live data only how far it runs behind: [`Model::Behind`], no more.

use crate::recovery::{
    self, BadRuns, Chain, ChainKind, Consistent, Copies, Damage, Log, Pitr, Replica, ReplicaMode, Run,
};
use crate::schedule::Schedule;
use crate::system::{self, Keep, Protection, ProtectionKind as P, Told, ToldBy};
use crate::units::Duration;

const DAY: i64 = 86_400;

/// What the engine makes of a protection.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Model {
    /// Its runs are known.
    Known(recovery::Protection),
    /// It runs at most this far behind, and no more is known.
    Behind(Duration),
}

/// Why a protection has no window: what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// When its runs start.
    Schedule,
    /// It is made by hand.
    ByHand,
    /// When the fulls of a chain start.
    Fulls,
    /// They are made by hand.
    FullsByHand,
    /// When the bases of logs start.
    Bases,
    /// They are made by hand.
    BasesByHand,
    /// How far it runs behind.
    Lag,
    /// How long it holds changes back.
    Delay,
    /// It runs on too many single days for every run to be gone through.
    TooMany,
}

/// What the engine makes of a protection after this kind of damage.
///
/// # Errors
/// What is not known of it and would have to be.
pub(super) fn model(protection: &Protection, told_by: ToldBy, damage: Damage) -> Result<Model, Lack> {
    if told_by == ToldBy::Description {
        return described(protection, damage).map(Model::Known);
    }
    match (copies(protection), protection.lag, protection.kind) {
        (Ok(copies), ..) => Ok(Model::Known(copies)),
        (Err(_), Some(lag), _) => Ok(Model::Behind(lag)),
        // A standby in step has nothing to catch up on.
        (Err(_), None, P::StandbySync) => Ok(Model::Behind(Duration::ZERO)),
        (Err(Lack::Schedule), None, kind) if !kind.is_scheduled() => Err(Lack::Lag),
        (Err(lack), None, _) => Err(lack),
    }
}

fn described(protection: &Protection, damage: Damage) -> Result<recovery::Protection, Lack> {
    match protection.kind {
        P::Image | P::VolumeSnapshot | P::FileFull | P::DbDump | P::KeyCopy | P::ConfigManagement => {
            copies(protection)
        }
        P::FileDifferential => chain(protection, ChainKind::Differential),
        P::FileIncremental => chain(protection, ChainKind::Incremental),
        P::Logs => logs(protection),
        P::StandbySync => Ok(replica(protection, ReplicaMode::Synchronous)),
        P::ReplicaAsync => {
            let lag = protection.lag.ok_or(Lack::Lag)?.seconds();
            Ok(replica(protection, ReplicaMode::Asynchronous { lag }))
        }
        P::ReplicaDelayed => {
            // Each kind of damage needs one of the two.
            let (lag, delay) = match damage {
                Damage::Physical => (protection.lag.ok_or(Lack::Lag)?, protection.delay),
                Damage::Logical => {
                    (protection.lag.unwrap_or(Duration::ZERO), Some(protection.delay.ok_or(Lack::Delay)?))
                }
            };
            let delay = delay.unwrap_or(lag).seconds();
            let mode = ReplicaMode::Delayed { lag: lag.seconds(), delay, stops_anywhere: false };
            Ok(replica(protection, mode))
        }
    }
}

fn copies(protection: &Protection) -> Result<recovery::Protection, Lack> {
    let takes = protection.takes.unwrap_or(Duration::ZERO);
    Ok(recovery::Protection::from(Copies {
        name: protection.words().into_owned(),
        runs: runs(protection, &protection.schedule, takes, (Lack::Schedule, Lack::ByHand))?.into(),
        propagation: propagation(protection),
        keep: keep(protection),
        success: success(protection),
        unnoticed: unnoticed(protection),
    }))
}

fn chain(protection: &Protection, kind: ChainKind) -> Result<recovery::Protection, Lack> {
    let takes = protection.takes.unwrap_or(Duration::ZERO);
    let full_takes = protection.full_takes.unwrap_or(takes);
    Ok(recovery::Protection::from(Chain {
        name: protection.words().into_owned(),
        kind,
        fulls: runs(protection, &protection.fulls, full_takes, (Lack::Fulls, Lack::FullsByHand))?.into(),
        increments: runs(protection, &protection.schedule, takes, (Lack::Schedule, Lack::ByHand))?.into(),
        propagation: propagation(protection),
        keep: keep(protection),
        success: full_success(protection),
        success_increment: success(protection),
        bad_runs: match protection.bad_runs {
            system::BadRuns::Noticed => BadRuns::Noticed,
            // Somebody hears of it when all have failed for a while; a single bad run stays unseen.
            system::BadRuns::Silent | system::BadRuns::NoticedAfter(_) => BadRuns::Silent,
        },
        unnoticed: unnoticed(protection),
    }))
}

fn logs(protection: &Protection) -> Result<recovery::Protection, Lack> {
    let lag = protection.lag.ok_or(Lack::Lag)?.seconds();
    let (bases, takes) = bases(protection);
    // Whole seconds: logs that are not behind at all lose less than one.
    let period = (1..=lag.clamp(1, DAY)).rev().find(|length| DAY % length == 0).unwrap_or(1);
    Ok(recovery::Protection::from(Pitr {
        name: protection.words().into_owned(),
        bases: runs(protection, bases, takes, (Lack::Bases, Lack::BasesByHand))?.into(),
        consistent: Consistent::AtEnd,
        logs: vec![Log { period, offset: 0, ship: (lag - period).max(0) }],
        propagation: propagation(protection),
        keep: keep(protection),
        success: success(protection),
        unnoticed: unnoticed(protection),
    }))
}

/// When the bases of logs start and how long they take, whichever way they were described.
pub(super) fn bases(protection: &Protection) -> (&Told<Schedule>, Duration) {
    let takes = protection.takes.unwrap_or(Duration::ZERO);
    match protection.schedule {
        Told::Known(_) => (&protection.schedule, takes),
        _ => (&protection.fulls, protection.full_takes.unwrap_or(takes)),
    }
}

fn replica(protection: &Protection, mode: ReplicaMode) -> recovery::Protection {
    Replica { name: protection.words().into_owned(), mode, success: success(protection) }.into()
}

fn runs(
    protection: &Protection,
    schedule: &Told<Schedule>,
    takes: Duration,
    (open, by_hand): (Lack, Lack),
) -> Result<Vec<Run>, Lack> {
    let schedule = schedule.known().ok_or(open)?;
    let slots = protection.slots(schedule);
    match schedule {
        _ if !slots.is_empty() => {}
        Schedule::ByHand => return Err(by_hand),
        _ => return Err(Lack::TooMany),
    }
    let run = |slot: crate::schedule::Slot| Run {
        period: slot.period,
        offset: slot.offset,
        duration: takes.seconds(),
    };
    Ok(slots.into_iter().map(run).collect())
}

fn propagation(protection: &Protection) -> i64 {
    protection.travels.map_or(0, Duration::seconds)
}

/// As they are kept, and as long as a lock lasts; for ever where that is not known, which the derivation says.
fn keep(protection: &Protection) -> recovery::Keep {
    match protection.keep.known() {
        Some(Keep::Age(age)) => {
            recovery::Keep::Age(protection.locked_for.map_or(*age, |locked| locked.max(*age)).seconds())
        }
        Some(Keep::Count(count)) => recovery::Keep::Count(*count),
        Some(Keep::Forever) | None => recovery::Keep::Forever,
    }
}

/// Chance that a run is good, 0 to 1.
pub(super) fn success(protection: &Protection) -> f64 {
    protection.success.map_or(1.0, crate::units::Percent::share)
}

/// Chance that a full of a chain is good, 0 to 1.
pub(super) fn full_success(protection: &Protection) -> f64 {
    protection.full_success.map_or_else(|| success(protection), crate::units::Percent::share)
}

/// For how many seconds all runs may fail before somebody hears of it.
pub(super) fn unnoticed(protection: &Protection) -> i64 {
    match protection.bad_runs {
        system::BadRuns::NoticedAfter(after) => after.seconds(),
        system::BadRuns::Silent | system::BadRuns::Noticed => 0,
    }
}

impl Lack {
    /// Why nothing can be said, as a sentence about the protection of that name.
    pub(super) fn words(self, name: &str) -> String {
        match self {
            Lack::Schedule => format!("How often the {name} is made is not known."),
            Lack::ByHand => format!("The {name} is made by hand, so no window can be promised for it."),
            Lack::Fulls => format!(
                "How often a full of the {name} is made is not known, and without one nothing in it can be restored."
            ),
            Lack::FullsByHand => {
                format!("The fulls of the {name} are made by hand, so no window can be promised for it.")
            }
            Lack::Bases => format!(
                "How often a base backup for the {name} is made is not known, and logs alone bring nothing back."
            ),
            Lack::BasesByHand => {
                format!(
                    "The base backups for the {name} are made by hand, so no window can be promised for it."
                )
            }
            Lack::Lag => format!("How far behind the {name} runs is not known."),
            Lack::Delay => format!("For how long the {name} holds changes back is not known."),
            Lack::TooMany => {
                format!("The {name} runs on too many single days for every run to be gone through.")
            }
        }
    }
}
