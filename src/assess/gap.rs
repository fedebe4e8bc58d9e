//! What the days on which clocks are set do to a window.
//!
//! Weekly statistics use the ordinary week. Beside them stands the worst of the year ahead: around each change the runs are
//! listed as their schedulers start them, and the engine goes through all that is left together, every run good.

use super::clock::Clock;
use super::model::unnoticed;
use super::window::{Basis, Windows, Woven};
use crate::recovery::{self, Damage, Loss, Once, Point, Protection as Read, Runs, Tooth, YEAR, teeth};
use crate::schedule::{Change, ClockPolicy, LongestGap, Schedule, Start, Zone, longest_gap};
use crate::system::{BadRuns, Keep, Protection, ProtectionKind};
use crate::units::{Arrange, Duration, Moment, long_date};
use chrono::Timelike;

const DAY: i64 = 86_400;

/// A day on which clocks are set, and what it makes of a window: more than the ordinary week does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockGap {
    /// The copy whose starts are furthest apart, inside a sentence.
    pub protection: String,
    /// The zone of the clock that starts it.
    pub zone: String,
    /// What starts it; where that is not known, one that leaves out times that do not exist.
    pub scheduler: Option<ClockPolicy>,
    /// What the clocks show when they are set.
    pub shown: Moment,
    /// What they are set to.
    pub set_to: Moment,
    /// The longest time between two starts around it; `None` where it draws no two of one protection apart, but those of
    /// several, because only some of their clocks are set.
    pub between: Option<Duration>,
    /// Most that would be lost then.
    pub worst: Duration,
}

/// The protection in the engine's question, the starts that make its copies, and what starts them.
struct Zoned<'a> {
    index: usize,
    protection: &'a Protection,
    zone: &'a Zone,
    policy: ClockPolicy,
}

/// How far apart the starts of a protection are around a change.
#[derive(Debug, Clone, Copy)]
struct Apart {
    /// The longest time between two of them on a clock that is never set; `None` where there are no two.
    plain: Option<i64>,
    /// The longest time, where it is longer than that.
    longest: Option<i64>,
    /// From the start before the first time that is longer until the start after the last one. Without length where none is.
    wide: (i64, i64),
}

impl Apart {
    fn of(one: &Zoned<'_>, at: i64) -> Apart {
        let reach = enough(one, at);
        let listed = || longest_gap(&starts(one, &Zone::utc(), at, reach)).map(LongestGap::seconds);
        let plain = repeats(one.protection).map_or_else(listed, |gap| Some(gap.seconds()));
        let starts = starts(one, one.zone, at, reach);
        let pairs = starts.iter().zip(starts.iter().skip(1)).map(|(from, to)| (from.utc, to.utc));
        let wide = pairs.filter(|(from, to)| plain.is_none_or(|plain| to - from > plain));
        wide.fold(Apart { plain, longest: None, wide: (at, at) }, |apart, (from, to)| Apart {
            plain,
            longest: apart.longest.max(Some(to - from)),
            wide: (if apart.longest.is_none() { from } else { apart.wide.0 }, to),
        })
    }
}

/// What each change does to each protection. Kept, because every question about a component asks for the same.
#[derive(Default)]
pub(super) struct Drawn<'a>(Vec<(&'a Protection, i64, Apart)>);

impl<'a> Drawn<'a> {
    fn apart(&mut self, one: &Zoned<'a>, at: i64) -> Apart {
        let asked = |(p, change, _): &&(&Protection, i64, _)| *change == at && *p == one.protection;
        if let Some((.., known)) = self.0.iter().find(asked) {
            return *known;
        }
        let apart = Apart::of(one, at);
        self.0.push((one.protection, at, apart));
        apart
    }
}

/// The worst day of the year ahead on which clocks are set; `None` when none is worse than the ordinary week, or when
/// nothing is known of the clocks.
pub(super) fn clock_gap<'a>(
    windows: &Windows<'a>,
    clock: &'a Clock,
    drawn: &mut Drawn<'a>,
) -> Option<ClockGap> {
    let woven = windows.woven.as_ref()?;
    let ordinary = windows.window?.worst?;
    // Where logs or a replica give the number, nobody falls back to a copy.
    match &windows.basis {
        Basis::Law { protection, .. } if protection.kind.is_scheduled() => {}
        _ => return None,
    }
    let zoned = zoned(woven, clock);
    let mut zones: Vec<&Zone> = Vec::new();
    for one in &zoned {
        if !zones.iter().any(|zone| std::ptr::eq(*zone, one.zone)) {
            zones.push(one.zone);
        }
    }
    let of_zone =
        |zone: &&'a Zone| changes(zone, clock.now).map(|change| (change, *zone)).collect::<Vec<_>>();
    let mut changes: Vec<(Change, &Zone)> = zones.iter().flat_map(of_zone).collect();
    changes.arrange_by_key(|(change, _)| change.at);
    let mut worst: Option<ClockGap> = None;
    for (change, zone) in changes {
        let Some(found) = around(change, zone, &zoned, (woven, ordinary), drawn) else { continue };
        if found.worst > worst.as_ref().map_or(ordinary, |worst| worst.worst) {
            worst = Some(found);
        }
    }
    worst
}

