//! What the tools themselves say: the restore points that were imported, beside what the schedule of their copy promises.

mod explain;
mod findings;

pub use explain::why_real;

use super::clock::Clock;
use super::outcome::Finding;
use crate::answers::{Answers, Evidence};
use crate::import::Plan;
use crate::points::{Group, Points, Stretch};
use crate::schedule::{ClockPolicy, Schedule, Zone};
use crate::system::{Component, Protection, System};
use crate::units::{Arrange, Duration, Moment};

/// A run that starts more than an hour after it was due is late; half the time between two runs where that is less.
const GRACE: i64 = 3_600;
/// Tools give times to the second, schedules to the minute.
const TOLERANCE: i64 = 60;

/// What one group of restore points shows, beside what was promised.
#[derive(Debug, Clone)]
pub struct Real {
    /// The points.
    pub group: Group,
    /// The component they are copies of, and which of its protections; `None` while nobody has said so, or when either is
    /// gone.
    pub of: Option<(Component, Protection)>,
    /// What the schedule promises; `None` without one that can be counted on.
    pub promised: Option<Promise>,
    /// What really was.
    pub shown: Stretch,
    /// The moment it holds for, in seconds since 1 January 1970 UTC.
    pub now: i64,
    /// The clock that its times are shown on.
    pub clock: Zone,
}

/// What a schedule promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// In words: "daily at 02:00".
    pub schedule: String,
    /// The longest time between two runs.
    pub gap: Duration,
    /// From the start of a run until its copy can be used; `None` where nobody said.
    pub to_safe: Option<Duration>,
    /// After so long a run is late.
    pub grace: Duration,
    /// The clock by which runs are due.
    pub zone: String,
}

impl Promise {
    /// The most that would be lost if every run were good: until just before the next copy can be used.
    pub fn loss(&self) -> Duration {
        self.gap.plus(self.to_safe.unwrap_or(Duration::ZERO))
    }
}

impl Real {
    /// What the points of a group show now.
    pub fn of(system: &System, group: &Group, clock: &Clock) -> Real {
        let of = group.joined.as_ref().and_then(|to| {
            let component = system.component(&to.component)?;
            Some((component.clone(), component.protection(&to.protection)?.clone()))
        });
        let here = clock.zones.get(&group.here).cloned().unwrap_or_else(Zone::utc);
        let now = group.instant(clock.now, Some(&here));
        // Of what came after they were read they say nothing.
        let read = now.min(group.imported);
        let schedule = of.as_ref().and_then(|(_, p)| schedule(p));
        let zone = of.as_ref().and_then(|(_, p)| {
            [&p.zone, &system.setup.zone].into_iter().find_map(|name| clock.zones.get(name).cloned())
        });
        let zone = zone.unwrap_or_else(|| here.clone());
        let promised = of.as_ref().zip(schedule).and_then(|((_, p), schedule)| promise(p, &schedule, &zone));
        let plan = promised.as_ref().zip(schedule.as_ref()).map(|(promise, schedule)| Plan {
            schedule,
            zone: &zone,
            policy: of.as_ref().and_then(|(_, p)| p.scheduler).unwrap_or(ClockPolicy::Skip),
            grace: promise.grace.seconds(),
        });
        let due = promised.as_ref().map(|promise| promise.gap.seconds());
        let shown = group
            .stretch(read, due, plan)
            // So many runs that they cannot be listed: what the points alone show.
            .or_else(|_| group.stretch(read, due, None));
        let shown = shown.unwrap_or_else(|_| Stretch::nothing());
        Real { group: group.clone(), of, promised, shown, now, clock: here }
    }

    /// An instant on the clock that times are shown on.
    pub fn local(&self, at: i64) -> Moment {
        self.clock.local(at)
    }

    /// The worst loss that really was between two points.
    pub fn worst(&self) -> Option<Duration> {
        self.shown.measured.worst_loss.map(|gap| Duration::clamped(gap.seconds()))
    }

    /// What would have been lost when they were read: the age of the newest that could be used.
    pub fn stale(&self) -> Option<Duration> {
        self.shown.measured.stale.map(|gap| Duration::clamped(gap.seconds()))
    }

