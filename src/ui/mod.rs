//! The app in the browser: state, screens and the browser itself, each behind its own door.
#![expect(unreachable_pub, reason = "the component macro makes the properties of every component public")]

mod app;
pub mod browser;
mod parts;
mod screens;
mod session;

pub use app::{crashed, start};
pub use session::Session;

use crate::answers::Answers;
use crate::assess::Outcome;
use crate::guide::{Guide, GuideId};
use std::sync::Arc;

/// A report, ready to be handed over.
#[derive(Debug, Clone)]
pub struct ReportFile {
    /// A file name without a folder.
    pub name: String,
    /// The whole file.
    pub html: String,
}

/// Writes the report. Handed in at start-up: screens and report never name each other.
pub type WriteReport = fn(&Answers, &Outcome, Vec<(GuideId, Arc<Guide>)>) -> ReportFile;
