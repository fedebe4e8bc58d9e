//! What a question page holds while it is being filled in.
//!
//! A [`Draft`] is what stands in the controls, finished or not; [`Draft::read`] gives the edits that can already be
//! made and what is still to be put right. Half an answer is not an error until the person wants to go on.

mod draft;
mod field;
mod options;
mod reading;

pub use draft::Draft;
pub use field::Field;
pub use options::{hint, options, wants_evidence};
pub use reading::{Problem, Reading};

/// "I do not know", among the options of a page.
pub const UNSURE: &str = "unsure";
/// "On this date", among the options of a date.
pub const ON: &str = "on";
/// "Never", or "I could not find one", among the options of a date.
pub const NEVER: &str = "never";
