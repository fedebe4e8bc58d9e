use super::outcome::Window;
use crate::recovery::{
    Copies, Damage, Keep, Loss, LossLaw, RecoveryError, Run, Worst, WorstMoment, loss_law,
};
use crate::schedule::Schedule;
use crate::system::{LastGood, Protection, ProtectionKind};
use crate::units::{Duration, Moment};
use chrono::NaiveDate;

/// What is left of the windows when only these protections survive.
pub(super) struct Windows<'a> {
    /// The window, where one could be computed.
    pub(super) window: Option<Window>,
    /// Share of all moments at which no copy from before the damage is kept any more, 0 to 1.
    pub(super) never: f64,
    /// What gave the number.
    pub(super) basis: Basis<'a>,
    /// Survivors whose window cannot be computed: no schedule, or no lag, was given.
    pub(super) without: Vec<&'a Protection>,
    /// The last good run of a survivor that is not scheduled.
    pub(super) last_run: Option<LastRun>,
    /// Why the engine refused, if it did.
    pub(super) refused: Option<RecoveryError>,
}

/// The last good run of a copy that nothing schedules.
pub(super) struct LastRun {
    pub(super) date: NaiveDate,
    /// From the first moment of that day until now.
    pub(super) age: Duration,
    /// How old it was at least on the day it was told.
    pub(super) at_least: Duration,
}

/// What gave the number of a window.
pub(super) enum Basis<'a> {
    /// A scheduled copy, at this worst moment.
    Copies {
        protection: &'a Protection,
        worst: Box<WorstMoment>,
        /// After which time the pattern repeats, in seconds.
        repeats: i64,
        /// The age of the last good run when that is longer than the schedule promises.
        overdue: Option<Duration>,
    },
    /// Logs or a replica, with how far they run behind.
    Continuous { protection: &'a Protection, lag: Duration },
    /// Nothing.
    None,
}

/// The scheduled protection as the engine reads it; `None` when nothing is scheduled.
pub(super) fn copies(protection: &Protection) -> Option<Copies> {
    let slots = protection.schedule.known()?.slots();
    let safe = protection.to_safe().unwrap_or(Duration::ZERO).seconds();
    (!slots.is_empty()).then(|| Copies {
        name: protection.kind.words().to_owned(),
        runs: slots.iter().map(|s| Run { period: s.period, offset: s.offset, duration: safe }).collect(),
        propagation: 0,
        keep: protection.keep_for().map_or(Keep::Forever, |keep| Keep::Age(keep.seconds())),
        success: 1.0,
        unnoticed: 0,
    })
}

/// How long ago the last good run was, when that is more than its schedule allows. Judged on the day it was told:
/// the answer holds for that day. With whole days only, the benefit of the doubt is given.
pub(super) fn overdue(protection: &Protection, now: Moment) -> Option<Duration> {
    let LastGood::On { date, told } = *protection.last_good.known()? else { return None };
    let schedule = protection.schedule.known()?;
    let allowed = schedule
        .longest_gap()?
        .plus(schedule.longest_gap()?)
        .plus(protection.to_safe().unwrap_or(Duration::ZERO));
    (youngest(date, told) > allowed).then(|| age(date, schedule, now))
}

/// How old a run of one day is at least on another: it may have been the last thing of its day.
fn youngest(date: NaiveDate, told: NaiveDate) -> Duration {
    let days = told.signed_duration_since(date).num_days() - 1;
    Duration::clamped(days.saturating_mul(86_400))
}

fn last_run(protection: &Protection, now: Moment) -> Option<LastRun> {
    let LastGood::On { date, told } = *protection.last_good.known()? else { return None };
    let age = Duration::clamped(now.seconds().saturating_sub(Moment::start_of(date).seconds()));
    Some(LastRun { date, age, at_least: youngest(date, told) })
}

fn age(date: NaiveDate, schedule: &Schedule, now: Moment) -> Duration {
    let start = Moment::start_of(date);
    let started = schedule.starts_at().map_or(start, |at| start.plus(at.seconds()));
    Duration::clamped(now.seconds() - if started <= now { started } else { start }.seconds())
}

/// The window of the survivors: what one would lose at the worst moment, on average, and now.
pub(super) fn windows<'a>(
    survivors: &[&'a Protection],
    damage: Damage,
    detection: Duration,
    now: Moment,
) -> Windows<'a> {
    let scheduled: Vec<(&'a Protection, Copies)> =
        survivors.iter().filter_map(|p| Some((*p, copies(p)?))).collect();
    let continuous: Vec<(&'a Protection, Duration)> = survivors
        .iter()
        .filter_map(|p| match (p.kind, p.lag) {
            (_, Some(lag)) => Some((*p, lag)),
            // A standby in step has nothing to catch up on.
            (ProtectionKind::StandbySync, None) => Some((*p, Duration::ZERO)),
            _ => None,
        })
        .collect();
    let without: Vec<&'a Protection> = survivors
        .iter()
        .copied()
        .filter(|p| !scheduled.iter().any(|(s, _)| std::ptr::eq(*s, *p)))
        .filter(|p| !continuous.iter().any(|(c, _)| std::ptr::eq(*c, *p)))
        .collect();
    let mut out =
        Windows { window: None, never: 0.0, basis: Basis::None, last_run: None, without, refused: None };

    if !scheduled.is_empty() {
        let question = Loss {
            protections: scheduled.iter().map(|(_, c)| c.clone().into()).collect(),
            damage,
            detection: detection.seconds(),
        };
        match loss_law(&question) {
            Ok(law) => from_law(&mut out, &law, &question, &scheduled, now),
            Err(refused) => out.refused = Some(refused),
        }
    }
    // A log or replica that runs less far behind than the copies' worst moment gives the number instead.
    if let Some((protection, lag)) = continuous.into_iter().min_by_key(|(_, lag)| *lag) {
        let shorter = out.window.and_then(|w| w.worst).is_none_or(|worst| lag < worst) || out.never > 0.0;
        if shorter {
            out.window = Some(Window { worst: Some(lag), mean: None, p95: None, now: Some(lag) });
            out.never = 0.0;
            out.basis = Basis::Continuous { protection, lag };
        }
    }
    if out.window.is_none() && out.never <= 0.0 {
        out.last_run = out.without.iter().find_map(|p| last_run(p, now));
        let now = out.last_run.as_ref().map(|run| run.age);
        out.window = now.map(|_| Window { worst: None, mean: None, p95: None, now });
    }
    out
}

fn from_law<'a>(
    out: &mut Windows<'a>,
    law: &LossLaw,
    question: &Loss,
    scheduled: &[(&'a Protection, Copies)],
    now: Moment,
) {
    out.never = law.p_unrecoverable();
    let Worst::At(worst) = law.worst() else { return };
    let Some((protection, _)) = scheduled.get(worst.protection) else { return };
    let whole = |seconds: f64| Duration::clamped(seconds.round() as i64);
    let late = overdue(protection, now);
    let newest = crate::recovery::newest_at(question, now.seconds()).ok().flatten();
    let as_scheduled = newest.map(|c| Duration::clamped(now.seconds() - c.capture));
    let longest = Duration::clamped(worst.loss).max(late.unwrap_or(Duration::ZERO));
    out.window = Some(Window {
        worst: Some(longest),
        mean: law.mean().map(whole),
        p95: law.percentile(0.95).map(whole),
        now: late.or(as_scheduled),
    });
    out.basis = Basis::Copies {
        protection,
        worst: Box::new(worst),
        repeats: law.span().length(),
        overdue: late.filter(|l| l.seconds() > worst.loss),
    };
}
