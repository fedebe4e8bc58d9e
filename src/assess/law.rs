//! Questions put to the recovery engine, and what counts as its worst answer.

use crate::recovery::{
    Candidate, Loss, LossLaw, MAX_RUNS, MAX_SECONDS, Piece, Point, Protection, RecoveryError, Source, Worst,
    YEAR, candidates_at, loss_law, loss_law_or_year, loss_law_over,
};
use crate::units::Moment;

/// What takes a chance below this, at the worst moment, is left out of the figure of a cell, and said beside it: with
/// runs that may be bad unseen there is always one more unlucky run in a row, and so no bound. 1 in 1,000.
pub(super) const RARE: f64 = 0.001;

/// A pattern longer than a year with more runs than this is not gone through: the year ahead is.
const MANY: i64 = 20_000;

/// How far back candidates are listed to explain a moment: as a rule, and where that is not enough.
const DEPTHS: [usize; 2] = [20, 2_000];

/// The law over the whole pattern of runs, or over the year from now where that would be endless.
///
/// # Errors
/// As [`loss_law_over`].
pub(super) fn law(question: &Loss, now: Moment) -> Result<LossLaw, RecoveryError> {
    let from = now.seconds();
    match pattern(question.protections.iter()) {
        Some((length, runs)) if length > YEAR && runs > MANY => loss_law_over(question, from, from + YEAR),
        Some((length, _)) if length <= YEAR => loss_law(question),
        _ => loss_law_or_year(question, from),
    }
}

/// The law over the year from now, whatever repeats after it.
///
/// # Errors
/// As [`loss_law_over`].
pub(super) fn year(question: &Loss, now: Moment) -> Result<LossLaw, RecoveryError> {
    loss_law_over(question, now.seconds(), now.seconds() + YEAR)
}

/// Whether the engine can go through the whole pattern.
pub(super) fn repeats(protections: &[&Protection]) -> bool {
    let most = |(length, runs): (i64, i64)| length <= MAX_SECONDS && runs <= MAX_RUNS;
    pattern(protections.iter().copied()).is_some_and(most)
}

/// After how many seconds all runs and logs repeat, and how many there are until then; `None` when that is out of range.
fn pattern<'a>(protections: impl Iterator<Item = &'a Protection>) -> Option<(i64, i64)> {
    let periods: Vec<i64> = protections.flat_map(periods).collect();
    let length =
        periods.iter().try_fold(1_i64, |all, next| all.checked_mul(next / gcd(all, *next).max(1)))?;
    let runs = periods.iter().map(|period| length / (*period).max(1)).fold(0, i64::saturating_add);
    Some((length, runs))
}

fn periods(protection: &Protection) -> Vec<i64> {
    let (runs, more, logs) = match protection {
        Protection::Copies(copies) => (Some(&copies.runs), None, &[][..]),
        Protection::Chain(chain) => (Some(&chain.fulls), Some(&chain.increments), &[][..]),
        Protection::Pitr(pitr) => (Some(&pitr.bases), None, pitr.logs.as_slice()),
        Protection::Replica(_) => (None, None, &[][..]),
    };
    let runs = runs.into_iter().chain(more).flat_map(|runs| &runs.repeating).map(|run| run.period);
    runs.chain(logs.iter().map(|log| log.period)).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The moment of the most that is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WorstMoment {
    /// Seconds lost.
    pub(super) loss: i64,
    /// Just before this the failure strikes.
    pub(super) failure_at: i64,
    /// What is brought back is from before this.
    pub(super) capture: i64,
    /// When all that it needs was there.
    pub(super) usable: i64,
    /// Index into the question's protections.
    pub(super) protection: usize,
    /// What it is restored from.
    pub(super) source: Source,
    /// How many newer ones would all have to be bad.
    pub(super) newer: u64,
}

/// The most that is lost, leaving out what is [`RARE`] at its moment. Without runs that may be bad it is the worst of the
/// law. `None` when nothing can ever be recovered.
pub(super) fn worst(law: &LossLaw, question: &Loss) -> Option<WorstMoment> {
    if let Worst::At(worst) = law.worst()
        && worst.newer == 0
    {
        return Some(WorstMoment {
            loss: worst.loss,
            failure_at: worst.failure_at,
            capture: worst.capture,
            usable: worst.usable,
            protection: worst.protection,
            source: worst.source,
            newer: 0,
        });
    }
    let mut most: Option<(i64, i64, Point, usize)> = None;
    for piece in law.pieces() {
        let Some((protection, point)) = oldest(law, piece) else { continue };
        let loss = point.loss(piece.to);
        if most.is_none_or(|(most, ..)| loss > most) {
            most = Some((loss, piece.to, point, protection));
        }
    }
    let (loss, failure_at, point, protection) = most?;
    let capture = point.capture(failure_at);
    // All instants are whole: what holds just before the end holds one second before it.
    let is = |one: &Candidate| one.protection == protection && one.capture == point.capture(failure_at - 1);
    let (newer, found) = DEPTHS
        .into_iter()
        .find_map(|depth| {
            let tried = candidates_at(question, failure_at - 1, depth).ok()?;
            tried.into_iter().enumerate().find(|(_, one)| is(one))
        })
        .unzip();
    Some(WorstMoment {
        loss,
        failure_at,
        capture,
        usable: found.map_or(capture, |found| found.usable),
        protection,
        source: found.map_or(Source::Copy { start: capture }, |found| found.source),
        newer: newer.and_then(|newer| u64::try_from(newer).ok()).unwrap_or(0),
    })
}

/// The oldest point of a piece that has to be reckoned with: all newer ones are bad with a chance that is not rare.
fn oldest(law: &LossLaw, piece: &Piece) -> Option<(usize, Point)> {
    let mut left = 1.0;
    let mut oldest = None;
    for share in law.shares(piece) {
        if left < RARE {
            break;
        }
        oldest = Some((share.protection, share.point));
        left -= share.chance;
    }
    oldest
}

/// Whether at some moment, with a chance that is not rare, nothing is left.
pub(super) fn leaves_nothing(law: &LossLaw) -> bool {
    law.pieces().iter().any(|piece| piece.none >= RARE)
}
