//! An [`Outcome`](crate::assess::Outcome) as one static HTML file: mailed, printed, opened from disk, opened again in
//! the app. No script but the document itself as data, nothing fetched, no app needed.
//!
//! Each part of the page is a file here and gives its section; [`single_file`] puts them together.
//!
//! Invariant: the same document, outcome and guides give the same bytes. No clock, no DOM, no locale.
//! Invariant: `report` and `ui` never import each other.

mod about;
mod back;
mod cover;
mod described;
mod explained;
mod given;
mod guides;
mod inert;
mod kept;
mod kept_by;
mod lost;
mod page;
mod people;
mod private;
mod reached;
mod real;
mod runbook;
mod style;
mod todo;

pub use guides::GuideTexts;
pub use page::{file_name, single_file};
pub use runbook::runbook_page;
