//! The document outside the app: files, the island in a report, and the working copy in the browser.
//!
//! A file is `NAME.holdfast.json` in format version [`SCHEMA`] (docs/file-format.md). [`to_file`] writes it, [`open`]
//! reads it, or an exported report that carries it. The working copy is two [`Slot`]s; [`Sync`] decides what happens
//! to them. Everything here is pure: who calls it brings the bytes, the clock and the storage.

mod error;
mod file;
mod html;
mod migrate;
mod open;
mod slot;
mod state;
mod sync;

pub use error::OpenError;
pub use file::{APP, FORMAT, SCHEMA, file_name, island, slug, to_file};
pub use open::{LARGEST_DOCUMENT, LARGEST_FILE, open};
pub use slot::{Found, Place, Slot, Writing, choose, plan};
pub use state::{NotSaved, Notice, SaveState, Trouble};
pub use sync::{Choice, Do, Event, Sync};

/// The id of the element in a report that carries the document.
pub const ISLAND_ID: &str = "holdfast-document";
