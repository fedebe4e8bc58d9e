use super::NBSP;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// A moment on the customer's own clock, in whole seconds since Monday 5 January 1970, 00:00.
///
/// The recovery engine counts in these: its epoch 0 is a Monday at midnight, so weekly patterns line up.
/// Local civil time without a zone: clock changes are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Seconds from 1 January 1970 to the first Monday after it.
const MONDAY: i64 = 4 * 86_400;

impl Moment {
    /// From the engine's seconds.
    pub const fn from_seconds(seconds: i64) -> Moment {
        Moment(seconds)
    }

    /// The engine's seconds.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// From a civil date and time; fractions of a second are dropped.
    pub fn from_civil(at: NaiveDateTime) -> Moment {
        Moment(at.and_utc().timestamp() - MONDAY)
    }

    /// The first moment of a day.
    pub fn start_of(day: NaiveDate) -> Moment {
        Moment::from_civil(day.and_time(chrono::NaiveTime::MIN))
    }

    /// The civil date and time. The epoch itself for instants beyond the calendar.
    pub fn civil(self) -> NaiveDateTime {
        let epoch = NaiveDate::default().and_time(chrono::NaiveTime::MIN);
        let monday = epoch.checked_add_days(Days::new(4)).unwrap_or(epoch);
        TimeDelta::try_seconds(self.0).and_then(|d| monday.checked_add_signed(d)).unwrap_or(monday)
    }

    /// The same moment, `seconds` later (earlier when negative).
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Moment {
        Moment(self.0.saturating_add(seconds))
    }
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: NaiveDate) -> &'static str {
    MONTHS.get(date.month0() as usize).copied().unwrap_or("")
}

fn weekday(date: NaiveDate) -> &'static str {
    DAYS.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or("")
}

/// `21 November 2026`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{}{NBSP}{}{NBSP}{}", date.day(), month(date), date.year())
}

/// `21 Nov`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{}{NBSP}{}", date.day(), month(date).get(..3).unwrap_or(""))
}

/// `Saturday 21 November 2026, 09:30`.
pub fn long_moment(at: Moment) -> String {
    let at = at.civil();
    format!("{} {}, {:02}:{:02}", weekday(at.date()), long_date(at.date()), at.hour(), at.minute())
}

/// `Tuesday 02:39`, with seconds only where they are not zero.
pub fn day_and_time(at: Moment) -> String {
    let at = at.civil();
    let seconds = if at.second() == 0 { String::new() } else { format!(":{:02}", at.second()) };
    format!("{}{NBSP}{:02}:{:02}{seconds}", weekday(at.date()), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(h, min, 0).unwrap()
    }

    #[test]
    fn the_epoch_is_a_monday() {
        assert_eq!(Moment::from_seconds(0).civil(), at(1970, 1, 5, 0, 0));
        assert_eq!(day_and_time(Moment::from_seconds(0)), "Monday\u{a0}00:00");
        let noon = at(2026, 11, 21, 12, 0);
        assert_eq!(Moment::from_civil(noon).civil(), noon);
    }

    #[test]
    fn reads_like_a_newspaper() {
        let moment = Moment::from_civil(at(2026, 11, 21, 9, 30));
        assert_eq!(long_moment(moment).replace(NBSP, " "), "Saturday 21 November 2026, 09:30");
        assert_eq!(short_date(moment.civil().date()).replace(NBSP, " "), "21 Nov");
    }

    #[test]
    fn absurd_instants_do_not_panic() {
        for seconds in [i64::MIN, i64::MAX] {
            let _ = long_moment(Moment::from_seconds(seconds));
        }
    }
}
