use super::plan::gutter_for;
use super::series::Series;
use super::steps::{DAY, length_step, length_words};
use crate::assess::Exposure;
use crate::units::Duration;

/// Height of the plot in CSS pixels.
pub(super) const HEIGHT: f64 = 120.0;

/// The value axis: from zero at the base to `top`, with at most four figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Seconds at the upper edge of the plot, above zero.
    top: i64,
    /// Seconds between two figures.
    step: i64,
    /// Room to the right of the plot: 1, 2 or 3.
    pub(super) gutter: u8,
}

/// Most figures on the axis, zero not counted.
const FIGURES: i64 = 4;
/// A limit this many times the largest loss is left out of the drawing: it would press the line flat.
pub(super) const FAR: i64 = 4;
/// Charts whose largest values differ by more than this do not share a scale: the small one would be a flat line.
const APART: i64 = 12;

impl Scale {
    /// A scale for one chart.
    pub(super) fn fitting(worst: Option<Duration>, limit: Option<Duration>) -> Scale {
        let peak = worst.map_or(0, Duration::seconds);
        let near = limit.map(Duration::seconds).filter(|l| peak == 0 || *l <= peak.saturating_mul(FAR));
        // A twentieth of air above the highest point; a whole day where there is nothing to go by.
        let high = peak.max(near.unwrap_or(0));
        let top = if high == 0 { DAY } else { high + (high / 20).max(1) };
        Scale::reaching(top, gutter_for(limit))
    }

    /// One scale for all, however far apart: for rows that carry their figures in words too.
    pub(super) fn over(scales: impl Iterator<Item = Scale>) -> Scale {
        let (top, gutter) = scales.fold((0, 1), |(top, gutter), s| (s.top.max(top), s.gutter.max(gutter)));
        Scale::reaching(if top == 0 { DAY } else { top }, gutter)
    }

    fn reaching(top: i64, gutter: u8) -> Scale {
        Scale { top, step: length_step(top, FIGURES), gutter }
    }

    /// The scale of one exposure.
    pub(super) fn of(exposure: &Exposure) -> Scale {
        let worst = Series::of(exposure).worst().map(|p| p.loss);
        Scale::fitting(worst, exposure.limit)
    }

    /// One scale for small multiples; `None` when there are fewer than two, or when they lie so far apart that one
    /// of them would be a flat line.
    pub fn shared(exposures: &[Exposure]) -> Option<Scale> {
        let scales: Vec<Scale> = exposures.iter().map(Scale::of).collect();
        let high = scales.iter().map(|s| s.top).max()?;
        let low = scales.iter().map(|s| s.top).min()?;
        let gutter = scales.iter().map(|s| s.gutter).max()?;
        let close = scales.len() > 1 && high / low.max(1) < APART;
        close.then(|| Scale::reaching(high, gutter))
    }

    /// Pixels from the upper edge; values above the scale stay at the edge.
    pub(super) fn y(self, loss: Duration) -> f64 {
        HEIGHT * (1.0 - (loss.seconds() as f64 / self.top as f64).min(1.0))
    }

    /// Whether the value lies on the scale.
    pub(super) fn holds(self, loss: Duration) -> bool {
        loss.seconds() <= self.top
    }

    /// The figures of the axis from low to high, with their words.
    pub(super) fn figures(self) -> Vec<(Duration, String)> {
        (1..=FIGURES)
            .map(|n| n * self.step)
            .take_while(|value| *value <= self.top)
            .map(|value| (Duration::clamped(value), length_words(value, self.step, self.top)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::NBSP;

    fn figures(worst: Duration, limit: Option<Duration>) -> Vec<String> {
        let words = |(_, words): (Duration, String)| words.replace(NBSP, " ");
        Scale::fitting(Some(worst), limit).figures().into_iter().map(words).collect()
    }

    #[test]
    fn counts_as_people_do() {
        for (worst, expected) in [
            (Duration::hours(75), vec!["24 h", "48 h", "72 h"]),
            (Duration::hours(26), vec!["6 h", "12 h", "18 h", "24 h"]),
            (Duration::minutes(70), vec!["15 min", "30 min", "45 min", "60 min"]),
            (Duration::clamped(20), vec!["10 s", "20 s"]),
            (Duration::days(9), vec!["2 days", "4 days", "6 days", "8 days"]),
            (Duration::hours(96), vec!["1 day", "2 days", "3 days", "4 days"]),
        ] {
            assert_eq!(figures(worst, None), expected);
        }
    }

    #[test]
    fn one_to_four_figures_for_every_size() {
        let mut seconds = 10_i64;
        while seconds < Duration::days(36_525).seconds() {
            let scale = Scale::fitting(Some(Duration::clamped(seconds)), None);
            let count = scale.figures().len();
            assert!((1..=4).contains(&count), "{seconds} s: {count}");
            seconds += seconds / 7 + 1;
        }
    }

    #[test]
    fn a_distant_limit_does_not_press_the_line_flat() {
        let near = Scale::fitting(Some(Duration::hours(24)), Some(Duration::hours(48)));
        assert!(near.holds(Duration::hours(48)));
        let far = Scale::fitting(Some(Duration::hours(1)), Some(Duration::days(60)));
        assert!(!far.holds(Duration::days(60)));
        assert!(far.y(Duration::hours(1)) < 10.0);
    }
}