fn zoned<'a>(woven: &Woven<'a>, clock: &'a Clock) -> Vec<Zoned<'a>> {
    let all = woven.protections.iter().enumerate();
    all.filter(|(_, p)| !p.zone.is_empty() && p.kind.is_scheduled() && p.kind != ProtectionKind::KeyCopy)
        // What stays longer of the same copies keeps its plain pattern.
        .filter(|(index, p)| woven.protections.iter().take(*index).all(|before| !std::ptr::eq(*before, **p)))
        .filter_map(|(index, protection)| {
            let zone = clock.zones.get(&protection.zone)?;
            let policy = protection.scheduler.unwrap_or(ClockPolicy::Skip);
            Some(Zoned { index, protection, zone, policy })
        })
        .collect()
}

/// The changes of the year ahead at which clocks really are set.
fn changes(zone: &Zone, now: Moment) -> impl Iterator<Item = Change> {
    let ahead = move |change: &Change| {
        let local = zone.local(change.at);
        now < local && local <= now.plus(YEAR) && zone.offset_at(change.at - 1) != change.offset
    };
    zone.changes().iter().copied().filter(ahead)
}

/// What this change does, if it draws any starts apart. That it is more than the `ordinary` worst is not certain yet.
fn around<'a>(
    change: Change,
    zone: &Zone,
    zoned: &[Zoned<'a>],
    (woven, ordinary): (&Woven<'_>, Duration),
    drawn: &mut Drawn<'a>,
) -> Option<ClockGap> {
    let at = change.at;
    let set = zoned.iter().find(|one| std::ptr::eq(one.zone, zone))?;
    let longest = zoned
        .iter()
        .filter_map(|one| drawn.apart(one, at).longest.map(|longest| (one, longest)))
        .max_by_key(|(_, longest)| *longest);
    let alone = zoned.iter().all(|one| std::ptr::eq(one.zone, zone));
    let (one, between) = match longest {
        Some((one, between)) => (one, Some(Duration::clamped(between))),
        None if alone => return None,
        None => (set, None),
    };
    let until = zoned.iter().map(|one| reach(one.protection)).max()? + 2 * DAY + lag(woven);
    // Where none is drawn apart, what is worse begins with the change.
    let mut window = (if between.is_some() { at - DAY } else { at }, at + until);
    for one in zoned {
        if let Some((from, to)) = worse(one, drawn.apart(one, at), (woven, ordinary), (at, until)) {
            window = (window.0.max(from), window.1.min(to));
        }
    }
    if window.0 >= window.1 {
        return None;
    }
    // Instants as the clock of the outcome shows them, if that is not set this time: ordinary patterns go on in it.
    let shift = zone.local(at - 1).seconds() - (at - 1) + set.protection.ahead;
    let question = listed(woven, zoned, (at, shift), window);
    let teeth = teeth(&question, window.0 + shift, window.1 + shift).ok()?;
    let loss = |tooth: &Tooth| match tooth.point? {
        Point::At(capture) => Some(tooth.to - capture),
        Point::Behind(lag) => Some(lag),
    };
    // The last tooth is cut off by the end of the window, and grows no further than those before it.
    let worst = teeth.iter().filter_map(loss).max()?;
    Some(ClockGap {
        protection: one.protection.words().into_owned(),
        zone: zone.name().to_owned(),
        scheduler: one.protection.scheduler,
        shown: zone.local(at - 1).plus(1),
        set_to: zone.local(at),
        between,
        worst: Duration::clamped(worst),
    })
}

/// From when to when, at most, more than the `ordinary` worst is lost around a change, as far as this protection by itself keeps
/// it from that: its copies are there after a time, and no further apart than as a rule save where the change draws them apart.
/// A stretch without length where that is never; `None` where it takes a closer look.
fn worse(
    one: &Zoned<'_>,
    apart: Apart,
    (woven, ordinary): (&Woven<'_>, Duration),
    (at, until): (i64, i64),
) -> Option<(i64, i64)> {
    let p = one.protection;
    let is_near = |other: &Change| other.at != at && (other.at - at).abs() <= 2 * until;
    if !schedules(p).all(is_even) || one.zone.changes().iter().any(is_near) {
        return None;
    }
    let Apart { plain: Some(plain), longest, wide: (from, to) } = apart else { return None };
    let Loss { protections, damage, detection } = &woven.question;
    // From its capture until a copy counts.
    let lag = match (unnoticed(p), damage) {
        (0, Damage::Physical) => lag_of(p),
        (0, Damage::Logical) => (lag_of(p) - detection).max(0),
        (unnoticed, _) => lag_of(p) + unnoticed,
    };
    let keep = match protections.get(one.index)? {
        Read::Copies(copies) => copies.keep,
        Read::Chain(chain) => chain.keep,
        Read::Pitr(_) | Read::Replica(_) => return None,
    };
    let is_kept = match keep {
        recovery::Keep::Forever => true,
        recovery::Keep::Age(age) => age > longest.unwrap_or(plain) + lag + detection,
        // The newest usable one goes only when a newer one is usable.
        recovery::Keep::Count(count) => count > 0 && *damage == Damage::Physical && *detection == 0,
    };
    (is_kept && plain + lag <= ordinary.seconds())
        .then_some((from, if longest.is_some() { to + lag } else { from }))
}

/// The question with the runs of zoned protections listed as they start around a change, for failures in `[from, to)`.
fn listed(woven: &Woven<'_>, zoned: &[Zoned<'_>], (at, shift): (i64, i64), (from, to): (i64, i64)) -> Loss {
    let mut question = woven.question.clone();
    // Where a number of copies is kept, or a copy as long as others need it, those made until the restore decide which are
    // still there.
    let until = if question.damage == Damage::Logical { question.detection } else { 0 };
    let (before, after) = (at - from, to - at);
    for one in zoned {
        let p = one.protection;
        let counted = matches!(p.keep.known(), Some(Keep::Count(_)));
        let alone = !p.kind.is_chain() && !matches!(p.bad_runs, BadRuns::NoticedAfter(_));
        let runs = |schedule: Option<&Schedule>, takes: Duration| -> Runs {
            let Some(schedule) = schedule else { return Runs::default() };
            let back = before
                + DAY
                + lag(woven)
                + match is_even(schedule) && alone {
                    // The newest is all that counts.
                    true => 2 * longest(schedule) + DAY,
                    false => 2 * reach(p),
                };
            let ahead = match counted || p.kind.is_chain() {
                true => back.max(after) + until,
                false => after + DAY,
            };
            let once = |start: &Start| Once { start: start.utc + shift, duration: takes.seconds() };
            of(schedule, one, one.zone, at, (back, ahead)).iter().map(once).collect()
        };
        let takes = p.takes.unwrap_or(Duration::ZERO);
        match question.protections.get_mut(one.index) {
            Some(Read::Copies(copies)) => copies.runs = runs(p.schedule.known(), takes),
            Some(Read::Chain(chain)) => {
                chain.increments = runs(p.schedule.known(), takes);
                chain.fulls = runs(p.fulls.known(), p.full_takes.unwrap_or(takes));
            }
            Some(Read::Pitr(_) | Read::Replica(_)) | None => {}
        }
    }
    question
}

/// Whether [`longest`] is right for it, and its starts do not depend on where a list of them begins.
fn is_even(schedule: &Schedule) -> bool {
    match schedule {
        Schedule::Every { interval, .. } => interval.seconds() > 0 && DAY % interval.seconds() == 0,
        Schedule::Cron { .. } => false,
        _ => true,
    }
}

/// From start to start at most, where that is the same in every week.
fn repeats(protection: &Protection) -> Option<Duration> {
    let mut schedules = schedules(protection);
    match (schedules.next()?, schedules.next()) {
        (Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. }, _) => None,
        (only, None) if is_even(only) => only.longest_gap(),
        _ => None,
    }
}

