use super::error::ScheduleError;
use crate::units::Moment;

/// The rules of one time zone as plain data: which offset from UTC its clocks had, and from when. The core bundles no
/// zone database: the app reads the changes from the browser, tests and examples from a crate.
///
/// Instants are seconds since 1 January 1970, 00:00 UTC. Before the first change the first offset holds, after the last
/// change the last one: give all changes of the time that is looked at, and a few days more at both ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    first: i32,
    changes: Vec<Change>,
}

/// The clocks are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When: the first instant with the new offset.
    pub at: i64,
    /// Seconds east of UTC from then on. May be the same as before: only the name changed.
    pub offset: i32,
}

/// Seconds from the epoch of UTC instants to that of local moments, Monday 5 January 1970.
const MONDAY: i64 = 4 * 86_400;

/// The largest offset is 15 h 13 min 42 s; a little more than a day is room enough.
const LARGEST: u32 = 26 * 3_600;

/// A change further away than this says nothing about a local time. Seconds.
const NEAR: i64 = 2 * LARGEST as i64;

/// What a local time means.
pub(super) struct Reading {
    /// The instants at which clocks show it, ascending: one as a rule, two when the hour repeats.
    pub(super) instants: Vec<i64>,
    /// The change that jumps over it, if no clock ever shows it.
    pub(super) gap: Option<Gap>,
}

/// A stretch of local time that no clock shows.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    /// The instant of the change.
    pub(super) at: i64,
    pub(super) before: i32,
    pub(super) after: i32,
}

impl Zone {
    /// A zone by its changes, from past to future.
    ///
    /// # Errors
    /// `ZoneOrder` unless the changes ascend strictly, `ZoneOffset` for an offset of 26 h or more.
    pub fn new(name: &str, first: i32, changes: Vec<Change>) -> Result<Zone, ScheduleError> {
        let offsets = changes.iter().map(|change| change.offset).chain([first]);
        for offset in offsets {
            if offset.unsigned_abs() >= LARGEST {
                return Err(ScheduleError::ZoneOffset { zone: name.to_owned(), offset });
            }
        }
        let late = changes.windows(2).find_map(|pair| match pair {
            [one, next] if one.at >= next.at => Some(next),
            _ => None,
        });
        if let Some(late) = late {
            return Err(ScheduleError::ZoneOrder { zone: name.to_owned(), at: late.at });
        }
        Ok(Zone { name: name.to_owned(), first, changes })
    }

    /// A clock that never changes; offsets of 26 h or more are cut.
    pub fn fixed(name: &str, offset: i32) -> Zone {
        let most = i32::try_from(LARGEST).unwrap_or(i32::MAX) - 1;
        Zone { name: name.to_owned(), first: offset.clamp(-most, most), changes: Vec::new() }
    }

    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone::fixed("UTC", 0)
    }

    /// What it is called, such as `America/New_York`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its changes, from past to future.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Seconds east of UTC at an instant.
    pub fn offset_at(&self, utc: i64) -> i32 {
        self.offset(self.changes.partition_point(|change| change.at <= utc))
    }

    /// What the clocks show at an instant.
    pub fn local(&self, utc: i64) -> Moment {
        Moment::from_seconds(utc.saturating_add(i64::from(self.offset_at(utc))).saturating_sub(MONDAY))
    }

    /// The instants at which clocks show a local time, ascending: one as a rule, two when the hour repeats, none when clocks
    /// jump over it.
    pub fn instants(&self, local: Moment) -> Vec<i64> {
        self.read(local).instants
    }

    /// The first instant at which clocks show a local time; where they jump over it, as if they were set later.
    pub fn first_instant(&self, local: Moment) -> i64 {
        let Reading { instants, gap } = self.read(local);
        let before = gap.map_or(self.first, |gap| gap.before);
        instants.first().copied().unwrap_or_else(|| utc_of(local, before))
    }

    /// The offset after `passed` changes.
    fn offset(&self, passed: usize) -> i32 {
        passed
            .checked_sub(1)
            .and_then(|last| self.changes.get(last))
            .map_or(self.first, |change| change.offset)
    }

    /// The instant of a local time that clocks show once, where that takes no closer look: at most one change is near, and this is
    /// neither a time that it jumps over nor one that it repeats.
    pub(super) fn plain(&self, local: Moment) -> Option<i64> {
        let local = local.seconds().saturating_add(MONDAY);
        let passed = self.changes.partition_point(|change| change.at < local.saturating_sub(NEAR));
        let near = |change: &&Change| change.at <= local.saturating_add(NEAR);
        let mut near = self.changes.iter().skip(passed).take_while(near);
        let before = self.offset(passed);
        let Change { at, offset: after } = match (near.next(), near.next()) {
            (None, _) => return Some(local.saturating_sub(i64::from(before))),
            (Some(change), None) => *change,
            _ => return None,
        };
        match local - at {
            since if since < i64::from(before.min(after)) => Some(local - i64::from(before)),
            since if since >= i64::from(before.max(after)) => Some(local - i64::from(after)),
            _ => None,
        }
    }

    /// The offset at a local time that no change is near, and the first local time that one may be near again.
    pub(super) fn calm(&self, local: Moment) -> Option<(i32, Moment)> {
        let clock = local.seconds().saturating_add(MONDAY);
        let passed = self.changes.partition_point(|change| change.at < clock.saturating_sub(NEAR));
        let next = self.changes.get(passed).map_or(i64::MAX, |change| change.at.saturating_sub(NEAR));
        let until = Moment::from_seconds(next.saturating_sub(MONDAY));
        (local < until).then(|| (self.offset(passed), until))
    }

    /// What a local time means, however often clocks show it.
    pub(super) fn read(&self, local: Moment) -> Reading {
        let local = local.seconds().saturating_add(MONDAY);
        let low = self.changes.partition_point(|change| change.at < local.saturating_sub(NEAR));
        let high = self.changes.partition_point(|change| change.at <= local.saturating_add(NEAR));
        let instants = (low..=high).filter_map(|passed| {
            let utc = local.saturating_sub(i64::from(self.offset(passed)));
            let begun = passed.checked_sub(1).and_then(|last| self.changes.get(last));
            let ends = self.changes.get(passed);
            let there =
                begun.is_none_or(|change| change.at <= utc) && ends.is_none_or(|change| utc < change.at);
            there.then_some(utc)
        });
        let instants: Vec<i64> = instants.collect();
        let mut gaps = (low..high).filter_map(|index| {
            let at = self.changes.get(index)?.at;
            let (before, after) = (self.offset(index), self.offset(index + 1));
            let swallowed = (at + i64::from(before)..at + i64::from(after)).contains(&local);
            swallowed.then_some(Gap { at, before, after })
        });
        let gap = gaps.next_back().filter(|_| instants.is_empty());
        Reading { instants, gap }
    }
}

/// Instants and local moments count from different days.
pub(super) fn utc_of(local: Moment, offset: i32) -> i64 {
    local.seconds().saturating_add(MONDAY).saturating_sub(i64::from(offset))
}
