//! The law of the loss in seconds.

use super::combine::{Combiner, Oldest, oldest};
use super::distribution::{Distribution, Mixture};
use super::error::RecoveryError;
use super::limits::MAX_SHARES;
use super::question::Loss;
use super::sum::Sum;
use super::system::System;
use super::track::Track;
use super::weave::Weave;
use super::worst::{self, Worst};

/// A stretch `[from, to)` of failure instants over which the same copies may be the newest good one.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Start, in seconds from the epoch, within `[0, hyper_period)`.
    pub from: i64,
    /// End.
    pub to: i64,
    /// Chance, 0 to 1, of no good copy at any of these instants.
    pub none: f64,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) oldest: Oldest,
}

/// One copy that may be the newest good one on a piece. The loss runs from `from - capture` to `to - capture`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Index into [`Loss::copies`].
    pub copy: usize,
    /// Start of its run; it may lie before 0.
    pub capture: i64,
    /// Chance, 0 to 1, that it is the newest good one.
    pub chance: f64,
}

/// The law of the data loss, in seconds, for a failure at an instant uniform on one hyper-period.
#[derive(Debug, Clone, PartialEq)]
pub struct LossLaw {
    hyper_period: i64,
    pieces: Vec<Piece>,
    shares: Vec<Share>,
    worst: Worst,
    distribution: Distribution,
}

/// Computes the law of the loss for `question`.
///
/// On a piece `[x, y)` the loss from a copy captured at `s` runs linearly from `x - s` to `y - s`, so the law is a mixture
/// of uniforms: worst = max (y - s); mean = sum w (lo + width/2) / sum w; `F(x)` = sum w clamp((x - lo)/width, 0, 1).
/// Single instants of no length do not count.
///
/// # Errors
/// Values out of range, periods that hardly ever line up, or more candidates than can be listed: see [`RecoveryError`].
pub fn loss_law(question: &Loss) -> Result<LossLaw, RecoveryError> {
    let system = System::new(question)?;
    let hyper_period = system.hyper_period()?;
    let tracks = tracks(&system)?;
    let mut law = Pieces::default();
    let mut combiner = Combiner::default();
    Weave::new(&tracks, 0, hyper_period).pieces(|from, to, strands| {
        let first = law.shares.len();
        let none = combiner.shares(strands, &mut law.shares);
        let last = law.shares.len();
        law.pieces.push(Piece { from, to, none, first, last, oldest: oldest(strands) });
        law.shares.len() <= MAX_SHARES
    });
    let Pieces { pieces, shares } = law;
    if shares.len() > MAX_SHARES {
        return Err(too_many(question));
    }
    let mut mixture = Mixture::default();
    let mut none = Sum::default();
    for piece in &pieces {
        let length = (piece.to - piece.from) as f64;
        none.add(piece.none * length);
        for share in shares.get(piece.first..piece.last).unwrap_or_default() {
            let low = (piece.from - share.capture) as f64;
            mixture.add(low, low + length, share.chance * length);
        }
    }
    let worst = worst::of(&system, &pieces);
    let distribution = mixture.finish(hyper_period as f64, none.value());
    Ok(LossLaw { hyper_period, pieces, shares, worst, distribution })
}

#[derive(Default)]
struct Pieces {
    pieces: Vec<Piece>,
    shares: Vec<Share>,
}

/// One track for each protection.
fn tracks(system: &System<'_>) -> Result<Vec<Track>, RecoveryError> {
    let copies = system.question.copies.iter();
    copies
        .zip(&system.cycles)
        .map(|(copies, cycle)| {
            Track::stand_alone(cycle, copies.success).ok_or_else(|| RecoveryError::TooManyCandidates {
                copies: copies.name.clone(),
                success: copies.success,
            })
        })
        .collect()
}

/// Names the protection that most probably is to blame: the one whose runs fail most, without always failing.
fn too_many(question: &Loss) -> RecoveryError {
    let doubtful = question.copies.iter().filter(|copies| copies.success > 0.0);
    let worst = doubtful.min_by(|a, b| a.success.total_cmp(&b.success));
    RecoveryError::TooManyCandidates {
        copies: worst.map(|copies| copies.name.clone()).unwrap_or_default(),
        success: worst.map_or(0.0, |copies| copies.success),
    }
}

impl LossLaw {
    /// The lcm of all periods, in seconds; 1 without any run. The pattern of losses repeats after it.
    pub fn hyper_period(&self) -> i64 {
        self.hyper_period
    }

    /// The supremum of the loss over everything that has a positive chance.
    pub fn worst(&self) -> Worst {
        self.worst
    }

    /// Mean loss in seconds given that something can be recovered; `None` when nothing ever can.
    pub fn mean(&self) -> Option<f64> {
        self.distribution.mean()
    }

    /// `inf {x : P(loss <= x) >= p}` in seconds, over all failure instants, for `p` in `(0, 1]`.
    ///
    /// `None` when `p` exceeds the chance that something can be recovered, when the loss has no bound and `p` is 1, and for
    /// `p` outside the range.
    pub fn percentile(&self, p: f64) -> Option<f64> {
        if p < 1.0 {
            return self.distribution.percentile(p);
        }
        // All of the mass, however thin its tail: only the worst case covers it.
        match self.worst {
            Worst::At(moment) if p == 1.0 && self.p_unrecoverable() == 0.0 => Some(moment.loss as f64),
            _ => None,
        }
    }

    /// Chance, over all failure instants, that something is recovered and the loss is at most `limit` seconds.
    pub fn chance_within(&self, limit: f64) -> f64 {
        self.distribution.chance_within(limit)
    }

    /// Chance, 0 to 1, that nothing good is left.
    pub fn p_unrecoverable(&self) -> f64 {
        self.distribution.none()
    }

    /// The pieces that make up `[0, hyper_period)`, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The copies that may be the newest good one on a piece of this law, from newest to oldest capture. Copies so old
    /// that all newer ones are bad with a chance of no more than 1e-18 are left out.
    pub fn shares(&self, piece: &Piece) -> &[Share] {
        self.shares.get(piece.first..piece.last).unwrap_or_default()
    }
}
