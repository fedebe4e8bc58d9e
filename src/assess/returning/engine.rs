//! Protections as the recovery engine reads them, for the question which copy is restored and what it needs.

use crate::assess::law::repeats;
use crate::assess::model::{self, Model};
use crate::assess::overtaken::leave_out_overtaken;
use crate::assess::worked::struck;
use crate::catalogue::Scenario;
use crate::recovery::{BadRuns, Damage, Loss, Protection as Engine, Worst, worst_loss};
use crate::schedule::Schedule;
use crate::system::{Protection, Told, ToldBy};
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

/// As the engine reads it after this kind of damage, every run taken for good: a copy that proves bad costs another try,
/// which is not counted. `None` when what it takes is not known.
pub(super) fn protection(protection: &Protection, damage: Damage) -> Option<Engine> {
    match model::model(protection, ToldBy::Description, damage) {
        Ok(Model::Known(engine)) => Some(every_run_good(engine)),
        Ok(Model::Behind(_)) | Err(_) => None,
    }
}

fn every_run_good(mut engine: Engine) -> Engine {
    match &mut engine {
        Engine::Copies(copies) => (copies.success, copies.unnoticed) = (1.0, 0),
        Engine::Chain(chain) => {
            (chain.success, chain.success_increment) = (1.0, 1.0);
            (chain.bad_runs, chain.unnoticed) = (BadRuns::Silent, 0);
        }
        Engine::Pitr(pitr) => (pitr.success, pitr.unnoticed) = (1.0, 0),
        Engine::Replica(replica) => replica.success = 1.0,
    }
    engine
}

/// The same with what stays longer of it and counts when damage is noticed so many seconds late.
pub(super) fn readings(of: &Protection, (damage, detection): (Damage, i64)) -> Vec<Engine> {
    let longer = of.thinned(Duration::clamped(detection));
    std::iter::once(of).chain(&longer).filter_map(|of| protection(of, damage)).collect()
}

/// The protection that reaches furthest forward at the worst moment; of a copy and a replica that are level, the replica.
/// `None` when nothing is known of when any of them runs.
pub(super) fn newest<'a>(
    survivors: &[&'a Protection],
    (damage, detection): (Damage, i64),
) -> Option<&'a Protection> {
    let mut known: Vec<(&'a Protection, Engine)> = survivors
        .iter()
        .flat_map(|p| readings(p, (damage, detection)).into_iter().map(|engine| (*p, engine)))
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

/// The two starts of one of its schedules that are furthest apart, as instants; the first of several.
pub(super) fn longest_gap(protection: &Protection, schedule: &Told<Schedule>) -> Option<(i64, i64)> {
    let slots = protection.slots(schedule.known()?);
    let period = slots.iter().map(|slot| slot.period).max()?;
    let mut starts: Vec<i64> = slots.iter().map(|slot| slot.offset.rem_euclid(period)).collect();
    starts.sort_unstable();
    let next = starts.iter().skip(1).copied().chain(starts.first().map(|first| first + period));
    starts.iter().copied().zip(next).reduce(|a, b| if b.1 - b.0 > a.1 - a.0 { b } else { a })
}
