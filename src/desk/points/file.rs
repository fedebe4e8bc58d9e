use crate::import::{Skipped, Tool};
use crate::points::Group;

/// A file that is taken in while the page of restore points is open. What has been taken in stands in the document, and is
/// none any more.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRead {
    /// Its own as long as the app is open, for what is done about it.
    pub number: u32,
    /// Its name; empty for what was pasted.
    pub name: String,
    /// How far it has come.
    pub state: FileState,
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq)]
pub enum FileState {
    /// Not begun.
    Waiting,
    /// Being read.
    Reading {
        /// How much of it, in per cent.
        percent: u8,
        /// Entries so far.
        entries: usize,
    },
    /// It gave nothing; why, and what to do.
    Refused(String),
    /// Its times carry no zone: they wait for the answer to which clock it was.
    NeedsZone {
        /// Whose output it is.
        tool: Tool,
        /// How many points wait.
        points: usize,
        /// What was wrong with the zone that was typed; empty at first.
        wrong: String,
    },
    /// Ready to be written to the document.
    Ready {
        /// Its groups; none has an id yet.
        groups: Vec<Group>,
        /// Sources that were left out because there are so many.
        left_out: usize,
    },
    /// Read, and not one point of it counts.
    Nothing {
        /// Whose output it is.
        tool: Tool,
        /// What does not count, and why.
        skipped: Vec<Skipped>,
        /// How many of them.
        skipped_in_file: usize,
        /// What to know about it.
        notes: Vec<String>,
    },
}

impl FileRead {
    /// What it is called on the page.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { "What you pasted" } else { &self.name }
    }
}
