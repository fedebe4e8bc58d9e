use crate::units::Moment;
use chrono::{NaiveDate, NaiveTime};

/// A time as a tool wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum When {
    /// Nothing, or a word for nothing.
    #[default]
    Missing,
    /// Not a time; the text, shortened.
    Unreadable(String),
    /// With a zone: seconds since 1 January 1970 UTC, and seconds east of UTC if that was written.
    At(i64, Option<i32>),
    /// Without a zone.
    Local(Moment),
}

impl When {
    /// A time whose zone is UTC by what the tool promises, even where it leaves that out.
    pub(super) fn or_utc(self) -> When {
        match self {
            When::Local(local) => When::At(seconds(local), Some(0)),
            other => other,
        }
    }

    /// This time, or another one where it is missing.
    pub(super) fn or(self, other: When) -> When {
        if self == When::Missing { other } else { self }
    }

    /// From seconds since 1 January 1970 UTC; unreadable beyond the year 9999.
    pub(super) fn epoch(seconds: i64) -> When {
        match seconds {
            0 => When::Missing,
            FIRST..=LAST => When::At(seconds, None),
            _ => When::Unreadable(seconds.to_string()),
        }
    }
}

/// The first second of the year 1 and the last of 9999.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;

/// Instants of UTC count from 1 January 1970, moments from the Monday after.
fn seconds(local: Moment) -> i64 {
    let epoch = NaiveDate::default().and_time(NaiveTime::MIN);
    local.seconds().saturating_sub(Moment::from_civil(epoch).seconds())
}

/// Reads the forms in which tools write times: RFC 3339 with or without zone, fraction and seconds, `20261121T082700Z`,
/// `21.11.2026 08:27`, and that of C's asctime. Fractions are dropped. The year 1 is how Go writes "none".
pub(super) fn read(text: &str) -> When {
    let text = text.trim();
    if text.is_empty() || text == "-" || text.starts_with("0001-01-01") {
        return When::Missing;
    }
    let read = iso(text.as_bytes()).or_else(|| asctime(text));
    read.unwrap_or_else(|| When::Unreadable(super::basket::shown(text)))
}

