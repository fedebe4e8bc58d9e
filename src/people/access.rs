use super::{PersonId, Way};
use crate::system::{ComponentId, Told};
use crate::units::{Duration, iso_date_option};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A login, key or safe, and who holds it: an entry of the section "people" whose id begins with `access`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Its own in the document: `access-1`.
    pub id: String,
    /// What it is.
    pub kind: AccessKind,
    /// What it is called, up to 60 characters: "Host console, administrator".
    pub name: String,
    /// The components that cannot be restored or changed without it or another that opens them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opens: BTreeSet<ComponentId>,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub holders: BTreeSet<PersonId>,
    /// Whether a sealed copy lies where somebody else can get at it.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub sealed_copy: Told<bool>,
}

/// What opens something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum AccessKind {
    Login,
    EncryptionKey,
    SecondFactor,
    Safe,
}

impl AccessKind {
    /// All, in the order of the page.
    pub const ALL: [AccessKind; 4] =
        [AccessKind::Login, AccessKind::EncryptionKey, AccessKind::SecondFactor, AccessKind::Safe];

    /// Its id in files.
    pub const fn id(self) -> &'static str {
        match self {
            AccessKind::Login => "login",
            AccessKind::EncryptionKey => "encryption-key",
            AccessKind::SecondFactor => "second-factor",
            AccessKind::Safe => "safe",
        }
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<AccessKind> {
        AccessKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            AccessKind::Login => "Login",
            AccessKind::EncryptionKey => "Encryption key",
            AccessKind::SecondFactor => "Second factor",
            AccessKind::Safe => "Safe or vault",
        }
    }
}

impl Access {
    /// One of which no more than the name is known.
    pub fn new(id: &str, kind: AccessKind, name: &str) -> Access {
        Access {
            id: id.to_owned(),
            kind,
            name: name.to_owned(),
            opens: BTreeSet::new(),
            holders: BTreeSet::new(),
            sealed_copy: Told::Open,
        }
    }
}

/// Who is called outside: the host's support. An entry of the section "people" whose id begins with `support`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Its own in the document: `support-1`.
    pub id: String,
    /// Who it is, up to 60 characters: "Host, emergency line".
    pub name: String,
    /// How it is reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    /// Who may call and is known there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub may_call: BTreeSet<PersonId>,
    /// What they ask for, up to 20 things of 120 characters: "customer number", "answer to the security question". What it is, never
    /// the secret itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at_hand: Vec<String>,
    /// How soon it promises to answer.
    #[serde(rename = "answers_within_s", default, skip_serializing_if = "Option::is_none")]
    pub answers_within: Option<Duration>,
    /// When the names that the host holds were last checked.
    #[serde(default, with = "iso_date_option", skip_serializing_if = "Option::is_none")]
    pub checked: Option<NaiveDate>,
}

impl Support {
    /// One of which no more than the name is known.
    pub fn new(id: &str, name: &str) -> Support {
        Support {
            id: id.to_owned(),
            name: name.to_owned(),
            ways: Vec::new(),
            may_call: BTreeSet::new(),
            at_hand: Vec::new(),
            answers_within: None,
            checked: None,
        }
    }
}
