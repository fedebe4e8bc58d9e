//! Components and the setup as text: the entries of a document.

use super::sound::seen;
use super::{Component, Setup};
use serde::Serialize;

/// Why an entry of the document cannot be used. It is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("It cannot be read: {problem}. It is kept as it is; a newer Holdfast may have written it")]
pub struct EntryError {
    /// What is wrong, in the reader's words.
    pub problem: String,
}

/// An entry of the document that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its section.
    pub section: &'static str,
    /// Its id there.
    pub id: String,
    /// What stands there, one line of JSON, without characters that cannot be seen.
    pub text: String,
    /// Why it cannot be used.
    pub error: EntryError,
}

impl EntryError {
    /// From what the reader of JSON says.
    pub(crate) fn of(error: &serde_json::Error) -> EntryError {
        EntryError { problem: seen(&error.to_string()) }
    }
}

impl Unreadable {
    /// An entry and why it cannot be used.
    pub(crate) fn new(section: &'static str, id: &str, text: &str, error: EntryError) -> Unreadable {
        // Shown to be copied: the same JSON, with what cannot be seen written as its code.
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            if crate::answers::is_unseen(c) {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| shown.push_str(&format!("\\u{unit:04x}")));
            } else {
                shown.push(c);
            }
        }
        Unreadable { section, id: id.to_owned(), text: shown, error }
    }

    /// What it is called in messages.
    pub fn called(&self) -> &str {
        if self.section == Setup::SECTION && self.id == Setup::ID {
            "What holds for the whole system"
        } else {
            &self.id
        }
    }
}

impl Component {
    /// The section of the document that holds components.
    pub const SECTION: &'static str = crate::answers::COMPONENTS;

    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, or a part this version does not know.
    pub fn read(text: &str) -> Result<Component, EntryError> {
        let mut component: Component = serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        sound(component.unsound())?;
        component.settle_keep();
        Ok(component)
    }

    /// As an entry.
    pub fn write(&self) -> String {
        write(self)
    }
}

impl Setup {
    /// The section of the document that holds the setup.
    pub const SECTION: &'static str = "settings";
    /// The id of its entry.
    pub const ID: &'static str = "system";

    /// From an entry.
    ///
    /// # Errors
    /// As [`Component::read`].
    pub fn read(text: &str) -> Result<Setup, EntryError> {
        let mut value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        let setup: Setup = serde_json::from_value(value).map_err(|error| EntryError::of(&error))?;
        sound(setup.unsound()).map(|()| setup)
    }

    /// As an entry.
    pub fn write(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("id".to_owned(), Setup::ID.into());
        }
        value.to_string()
    }
}

fn sound(unsound: Option<String>) -> Result<(), EntryError> {
    unsound.map_or(Ok(()), |problem| Err(EntryError { problem }))
}

/// Names in order, so that one description has one text.
fn write<T: Serialize>(entry: &T) -> String {
    serde_json::to_value(entry).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answers, Change, ComponentKind, Edit};
    use crate::schedule::Schedule;
    use crate::system::{BadRuns, Keep, Location, Protection, ProtectionKind, System, Told};
    use crate::units::{Duration, TimeOfDay};
    use chrono::NaiveDate;

    fn orders() -> Component {
        let dump = Protection {
            name: "nightly dump".to_owned(),
            schedule: Told::Known(Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() }),
            takes: Some(Duration::minutes(40)),
            travels: Some(Duration::minutes(90)),
            locations: Told::Known([Location::OtherRegion].into()),
            keep: Told::Known(Keep::Count(14)),
            bad_runs: BadRuns::NoticedAfter(Duration::days(3)),
            ..Protection::new("db-dump", ProtectionKind::DbDump)
        };
        Component {
            name: "Orders database".to_owned(),
            holds: "orders".to_owned(),
            limit: Told::Unsure,
            protections: Told::Known(vec![dump]),
            ..Component::new(ComponentKind::Database.into(), ComponentKind::Database)
        }
    }

    #[test]
    fn an_entry_reads_back_as_it_was() {
        let text = orders().write();
        assert_eq!(Component::read(&text), Ok(orders()), "{text}");
        assert!(text.contains(r#""loss_limit_s":null"#) && !text.contains("downtime_limit_s"), "{text}");
        let setup = Setup {
            zone: "Europe/Berlin".to_owned(),
            detect: Some(Duration::minutes(10)),
            ..Setup::default()
        };
        assert_eq!(Setup::read(&setup.write()), Ok(setup));
    }

    #[test]
    fn what_is_not_known_here_is_refused_and_kept() {
        let mut value: serde_json::Value = serde_json::from_str(&orders().write()).unwrap();
        value["colour"] = "red".into();
        assert!(Component::read(&value.to_string()).unwrap_err().problem.contains("colour"));
        let change = Change {
            section: Component::SECTION.to_owned(),
            id: "database".to_owned(),
            text: Some(value.to_string()),
        };
        let answers = Answers::default()
            .apply(&Edit::Change(vec![change]), NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())
            .unwrap();
        let system = System::of(&answers);
        assert!(system.described && system.components.is_empty());
        assert_eq!(system.unreadable[0].id, "database");
        assert!(answers.entry("components", "database").unwrap().contains("colour"));
    }

    #[test]
    fn a_described_system_is_not_asked_again() {
        let change = Change {
            section: Component::SECTION.to_owned(),
            id: "database".to_owned(),
            text: Some(orders().write()),
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let answers = Answers::default().apply(&Edit::Change(vec![change]), day).unwrap();
        assert_eq!(System::of(&answers).components, [orders()]);
        assert_eq!(answers.parts(), [ComponentKind::Database]);
        let asked: Vec<&str> = crate::answers::asked(&answers).iter().map(|q| q.id).collect();
        assert!(!asked.contains(&"backup-schedule") && !asked.contains(&"component-kinds"), "{asked:?}");
        assert!(asked.contains(&"delete-all-copies") && asked.contains(&"worst-consequence"), "{asked:?}");
    }
}
