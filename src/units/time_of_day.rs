use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A time of day to the minute, 00:00 to 23:59. Serialised as `"02:00"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    minutes: u16,
}

/// Why typed text is not a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Nothing was typed, or nothing that reads as a time.
    #[error("Enter a time, such as 02:00")]
    Unreadable,
    /// Hours or minutes out of range.
    #[error("Enter a time from 00:00 to 23:59, such as 02:00")]
    OutOfRange,
}

impl TimeOfDay {
    /// 00:00.
    pub const MIDNIGHT: TimeOfDay = TimeOfDay { minutes: 0 };

    /// `None` unless `hour` is 0 to 23 and `minute` 0 to 59.
    pub const fn new(hour: u16, minute: u16) -> Option<TimeOfDay> {
        if hour > 23 || minute > 59 { None } else { Some(TimeOfDay { minutes: hour * 60 + minute }) }
    }

    /// Seconds since 00:00, from 0 to 86,340.
    pub const fn seconds(self) -> i64 {
        self.minutes as i64 * 60
    }
}

impl FromStr for TimeOfDay {
    type Err = TimeError;

    /// Reads `02:00`, `2:00`, `2.00`, `0200`, `2 am`, `2:30 pm`, `14h30`, `noon`, `midnight`.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let text = typed.trim().to_ascii_lowercase();
        match text.as_str() {
            "midnight" => return Ok(TimeOfDay::MIDNIGHT),
            "noon" => return TimeOfDay::new(12, 0).ok_or(TimeError::OutOfRange),
            _ => {}
        }
        let (digits, half) = if let Some(rest) = text.strip_suffix("am") {
            (rest.trim(), Some(0))
        } else if let Some(rest) = text.strip_suffix("pm") {
            (rest.trim(), Some(12))
        } else {
            (text.as_str(), None)
        };
        let number = |s: &str| -> Result<u16, TimeError> {
            if s.is_empty() || s.len() > 2 || !s.bytes().all(|b| b.is_ascii_digit()) {
                return Err(TimeError::Unreadable);
            }
            s.parse().map_err(|_| TimeError::Unreadable)
        };
        let (hour, minute) = match digits.split_once([':', '.', 'h']) {
            Some((h, "")) => (number(h)?, 0),
            Some((h, m)) => (number(h)?, number(m)?),
            None => match digits.len() {
                4 => {
                    let (h, m) = digits.split_at_checked(2).ok_or(TimeError::Unreadable)?;
                    (number(h)?, number(m)?)
                }
                // A bare `2` could be a count of anything; `2 am` is a time.
                _ if half.is_some() => (number(digits)?, 0),
                _ => return Err(TimeError::Unreadable),
            },
        };
        let hour = match half {
            Some(_) if !(1..=12).contains(&hour) => return Err(TimeError::OutOfRange),
            Some(offset) => hour % 12 + offset,
            None => hour,
        };
        TimeOfDay::new(hour, minute).ok_or(TimeError::OutOfRange)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    /// `02:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (typed, text) in [
            ("02:00", "02:00"),
            ("2:05", "02:05"),
            ("2.30", "02:30"),
            ("0200", "02:00"),
            ("2 am", "02:00"),
            ("12 am", "00:00"),
            ("12:15pm", "12:15"),
            ("11 PM", "23:00"),
            ("14h30", "14:30"),
            ("noon", "12:00"),
            ("midnight", "00:00"),
        ] {
            assert_eq!(typed.parse::<TimeOfDay>().unwrap().to_string(), text, "{typed}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for typed in ["", "2", "night", "2:3:4", "-2:00", "２:00", "002:00"] {
            assert_eq!(typed.parse::<TimeOfDay>(), Err(TimeError::Unreadable), "{typed}");
        }
        for typed in ["24:00", "12:60", "13 pm", "0 am"] {
            assert_eq!(typed.parse::<TimeOfDay>(), Err(TimeError::OutOfRange), "{typed}");
        }
    }
}
