//! The points to choose from at one exact instant.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::check::within;
use super::cycle::{Level, Slot};
use super::error::RecoveryError;
use super::pitr::Segment;
use super::protection::{ChainKind, Protection};
use super::question::{Loss, Point};
use super::store::{Gives, System};

/// One way to restore, as far as its times go. Instants in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// It brings back every write before this. For a copy this is the start of its run.
    pub capture: i64,
    /// From when on all that it needs is there.
    pub usable: i64,
    /// From when on something it needs is deleted; `None`: never, or not within a window of listed runs.
    pub gone: Option<i64>,
    /// Index into `Loss::protections`.
    pub protection: usize,
    /// What it is restored from.
    pub source: Source,
}

/// What a candidate is restored from. Instants in seconds; runs are named by their start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// One run by itself: a copy or a full.
    Copy {
        /// When it started.
        start: i64,
    },
    /// An increment, its full, and every increment between.
    Incremental {
        /// When the increment started.
        start: i64,
        /// When its full started.
        full: i64,
        /// How many increments are between the two.
        between: u32,
    },
    /// An increment and its full.
    Differential {
        /// When the increment started.
        start: i64,
        /// When its full started.
        full: i64,
    },
    /// A base alone, to the point at which it is consistent.
    Base {
        /// When it started.
        start: i64,
    },
    /// A base and the logs from there to the newest end shipped.
    LogEnd {
        /// When the base started.
        base: i64,
        /// When it is consistent: where the replay begins.
        consistent: i64,
        /// From when on the log end is usable.
        shipped: i64,
    },
    /// A base and the logs from there to just before the damage.
    JustBefore {
        /// When the base started.
        base: i64,
        /// When it is consistent: where the replay begins.
        consistent: i64,
    },
    /// A replica.
    Replica,
}

/// The candidates for a failure at exactly `t`, newest capture first, at most `limit` of them. At equal captures the
/// protection listed first comes first, then the newer base, then the copy that was usable first. Success plays no part:
/// these are the copies one would try in turn.
///
/// Listed runs count as far as they start by `t` and the detection delay.
///
/// # Errors
/// Values out of range or a protection whose own periods hardly ever line up: see [`RecoveryError`].
pub fn candidates_at(question: &Loss, t: i64, limit: usize) -> Result<Vec<Candidate>, RecoveryError> {
    within(t, || "failure instant".to_owned())?;
    let system = System::new(question, Some((t, t + 1)))?;
    // The newest open copy of each slot, then step by step the older ones: (order, slot, periods to its oldest).
    let mut heap = BinaryHeap::new();
    let mut candidates = Vec::new();
    for (protection, store) in system.stores.iter().enumerate() {
        for (index, slot) in store.cycle.slots.iter().enumerate().filter(|(_, slot)| slot.lives()) {
            let high = store.cycle.newest_shift_at(slot, t);
            let low = store.cycle.oldest_shift(slot, t);
            if low.is_none_or(|low| low <= high) {
                let left = low.map_or(i64::MAX, |low| high - low);
                let capture = store.cycle.shifted(slot, high).capture;
                let order = (store.gives.capture(capture, t), Reverse(protection), capture, Reverse(index));
                heap.push((order, high, left));
            }
        }
        if let Gives::Replica(Some(lag)) = store.gives {
            heap.push(((t - lag, Reverse(protection), t - lag, Reverse(0)), 0, 0));
        }
    }
    while candidates.len() < limit {
        let Some(((capture, protection, from, index), shift, left)) = heap.pop() else { break };
        let Some(store) = system.stores.get(protection.0) else { break };
        let slot = store.cycle.slots.get(index.0).map(|slot| store.cycle.shifted(slot, shift));
        candidates.push(system.candidate(protection.0, capture, slot.as_ref(), t));
        if let Some(period) = store.cycle.repeat.filter(|_| left > 0) {
            let from = from - period;
            let order = (store.gives.capture(from, t), protection, from, index);
            heap.push((order, shift - 1, left - 1));
        }
    }
    Ok(candidates)
}

/// The newest candidate for a failure at exactly `t`, or `None` when nothing is left.
///
/// # Errors
/// As [`candidates_at`].
pub fn newest_at(question: &Loss, t: i64) -> Result<Option<Candidate>, RecoveryError> {
    Ok(candidates_at(question, t, 1)?.first().copied())
}

impl Gives {
    /// The newest log end for a failure at `t`.
    pub(super) fn segment(&self, t: i64) -> Option<Segment> {
        match self {
            Gives::AlongLogs(logs) => logs.newest(t),
            Gives::Itself | Gives::JustBefore | Gives::Replica(_) => None,
        }
    }

