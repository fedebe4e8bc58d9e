//! How fast data is written over the week.

use super::check::within;
use super::error::RecoveryError;

/// A write rate that is constant between steps and repeats, normally every week.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    length: i64,
    /// (start, bytes per second, bytes written from 0 to the start); the first starts at 0.
    steps: Vec<(i64, f64, f64)>,
    total: f64,
}

impl Profile {
    /// Seconds in a week.
    pub const WEEK: i64 = 604_800;

    /// The profile of a week from `(start in seconds from Monday 00:00, bytes per second)` steps; each holds until the
    /// next start, the last one through the turn of the week.
    ///
    /// # Errors
    /// No step, starts that are not ascending within the week, or a rate that is negative or not finite.
    pub fn weekly(steps: &[(i64, f64)]) -> Result<Profile, RecoveryError> {
        Profile::repeating(Profile::WEEK, steps)
    }

    /// The same for a pattern that repeats every `length` seconds, counted from the epoch.
    ///
    /// # Errors
    /// As [`Profile::weekly`].
    pub fn repeating(length: i64, steps: &[(i64, f64)]) -> Result<Profile, RecoveryError> {
        within(length, || "length of the write profile".to_owned())?;
        let (first, last) = steps.first().zip(steps.last()).ok_or(RecoveryError::ProfileEmpty)?;
        let wraps = (first.0 > 0).then_some((0, last.1));
        let (mut start, mut rate, mut written) = (-1, 0.0, 0.0);
        let mut made = Vec::with_capacity(steps.len() + 1);
        for (next, next_rate) in wraps.into_iter().chain(steps.iter().copied()) {
            if next <= start || next >= length {
                return Err(RecoveryError::ProfileStart { start: next, length });
            }
            if !(next_rate.is_finite() && next_rate >= 0.0) {
                return Err(RecoveryError::ProfileRate { rate: next_rate });
            }
            written += rate * (next - start.max(0)) as f64;
            (start, rate) = (next, next_rate);
            made.push((start, rate, written));
        }
        let total = written + rate * (length - start) as f64;
        Ok(Profile { length, steps: made, total })
    }

    /// After how many seconds it repeats.
    pub fn length(&self) -> i64 {
        self.length
    }

    /// Bytes written in one repetition.
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Bytes written in `[from, to)`; `from` must not be after `to`.
    pub fn written(&self, from: i64, to: i64) -> f64 {
        let whole = to.div_euclid(self.length) - from.div_euclid(self.length);
        whole as f64 * self.total + self.since_start(to) - self.since_start(from)
    }

    /// How many steps one repetition has.
    pub(super) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The rate at `t`, and until when it holds.
    pub(super) fn rate_at(&self, t: i64) -> (f64, i64) {
        let within = t.rem_euclid(self.length);
        let next = self.steps.partition_point(|(start, ..)| *start <= within);
        let until = self.steps.get(next).map_or(self.length, |(start, ..)| *start);
        let rate = next.checked_sub(1).and_then(|i| self.steps.get(i)).map_or(0.0, |(_, rate, _)| *rate);
        (rate, t - within + until)
    }

    fn since_start(&self, t: i64) -> f64 {
        let within = t.rem_euclid(self.length);
        let next = self.steps.partition_point(|(start, ..)| *start <= within);
        let step = next.checked_sub(1).and_then(|i| self.steps.get(i));
        step.map_or(0.0, |(start, rate, written)| written + rate * (within - start) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_rate_holds_through_the_turn() {
        let profile = Profile::repeating(10, &[(2, 1.0), (5, 3.0)]).unwrap();
        assert_eq!(profile.total(), 2.0 * 3.0 + 3.0 * 1.0 + 5.0 * 3.0);
        assert_eq!(profile.written(0, 2), 6.0);
        assert_eq!(profile.written(-1, 3), 3.0 + 6.0 + 1.0);
        assert_eq!(profile.written(-13, 24), profile.total() * 3.0 + 9.0 + 6.0 + 2.0);
        assert_eq!(profile.rate_at(-1), (3.0, 0));
        assert_eq!(profile.rate_at(12), (1.0, 15));
    }

    #[test]
    fn bad_steps_are_refused() {
        assert_eq!(Profile::weekly(&[]), Err(RecoveryError::ProfileEmpty));
        for steps in
            [[(0, 1.0), (0, 1.0)], [(5, 1.0), (4, 1.0)], [(0, 1.0), (604_800, 1.0)], [(-1, 1.0), (4, 1.0)]]
        {
            assert!(matches!(Profile::weekly(&steps), Err(RecoveryError::ProfileStart { .. })), "{steps:?}");
        }
        for rate in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(
                matches!(Profile::weekly(&[(0, rate)]), Err(RecoveryError::ProfileRate { .. })),
                "{rate}"
            );
        }
    }
}
