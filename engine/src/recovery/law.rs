//! The law of the loss in seconds.

use super::check::within;
use super::combine::{Combiner, Oldest, none, oldest};
use super::distribution::{Distribution, Mixture};
use super::error::RecoveryError;
use super::limits::{MAX_RUNS, MAX_SHARES};
use super::question::{Loss, Point};
use super::span::Span;
use super::store::System;
use super::sum::Sum;
use super::track::Track;
use super::weave::Weave;
use super::worst::{self, Worst};

/// A stretch `[from, to)` of failure instants over which the same copies may be the newest good one.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Start, in seconds from the epoch.
    pub from: i64,
    /// End.
    pub to: i64,
    /// Chance, 0 to 1, of no good copy at any of these instants.
    pub none: f64,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) oldest: Oldest,
}

/// One point that may be the newest good one on a piece. The loss from a point at `s` runs from `from - s` to `to - s`, that
/// from a point some seconds behind is constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Index into [`Loss::protections`].
    pub protection: usize,
    /// What a restore brings back; it may lie before 0.
    pub point: Point,
    /// Chance, 0 to 1, that it is the newest good one.
    pub chance: f64,
}

/// The law of the data loss, in seconds, for a failure at an instant uniform on its span.
#[derive(Debug, Clone, PartialEq)]
pub struct LossLaw {
    span: Span,
    pieces: Vec<Piece>,
    shares: Vec<Share>,
    worst: Worst,
    distribution: Distribution,
    /// How many runs the protections have in the span.
    runs: usize,
}

/// Computes the law of the loss for `question` over one hyper-period, in steady state.
///
/// On a piece `[x, y)` the loss from a copy captured at `s` runs linearly from `x - s` to `y - s`, so the law is a mixture
/// of uniforms: worst = max (y - s); mean = sum w (lo + width/2) / sum w; `F(x)` = sum w clamp((x - lo)/width, 0, 1).
/// Single instants of no length do not count.
///
/// # Errors
/// Values out of range, periods that hardly ever line up, runs that are listed one by one, or more candidates than can be
/// listed: see [`RecoveryError`].
pub fn loss_law(question: &Loss) -> Result<LossLaw, RecoveryError> {
    let system = System::new(question, None)?;
    let hyper_period = system.hyper_period()?;
    law(&system, Span::HyperPeriod(hyper_period))
}

/// [`LossLaw::worst`] of [`loss_law`] alone, for less work.
///
/// # Errors
/// As [`loss_law`]; candidates are not listed, so that there may be any number of them.
pub fn worst_loss(question: &Loss) -> Result<Worst, RecoveryError> {
    let system = System::new(question, None)?;
    let span = Span::HyperPeriod(system.hyper_period()?);
    let tracks = tracks(&system, span)?;
    let mut pieces = Vec::new();
    Weave::new(&tracks, span.from(), span.to()).pieces(|from, to, strands, _| {
        let (none, oldest) = (none(strands), oldest(from, strands));
        pieces.push(Piece { from, to, none, first: 0, last: 0, oldest });
        true
    });
    Ok(worst::of(&system, &pieces))
}

/// [`loss_law`] for a failure at an instant uniform on the window `[from, to)`, whose parts need not repeat together.
///
/// Protections without listed runs have always run; the others begin with their first listed run. So that a window does
/// not start with nothing, list what was made in the time before it that copies are kept.
///
/// # Errors
/// As [`loss_law`], where periods of different protections may be anything, and an empty window or one with too many
/// pieces.
pub fn loss_law_over(question: &Loss, from: i64, to: i64) -> Result<LossLaw, RecoveryError> {
    within(from, || "window start".to_owned())?;
    within(to, || "window end".to_owned())?;
    if from >= to {
        return Err(RecoveryError::Window { from, to });
    }
    law(&System::new(question, Some((from, to)))?, Span::Window { from, to })
}

/// The law over one hyper-period, or, where there is none that can be gone through, over the explicit year (366 days) that
/// starts at `from`. [`LossLaw::span`] says which.
///
/// # Errors
/// As [`loss_law_over`]. Periods that hardly line up within one protection are still refused.
pub fn loss_law_or_year(question: &Loss, from: i64) -> Result<LossLaw, RecoveryError> {
    match loss_law(question) {
        Err(RecoveryError::HyperPeriod { .. } | RecoveryError::Listed { .. }) => {
            loss_law_over(question, from, from.saturating_add(YEAR))
        }
        answer => answer,
    }
}

/// 366 days, in seconds: every day of any calendar is in it.
pub const YEAR: i64 = 366 * 86_400;

fn law(system: &System<'_>, span: Span) -> Result<LossLaw, RecoveryError> {
    let (from, to) = (span.from(), span.to());
    let tracks = tracks(system, span)?;
    let (mut pieces, mut shares): (Vec<Piece>, Vec<Share>) = Default::default();
    let mut combiner = Combiner::default();
    let (mut first, mut listed) = (0, 0);
    Weave::new(&tracks, from, to).pieces(|from, to, strands, fresh| {
        if fresh {
            first = shares.len();
            combiner.shares(from, strands, &mut shares);
        }
        let last = shares.len();
        pieces.push(Piece { from, to, none: none(strands), first, last, oldest: oldest(from, strands) });
        listed += last - first;
        listed <= MAX_SHARES
    });
    if listed > MAX_SHARES {
        return Err(too_many(system.question));
    }
    let worst = worst::of(system, &pieces);
    let distribution = distribution(&pieces, &shares, span);
    let runs = system.stores.iter().map(|store| store.cycle.slots.len()).sum();
    Ok(LossLaw { span, pieces, shares, worst, distribution, runs })
}

