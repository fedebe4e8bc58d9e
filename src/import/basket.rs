use super::point::{Imported, Point, Size, SizeKind, Skipped, Status};
use super::time::When;
use super::{ImportError, Tool};
use crate::units::Bytes;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The most entries that are kept, points and others.
const MOST: usize = 2_000_000;

/// Gathers what a file gives, so that all formats decide alike what counts.
#[derive(Debug)]
pub(super) struct Basket {
    imported: Imported,
    groups: BTreeMap<String, u32>,
    refused: Option<ImportError>,
}

/// What a format read of one entry that it takes for a restore point.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    pub(super) id: &'a str,
    pub(super) group: &'a str,
    pub(super) captured: When,
    pub(super) usable: When,
    pub(super) size: Option<Size>,
    pub(super) adds: Option<Bytes>,
    pub(super) verified: bool,
    pub(super) note: Cow<'static, str>,
    pub(super) tags: Vec<String>,
    pub(super) needs: Vec<String>,
}

/// A size of a kind, where there is one.
pub(super) fn size(bytes: Option<Bytes>, kind: SizeKind) -> Option<Size> {
    bytes.map(|bytes| Size { bytes, kind })
}

impl Basket {
    pub(super) fn new(tool: Tool) -> Basket {
        let imported = Imported {
            tool,
            groups: Vec::new(),
            points: Vec::new(),
            unplaced: Vec::new(),
            skipped: Vec::new(),
            notes: Vec::new(),
        };
        Basket { imported, groups: BTreeMap::new(), refused: None }
    }

    /// Takes a restore point; without a captured time it is none.
    pub(super) fn add(&mut self, draft: Draft<'_>) {
        let Draft { id, group, captured, usable, size, adds, verified, note, tags, needs } = draft;
        let status = if verified { Status::Verified } else { Status::Complete };
        match (captured, usable) {
            (When::Missing, _) => self.skip(id, "It does not say when it was made."),
            (When::Unreadable(text), _) => {
                self.skip(
                    id,
                    format!("It does not say when it was made in a way that can be read: “{text}”."),
                );
            }
            (When::At(captured_at, offset), usable) => {
                let usable = if let When::At(at, _) = usable { Some(at) } else { None };
                let (usable_at, note) = ordered(captured_at, usable, note);
                let (group, id) = (self.group(group), id.to_owned());
                let point = Point {
                    captured_at,
                    usable_at,
                    offset,
                    size,
                    adds,
                    status,
                    group,
                    note,
                    id,
                    tags,
                    needs,
                };
                self.imported.points.push(point);
            }
            (When::Local(captured_at), usable) => {
                let usable = if let When::Local(at) = usable { Some(at) } else { None };
                let (usable_at, note) = ordered(captured_at, usable, note);
                let (group, id) = (self.group(group), id.to_owned());
                self.imported.unplaced.push(Point {
                    captured_at,
                    usable_at,
                    offset: None,
                    size,
                    adds,
                    status,
                    group,
                    note,
                    id,
                    tags,
                    needs,
                });
            }
        }
    }

    /// Lists an entry that does not count.
    pub(super) fn skip(&mut self, what: &str, reason: impl Into<Cow<'static, str>>) {
        self.imported.skipped.push(Skipped { what: shown(what), reason: reason.into() });
    }

    /// Says something about the whole file, once, as long as there is room.
    pub(super) fn note(&mut self, note: impl Into<Cow<'static, str>>) {
        const MOST: usize = 50;
        let note = note.into();
        if self.imported.notes.len() < MOST && !self.imported.notes.contains(&note) {
            self.imported.notes.push(note);
        }
    }

    /// Says that nothing in this file can become a restore point.
    pub(super) fn refuse(&mut self, error: ImportError) {
        self.refused.get_or_insert(error);
    }

    /// What was said by [`Basket::refuse`].
    pub(super) fn refused(&self) -> Option<ImportError> {
        self.refused.clone()
    }

    /// Whether there is room for more.
    ///
    /// # Errors
    /// `TooMany`.
    pub(super) fn room(&self) -> Result<(), ImportError> {
        let i = &self.imported;
        let has = i.points.len() + i.unplaced.len() + i.skipped.len();
        if has > MOST { Err(ImportError::TooMany { most: MOST }) } else { Ok(()) }
    }

    /// All of it.
    pub(super) fn finish(self) -> Imported {
        self.imported
    }

    fn group(&mut self, name: &str) -> u32 {
        if let Some(group) = self.groups.get(name) {
            return *group;
        }
        let next = u32::try_from(self.imported.groups.len()).unwrap_or(u32::MAX);
        self.groups.insert(name.to_owned(), next);
        self.imported.groups.push(name.to_owned());
        next
    }
}

/// An end before the start is a wrong clock: not used.
fn ordered<T: Ord>(
    captured: T,
    usable: Option<T>,
    note: Cow<'static, str>,
) -> (Option<T>, Cow<'static, str>) {
    match usable {
        Some(usable) if usable < captured => {
            (None, joined(note, "Its end lies before its start, so the end was not used."))
        }
        usable => (usable, note),
    }
}

/// Two notes as one.
pub(super) fn joined(note: Cow<'static, str>, more: &'static str) -> Cow<'static, str> {
    if note.is_empty() { Cow::Borrowed(more) } else { Cow::Owned(format!("{note} {more}")) }
}

/// Text from a file as it may stand in a message: short, on one line.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 100;
    let mut shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
