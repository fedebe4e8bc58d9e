//! Which restore points of one protection are open, from event to event.

use super::cycle::{Cycle, Level, Slot};
use super::foremost::Foremost;
use super::odds::Odds;

/// A point opens or shuts.
pub(super) struct Event {
    pub(super) at: i64,
    slot: usize,
    opens: bool,
}

/// Every change in `(from, to)`, in order. For a cycle that repeats this is `(0, period)`.
pub(super) fn events(cycle: &Cycle, odds: &Odds, from: i64, to: i64) -> Vec<Event> {
    let mut events = Vec::with_capacity(2 * cycle.slots.len());
    let within = |at: i64| cycle.repeat.map_or(at, |period| at.rem_euclid(period));
    for (slot, times) in cycle.slots.iter().enumerate().filter(|(_, times)| counts(times, odds)) {
        events.push(Event { at: within(times.open), slot, opens: true });
        events.extend(times.shut.map(|shut| Event { at: within(shut), slot, opens: false }));
    }
    events.retain(|event| event.at > from && event.at < to);
    events.sort_unstable_by_key(|event| (event.at, event.slot, !event.opens));
    events
}

fn counts(slot: &Slot, odds: &Odds) -> bool {
    slot.lives() && odds.possible(slot.level)
}

/// The open copies of each slot: those shifted by `low..=high` periods.
#[derive(Clone, Copy)]
struct Range {
    low: Option<i64>,
    high: i64,
}

impl Range {
    fn is_empty(self) -> bool {
        self.low.is_some_and(|low| low > self.high)
    }

    fn holds(self, shift: i64) -> bool {
        shift <= self.high && self.low.is_none_or(|low| low <= shift)
    }
}

/// The points that are open and may be good, kept up to date from event to event.
pub(super) struct Open<'a> {
    cycle: &'a Cycle,
    /// One for each slot; `None` for those that never live.
    ranges: Vec<Option<Range>>,
    /// The newest open copy of each slot, and the oldest, by capture; of the oldest the negative, so that it comes foremost.
    newest: Foremost,
    oldest: Foremost,
    /// How many are open of each level, when there are not endlessly many.
    fulls: i128,
    increments: i128,
    /// Whether open points go back for ever.
    pub(super) endless: bool,
}

impl<'a> Open<'a> {
    /// What is open just after `from`.
    pub(super) fn new(cycle: &'a Cycle, odds: &Odds, from: i64) -> Open<'a> {
        let range =
            |slot: &Slot| Range { low: cycle.oldest_shift(slot, from), high: cycle.newest_shift(slot, from) };
        let ranges: Vec<_> = cycle.slots.iter().map(|slot| counts(slot, odds).then(|| range(slot))).collect();
        let endless = ranges.iter().flatten().any(|range| range.low.is_none());
        let of_slots = |capture: &dyn Fn(&Slot, Range) -> Option<i64>| {
            let present = cycle.slots.iter().zip(&ranges).map(|(slot, range)| {
                range.filter(|range| !range.is_empty()).and_then(|range| capture(slot, range))
            });
            Foremost::new(present)
        };
        let newest = of_slots(&|slot, range| Some(cycle.captured(slot, range.high)));
        // Where all are good nobody asks for the oldest.
        let oldest = match odds.all_certain() {
            true => Foremost::default(),
            false => of_slots(&|slot, range| Some(-cycle.captured(slot, range.low?))),
        };
        let mut open = Open { cycle, ranges, newest, oldest, fulls: 0, increments: 0, endless };
        for (slot, times) in cycle.slots.iter().enumerate() {
            if let Some(Range { low: Some(low), high }) = open.range(slot) {
                *open.count_of(times.level) += i128::from(high - low + 1);
            }
        }
        open
    }

    fn range(&self, slot: usize) -> Option<Range> {
        self.ranges.get(slot).copied().flatten()
    }

    fn count_of(&mut self, level: Level) -> &mut i128 {
        match level {
            Level::Full => &mut self.fulls,
            Level::Increment => &mut self.increments,
        }
    }

    /// Enters a slot's newest and oldest open copy, in place of what was there.
    fn note(&mut self, slot: usize) {
        let range = self.range(slot).filter(|range| !range.is_empty());
        let Some(times) = self.cycle.slots.get(slot) else { return };
        let capture = |shift: i64| self.cycle.captured(times, shift);
        self.newest.set(slot, range.map(|range| capture(range.high)));
        self.oldest.set(slot, range.and_then(|range| range.low).map(|low| -capture(low)));
    }

    pub(super) fn apply(&mut self, event: &Event) {
        let level = self.cycle.slots.get(event.slot).map_or(Level::Full, |slot| slot.level);
        if let Some(Some(range)) = self.ranges.get_mut(event.slot) {
            if event.opens {
                range.high += 1;
                *self.count_of(level) += 1;
            } else {
                range.low = range.low.map(|low| low + 1);
                *self.count_of(level) -= 1;
            }
        }
        self.note(event.slot);
    }

    /// How many (fulls, increments) are open, when they are not endless.
    pub(super) fn counts(&self) -> (i128, i128) {
        (self.fulls, self.increments)
    }

    /// Whether nothing is open.
    pub(super) fn is_empty(&self) -> bool {
        self.newest.first().is_none()
    }

    /// The newest capture.
    pub(super) fn newest(&self) -> Option<i64> {
        self.newest.first().map(|(capture, _)| capture)
    }

    /// The oldest capture, when they are not endless.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.oldest.first().map(|(capture, _)| -capture)
    }

    /// The newest open point of the oldest open chain, when they are not endless. A chain's full is open as long as any
    /// point of it is, so the oldest point is a full.
    pub(super) fn newest_of_oldest_chain(&self) -> Option<i64> {
        let (oldest, first) = self.oldest.first()?;
        let mut newest = -oldest;
        let turn = self.cycle.repeat.map_or(0, |period| newest.div_euclid(period));
        for (index, slot, shift) in self.cycle.links_after(first, turn) {
            if self.range(index).is_some_and(|range| range.holds(shift)) {
                newest = self.cycle.shifted(slot, shift).capture;
            }
        }
        Some(newest)
    }

    /// All open points, newest first: capture, slot, and the number of points looked at to find it.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = (i64, &'a Slot, usize)> + '_ {
        // Of two captures at one instant, the one that stands last in the cycle counts as the newer.
        let mut at = self.newest.last();
        let end = self.oldest.first().map(|(capture, slot)| (-capture, slot));
        let mut left = if self.endless { i128::MAX } else { self.fulls + self.increments };
        std::iter::from_fn(move || {
            let mut seen = 0;
            while left > 0 {
                let (capture, index) = at.filter(|at| end.is_none_or(|end| *at >= end))?;
                seen += 1;
                at = self.before(capture, index);
                let shift = self.cycle.repeat.map_or(0, |period| capture.div_euclid(period));
                if self.range(index).is_some_and(|range| range.holds(shift)) {
                    left -= 1;
                    return Some((capture, self.cycle.slots.get(index)?, seen));
                }
            }
            None
        })
    }

    /// The point made before this one.
    fn before(&self, capture: i64, slot: usize) -> Option<(i64, usize)> {
        let base = self.cycle.repeat.map_or(0, |period| capture.div_euclid(period) * period);
        let (slot, wrapped) = match slot.checked_sub(1) {
            Some(slot) => (slot, 0),
            None => (self.cycle.slots.len().checked_sub(1)?, self.cycle.repeat?),
        };
        Some((self.cycle.slots.get(slot)?.capture + base - wrapped, slot))
    }
}
