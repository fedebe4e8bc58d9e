//! The law of the loss in bytes.

use std::borrow::Cow;

use super::combine::Oldest;
use super::cycle::gcd;
use super::distribution::{Distribution, Mixture};
use super::error::RecoveryError;
use super::law::{LossLaw, Piece, loss_law};
use super::limits::{MAX_SECONDS, MAX_SHARES};
use super::profile::Profile;
use super::question::{Loss, Point};
use super::span::Span;
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
    /// The supremum of the failure instants that fall back to this point; the first of several equal ones.
    pub failure_at: i64,
    /// Up to when writes are brought back.
    pub capture: i64,
    /// Index of its protection in `Loss::protections`.
    pub protection: usize,
}

/// The law of the loss in bytes, for a failure at an instant uniform on one hyper-period of schedules and profile, or
/// on a window.
#[derive(Debug, Clone, PartialEq)]
pub struct BytesLaw {
    span: Span,
    worst: WorstBytes,
    distribution: Distribution,
}

/// Computes the law of the bytes lost: the writes in `[capture, failure)` ("recovery mathematics", section 2(d)).
///
/// # Errors
/// As [`loss_law`], and `ProfilePieces` when schedules and profile hardly ever line up.
pub fn bytes_law(question: &Loss, profile: &Profile) -> Result<BytesLaw, RecoveryError> {
    bytes_of(&loss_law(question)?, profile)
}

/// The same from a law that is already there, over a window if that law is.
///
/// With `W(t)` the integral of the write rate, bytes = W(t) - W(capture). Where the rate is constant this again is a
/// uniform, or a single value where the rate is 0. From a point `lag` behind, bytes = W(t) - W(t - lag): a uniform where
/// the rates now and `lag` ago are both constant.
///
/// # Errors
/// `ProfilePieces` when schedules and profile hardly ever line up, or a window takes too many steps of the profile.
pub fn bytes_of(law: &LossLaw, profile: &Profile) -> Result<BytesLaw, RecoveryError> {
    let span = joint(law.span(), profile).ok_or(RecoveryError::ProfilePieces { pieces: i64::MAX })?;
    let mut mixture = Mixture::default();
    let mut none = Sum::default();
    let mut worst = WorstBytes::NothingRecoverable;
    let pieces = unrolled(law, span);
    let turn = pieces.last().map_or(span.length(), |last| last.to - law.span().from());
    let turns = span.length() / turn;
    let cut = cut(law, &pieces, turns, span.length(), profile);
    if usize::try_from(cut).unwrap_or(usize::MAX) > MAX_SHARES {
        return Err(RecoveryError::ProfilePieces { pieces: cut });
    }
    for shift in (0..turns).map(|n| n * turn) {
        for piece in pieces.iter() {
            none.add(piece.none * (piece.to - piece.from) as f64);
            worst = worse(worst, law_worst(law, piece, shift, profile));
            let (from, to) = (piece.from + shift, piece.to + shift);
            for share in law.shares(piece) {
                let mut at = from;
                while at < to {
                    let (low, until, high) = stretch(share.point.shifted(shift), at, to, profile);
                    mixture.add(low.min(high), low.max(high), share.chance * (until - at) as f64);
                    at = until;
                }
            }
        }
    }
    let distribution = mixture.finish(span.length() as f64, none.value());
    Ok(BytesLaw { span, worst, distribution })
}

/// The pieces to repeat until the span is full: where schedules say the same at every instant, as with replicas alone, one
/// that is as long as the span.
fn unrolled(law: &LossLaw, span: Span) -> Cow<'_, [Piece]> {
    match law.pieces() {
        [piece] if law.shares(piece).iter().all(|share| matches!(share.point, Point::Behind(_))) => {
            Cow::Owned(vec![Piece { from: span.from(), to: span.to(), ..piece.clone() }])
        }
        pieces => Cow::Borrowed(pieces),
    }
}

/// Bytes lost at `at`, until when they change evenly, not after `to`, and the bytes lost then.
fn stretch(point: Point, at: i64, to: i64, profile: &Profile) -> (f64, i64, f64) {
    let low = profile.written(point.capture(at), at);
    let (rate, until) = profile.rate_at(at);
    match point {
        Point::At(_) => {
            let until = until.min(to);
            (low, until, low + rate * (until - at) as f64)
        }
        Point::Behind(0) => (0.0, to, 0.0),
        Point::Behind(lag) => {
            let (_, before) = profile.rate_at(at - lag);
            let until = until.min(before + lag).min(to);
            (low, until, profile.written(until - lag, until))
        }
    }
}

/// The span of both patterns, when it is within range.
fn joint(span: Span, profile: &Profile) -> Option<Span> {
    let Span::HyperPeriod(period) = span else { return Some(span) };
    let joint = period.checked_mul(profile.length() / gcd(period, profile.length()));
    joint.filter(|joint| *joint <= MAX_SECONDS).map(Span::HyperPeriod)
}

/// About how many pieces `turns` turns of schedules are over `length`, once the profile has cut them.
fn cut(law: &LossLaw, pieces: &[Piece], turns: i64, length: i64, profile: &Profile) -> i64 {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let shares = |piece: &Piece| law.shares(piece).len().max(1);
    let all = count(pieces.iter().map(shares).sum()).saturating_mul(turns);
    // Each step of the profile cuts one piece, with all its shares, and those that move along a second time.
    let widest = count(pieces.iter().map(shares).max().unwrap_or(1)).saturating_mul(2);
    let cuts = (length / profile.length() + 1).saturating_mul(count(profile.steps()));
    all.saturating_add(cuts.saturating_mul(widest))
}

/// The worst on one piece, which is from its oldest point. From a fixed point bytes only grow with the failure instant; from
/// one that moves along they are most at the end of some stretch.
fn law_worst(law: &LossLaw, piece: &Piece, shift: i64, profile: &Profile) -> WorstBytes {
    let (protection, point) = match piece.oldest {
        Oldest::Nothing => return WorstBytes::NothingRecoverable,
        Oldest::Endless if profile.total() > 0.0 => return WorstBytes::Unbounded,
        // Nothing is ever written, so any copy will do.
        Oldest::Endless => law
            .shares(piece)
            .last()
            .map_or((0, Point::At(piece.from)), |share| (share.protection, share.point)),
        Oldest::Point { protection, point } => (protection, point),
    };
    let point = point.shifted(shift);
    let moment = |failure_at: i64| {
        let capture = point.capture(failure_at);
        let bytes = profile.written(capture, failure_at);
        WorstBytes::At(WorstBytesMoment { bytes, failure_at, capture, protection })
    };
    let (mut at, to) = (piece.from + shift, piece.to + shift);
    if let Point::At(_) = point {
        return moment(to);
    }
    let mut worst = moment(at);
    while at < to {
        (_, at, _) = stretch(point, at, to, profile);
        worst = worse(worst, moment(at));
    }
    worst
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
    /// Over which instants the failure is uniform.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The lcm of all periods and of the profile, in seconds. `None` for the law over a window.
    pub fn hyper_period(&self) -> Option<i64> {
        self.span.hyper_period()
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
