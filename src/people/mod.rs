//! Who acts in an emergency: people and their roles, how and when they are reached, who holds which login and key, and who
//! may call the host.
//!
//! All of it are entries of the document's section "people" ([`Entry`]). [`findings`] says what is missing. Reports show roles
//! and not names unless somebody asks for names: [`Shown`].

mod access;
pub mod check;
mod entry;
mod findings;
mod person;
mod reachable;
mod role;
mod shown;

pub use access::{Access, AccessKind, Support};
pub use entry::{Entry, SECTION};
pub use findings::{Finding, findings};
pub use person::{Person, PersonId, Span, Way, WayKind};
pub use reachable::{Gap, Reach, reach};
pub use role::Role;
pub use shown::{SETTING, Shown, shows_names};

use crate::answers::Answers;
use crate::system::Unreadable;

/// Everybody who is known, in the order of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// Who acts.
    pub persons: Vec<Person>,
    /// Logins, keys and safes.
    pub accesses: Vec<Access>,
    /// Who is called outside.
    pub supports: Vec<Support>,
    /// Entries that cannot be read. They are kept, and nothing is worked out of them.
    pub unreadable: Vec<Unreadable>,
}

impl People {
    /// Of a document.
    pub fn of(answers: &Answers) -> People {
        let mut people = People::default();
        for (id, text) in answers.entries(SECTION) {
            match Entry::read(id, text) {
                Ok(Entry::Person(person)) => people.persons.push(person),
                Ok(Entry::Access(access)) => people.accesses.push(access),
                Ok(Entry::Support(support)) => people.supports.push(support),
                Err(error) => people.unreadable.push(Unreadable::new(SECTION, id, text, error)),
            }
        }
        people
    }

    /// Whether nobody and nothing was told.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty() && self.accesses.is_empty() && self.supports.is_empty()
    }

    /// The person of that id.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.persons.iter().find(|person| person.id == *id)
    }

    /// Who has a role.
    pub fn with(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(move |person| person.roles.contains(&role))
    }

    /// Who stands in for whoever has a role: deputies, and everybody who has it beside the first.
    pub fn deputies(&self, role: Role) -> impl Iterator<Item = &Person> {
        let also = self.with(role).skip(1);
        also.chain(
            self.persons
                .iter()
                .filter(move |person| person.deputy_for.contains(&role) && !person.roles.contains(&role)),
        )
    }

    /// An id that no entry of that beginning has: "person", "access" or "support".
    pub fn fresh_id(&self, beginning: &str) -> String {
        let persons = self.persons.iter().map(|person| person.id.as_str());
        let things = self.accesses.iter().map(|access| access.id.as_str());
        let others = self.supports.iter().map(|support| support.id.as_str());
        let unread = self.unreadable.iter().map(|entry| entry.id.as_str());
        let number = |id: &str| id.strip_prefix(beginning)?.strip_prefix('-')?.parse::<u32>().ok();
        let highest = persons.chain(things).chain(others).chain(unread).filter_map(number).max();
        format!("{beginning}-{}", highest.unwrap_or(0).saturating_add(1))
    }
}
