use super::{NBSP, quantities};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A length of time in whole seconds, from 0 to 100 years.
///
/// Serialised as its number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Duration(i64);

/// Why typed text is not a [`Duration`]. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Nothing was typed.
    #[error("Enter a length of time, such as 4 h, 90 min or 1 day")]
    Empty,
    /// A number without a unit.
    #[error("Add a unit: is it {number} min, {number} h or {number} days?")]
    NoUnit {
        /// The number as typed.
        number: String,
    },
    /// A word that is no unit of time.
    #[error(
        "“{unit}” is not a unit Holdfast knows. Use min, h, days, weeks or months, such as 4 h or 2 weeks"
    )]
    UnknownUnit {
        /// The word as typed.
        unit: String,
    },
    /// No reading as a length of time.
    #[error("Enter a length of time as a number and a unit, such as 4 h, 90 min or 1 day")]
    Unreadable,
    /// Longer than the range.
    #[error("Enter a length of time of 100 years or less")]
    TooLong,
    /// Below zero.
    #[error("Enter a length of time of 0 or more")]
    Negative,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const LONGEST: i64 = 36_525 * DAY;

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// From whole seconds. `None` outside 0 to 100 years.
    pub const fn from_seconds(seconds: i64) -> Option<Duration> {
        if seconds < 0 || seconds > LONGEST { None } else { Some(Duration(seconds)) }
    }

    /// From whole seconds, cut to the range 0 to 100 years.
    pub const fn clamped(seconds: i64) -> Duration {
        if seconds < 0 {
            Duration(0)
        } else if seconds > LONGEST {
            Duration(LONGEST)
        } else {
            Duration(seconds)
        }
    }

    /// Whole minutes, cut to the range.
    pub const fn minutes(n: i64) -> Duration {
        Duration::clamped(n.saturating_mul(MINUTE))
    }

    /// Whole hours, cut to the range.
    pub const fn hours(n: i64) -> Duration {
        Duration::clamped(n.saturating_mul(HOUR))
    }

    /// Whole days of 24 hours, cut to the range.
    pub const fn days(n: i64) -> Duration {
        Duration::clamped(n.saturating_mul(DAY))
    }

    /// The whole seconds in it.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// As a clock shows it: "1:05:09", hours, minutes and seconds.
    pub fn on_a_clock(self) -> String {
        format!("{}:{:02}:{:02}", self.0 / 3_600, self.0 % 3_600 / 60, self.0 % 60)
    }

    /// For people: seconds below ten minutes, then whole minutes, what is left over counting as one. Never less than it is.
    #[must_use]
    pub const fn to_the_minute(self) -> Duration {
        if self.0 < 600 { self } else { Duration::clamped(self.0.saturating_add(59) / 60 * 60) }
    }

    /// The sum, cut to the range.
    #[must_use]
    pub const fn plus(self, other: Duration) -> Duration {
        Duration::clamped(self.0.saturating_add(other.0))
    }

    /// The difference, or zero when `other` is longer.
    #[must_use]
    pub const fn minus(self, other: Duration) -> Duration {
        Duration::clamped(self.0.saturating_sub(other.0))
    }

    /// As ISO 8601 writes it in the catalogue: `P60D`, `PT4H`. `None` for other forms.
    pub fn from_iso_days(text: &str) -> Option<Duration> {
        let days: i64 = text.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
        Duration::from_seconds(days.checked_mul(DAY)?)
    }
}

impl TryFrom<i64> for Duration {
    type Error = DurationError;
    fn try_from(seconds: i64) -> Result<Self, Self::Error> {
        if seconds < 0 {
            return Err(DurationError::Negative);
        }
        Duration::from_seconds(seconds).ok_or(DurationError::TooLong)
    }
}

impl From<Duration> for i64 {
    fn from(d: Duration) -> i64 {
        d.0
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    /// Reads `4h`, `1 day`, `90 min`, `1 h 30 min`, `1h30`, `1.5 h`, `02:30 h`, `2 weeks`, `0`.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(DurationError::Empty);
        }
        if typed.starts_with(['-', '−']) {
            return Err(DurationError::Negative);
        }
        let typed = typed.replace(" and ", " ");
        let quantities = quantities(&typed).ok_or(DurationError::Unreadable)?;
        let mut total = 0_u128;
        let mut last: Option<u64> = None;
        for quantity in &quantities {
            let seconds = match (quantity.unit.as_str(), last) {
                // `1h30`: the bare rest of hours is minutes.
                ("", Some(HOUR_SECONDS)) => 60,
                ("", _) if quantity.millionths == 0 => 1,
                ("", _) => return Err(DurationError::NoUnit { number: quantity.typed.clone() }),
                (word, _) => {
                    unit_seconds(word).ok_or_else(|| DurationError::UnknownUnit { unit: word.into() })?
                }
            };
            // Units go from large to small and each stands once; `3 min 2 h` is a slip of the hand.
            if last.is_some_and(|previous| seconds >= previous) {
                return Err(DurationError::Unreadable);
            }
            last = Some(seconds);
            total = total.saturating_add(quantity.of(seconds));
        }
        i64::try_from(total).ok().and_then(Duration::from_seconds).ok_or(DurationError::TooLong)
    }
}