/// What starts it: of a chain its fulls too.
fn schedules(protection: &Protection) -> impl Iterator<Item = &Schedule> {
    let fulls = protection.fulls.known().filter(|_| protection.kind.is_chain());
    protection.schedule.known().into_iter().chain(fulls)
}

/// All starts of a protection within some seconds of an instant, by a clock of this zone.
fn starts(one: &Zoned<'_>, zone: &Zone, at: i64, reach: i64) -> Vec<Start> {
    let mut all: Vec<Start> =
        schedules(one.protection).flat_map(|schedule| of(schedule, one, zone, at, (reach, reach))).collect();
    all.arrange_by_key(|start| start.utc);
    all
}

/// The starts of one schedule, from so long before an instant until so long after it.
fn of(schedule: &Schedule, one: &Zoned<'_>, zone: &Zone, at: i64, (back, ahead): (i64, i64)) -> Vec<Start> {
    let local = one.zone.local(at);
    schedule.starts_in_zone(local.plus(-back), local.plus(ahead), zone, one.policy).unwrap_or_default()
}

/// Seconds within which there is a start before and after any instant, as a rule: twice the longest gap, and a day.
fn reach(protection: &Protection) -> i64 {
    2 * schedules(protection).map(longest).max().unwrap_or(DAY) + DAY
}

