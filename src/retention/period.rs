//! The stretches of time that rules keep one copy of.

use serde::Serialize;

/// A stretch of the calendar, on the clock that the dialect goes by. Weeks run from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// None at all: every copy counts for itself.
    Copy,
    /// One second.
    Second,
    /// One minute.
    Minute,
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// One ISO week.
    Week,
    /// One month.
    Month,
    /// A quarter of an ISO year: weeks 1 to 13, 14 to 26, 27 to 39, and the rest.
    ThirteenWeeks,
    /// A quarter of a year: January to March and so on.
    ThreeMonths,
    /// One year.
    Year,
}

impl Period {
    /// "daily": what one copy of each is called.
    pub const fn each(self) -> &'static str {
        match self {
            Period::Copy => "last",
            Period::Second => "secondly",
            Period::Minute => "minutely",
            Period::Hour => "hourly",
            Period::Day => "daily",
            Period::Week => "weekly",
            Period::Month => "monthly",
            Period::ThirteenWeeks => "quarterly_13weekly",
            Period::ThreeMonths => "quarterly_3monthly",
            Period::Year => "yearly",
        }
    }

    /// "day".
    pub const fn noun(self) -> &'static str {
        match self {
            Period::Copy => "copy",
            Period::Second => "second",
            Period::Minute => "minute",
            Period::Hour => "hour",
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::ThirteenWeeks => "quarter of 13 weeks",
            Period::ThreeMonths => "quarter",
            Period::Year => "year",
        }
    }

    /// A number for each of its stretches, ascending: `local` is in seconds since 1970 on some clock.
    pub fn bucket(self, local: i64) -> i64 {
        super::calendar::bucket(self, local)
    }

    /// The shortest it can be, in seconds: a month has 28 days at least. 0 for a copy.
    pub const fn shortest(self) -> i64 {
        match self {
            Period::Copy => 0,
            Period::Second => 1,
            Period::Minute => 60,
            Period::Hour => 3_600,
            Period::Day => 86_400,
            Period::Week => 7 * 86_400,
            Period::Month => 28 * 86_400,
            Period::ThreeMonths => 90 * 86_400,
            Period::ThirteenWeeks => 91 * 86_400,
            Period::Year => 365 * 86_400,
        }
    }
}

/// The rules that are set to more than 0, in their order.
pub(super) fn above_zero<const N: usize>(rules: [(Period, Option<u32>); N]) -> Vec<(Period, u32)> {
    rules.into_iter().filter_map(|(period, n)| n.filter(|n| *n > 0).map(|n| (period, n))).collect()
}
