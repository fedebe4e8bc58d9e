//! The copies to choose from at one exact instant.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cycle::Slot;
use super::error::RecoveryError;
use super::question::{Loss, within};
use super::system::System;

/// One copy, as far as its times go. Instants in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Start of its run: it holds every write before.
    pub capture: i64,
    /// From when on it can be restored.
    pub usable: i64,
    /// From when on it is deleted; `None`: never.
    pub gone: Option<i64>,
    /// Index into `Loss::copies`.
    pub copy: usize,
}

impl Candidate {
    pub(super) fn new(copy: usize, slot: &Slot) -> Candidate {
        Candidate { capture: slot.capture, usable: slot.usable, gone: slot.gone, copy }
    }
}

/// The candidates for a failure at exactly `t`, newest capture first, at most `limit` of them. At equal captures the
/// protection listed first comes first, then the copy that was usable first. Success plays no part: these are the copies one would try in turn.
///
/// # Errors
/// Values out of range or a protection whose own periods hardly ever line up: see [`RecoveryError`].
pub fn candidates_at(question: &Loss, t: i64, limit: usize) -> Result<Vec<Candidate>, RecoveryError> {
    within(t, || "failure instant".to_owned())?;
    let system = System::new(question)?;
    // The newest open copy of each slot, then step by step the older ones: (order, slot, periods to its oldest).
    let mut heap = BinaryHeap::new();
    for (copy, cycle) in system.cycles.iter().enumerate() {
        for (index, slot) in cycle.slots.iter().enumerate().filter(|(_, slot)| slot.lives()) {
            let high = cycle.newest_shift_at(slot, t);
            let low = cycle.oldest_shift(slot, t);
            if low.is_none_or(|low| low <= high) {
                let left = low.map_or(i64::MAX, |low| high - low);
                let capture = slot.capture + high * cycle.period;
                heap.push(((capture, Reverse(copy), Reverse(index)), high, left));
            }
        }
    }
    let mut candidates = Vec::new();
    while candidates.len() < limit {
        let Some(((capture, copy, index), shift, left)) = heap.pop() else { break };
        let Some(cycle) = system.cycles.get(copy.0) else { break };
        let Some(slot) = cycle.slots.get(index.0) else { break };
        candidates.push(Candidate::new(copy.0, &slot.shifted(shift * cycle.period)));
        if left > 0 {
            heap.push(((capture - cycle.period, copy, index), shift - 1, left - 1));
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
