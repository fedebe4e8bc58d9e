//! Restore points that were read from tools, as a document keeps them: in groups, each an entry of the section "points".
//!
//! A [`Group`] is what one tool lists of one source. It keeps the newest points in full and the figures of all of them, so
//! that nothing true is lost where there are more than an entry holds. [`gather`] makes groups of a file, [`Points`] reads
//! those of a document.

mod entry;
mod gather;
mod group;
mod row;
mod stretch;

pub use gather::{Gather, ROOM, Source, gather};
pub use group::{Figures, Group, Joined, Points};
pub use stretch::Stretch;
