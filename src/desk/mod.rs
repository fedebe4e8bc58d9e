//! What the app asks of the core, in strings: the document as a file in, markup out.
//!
//! The app is two modules. The first puts questions and keeps answers, and is all that the first question needs. The
//! second, the desk, works everything out and writes it down; it arrives a moment later, and the crate `desk` is no more
//! than its door. Between them there is only text: the document in its file form, and markup that escapes what was
//! typed. So either half can be changed, or moved off the page's thread, without the other.
//!
//! Live pages ([`page`]) are the desk's own, from the markup to what is typed there: `ui::browser::live` runs beside the
//! desk, and the first half learns only what is to be written.

mod clock;
mod drills;
mod guide;
mod images;
mod keep;
mod means;
mod page;
mod parts;
mod people;
mod plans;
mod points;
mod report;
mod results;
mod system;

pub use clock::Rules;
pub use guide::{guide_lead, guide_page};
pub use means::{Means, means};
pub use page::{Ask, Saved, Shown, ZoneRules, page, page_of};
pub use points::{FileRead, FileState, Grouping, Taken, Taking};
pub use report::{ReportFile, report};
pub use results::{WHY, results};

/// The version both halves carry: halves of different builds do not work together.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
