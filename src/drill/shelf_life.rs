use crate::answers::Answers;
use crate::system::{EntryError, Unreadable};
use crate::units::{NBSP, grouped};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// For how many days a proof holds. After that it is stale: systems and people change. The entry "drills" of the section
/// "settings".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShelfLife {
    /// From [`ShelfLife::LEAST`] to [`ShelfLife::MOST`].
    #[serde(rename = "proof_days")]
    pub days: u16,
}

/// A number of days that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Enter a whole number of days from 1 to 3,650, such as 100")]
pub struct NoShelfLife;

impl Default for ShelfLife {
    /// 100 days: a quarter, and a few days to find a date.
    fn default() -> ShelfLife {
        ShelfLife { days: 100 }
    }
}

impl std::str::FromStr for ShelfLife {
    type Err = NoShelfLife;

    /// As it is typed: "100", "1,000".
    fn from_str(typed: &str) -> Result<ShelfLife, NoShelfLife> {
        let days = typed.trim().replace(',', "").parse().map_err(|_| NoShelfLife)?;
        ShelfLife { days }.sound()
    }
}

impl ShelfLife {
    /// The section of the document.
    pub const SECTION: &'static str = "settings";
    /// The id of its entry.
    pub const ID: &'static str = "drills";
    /// The fewest days.
    pub const LEAST: u16 = 1;
    /// The most days: ten years.
    pub const MOST: u16 = 3_650;

    fn sound(self) -> Result<ShelfLife, NoShelfLife> {
        if (Self::LEAST..=Self::MOST).contains(&self.days) { Ok(self) } else { Err(NoShelfLife) }
    }

    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, a part this version does not know, or days that nobody could have typed.
    pub fn read(text: &str) -> Result<ShelfLife, EntryError> {
        let problem = |error: serde_json::Error| EntryError::of(&error);
        let mut value: serde_json::Value = serde_json::from_str(text).map_err(problem)?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        let read: ShelfLife = serde_json::from_value(value).map_err(problem)?;
        read.sound().map_err(|refused| EntryError { problem: refused.to_string() })
    }

    /// As an entry; `None` for the days that hold without one.
    pub fn write(self) -> Option<String> {
        (self != ShelfLife::default()).then(|| serde_json::to_value(self).unwrap_or_default().to_string())
    }

    /// That of a document; the usual where there is none or it cannot be read, and then why.
    pub fn of(answers: &Answers) -> (ShelfLife, Option<Unreadable>) {
        match answers.entry(Self::SECTION, Self::ID).map(|text| (text, ShelfLife::read(text))) {
            None => (ShelfLife::default(), None),
            Some((_, Ok(read))) => (read, None),
            Some((text, Err(error))) => {
                (ShelfLife::default(), Some(Unreadable::new(Self::SECTION, Self::ID, text, error)))
            }
        }
    }

    /// In words: "100 days".
    pub fn words(self) -> String {
        if self.days == 1 {
            format!("1{NBSP}day")
        } else {
            format!("{}{NBSP}days", grouped(self.days.into()))
        }
    }

    /// The last day on which a proof of that day holds.
    pub fn until(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_days(Days::new(self.days.into())).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_kept_and_read() {
        for (typed, days) in [("1", 1), (" 3,650 ", 3_650), ("100", 100)] {
            assert_eq!(typed.parse(), Ok(ShelfLife { days }));
        }
        for typed in ["", "0", "3651", "-1", "1.5", "ninety", "99999999999"] {
            assert_eq!(typed.parse::<ShelfLife>(), Err(NoShelfLife), "{typed}");
        }
        let text = ShelfLife { days: 30 }.write().unwrap();
        assert_eq!(ShelfLife::read(&text), Ok(ShelfLife { days: 30 }));
        assert_eq!(ShelfLife::read(r#"{"id":"drills","proof_days":30}"#), Ok(ShelfLife { days: 30 }));
        assert_eq!(ShelfLife::default().write(), None, "the usual needs no entry");
        for text in [r#"{"proof_days":0}"#, r#"{"proof_days":4000}"#, r#"{"proof_days":9,"more":1}"#, "{}"] {
            assert!(ShelfLife::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn it_ends_so_many_days_later() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let until = |days| ShelfLife { days }.until(day).to_string();
        assert_eq!((until(1).as_str(), until(100).as_str()), ("2026-11-22", "2027-03-01"));
    }
}