    /// How far a restore gets from a slot captured at `capture`, for a failure at `t`.
    pub(super) fn capture(&self, capture: i64, t: i64) -> i64 {
        match self {
            Gives::Itself => capture,
            Gives::AlongLogs(_) => self.segment(t).map_or(capture, |segment| capture.max(segment.end)),
            Gives::JustBefore => t,
            Gives::Replica(lag) => lag.map_or(capture, |lag| t - lag),
        }
    }
}

impl System<'_> {
    /// The candidate for a failure at `t` that brings back what is before `capture` from `slot`, which a replica has not.
    pub(super) fn candidate(
        &self,
        protection: usize,
        capture: i64,
        slot: Option<&Slot>,
        t: i64,
    ) -> Candidate {
        let Some(slot) = slot else {
            return Candidate { capture, usable: t, gone: None, protection, source: Source::Replica };
        };
        let (start, full) = (slot.start, slot.start - slot.since_full);
        let gives = self.stores.get(protection).map(|store| &store.gives);
        let source = match (self.question.protections.get(protection), slot.level) {
            (Some(Protection::Pitr(_)), _) => match gives.and_then(|gives| gives.segment(t)) {
                Some(segment) if segment.end > slot.capture => {
                    Source::LogEnd { base: start, consistent: slot.capture, shipped: segment.usable }
                }
                None if matches!(gives, Some(Gives::JustBefore)) => {
                    Source::JustBefore { base: start, consistent: slot.capture }
                }
                _ => Source::Base { start },
            },
            (Some(Protection::Chain(chain)), Level::Increment) => match chain.kind {
                ChainKind::Incremental => {
                    Source::Incremental { start, full, between: slot.place.saturating_sub(1) }
                }
                ChainKind::Differential => Source::Differential { start, full },
            },
            _ => Source::Copy { start },
        };
        let usable = match source {
            Source::LogEnd { shipped, .. } => slot.usable.max(shipped),
            _ => slot.usable,
        };
        Candidate { capture, usable, gone: slot.gone, protection, source }
    }

    /// The fixed point or moving point of a candidate just after `t`, explained. `None` when it is not there.
    pub(super) fn explain(&self, protection: usize, point: Point, t: i64) -> Option<Candidate> {
        let store = self.stores.get(protection)?;
        let capture = point.capture(t);
        let slot = match &store.gives {
            Gives::Replica(_) => None,
            Gives::Itself => Some(store.cycle.captured_at(capture, t, &store.odds)?),
            Gives::AlongLogs(_) | Gives::JustBefore => Some(store.cycle.newest_open(capture, t)?),
        };
        Some(self.candidate(protection, capture, slot.as_ref(), t))
    }
}

/// When each run started that this candidate is restored from, oldest first; empty for a replica.
///
/// # Errors
/// As [`candidates_at`].
pub fn runs_needed(question: &Loss, candidate: &Candidate) -> Result<Vec<i64>, RecoveryError> {
    let Source::Incremental { start, full, .. } = candidate.source else {
        return Ok(match candidate.source {
            Source::Copy { start } | Source::Base { start } => vec![start],
            Source::Differential { start, full } => vec![full, start],
            Source::LogEnd { base, .. } | Source::JustBefore { base, .. } => vec![base],
            Source::Incremental { .. } | Source::Replica => Vec::new(),
        });
    };
    within(start, || "start of the increment".to_owned())?;
    let system = System::new(question, Some((start, start + 1)))?;
    let mut runs = Vec::new();
    if let Some(store) = system.stores.get(candidate.protection) {
        for slot in &store.cycle.slots {
            let first = store.cycle.first_shift(slot.start, full).unwrap_or(1);
            let last = store.cycle.last_shift(slot.start, start);
            let chain = (first..=last).map(|shift| store.cycle.shifted(slot, shift));
            // Neighbours that start at the same instant may belong to the chain before or come after this increment.
            runs.extend(
                chain.filter(|run| run.start - run.since_full == full).map(|run| (run.start, run.place)),
            );
        }
    }
    let Source::Incremental { between, .. } = candidate.source else { return Ok(Vec::new()) };
    runs.retain(|(_, place)| *place <= between + 1);
    runs.sort_unstable_by_key(|(_, place)| *place);
    runs.dedup_by_key(|(_, place)| *place);
    Ok(runs.into_iter().map(|(start, _)| start).collect())
}
