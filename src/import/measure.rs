use super::runs::{Runs, runs};
use super::trend::slope;
use super::{Point, SizeKind};
use crate::schedule::{ClockPolicy, Schedule, ScheduleError, Zone};
use crate::units::Gather;

/// What restore points of one group show, in plain numbers. Instants in seconds since 1 January 1970 UTC.
///
/// It speaks of the points that are still there: what was deleted since cannot be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How many points.
    pub points: usize,
    /// Points captured after "now", by a wrong clock: they count for nothing here.
    pub ahead: usize,
    /// The longest time between two captures in a row, the first of several; `None` with fewer than two.
    pub longest_gap: Option<Gap>,
    /// The worst loss between the first and the last point: from a capture until just before the next one became usable.
    /// Where a tool does not say when a point became usable, its capture is taken, so that this is the least it can have
    /// been. `None` with fewer than two.
    pub worst_loss: Option<Gap>,
    /// From the newest usable capture until now: what would be lost now. `None` without a point or a "now".
    pub stale: Option<Gap>,
    /// How the points fit the plan; `None` without one.
    pub runs: Option<Runs>,
    /// Bytes per day by which points grow, over those with a size of the kind that is most frequent; `None` with fewer than
    /// two of them.
    pub growth_per_day: Option<f64>,
    /// What those sizes count; `None` without a growth.
    pub growth_of: Option<SizeKind>,
    /// Seconds per day by which runs take longer; `None` with fewer than two whose end is known.
    pub slower_per_day: Option<f64>,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The capture at its start.
    pub from: i64,
    /// Its end.
    pub to: i64,
}

impl Gap {
    /// How long it is, in seconds.
    pub const fn seconds(self) -> i64 {
        self.to.saturating_sub(self.from)
    }

    /// The longer of two, this one when they are even.
    #[must_use]
    pub const fn longer(self, other: Gap) -> Gap {
        if other.seconds() > self.seconds() { other } else { self }
    }
}

/// When points should have been made.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// When runs are due.
    pub schedule: &'a Schedule,
    /// Whose clock that is.
    pub zone: &'a Zone,
    /// What the scheduler does when clocks change.
    pub policy: ClockPolicy,
    /// Seconds after which a run is late; 0 or more.
    pub grace: i64,
}

/// What the points of one group show. Points captured after `now` are left out; without `now` nothing is.
///
/// # Errors
/// As [`Schedule::starts_in_zone`], when there is a plan.
pub fn measured<'a>(
    points: impl IntoIterator<Item = &'a Point>,
    now: Option<i64>,
    plan: Option<Plan<'_>>,
) -> Result<Measured, ScheduleError> {
    let (all, ahead) = in_order(points.into_iter().collect(), now);
    let mut found = in_time(&all, ahead, now, plan)?;
    let growth = growth(&all);
    found.growth_per_day = growth.map(|(_, per_day)| per_day);
    found.growth_of = growth.map(|(kind, _)| kind);
    found.slower_per_day =
        slope(all.iter().filter_map(|point| Some((point.captured_at, took(point)?))).collect());
    Ok(found)
}

/// The same without the trends of size and duration, which take most of the time.
///
/// # Errors
/// As [`measured`].
pub fn measured_in_time<'a>(
    points: impl IntoIterator<Item = &'a Point>,
    now: Option<i64>,
    plan: Option<Plan<'_>>,
) -> Result<Measured, ScheduleError> {
    let (all, ahead) = in_order(points.into_iter().collect(), now);
    in_time(&all, ahead, now, plan)
}

/// Those that are captured by now, from the oldest to the newest, and how many are not.
fn in_order(mut points: Vec<&Point>, now: Option<i64>) -> (Vec<&Point>, usize) {
    let has = points.len();
    points.retain(|point| now.is_none_or(|now| point.captured_at <= now));
    points.sort_by_key(|point| point.captured_at);
    let ahead = has - points.len();
    (points, ahead)
}

fn in_time(
    all: &[&Point],
    ahead: usize,
    now: Option<i64>,
    plan: Option<Plan<'_>>,
) -> Result<Measured, ScheduleError> {
    let captures: Vec<i64> = all.iter().map(|point| point.captured_at).collect();
    let pairs = captures.iter().zip(captures.iter().skip(1));
    let gaps = pairs.map(|(from, to)| Gap { from: *from, to: *to });
    let (worst_loss, newest) = losses(all, now);
    let runs = match (plan, captures.first(), now.or(captures.last().copied())) {
        (Some(plan), Some(first), Some(until)) => Some(runs(&captures, *first, until, plan)?),
        _ => None,
    };
    Ok(Measured {
        points: all.len(),
        ahead,
        longest_gap: gaps.reduce(Gap::longer),
        worst_loss,
        stale: newest.zip(now).map(|(from, to)| Gap { from, to }),
        runs,
        growth_per_day: None,
        growth_of: None,
        slower_per_day: None,
    })
}

/// The worst loss between the first and the last point to become usable, and the newest capture that is usable by `now`.
///
/// Until a point is usable, the newest capture among those before it is what a failure falls back to.
fn losses(points: &[&Point], now: Option<i64>) -> (Option<Gap>, Option<i64>) {
    let mut usable: Vec<(i64, i64)> = points
        .iter()
        .map(|point| (point.usable_at.unwrap_or(point.captured_at), point.captured_at))
        .filter(|(at, _)| now.is_none_or(|now| *at <= now))
        .collect();
    usable.sort_unstable();
    let mut newest: Option<i64> = None;
    let mut worst: Option<Gap> = None;
    for (at, captured) in usable {
        if let Some(from) = newest {
            let loss = Gap { from, to: at };
            worst = Some(worst.map_or(loss, |worst| worst.longer(loss)));
        }
        newest = Some(newest.map_or(captured, |newest| newest.max(captured)));
    }
    (worst, newest)
}

#[expect(clippy::cast_precision_loss, reason = "a trend needs no more than 53 bits")]
fn took(point: &Point) -> Option<f64> {
    point.usable_at.map(|usable| (usable - point.captured_at) as f64)
}

/// The trend of the sizes of one kind: growth across kinds means nothing.
#[expect(clippy::cast_precision_loss, reason = "a trend needs no more than 53 bits")]
fn growth(points: &[&Point]) -> Option<(SizeKind, f64)> {
    let sizes = || points.iter().filter_map(|point| Some((point.captured_at, point.size?)));
    let frequent = |kind| sizes().filter(|(_, size)| size.kind == kind).count();
    let kind = sizes().map(|(_, size)| size.kind).gather::<std::collections::BTreeSet<_>>();
    let kind = kind.into_iter().max_by_key(|kind| frequent(*kind))?;
    let of_kind = sizes().filter(|(_, size)| size.kind == kind);
    slope(of_kind.map(|(at, size)| (at, size.bytes.count() as f64)).collect()).map(|slope| (kind, slope))
}
