//! When a store that keeps the newest `k` copies lets go of each of them.

use std::collections::BinaryHeap;

use super::limits::{MAX_RUNS, MAX_SECONDS};

/// For each copy of one period, (capture, usable) in order from oldest to newest, the instant from which it is gone when
/// the newest `keep` usable copies are kept: the `keep`-th smallest usable time among all newer copies. The pattern
/// repeats every `period`. `None` when too many copies are under way at once, or the instant is out of range.
pub(super) fn gone(copies: &[(i64, i64)], period: i64, keep: u32) -> Option<Vec<i64>> {
    let per_period = i64::try_from(copies.len()).ok().filter(|n| *n > 0)?;
    let lag = copies.iter().map(|(capture, usable)| usable - capture).max()?;
    // From `settled` periods on, one more period of time makes exactly one more period of copies usable. So `keep` may be
    // shortened by whole periods as long as that many remain, and the answer shifted by as many.
    let settled = 3 + lag.div_euclid(period) + 1;
    let keep = i64::from(keep);
    let skipped = (keep / per_period - settled).max(0);
    let keep = keep - skipped * per_period;
    let ahead = keep / per_period + settled + 1;
    let work = ahead.checked_mul(per_period).filter(|work| *work <= MAX_RUNS)?;
    let shift = skipped.checked_mul(period).filter(|shift| *shift <= MAX_SECONDS)?;

    let keep = usize::try_from(keep).ok()?;
    let mut gone = Vec::with_capacity(copies.len());
    // From the newest that can matter back to the oldest of this period: `soonest` holds the `keep` smallest usable
    // times among the copies already passed, all of them newer.
    let mut soonest = BinaryHeap::with_capacity(usize::try_from(work).ok()?.min(keep) + 1);
    for cycle in (0..ahead).rev() {
        for (_, usable) in copies.iter().rev() {
            if cycle == 0 {
                gone.push(soonest.peek().copied().filter(|_| soonest.len() == keep)? + shift);
            }
            soonest.push(usable + cycle * period);
            if soonest.len() > keep {
                soonest.pop();
            }
        }
    }
    gone.reverse();
    Some(gone)
}

/// The same for copies that are made just once; `None` for one that never has `keep` newer copies.
pub(super) fn gone_once(copies: &[(i64, i64)], keep: u32) -> Vec<Option<i64>> {
    let keep = usize::try_from(keep).unwrap_or(usize::MAX);
    let mut soonest = BinaryHeap::new();
    let mut gone: Vec<Option<i64>> = Vec::with_capacity(copies.len());
    for (_, usable) in copies.iter().rev() {
        gone.push(soonest.peek().copied().filter(|_| soonest.len() == keep));
        soonest.push(*usable);
        if soonest.len() > keep {
            soonest.pop();
        }
    }
    gone.reverse();
    gone
}

#[cfg(test)]
mod tests {
    use super::{gone, gone_once};

    #[test]
    fn copies_made_once_go_when_enough_newer_ones_are_there() {
        let copies = [(0, 40), (3, 4), (7, 90), (8, 9)];
        assert_eq!(gone_once(&copies, 1), [Some(4), Some(9), Some(9), None]);
        assert_eq!(gone_once(&copies, 2), [Some(9), Some(90), None, None]);
    }

    /// Every newer copy far into the future, sorted.
    fn plainly(copies: &[(i64, i64)], period: i64, keep: usize) -> Vec<i64> {
        let of = |i: usize| {
            let mut newer: Vec<i64> = (0..200)
                .flat_map(|cycle| copies.iter().enumerate().map(move |(j, copy)| (cycle, j, copy.1)))
                .filter(|(cycle, j, _)| *cycle > 0 || *j > i)
                .map(|(cycle, _, usable)| usable + cycle * period)
                .collect();
            newer.sort_unstable();
            newer[keep - 1]
        };
        (0..copies.len()).map(of).collect()
    }

    #[test]
    fn a_shortened_count_gives_the_same_as_the_whole() {
        let patterns: [&[(i64, i64)]; 4] =
            [&[(2, 5)], &[(0, 40), (3, 4), (7, 90)], &[(1, 2), (1, 3), (9, 9)], &[(0, 120), (5, 5)]];
        for copies in patterns {
            for keep in 1..60 {
                assert_eq!(
                    gone(copies, 10, keep).unwrap(),
                    plainly(copies, 10, keep as usize),
                    "{copies:?} {keep}"
                );
            }
        }
    }

    #[test]
    fn a_huge_count_costs_nothing_and_a_huge_lag_is_refused() {
        assert_eq!(gone(&[(7200, 15000)], 86400, 1_000_000), Some(vec![15000 + 86400 * 1_000_000]));
        assert_eq!(gone(&[(0, 1 << 50)], 1, 3), None);
    }
}
