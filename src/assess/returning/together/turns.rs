//! The moment at which going back to one moment loses most.

use super::super::engine::{self, harm};
use super::{Fit, States};
use crate::catalogue::Scenario;
use crate::schedule::Schedule;
use crate::system::{Keep, Protection, Told};
use crate::units::{Duration, Moment};

/// The longest time after which all schedules of a group repeat that is gone through: four weeks.
const LONGEST: i64 = 28 * 86_400;
/// The most moments looked at.
const MOST: usize = 60;

/// Between two changes of what can be gone back to the loss only grows, so that it is largest just before one of them:
/// all of them are tried over the time after which the schedules repeat. `None` when that is too long or they are too many.
pub(super) fn worst(
    all: &[States<'_>],
    scenario: &Scenario,
    fit: impl Fn(i64) -> Option<Fit>,
) -> Option<Fit> {
    let protections: Vec<&Protection> = all.iter().flat_map(|of| of.survivors.iter().copied()).collect();
    let slots =
        |p: &Protection, schedule: &Told<Schedule>| schedule.known().map(|s| p.slots(s)).unwrap_or_default();
    let of = |p: &&Protection| {
        let runs = slots(p, &p.schedule).into_iter().map(|slot| (slot, engine::times(p)));
        let fulls = slots(p, &p.fulls).into_iter().map(|slot| (slot, engine::full_times(p)));
        runs.chain(fulls).map(|(slot, times)| (slot, times, p.keep.clone())).collect::<Vec<_>>()
    };
    let runs: Vec<_> = protections.iter().flat_map(of).collect();
    let repeats = runs.iter().try_fold(1, |all, (slot, ..)| {
        Some(all / gcd(all, slot.period) * slot.period).filter(|all| *all <= LONGEST)
    })?;
    let (_, detection) = harm(scenario);
    let mut turns: Vec<i64> = Vec::new();
    for (slot, (takes, travels), keep) in &runs {
        let usable = takes + travels;
        let opens = if scenario.id.is_logical() { (usable - detection).max(0).max(*takes) } else { usable };
        let gone = match keep {
            Told::Known(Keep::Age(age)) => Some(age.seconds() - detection),
            _ => None,
        };
        // A state taken while the source lives on counts from its capture, a base from its end.
        for after in [Some(opens), scenario.id.is_logical().then_some(0), gone].into_iter().flatten() {
            let starts = (0..repeats / slot.period).map(|n| slot.offset + n * slot.period);
            turns.extend(starts.map(|start| (start + after).rem_euclid(repeats)));
            turns.sort_unstable();
            turns.dedup();
            if turns.len() > MOST {
                return None;
            }
        }
    }
    let loss =
        |fit: &Fit| fit.common.as_ref().map_or(Duration::hours(i64::MAX / 3_600), |common| common.lost);
    // In a later repetition: the first may lie before the oldest copy.
    let fits = turns.iter().filter_map(|turn| fit(turn + repeats - 1));
    let mut worst = fits.reduce(|a, b| if loss(&b) > loss(&a) { b } else { a })?;
    // Just before is as close as one likes: where what is gone back to stays, the failure moves up to the turn.
    let before = fit(worst.at.seconds() - 1).and_then(|before| before.common);
    if let (Some(common), Some(before)) = (&mut worst.common, before)
        && common.point == before.point
    {
        common.lost = common.lost.plus(Duration::clamped(1));
        worst.at = Moment::from_seconds(worst.at.seconds() + 1);
    }
    Some(worst)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
