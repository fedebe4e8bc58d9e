//! How far back copies reach, exactly over all moments of a stretch of time.

use super::forward::Held;
use crate::units::Gather;

/// What is left when damage is noticed late. Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clean {
    /// Moments at which there is a copy from before the damage.
    pub covered: i64,
    /// All moments.
    pub of: i64,
    /// At the worst of the covered moments the newest such copy is this much older than the damage, at most.
    pub worst: Option<i64>,
    /// The longest stretch of moments without one.
    pub longest_without: i64,
}

/// How old the oldest copy is, over a stretch of time. Seconds; 0 while there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Just after one has gone.
    pub least: i64,
    /// Just before one goes.
    pub most: i64,
}

/// For every moment in `[from, to)` at which damage is noticed, `delay` seconds after it was done: whether a copy is there
/// that was taken at or before the damage. Exact: borders are those of the copies' lives.
pub fn clean(held: &[Held], delay: i64, from: i64, to: i64) -> Clean {
    // A copy helps from when damage may lie after it, and it is whole, until it is gone.
    let mut stretches: Vec<(i64, i64, i64)> = held
        .iter()
        .map(|copy| ((copy.at + delay).max(copy.usable).max(from), copy.end().min(to), copy.at))
        .filter(|(begins, ends, _)| begins < ends)
        .collect();
    stretches.sort_unstable();
    let (mut covered, mut longest, mut reached) = (0, 0, from);
    for (begins, ends, _) in &stretches {
        longest = longest.max(begins - reached);
        covered += (ends - (*begins).max(reached)).max(0);
        reached = reached.max(*ends);
    }
    longest = longest.max(to - reached);
    Clean {
        covered,
        of: (to - from).max(0),
        worst: worst(&stretches, delay),
        longest_without: longest.max(0),
    }
}

/// The largest age at the damage of the newest copy that helps: reached where that copy stops helping, or a newer one
/// begins to. `stretches` are sorted by their begin.
fn worst(stretches: &[(i64, i64, i64)], delay: i64) -> Option<i64> {
    let mut borders: Vec<i64> = stretches.iter().flat_map(|(begins, ends, _)| [*begins, *ends]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut open: std::collections::BTreeSet<(i64, i64)> = std::collections::BTreeSet::new();
    let mut coming = stretches.iter().peekable();
    let mut worst = None;
    for pair in borders.windows(2) {
        let [at, next] = pair else { continue };
        while let Some((_, ends, taken)) = coming.next_if(|(begins, ..)| begins <= at) {
            open.insert((*taken, *ends));
        }
        open.retain(|(_, ends)| ends > at);
        if let Some((taken, _)) = open.last() {
            worst = worst.max(Some(next - delay - taken));
        }
    }
    worst
}

/// The age of the oldest copy over `[from, to)`. `None` for an empty stretch.
pub fn reach(held: &[Held], from: i64, to: i64) -> Option<Reach> {
    if from >= to {
        return None;
    }
    // Most of what there ever was is gone before.
    let held: Vec<Held> = held.iter().filter(|copy| copy.usable < to && copy.end() > from).copied().collect();
    let oldest = |at: i64| {
        let there = held.iter().filter(|copy| copy.usable <= at && copy.end() > at);
        there.map(|copy| at - copy.at).max().unwrap_or(0)
    };
    let ends = held.iter().filter_map(|copy| copy.gone).filter(|end| (from..to).contains(end));
    let ends: std::collections::BTreeSet<i64> = ends.chain([from]).gather();
    let least = ends.iter().map(|end| oldest(*end)).min()?;
    // What is there just before an end is what was there a moment ago.
    let most = ends.iter().filter(|end| **end > from).map(|end| oldest(end - 1) + 1);
    let most = most.chain([oldest(from), oldest(to - 1) + 1]).max()?;
    Some(Reach { least, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Copies every 10, whole after 2, each gone after `kept`.
    fn every_ten(kept: i64) -> Vec<Held> {
        (-100..100).map(|n| Held { at: n * 10, usable: n * 10 + 2, gone: Some(n * 10 + kept) }).collect()
    }

    #[test]
    fn late_damage_is_covered_as_far_as_copies_reach() {
        // Kept for 25: noticed 15 late, the newest copy before the damage is 0 to 10 older, and gone when older than 25.
        let found = clean(&every_ten(25), 15, 0, 100);
        assert_eq!((found.covered, found.of, found.worst, found.longest_without), (100, 100, Some(10), 0));
        // Noticed 20 late: half of the time the only one old enough is gone.
        let found = clean(&every_ten(25), 20, 0, 100);
        assert_eq!((found.covered, found.worst, found.longest_without), (50, Some(5), 5));
        assert_eq!(clean(&every_ten(25), 25, 0, 100).covered, 0);
        // Seen at once, a copy under way does not help yet.
        assert_eq!(clean(&every_ten(25), 0, 0, 100).worst, Some(12));
        assert_eq!(clean(&[], 5, 0, 100), Clean { covered: 0, of: 100, worst: None, longest_without: 100 });
    }

    #[test]
    fn every_moment_by_itself_gives_the_same() {
        let held: Vec<Held> = (0_i64..60)
            .map(|n| {
                let at = n * 7 + n * n % 5;
                Held { at, usable: at + n % 4, gone: (n % 6 != 0).then_some(at + 3 + n * 31 % 90) }
            })
            .collect();
        for delay in [0, 1, 5, 20, 55, 80, 200] {
            let (from, to) = (100, 330);
            let newest = |noticed: i64| {
                let helps = |c: &&Held| {
                    c.at <= noticed - delay && c.usable <= noticed && c.gone.is_none_or(|gone| noticed < gone)
                };
                held.iter().filter(helps).map(|c| c.at).max()
            };
            let moments: Vec<Option<i64>> = (from..to).map(newest).collect();
            let found = clean(&held, delay, from, to);
            assert_eq!(found.covered, i64::try_from(moments.iter().flatten().count()).unwrap(), "{delay}");
            // Whole seconds miss the very end of each stretch by less than one.
            let worst = (from..to).zip(&moments).filter_map(|(at, c)| Some(at - delay - (*c)?)).max();
            assert_eq!(found.worst, worst.map(|worst| worst + 1), "{delay}");
            let without = moments.split(Option::is_some).map(<[_]>::len).max().unwrap();
            assert_eq!(found.longest_without, i64::try_from(without).unwrap(), "{delay}");
        }
        let there =
            |at: i64| held.iter().filter(move |c| c.usable <= at && c.gone.is_none_or(|gone| at < gone));
        let ages: Vec<i64> = (100..330).map(|at| there(at).map(|c| at - c.at).max().unwrap_or(0)).collect();
        let found = reach(&held, 100, 330).unwrap();
        assert_eq!(found.least, *ages.iter().min().unwrap());
        assert_eq!(found.most, ages.iter().max().unwrap() + 1);
    }
}
