//! One protection's part of the answer: when, and with what chance, each copy is its newest good one.

use std::collections::BTreeSet;

use super::cycle::{Cycle, Slot};
use super::limits::{MAX_SHARES, NEGLIGIBLE};

/// A copy that may be the newest good one of its protection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chance {
    pub(super) capture: i64,
    /// Chance that it is the newest good one.
    pub(super) newest: f64,
    /// Chance that the newest good one is older than this, or that there is none.
    pub(super) below: f64,
}

/// A stretch of failure instants over which nothing changes, from the end of the one before (0 for the first).
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Its end, exclusive.
    pub(super) to: i64,
    first: usize,
    last: usize,
    /// Chance of no good copy at all.
    pub(super) none: f64,
    /// The oldest copy that may be the newest good one; known even when the listed chances end before it.
    pub(super) oldest: Option<i64>,
    /// Whether `oldest` is good for certain.
    pub(super) sure: bool,
    /// Whether candidates go back for ever.
    pub(super) endless: bool,
}

/// Standings that cover `[0, period)` without a gap, repeated every `period`. Chances run from newest to oldest capture
/// until the rest is negligible.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) period: i64,
    pub(super) standings: Vec<Standing>,
    chances: Vec<Chance>,
}

impl Track {
    /// The chances of one of its standings.
    pub(super) fn chances(&self, standing: &Standing) -> &[Chance] {
        self.chances.get(standing.first..standing.last).unwrap_or_default()
    }

    /// Whether it never gives anything.
    pub(super) fn is_blank(&self) -> bool {
        self.chances.is_empty()
    }

    /// The track of stand-alone copies, each good with chance `q`: the `k`-th newest of `m` candidates is the newest good
    /// one with chance `q (1-q)^(k-1)`, and none is with `(1-q)^m` ("recovery mathematics", section 2(a)).
    ///
    /// `None` when there are too many chances to list.
    pub(super) fn stand_alone(cycle: &Cycle, q: f64) -> Option<Track> {
        let mut track = Track { period: cycle.period, standings: Vec::new(), chances: Vec::new() };
        let mut work = 0;
        let mut open = Open::at_zero(cycle, q);
        let events = if q > 0.0 { events(cycle) } else { Vec::new() };
        for group in events.chunk_by(|a, b| a.at == b.at) {
            if let Some(first) = group.first() {
                track.push(&open, first.at, q, &mut work)?;
            }
            for event in group {
                open.apply(event);
            }
        }
        track.push(&open, cycle.period, q, &mut work)?;
        Some(track)
    }

    fn push(&mut self, open: &Open<'_>, to: i64, q: f64, work: &mut usize) -> Option<()> {
        let first = self.chances.len();
        let sure = q >= 1.0 && !open.newest.is_empty();
        if q >= 1.0 {
            let newest = open.newest.last().map(|(capture, _)| *capture);
            if let Some(last) = self.standings.last_mut().filter(|last| last.oldest == newest) {
                // Only copies that do not matter came or went.
                last.to = to;
                return Some(());
            }
            self.chances.extend(newest.map(|capture| Chance { capture, newest: 1.0, below: 0.0 }));
        } else if q > 0.0 {
            let mut below = 1.0;
            for (capture, seen) in open.newest_first() {
                *work += seen;
                let newest = below * q;
                below *= 1.0 - q;
                self.chances.push(Chance { capture, newest, below });
                if below < NEGLIGIBLE {
                    break;
                }
                if *work > MAX_SHARES {
                    return None;
                }
            }
        }
        let endless = open.endless && q > 0.0 && q < 1.0;
        let none = match q {
            _ if sure || endless => 0.0,
            _ if q >= 1.0 => 1.0,
            _ => (1.0 - q).powf(open.count as f64),
        };
        let oldest = if sure { open.newest.last() } else { open.oldest.first() }.map(|(capture, _)| *capture);
        let last = self.chances.len();
        self.standings.push(Standing { to, first, last, none, oldest, sure, endless });
        Some(())
    }
}

/// A copy opens or shuts.
struct Event {
    at: i64,
    slot: usize,
    opens: bool,
}

