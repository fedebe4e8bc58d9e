//! People, accesses and support as text: the entries of the section "people".

use super::check::{access_sound, person_sound, support_sound};
use super::{Access, Person, Support};
use crate::system::EntryError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The section of the document that holds all three.
pub const SECTION: &str = "people";

/// An entry of the section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Somebody.
    Person(Person),
    /// What opens something.
    Access(Access),
    /// Who is called outside.
    Support(Support),
}

impl Entry {
    /// From an entry; its id says what it is.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, a part this version does not know, or a value that nobody could have typed.
    pub fn read(id: &str, text: &str) -> Result<Entry, EntryError> {
        let problem = |problem: String| EntryError { problem };
        match id.split('-').next() {
            Some("person") => {
                let person: Person = read(text)?;
                person_sound(&person).map_or(Ok(Entry::Person(person)), |why| Err(problem(why)))
            }
            Some("access") => {
                let access: Access = read(text)?;
                access_sound(&access).map_or(Ok(Entry::Access(access)), |why| Err(problem(why)))
            }
            Some("support") => {
                let support: Support = read(text)?;
                support_sound(&support).map_or(Ok(Entry::Support(support)), |why| Err(problem(why)))
            }
            _ => Err(problem("this version knows no such entry about people".to_owned())),
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Entry::Person(person) => person.id.as_str(),
            Entry::Access(access) => &access.id,
            Entry::Support(support) => &support.id,
        }
    }

    /// As an entry; names in order, so that one description has one text.
    pub fn write(&self) -> String {
        match self {
            Entry::Person(person) => write(person),
            Entry::Access(access) => write(access),
            Entry::Support(support) => write(support),
        }
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, EntryError> {
    serde_json::from_str(text).map_err(|error| EntryError::of(&error))
}

fn write<T: Serialize>(of: &T) -> String {
    serde_json::to_value(of).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answers, Change, Edit};
    use crate::people::{AccessKind, People, PersonId, Role, Span, Way, WayKind};
    use crate::schedule::Weekday;
    use crate::system::Told;
    use chrono::NaiveDate;

    fn ada() -> Person {
        Person {
            post: "database administrator".to_owned(),
            roles: [Role::Leads, Role::Restores].into(),
            deputy_for: [Role::CallsHost].into(),
            ways: vec![Way { kind: WayKind::Chat, to: "@ada".to_owned(), goes_down: true }],
            zone: "Europe/Berlin".to_owned(),
            hours: vec![Span {
                days: [Weekday::Monday, Weekday::Sunday].into(),
                from: "22:00".parse().unwrap(),
                to: "06:00".parse().unwrap(),
            }],
            any_hour: Told::Unsure,
            ..Person::new(PersonId::new("person-1"), "Ada Berg")
        }
    }

    #[test]
    fn entries_read_back_as_they_were() {
        let key = Access {
            opens: [crate::system::ComponentId::new("database")].into(),
            holders: [PersonId::new("person-1")].into(),
            sealed_copy: Told::Known(false),
            ..Access::new("access-1", AccessKind::EncryptionKey, "Backup key")
        };
        let host = Support {
            may_call: [PersonId::new("person-1")].into(),
            at_hand: vec!["customer number".to_owned()],
            answers_within: Some(crate::units::Duration::minutes(15)),
            checked: NaiveDate::from_ymd_opt(2026, 5, 1),
            ..Support::new("support-1", "Host, emergency line")
        };
        for entry in [Entry::Person(ada()), Entry::Access(key), Entry::Support(host)] {
            let text = entry.write();
            assert_eq!(Entry::read(entry.id(), &text), Ok(entry), "{text}");
        }
        assert!(Entry::Person(ada()).write().contains(r#""any_hour":null"#));
    }

    #[test]
    fn what_nobody_could_have_typed_is_refused() {
        let text = Entry::Person(ada()).write();
        for (from, to, says) in [
            ("\"Ada Berg\"", "\"\"", "Enter a name"),
            ("Europe/Berlin", "Moon; DROP", "time zone"),
            ("[\"monday\",\"sunday\"]", "[]", "at least one day"),
            ("\"leads\"", "\"reigns\"", "unknown variant"),
            ("\"@ada\"", "\" \"", "number or an address"),
            ("\"post\"", "\"salary\"", "unknown field"),
        ] {
            assert!(text.contains(from), "{from}: {text}");
            let error = Entry::read("person-1", &text.replace(from, to)).unwrap_err();
            assert!(error.problem.contains(says), "{error}");
        }
        assert!(Entry::read("robot-1", &text).is_err());
    }

    #[test]
    fn a_document_holds_them_and_keeps_what_it_cannot_read() {
        let put = |id: &str, text: String| Change {
            section: SECTION.to_owned(),
            id: id.to_owned(),
            text: Some(text),
        };
        let changes = vec![
            put("person-1", Entry::Person(ada()).write()),
            put("person-7", r#"{"name":"Bo","x":1}"#.to_owned()),
        ];
        let answers = Answers::default().apply(&Edit::Change(changes), NaiveDate::default()).unwrap();
        let people = People::of(&answers);
        assert_eq!(people.persons, [ada()]);
        assert_eq!(people.unreadable.len(), 1);
        assert_eq!(
            (people.fresh_id("person"), people.fresh_id("access")),
            ("person-8".to_owned(), "access-1".to_owned())
        );
        assert_eq!(people.with(Role::Leads).count(), 1);
        assert_eq!(people.deputies(Role::CallsHost).count(), 1);
    }
}
