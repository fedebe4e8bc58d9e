//! The exposure over a window of time, for a chart: how much a failure at each instant would lose if all runs were good.

use super::error::RecoveryError;
use super::limits::MAX_RUNS;
use super::points::Candidate;
use super::question::{Loss, within};
use super::system::System;
use super::track::Track;
use super::weave::Weave;

/// A stretch `[from, to)` of failure instants that fall back to the same copy. The loss grows from `from - capture` to
/// `to - capture`. With logical damage the instant `from` itself still belongs to the stretch before when `capture` is
/// `from`: a copy captured exactly at the damage is not clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tooth {
    /// Start.
    pub from: i64,
    /// End.
    pub to: i64,
    /// Start of the run that made the newest copy; `None`: nothing can be recovered.
    pub capture: Option<i64>,
    /// Index of its protection in `Loss::copies`.
    pub copy: Option<usize>,
}

/// The exposure over a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sawtooth {
    /// Stretches that cover the window without a gap, in order.
    pub teeth: Vec<Tooth>,
    /// Every copy whose time from capture to usable touches the window, by capture.
    pub copies: Vec<Candidate>,
}

/// The exposure for failures in `[from, to)`, all runs good. `from` may be any instant: the schedule has always run.
///
/// # Errors
/// Values out of range, an empty window, or more than [`MAX_RUNS`] runs in it: see [`RecoveryError`].
pub fn sawtooth(question: &Loss, from: i64, to: i64) -> Result<Sawtooth, RecoveryError> {
    within(from, || "window start".to_owned())?;
    within(to, || "window end".to_owned())?;
    if from >= to {
        return Err(RecoveryError::Window { from, to });
    }
    let system = System::new(question)?;
    let copies = copies(&system, from, to)?;
    let mut tracks = Vec::with_capacity(system.cycles.len());
    let mut standings = 0.0;
    for (cycle, copies) in system.cycles.iter().zip(&question.copies) {
        let track = Track::stand_alone(cycle, 1.0)
            .ok_or_else(|| RecoveryError::TooManyCandidates { copies: copies.name.clone(), success: 1.0 })?;
        if !track.is_blank() {
            standings += track.standings.len() as f64 * ((to - from) as f64 / track.period as f64);
        }
        tracks.push(track);
    }
    if standings > 2.0 * MAX_RUNS as f64 {
        return Err(RecoveryError::WindowTooLong { from, to });
    }
    let mut teeth: Vec<Tooth> = Vec::new();
    Weave::new(&tracks, from, to).pieces(|from, to, strands| {
        let mut newest: Option<(i64, usize)> = None;
        for strand in strands {
            let capture = strand.chances().first().map(|chance| chance.capture + strand.shift);
            if let Some(capture) = capture.filter(|capture| newest.is_none_or(|(best, _)| *capture > best)) {
                newest = Some((capture, strand.copy));
            }
        }
        let (capture, copy) = newest.unzip();
        match teeth.last_mut().filter(|tooth| (tooth.capture, tooth.copy) == (capture, copy)) {
            Some(tooth) => tooth.to = to,
            None => teeth.push(Tooth { from, to, capture, copy }),
        }
        true
    });
    Ok(Sawtooth { teeth, copies })
}

/// The copies under way or becoming usable in the window.
fn copies(system: &System<'_>, from: i64, to: i64) -> Result<Vec<Candidate>, RecoveryError> {
    let mut found = Vec::new();
    for (copy, cycle) in system.cycles.iter().enumerate() {
        for slot in &cycle.slots {
            let first = -(slot.usable - from).div_euclid(cycle.period);
            let last = (to - 1 - slot.capture).div_euclid(cycle.period);
            let count = usize::try_from((last - first + 1).max(0)).unwrap_or(usize::MAX);
            if count > usize::try_from(MAX_RUNS).unwrap_or(usize::MAX).saturating_sub(found.len()) {
                return Err(RecoveryError::WindowTooLong { from, to });
            }
            found.extend(
                (first..=last).map(|shift| Candidate::new(copy, &slot.shifted(shift * cycle.period))),
            );
        }
    }
    found.sort_unstable_by_key(|candidate| (candidate.capture, candidate.copy, candidate.usable));
    Ok(found)
}