/// Every change in `(0, period)`, in order.
fn events(cycle: &Cycle) -> Vec<Event> {
    let mut events = Vec::with_capacity(2 * cycle.slots.len());
    for (slot, times) in cycle.slots.iter().enumerate().filter(|(_, times)| times.lives()) {
        events.push(Event { at: times.open.rem_euclid(cycle.period), slot, opens: true });
        events.extend(times.shut.map(|shut| Event { at: shut.rem_euclid(cycle.period), slot, opens: false }));
    }
    events.retain(|event| event.at > 0);
    events.sort_unstable_by_key(|event| (event.at, event.slot, !event.opens));
    events
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

/// Which copies are open, kept up to date from event to event.
struct Open<'a> {
    cycle: &'a Cycle,
    /// One for each slot; `None` for those that never live.
    ranges: Vec<Option<Range>>,
    /// The newest and oldest open copy of each slot, as (capture, slot).
    newest: BTreeSet<(i64, usize)>,
    oldest: BTreeSet<(i64, usize)>,
    count: i128,
    endless: bool,
}

impl<'a> Open<'a> {
    fn at_zero(cycle: &'a Cycle, q: f64) -> Open<'a> {
        let range =
            |slot: &Slot| Range { low: cycle.oldest_shift(slot, 0), high: cycle.newest_shift(slot, 0) };
        let ranges = cycle.slots.iter().map(|slot| (slot.lives() && q > 0.0).then(|| range(slot))).collect();
        let endless = cycle.slots.iter().any(|slot| slot.shut.is_none());
        let mut open =
            Open { cycle, ranges, newest: BTreeSet::new(), oldest: BTreeSet::new(), count: 0, endless };
        for slot in 0..cycle.slots.len() {
            open.count += open
                .range(slot)
                .map_or(0, |range| range.low.map_or(0, |low| i128::from(range.high - low + 1)));
            open.note(slot, true);
        }
        open
    }

    fn range(&self, slot: usize) -> Option<Range> {
        self.ranges.get(slot).copied().flatten()
    }

    /// Enters a slot's newest and oldest open copy, or takes them out.
    fn note(&mut self, slot: usize, enter: bool) {
        let Some(range) = self.range(slot).filter(|range| !range.is_empty()) else { return };
        let Some(times) = self.cycle.slots.get(slot) else { return };
        let capture = |shift: i64| (times.capture + shift * self.cycle.period, slot);
        let (newest, oldest) = (capture(range.high), range.low.map(capture));
        if enter {
            self.newest.insert(newest);
            self.oldest.extend(oldest);
        } else {
            self.newest.remove(&newest);
            oldest.map(|oldest| self.oldest.remove(&oldest));
        }
    }

    fn apply(&mut self, event: &Event) {
        self.note(event.slot, false);
        if let Some(Some(range)) = self.ranges.get_mut(event.slot) {
            if event.opens {
                range.high += 1;
                self.count += 1;
            } else {
                range.low = range.low.map(|low| low + 1);
                self.count -= 1;
            }
        }
        self.note(event.slot, true);
    }

    /// The captures of all open copies, newest first, each with the number of copies looked at to find it.
    fn newest_first(&self) -> impl Iterator<Item = (i64, usize)> + '_ {
        let mut at = self.newest.last().copied();
        let end = self.oldest.first().copied();
        let mut left = if self.endless { i128::MAX } else { self.count };
        std::iter::from_fn(move || {
            let mut seen = 0;
            while left > 0 {
                let (capture, slot) = at.filter(|at| end.is_none_or(|end| *at >= end))?;
                seen += 1;
                at = self.before(capture, slot);
                let shift = capture.div_euclid(self.cycle.period);
                if self.range(slot).is_some_and(|range| range.holds(shift)) {
                    left -= 1;
                    return Some((capture, seen));
                }
            }
            None
        })
    }

    /// The copy made before this one.
    fn before(&self, capture: i64, slot: usize) -> Option<(i64, usize)> {
        let (slot, wrapped) = match slot.checked_sub(1) {
            Some(slot) => (slot, 0),
            None => (self.cycle.slots.len().checked_sub(1)?, self.cycle.period),
        };
        let base = capture.div_euclid(self.cycle.period) * self.cycle.period;
        Some((self.cycle.slots.get(slot)?.capture + base - wrapped, slot))
    }
}
