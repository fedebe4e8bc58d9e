//! Pieces of a page that screen and report share: marks, the matrix, derivations and findings.
//!
//! Each takes plain data and gives markup. Where a link leads is the caller's business: the app leads to a route, the
//! report to a place in the same file.
//!
//! Invariant: nothing here knows `report` or `ui`, and nothing computes a result.

mod derivation;
pub mod describe;
mod findings;
pub mod images;
pub mod keep;
mod kept;
mod law;
mod marks;
mod matrix;
mod measured;
mod people;
mod proof;
mod real;
mod reals;
mod returns;
mod single_points;
mod together;
mod unreadable;
mod weeks;
mod yearly;

pub use derivation::{derivation, folded};
pub use findings::{FindingLinks, counts, findings};
pub use kept::kept;
pub use law::law;
pub use marks::{severity_mark, sprite, verdict_class, verdict_mark};
pub use matrix::{matrix, matrix_key};
pub use measured::measured;
pub use people::roles;
pub use proof::proof_words;
pub use real::{real, stands};
pub use reals::{name as real_name, reals};
pub use returns::returns;
pub use single_points::single_points;
pub use together::together;
pub use unreadable::unreadable;
pub use weeks::weeks;
pub use yearly::yearly;

use crate::assess::Figure;

/// Gives the address of how a figure was reached.
pub type Link<'a> = &'a dyn Fn(&Figure) -> String;
