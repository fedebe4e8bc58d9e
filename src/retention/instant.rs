//! Instants as tools and files write them.

use super::calendar::{days, month_length};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An instant with the clock it was written on. In a file RFC 3339 (`2026-11-21T09:30:00.5+01:00`), or whole seconds
/// since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "i64")]
pub struct Instant {
    /// Whole seconds since 1970, UTC.
    pub seconds: i64,
    /// The rest of the second.
    pub nanos: u32,
    /// Seconds east of UTC.
    pub offset_s: i32,
}

/// A text that names no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not an instant: write it with its zone, such as 2026-11-21T09:30:00+01:00 or 2026-11-21T08:30:00Z"
)]
pub struct InstantError {
    /// As given.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Seconds(i64),
    Text(String),
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> i64 {
        instant.seconds
    }
}

impl TryFrom<Written> for Instant {
    type Error = InstantError;
    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Seconds(seconds) => Ok(Instant { seconds, nanos: 0, offset_s: 0 }),
            Written::Text(text) => text.parse(),
        }
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Instant, InstantError> {
        read(text.trim()).ok_or_else(|| InstantError { text: text.to_owned() })
    }
}

fn read(text: &str) -> Option<Instant> {
    let (date, rest) = (text.get(..10)?, text.get(11..)?);
    if !matches!(text.as_bytes().get(10)?, b'T' | b't' | b' ') {
        return None;
    }
    let [year, month, day] = three(date, '-', [4, 2, 2])?;
    let (time, rest) = rest.split_at_checked(8)?;
    let [hour, minute, second] = three(time, ':', [2, 2, 2])?;
    let (nanos, zone) = match rest.strip_prefix('.') {
        None => (0, rest),
        Some(rest) => {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, zone) = rest.split_at_checked(length)?;
            // Beyond nanoseconds nothing is kept.
            let nanos: String = digits.chars().chain("000000000".chars()).take(9).collect();
            (nanos.parse().ok().filter(|_| length > 0)?, zone)
        }
    };
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let east = match zone.get(..1)? {
                "+" => 1,
                "-" => -1,
                _ => return None,
            };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
            (hours <= 23 && minutes <= 59).then_some(east * (hours * 3_600 + minutes * 60))?
        }
    };
    let fits = (1..=12).contains(&month)
        && (1..=month_length(year, month)).contains(&day)
        && hour <= 23
        && minute <= 59
        && second <= 60;
    let local = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let offset_s = i32::try_from(offset).ok()?;
    fits.then_some(Instant { seconds: local - offset, nanos, offset_s })
}

fn three(text: &str, mark: char, lengths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(mark);
    let [a, b, c] = lengths;
    let read = [number(parts.next()?, a)?, number(parts.next()?, b)?, number(parts.next()?, c)?];
    parts.next().is_none().then_some(read)
}

fn number(text: &str, length: usize) -> Option<i64> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

impl fmt::Display for Instant {
    /// `2026-11-21 09:30:00 +01:00`, on its own clock; fractions only where there are some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.seconds.saturating_add(i64::from(self.offset_s));
        let date = super::calendar::date(local.div_euclid(86_400));
        let of_day = local.rem_euclid(86_400);
        write!(f, "{:04}-{:02}-{:02}", date.year, date.month, date.day)?;
        write!(f, " {:02}:{:02}:{:02}", of_day / 3_600, of_day % 3_600 / 60, of_day % 60)?;
        if self.nanos > 0 {
            let nanos = format!("{:09}", self.nanos);
            write!(f, ".{}", nanos.trim_end_matches('0'))?;
        }
        if self.offset_s == 0 {
            return f.write_str(" UTC");
        }
        let sign = if self.offset_s < 0 { '-' } else { '+' };
        let offset = self.offset_s.unsigned_abs();
        write!(f, " {sign}{:02}:{:02}", offset / 3_600, offset % 3_600 / 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_with_their_clock_or_not_at_all() {
        let read = |text: &str| text.parse::<Instant>().ok().map(|at| (at.seconds, at.nanos, at.offset_s));
        assert_eq!(read("1970-01-01T00:00:00Z"), Some((0, 0, 0)));
        assert_eq!(
            read("2024-05-02T13:00:00+09:00"),
            read("2024-05-02T04:00:00Z").map(|(s, n, _)| (s, n, 32_400))
        );
        assert_eq!(read("2014-08-13T10:20:30.1Z"), Some((1_407_925_230, 100_000_000, 0)));
        assert_eq!(read("1969-12-31T19:59:59.999999999-04:00"), Some((-1, 999_999_999, -14_400)));
        for wrong in [
            "2024-05-02T13:00:00",
            "2024-05-02",
            "2024-02-30T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-05-02T24:00:00Z",
            "2024-05-02T13:00:00.Z",
            "2024-05-02T13:00:00+9:00",
            "24-05-02T13:00:00Z",
            "２024-05-02T13:00:00Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(
            "2024-05-02T13:00:00.50+09:00".parse::<Instant>().map(|at| at.to_string()),
            Ok("2024-05-02 13:00:00.5 +09:00".to_owned())
        );
    }
}
