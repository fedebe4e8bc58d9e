//! From a policy and points to verdicts.

use super::chain;
use super::error::RetentionError;
use super::lot::{Stamp, sorted_lots};
use super::point::KeepPoint;
use super::policy::Policy;
use super::reason::{Reason, Verdict};

/// The instants a point may have: within 100,000 years of 1970.
const FURTHEST: u64 = 100_000 * 366 * 86_400;
/// No clock is further from UTC than this, in seconds.
const WIDEST: u32 = 26 * 3_600;
/// The most points that are gone through.
pub(crate) const MOST_POINTS: usize = 4_000_000;

/// Verdicts in the making.
pub(super) struct Marks {
    verdicts: Vec<Verdict>,
    /// Whether reasons are wanted: they take more time than all else.
    reasons: bool,
}

impl Marks {
    /// For so many points, of which nothing is wanted but whether they stay.
    pub(super) fn without_reasons(points: usize) -> Marks {
        Marks { verdicts: (0..points).map(blank).collect(), reasons: false }
    }

    /// Whether a point stays, once: then it is as if nothing had been said of it.
    pub(super) fn take(&mut self, point: usize) -> bool {
        self.verdicts.get_mut(point).is_some_and(|verdict| std::mem::take(&mut verdict.keep))
    }

    /// A point stays for one more reason.
    pub(super) fn keep(&mut self, point: usize, reason: Reason) {
        if let Some(verdict) = self.verdicts.get_mut(point) {
            verdict.keep = true;
            if self.reasons {
                verdict.by.push(reason);
            }
        }
    }

    pub(super) fn is_kept(&self, point: usize) -> bool {
        self.verdicts.get(point).is_some_and(|verdict| verdict.keep)
    }

    pub(super) fn goes_at(&mut self, point: usize, at: i64) {
        if let Some(verdict) = self.verdicts.get_mut(point) {
            verdict.goes_at = Some(at);
        }
    }
}

/// Points of one group, and what the rules may look at.
pub(super) struct Scene<'a> {
    /// Newest first; points of the same instant as given.
    pub(super) newest: &'a [Stamp],
    pub(super) points: &'a [KeepPoint],
    /// Seconds since 1970, UTC.
    pub(super) now: i64,
}

impl<'a> Scene<'a> {
    pub(super) fn point(&self, stamp: Stamp) -> Option<&'a KeepPoint> {
        self.points.get(stamp.point())
    }

    pub(super) fn is(&self, stamp: Stamp, test: impl Fn(&KeepPoint) -> bool) -> bool {
        self.point(stamp).is_some_and(test)
    }
}

/// What the rules of a policy keep of these points at `now` (seconds since 1970, UTC): one verdict a point, in the order
/// in which they were given.
///
/// The verdicts follow the rules alone. Whether the tool would refuse to run such a policy at all is told by
/// [`refusals`](super::refusals). Whatever a copy that stays needs in order to be restored stays as well.
///
/// # Errors
/// `Instant` and `TooMany` for points out of range; `OutOfRange` and `EitherOr` for a policy that its tool has no
/// meaning for; `ClassNotSet` for sanoid; `NeedsNothing`, `TwoOfAName` and `Circle` for chains that do not hold together.
pub fn decide(policy: &Policy, points: &[KeepPoint], now: i64) -> Result<Vec<Verdict>, RetentionError> {
    judged(policy, points, now, true)
}

/// As [`decide`], without the reasons.
pub(super) fn kept(policy: &Policy, points: &[KeepPoint], now: i64) -> Result<Vec<bool>, RetentionError> {
    let verdicts = judged(policy, points, now, false)?;
    Ok(verdicts.into_iter().map(|verdict| verdict.keep).collect())
}

const fn blank(point: usize) -> Verdict {
    Verdict { point, keep: false, by: Vec::new(), goes_at: None }
}

fn judged(
    policy: &Policy,
    points: &[KeepPoint],
    now: i64,
    reasons: bool,
) -> Result<Vec<Verdict>, RetentionError> {
    policy.check()?;
    let any_needs = check(points, now)?;
    let mut marks = Marks { verdicts: (0..points.len()).map(blank).collect(), reasons };
    for newest in &sorted_lots(policy.parted(), points) {
        policy.mark(&Scene { newest, points, now }, &mut marks)?;
    }
    if any_needs {
        chain::pin(points, &mut marks.verdicts)?;
    }
    Ok(marks.verdicts)
}

/// Whether everything is in range; and whether any point needs another.
pub(super) fn check(points: &[KeepPoint], now: i64) -> Result<bool, RetentionError> {
    if points.len() > MOST_POINTS {
        return Err(RetentionError::TooMany { points: points.len() });
    }
    let fits = |at: i64| at.unsigned_abs() <= FURTHEST;
    if !fits(now) {
        return Err(RetentionError::OutOfRange {
            name: "now",
            value: now,
            range: "an instant within 100,000 years",
        });
    }
    let mut any_needs = false;
    for point in points {
        any_needs |= point.needs.is_some();
        if !(fits(point.at) && point.expires.is_none_or(fits) && point.offset_s.unsigned_abs() < WIDEST) {
            let KeepPoint { id, at, offset_s, .. } = point;
            return Err(RetentionError::Instant { id: id.clone(), at: *at, offset: *offset_s });
        }
    }
    Ok(any_needs)
}