/// As [`read`], or a number of seconds since 1 January 1970 UTC; one of 13 digits is of milliseconds, as JavaScript counts.
pub(super) fn read_or_epoch(text: &str) -> When {
    let whole = text.trim().split('.').next().unwrap_or("");
    if whole.len() >= 9 && whole.bytes().all(|b| b.is_ascii_digit()) && digits_only(text.trim()) {
        let seconds =
            whole.parse::<i64>().map(|number| if whole.len() == 13 { number / 1_000 } else { number });
        return seconds.map_or_else(|_| When::Unreadable(super::basket::shown(text)), When::epoch);
    }
    read(text)
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// A number of exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for digit in number {
            value = value * 10 + u32::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
        }
        self.0 = rest;
        Some(value)
    }

    /// Passes one of `marks`, if it is next.
    fn one_of(&mut self, marks: &[u8]) -> bool {
        match self.0 {
            [first, rest @ ..] if marks.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn fraction(&mut self) -> Option<()> {
        if self.one_of(b".,") {
            let count = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
            self.0 = self.0.get(count..)?;
            return (count > 0).then_some(());
        }
        Some(())
    }

    /// What follows the time of day: an offset in seconds, `None` inside for none.
    fn zone(&mut self) -> Option<Option<i32>> {
        while self.one_of(b" ") {}
        let (sign, rest) = match self.0 {
            [] => return Some(None),
            b"Z" | b"z" | b"UTC" | b"GMT" => return Some(Some(0)),
            [b'+', rest @ ..] => (1, rest),
            [b'-', rest @ ..] => (-1, rest),
            _ => return None,
        };
        self.0 = rest;
        let hours = self.digits(2)?;
        self.one_of(b":");
        let minutes = if self.0.is_empty() { 0 } else { self.digits(2)? };
        let valid = self.0.is_empty() && hours < 24 && minutes < 60;
        let offset = i32::try_from(hours * 3_600 + minutes * 60).ok()?;
        valid.then_some(Some(sign * offset))
    }
}

/// `2026-11-21`, `2026/11/21` or `20261121`.
fn date(rest: &mut Rest<'_>) -> Option<(u32, u32, u32)> {
    let year = rest.digits(4)?;
    let by = [b"-", b"/"].into_iter().find(|by| rest.one_of(*by));
    let month = rest.digits(2)?;
    if by.is_some_and(|by| !rest.one_of(by)) {
        return None;
    }
    Some((year, month, rest.digits(2)?))
}

/// `21.11.2026`: with dots the day always comes first. With slashes it may be either, so these are not read.
fn dotted(rest: &mut Rest<'_>) -> Option<(u32, u32, u32)> {
    let day = rest.digits(2)?;
    rest.one_of(b".").then_some(())?;
    let month = rest.digits(2)?;
    rest.one_of(b".").then_some(())?;
    Some((rest.digits(4)?, month, day))
}

fn iso(text: &[u8]) -> Option<When> {
    let mut rest = Rest(text);
    let (year, month, day) = if text.get(2) == Some(&b'.') { dotted(&mut rest)? } else { date(&mut rest)? };
    let clock = if rest.0.is_empty() {
        (0, 0, 0)
    } else {
        if !rest.one_of(b"Tt ") {
            return None;
        }
        let hour = rest.digits(2)?;
        let colons = rest.one_of(b":");
        let minute = rest.digits(2)?;
        let has_second =
            if colons { rest.one_of(b":") } else { rest.0.first().is_some_and(u8::is_ascii_digit) };
        let second = if has_second { rest.digits(2)? } else { 0 };
        rest.fraction()?;
        (hour, minute, second)
    };
    let local = civil(year, month, day, clock)?;
    Some(match rest.zone()? {
        Some(offset) => {
            let at = seconds(local) - i64::from(offset);
            // A date that its offset moves out of the calendar is none.
            (FIRST..=LAST).contains(&at).then_some(When::At(at, Some(offset)))?
        }
        None => When::Local(local),
    })
}

/// A second 60 is the one after 59, as in UTC's leap seconds.
fn civil(year: u32, month: u32, day: u32, (hour, minute, second): (u32, u32, u32)) -> Option<Moment> {
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(Moment::start_of(day).plus(i64::from(hour * 3_600 + minute * 60 + second)))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Sat Nov 21 08:27:00 2026`, and `Sat Nov 21  8:27 2026` as ZFS writes it.
fn asctime(text: &str) -> Option<When> {
    let mut words = text.split_ascii_whitespace();
    let (_, month, day, clock, year) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || day.len() > 2 || year.len() != 4 {
        return None;
    }
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, two(parts.next()?)?, parts.next());
    let time = match second {
        Some(second) => (two(hour)?, minute, two(second)?),
        None => (hour.parse().ok()?, minute, 0),
    };
    let local = civil(year.parse().ok()?, u32::try_from(month).ok()?, day.parse().ok()?, time)?;
    Some(When::Local(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_the_tools() {
        for (text, at, offset) in [
            ("2024-02-01T03:00:00Z", 1_706_756_400, 0),
            ("2024-02-01T03:00:00.123456789Z", 1_706_756_400, 0),
            ("2024-02-01T04:00:00.999+01:00", 1_706_756_400, 3_600),
            ("2024-01-31T22:30:00-04:30", 1_706_756_400, -16_200),
            ("2019-02-28T21:28:32.000Z", 1_551_389_312, 0),
            ("20261121T082700Z", 1_795_249_620, 0),
            ("2024-02-01 03:00 UTC", 1_706_756_400, 0),
            ("2024/02/01 04:00:00 +0100", 1_706_756_400, 3_600),
            ("1900-01-01T00:00:00Z", -2_208_988_800, 0),
            ("2099-12-31T23:59:59Z", 4_102_444_799, 0),
            ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
        ] {
            assert_eq!(read(text), When::At(at, Some(offset)), "{text}");
        }
    }

    #[test]
    fn without_a_zone_nothing_is_guessed() {
        for text in [
            "2026-11-21T08:27:00.789123",
            "2026-11-21 08:27",
            "21.11.2026 08:27",
            "Sat Nov 21 08:27:00 2026",
            "Sat Nov 21  8:27 2026",
        ] {
            let When::Local(local) = read(text) else { panic!("{text}") };
            assert_eq!(seconds(local), 1_795_249_620, "{text}");
        }
        assert!(matches!(read("2026-11-21"), When::Local(_)));
        assert_eq!(read("2026-11-21T08:27:00").or_utc(), When::At(1_795_249_620, Some(0)));
    }

    #[test]
    fn what_is_no_time() {
        for text in ["", "  ", "-", "0001-01-01T00:00:00Z"] {
            assert_eq!(read(text), When::Missing, "{text}");
        }
        for text in [
            "soon",
            "2024-02-30T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-02-01T24:00:00Z",
            "2024-02-01T03:00:00.Z",
            "2024-02-01T03:00:00+25:00",
            "2024-02-01T03:00:00 CET",
            "2024-02-01T03:00:00+01:00x",
            "2024-0201T03:00:00",
            "2024-02/01T03:00:00",
            "01/02/2024 03:00",
            "1.2.2024",
            "32.01.2024",
            "２０２４-02-01",
            "Sat Nov 21 8:27:00 2026",
            "Sat Nob 21 08:27:00 2026",
        ] {
            assert!(matches!(read(text), When::Unreadable(_)), "{text}");
        }
        assert!(matches!(When::epoch(i64::MAX), When::Unreadable(_)));
        assert_eq!(read_or_epoch("1711839541.5"), When::At(1_711_839_541, None));
        assert_eq!(read_or_epoch("1711839541500"), When::At(1_711_839_541, None));
        assert!(matches!(read_or_epoch("99999999999999999999"), When::Unreadable(_)));
    }
}
