//! Protections as the recovery engine reads them, for the question which copy is restored and what it needs.

use crate::assess::law::repeats;
use crate::assess::model;
use crate::assess::overtaken::leave_out_overtaken;
use crate::assess::worked::struck;
use crate::catalogue::Scenario;
use crate::recovery::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Damage, Keep, Log, Loss, Pitr, Protection as Engine,
    Replica, ReplicaMode, Run, Runs, Worst, worst_loss,
};
use crate::schedule::{Schedule, Slot};
use crate::system::{Keep as Kept, Protection, ProtectionKind, Told};
use crate::units::Duration;

/// What a scenario does to the source, and how late it is seen, in seconds. Until damage is noticed copies go on being
/// thrown away.
pub(super) fn harm(scenario: &Scenario) -> (Damage, i64) {
    let (damage, detection) = struck(scenario);
    (damage, detection.seconds())
}

/// How long its runs take, and how long their copies travel, in seconds.
pub(super) fn times(protection: &Protection) -> (i64, i64) {
    let of = |time: Option<Duration>| time.unwrap_or(Duration::ZERO).seconds();
    (of(protection.takes), of(protection.travels))
}

/// The same of its fulls.
pub(super) fn full_times(protection: &Protection) -> (i64, i64) {
    let (takes, travels) = times(protection);
    (protection.full_takes.map_or(takes, Duration::seconds), travels)
}

/// When the bases of logs start and how many seconds they take, whichever way they were described.
pub(super) fn bases(protection: &Protection) -> (&Told<Schedule>, i64) {
    let (schedule, takes) = model::bases(protection);
    (schedule, takes.seconds())
}

const DAY: i64 = 86_400;

/// As the engine reads it, every run taken for good: a copy that proves bad costs another try, which is not counted.
/// `None` when it is not known when it runs, or how far behind.
pub(super) fn protection(protection: &Protection) -> Option<Engine> {
    let name = protection.words().to_owned();
    let (takes, travels) = times(protection);
    let keep = match &protection.keep {
        Told::Known(Kept::Age(age)) => Keep::Age(age.seconds()),
        Told::Known(Kept::Count(count)) => Keep::Count(*count),
        Told::Known(Kept::Forever) | Told::Unsure | Told::Open => Keep::Forever,
    };
    let lag = protection.lag.map(Duration::seconds);
    let mode = match protection.kind {
        ProtectionKind::StandbySync => ReplicaMode::Synchronous,
        ProtectionKind::ReplicaAsync => ReplicaMode::Asynchronous { lag: lag? },
        ProtectionKind::ReplicaDelayed => ReplicaMode::Delayed {
            lag: lag.unwrap_or(0),
            delay: protection.delay?.seconds(),
            stops_anywhere: false,
        },
        ProtectionKind::Logs => {
            let (bases, takes) = bases(protection);
            // A segment and its way together; segments of a part of a day, so that the pattern repeats daily.
            let lag = lag?;
            let period = (1..=lag.clamp(1, DAY)).rev().find(|part| DAY % part == 0).unwrap_or(1);
            return Some(Engine::Pitr(Pitr {
                name,
                bases: runs(bases, takes)?,
                consistent: Consistent::AtEnd,
                logs: vec![Log { period, offset: 0, ship: (lag - period).max(0) }],
                propagation: travels,
                keep,
                success: 1.0,
                unnoticed: 0,
            }));
        }
        kind if kind.is_chain() && protection.fulls.known().is_some() => {
            return Some(Engine::Chain(Chain {
                name,
                kind: match kind {
                    ProtectionKind::FileDifferential => ChainKind::Differential,
                    _ => ChainKind::Incremental,
                },
                fulls: runs(&protection.fulls, full_times(protection).0)?,
                increments: runs(&protection.schedule, takes).unwrap_or_default(),
                propagation: travels,
                keep,
                success: 1.0,
                success_increment: 1.0,
                bad_runs: BadRuns::Silent,
                unnoticed: 0,
            }));
        }
        _ => {
            return Some(Engine::Copies(Copies {
                name,
                runs: runs(&protection.schedule, takes)?,
                propagation: travels,
                keep,
                success: 1.0,
                unnoticed: 0,
            }));
        }
    };
    Some(Engine::Replica(Replica { name, mode, success: 1.0 }))
}

fn runs(schedule: &Told<Schedule>, duration: i64) -> Option<Runs> {
    let slots = schedule.known()?.slots();
    let run = |slot: Slot| Run { period: slot.period, offset: slot.offset, duration };
    (!slots.is_empty()).then(|| slots.into_iter().map(run).collect())
}

/// The same with what stays longer of it and counts when damage is noticed so many seconds late.
pub(super) fn readings(of: &Protection, detection: i64) -> Vec<Engine> {
    let longer = of.thinned(Duration::clamped(detection));
    std::iter::once(of).chain(&longer).filter_map(protection).collect()
}

/// The protection that reaches furthest forward at the worst moment; of a copy and a replica that are level, the replica.
/// `None` when nothing is known of when any of them runs.
pub(super) fn newest<'a>(
    survivors: &[&'a Protection],
    (damage, detection): (Damage, i64),
) -> Option<&'a Protection> {
    let mut known: Vec<(&'a Protection, Engine)> = survivors
        .iter()
        .flat_map(|p| readings(p, detection).into_iter().map(|engine| (*p, engine)))
        .collect();
    let first = known.first().map(|(p, _)| *p);
    if let [(only, _)] = known.as_slice() {
        return Some(only);
    }
    // Where the runs hardly ever line up, the first is as good as any.
    if !repeats(&known.iter().map(|(_, engine)| engine).collect::<Vec<_>>()) {
        return first;
    }
    leave_out_overtaken(&mut known, damage, detection, false);
    let question = Loss { protections: known.iter().map(|(_, p)| p.clone()).collect(), damage, detection };
    match worst_loss(&question) {
        Ok(Worst::At(worst)) => {
            let level = |engine: &Engine| match engine {
                Engine::Replica(replica) => replica.loss(damage, detection) == Some(worst.loss),
                _ => false,
            };
            let replica = known.iter().find(|(_, engine)| level(engine));
            replica.or(known.get(worst.protection)).map(|(p, _)| *p)
        }
        _ => first,
    }
}

/// The two starts of a schedule that are furthest apart, as instants; the first of several.
pub(super) fn longest_gap(schedule: &Told<Schedule>) -> Option<(i64, i64)> {
    let slots = schedule.known()?.slots();
    let period = slots.iter().map(|slot| slot.period).max()?;
    let mut starts: Vec<i64> = slots.iter().map(|slot| slot.offset.rem_euclid(period)).collect();
    starts.sort_unstable();
    let next = starts.iter().skip(1).copied().chain(starts.first().map(|first| first + period));
    starts.iter().copied().zip(next).reduce(|a, b| if b.1 - b.0 > a.1 - a.0 { b } else { a })
}
