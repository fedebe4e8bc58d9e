//! What backup tools print, as restore points.
//!
//! A file is recognised by its content, never by its name. It arrives in slices of any length through a [`Reader`], which
//! holds one entry at a time, so that a page stays responsive while it reads 30 MB. One short file per format; `formats`
//! lists those in JSON, `lines` those in lines.
//!
//! What counts: only points that the tool calls whole. Failed, partial and unfinished ones are listed with the reason.
//! Times without a zone are never guessed, except where a tool promises UTC.

mod basket;
mod encoding;
mod error;
mod formats;
mod json;
mod lines;
mod loose;
mod measure;
mod place;
mod point;
mod reader;
mod runs;
mod scan;
mod time;
mod tool;
mod trend;

pub use error::ImportError;
pub use measure::{Gap, Measured, Plan, measured, measured_in_time};
pub use point::{Imported, Point, Size, SizeKind, Skipped, Status};
pub use reader::{Reader, import};
pub use runs::{Late, Runs};
pub use tool::Tool;