/// The pieces in a row that have one list of shares are one stretch. A copy captured at `s` that is the newest good one with
/// chance `c` adds the density `c` at a loss of `t - s` as `t` goes by, so there is an edge only where its chance changes.
fn distribution(pieces: &[Piece], shares: &[Share], span: Span) -> Distribution {
    let mut mixture = Mixture::default();
    let mut nothing = Sum::default();
    let mut before: &[Share] = &[];
    for stretch in pieces.chunk_by(|a, b| (a.first, a.last) == (b.first, b.last)) {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
        stretch.iter().for_each(|piece| nothing.add(piece.none * (piece.to - piece.from) as f64));
        let list = shares.get(first.first..first.last).unwrap_or_default();
        edges(&mut mixture, first.from, before, list);
        let length = (last.to - first.from) as f64;
        let (mut chance, mut moment) = (0.0, 0.0);
        for share in list {
            let (low, high) = (share.point.loss(first.from), share.point.loss(last.to));
            match share.point {
                Point::At(_) => {
                    chance += share.chance;
                    moment += share.chance * (low + high) as f64;
                }
                Point::Behind(_) => mixture.jump(low as f64, share.chance * length),
            }
        }
        mixture.weigh(chance * length, moment * length / 2.0);
        before = list;
    }
    edges(&mut mixture, span.to(), before, &[]);
    mixture.finish(span.length() as f64, nothing.value())
}

/// The edges at the instant `t`, at which the list `before` gives way to `after`. Both run from newest to oldest.
fn edges(mixture: &mut Mixture, t: i64, before: &[Share], after: &[Share]) {
    let (mut before, mut after) = (fixed(before), fixed(after));
    let (mut old, mut new) = (before.next(), after.next());
    loop {
        let captures =
            (old.map_or(i64::MIN, |(capture, _)| capture), new.map_or(i64::MIN, |(capture, _)| capture));
        let capture = captures.0.max(captures.1);
        if capture == i64::MIN {
            return;
        }
        let (mut fall, mut rise) = (0.0, 0.0);
        if let Some((_, chance)) = old.filter(|_| captures.0 == capture) {
            (fall, old) = (chance, before.next());
        }
        if let Some((_, chance)) = new.filter(|_| captures.1 == capture) {
            (rise, new) = (chance, after.next());
        }
        if rise != fall {
            mixture.edge((t - capture) as f64, rise, fall);
        }
    }
}

/// The points that do not move along with the failure, with their chances.
fn fixed(list: &[Share]) -> impl Iterator<Item = (i64, f64)> {
    list.iter().filter_map(|share| match share.point {
        Point::At(capture) => Some((capture, share.chance)),
        Point::Behind(_) => None,
    })
}

/// One track for each protection.
fn tracks(system: &System<'_>, span: Span) -> Result<Vec<Track>, RecoveryError> {
    let window = (span.from(), span.to());
    let mut standings = 0.0;
    let mut tracks = Vec::with_capacity(system.stores.len());
    for (at, (store, protection)) in system.stores.iter().zip(&system.question.protections).enumerate() {
        let track = store.track(&store.odds, window).ok_or_else(|| RecoveryError::TooManyCandidates {
            protection: system.name(at),
            success: protection.least_success(),
        })?;
        standings += track.standings_over(span.length());
        tracks.push(track);
    }
    match span {
        Span::Window { from, to } if standings > 2.0 * MAX_RUNS as f64 => {
            Err(RecoveryError::WindowTooLong { from, to })
        }
        _ => Ok(tracks),
    }
}

/// Names the protection that most probably is to blame: the one whose runs fail most, without always failing.
fn too_many(question: &Loss) -> RecoveryError {
    let doubtful = question.protections.iter().filter(|of| of.least_success() > 0.0);
    let worst = doubtful.min_by(|a, b| a.least_success().total_cmp(&b.least_success()));
    RecoveryError::TooManyCandidates {
        protection: worst.map(|of| of.name().to_owned()).unwrap_or_default(),
        success: worst.map_or(0.0, |of| of.least_success()),
    }
}

impl LossLaw {
    /// Over which instants the failure is uniform.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The lcm of all periods, in seconds, after which the pattern of losses repeats; 1 without any run. `None` for the
    /// law over a window.
    pub fn hyper_period(&self) -> Option<i64> {
        self.span.hyper_period()
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

    /// The distribution function of the loss over all failure instants, exactly: (seconds, chance that something is recovered
    /// and the loss is at most that). Ascending in both and linear between two; two with the same seconds are a jump.
    /// It ends at 1 - [`LossLaw::p_unrecoverable`], up to rounding; empty when nothing ever is.
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, f64)> {
        self.distribution.curve()
    }

    /// Chance, 0 to 1, that nothing good is left.
    pub fn p_unrecoverable(&self) -> f64 {
        self.distribution.none()
    }

    /// How much was gone through for it: all runs of the protections, the pieces, and the candidates of each. The time that it
    /// takes grows with it.
    pub fn effort(&self) -> usize {
        self.runs + self.pieces.len() + self.shares.len()
    }

    /// The pieces that make up the span, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The points that may be the newest good one on a piece of this law, from newest to oldest. Points so old
    /// that all newer ones are bad with a chance of no more than 1e-18 are left out.
    pub fn shares(&self, piece: &Piece) -> &[Share] {
        self.shares.get(piece.first..piece.last).unwrap_or_default()
    }
}
