//! The worst loss, with all that is needed to explain it.

use super::combine::Oldest;
use super::cycle::Slot;
use super::law::Piece;
use super::points::{Candidate, Source};
use super::question::Point;
use super::store::{Gives, Store, System};

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

/// The moment of the worst loss: just before `failure_at` the best that may be left reaches back to `capture`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorstMoment {
    /// `failure_at - capture`, in seconds.
    pub loss: i64,
    /// The supremum of the failure instants that fall back to this point; the first of several equal ones, after the start
    /// and up to the end of the span.
    pub failure_at: i64,
    /// Every write before this is brought back. For a copy this is the start of its run.
    pub capture: i64,
    /// Index of its protection in `Loss::protections`.
    pub protection: usize,
    /// When all that it needs became usable.
    pub usable: i64,
    /// When something it needs is deleted. The loss ends here, and not with a newer copy, when this less the detection
    /// delay is `failure_at`.
    pub gone: Option<i64>,
    /// What it is restored from.
    pub source: Source,
    /// How many newer copies, links or bases were there and would all have to be bad. 0 when every run succeeds.
    pub newer: u64,
    /// The first newer copy or log end that was not there yet: its arrival would have shortened the loss.
    pub next: Option<Candidate>,
    /// Its usable time.
    pub next_usable: Option<i64>,
    /// Whether a failure at exactly `failure_at` still loses this much; otherwise it is only approached from before.
    pub attained: bool,
}

/// The worst over all pieces of a law.
pub(super) fn of(system: &System<'_>, pieces: &[Piece]) -> Worst {
    let mut worst: Option<(i64, i64, usize, Point)> = None;
    for piece in pieces {
        match piece.oldest {
            Oldest::Endless => return Worst::Unbounded,
            Oldest::Nothing => {}
            Oldest::Point { protection, point } => {
                let loss = point.loss(piece.to);
                if worst.is_none_or(|(most, ..)| loss > most) {
                    worst = Some((loss, piece.to, protection, point));
                }
            }
        }
    }
    let Some((loss, failure_at, protection, point)) = worst else { return Worst::NothingRecoverable };
    let capture = point.capture(failure_at);
    // All instants are whole, so what holds just after the one before holds until the end.
    let last = failure_at - 1;
    let found = system.explain(protection, point, last);
    let next = match point {
        Point::At(capture) => system.next_after(failure_at, capture),
        Point::Behind(_) => None,
    };
    Worst::At(WorstMoment {
        loss,
        failure_at,
        capture,
        protection,
        usable: found.map_or(capture, |found| found.usable),
        gone: found.and_then(|found| found.gone),
        source: found.map_or(Source::Copy { start: capture }, |found| found.source),
        newer: system.stores.iter().fold(0, |count, store| count.saturating_add(store.newer(point, last))),
        next,
        next_usable: next.map(|next| next.usable),
        attained: system.stores.iter().any(|store| store.there(capture, failure_at))
            && system.stores.iter().all(|store| !store.surely_newer(capture, failure_at)),
    })
}

impl System<'_> {
    /// Of the points after `capture`, the first that becomes a candidate at `t` or later; at a tie the newest, then the
    /// first usable.
    fn next_after(&self, t: i64, capture: i64) -> Option<Candidate> {
        let mut first: Option<(i64, Candidate)> = None;
        let mut offer = |at: i64, candidate: Candidate| {
            if first.is_none_or(|(open, best)| at < open || (at == open && candidate.capture > best.capture))
            {
                first = Some((at, candidate));
            }
        };
        for (protection, store) in self.stores.iter().enumerate() {
            let cycle = &store.cycle;
            for slot in store.hopeful() {
                let Some(opening) = cycle.first_shift(slot.open, t) else { continue };
                let newer = || cycle.first_shift(slot.capture, capture + 1);
                let at_once = cycle.shifted(slot, opening);
                let reached = store.gives.capture(at_once.capture, at_once.open);
                let found =
                    if reached > capture { Some(opening) } else { newer().map(|newer| newer.max(opening)) };
                let Some(shift) = found else { continue };
                let slot = cycle.shifted(slot, shift);
                let reached = store.gives.capture(slot.capture, slot.open);
                offer(slot.open, self.candidate(protection, reached, Some(&slot), slot.open));
            }
            if let Gives::AlongLogs(logs) = &store.gives {
                let arrival = logs.next(t, capture + 1);
                let along = arrival
                    .and_then(|(at, segment)| Some((at, segment, cycle.newest_open(segment.end, at)?)));
                if let Some((at, segment, base)) = along.filter(|_| store.odds.stand_alone_chance() > 0.0) {
                    offer(at, self.candidate(protection, segment.end, Some(&base), at));
                }
            }
        }
        first.map(|(_, candidate)| candidate)
    }
}