const HOUR_SECONDS: u64 = 3_600;

fn unit_seconds(word: &str) -> Option<u64> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR_SECONDS,
        "d" | "day" | "days" => 86_400,
        "w" | "wk" | "wks" | "week" | "weeks" => 7 * 86_400,
        // Calendar months and years have no fixed length: 30 and 365 days, shown back as days.
        "mo" | "month" | "months" => 30 * 86_400,
        "y" | "yr" | "yrs" | "year" | "years" => 365 * 86_400,
        _ => return None,
    })
}

impl fmt::Display for Duration {
    /// `26 h 10 min`, `40 s`, `60 days`, `6 d 18 h`: exact, never rounded, with no-break spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0;
        if total == 0 {
            return write!(f, "0{NBSP}min");
        }
        if total % DAY == 0 && total >= 4 * DAY {
            return write!(f, "{}{NBSP}days", total / DAY);
        }
        // Up to 100 hours people compare hours; beyond that they count days.
        let (days, hours) =
            if total < 100 * HOUR { (0, total / HOUR) } else { (total / DAY, total % DAY / HOUR) };
        let parts = [(days, "d"), (hours, "h"), (total % HOUR / MINUTE, "min"), (total % MINUTE, "s")];
        let mut first = true;
        for (number, unit) in parts {
            if number == 0 {
                continue;
            }
            if !first {
                write!(f, "{NBSP}")?;
            }
            write!(f, "{number}{NBSP}{unit}")?;
            first = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<i64, DurationError> {
        typed.parse::<Duration>().map(Duration::seconds)
    }

    fn plain(d: Duration) -> String {
        d.to_string().replace(NBSP, " ")
    }

    #[test]
    fn reads_what_people_write() {
        for (typed, seconds) in [
            ("4h", 14_400),
            ("4 hours", 14_400),
            ("1 day", 86_400),
            ("90 min", 5_400),
            ("1 h 30 min", 5_400),
            ("1h30", 5_400),
            ("1h30m", 5_400),
            ("1.5 h", 5_400),
            ("1,5 h", 5_400),
            ("2 weeks", 1_209_600),
            ("1 day and 2 hours", 93_600),
            ("20 s", 20),
            ("0", 0),
            ("0 min", 0),
            ("60 D", 5_184_000),
        ] {
            assert_eq!(read(typed), Ok(seconds), "{typed}");
        }
    }

    #[test]
    fn refuses_with_words_that_help() {
        assert_eq!(read(""), Err(DurationError::Empty));
        assert_eq!(read("-4 h"), Err(DurationError::Negative));
        assert_eq!(read("101 years"), Err(DurationError::TooLong));
        assert_eq!(read("9999999999999999999999 days"), Err(DurationError::TooLong));
        for unreadable in ["soon", "h4", "4 h 5 h", "5 min 4 h", "4 / 2 h", "1..5 h", "4h!"] {
            assert_eq!(read(unreadable), Err(DurationError::Unreadable), "{unreadable}");
        }
        assert_eq!(read("4").unwrap_err().to_string(), "Add a unit: is it 4 min, 4 h or 4 days?");
        assert!(read("4 fortnights").unwrap_err().to_string().contains("“fortnights”"));
    }

    #[test]
    fn prints_exactly() {
        for (seconds, text) in [
            (0, "0 min"),
            (20, "20 s"),
            (7_800, "2 h 10 min"),
            (86_400, "24 h"),
            (94_200, "26 h 10 min"),
            (270_000, "75 h"),
            (259_200, "72 h"),
            (345_600, "4 days"),
            (5_184_000, "60 days"),
            (583_200, "6 d 18 h"),
            (86_399, "23 h 59 min 59 s"),
        ] {
            assert_eq!(plain(Duration(seconds)), text);
        }
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for seconds in [0, 59, 60, 3_599, 94_200, 360_000, 583_200, 86_400 * 400] {
            let d = Duration(seconds);
            assert_eq!(plain(d).parse(), Ok(d));
        }
    }
}
