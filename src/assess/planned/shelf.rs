//! The copies that are there at one moment, and what they take together: one comes or goes at a time.

use crate::cost::{Growth, distinct_bytes};
use std::collections::BTreeMap;

/// How a copy adds to what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weighs {
    /// Each is a whole copy.
    Whole,
    /// The newest is whole, each other one is what changed until the one after it.
    Common,
    /// Snapshots beside the live data: each is what changed until the next, the newest until now.
    Changes,
}

/// Copies by when they were taken.
pub(super) struct Shelf {
    weighs: Weighs,
    /// How the data grows, and how large it is at `now`.
    size: (Growth, f64),
    now: i64,
    /// Bytes written in a second.
    rate: f64,
    /// How many were taken at each instant.
    taken: BTreeMap<i64, usize>,
    /// How many times each distance between two neighbours occurs: there are few different ones.
    gaps: BTreeMap<i64, usize>,
    /// All of them, where each is whole.
    whole: f64,
}

impl Shelf {
    pub(super) fn new(weighs: Weighs, size: (Growth, f64), now: i64, rate: f64) -> Shelf {
        Shelf { weighs, size, now, rate, taken: BTreeMap::new(), gaps: BTreeMap::new(), whole: 0.0 }
    }

    /// The size of the data at an instant.
    fn full(&self, at: i64) -> f64 {
        self.size.0.size(self.size.1, at - self.now)
    }

    /// One more, taken at that instant.
    pub(super) fn add(&mut self, at: i64) {
        self.whole += self.full(at);
        let known = self.taken.entry(at).or_default();
        *known += 1;
        if *known == 1 {
            let (before, after) = self.beside(at);
            self.gap(before.zip(after), -1);
            self.gap(before.zip(Some(at)), 1);
            self.gap(Some(at).zip(after), 1);
        }
    }

    /// One less of those taken at that instant.
    pub(super) fn remove(&mut self, at: i64) {
        let Some(known) = self.taken.get_mut(&at) else { return };
        *known -= 1;
        let gone = *known == 0;
        self.whole -= self.full(at);
        if gone {
            self.taken.remove(&at);
            let (before, after) = self.beside(at);
            self.gap(before.zip(Some(at)), -1);
            self.gap(Some(at).zip(after), -1);
            self.gap(before.zip(after), 1);
        }
    }

    /// How many there are.
    pub(super) fn copies(&self) -> usize {
        self.taken.values().sum()
    }

    /// What they take together at a moment, in bytes.
    pub(super) fn bytes(&self, moment: i64) -> f64 {
        let Some((newest, _)) = self.taken.last_key_value() else { return 0.0 };
        let full = self.full(moment);
        let changed = |gap: i64| distinct_bytes(full, self.rate, gap as f64).unwrap_or(0.0);
        let between = || self.gaps.iter().map(|(gap, times)| *times as f64 * changed(*gap)).sum::<f64>();
        match self.weighs {
            Weighs::Whole => self.whole,
            // What changed since the newest is in no copy yet.
            Weighs::Common => self.full(*newest) + between(),
            Weighs::Changes => between() + changed(moment - newest),
        }
    }

    fn beside(&self, at: i64) -> (Option<i64>, Option<i64>) {
        let before = self.taken.range(..at).next_back().map(|(at, _)| *at);
        (before, self.taken.range(at + 1..).next().map(|(at, _)| *at))
    }

    fn gap(&mut self, between: Option<(i64, i64)>, by: isize) {
        let Some((from, to)) = between else { return };
        let times = self.gaps.entry(to - from).or_default();
        *times = times.saturating_add_signed(by);
        if *times == 0 {
            self.gaps.remove(&(to - from));
        }
    }
}
