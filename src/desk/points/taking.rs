use super::file::FileState;
use crate::answers::Answers;
use crate::desk::page::ZoneRules;
use crate::import::{ImportError, Imported, Reader};
use crate::points::{Gather, Group, Points, ROOM, Source, gather};
use crate::units::Moment;

/// A file on its way in: fed slice by slice, so that a page can draw breath between them. What cannot go on is a state of
/// the file, with words for it.
#[derive(Debug, Default)]
pub struct Taking {
    reader: Reader,
}

/// A file that was read.
#[derive(Debug)]
pub struct Taken {
    imported: Imported,
    /// The zone that its times were read in, where they had none.
    zone: String,
}

/// A file that is put into groups, one at a time.
#[derive(Debug)]
pub struct Grouping {
    gather: Gather,
    groups: Vec<Group>,
}

impl Taking {
    /// The next slice; 256 KiB keep a page responsive.
    ///
    /// # Errors
    /// `Refused`, as soon as it is clear that the file gives nothing.
    pub fn feed(&mut self, slice: &[u8]) -> Result<(), FileState> {
        self.reader.feed(slice).map_err(refused)
    }

    /// Entries so far.
    pub fn entries(&self) -> usize {
        self.reader.entries()
    }

    /// The end of the file.
    ///
    /// # Errors
    /// `Refused`; `Nothing` where not one point counts.
    pub fn finish(self) -> Result<Taken, FileState> {
        let imported = self.reader.finish().map_err(refused)?;
        if imported.points.is_empty() && imported.unplaced.is_empty() {
            return Err(nothing(imported));
        }
        Ok(Taken { imported, zone: String::new() })
    }
}

impl Taken {
    /// The question about the zone of its times; `None` when it has been answered, or never was one. `wrong` is what was
    /// wrong with the last answer.
    pub fn asks(&self, wrong: &str) -> Option<FileState> {
        let points = self.imported.needs_zone();
        let tool = self.imported.tool;
        (points > 0).then(|| FileState::NeedsZone { tool, points, wrong: wrong.to_owned() })
    }

    /// The first of the times without a zone: the rules of the zone should reach so far back.
    pub fn earliest(&self) -> Option<Moment> {
        self.imported.unplaced.iter().map(|point| point.captured_at).min()
    }

    /// The zone that was named the last time this file came.
    pub fn remembered(&self, file: &str, document: &Answers) -> Option<String> {
        let groups = Points::of(document).groups;
        let same = |group: &Group| group.tool == self.imported.tool && group.file == file;
        groups.into_iter().find(|group| same(group) && !group.zone.is_empty()).map(|group| group.zone)
    }

    /// Reads the times without a zone on its clocks. Rules that no clock can have change nothing.
    #[must_use]
    pub fn placed(self, name: &str, rules: &ZoneRules) -> Taken {
        match rules.zone(name) {
            Some(zone) => Taken { imported: self.imported.placed(&zone), zone: name.to_owned() },
            None => self,
        }
    }

    /// Puts the points into groups that fit into the document. `now` is the instant in seconds since 1 January 1970 UTC,
    /// `here` the person's own time zone.
    ///
    /// # Errors
    /// `Nothing` where the zone has left no point.
    pub fn grouping(
        self,
        file: &str,
        now: i64,
        here: &str,
        document: &Answers,
    ) -> Result<Grouping, FileState> {
        if self.imported.points.is_empty() {
            return Err(nothing(self.imported));
        }
        let has: usize = document.entries(Group::SECTION).map(|(_, text)| text.len()).sum();
        let source = Source {
            file: file.to_owned(),
            now,
            here: here.to_owned(),
            zone: self.zone,
            room: ROOM.saturating_sub(has),
        };
        Ok(Grouping { gather: gather(self.imported, source), groups: Vec::new() })
    }
}

impl Grouping {
    /// Makes the next group; `false` when there is none.
    pub fn step(&mut self) -> bool {
        let next = self.gather.next();
        let more = next.is_some();
        self.groups.extend(next);
        more
    }

    /// What is to be written.
    pub fn done(self) -> FileState {
        FileState::Ready { left_out: self.gather.left_out(), groups: self.groups }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn refused(error: ImportError) -> FileState {
    FileState::Refused(error.to_string())
}

fn nothing(imported: Imported) -> FileState {
    const LISTED: usize = 200;
    let Imported { tool, mut skipped, notes, .. } = imported;
    let skipped_in_file = skipped.len();
    skipped.truncate(LISTED);
    FileState::Nothing {
        tool,
        skipped,
        skipped_in_file,
        notes: notes.iter().map(ToString::to_string).collect(),
    }
}
