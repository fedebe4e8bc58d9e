//! Components and the setup as text: the entries of a document.

use super::{Component, Setup};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why an entry of the document cannot be used. It is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "A part of your system cannot be read: {problem}. It is kept as it is; a newer Holdfast may have written it"
)]
pub struct EntryError {
    /// What is wrong, in the reader's words.
    pub problem: String,
}

impl Component {
    /// The section of the document that holds components.
    pub const SECTION: &'static str = "components";

    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, or a part this version does not know.
    pub fn read(text: &str) -> Result<Component, EntryError> {
        read(text)
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
        let mut value: serde_json::Value = serde_json::from_str(text).map_err(|error| because(&error))?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        serde_json::from_value(value).map_err(|error| because(&error))
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

fn read<T: DeserializeOwned>(text: &str) -> Result<T, EntryError> {
    serde_json::from_str(text).map_err(|error| because(&error))
}

/// Names in order, so that one description has one text.
fn write<T: Serialize>(entry: &T) -> String {
    serde_json::to_value(entry).unwrap_or_default().to_string()
}

fn because(error: &serde_json::Error) -> EntryError {
    EntryError { problem: error.to_string() }
}
