//! Lengths of time as the tools write them.

use super::calendar::back;
use super::error::RetentionError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// restic's length of time: `1y5m7d2h`, where m is a month. Years, months and days are counted on the calendar, hours
/// are 3,600 s; there are no weeks and no minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    /// Calendar years.
    pub years: u32,
    /// Calendar months.
    pub months: u32,
    /// Calendar days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
}

impl Span {
    /// Whether it has no length, which switches its rule off.
    pub fn is_zero(&self) -> bool {
        *self == Span::default()
    }

    /// The instant so long before another, on a clock `offset` seconds east of UTC.
    pub(super) fn before(self, at: i64, offset: i32) -> i64 {
        let [years, months, days, hours] = [self.years, self.months, self.days, self.hours].map(i64::from);
        back(at, i64::from(offset), years, months, days) - hours * 3_600
    }
}

impl FromStr for Span {
    type Err = RetentionError;

    fn from_str(text: &str) -> Result<Span, RetentionError> {
        let wrong = || RetentionError::Length {
            text: text.to_owned(),
            form: "1y5m7d2h (years, months, days, hours)",
        };
        let mut span = Span::default();
        let mut number = String::new();
        for letter in text.trim().chars() {
            let part = match letter {
                '0'..='9' => {
                    number.push(letter);
                    continue;
                }
                'y' => &mut span.years,
                'm' => &mut span.months,
                'd' => &mut span.days,
                'h' => &mut span.hours,
                _ => return Err(wrong()),
            };
            // Up to 100,000 of each: beyond it the calendar means nothing.
            *part = number.parse().ok().filter(|n| *n <= 100_000).ok_or_else(wrong)?;
            number.clear();
        }
        if number.is_empty() { Ok(span) } else { Err(wrong()) }
    }
}

impl fmt::Display for Span {
    /// `1y1m1d`: as restic prints it, whatever order it was typed in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, unit) in [(self.years, 'y'), (self.months, 'm'), (self.days, 'd'), (self.hours, 'h')] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Span {
    type Error = RetentionError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> String {
        span.to_string()
    }
}

/// Borg's length of time: one number and one unit, `S`, `M`, `H`, `d`, `w`, `m` (31 days) or `y` (365 days). Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval(pub i64);

const UNITS: [(char, i64); 7] = [
    ('y', 365 * 86_400),
    ('m', 31 * 86_400),
    ('w', 7 * 86_400),
    ('d', 86_400),
    ('H', 3_600),
    ('M', 60),
    ('S', 1),
];

impl FromStr for Interval {
    type Err = RetentionError;

    fn from_str(text: &str) -> Result<Interval, RetentionError> {
        let wrong = || RetentionError::Length {
            text: text.to_owned(),
            form: "7d (a number above 0 and one of S, M, H, d, w, m for 31 days, y for 365 days)",
        };
        let text = text.trim();
        let (_, unit) = UNITS.iter().find(|(letter, _)| text.ends_with(*letter)).ok_or_else(wrong)?;
        let number = text.get(..text.len() - 1).unwrap_or_default();
        let plain = number.bytes().all(|byte| byte.is_ascii_digit());
        let number: i64 =
            number.parse().ok().filter(|n| plain && (1..=100_000_000).contains(n)).ok_or_else(wrong)?;
        Ok(Interval(number * unit))
    }
}

impl fmt::Display for Interval {
    /// In the largest of weeks, days, hours, minutes and seconds that is exact; 31 and 365 days stay days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = UNITS.iter().skip(3).find(|(_, unit)| self.0 % unit == 0);
        let (letter, unit) = exact.copied().unwrap_or(('S', 1));
        write!(f, "{}{letter}", self.0 / unit)
    }
}

impl TryFrom<String> for Interval {
    type Error = RetentionError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> String {
        interval.to_string()
    }
}

/// Go's length of time, as Velero writes it: `720h0m0s`. Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ttl(pub i64);

impl FromStr for Ttl {
    type Err = RetentionError;

    fn from_str(text: &str) -> Result<Ttl, RetentionError> {
        let wrong = || RetentionError::Length { text: text.to_owned(), form: "720h0m0s" };
        let mut seconds = 0_i64;
        let mut number = String::new();
        for letter in text.trim().chars() {
            let unit = match letter {
                '0'..='9' => {
                    number.push(letter);
                    continue;
                }
                'h' => 3_600,
                'm' => 60,
                's' => 1,
                _ => return Err(wrong()),
            };
            let part: i64 = number.parse().ok().filter(|n| *n <= 1_000_000_000).ok_or_else(wrong)?;
            number.clear();
            seconds += part * unit;
        }
        if seconds > 0 && number.is_empty() { Ok(Ttl(seconds)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Ttl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}h{}m{}s", self.0 / 3_600, self.0 % 3_600 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for Ttl {
    type Error = RetentionError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Ttl> for String {
    fn from(ttl: Ttl) -> String {
        ttl.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_each_tool_does() {
        let span = |text: &str| text.parse::<Span>().map(|span| span.to_string()).ok();
        assert_eq!(span("1y1d1m").as_deref(), Some("1y1m1d"));
        assert_eq!(span("2m2h").as_deref(), Some("2m2h"));
        assert_eq!(span("").as_deref(), Some(""));
        for wrong in ["2w", "5", "d", "-3d", "1.5d", "3M"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
        let interval = |text: &str| text.parse::<Interval>().map(|interval| interval.0).ok();
        assert_eq!(interval("2d"), Some(172_800));
        assert_eq!((interval("1m"), interval("31d")), (Some(2_678_400), Some(2_678_400)));
        assert_eq!((interval("1y"), interval("3M"), interval("3S")), (Some(31_536_000), Some(180), Some(3)));
        for wrong in ["", "d", "0d", "7", "1d2H", "-1d", "+1d", "2h"] {
            assert_eq!(interval(wrong), None, "{wrong}");
        }
        assert_eq!(Interval(2_678_400).to_string(), "31d");
        assert_eq!("720h0m0s".parse::<Ttl>().map(|ttl| ttl.0), Ok(2_592_000));
        assert_eq!(Ttl(5_400).to_string(), "1h30m0s");
        assert!("720".parse::<Ttl>().is_err() && "30d".parse::<Ttl>().is_err());
    }
}
