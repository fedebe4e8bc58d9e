use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the month. Serialised as its number, or `"last"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Place", into = "Place")]
pub enum MonthDay {
    /// 1 to 31. A month without this day has no run, as in cron and systemd: the 31st leaves gaps of two months.
    Day(DayOfMonth),
    /// The last day, whatever its number.
    Last,
}

/// A number from 1 to 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfMonth(u8);

/// Which of a month's Mondays, Tuesdays…. Serialised as a number from 1 to 5, or `"last"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Place", into = "Place")]
#[expect(missing_docs, reason = "ordinals")]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    /// A month without a fifth has no run.
    Fifth,
    Last,
}

/// How both stand in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Place {
    Number(u8),
    Word(String),
}

/// Why a day of the month cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MonthDayError {
    /// A number outside the range, or another word than `last`.
    #[error("Enter a day of the month from 1 to {highest}, or last")]
    OutOfRange {
        /// 31 for a day, 5 for a weekday.
        highest: u8,
    },
}

impl DayOfMonth {
    /// `None` outside 1 to 31.
    pub const fn new(day: u8) -> Option<DayOfMonth> {
        if day == 0 || day > 31 { None } else { Some(DayOfMonth(day)) }
    }

    /// 1 to 31.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl MonthDay {
    /// `None` outside 1 to 31.
    pub fn day(day: u8) -> Option<MonthDay> {
        DayOfMonth::new(day).map(MonthDay::Day)
    }

    /// Whether `day` of a month with `days` days is it.
    pub(super) fn is(self, day: u32, days: u32) -> bool {
        match self {
            MonthDay::Day(DayOfMonth(wanted)) => u32::from(wanted) == day,
            MonthDay::Last => day == days,
        }
    }
}

impl Nth {
    /// First to fifth, then last.
    pub const ALL: [Nth; 6] = [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Fifth, Nth::Last];

    /// Whether a day of the right weekday is it.
    pub(super) fn is(self, day: u32, days: u32) -> bool {
        match self {
            Nth::Last => day + 7 > days,
            nth => day.saturating_sub(1) / 7 == nth as u32,
        }
    }

    /// "first".
    pub const fn word(self) -> &'static str {
        match self {
            Nth::First => "first",
            Nth::Second => "second",
            Nth::Third => "third",
            Nth::Fourth => "fourth",
            Nth::Fifth => "fifth",
            Nth::Last => "last",
        }
    }
}

impl TryFrom<Place> for MonthDay {
    type Error = MonthDayError;
    fn try_from(place: Place) -> Result<Self, Self::Error> {
        match place {
            Place::Number(day) => MonthDay::day(day),
            Place::Word(word) => (word == "last").then_some(MonthDay::Last),
        }
        .ok_or(MonthDayError::OutOfRange { highest: 31 })
    }
}

impl From<MonthDay> for Place {
    fn from(day: MonthDay) -> Place {
        match day {
            MonthDay::Day(DayOfMonth(day)) => Place::Number(day),
            MonthDay::Last => Place::Word("last".to_owned()),
        }
    }
}

impl TryFrom<Place> for Nth {
    type Error = MonthDayError;
    fn try_from(place: Place) -> Result<Self, Self::Error> {
        match place {
            Place::Number(nth @ 1..=5) => Nth::ALL.get(usize::from(nth) - 1).copied(),
            Place::Number(_) => None,
            Place::Word(word) => (word == "last").then_some(Nth::Last),
        }
        .ok_or(MonthDayError::OutOfRange { highest: 5 })
    }
}

impl From<Nth> for Place {
    fn from(nth: Nth) -> Place {
        match nth {
            Nth::Last => Place::Word("last".to_owned()),
            nth => Place::Number(nth as u8 + 1),
        }
    }
}

impl fmt::Display for MonthDay {
    /// "day 15", "the last day".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MonthDay::Day(DayOfMonth(day)) => write!(f, "day{}{day}", crate::units::NBSP),
            MonthDay::Last => f.write_str("the last day"),
        }
    }
}
