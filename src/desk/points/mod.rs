//! The pages on which the output of backup tools is taken in, joined to what it is a copy of, and read.
//!
//! The host reads the files, in slices; these pages say what is in them. What was taken in stands in the document.

mod file;
mod intake;
mod join;
mod list;
mod one;
mod stored;
mod taking;

pub use file::{FileRead, FileState};
pub use taking::{Grouping, Taken, Taking};

use super::page::Shown;
use super::parts::Asked;
use crate::points::Points;
use crate::units::Gather;
use std::collections::BTreeSet;

/// The page whose address goes on so after "points". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let page = match parts {
        [] => list::page(asked),
        [id] => one::page(asked, id),
        _ => return None,
    };
    Some(page.shown)
}

/// The zones by whose clocks points are placed.
pub(super) fn zones(points: &Points) -> BTreeSet<String> {
    points.groups.iter().map(|group| group.here.clone()).filter(|zone| !zone.is_empty()).gather()
}