/// Seconds around a change within which all that is done to the starts is seen. Where there are some every day, and no other
/// change is near, any few days show how far apart they are as a rule.
fn enough(one: &Zoned<'_>, at: i64) -> i64 {
    let daily = |s: &Schedule| is_even(s) && longest(s) <= DAY && *s != Schedule::ByHand;
    let reach = reach(one.protection);
    let alone =
        one.zone.changes().iter().all(|other| other.at == at || (other.at - at).abs() > reach + 2 * DAY);
    match alone && schedules(one.protection).any(daily) {
        true => 4 * DAY,
        false => reach,
    }
}

/// The longest time between two starts as a rule, in seconds.
fn longest(schedule: &Schedule) -> i64 {
    match schedule {
        Schedule::Every { interval, .. } => interval.seconds(),
        Schedule::Hourly { .. } | Schedule::Daily { .. } | Schedule::ByHand => DAY,
        Schedule::Weekdays { .. } => 3 * DAY,
        Schedule::Weekly { .. } | Schedule::Cron { .. } => 7 * DAY,
        Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. } => 62 * DAY,
    }
}

/// The longest time until a copy of the question is usable.
fn lag(woven: &Woven<'_>) -> i64 {
    woven.protections.iter().map(|p| lag_of(p)).max().unwrap_or(0)
}

/// The same of one protection.
fn lag_of(protection: &Protection) -> i64 {
    let takes = protection.takes.unwrap_or(Duration::ZERO);
    let longest = protection.full_takes.map_or(takes, |full| full.max(takes));
    longest.plus(protection.travels.unwrap_or(Duration::ZERO)).seconds()
}

impl ClockGap {
    /// As a sentence that ends before the figure of the loss.
    pub fn words(&self) -> String {
        let time = |at: Moment| format!("{:02}:{:02}", at.civil().hour(), at.civil().minute());
        let (shown, set_to) = (time(self.shown), time(self.set_to));
        let clocks = if self.shown < self.set_to {
            format!("jump over {shown} to {set_to}")
        } else {
            format!("show {set_to} to {shown} twice")
        };
        let date = long_date(self.shown.civil().date());
        match self.between {
            Some(between) => format!(
                "On {date} the clocks {clocks}: {between} between two starts of the {} {}. Most that would be lost then",
                self.protection,
                self.scheduler_words()
            ),
            None => format!(
                "On {date} the clocks that start the {} {clocks}, and the others are not set, so the copies lie \
                 otherwise. Most that would be lost then",
                self.protection
            ),
        }
    }

    /// What keeps it from happening, as a sentence.
    pub fn way_out(&self) -> String {
        let start = &self.protection;
        match self.between {
            Some(_) => {
                format!("Start the {start} outside 00:00 to 03:59, or by a clock in UTC that is never set.")
            }
            None => format!(
                "Start the {start} and the other copies by one clock, best in UTC, which is never set."
            ),
        }
    }

    fn scheduler_words(&self) -> &'static str {
        match self.scheduler {
            Some(ClockPolicy::Cronie) => "under cron",
            Some(ClockPolicy::Croner) => "under croner",
            Some(ClockPolicy::Systemd252) => "under systemd",
            Some(ClockPolicy::Skip) => "under a scheduler that leaves out times that do not exist",
            Some(ClockPolicy::Shift) => "under a scheduler that moves times that do not exist",
            Some(ClockPolicy::Both) => "under a scheduler that runs repeated times twice",
            None => "if what starts it leaves out times that do not exist, which was not given",
        }
    }
}
