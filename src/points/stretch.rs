use super::Group;
use crate::import::{Gap, Measured, Plan, Point, measured_in_time};
use crate::schedule::ScheduleError;

/// What a tool has thinned out says nothing of its runs: the points of a keep policy lie a week, a month or a year apart.
/// This is the newest stretch in which points still follow each other as runs do.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Its first capture; `None` without a point.
    pub from: Option<i64>,
    /// Whether points older than that are left.
    pub thinned: bool,
    /// What its points show, until now.
    pub measured: Measured,
    /// The longest gap of all points, where that lies before the stretch.
    pub before: Option<Gap>,
}

/// How much later than due a run may be and still count as following the one before, in seconds.
const SLACK: i64 = 3_600;

impl Group {
    /// What the points show of the runs, until `now`. `due` is the longest time between two runs, in seconds, where that is
    /// known.
    ///
    /// # Errors
    /// As [`Group::measured`].
    pub fn stretch(
        &self,
        now: i64,
        due: Option<i64>,
        plan: Option<Plan<'_>>,
    ) -> Result<Stretch, ScheduleError> {
        let captures: Vec<i64> = self.points.iter().map(|point| point.captured_at).collect();
        let from = since(&captures, due);
        let oldest = captures.last().copied();
        if from == oldest {
            let measured = self.measured(now, plan)?;
            return Ok(Stretch { from, thinned: false, measured, before: None });
        }
        let inside = |point: &&Point| from.is_none_or(|from| point.captured_at >= from);
        let found = measured_in_time(self.points.iter().filter(inside), Some(now), plan)?;
        let longest = self
            .figures
            .longest_gap
            .filter(|gap| found.longest_gap.is_none_or(|inside| gap.seconds() > inside.seconds()));
        let all = &self.figures;
        let found = Measured {
            points: all.points.saturating_sub(found.ahead),
            growth_per_day: all.growth_per_day,
            growth_of: all.growth_of,
            slower_per_day: all.slower_per_day,
            ..found
        };
        Ok(Stretch { from, thinned: true, measured: found, before: longest })
    }
}

impl Stretch {
    /// Of no point.
    pub fn nothing() -> Stretch {
        let none = Measured {
            points: 0,
            ahead: 0,
            longest_gap: None,
            worst_loss: None,
            stale: None,
            runs: None,
            growth_per_day: None,
            growth_of: None,
            slower_per_day: None,
        };
        Stretch { from: None, thinned: false, measured: none, before: None }
    }
}

/// The first capture of the stretch; `captures` descend. It goes back as far as at least every other gap is no longer than
/// one between two runs; where nobody said how long that is, than the lower quartile of all gaps.
fn since(captures: &[i64], due: Option<i64>) -> Option<i64> {
    let gaps: Vec<i64> = captures.iter().zip(captures.iter().skip(1)).map(|(new, old)| new - old).collect();
    let due = due.or_else(|| quartile(gaps.clone())).unwrap_or_default();
    let most = due.saturating_add(due / 2).saturating_add(SLACK);
    let mut close = 0;
    let mut from = None;
    for (n, gap) in gaps.iter().enumerate() {
        if *gap <= most {
            close += 1;
            if close * 2 > n {
                from = captures.get(n + 1);
            }
        }
    }
    from.or(captures.last()).copied()
}

fn quartile(mut gaps: Vec<i64>) -> Option<i64> {
    gaps.sort_unstable();
    gaps.get(gaps.len() / 4).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    /// Captures so many days ago.
    fn ago(days: &[i64]) -> Vec<i64> {
        days.iter().map(|day| -day * DAY).collect()
    }

    #[test]
    fn what_was_thinned_is_left_out() {
        let kept = ago(&[0, 1, 2, 3, 4, 5, 6, 13, 20, 27, 58, 88, 119, 150, 180, 211]);
        assert_eq!(since(&kept, Some(DAY)), Some(-6 * DAY));
        assert_eq!(since(&kept, None), Some(-6 * DAY));
    }

    #[test]
    fn a_hole_among_daily_points_is_no_thinning() {
        let kept = ago(&[0, 1, 2, 6, 7, 8, 9, 10]);
        assert_eq!(since(&kept, Some(DAY)), Some(-10 * DAY));
    }

    #[test]
    fn what_never_ran_as_promised_counts_whole() {
        let weekly = ago(&[0, 7, 14, 21]);
        assert_eq!(since(&weekly, Some(DAY)), Some(-21 * DAY));
        assert_eq!(since(&[], None), None);
        assert_eq!(since(&[5], Some(DAY)), Some(5));
    }
}
