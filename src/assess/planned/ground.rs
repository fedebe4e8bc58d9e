//! The points that a policy is run over.

use super::Subject;
use crate::assess::Clock;
use crate::import;
use crate::retention::{Group, KeepPoint, Period, Policy, Status};
use crate::schedule::{ClockPolicy, Schedule, Start, Zone, in_order};
use crate::system::{Protection, Setup};
use crate::units::{Duration, Gather, Moment};
use std::collections::BTreeSet;

const DAY: i64 = 86_400;
/// What is looked at ahead of now.
const AHEAD: i64 = 365 * DAY;
/// The most runs either side of now: with more, the time looked at is shorter.
const MOST_RUNS: i64 = 6_000;
/// The most prunings: with more runs, tools prune once a day, as most are set up to.
const MOST_PRUNES: i64 = 1_800;
/// The furthest that a schedule is taken to have run before now.
const FURTHEST: i64 = 6 * 366 * DAY;

/// Points in time order, and when the tool prunes. Instants are seconds since 1970, UTC.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Real ones up to now, or those of the schedule; those to come after them.
    pub points: Vec<KeepPoint>,
    /// What the tool says of each real point; shorter than `points`.
    pub real: Vec<import::Point>,
    /// Whether the points up to now are real.
    pub is_real: bool,
    /// The moment all this holds for.
    pub now: i64,
    /// From a start until the copy is whole.
    pub lag: i64,
    /// When the tool prunes.
    pub prunes: Vec<i64>,
    /// Whether it prunes once a day and not after every run.
    pub daily: bool,
    /// The end of the time looked at: `now` where nothing is known of what is to come.
    pub until: i64,
    /// The clock that points are shown on.
    pub zone: Zone,
    /// The zone that was named and whose rules are not at hand; times are then on a clock that is never set.
    pub unknown_zone: Option<String>,
}

/// Why there is nothing to run a policy over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// When it runs is not known.
    Schedule,
    /// It is made by hand.
    ByHand,
    /// Its runs are too many, or on too many single days.
    TooMany,
}

impl Missing {
    /// What to do about it, in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Missing::Schedule => "When it runs is not said yet. Say it, or drop in what your tool lists.",
            Missing::ByHand => {
                "It is made by hand, so nothing can be run forward. Drop in what your tool lists."
            }
            Missing::TooMany => "Its runs are too many to be gone through one by one.",
        }
    }
}

/// The points of a subject, as a policy finds them.
///
/// # Errors
/// [`Missing`] where there are neither points nor a schedule.
pub fn ground(
    subject: &Subject<'_>,
    setup: &Setup,
    clock: &Clock,
    policy: &Policy,
) -> Result<Ground, Missing> {
    let (zone, unknown_zone) = zone(subject, setup, clock);
    let now = clock.instant(&zone);
    let real = real(subject, &zone, now);
    let is_real = !real.is_empty();
    let mut ground = Ground {
        points: real.iter().map(|(point, _)| point.clone()).collect(),
        real: real.into_iter().map(|(_, point)| point).collect(),
        is_real,
        now,
        lag: 0,
        prunes: vec![now],
        daily: false,
        until: now,
        zone,
        unknown_zone,
    };
    let Some((_, protection)) = subject.of else { return Ok(ground) };
    let schedule = match protection.schedule.known() {
        Some(Schedule::ByHand) => Err(Missing::ByHand),
        Some(schedule) => Ok(schedule),
        None => Err(Missing::Schedule),
    };
    let schedule = match schedule {
        Ok(schedule) => schedule,
        Err(_) if is_real => return Ok(ground),
        Err(missing) => return Err(missing),
    };
    ground.lag = protection.to_safe().map_or(0, Duration::seconds);
    let shown = ground.zone.local(now);
    let ahead = AHEAD.min(MOST_RUNS.saturating_mul(protection.every()));
    let back = if is_real { 0 } else { horizon(policy) };
    let back = back.min(FURTHEST).max(if is_real { 0 } else { 70 * DAY });
    let from = shown.plus(-back.min(MOST_RUNS.saturating_mul(protection.every())));
    let mut starts = starts(protection, schedule, &ground.zone, from, shown.plus(ahead))?;
    if starts.is_empty() && !is_real {
        return Err(Missing::TooMany);
    }
    // What lies further back than so many runs: the last of each day is all that stays of it.
    if back > now - starts.first().map_or(now, |start| start.utc) + 32 * DAY
        && let Ok(older) = self::starts(protection, schedule, &ground.zone, shown.plus(-back), from)
    {
        starts = last_of_days(older, &ground.zone).into_iter().chain(starts).collect();
    }
    if is_real {
        starts.retain(|start| start.utc > now);
    }
    ground.until = now + ahead;
    ground.daily = i64::try_from(starts.len()).is_ok_and(|runs| runs > MOST_PRUNES);
    let prunes = if ground.daily { last_of_days(starts.clone(), &ground.zone) } else { starts.clone() };
    let whole = prunes.iter().map(|start| start.utc + ground.lag);
    ground.prunes = if is_real { std::iter::once(now).chain(whole).collect() } else { whole.collect() };
    let group = ground.points.last().map(|point| point.group.clone()).unwrap_or_default();
    let made = made(&starts, &ground.zone, policy, &group);
    ground.points.extend(made);
    Ok(ground)
}

