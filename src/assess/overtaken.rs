//! Protections that another one always overtakes: leaving them out changes no figure, and saves going through their runs.

use super::window::Known;
use crate::recovery::{Damage, Keep, Pitr, Protection, Runs};

/// Leaves out what is never newer than something that is there for certain. A log end is at most the logs' lag behind, a
/// replica exactly its own; a copy is at least as far behind as its run takes to become usable. With logical damage logs
/// bring back everything up to it, and nothing is newer than that.
///
/// What is level with it at best may still be named in its place: it is left out where `level` says so.
pub(super) fn leave_out_overtaken(known: &mut Vec<Known<'_>>, damage: Damage, detection: i64, level: bool) {
    let sure = known.iter().enumerate().filter_map(|(at, (_, p))| Some((behind(p, damage, detection)?, at)));
    let Some((lag, best)) = sure.min() else { return };
    let mut at = 0;
    known.retain(|(_, p)| {
        at += 1;
        at - 1 == best || soonest(p, damage).is_none_or(|soonest| soonest < lag || (soonest == lag && !level))
    });
}

/// How far behind it is at most, if it is there for certain.
fn behind(protection: &Protection, damage: Damage, detection: i64) -> Option<i64> {
    match protection {
        Protection::Replica(replica) if replica.success >= 1.0 => replica.loss(damage, detection),
        Protection::Pitr(pitr) if is_sure(pitr, damage, detection) => match damage {
            Damage::Physical => pitr.logs.iter().map(|log| log.period + log.ship).min(),
            Damage::Logical => Some(0),
        },
        _ => None,
    }
}

/// Whether some good base is there at every moment; where that takes a closer look, it is not taken for granted.
fn is_sure(pitr: &Pitr, damage: Damage, detection: i64) -> bool {
    let runs = &pitr.bases.repeating;
    let Some(gap) = runs.iter().map(|run| run.period).min() else { return false };
    let takes = runs.iter().map(|run| run.duration).max().unwrap_or(0) + pitr.propagation;
    let kept = match pitr.keep {
        Keep::Forever => true,
        Keep::Age(age) => age > detection + 2 * gap + takes,
        Keep::Count(count) => damage == Damage::Physical && detection == 0 && count > 0,
    };
    pitr.success >= 1.0 && pitr.unnoticed == 0 && kept
}

/// How far behind it is at least; `None` where that is not said by its runs.
fn soonest(protection: &Protection, damage: Damage) -> Option<i64> {
    let least = |runs: &Runs| runs.repeating.iter().map(|run| run.duration).min();
    match (protection, damage) {
        (Protection::Copies(copies), Damage::Physical) => Some(least(&copies.runs)? + copies.propagation),
        (Protection::Chain(chain), Damage::Physical) => {
            Some(least(&chain.fulls)?.min(least(&chain.increments)?) + chain.propagation)
        }
        (Protection::Copies(_) | Protection::Chain(_) | Protection::Pitr(_), Damage::Logical) => Some(0),
        _ => None,
    }
}
