//! A distribution function and shares in words.

use super::number::Px;
use super::path::{ACROSS, step};
use crate::units::NBSP;

/// Two values or shares that differ by less than this share of the whole are one: what is left between them is rounding.
const FLAT: f64 = 1e-12;

/// (value, share up to it), ascending in both; linear between two, a jump where two have one value.
pub(super) struct Curve {
    points: Vec<(f64, f64)>,
}

impl Curve {
    /// Leaves out what is no number, below zero or not ascending.
    pub(super) fn new(points: &[(f64, f64)]) -> Curve {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for (value, share) in
            points.iter().copied().filter(|(v, s)| v.is_finite() && s.is_finite() && *v >= 0.0)
        {
            let share = share.clamp(0.0, 1.0);
            if kept.last().is_none_or(|(v, s)| *v <= value && *s <= share) {
                kept.push((value, share));
            }
        }
        Curve { points: kept }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.reached() <= 0.0
    }

    /// The last value.
    pub(super) fn end(&self) -> f64 {
        self.points.last().map_or(0.0, |(value, _)| *value)
    }

    /// The share at the last value.
    pub(super) fn reached(&self) -> f64 {
        self.points.last().map_or(0.0, |(_, share)| *share)
    }

    /// The share of what is at most `value`.
    pub(super) fn within(&self, value: f64) -> f64 {
        let at = self.points.partition_point(|(v, _)| *v <= value);
        let Some((low, below)) = at.checked_sub(1).and_then(|at| self.points.get(at)) else { return 0.0 };
        match self.points.get(at) {
            Some((high, above)) => below + (above - below) * (value - low) / (high - low),
            None => *below,
        }
    }

    /// The smallest value that at least this share is at most; `None` when so much is never reached.
    pub(super) fn at(&self, share: f64) -> Option<f64> {
        let at = self.points.partition_point(|(_, s)| *s < share - FLAT);
        let (high, above) = *self.points.get(at)?;
        let Some((low, below)) = at.checked_sub(1).and_then(|at| self.points.get(at)) else {
            return Some(high);
        };
        if above <= *below {
            return Some(high);
        }
        Some(low + (high - low) * ((share - below) / (above - below)).clamp(0.0, 1.0))
    }

    /// The line over a plot [`ACROSS`] wide that ends at `top`, and `tall` high. Points that would be drawn in one place are one.
    pub(super) fn path(&self, top: f64, tall: f64) -> String {
        let mut d = String::new();
        let first = self.points.first().map_or(0.0, |(value, _)| *value);
        let mut places = vec![(0.0, 0.0), (first, 0.0)];
        places.extend(&self.points);
        places.push((top, self.reached()));
        let places = places.into_iter().map(|(value, share)| (value / top * ACROSS, tall * (1.0 - share)));
        let mut last = String::new();
        for (x, y) in places {
            let place = format!("{} {}", Px((x * 2.0).round() / 2.0), Px((y * 2.0).round() / 2.0));
            if place != last {
                let command = if last.is_empty() { 'M' } else { 'L' };
                step(&mut d, command, x, y);
                last = place;
            }
        }
        d
    }

    /// The area between a value and the line, up to where the line ends: by how much the value is exceeded, and how often.
    pub(super) fn beyond(&self, value: f64, top: f64, tall: f64) -> String {
        if value >= self.end() {
            return String::new();
        }
        let mut points = vec![(value, self.within(value))];
        points.extend(self.points.iter().copied().filter(|(v, _)| *v > value));
        let part = Curve { points };
        // The line of what is left, without its rise from zero, closed along its upper end.
        let line = part.path(top, tall);
        let rest =
            line.split_once('L').and_then(|(_, rest)| rest.split_once('L')).map_or("", |(_, rest)| rest);
        format!("M{rest} L{} {} Z", Px(value / top * ACROSS), Px(tall * (1.0 - self.reached())))
    }
}

/// A share of moments: `8 of 100`, `11.3 of 100`. Shares that are not all and not none never read as if they were.
pub(super) fn of_hundred(share: f64) -> String {
    let tenths = (share * 1_000.0).round() as i64;
    let figure = match tenths {
        ..=0 if share > 0.0 => "fewer than 0.1".to_owned(),
        1_000.. if share < 1.0 - FLAT => "more than 99.9".to_owned(),
        t if t % 10 == 0 => (t / 10).to_string(),
        t => format!("{}.{}", t / 10, t % 10),
    };
    format!("{figure} of 100").replace(' ', &NBSP.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_draws_jumps_and_flats() {
        let curve = Curve::new(&[(10.0, 0.0), (20.0, 0.5), (40.0, 0.5), (40.0, 0.8)]);
        assert_eq!(
            (curve.within(9.0), curve.within(15.0), curve.within(39.0), curve.within(40.0)),
            (0.0, 0.25, 0.5, 0.8)
        );
        assert_eq!(
            (curve.at(0.25), curve.at(0.5), curve.at(0.6), curve.at(0.81)),
            (Some(15.0), Some(20.0), Some(40.0), None)
        );
        assert_eq!(curve.path(50.0, 100.0), "M0 100 L200 100 L400 50 L800 50 L800 20 L1000 20");
        assert_eq!(curve.beyond(30.0, 50.0, 100.0), "M600 50 L800 50 L800 20 L1000 20 L600 20 Z");
        assert_eq!(curve.beyond(40.0, 50.0, 100.0), "");
    }

    #[test]
    fn what_is_no_number_is_left_out() {
        let curve = Curve::new(&[
            (f64::NAN, 0.1),
            (1.0, f64::INFINITY),
            (-1.0, 0.1),
            (5.0, 0.4),
            (4.0, 0.3),
            (6.0, 2.0),
        ]);
        assert_eq!((curve.end(), curve.reached()), (6.0, 1.0));
        assert!(Curve::new(&[]).is_empty());
    }

    #[test]
    fn shares_never_read_as_all_or_none() {
        for (share, words) in [
            (0.0, "0"),
            (0.08, "8"),
            (0.113, "11.3"),
            (1e-6, "fewer than 0.1"),
            (0.9999, "more than 99.9"),
            (1.0, "100"),
        ] {
            assert_eq!(of_hundred(share).replace(NBSP, " "), format!("{words} of 100"));
        }
    }
}
