//! Whether runs fit between each other and into their hours, and until when.

use super::model::MONTH;
use super::pays::even_gap;
use crate::schedule::{
    ClockPolicy, Nightly, NightlyFit, RunWindow, Schedule, Slot, WhenLate, overrun, together, window_fit,
};
use crate::system::{Component, ComponentId, Protection, System};
use crate::units::{Duration, Moment, TimeOfDay, long_date};

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// How a recurring run fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Of which component.
    pub component: ComponentId,
    /// Its id among those of the component.
    pub protection: String,
    /// What it is called inside a sentence: "nightly dump", "full copy of the file backup".
    pub name: String,
    /// How long a run takes.
    pub takes: Duration,
    /// The shortest time between two starts.
    pub every: Duration,
    /// What becomes of runs that take longer than that; `None` while they do not, or where the schedule is not even.
    pub late: Option<Late>,
    /// Its place in the hours in which copies may run; `None` without such hours, or for runs through the day.
    pub hours: Option<InHours>,
    /// From when on it no longer fits, as its data grows; `None` where that is not in sight.
    pub outgrows: Option<(Moment, Outgrown)>,
    /// The time of day at which it starts and the days on which it does, a bit for each, where that is one time. For overlaps.
    pub(super) at: Option<(TimeOfDay, u8)>,
}

/// Runs that are still going when the next is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// What the scheduler does then: as known, or dropping the due run, which most tools do.
    pub does: WhenLate,
    /// Whether that is known.
    pub known: bool,
    /// From one start to the next.
    pub every: Duration,
    /// The most that may be lost.
    pub worst: Duration,
}

/// A run and the hours in which copies may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InHours {
    /// When they end.
    pub close: TimeOfDay,
    /// Whether it starts within them.
    pub starts_inside: bool,
    /// From its start until they end.
    pub room: Duration,
    /// By how much it is longer than that.
    pub over: Duration,
}

/// What a growing run no longer fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outgrown {
    /// The time until the next one is due.
    Interval,
    /// The hours in which copies may run.
    Hours,
}

/// Runs that work at the same time.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The two that do for the longest, as indices of [`Keeping::runs`](super::Keeping).
    pub runs: (usize, usize),
    /// For how long, on a day on which both start.
    pub lasts: Duration,
    /// How many pairs do, this one among them.
    pub pairs: usize,
}

/// How every run of known length fits, and whether some overlap.
pub(super) fn fits(system: &System, now: Moment) -> (Vec<Fit>, Option<Overlap>) {
    let mut fits = Vec::new();
    for component in &system.components {
        for protection in component.protections.known().map(Vec::as_slice).unwrap_or_default() {
            // Of a chain, only the fulls grow with the data.
            let chain = protection.kind.is_chain();
            fits.extend(fit(
                system,
                component,
                protection,
                Job {
                    name: protection.words().into_owned(),
                    schedule: protection.schedule.known(),
                    takes: protection.takes,
                    scales: !chain,
                },
                now,
            ));
            if chain {
                fits.extend(fit(
                    system,
                    component,
                    protection,
                    Job {
                        name: format!("full copy of the {}", protection.words()),
                        schedule: protection.fulls.known(),
                        takes: protection.full_takes.or(protection.takes),
                        scales: true,
                    },
                    now,
                ));
            }
        }
    }
    let overlap = overlap(&fits);
    (fits, overlap)
}

/// Runs of one kind.
struct Job<'a> {
    name: String,
    schedule: Option<&'a Schedule>,
    takes: Option<Duration>,
    /// Whether they take longer as the data grows.
    scales: bool,
}

