use super::Role;
use crate::schedule::Weekday;
use crate::system::Told;
use crate::units::TimeOfDay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The id of a person: `person-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(String);

impl PersonId {
    /// Of that id.
    pub fn new(id: &str) -> PersonId {
        PersonId(id.to_owned())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who acts in an emergency: an entry of the document's section "people".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their own in the document.
    pub id: PersonId,
    /// What they are called, up to 60 characters.
    pub name: String,
    /// What they are, up to 60 characters: "database administrator". May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post: String,
    /// What they do in an emergency.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<Role>,
    /// What they do when whoever has the role cannot.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub deputy_for: BTreeSet<Role>,
    /// How they are reached, the first to be tried first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    /// The time zone of their hours, such as "Europe/Berlin"; empty for the zone of the system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// When they work; empty when nobody said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Span>,
    /// Whether they may be called outside their hours.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub any_hour: Told<bool>,
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// What it is.
    pub kind: WayKind,
    /// Number, address or name there, up to 120 characters.
    pub to: String,
    /// Whether it stops working when the system is down: mail or chat that runs on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goes_down: bool,
}

/// What a way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum WayKind {
    Phone,
    Text,
    Pager,
    Mail,
    Chat,
    Portal,
    InPerson,
}

impl WayKind {
    /// All, the quickest first.
    pub const ALL: [WayKind; 7] = [
        WayKind::Phone,
        WayKind::Text,
        WayKind::Pager,
        WayKind::Chat,
        WayKind::Mail,
        WayKind::Portal,
        WayKind::InPerson,
    ];

    /// Its id in files.
    pub const fn id(self) -> &'static str {
        match self {
            WayKind::Phone => "phone",
            WayKind::Text => "text",
            WayKind::Pager => "pager",
            WayKind::Mail => "mail",
            WayKind::Chat => "chat",
            WayKind::Portal => "portal",
            WayKind::InPerson => "in-person",
        }
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<WayKind> {
        WayKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            WayKind::Phone => "Phone",
            WayKind::Text => "Text message",
            WayKind::Pager => "Pager",
            WayKind::Mail => "E-mail",
            WayKind::Chat => "Chat",
            WayKind::Portal => "Web portal",
            WayKind::InPerson => "In person",
        }
    }
}

/// Hours that come back every week. They may go past midnight; from and to the same is a whole day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The days on which they begin.
    pub days: BTreeSet<Weekday>,
    /// When they begin.
    pub from: TimeOfDay,
    /// When they end.
    pub to: TimeOfDay,
}

impl Span {
    /// How long it is, in seconds: 1 minute to 24 hours.
    pub const fn seconds(&self) -> i64 {
        let length = (self.to.seconds() - self.from.seconds()).rem_euclid(86_400);
        if length == 0 { 86_400 } else { length }
    }
}

impl Person {
    /// Somebody of whom no more than the name is known.
    pub fn new(id: PersonId, name: &str) -> Person {
        Person {
            id,
            name: name.to_owned(),
            post: String::new(),
            roles: BTreeSet::new(),
            deputy_for: BTreeSet::new(),
            ways: Vec::new(),
            zone: String::new(),
            hours: Vec::new(),
            any_hour: Told::Open,
        }
    }

    /// Whether they do anything in an emergency, first or as a deputy.
    pub fn acts(&self) -> bool {
        !self.roles.is_empty() || !self.deputy_for.is_empty()
    }
}
