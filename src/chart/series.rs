use crate::assess::{Exposure, Tooth};
use crate::units::{Duration, Moment};

/// What is drawn: the loss at every moment of a stretch of time.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) from: Moment,
    pub(super) to: Moment,
    /// In order, clipped to the stretch, none empty.
    pub(super) teeth: Vec<Tooth>,
}

/// Where the loss ends its rise: the end of a tooth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peak {
    pub(super) at: Moment,
    pub(super) loss: Duration,
    /// Whether it is the end of the stretch: the loss there is that of now, not of the worst moment.
    pub(super) now: bool,
}

impl Series {
    /// Clips the teeth to the stretch and drops empty ones. A stretch of no length is made one second long.
    pub(super) fn new(from: Moment, to: Moment, teeth: &[Tooth]) -> Series {
        let to = to.max(from.plus(1));
        let teeth = teeth
            .iter()
            .map(|t| Tooth { from: t.from.max(from), to: t.to.min(to), captured: t.captured })
            .filter(|t| t.from < t.to)
            .collect();
        Series { from, to, teeth }
    }

    pub(super) fn of(exposure: &Exposure) -> Series {
        Series::new(exposure.from, exposure.to, &exposure.teeth)
    }

    /// Length in seconds, above zero.
    pub(super) fn length(&self) -> i64 {
        self.to.seconds().saturating_sub(self.from.seconds()).max(1)
    }

    /// How far across a moment lies, 0 to 1.
    pub(super) fn share(&self, at: Moment) -> f64 {
        let since = at.seconds().saturating_sub(self.from.seconds());
        (since as f64 / self.length() as f64).clamp(0.0, 1.0)
    }

    /// Every peak in order. Teeth with the same copy are one rise.
    pub(super) fn peaks(&self) -> Vec<Peak> {
        let next = self.teeth.iter().skip(1).map(|t| t.captured).chain([None]);
        self.teeth
            .iter()
            .zip(next)
            .filter(|(tooth, next)| tooth.captured.is_some() && tooth.captured != *next)
            .filter_map(|(tooth, _)| {
                let loss = loss(tooth.captured?, tooth.to);
                Some(Peak { at: tooth.to, loss, now: tooth.to == self.to })
            })
            .collect()
    }

    /// The largest loss there was; `None` when there was never a usable copy.
    pub(super) fn worst(&self) -> Option<Peak> {
        // The latest of equals: what is nearest to now is remembered best.
        self.peaks().into_iter().max_by_key(|p| p.loss)
    }

    /// The loss at the end; `None` when there is no usable copy then.
    pub(super) fn now(&self) -> Option<Duration> {
        self.teeth.last().filter(|t| t.to == self.to)?.captured.map(|c| loss(c, self.to))
    }

    /// Stretches without any usable copy, neighbours joined.
    pub(super) fn gaps(&self) -> Vec<(Moment, Moment)> {
        let mut gaps: Vec<(Moment, Moment)> = Vec::new();
        for tooth in self.teeth.iter().filter(|t| t.captured.is_none()) {
            match gaps.last_mut() {
                Some((_, end)) if *end == tooth.from => *end = tooth.to,
                _ => gaps.push((tooth.from, tooth.to)),
            }
        }
        gaps
    }

    /// Seconds in which the loss was above the limit. Stretches without a copy count: no limit allows them.
    pub(super) fn above(&self, limit: Duration) -> i64 {
        self.teeth
            .iter()
            .map(|t| {
                let crossed = t.captured.map_or(t.from, |c| c.plus(limit.seconds()).max(t.from));
                t.to.seconds().saturating_sub(crossed.seconds()).max(0)
            })
            .sum()
    }
}

/// The age of a copy at a moment.
pub(super) fn loss(captured: Moment, at: Moment) -> Duration {
    Duration::clamped(at.seconds().saturating_sub(captured.seconds()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::chart) fn m(hours: i64) -> Moment {
        Moment::from_seconds(hours * 3_600)
    }

    pub(in crate::chart) fn tooth(from: i64, to: i64, captured: Option<i64>) -> Tooth {
        Tooth { from: m(from), to: m(to), captured: captured.map(m) }
    }

    #[test]
    fn peaks_gaps_and_time_above() {
        let series = Series::new(
            m(0),
            m(100),
            &[tooth(-9, 4, Some(-20)), tooth(4, 28, Some(2)), tooth(28, 40, None), tooth(40, 100, Some(38))],
        );
        let peaks: Vec<(i64, bool)> =
            series.peaks().iter().map(|p| (p.loss.seconds() / 3_600, p.now)).collect();
        assert_eq!(peaks, [(24, false), (26, false), (62, true)]);
        assert_eq!(series.worst().unwrap().loss, Duration::hours(62));
        assert_eq!(series.gaps(), [(m(28), m(40))]);
        assert_eq!(series.above(Duration::hours(24)), (2 + 12 + 38) * 3_600);
        assert_eq!(series.now(), Some(Duration::hours(62)));
    }

    #[test]
    fn nothing_at_all_is_no_peak() {
        let series = Series::new(m(0), m(0), &[]);
        assert_eq!((series.worst(), series.now(), series.length()), (None, None, 1));
    }
}