    /// The age of the newest when they were read, where that is more than the limit or the promise, a late run allowed for.
    pub fn too_old(&self) -> Option<Duration> {
        let stale = self.stale()?;
        let grace = self.promised.as_ref().map_or(Duration::ZERO, |promise| promise.grace);
        let is = self.over(Some(stale)).is_some() || self.beyond(Some(stale.minus(grace))).is_some();
        is.then_some(stale)
    }

    /// How long ago they were read.
    pub fn age(&self) -> Duration {
        Duration::clamped(self.now.saturating_sub(self.group.imported))
    }

    /// The age of the newest that could be used, now. What was made since they were read is not known.
    pub fn stale_now(&self) -> Option<Duration> {
        let newest = self.shown.measured.stale?.from;
        Some(Duration::clamped(self.now.saturating_sub(newest)))
    }

    /// The owner's limit for loss.
    pub fn limit(&self) -> Option<Duration> {
        self.of.as_ref().and_then(|(component, _)| component.limit.known().copied())
    }

    /// By how much a loss is beyond what was promised; `None` when it is not, or nothing was.
    pub fn beyond(&self, loss: Option<Duration>) -> Option<Duration> {
        let (loss, promised) = (loss?, self.promised.as_ref()?.loss());
        let more = loss.minus(promised);
        (more.seconds() > TOLERANCE).then_some(more)
    }

    /// By how much a loss is over the owner's limit.
    pub fn over(&self, loss: Option<Duration>) -> Option<Duration> {
        let more = loss?.minus(self.limit()?);
        (more > Duration::ZERO).then_some(more)
    }
}

/// An age without what nobody counts at that length: seconds from an hour on, minutes from 100 hours on.
pub fn coarse(age: Duration) -> Duration {
    let unit = match age.seconds() {
        s if s >= 100 * 3_600 => 3_600,
        s if s >= 3_600 => 60,
        _ => 1,
    };
    Duration::clamped(age.seconds() / unit * unit)
}

/// What the document's points show. Entries that cannot be read are said with the others, and copies that keep their
/// promise are known by measurement.
pub(super) fn take_in(answers: &Answers, system: &mut System, clock: &Clock) -> Vec<Real> {
    let points = Points::of(answers);
    let all = reals(system, &points, clock);
    mark(system, &all);
    system.unreadable.extend(points.unreadable);
    all
}

/// Puts what follows from them among the other findings.
pub(super) fn add_findings(system: &System, all: &[Real], findings: &mut Vec<Finding>) {
    let found = findings::findings(system, all);
    if !found.is_empty() {
        findings.extend(found);
        findings.arrange_by_key(|finding| (finding.severity, finding.weight));
    }
}

/// What every joined group shows, in the order of the document.
pub fn reals(system: &System, points: &Points, clock: &Clock) -> Vec<Real> {
    let all = points.groups.iter().map(|group| Real::of(system, group, clock));
    all.filter(|real| real.of.is_some()).collect()
}

/// The system with "measured" where points show that a copy keeps what its schedule promises.
fn mark(system: &mut System, reals: &[Real]) {
    for real in reals.iter().filter(|real| real.worst().is_some() && real.beyond(real.worst()).is_none()) {
        let Some((component, protection)) = &real.of else { continue };
        let all = system.components.iter_mut().filter(|c| c.id == component.id);
        let all = all.filter_map(|c| match &mut c.protections {
            crate::system::Told::Known(all) => Some(all),
            _ => None,
        });
        for p in all.flatten().filter(|p| p.id == protection.id) {
            p.known = Evidence::Measured;
        }
    }
}

/// When the points of a protection are made: the runs of a chain, its fulls where only they are known.
fn schedule(protection: &Protection) -> Option<Schedule> {
    protection.schedule.known().or_else(|| protection.fulls.known()).copied()
}

fn promise(protection: &Protection, schedule: &Schedule, zone: &Zone) -> Option<Promise> {
    let gap = schedule.longest_gap()?;
    let half = schedule.shortest_gap().unwrap_or(gap).seconds() / 2;
    Some(Promise {
        schedule: schedule.to_string(),
        gap,
        to_safe: protection.to_safe(),
        grace: Duration::clamped(GRACE.min(half)),
        zone: zone.name().to_owned(),
    })
}
