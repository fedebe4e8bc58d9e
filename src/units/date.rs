use chrono::{Datelike, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// Reads a calendar date as `2026-11-21`, the form of date fields and of files. `None` for anything else.
///
/// The calendar's own reader takes every format there is; this one keeps the page small.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim().split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = |s: &str, length: usize| s.len() == length && s.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn written(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// A date in a file: `"2026-11-21"`.
pub(crate) mod iso_date {
    use super::{Deserialize, Deserializer, Error, NaiveDate, Serializer, read_date, written};

    pub(crate) fn serialize<S: Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&written(*date))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(from)?;
        read_date(&text).ok_or_else(|| D::Error::custom("a date is written as 2026-11-21"))
    }
}

/// A date in a file that may be absent.
pub(crate) mod iso_date_option {
    use super::{Deserializer, NaiveDate, Serializer, iso_date};

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(crate) fn serialize<S: Serializer>(date: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => iso_date::serialize(date, to),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        iso_date::deserialize(from).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_and_no_other() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21);
        assert_eq!(read_date("2026-11-21"), date);
        assert_eq!(read_date(" 2026-11-21 "), date);
        for text in [
            "",
            "2026-11-31",
            "2026-13-01",
            "21.11.2026",
            "2026-1-2",
            "+2026-11-21",
            "2026-11-21T00:00",
            "２０２６-11-21",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
