use super::Tool;
use crate::units::{Bytes, Moment};
use std::borrow::Cow;

/// What a backup tool's output says, as restore points.
///
/// Only points that can be restored are in it. Whatever else the file lists is in `skipped`, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Who printed it.
    pub tool: Tool,
    /// What belongs together: each is judged by itself. Named as the tool names its sources.
    pub groups: Vec<String>,
    /// The points, in the order of the file.
    pub points: Vec<Point>,
    /// Points whose times carry no zone: they count only after [`Imported::placed`].
    pub unplaced: Vec<Point<Moment>>,
    /// What does not count, and why.
    pub skipped: Vec<Skipped>,
    /// What to know about the whole file, such as that it is one page of several.
    pub notes: Vec<Cow<'static, str>>,
}

/// A restore point. `T` is an instant: seconds since 1 January 1970 UTC, or a local [`Moment`] as long as the zone is not
/// known. Fractions of a second are dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point<T = i64> {
    /// The moment its data is from: the start, where the tool gives both ends.
    pub captured_at: T,
    /// When it could be restored from, never before `captured_at`; `None` where the tool does not say.
    pub usable_at: Option<T>,
    /// Seconds east of UTC in which the tool wrote `captured_at`: some tools keep by their own day.
    pub offset: Option<i32>,
    /// How large it is.
    pub size: Option<Size>,
    /// Bytes it added to the storage when it was made, where the tool says so.
    pub adds: Option<Bytes>,
    /// Why it counts.
    pub status: Status,
    /// Its place in [`Imported::groups`].
    pub group: u32,
    /// What to know about it; empty if nothing.
    pub note: Cow<'static, str>,
    /// The tool's name for it; may be empty.
    pub id: String,
    /// The user's marks on it.
    pub tags: Vec<String>,
    /// The ids of points without which it cannot be restored.
    pub needs: Vec<String>,
}

/// A size and what it counts: adding up sizes of different kinds means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How much.
    pub bytes: Bytes,
    /// Of what.
    pub kind: SizeKind,
}

/// What a size counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeKind {
    /// The data as a restore would write it.
    Logical,
    /// What lies in the storage.
    Stored,
    /// What would be freed by deleting this point alone.
    Unique,
    /// The size of the disk, however full.
    Provisioned,
}

impl SizeKind {
    /// All of them.
    pub const ALL: [SizeKind; 4] =
        [SizeKind::Logical, SizeKind::Stored, SizeKind::Unique, SizeKind::Provisioned];

    /// As files have it: `logical`.
    pub const fn name(self) -> &'static str {
        match self {
            SizeKind::Logical => "logical",
            SizeKind::Stored => "stored",
            SizeKind::Unique => "unique",
            SizeKind::Provisioned => "provisioned",
        }
    }
}

/// Why a point counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The tool calls it whole.
    Complete,
    /// The tool read it again and found it whole.
    Verified,
}

impl Status {
    /// As files have it: `complete`.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Complete => "complete",
            Status::Verified => "verified",
        }
    }
}

/// An entry that is no restore point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Which one: its id, name or line.
    pub what: String,
    /// Why it does not count, as a sentence.
    pub reason: Cow<'static, str>,
}

impl Imported {
    /// How many points wait for a zone.
    pub fn needs_zone(&self) -> usize {
        self.unplaced.len()
    }

    /// The points of each group, in the order of `groups`, each in the order of the file. A group whose points all wait for
    /// a zone has none.
    pub fn by_group(&self) -> Vec<Vec<&Point>> {
        let mut groups = vec![Vec::new(); self.groups.len()];
        for point in &self.points {
            if let Some(group) = groups.get_mut(point.group as usize) {
                group.push(point);
            }
        }
        groups
    }
}
