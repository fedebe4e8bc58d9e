//! Runbooks as text: the entries of the section "plans".

use super::check::unsound;
use super::step::Runbook;
use crate::answers::Answers;
use crate::system::{EntryError, Unreadable};

/// The section of the document that holds runbooks.
pub const SECTION: &str = "plans";

impl Runbook {
    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, a part this version does not know, or a value that nobody could have typed.
    pub fn read(text: &str) -> Result<Runbook, EntryError> {
        let runbook: Runbook = serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        match unsound(&runbook) {
            Some(problem) => Err(EntryError { problem }),
            None => Ok(runbook),
        }
    }

    /// As an entry; names in order, so that one runbook has one text.
    pub fn write(&self) -> String {
        serde_json::to_value(self).unwrap_or_default().to_string()
    }
}

/// All runbooks of a document in its order, and the entries that cannot be read.
pub fn runbooks(answers: &Answers) -> (Vec<Runbook>, Vec<Unreadable>) {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for (id, text) in answers.entries(SECTION) {
        match Runbook::read(text) {
            Ok(runbook) => read.push(runbook),
            Err(error) => unreadable.push(Unreadable::new(SECTION, id, text, error)),
        }
    }
    (read, unreadable)
}
