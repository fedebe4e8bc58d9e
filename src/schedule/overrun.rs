//! Runs that are still going when the next one is due.

use super::error::ScheduleError;

/// What the scheduler does when a run is due while another is still going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenLate {
    /// The due run is dropped; a run that ends exactly when one is due is not in its way.
    Skip,
    /// It starts as soon as the other has ended.
    Queue,
    /// It starts anyway, beside the other.
    Overlap,
}

/// One run that took place. Instants in seconds from the first due time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverrunRun {
    /// Which due time it answers: due at `slot * period`.
    pub slot: i64,
    /// When it started, which is what it captures.
    pub start: i64,
    /// When its copy was complete.
    pub end: i64,
}

/// The worst loss between the first and the last completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverrunWorst {
    /// Seconds.
    pub loss: i64,
    /// The failure instant, just before which this much is lost.
    pub failure_at: i64,
    /// The capture that is fallen back to.
    pub capture: i64,
}

/// What became of the runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrun {
    /// The runs, in the order of their due times.
    pub runs: Vec<OverrunRun>,
    /// Due times that were dropped, by number, up to the last run.
    pub skipped: Vec<i64>,
    /// The largest distance between two captures in a row; `None` with fewer than two runs.
    pub longest_gap: Option<i64>,
    /// The worst loss; `None` without a run.
    pub worst: Option<OverrunWorst>,
}

/// The most dropped runs that are listed.
const MOST: usize = 200_000;

/// The longest length of time, as in the recovery engine: 2^50 s.
const LONGEST: i64 = 1 << 50;

/// Runs due at 0, `period`, 2 `period`…, of which the n-th that takes place lasts `durations[n]` seconds ("recovery mathematics",
/// section 2(a)). The loss at `t` is `t` minus the latest capture among the runs completed by then; the worst is its
/// supremum from the first to the last completion.
///
/// # Errors
/// `Period` below 1 s, `Duration` below 0 s or beyond 2^50 s, `TooMany` when more than 200,000 runs are dropped.
pub fn overrun(period: i64, durations: &[i64], late: WhenLate) -> Result<Overrun, ScheduleError> {
    if !(1..=LONGEST).contains(&period) {
        return Err(ScheduleError::Period { period });
    }
    let mut runs: Vec<OverrunRun> = Vec::with_capacity(durations.len());
    let mut skipped = Vec::new();
    for &duration in durations {
        if !(0..=LONGEST).contains(&duration) {
            return Err(ScheduleError::Duration { seconds: duration });
        }
        let next = runs.last().map_or(0, |run| run.slot + 1);
        let free = runs.last().map_or(0, |run| run.end);
        let (slot, start) = match late {
            WhenLate::Overlap => (next, next.saturating_mul(period)),
            WhenLate::Queue => (next, next.saturating_mul(period).max(free)),
            WhenLate::Skip => {
                let slot = next.max(-(-free).div_euclid(period));
                if usize::try_from(slot - next).map_or(true, |more| more > MOST - skipped.len().min(MOST)) {
                    return Err(ScheduleError::TooMany { most: MOST });
                }
                skipped.extend(next..slot);
                (slot, slot.saturating_mul(period))
            }
        };
        if start > i64::MAX / 2 {
            return Err(ScheduleError::Duration { seconds: duration });
        }
        runs.push(OverrunRun { slot, start, end: start + duration });
    }
    let longest_gap = runs.iter().zip(runs.iter().skip(1)).map(|(one, next)| next.start - one.start).max();
    Ok(Overrun { worst: worst(&runs), runs, skipped, longest_gap })
}

fn worst(runs: &[OverrunRun]) -> Option<OverrunWorst> {
    let mut completions: Vec<(i64, i64)> = runs.iter().map(|run| (run.end, run.start)).collect();
    completions.sort_unstable();
    let mut newest: Option<i64> = None;
    let mut worst: Option<OverrunWorst> = None;
    let mut note = |failure_at: i64, capture: i64| {
        let loss = failure_at - capture;
        if worst.is_none_or(|worst| loss > worst.loss) {
            worst = Some(OverrunWorst { loss, failure_at, capture });
        }
    };
    for group in completions.chunk_by(|a, b| a.0 == b.0) {
        let (end, start) = *group.last()?;
        // Up to this completion the loss grew; the first one is where looking begins.
        note(end, newest.unwrap_or(start));
        newest = newest.max(Some(start));
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;
    const DURATIONS: [i64; 5] = [1_800, 4_200, 3_600, 9_000, 1_200];

    fn starts(late: WhenLate) -> (Vec<i64>, Vec<i64>, Option<i64>, Option<i64>) {
        let told = overrun(HOUR, &DURATIONS, late).unwrap();
        let starts = told.runs.iter().map(|run| run.start).collect();
        (starts, told.skipped, told.longest_gap, told.worst.map(|worst| worst.loss))
    }

    #[test]
    fn the_worked_example() {
        assert_eq!(
            starts(WhenLate::Skip),
            (vec![0, 3_600, 10_800, 14_400, 25_200], vec![2, 5, 6], Some(10_800), Some(12_600))
        );
        assert_eq!(
            starts(WhenLate::Queue),
            (vec![0, 3_600, 7_800, 11_400, 20_400], vec![], Some(9_000), Some(12_600))
        );
        assert_eq!(
            starts(WhenLate::Overlap),
            // The fourth run ends last; until the fifth completes at 15,600 the third is the newest.
            (vec![0, 3_600, 7_200, 10_800, 14_400], vec![], Some(3_600), Some(8_400))
        );
    }

    #[test]
    fn few_runs() {
        assert_eq!(overrun(60, &[], WhenLate::Skip).unwrap().worst, None);
        let one = overrun(60, &[100], WhenLate::Skip).unwrap();
        assert_eq!(one.worst, Some(OverrunWorst { loss: 100, failure_at: 100, capture: 0 }));
        assert_eq!(one.longest_gap, None);
    }

    #[test]
    fn refuses_with_words() {
        assert_eq!(overrun(0, &[1], WhenLate::Queue), Err(ScheduleError::Period { period: 0 }));
        assert_eq!(overrun(60, &[-1], WhenLate::Queue), Err(ScheduleError::Duration { seconds: -1 }));
        assert_eq!(overrun(1, &[LONGEST, 1], WhenLate::Skip), Err(ScheduleError::TooMany { most: MOST }));
        let long = vec![LONGEST; 5_000];
        assert!(overrun(60, &long, WhenLate::Queue).is_err());
    }
}
