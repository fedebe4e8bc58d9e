use super::group::{Figures, Group};
use super::row::has_date;
use crate::answers::is_unseen;
use crate::import::{Gap, Imported, Measured, Point, Skipped, measured};
use crate::system::check::is_zone;
use crate::units::Arrange;
use std::borrow::Cow;
use std::vec::IntoIter;

/// What all groups of a document may take together, in bytes: more than half of what all its entries may.
pub const ROOM: usize = 1_200_000;
/// The largest group, in bytes of its entry; an id and what it is joined to come on top.
const LARGEST: usize = 60_000;
/// What all groups of one file may take together, in bytes: they are written to the document at once, while the page waits.
const TOGETHER: usize = 256_000;
/// The most groups of one file: more are sources that nobody joins one by one.
const MOST_GROUPS: usize = 300;
/// Groups of a file with many of them still get this much, in bytes, unless there is no room at all.
const SMALLEST: usize = 1_500;
/// Entries of a file that do not count are listed in each of its groups: up to so many in one, fewer in many.
const MOST_SKIPPED: usize = 200;
const LEAST_SKIPPED: usize = 5;
/// The longest text of a point, in characters: longer than the longest id of the tools.
const LONGEST: usize = 200;
/// The longest name of a source, in characters.
const LONGEST_NAME: usize = 300;

/// Where points came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name; empty when they were pasted.
    pub file: String,
    /// The instant of reading, in seconds since 1 January 1970 UTC.
    pub now: i64,
    /// The time zone of whoever reads them; may be empty.
    pub here: String,
    /// The time zone that was named for times without one; empty where none was needed.
    pub zone: String,
    /// Bytes that the document still has for groups: [`ROOM`] less what it has.
    pub room: usize,
}

/// Hands out the groups of a file one by one, so that a page can draw breath between them.
#[derive(Debug)]
pub struct Gather {
    source: Source,
    groups: IntoIter<(String, Vec<Point>)>,
    tool: crate::import::Tool,
    skipped: Vec<Skipped>,
    skipped_in_file: usize,
    notes: Vec<String>,
    most: usize,
    left_out: usize,
}

/// The groups of a file whose points all have their place in time. Points that still wait for a zone are left out.
pub fn gather(imported: Imported, source: Source) -> Gather {
    let Imported { tool, groups: names, points, mut skipped, notes, .. } = imported;
    let mut groups: Vec<(String, Vec<Point>)> = names.into_iter().map(|name| (name, Vec::new())).collect();
    for mut point in points {
        let at = std::mem::take(&mut point.group);
        if let Some((_, points)) = groups.get_mut(at as usize)
            && has_date(point.captured_at)
            && point.usable_at.is_none_or(has_date)
        {
            points.push(point);
        }
    }
    groups.retain(|(_, points)| !points.is_empty());
    let left_out = groups.len().saturating_sub(MOST_GROUPS);
    if left_out > 0 {
        let newest = |points: &[Point]| points.iter().map(|point| point.captured_at).max();
        let mut dated: Vec<_> = groups.into_iter().map(|group| (newest(&group.1), group)).collect();
        dated.arrange_by(|a, b| b.0.cmp(&a.0));
        dated.truncate(MOST_GROUPS);
        groups = dated.into_iter().map(|(_, group)| group).collect();
    }
    let many = groups.len().max(1);
    let skipped_in_file = skipped.len();
    let most = (source.room.min(TOGETHER) / many).clamp(SMALLEST, LARGEST);
    skipped.truncate((2_000 / many).clamp(LEAST_SKIPPED, MOST_SKIPPED));
    let listed = skipped.iter().map(|Skipped { what, reason }| Skipped {
        what: plain(what, LONGEST),
        reason: Cow::Owned(plain(reason, LONGEST)),
    });
    let here = if is_zone(&source.here) { source.here.clone() } else { String::new() };
    Gather {
        most,
        skipped: within(most / 4, listed, |one| one.what.len() + one.reason.len()),
        notes: within(most / 8, notes.iter().map(|note| plain(note, LONGEST_NAME)), String::len),
        source: Source { here, ..source },
        groups: groups.into_iter(),
        tool,
        skipped_in_file,
        left_out,
    }
}

/// As many as fit into so many bytes: quotes in them may double that.
fn within<T>(most: usize, all: impl Iterator<Item = T>, size: impl Fn(&T) -> usize) -> Vec<T> {
    let together = all.scan(0, |sum, one| {
        *sum += size(&one);
        (*sum <= most).then_some(one)
    });
    together.collect()
}

impl Gather {
    /// How many sources are left out because the file has so many: those with the oldest points.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

impl Iterator for Gather {
    type Item = Group;

    fn next(&mut self) -> Option<Group> {
        let (name, mut points) = self.groups.next()?;
        points.sort_by_key(|point| std::cmp::Reverse(point.captured_at));
        // Without a plan nothing can go wrong.
        let shown = measured(&points, Some(self.source.now), None).ok();
        let figures = figures(&points, shown);
        for point in &mut points {
            neat(point);
        }
        let mut group = Group {
            id: String::new(),
            tool: self.tool,
            name: plain(&name, LONGEST_NAME),
            file: plain(&self.source.file, LONGEST),
            imported: self.source.now,
            here: self.source.here.clone(),
            zone: self.source.zone.clone(),
            joined: None,
            points,
            figures,
            skipped: self.skipped.clone(),
            skipped_in_file: self.skipped_in_file,
            notes: self.notes.clone(),
        };
        group.cut(self.most);
        Some(group)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.groups.size_hint()
    }
}

/// `points` descend.
fn figures(points: &[Point], shown: Option<Measured>) -> Figures {
    let at = |point: Option<&Point>| point.map(|point| point.captured_at);
    let span = at(points.last()).zip(at(points.first())).map(|(from, to)| Gap { from, to });
    let Some(shown) = shown else { return Figures { points: points.len(), span, ..Figures::default() } };
    Figures {
        points: points.len(),
        span,
        longest_gap: shown.longest_gap,
        worst_loss: shown.worst_loss,
        growth_per_day: shown.growth_per_day.map(f64::round),
        growth_of: shown.growth_of,
        // To the millisecond, as it is kept.
        slower_per_day: shown.slower_per_day.map(|slower| (slower * 1_000.0).round() / 1_000.0),
    }
}

/// Texts as they may stand on a page and in an entry.
fn neat(point: &mut Point) {
    for text in point.tags.iter_mut().chain(&mut point.needs).chain([&mut point.id]) {
        if text.len() > LONGEST || text.chars().any(is_unseen) {
            *text = plain(text, LONGEST);
        }
    }
    if point.note.len() > LONGEST || point.note.chars().any(is_unseen) {
        point.note = Cow::Owned(plain(&point.note, LONGEST));
    }
}

/// A text from a file: on one line, without what cannot be seen, and short.
pub(super) fn plain(text: &str, most: usize) -> String {
    let seen = text.chars().map(|c| if is_unseen(c) { ' ' } else { c });
    let mut short: String = seen.take(most).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}