impl Store {
    /// How many points newer than `point` are candidates just after `t`, and may be good.
    fn newer(&self, point: Point, t: i64) -> u64 {
        let capture = point.capture(t);
        let moving = |lag: i64| Point::Behind(lag).rank(t) > point.rank(t);
        let all = match &self.gives {
            Gives::Itself => false,
            Gives::AlongLogs(_) => self.gives.segment(t).is_some_and(|segment| segment.end > capture),
            Gives::JustBefore => moving(0),
            Gives::Replica(lag) => {
                return u64::from(self.odds.stand_alone_chance() > 0.0 && lag.is_some_and(moving));
            }
        };
        if matches!(self.gives, Gives::JustBefore) && !all {
            return 0;
        }
        let mut count = 0_u64;
        for slot in self.hopeful() {
            let open = self.cycle.oldest_shift(slot, t);
            let newer =
                if all { open } else { self.cycle.first_shift(slot.capture, capture + 1).or(Some(1)) };
            let low = open.max(newer).unwrap_or(i64::MIN / 2);
            let shifts = (self.cycle.newest_shift(slot, t) - low + 1).max(0);
            count = count.saturating_add(shifts.unsigned_abs());
        }
        count
    }

    /// Whether at exactly `t` something may bring back what is before `capture`, which is not after `t`, and no more.
    fn there(&self, capture: i64, t: i64) -> bool {
        let hopeful = self.odds.stand_alone_chance() > 0.0;
        let at_capture = || {
            self.cycle.slots.iter().enumerate().any(|(index, slot)| {
                let shift = self.cycle.last_shift(slot.capture, capture);
                let newer = || {
                    let mut links = self.cycle.links_after(index, shift);
                    links.any(|(_, slot, shift)| slot.lives() && self.open_at(slot, shift, t))
                };
                slot.lives()
                    && self.odds.possible(slot.level)
                    && self.cycle.shifted(slot, shift).capture == capture
                    && self.open_at(slot, shift, t)
                    && !(self.odds.only_fulls_fail() && newer())
            })
        };
        match &self.gives {
            Gives::Itself => at_capture(),
            Gives::AlongLogs(_) => match self.gives.segment(t) {
                Some(segment) if segment.end == capture => {
                    hopeful && self.cycle.newest_open(capture, t).is_some()
                }
                Some(segment) if segment.end > capture => false,
                _ => at_capture(),
            },
            Gives::JustBefore => hopeful && capture == t && self.cycle.newest_open(t, t).is_some(),
            Gives::Replica(lag) => hopeful && lag.is_some_and(|lag| t - lag == capture),
        }
    }

    fn open_at(&self, slot: &Slot, shift: i64, t: i64) -> bool {
        shift <= self.cycle.newest_shift_at(slot, t)
            && self.cycle.oldest_shift(slot, t).is_none_or(|low| low <= shift)
    }

    /// Whether at exactly `t` something that is good for certain brings back more than what is before `capture`.
    fn surely_newer(&self, capture: i64, t: i64) -> bool {
        let newest = |slot: &Slot| {
            let shift = self.cycle.newest_shift_at(slot, t);
            self.open_at(slot, shift, t).then(|| self.cycle.shifted(slot, shift).capture)
        };
        let reached = |slot: &Slot| newest(slot).map(|newest| self.gives.capture(newest, t));
        let past = |reached: Option<i64>| reached.is_some_and(|reached| reached > capture);
        // Among endlessly many bases that may be good one is, and the logs lead on from it.
        let endless = self.hopeful().any(|slot| self.cycle.oldest_shift(slot, t).is_none());
        match &self.gives {
            Gives::Itself => {
                self.hopeful().filter(|slot| self.odds.certain(slot.level)).any(|slot| past(newest(slot)))
            }
            Gives::AlongLogs(_) if self.odds.all_certain() => self.hopeful().any(|slot| past(reached(slot))),
            Gives::AlongLogs(_) => endless && past(self.gives.segment(t).map(|segment| segment.end)),
            Gives::JustBefore => {
                (self.odds.all_certain() || endless) && self.hopeful().any(|slot| past(reached(slot)))
            }
            Gives::Replica(lag) => {
                self.odds.stand_alone_chance() >= 1.0 && lag.is_some_and(|lag| t - lag > capture)
            }
        }
    }
}
