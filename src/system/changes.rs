use super::{Changes, ChangesWhen};
use crate::units::{Bytes, Duration};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// Monday to Friday from 08:00 to 18:00.
const OPENS: i64 = 8 * HOUR;
const OPEN_HOURS: i64 = 10 * HOUR;
const OPEN_DAYS: i64 = 5;

impl Changes {
    /// The most that changes in a stretch of that length, wherever in the week it lies.
    pub fn most_in(&self, length: Duration) -> Bytes {
        let (a_day, seconds) = (self.a_day.count() as f64, length.seconds() as f64);
        let mean = a_day * seconds / DAY as f64;
        let bytes = match self.when {
            ChangesWhen::Always => mean,
            ChangesWhen::OfficeHours => {
                let a_second = a_day * 7.0 / (OPEN_DAYS * OPEN_HOURS) as f64;
                a_second * most_open(length.seconds()) as f64
            }
            // The most under a stretch of a sine wave lies around its top: its length there is (T/pi) sin(pi w/T).
            ChangesWhen::DaySwing(share) => {
                let turn = std::f64::consts::PI * seconds / DAY as f64;
                mean + a_day / std::f64::consts::PI * share.share() * turn.sin().abs()
            }
        };
        Bytes::new(bytes.round() as u64).unwrap_or(self.a_day)
    }
}

/// The most seconds of office hours in a stretch: it begins when they begin, or ends when they end.
fn most_open(length: i64) -> i64 {
    let day = |n: i64| n * DAY + OPENS;
    let from = (0..OPEN_DAYS).map(|n| open(day(n) + length) - open(day(n)));
    let until = (0..OPEN_DAYS).map(|n| day(n) + OPEN_HOURS).map(|end| open(end) - open(end - length));
    from.chain(until).max().unwrap_or(0)
}

/// Seconds of office hours from a Monday 00:00 until then; below zero before it.
fn open(until: i64) -> i64 {
    let rest = until.rem_euclid(WEEK);
    let this_week: i64 = (0..OPEN_DAYS).map(|n| (rest - n * DAY - OPENS).clamp(0, OPEN_HOURS)).sum();
    until.div_euclid(WEEK) * OPEN_DAYS * OPEN_HOURS + this_week
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Percent;

    fn most(when: ChangesWhen, length: Duration) -> u64 {
        Changes { a_day: Bytes::new(5_000_000).unwrap(), when }.most_in(length).count()
    }

    #[test]
    fn a_week_holds_a_week_however_it_is_spread() {
        let swing = ChangesWhen::DaySwing(Percent::from_thousandths(80_000).unwrap());
        for when in [ChangesWhen::Always, ChangesWhen::OfficeHours, swing] {
            assert_eq!(most(when, Duration::days(7)), 35_000_000, "{when:?}");
            assert_eq!(most(when, Duration::ZERO), 0);
        }
    }

    #[test]
    fn the_worst_stretch_lies_where_most_changes() {
        // 7 million a working day, all of it in 10 h.
        assert_eq!(most(ChangesWhen::OfficeHours, Duration::hours(10)), 7_000_000);
        assert_eq!(most(ChangesWhen::OfficeHours, Duration::hours(24)), 7_000_000);
        assert_eq!(most(ChangesWhen::OfficeHours, Duration::hours(34)), 14_000_000);
        // Over the weekend nothing changes: from Friday morning to Monday evening two working days.
        assert_eq!(most(ChangesWhen::OfficeHours, Duration::days(5)), 35_000_000);
        // Half a day around 15:00: half a day's worth, and 80 % of a day over pi.
        let swing = ChangesWhen::DaySwing(Percent::from_thousandths(80_000).unwrap());
        assert_eq!(most(swing, Duration::hours(12)), 2_500_000 + 1_273_240);
        assert_eq!(most(ChangesWhen::Always, Duration::hours(12)), 2_500_000);
    }
}
