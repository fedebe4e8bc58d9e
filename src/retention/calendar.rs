//! Calendar arithmetic on whole numbers: which hour, day, week, month or year an instant falls into.
//!
//! Days count from 1 January 1970; the calendar is the Gregorian one, carried back and forth without end. The
//! conversion between days and dates works in eras of 400 years, which all have 146,097 days.

use super::period::Period;
use std::ops::RangeInclusive;

const DAY: i64 = 86_400;
/// Days from 1 March of the year 0 to 1 January 1970.
const TO_EPOCH: i64 = 719_468;
const ERA_DAYS: i64 = 146_097;
/// A Monday, in seconds.
const MONDAY: i64 = 4 * DAY;

/// A date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// 1 to 12.
    pub(super) month: i64,
    /// 1 to 31.
    pub(super) day: i64,
}

/// The date of a day.
pub(super) fn date(days: i64) -> Date {
    // Years that begin in March have their leap day at the end, where it is in nobody's way.
    let shifted = days + TO_EPOCH;
    let era = shifted.div_euclid(ERA_DAYS);
    let of_era = shifted.rem_euclid(ERA_DAYS);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months from March on have 153 days in every five of them.
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    Date { year: era * 400 + year_of_era + i64::from(month <= 2), month, day }
}

/// The day of a date. A day beyond the end of its month runs on into the next one, as does a month beyond 12.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5;
    era * ERA_DAYS + 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + of_year + day - 1 - TO_EPOCH
}

/// How many days a month has. One beyond 12 is of a later year.
pub(super) fn month_length(year: i64, month: i64) -> i64 {
    length(year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1)
}

