//! The worst loss, with all that is needed to explain it.

use super::combine::Oldest;
use super::cycle::Cycle;
use super::law::Piece;
use super::points::Candidate;
use super::system::System;

/// The supremum of the loss over the instants from which something can be recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worst {
    /// Reached, or approached, here.
    At(WorstMoment),
    /// Copies that may be bad are kept for ever, so that the newest good one may be arbitrarily old.
    Unbounded,
    /// No instant has a good copy.
    NothingRecoverable,
}

/// The moment of the worst loss: just before `failure_at` the best that may be left is the copy captured at `capture`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorstMoment {
    /// `failure_at - capture`, in seconds.
    pub loss: i64,
    /// The supremum of the failure instants that fall back to this copy; the first of several equal ones, within
    /// `(0, hyper_period]`.
    pub failure_at: i64,
    /// Start of the run that is fallen back to.
    pub capture: i64,
    /// Index of its protection in `Loss::copies`.
    pub copy: usize,
    /// When that copy became usable.
    pub usable: i64,
    /// When it is deleted. The loss ends here, and not with a newer copy, when this less the detection delay is
    /// `failure_at`.
    pub gone: Option<i64>,
    /// How many newer copies were there and would all have to be bad. 0 when every run succeeds.
    pub newer: u64,
    /// The first newer copy that was not there yet: its arrival would have shortened the loss.
    pub next: Option<Candidate>,
    /// Its usable time.
    pub next_usable: Option<i64>,
    /// Whether a failure at exactly `failure_at` still loses this much; otherwise it is only approached from before.
    pub attained: bool,
}

/// The worst over all pieces of a law.
pub(super) fn of(system: &System<'_>, pieces: &[Piece]) -> Worst {
    let mut worst: Option<(i64, &Piece, usize, i64)> = None;
    for piece in pieces {
        match piece.oldest {
            Oldest::Endless => return Worst::Unbounded,
            Oldest::Nothing => {}
            Oldest::Copy { copy, capture } => {
                let loss = piece.to - capture;
                if worst.is_none_or(|(most, ..)| loss > most) {
                    worst = Some((loss, piece, copy, capture));
                }
            }
        }
    }
    let Some((loss, piece, copy, capture)) = worst else { return Worst::NothingRecoverable };
    let failure_at = piece.to;
    let slot = system.cycles.get(copy).and_then(|cycle| cycle.captured_at(capture, piece.from));
    let next = system.next_after(failure_at, capture);
    Worst::At(WorstMoment {
        loss,
        failure_at,
        capture,
        copy,
        usable: slot.map_or(capture, |slot| slot.usable),
        gone: slot.and_then(|slot| slot.gone),
        newer: system.newer_than(capture, piece.from),
        next,
        next_usable: next.map(|next| next.usable),
        attained: system.falls_back_to(capture, failure_at),
    })
}

impl System<'_> {
    /// Protections that may have a good copy.
    fn hopeful(&self) -> impl Iterator<Item = (usize, &Cycle, bool)> {
        let copies = self.question.copies.iter().zip(&self.cycles).enumerate();
        copies
            .filter(|(_, (copies, _))| copies.success > 0.0)
            .map(|(copy, (copies, cycle))| (copy, cycle, copies.success >= 1.0))
    }

    /// Of the copies captured after `capture`, the first that becomes a candidate at `t` or later; at a tie the newest, then
    /// the first usable.
    fn next_after(&self, t: i64, capture: i64) -> Option<Candidate> {
        let mut first: Option<(i64, Candidate)> = None;
        for (copy, cycle, _) in self.hopeful() {
            for slot in cycle.slots.iter().filter(|slot| slot.lives()) {
                let opening = -(slot.open - t).div_euclid(cycle.period);
                let newer = (capture - slot.capture).div_euclid(cycle.period) + 1;
                let slot = slot.shifted(opening.max(newer) * cycle.period);
                let sooner = first.is_none_or(|(open, best)| {
                    slot.open < open || (slot.open == open && slot.capture > best.capture)
                });
                if sooner {
                    first = Some((slot.open, Candidate::new(copy, &slot)));
                }
            }
        }
        first.map(|(_, candidate)| candidate)
    }

    /// How many copies captured after `capture` are candidates just after `t`.
    fn newer_than(&self, capture: i64, t: i64) -> u64 {
        let mut count = 0_u64;
        for (_, cycle, _) in self.hopeful() {
            for slot in cycle.slots.iter().filter(|slot| slot.lives()) {
                let newer = (capture - slot.capture).div_euclid(cycle.period) + 1;
                let low = cycle.oldest_shift(slot, t).map_or(newer, |low| low.max(newer));
                count = count.saturating_add((cycle.newest_shift(slot, t) - low + 1).max(0).unsigned_abs());
            }
        }
        count
    }

    /// Whether a copy captured at `capture` may be the newest good one at exactly `t`, which is later.
    fn falls_back_to(&self, capture: i64, t: i64) -> bool {
        let there = self.hopeful().any(|(_, cycle, _)| cycle.captured_at(capture, t).is_some());
        there
            && self.hopeful().filter(|(_, _, sure)| *sure).all(|(_, cycle, _)| {
                cycle.slots.iter().filter(|slot| slot.lives()).all(|slot| {
                    let newest = cycle.newest_shift_at(slot, t);
                    let open = cycle.oldest_shift(slot, t).is_none_or(|low| low <= newest);
                    !open || slot.capture + newest * cycle.period <= capture
                })
            })
    }
}
