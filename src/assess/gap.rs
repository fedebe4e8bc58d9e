//! What the days on which clocks are set do to a window.
//!
//! Weekly statistics use the ordinary week. Beside them stands the worst of the year ahead: around each change the runs are
//! listed as their schedulers start them, and the engine goes through all that is left together, every run good.

use super::clock::Clock;
use super::window::{Basis, Windows, Woven};
use crate::recovery::{Damage, Loss, Once, Point, Protection as Read, Runs, Tooth, YEAR, teeth};
use crate::schedule::{Change, ClockPolicy, LongestGap, Schedule, Start, Zone, longest_gap};
use crate::system::{BadRuns, Keep, Protection, ProtectionKind};
use crate::units::{Duration, Moment, long_date};
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
    /// The longest time between two starts around it.
    pub between: Duration,
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

/// The longest time between two starts of a protection around a change, where it is longer than on a clock that is never
/// set. Kept, because every question about a component asks for the same.
#[derive(Default)]
pub(super) struct Drawn<'a>(Vec<(&'a Protection, i64, Option<i64>)>);

impl<'a> Drawn<'a> {
    fn apart(&mut self, one: &Zoned<'a>, at: i64) -> Option<i64> {
        let asked =
            |(p, change, _): &&(&Protection, i64, _)| std::ptr::eq(*p, one.protection) && *change == at;
        if let Some((.., known)) = self.0.iter().find(asked) {
            return *known;
        }
        let reach = enough(one, at);
        let gap = longest_gap(&starts(one, at, reach, reach)).map(LongestGap::seconds);
        let plain = longest_gap(&plain(one, at, reach)).map(LongestGap::seconds);
        let apart = gap.filter(|gap| plain.is_none_or(|plain| *gap > plain));
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
    let mut worst: Option<ClockGap> = None;
    for zone in zones {
        for change in changes(zone, clock.now) {
            let Some(found) = around(change, zone, &zoned, woven, drawn) else { continue };
            if found.worst > worst.as_ref().map_or(ordinary, |worst| worst.worst) {
                worst = Some(found);
            }
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

/// What this change does, if it draws any starts apart.
fn around<'a>(
    change: Change,
    zone: &Zone,
    zoned: &[Zoned<'a>],
    woven: &Woven<'_>,
    drawn: &mut Drawn<'a>,
) -> Option<ClockGap> {
    let at = change.at;
    let furthest = zoned
        .iter()
        .filter_map(|one| drawn.apart(one, at).map(|gap| (one, gap)))
        .max_by_key(|(_, gap)| *gap)?;
    // Instants as a clock shows them that is not set this time: ordinary patterns go on in it.
    let shift = zone.local(at - 1).seconds() - (at - 1);
    let longest = zoned.iter().map(|one| reach(one.protection)).max()?;
    let until = longest + 2 * DAY + lag(woven);
    let question = listed(woven, zoned, at, shift, until);
    let teeth = teeth(&question, at + shift - DAY, at + shift + until).ok()?;
    let loss = |tooth: &Tooth| match tooth.point? {
        Point::At(capture) => Some(tooth.to - capture),
        Point::Behind(lag) => Some(lag),
    };
    // The last tooth is cut off by the end of the window, and grows no further than those before it.
    let worst = teeth.iter().filter_map(loss).max()?;
    let (one, gap) = furthest;
    Some(ClockGap {
        protection: one.protection.words().to_owned(),
        zone: zone.name().to_owned(),
        scheduler: one.protection.scheduler,
        shown: zone.local(at - 1).plus(1),
        set_to: zone.local(at),
        between: Duration::clamped(gap),
        worst: Duration::clamped(worst),
    })
}

/// The question with the runs of zoned protections listed as they start around a change, for failures from a day before
/// it until so many seconds after.
fn listed(woven: &Woven<'_>, zoned: &[Zoned<'_>], at: i64, shift: i64, window: i64) -> Loss {
    let mut question = woven.question.clone();
    // Where a number of copies is kept, or a copy as long as others need it, those made until the restore decide which are
    // still there.
    let until = if question.damage == Damage::Logical { question.detection } else { 0 };
    for one in zoned {
        let p = one.protection;
        let counted = matches!(p.keep.known(), Some(Keep::Count(_)));
        let alone = !p.kind.is_chain() && !matches!(p.bad_runs, BadRuns::NoticedAfter(_));
        let runs = |schedule: Option<&Schedule>, takes: Duration| -> Runs {
            let Some(schedule) = schedule else { return Runs::default() };
            let back = 2 * DAY
                + lag(woven)
                + match is_even(schedule) && alone {
                    // The newest is all that counts.
                    true => 2 * longest(Some(schedule)) + DAY,
                    false => 2 * reach(p),
                };
            let ahead = match counted || p.kind.is_chain() {
                true => back.max(window) + until,
                false => window + DAY,
            };
            let once = |start: &Start| Once { start: start.utc + shift, duration: takes.seconds() };
            of(schedule, one, at, back, ahead).iter().map(once).collect()
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

/// All starts of a protection within some seconds of an instant, by the clock that starts it.
fn starts(one: &Zoned<'_>, at: i64, back: i64, ahead: i64) -> Vec<Start> {
    let schedules = [one.protection.schedule.known(), one.protection.fulls.known()];
    let mut all: Vec<Start> =
        schedules.into_iter().flatten().flat_map(|schedule| of(schedule, one, at, back, ahead)).collect();
    all.sort_by_key(|start| start.utc);
    all
}

fn of(schedule: &Schedule, one: &Zoned<'_>, at: i64, back: i64, ahead: i64) -> Vec<Start> {
    let local = one.zone.local(at);
    schedule.starts_in_zone(local.plus(-back), local.plus(ahead), one.zone, one.policy).unwrap_or_default()
}

/// The same on a clock that is never set.
fn plain(one: &Zoned<'_>, at: i64, reach: i64) -> Vec<Start> {
    let utc = Zone::utc();
    let local = one.zone.local(at);
    let schedules = [one.protection.schedule.known(), one.protection.fulls.known()];
    let mut all: Vec<Start> = schedules
        .into_iter()
        .flatten()
        .filter_map(|s| s.starts_in_zone(local.plus(-reach), local.plus(reach), &utc, one.policy).ok())
        .flatten()
        .collect();
    all.sort_by_key(|start| start.utc);
    all
}

/// Seconds within which there is a start before and after any instant, as a rule: twice the longest gap, and a day.
fn reach(protection: &Protection) -> i64 {
    2 * longest(protection.schedule.known()).max(longest(protection.fulls.known())) + DAY
}

/// Seconds around a change within which all that is done to the starts is seen. Where there are some every day, and no other
/// change is near, any few days show how far apart they are as a rule.
fn enough(one: &Zoned<'_>, at: i64) -> i64 {
    let daily = |schedule: Option<&Schedule>| {
        schedule.is_some_and(|s| is_even(s) && longest(Some(s)) <= DAY && *s != Schedule::ByHand)
    };
    let reach = reach(one.protection);
    let alone =
        one.zone.changes().iter().all(|other| other.at == at || (other.at - at).abs() > reach + 2 * DAY);
    match alone && (daily(one.protection.schedule.known()) || daily(one.protection.fulls.known())) {
        true => 4 * DAY,
        false => reach,
    }
}

/// The longest time between two starts as a rule, in seconds.
fn longest(schedule: Option<&Schedule>) -> i64 {
    match schedule {
        Some(Schedule::Every { interval, .. }) => interval.seconds(),
        Some(Schedule::Hourly { .. } | Schedule::Daily { .. } | Schedule::ByHand) | None => DAY,
        Some(Schedule::Weekdays { .. }) => 3 * DAY,
        Some(Schedule::Weekly { .. } | Schedule::Cron { .. }) => 7 * DAY,
        Some(Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. }) => 62 * DAY,
    }
}

/// The longest time until a copy of the question is usable.
fn lag(woven: &Woven<'_>) -> i64 {
    let lag = |p: &&Protection| {
        let full = p.full_takes.or(p.takes).unwrap_or(Duration::ZERO);
        full.max(p.takes.unwrap_or(Duration::ZERO)).plus(p.travels.unwrap_or(Duration::ZERO)).seconds()
    };
    woven.protections.iter().map(lag).max().unwrap_or(0)
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
        format!(
            "On {} the clocks {clocks}: {} between two starts of the {} {}. Most that would be lost then",
            long_date(self.shown.civil().date()),
            self.between,
            self.protection,
            self.scheduler_words()
        )
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