/// The clock by which days are told: the protection's own, the servers', or that of the points.
fn zone(subject: &Subject<'_>, setup: &Setup, clock: &Clock) -> (Zone, Option<String>) {
    let own = subject.of.map(|(_, protection)| protection.zone.as_str());
    let read = subject.groups.iter().flat_map(|group| [group.zone.as_str(), group.here.as_str()]);
    let mut names = own.into_iter().chain([setup.zone.as_str()]).chain(read).filter(|name| !name.is_empty());
    let Some(name) = names.next() else { return (Zone::utc(), None) };
    match clock.zones.get(name) {
        Some(zone) => (zone.clone(), None),
        None => (Zone::utc(), Some(name.to_owned())),
    }
}

/// The points that a tool listed, in time order. Failed ones are none: they are never among them.
fn real(subject: &Subject<'_>, zone: &Zone, now: i64) -> Vec<(KeepPoint, import::Point)> {
    let of = |group: &crate::points::Group| {
        let (id, points) = (group.id.clone(), group.points.clone());
        points.into_iter().map(move |point| {
            let kept = KeepPoint {
                id: point.id.clone(),
                at: point.captured_at,
                offset_s: point.offset.unwrap_or_else(|| zone.offset_at(point.captured_at)),
                group: Group::named(&id),
                tags: point.tags.clone(),
                status: Status::Good,
                // A chain is pinned link by link; one link is what the tools print.
                needs: point.needs.last().cloned(),
                ..KeepPoint::default()
            };
            (kept, point)
        })
    };
    let mut all: Vec<_> =
        subject.groups.iter().flat_map(|group| of(group)).filter(|(p, _)| p.at <= now).collect();
    all.sort_by_key(|(point, _)| point.at);
    // A link to what is not listed, or not by one name, pins nothing.
    let mut ids = BTreeSet::new();
    let twice: BTreeSet<String> = all
        .iter()
        .filter(|(point, _)| !ids.insert(point.id.clone()))
        .map(|(point, _)| point.id.clone())
        .gather();
    for (point, _) in &mut all {
        point.needs =
            point.needs.take().filter(|id| ids.contains(id) && !twice.contains(id) && *id != point.id);
    }
    all
}

/// Every start, fulls of a chain and its increments alike.
fn starts(
    protection: &Protection,
    schedule: &Schedule,
    zone: &Zone,
    from: Moment,
    to: Moment,
) -> Result<Vec<Start>, Missing> {
    let policy = protection.scheduler.unwrap_or(ClockPolicy::Skip);
    let of =
        |schedule: &Schedule| schedule.starts_in_zone(from, to, zone, policy).map_err(|_| Missing::TooMany);
    let mut all = of(schedule)?;
    if let Some(fulls) = protection.fulls.known().filter(|_| protection.kind.is_chain()) {
        all.extend(of(fulls)?);
        in_order(&mut all);
    }
    Ok(all)
}

fn last_of_days(starts: Vec<Start>, zone: &Zone) -> Vec<Start> {
    let day = |start: &Start| zone.local(start.utc).seconds().div_euclid(DAY);
    let mut last: Vec<Start> = Vec::new();
    for start in starts {
        match last.last_mut() {
            Some(before) if day(before) == day(&start) => *before = start,
            _ => last.push(start),
        }
    }
    last
}

fn made(starts: &[Start], zone: &Zone, policy: &Policy, group: &Group) -> Vec<KeepPoint> {
    let plain = |start: &Start| KeepPoint {
        at: start.utc,
        offset_s: zone.offset_at(start.utc),
        group: group.clone(),
        ..KeepPoint::default()
    };
    // sanoid makes a snapshot of its own for each class that is due.
    let Policy::Sanoid(sanoid) = policy else { return starts.iter().map(plain).collect() };
    let classes = sanoid.made();
    let mut before: Option<KeepPoint> = None;
    let mut all = Vec::new();
    for start in starts {
        let point = plain(start);
        for (name, period) in &classes {
            let same = before.as_ref().is_some_and(|before| same_period(*period, before, &point));
            if !same {
                all.push(KeepPoint { tags: vec![(*name).to_owned()], ..point.clone() });
            }
        }
        before = Some(point);
    }
    all
}

fn same_period(period: Period, one: &KeepPoint, other: &KeepPoint) -> bool {
    let bucket = |point: &KeepPoint| period.bucket(point.at + i64::from(point.offset_s));
    bucket(one) == bucket(other)
}

/// How far back a policy can reach, and a little more, in seconds: from then on a schedule has to have run for the policy
/// to have come to rest.
fn horizon(policy: &Policy) -> i64 {
    let longest = |period: Period| match period {
        Period::Month => 31 * DAY,
        Period::ThirteenWeeks | Period::ThreeMonths => 98 * DAY,
        Period::Year => 366 * DAY,
        period => period.shortest().max(DAY),
    };
    let rules = policy.tiers(DAY).into_iter();
    // In some dialects a coarser rule goes on where a finer one ends.
    let all =
        rules.map(|tier| tier.keep_for.map_or(FURTHEST, |keep_for| keep_for + 2 * longest(tier.period)));
    all.fold(35 * DAY, i64::saturating_add)
}
