//! The law of the loss in bytes.

use super::combine::Oldest;
use super::cycle::gcd;
use super::distribution::{Distribution, Mixture};
use super::error::RecoveryError;
use super::law::{LossLaw, Piece, loss_law};
use super::limits::{MAX_SECONDS, MAX_SHARES};
use super::profile::Profile;
use super::question::Loss;
use super::sum::Sum;

/// The supremum of the bytes lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WorstBytes {
    /// Approached just before this failure.
    At(WorstBytesMoment),
    /// Copies that may be bad are kept for ever.
    Unbounded,
    /// No instant has a good copy.
    NothingRecoverable,
}

/// The failure that loses most bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorstBytesMoment {
    /// Bytes written in `[capture, failure_at)`.
    pub bytes: f64,
    /// The supremum of the failure instants that fall back to this copy; the first of several equal ones.
    pub failure_at: i64,
    /// Start of the run that is fallen back to.
    pub capture: i64,
    /// Index of its protection in `Loss::copies`.
    pub copy: usize,
}

/// The law of the loss in bytes, for a failure at an instant uniform on one hyper-period of schedules and profile.
#[derive(Debug, Clone, PartialEq)]
pub struct BytesLaw {
    hyper_period: i64,
    worst: WorstBytes,
    distribution: Distribution,
}

/// Computes the law of the bytes lost: the writes in `[capture, failure)` ("recovery mathematics", section 2(d)).
///
/// With `W(t)` the integral of the write rate, bytes = W(t) - W(capture). Where the rate is constant this again is a
/// uniform, or a single value where the rate is 0.
///
/// # Errors
/// As [`loss_law`], and `ProfilePieces` when schedules and profile hardly ever line up.
pub fn bytes_law(question: &Loss, profile: &Profile) -> Result<BytesLaw, RecoveryError> {
    let law = loss_law(question)?;
    let hyper_period = joint(&law, profile)?;
    let mut mixture = Mixture::default();
    let mut none = Sum::default();
    let mut worst = WorstBytes::NothingRecoverable;
    for shift in (0..hyper_period / law.hyper_period()).map(|n| n * law.hyper_period()) {
        for piece in law.pieces() {
            none.add(piece.none * (piece.to - piece.from) as f64);
            let (mut from, to) = (piece.from + shift, piece.to + shift);
            worst = worse(worst, law_worst(&law, piece, shift, profile));
            while from < to {
                let (rate, until) = profile.rate_at(from);
                let until = until.min(to);
                let length = (until - from) as f64;
                for share in law.shares(piece) {
                    let low = profile.written(share.capture + shift, from);
                    mixture.add(low, low + rate * length, share.chance * length);
                }
                from = until;
            }
        }
    }
    let distribution = mixture.finish(hyper_period as f64, none.value());
    Ok(BytesLaw { hyper_period, worst, distribution })
}

/// The lcm of both patterns, when it can be gone through.
fn joint(law: &LossLaw, profile: &Profile) -> Result<i64, RecoveryError> {
    let times = profile.length() / gcd(law.hyper_period(), profile.length());
    let joint = law.hyper_period().checked_mul(times).filter(|joint| *joint <= MAX_SECONDS);
    let shares: usize = law.pieces().iter().map(|piece| law.shares(piece).len().max(1)).sum();
    let shares = i64::try_from(shares).unwrap_or(i64::MAX).saturating_mul(times);
    // Each step of the profile cuts one piece, with all its shares.
    let widest = law.pieces().iter().map(|piece| law.shares(piece).len().max(1)).max().unwrap_or(1);
    let turns = joint.unwrap_or(i64::MAX) / profile.length();
    let cuts = turns.saturating_mul(i64::try_from(profile.steps()).unwrap_or(i64::MAX));
    let pieces = shares.saturating_add(cuts.saturating_mul(i64::try_from(widest).unwrap_or(i64::MAX)));
    let limit = i64::try_from(MAX_SHARES).unwrap_or(i64::MAX);
    joint.filter(|_| pieces <= limit).ok_or(RecoveryError::ProfilePieces { pieces })
}

/// The worst on one piece: bytes only grow with the failure instant, so at its end and from its oldest copy.
fn law_worst(law: &LossLaw, piece: &Piece, shift: i64, profile: &Profile) -> WorstBytes {
    let (copy, capture) = match piece.oldest {
        Oldest::Nothing => return WorstBytes::NothingRecoverable,
        Oldest::Endless if profile.total() > 0.0 => return WorstBytes::Unbounded,
        // Nothing is ever written, so any copy will do.
        Oldest::Endless => {
            law.shares(piece).last().map_or((0, piece.from), |share| (share.copy, share.capture))
        }
        Oldest::Copy { copy, capture } => (copy, capture),
    };
    let (failure_at, capture) = (piece.to + shift, capture + shift);
    let bytes = profile.written(capture, failure_at);
    WorstBytes::At(WorstBytesMoment { bytes, failure_at, capture, copy })
}

fn worse(one: WorstBytes, other: WorstBytes) -> WorstBytes {
    match (one, other) {
        (WorstBytes::Unbounded, _) | (_, WorstBytes::Unbounded) => WorstBytes::Unbounded,
        (WorstBytes::NothingRecoverable, other) => other,
        (one, WorstBytes::NothingRecoverable) => one,
        (WorstBytes::At(a), WorstBytes::At(b)) => WorstBytes::At(if b.bytes > a.bytes { b } else { a }),
    }
}

impl BytesLaw {
    /// The lcm of all periods and of the profile, in seconds.
    pub fn hyper_period(&self) -> i64 {
        self.hyper_period
    }

    /// The supremum of the bytes lost over everything that has a positive chance.
    pub fn worst(&self) -> WorstBytes {
        self.worst
    }

    /// Mean bytes lost given that something can be recovered; `None` when nothing ever can.
    pub fn mean(&self) -> Option<f64> {
        self.distribution.mean()
    }

    /// `inf {x : P(bytes <= x) >= p}` over all failure instants; `None` as for `LossLaw::percentile`.
    pub fn percentile(&self, p: f64) -> Option<f64> {
        if p < 1.0 {
            return self.distribution.percentile(p);
        }
        match self.worst {
            WorstBytes::At(moment) if p == 1.0 && self.p_unrecoverable() == 0.0 => Some(moment.bytes),
            _ => None,
        }
    }

    /// Chance, over all failure instants, that something is recovered and at most `limit` bytes are lost.
    pub fn chance_within(&self, limit: f64) -> f64 {
        self.distribution.chance_within(limit)
    }

    /// Chance, 0 to 1, that nothing good is left.
    pub fn p_unrecoverable(&self) -> f64 {
        self.distribution.none()
    }
}