/// The same of a month from 1 to 12.
fn length(year: i64, month: i64) -> i64 {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// An instant this many years, months and days earlier on a clock `offset` seconds east of UTC, same time of day. What
/// does not exist runs on: one month before 31 March is 31 February, which is 3 March (2 March in a leap year).
pub(super) fn back(at: i64, offset: i64, years: i64, months: i64, by_days: i64) -> i64 {
    let local = at + offset;
    let from = date(local.div_euclid(DAY));
    let to = days(from.year - years, from.month - months, from.day - by_days);
    to * DAY + local.rem_euclid(DAY) - offset
}

/// The number of the period that a local time (seconds since 1970 on that clock) falls into: equal for times in the same
/// period, smaller for earlier ones. `Period::Copy` has no such number: every copy is a period of its own.
pub(super) fn bucket(period: Period, local: i64) -> i64 {
    let day = || local.div_euclid(DAY);
    match period {
        Period::Copy | Period::Second => local,
        Period::Minute => local.div_euclid(60),
        Period::Hour => local.div_euclid(3_600),
        Period::Day => day(),
        // Day 0 was a Thursday. Weeks from Monday to Sunday never split, which is what ISO years are for.
        Period::Week => (day() + 3).div_euclid(7),
        Period::Month => {
            let date = date(day());
            date.year * 12 + date.month - 1
        }
        Period::ThirteenWeeks => {
            let (year, week) = iso_week(day());
            // The 53rd week of a long year belongs to its last quarter.
            year * 4 + ((week - 1) / 13).min(3)
        }
        Period::ThreeMonths => {
            let date = date(day());
            date.year * 4 + (date.month - 1) / 3
        }
        Period::Year => date(day()).year,
    }
}

/// The first and the last second of the period that a local time falls into: what spares a list in order of time from
/// working out a period for every point.
pub(super) fn stretch(period: Period, local: i64) -> RangeInclusive<i64> {
    let fixed = |length: i64, from: i64| {
        let start = (local - from).div_euclid(length) * length + from;
        start..=start + length - 1
    };
    let between = |from: i64, to: i64| from * DAY..=to * DAY - 1;
    let date = || date(local.div_euclid(DAY));
    match period {
        Period::Copy | Period::Second => local..=local,
        Period::Minute => fixed(60, 0),
        Period::Hour => fixed(3_600, 0),
        Period::Day => fixed(DAY, 0),
        Period::Week => fixed(7 * DAY, MONDAY),
        Period::Month => {
            let Date { year, month, day } = date();
            let first = local.div_euclid(DAY) + 1 - day;
            between(first, first + length(year, month))
        }
        Period::ThreeMonths => {
            let Date { year, month, .. } = date();
            let month = (month - 1) / 3 * 3 + 1;
            between(days(year, month, 1), days(year, month + 3, 1))
        }
        Period::ThirteenWeeks => {
            let (year, week) = iso_week(local.div_euclid(DAY));
            // The 53rd week of a long year belongs to its last quarter.
            let quarter = ((week - 1) / 13).min(3);
            let start = |quarter: i64| first_monday(year) + quarter * 91;
            between(start(quarter), if quarter == 3 { first_monday(year + 1) } else { start(quarter + 1) })
        }
        Period::Year => {
            let year = date().year;
            between(days(year, 1, 1), days(year + 1, 1, 1))
        }
    }
}

/// The day on which week 1 of an ISO year begins: the Monday on or before 4 January.
fn first_monday(year: i64) -> i64 {
    let fourth = days(year, 1, 4);
    fourth - (fourth + 3).rem_euclid(7)
}

/// ISO 8601 year and week: the week belongs to the year that its Thursday lies in.
pub(super) fn iso_week(days_since_1970: i64) -> (i64, i64) {
    let thursday = (days_since_1970 + 3).div_euclid(7) * 7;
    let year = date(thursday).year;
    (year, (thursday - days(year, 1, 1)) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn agrees_with_another_calendar() {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        for n in (-800_000..800_000).step_by(37).chain(-3_000..3_000) {
            let other = epoch.checked_add_signed(chrono::TimeDelta::days(n)).unwrap();
            let ours = date(n);
            assert_eq!(
                (ours.year, ours.month, ours.day),
                (i64::from(other.year()), i64::from(other.month()), i64::from(other.day())),
            );
            assert_eq!(days(ours.year, ours.month, ours.day), n);
            let first = days(ours.year, ours.month, 1);
            assert_eq!(days(ours.year, ours.month + 1, 1) - first, month_length(ours.year, ours.month));
            let week = other.iso_week();
            assert_eq!(iso_week(n), (i64::from(week.year()), i64::from(week.week())), "{other}");
        }
        assert_eq!(
            [(2023, 2), (2024, 2), (2024, 12), (1900, 2)].map(|(y, m)| month_length(y, m)),
            [28, 29, 31, 28]
        );
    }

    #[test]
    fn stretches_are_the_times_of_one_bucket() {
        let periods = [
            Period::Second,
            Period::Minute,
            Period::Hour,
            Period::Day,
            Period::Week,
            Period::Month,
            Period::ThirteenWeeks,
            Period::ThreeMonths,
            Period::Year,
        ];
        for local in (-4_000_000_000..4_000_000_000_i64).step_by(7_654_321) {
            for period in periods {
                let stretch = stretch(period, local);
                let of = |at: i64| bucket(period, at);
                assert!(stretch.contains(&local), "{period:?} {local}");
                assert_eq!(
                    (of(*stretch.start()), of(*stretch.end())),
                    (of(local), of(local)),
                    "{period:?} {local}"
                );
                assert!(
                    of(stretch.start() - 1) < of(local) && of(stretch.end() + 1) > of(local),
                    "{period:?} {local}"
                );
            }
        }
    }

    #[test]
    fn months_that_are_too_short_run_on() {
        let at = |y, m, d| days(y, m, d) * DAY + 43_200;
        assert_eq!(back(at(2023, 3, 31), 0, 0, 1, 0), at(2023, 3, 3));
        assert_eq!(back(at(2024, 3, 31), 0, 0, 1, 0), at(2024, 3, 2));
        assert_eq!(back(at(2024, 2, 29), 0, 1, 0, 0), at(2023, 3, 1));
        assert_eq!(back(at(2024, 1, 15), 0, 1, 13, 20), at(2021, 11, 25));
        // 01:00 on 1 May in a zone two hours east is still April in UTC: the zone's own calendar counts.
        assert_eq!(back(at(2024, 4, 30) + 11 * 3_600, 7_200, 0, 1, 0), days(2024, 4, 1) * DAY - 3_600);
    }
}
