//! The one document a user edits, and the one door through which it changes.
//!
//! [`Answers`] is plain data. [`Answers::apply`] takes an [`Edit`] and gives the changed document or says why not;
//! [`History`] keeps what was before, so that every edit can be undone. Parts that only the desk reads are carried as
//! text, sealed: see [`Change`].

mod answer;
mod component;
mod edit;
mod history;
mod progress;
mod sealed;
mod strict;

pub use answer::{Answer, Evidence, Given};
pub use component::{ComponentKind, Focus};
pub(crate) use edit::is_unseen;
pub use edit::{Edit, EditError};
pub use history::History;
pub use progress::{SectionProgress, Status, after, asked, before, sections, status};
pub(crate) use sealed::is_id as is_entry_id;
pub use sealed::{Change, LARGEST_ENTRY, LARGEST_TOGETHER, MOST_ENTRIES, SECTIONS};
pub(crate) use strict::{Strict, TWICE, depth};

use crate::catalogue::{ids, question};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The section of the described components.
pub const COMPONENTS: &str = "components";

/// Questions of the quick check that the description of a component answers.
const DESCRIBED: [&str; 11] = [
    ids::COMPONENT_KINDS,
    ids::PROTECTIONS,
    ids::BACKUP_SCHEDULE,
    ids::RUN_TO_SAFE,
    ids::KEEP_FOR,
    ids::CONTINUOUS_LAG,
    ids::LAST_GOOD,
    ids::COPY_LOCATIONS,
    ids::ACCEPTABLE_LOSS,
    ids::ACCEPTABLE_DOWNTIME,
    ids::IMAGE_CADENCE,
];

/// Everything a person has told Holdfast about one system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// What the system is called, such as "Shop, production"; up to 120 characters, may be empty.
    pub name: String,
    /// Whether this is the made-up example.
    pub example: bool,
    /// The data that would be missed most.
    pub focus: Focus,
    /// Answers by question. Those of questions no longer asked stay, and count again if asked again.
    #[serde(rename = "answers")]
    given: BTreeMap<String, Given>,
    /// Sections of entries, as text.
    #[serde(skip)]
    sealed: sealed::Sealed,
    /// What a file held that this version cannot read, written back by `save` so that nothing is lost.
    #[serde(skip)]
    pub(crate) kept: Kept,
}

/// Parts of a file that belong to other versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Fields of the document.
    pub(crate) document: Fields,
    /// Fields of the focus.
    pub(crate) focus: Fields,
    /// Fields beside answers, by question.
    pub(crate) beside: BTreeMap<String, Fields>,
    /// Answers to questions this version does not ask, whole.
    pub(crate) answers: Fields,
}

/// JSON fields by name.
pub(crate) type Fields = serde_json::Map<String, serde_json::Value>;

impl Answers {
    /// The answer in force: none when the question is not asked, even if it was answered before.
    pub fn given(&self, id: &str) -> Option<&Given> {
        let asked = question(id).is_some_and(|q| self.asks(q));
        self.given.get(id).filter(|_| asked)
    }

    /// The stored answer, in force or not.
    pub fn stored(&self, id: &str) -> Option<&Given> {
        self.given.get(id)
    }

    /// Whether the question is asked, given the other answers. What the description of the system says part by part is
    /// not asked a second time.
    pub fn asks(&self, question: &crate::catalogue::Question) -> bool {
        if self.is_described() && DESCRIBED.contains(&question.id) {
            return false;
        }
        question.is_asked(&|id| {
            if id == ids::COMPONENT_KINDS && self.is_described() {
                return Some(self.parts().iter().map(|kind| kind.id().to_owned()).collect());
            }
            self.given(id).map(|g| g.answer.chosen())
        })
    }

    /// Whether somebody has described the system part by part.
    pub fn is_described(&self) -> bool {
        self.entries(COMPONENTS).next().is_some()
    }

    /// Whether the answer to a question has become part of the described system.
    pub fn is_part_of_description(&self, id: &str) -> bool {
        self.is_described() && DESCRIBED.contains(&id)
    }

    /// The chosen option of a single choice in force.
    pub fn one(&self, id: &str) -> Option<&str> {
        match &self.given(id)?.answer {
            Answer::One(option) => Some(option),
            _ => None,
        }
    }

    /// The chosen options of a multiple choice in force; empty when there is no such answer.
    pub fn many(&self, id: &str) -> Vec<&str> {
        match self.given(id).map(|g| &g.answer) {
            Some(Answer::Many(options)) => options.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The length of time in force.
    pub fn duration(&self, id: &str) -> Option<crate::units::Duration> {
        match self.given(id)?.answer {
            Answer::Duration(d) => Some(d),
            _ => None,
        }
    }

    /// The date in force.
    pub fn date(&self, id: &str) -> Option<chrono::NaiveDate> {
        match self.given(id)?.answer {
            Answer::Date(d) => Some(d),
            _ => None,
        }
    }

    /// The schedule in force.
    pub fn schedule(&self) -> Option<crate::schedule::Schedule> {
        match self.given(ids::BACKUP_SCHEDULE)?.answer {
            Answer::Schedule(s) => Some(s),
            _ => None,
        }
    }

    /// Whether the answer in force is "I do not know".
    pub fn is_unsure(&self, id: &str) -> bool {
        self.given(id).is_some_and(|g| g.answer == Answer::Unsure)
    }

    /// How well an answer is known; `None` when it is not given or not known.
    pub fn evidence(&self, id: &str) -> Option<Evidence> {
        self.given(id).filter(|g| g.answer != Answer::Unsure).map(|g| g.known)
    }

    /// The parts that exist, in the catalogue's order.
    pub fn parts(&self) -> Vec<ComponentKind> {
        if self.is_described() {
            let kinds: Vec<_> =
                self.entries(COMPONENTS).filter_map(|(id, _)| ComponentKind::of_entry(id)).collect();
            return ComponentKind::ALL.into_iter().filter(|k| kinds.contains(k)).collect();
        }
        let ticked = self.many(ids::COMPONENT_KINDS);
        ComponentKind::ALL.into_iter().filter(|k| ticked.contains(&k.id())).collect()
    }

    /// The part whose data would be missed most: the one named, else the most likely of those that exist.
    pub fn focus_part(&self) -> Option<ComponentKind> {
        let parts = self.parts();
        self.focus
            .part
            .filter(|p| parts.contains(p))
            .or_else(|| ComponentKind::BY_IMPORTANCE.into_iter().find(|k| parts.contains(k)))
    }

    /// Whether nothing has been told yet.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.name.is_empty() && self.entry_bytes() == 0
    }

    /// Every stored answer with its question, in force or not.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Given)> {
        self.given.iter().map(|(id, given)| (id.as_str(), given))
    }

    /// Puts an answer in as it was read from a file; [`Answers::check`] says whether the whole is sound.
    pub(crate) fn put(&mut self, id: &str, given: Given) {
        self.given.insert(id.to_owned(), given);
    }

    /// The ids of every stored answer, in force or not.
    pub fn stored_ids(&self) -> impl Iterator<Item = &str> {
        self.given.keys().map(String::as_str)
    }
}
