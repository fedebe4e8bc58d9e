//! Points through time: each pruning decides over what the ones before have left.

use super::decide::{Marks, Scene, check, decide, kept};
use super::error::RetentionError;
use super::lot::{Stamp, stamps};
use super::plain::AwsDlm;
use super::point::{KeepPoint, Status};
use super::policy::{Dialect, Policy};

impl Policy {
    /// Whether copies go by the clock alone, and not when the tool next prunes.
    pub const fn goes_by_clock(&self) -> bool {
        match self {
            Policy::AwsDlm(AwsDlm { count, .. }) => count.is_none(),
            Policy::AwsBackup(_) | Policy::Velero(_) | Policy::Age(_) => true,
            _ => false,
        }
    }

    /// How many of the newest it keeps, where it keeps just these.
    pub const fn only_last(&self) -> Option<u32> {
        match self {
            Policy::Nova(policy) => Some(policy.rotation),
            Policy::Rackspace(policy) => Some(policy.retention),
            Policy::AwsDlm(AwsDlm { count, .. }) => *count,
            Policy::Last(policy) => Some(policy.keep_last),
            _ => None,
        }
    }
}

impl Dialect {
    /// Whether its tool stores what copies have in common only once.
    pub const fn deduplicates(self) -> bool {
        matches!(self, Dialect::Restic | Dialect::Borg | Dialect::Borg2 | Dialect::Proxmox | Dialect::Kopia)
    }
}

/// When each point goes: seconds since 1970, UTC; `None` for one that is still there in the end.
///
/// `points` ascend. Each is there from its start on and counts `lag` seconds later, once it is whole. The tool prunes at
/// each of `prunes`, which ascend; what goes by the clock alone goes at its own end.
///
/// # Errors
/// As [`decide`].
pub fn lives(
    policy: &Policy,
    points: &[KeepPoint],
    lag: i64,
    prunes: &[i64],
) -> Result<Vec<Option<i64>>, RetentionError> {
    if policy.goes_by_clock() {
        let verdicts = decide(policy, points, prunes.first().copied().unwrap_or(0))?;
        return Ok(verdicts.into_iter().map(|verdict| verdict.goes_at).collect());
    }
    let plain = |p: &KeepPoint| !p.protected && p.needs.is_none() && p.tags.is_empty();
    let alike = points.iter().all(plain) && points.windows(2).all(same_group);
    if let Some(most) = policy.only_last().filter(|_| alike) {
        return Ok(last(points, lag, prunes, usize::try_from(most).unwrap_or(usize::MAX)));
    }
    let same_tags = |pair: &[KeepPoint]| matches!(pair, [one, next] if one.tags == next.tags);
    if points.iter().all(|point| point.needs.is_none())
        && points.windows(2).all(|pair| same_group(pair) && same_tags(pair))
    {
        return one_group(policy, points, lag, prunes);
    }
    let mut gone = vec![None; points.len()];
    let mut there: Vec<KeepPoint> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    let mut coming = points.iter().enumerate().peekable();
    for prune in prunes {
        while let Some((place, point)) = coming.next_if(|(_, point)| point.at + lag <= *prune) {
            there.push(point.clone());
            places.push(place);
        }
        let kept = kept(policy, &there, *prune)?;
        if kept.iter().all(|kept| *kept) {
            continue;
        }
        let mut stays = kept.iter().copied();
        there.retain(|_| stays.next().unwrap_or(true));
        let mut stays = kept.into_iter();
        places.retain(|place| {
            let stays = stays.next().unwrap_or(true);
            if let Some(gone) = gone.get_mut(*place).filter(|_| !stays) {
                *gone = Some(*prune);
            }
            stays
        });
    }
    Ok(gone)
}

/// Points that are judged together and need none of each other: each is put in its place once, and none is copied.
fn one_group(
    policy: &Policy,
    points: &[KeepPoint],
    lag: i64,
    prunes: &[i64],
) -> Result<Vec<Option<i64>>, RetentionError> {
    policy.check()?;
    for now in prunes.first().into_iter().chain(prunes.last()) {
        check(points, *now)?;
    }
    let mut gone = vec![None; points.len()];
    let mut marks = Marks::without_reasons(points.len());
    let mut newest: Vec<Stamp> = Vec::new();
    let mut coming = stamps(points).peekable();
    for prune in prunes {
        while let Some(stamp) = coming.next_if(|stamp| stamp.at + lag <= *prune) {
            // Of the same instant the one that was given first stays first.
            let place = newest.partition_point(|other| other.instant() >= stamp.instant());
            newest.insert(place, stamp);
        }
        policy.mark(&Scene { newest: &newest, points, now: *prune }, &mut marks)?;
        newest.retain(|stamp| {
            let stays = marks.take(stamp.point());
            if let Some(gone) = gone.get_mut(stamp.point()).filter(|_| !stays) {
                *gone = Some(*prune);
            }
            stays
        });
    }
    Ok(gone)
}

fn same_group(pair: &[KeepPoint]) -> bool {
    matches!(pair, [one, next] if one.group == next.group)
}

/// The newest `most` of one group: a point goes with the first pruning that finds so many newer ones whole.
fn last(points: &[KeepPoint], lag: i64, prunes: &[i64], most: usize) -> Vec<Option<i64>> {
    let gone = |place: usize| {
        // With none to keep, each goes with the pruning that first finds it.
        let pushes = points.get(place + most)?.at + lag;
        prunes.get(prunes.partition_point(|prune| *prune < pushes)).copied()
    };
    (0..points.len()).map(gone).collect()
}

/// A good copy through time, in seconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What it holds is as of then.
    pub at: i64,
    /// From when it can be used.
    pub usable: i64,
    /// From when it is gone; `None` for never.
    pub gone: Option<i64>,
}

impl Held {
    /// The good ones among points, with their ends: failed ones never count.
    pub fn of(points: &[KeepPoint], lag: i64, gone: &[Option<i64>]) -> Vec<Held> {
        let good = points.iter().zip(gone).filter(|(point, _)| point.status == Status::Good);
        good.map(|(point, gone)| Held { at: point.at, usable: point.at + lag, gone: *gone }).collect()
    }

    pub(super) fn end(&self) -> i64 {
        self.gone.unwrap_or(i64::MAX)
    }
}
