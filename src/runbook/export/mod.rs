//! A runbook as files for other programs and for paper. People stand by their roles unless somebody asked for names.

mod chaos;
mod csv;
mod json;
mod markdown;
mod sheet;

pub use chaos::chaos_toolkit;
pub use csv::csv;
pub use json::json;
pub use markdown::markdown;
pub use sheet::{CallLine, Line, Sheet, sheet};
