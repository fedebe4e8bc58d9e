use crate::system::{Changes, ChangesWhen};
use std::f64::consts::TAU;

const DAY: f64 = 86_400.0;
const HOUR: i64 = 3_600;
const WEEK: i64 = 7 * 24 * HOUR;

/// Bytes changed in `[from, to)`, instants in seconds since a Monday 00:00 ("recovery mathematics", section 2(d): the
/// integral of the write rate; for a day's swing the sinusoid in closed form).
pub(super) fn changed(changes: &Changes, from: i64, to: i64) -> f64 {
    let mean = changes.a_day.count() as f64 / DAY;
    let all = mean * (to - from) as f64;
    match changes.when {
        ChangesWhen::Always => all,
        ChangesWhen::OfficeHours => {
            // All of a week's changes in 5 times 10 hours.
            let rate = mean * WEEK as f64 / (50 * HOUR) as f64;
            rate * (at_work(to) - at_work(from)) as f64
        }
        ChangesWhen::DaySwing(more) => {
            let (k, peak) = (TAU / DAY, (15 * HOUR) as f64);
            let sine = |at: i64| (k * (at.rem_euclid(24 * HOUR) as f64 - peak)).sin();
            let share = more.share();
            (all + mean * share / k * (sine(to) - sine(from))).max(0.0)
        }
    }
}

/// Seconds of office hours from 0 to an instant.
fn at_work(at: i64) -> i64 {
    let (week, within) = (at.div_euclid(WEEK), at.rem_euclid(WEEK));
    let today = (within % (24 * HOUR) - 8 * HOUR).clamp(0, 10 * HOUR);
    let days = within / (24 * HOUR);
    week * 50 * HOUR + if days < 5 { days * 10 * HOUR + today } else { 50 * HOUR }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Bytes;

    const DAYS: i64 = 24 * HOUR;

    fn changes(when: ChangesWhen) -> Changes {
        Changes { a_day: Bytes::new(86_400_000).unwrap(), when }
    }

    #[test]
    fn a_week_holds_the_same_however_it_is_spread() {
        let swing = ChangesWhen::DaySwing("80 %".parse().unwrap());
        for when in [ChangesWhen::Always, ChangesWhen::OfficeHours, swing] {
            let week = changed(&changes(when), -3 * HOUR, WEEK - 3 * HOUR);
            assert!((week - 7.0 * 86_400_000.0).abs() < 1e-3, "{when:?}: {week}");
        }
    }

    #[test]
    fn nothing_changes_at_night_and_at_the_weekend() {
        let office = changes(ChangesWhen::OfficeHours);
        assert_eq!(changed(&office, 4 * DAYS + 18 * HOUR, WEEK + 8 * HOUR), 0.0);
        assert_eq!(changed(&office, 8 * HOUR, 18 * HOUR), changed(&office, 0, DAYS));
    }

    #[test]
    fn the_swing_is_highest_at_its_peak() {
        // Mean 1000 B/s, 80 % more at 15:00: close to 1800 B/s around it.
        let swing = changes(ChangesWhen::DaySwing("80 %".parse().unwrap()));
        let peak = changed(&swing, 15 * HOUR - 30, 15 * HOUR + 30) / 60.0;
        assert!((peak - 1_800.0).abs() < 0.1, "{peak}");
    }
}