fn fit(
    system: &System,
    component: &Component,
    protection: &Protection,
    job: Job<'_>,
    now: Moment,
) -> Option<Fit> {
    let (schedule, takes) = (job.schedule?, job.takes?);
    let every = schedule.shortest_gap()?;
    // By which share of its present size the data grows in a second.
    let growth = match (component.size, component.grows) {
        (Some(size), Some(grows)) if job.scales && size.count() > 0 => {
            grows.count() as f64 / MONTH as f64 / size.count() as f64
        }
        _ => 0.0,
    };
    let hours = system.setup.window.zip(schedule.starts_at()).and_then(|(window, starts)| {
        let window = RunWindow { opens: window.from, closes: window.to };
        let run = nightly(&job.name, starts, takes, growth);
        let fit = window_fit(std::slice::from_ref(&run), window).ok()?.into_iter().next()?;
        Some((window.closes, fit))
    });
    // The day on which `takes * (1 + growth * t)` reaches what there is room for.
    let interval = (growth > 0.0 && takes > Duration::ZERO)
        .then(|| (every.seconds() as f64 / takes.seconds() as f64 - 1.0) / growth);
    let window = hours
        .as_ref()
        .and_then(|(_, fit)| fit.outgrown_in_days)
        .filter(|_| growth > 0.0)
        .map(|days| days * 86_400.0);
    let first = |seconds: f64, what| {
        let at = now.plus(seconds.clamp(0.0, 1e11).ceil() as i64);
        // The first run that starts after it.
        let start = schedule.first_start(at, at.plus(62 * 86_400))?;
        Some((start, what))
    };
    let outgrows = [(window, Outgrown::Hours), (interval, Outgrown::Interval)]
        .into_iter()
        .filter_map(|(seconds, what)| Some((seconds.filter(|s| *s > 0.0)?, what)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(seconds, _)| *seconds < 1e9)
        .and_then(|(seconds, what)| first(seconds, what));
    Some(Fit {
        component: component.id.clone(),
        protection: protection.id.clone(),
        name: job.name,
        takes,
        every,
        late: late(protection, schedule, takes),
        hours: hours.map(|(close, fit)| in_hours(close, &fit)),
        outgrows,
        at: schedule.starts_at().and_then(|_| moments(&protection.slots(schedule))),
    })
}

fn nightly(name: &str, starts: TimeOfDay, takes: Duration, growth: f64) -> Nightly {
    let seconds = takes.seconds() as f64;
    // Counted in seconds of work: a rate of one a second.
    Nightly {
        name: name.to_owned(),
        starts,
        bytes: seconds,
        rate: 1.0,
        growth_per_day: seconds * growth * 86_400.0,
    }
}

fn in_hours(close: TimeOfDay, fit: &NightlyFit) -> InHours {
    InHours {
        close,
        starts_inside: fit.starts_inside,
        room: Duration::clamped(fit.room as i64),
        over: Duration::clamped(-fit.spare.round() as i64),
    }
}

/// What becomes of runs that take longer than the time until the next ("recovery mathematics", section 2(a): overrun).
fn late(protection: &Protection, schedule: &Schedule, takes: Duration) -> Option<Late> {
    let every = even_gap(schedule)?;
    if takes <= every {
        return None;
    }
    let (does, known) = match protection.scheduler {
        // A timer does not start what is still active; cron does not look.
        Some(ClockPolicy::Systemd252) => (WhenLate::Skip, true),
        Some(ClockPolicy::Cronie) => (WhenLate::Overlap, true),
        _ => (WhenLate::Skip, false),
    };
    let runs = overrun(every.seconds(), &[takes.seconds(); 4], does).ok()?;
    let travels = protection.travels.unwrap_or(Duration::ZERO);
    Some(Late {
        does,
        known,
        every: Duration::clamped(runs.longest_gap?),
        worst: Duration::clamped(runs.worst?.loss).plus(travels),
    })
}

/// The time of day at which all of these start, and the days of the week on which they do, a bit for each; `None` for
/// more than one time, and for those that go by other days.
fn moments(slots: &[Slot]) -> Option<(TimeOfDay, u8)> {
    let of_day = |slot: &Slot| slot.offset.rem_euclid(DAY);
    let at = of_day(slots.first()?);
    let mut days = 0;
    for slot in slots {
        if WEEK % slot.period != 0 || slot.period % DAY != 0 || of_day(slot) != at {
            return None;
        }
        for start in (0..WEEK / slot.period).map(|n| (slot.offset + n * slot.period).rem_euclid(WEEK)) {
            days |= 1 << (start / DAY);
        }
    }
    let (hour, minute) = (at / 3_600, at % 3_600 / 60);
    Some((TimeOfDay::new(u16::try_from(hour).ok()?, u16::try_from(minute).ok()?)?, days))
}

/// Runs of one time of day that work at the same time.
fn overlap(fits: &[Fit]) -> Option<Overlap> {
    let timed = |(index, fit): (usize, &Fit)| {
        fit.at.map(|(starts, days)| (index, days, (starts, fit.takes.seconds() as f64)))
    };
    let timed: Vec<_> = fits.iter().enumerate().filter_map(timed).collect();
    let mut found: Option<Overlap> = None;
    for (at, (one, on, run)) in timed.iter().enumerate() {
        for (other, days, with) in timed.iter().skip(at + 1) {
            // Runs of different days meet only where one goes on past midnight, which is not looked into.
            let seconds = if on & days == 0 { 0.0 } else { together(*run, *with) };
            if seconds > 0.0 {
                let lasts = Duration::clamped(seconds.round() as i64);
                let found = found.get_or_insert(Overlap { runs: (*one, *other), lasts, pairs: 0 });
                found.pairs += 1;
                if lasts > found.lasts {
                    (found.runs, found.lasts) = ((*one, *other), lasts);
                }
            }
        }
    }
    found
}

pub(super) fn date(at: Moment) -> String {
    long_date(at.civil().date())
}
