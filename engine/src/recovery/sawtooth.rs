//! The exposure over a window of time, for a chart: how much a failure at each instant would lose if all runs were good.

use super::check::within;
use super::error::RecoveryError;
use super::limits::MAX_RUNS;
use super::odds::Odds;
use super::points::Candidate;
use super::question::{Loss, Point};
use super::store::System;
use super::weave::Weave;

/// A stretch `[from, to)` of failure instants that fall back to the same point. The loss from a point at `s` grows from
/// `from - s` to `to - s`; that from a point some seconds behind stays the same. With logical damage the instant `from` itself still belongs to the stretch before when the
/// point is at `from`: a copy captured exactly at the damage is not clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tooth {
    /// Start.
    pub from: i64,
    /// End.
    pub to: i64,
    /// What the newest copy brings back; `None`: nothing can be recovered.
    pub point: Option<Point>,
    /// Index of its protection in `Loss::protections`.
    pub protection: Option<usize>,
}

/// The exposure over a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sawtooth {
    /// Stretches that cover the window without a gap, in order.
    pub teeth: Vec<Tooth>,
    /// Every copy, link and base alone whose time from capture to usable touches the window, by capture. Log ends are not
    /// listed.
    pub copies: Vec<Candidate>,
}

/// The exposure for failures in `[from, to)`, all runs good. `from` may be any instant: the schedule has always run.
///
/// # Errors
/// Values out of range, an empty window, or more than [`MAX_RUNS`] runs in it: see [`RecoveryError`].
pub fn sawtooth(question: &Loss, from: i64, to: i64) -> Result<Sawtooth, RecoveryError> {
    let system = asked(question, from, to)?;
    let copies = copies(&system, from, to)?;
    Ok(Sawtooth { teeth: drawn(&system, from, to)?, copies })
}

/// The teeth of [`sawtooth`] alone.
///
/// # Errors
/// As there.
pub fn teeth(question: &Loss, from: i64, to: i64) -> Result<Vec<Tooth>, RecoveryError> {
    drawn(&asked(question, from, to)?, from, to)
}

fn asked(question: &Loss, from: i64, to: i64) -> Result<System<'_>, RecoveryError> {
    within(from, || "window start".to_owned())?;
    within(to, || "window end".to_owned())?;
    if from >= to {
        return Err(RecoveryError::Window { from, to });
    }
    System::new(question, Some((from, to)))
}

fn drawn(system: &System<'_>, from: i64, to: i64) -> Result<Vec<Tooth>, RecoveryError> {
    let mut tracks = Vec::with_capacity(system.stores.len());
    let mut standings = 0.0;
    for (at, store) in system.stores.iter().enumerate() {
        let track = store
            .track(&Odds::stand_alone(1.0), (from, to))
            .ok_or_else(|| RecoveryError::TooManyCandidates { protection: system.name(at), success: 1.0 })?;
        standings += track.standings_over(to - from);
        tracks.push(track);
    }
    if standings > 2.0 * MAX_RUNS as f64 {
        return Err(RecoveryError::WindowTooLong { from, to });
    }
    let mut teeth: Vec<Tooth> = Vec::new();
    Weave::new(&tracks, from, to).pieces(|from, to, strands, _| {
        let mut newest: Option<(Point, usize)> = None;
        for strand in strands {
            let point = strand.chances.first().map(|chance| chance.point.shifted(strand.shift));
            if let Some(point) =
                point.filter(|p| newest.is_none_or(|(best, _)| p.rank(from) > best.rank(from)))
            {
                newest = Some((point, strand.protection));
            }
        }
        let (point, protection) = newest.unzip();
        match teeth.last_mut().filter(|tooth| (tooth.point, tooth.protection) == (point, protection)) {
            Some(tooth) => tooth.to = to,
            None => teeth.push(Tooth { from, to, point, protection }),
        }
        true
    });
    Ok(teeth)
}

/// The copies under way or becoming usable in the window.
fn copies(system: &System<'_>, from: i64, to: i64) -> Result<Vec<Candidate>, RecoveryError> {
    let mut found = Vec::new();
    for (protection, store) in system.stores.iter().enumerate() {
        let cycle = &store.cycle;
        for slot in &cycle.slots {
            let first = cycle.first_shift(slot.usable, from).unwrap_or(1);
            let last = cycle.last_shift(slot.capture, to - 1);
            let count = usize::try_from((last - first + 1).max(0)).unwrap_or(usize::MAX);
            if count > usize::try_from(MAX_RUNS).unwrap_or(usize::MAX).saturating_sub(found.len()) {
                return Err(RecoveryError::WindowTooLong { from, to });
            }
            found.extend((first..=last).map(|shift| {
                let slot = cycle.shifted(slot, shift);
                // At its own capture no log reaches further.
                system.candidate(protection, slot.capture, Some(&slot), slot.capture)
            }));
        }
    }
    found.sort_unstable_by_key(|candidate| (candidate.capture, candidate.protection, candidate.usable));
    Ok(found)
}
