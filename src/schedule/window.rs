//! Runs that have to fit between closing time and opening time.

use super::error::ScheduleError;
use crate::units::TimeOfDay;

const DAY: i64 = 86_400;

/// The time of day in which runs may work. From the minute it opens to the minute it closes, over midnight if it
/// closes before it opens; the whole day if both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunWindow {
    /// From then on.
    pub opens: TimeOfDay,
    /// Until then.
    pub closes: TimeOfDay,
}

/// A run that starts every day.
#[derive(Debug, Clone, PartialEq)]
pub struct Nightly {
    /// What it is called.
    pub name: String,
    /// When it starts.
    pub starts: TimeOfDay,
    /// How many bytes it copies, 0 or more.
    pub bytes: f64,
    /// Bytes a second, above 0.
    pub rate: f64,
    /// By how many bytes it grows a day; 0 or less: it does not.
    pub growth_per_day: f64,
}

/// Whether a run fits.
#[derive(Debug, Clone, PartialEq)]
pub struct NightlyFit {
    /// How long it takes: bytes / rate, in seconds.
    pub seconds: f64,
    /// Seconds from its start until the window closes; 0 when it starts outside the window.
    pub room: f64,
    /// `room - seconds`: what is left before the window closes; below 0 it runs over.
    pub spare: f64,
    /// Whether it starts while the window is open.
    pub starts_inside: bool,
    /// Days until it fills its room at present growth: (rate × room - bytes) / growth. 0 when it does now, `None` when
    /// it does not grow.
    pub outgrown_in_days: Option<f64>,
    /// With which other runs it works at the same time, and for how long. A run of more than a day meets itself.
    pub overlaps: Vec<Overlap>,
}

/// Two runs that work at the same time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Index of the other run.
    pub with: usize,
    /// For how long, seconds a day.
    pub seconds: f64,
}

/// How each run fits the window, in their order ("recovery mathematics", section 2(a): window overrun).
///
/// # Errors
/// `NotPositive` for a rate that is not above 0, or a size that is negative or not a number.
pub fn window_fit(runs: &[Nightly], window: RunWindow) -> Result<Vec<NightlyFit>, ScheduleError> {
    for run in runs {
        let wrong = |quantity, value: f64| {
            Err(ScheduleError::NotPositive { name: run.name.clone(), quantity, value: value.to_string() })
        };
        if !(run.rate.is_finite() && run.rate > 0.0) {
            return wrong("rate in bytes a second", run.rate);
        }
        if !(run.bytes.is_finite() && run.bytes >= 0.0) {
            return wrong("size in bytes", run.bytes);
        }
        if !run.growth_per_day.is_finite() {
            return wrong("growth in bytes a day", run.growth_per_day);
        }
    }
    let open = match (window.closes.seconds() - window.opens.seconds()).rem_euclid(DAY) {
        0 => DAY,
        open => open,
    };
    let fit = |(index, run): (usize, &Nightly)| {
        let into = (run.starts.seconds() - window.opens.seconds()).rem_euclid(DAY);
        let starts_inside = into < open;
        let room = if starts_inside { (open - into) as f64 } else { 0.0 };
        let seconds = run.bytes / run.rate;
        let left = run.rate * room - run.bytes;
        let outgrown_in_days = match run.growth_per_day {
            _ if left <= 0.0 => Some(0.0),
            growth if growth > 0.0 => Some(left / growth),
            _ => None,
        };
        let overlaps = runs.iter().enumerate().filter_map(|(with, other)| {
            let seconds = if with == index { (seconds - DAY as f64).max(0.0) } else { shared(run, other) };
            (seconds > 0.0).then_some(Overlap { with, seconds })
        });
        let overlaps = overlaps.collect();
        NightlyFit { seconds, room, spare: room - seconds, starts_inside, outgrown_in_days, overlaps }
    };
    Ok(runs.iter().enumerate().map(fit).collect())
}

fn shared(one: &Nightly, other: &Nightly) -> f64 {
    together((one.starts, one.bytes / one.rate), (other.starts, other.bytes / other.rate))
}

/// Seconds a day in which both of two runs work that start every day and take so many seconds; runs that are longer than a day
/// always do.
pub fn together((one, one_takes): (TimeOfDay, f64), (other, other_takes): (TimeOfDay, f64)) -> f64 {
    let day = DAY as f64;
    let (one_takes, other_takes) = (one_takes.min(day), other_takes.min(day));
    let begins = other.seconds() - one.seconds();
    let begins = if begins < 0 { begins + DAY } else { begins } as f64;
    // The other of the same day, and the one that began the day before.
    let both = |begins: f64| (one_takes.min(begins + other_takes) - begins.max(0.0)).max(0.0);
    both(begins) + both(begins - day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u16, minute: u16) -> TimeOfDay {
        TimeOfDay::new(hour, minute).unwrap()
    }

    fn run(starts: TimeOfDay, hours: f64, growth: f64) -> Nightly {
        Nightly { name: "run".to_owned(), starts, bytes: hours * 3_600.0, rate: 1.0, growth_per_day: growth }
    }

    #[test]
    fn a_night_over_midnight() {
        let night = RunWindow { opens: at(22, 0), closes: at(6, 0) };
        let runs = [
            run(at(22, 0), 3.0, 60.0),
            run(at(0, 30), 6.0, 60.0),
            run(at(7, 0), 1.0, 0.0),
            run(at(1, 0), 1.0, 0.0),
        ];
        let fits = window_fit(&runs, night).unwrap();
        assert_eq!((fits[0].room, fits[0].spare), (8.0 * 3_600.0, 5.0 * 3_600.0));
        assert_eq!(fits[0].outgrown_in_days, Some(300.0));
        assert_eq!(fits[0].overlaps, [Overlap { with: 1, seconds: 1_800.0 }]);
        assert_eq!((fits[1].spare, fits[1].outgrown_in_days), (-1_800.0, Some(0.0)));
        assert!(!fits[2].starts_inside && fits[2].spare < 0.0);
        assert_eq!(fits[3].outgrown_in_days, None);
        assert_eq!(
            fits[3].overlaps,
            [Overlap { with: 1, seconds: 3_600.0 }],
            "ends as the other starts: no overlap"
        );
    }

    #[test]
    fn longer_than_a_day() {
        let always = RunWindow { opens: at(2, 0), closes: at(2, 0) };
        let fits = window_fit(&[run(at(2, 0), 25.0, 1.0), run(at(12, 0), 2.0, 0.0)], always).unwrap();
        assert_eq!(
            fits[0].overlaps,
            [Overlap { with: 0, seconds: 3_600.0 }, Overlap { with: 1, seconds: 7_200.0 }]
        );
        assert_eq!(fits[0].room, 86_400.0);
    }

    #[test]
    fn the_other_may_have_begun_the_day_before() {
        let always = RunWindow { opens: at(0, 0), closes: at(0, 0) };
        let fits = window_fit(&[run(at(1, 0), 2.0, 0.0), run(at(23, 0), 3.0, 0.0)], always).unwrap();
        assert_eq!(fits[0].overlaps, [Overlap { with: 1, seconds: 3_600.0 }]);
        assert_eq!(fits[1].overlaps, [Overlap { with: 0, seconds: 3_600.0 }]);
        assert!(window_fit(&[Nightly { rate: 0.0, ..run(at(1, 0), 1.0, 0.0) }], always).is_err());
    }
}
