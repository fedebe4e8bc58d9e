use super::law::{WorstMoment, law, leaves_nothing, worst, year};
use super::model::{Lack, Model, model};
use super::outcome::Window;
use super::overtaken::leave_out_overtaken;
use crate::recovery::{self, Damage, Loss, LossLaw, MAX_SHARES, RecoveryError, newest_at};
use crate::schedule::Schedule;
use crate::system::{LastGood, Protection, ToldBy};
use crate::units::{Duration, Moment};
use chrono::NaiveDate;

/// What is left of the windows when only these protections survive.
pub(super) struct Windows<'a> {
    /// The window, where one could be computed.
    pub(super) window: Option<Window>,
    /// Share of all moments at which no copy from before the damage is kept any more, 0 to 1.
    pub(super) never: f64,
    /// Whether nothing is left at the worst moment, with a chance that is not rare.
    pub(super) leaves_nothing: bool,
    /// What gave the number.
    pub(super) basis: Basis<'a>,
    /// The question to the engine with its answer, and the protections in its order.
    pub(super) woven: Option<Woven<'a>>,
    /// Survivors whose window cannot be computed, with what is missing.
    pub(super) without: Vec<(&'a Protection, Lack)>,
    /// Survivors that are not counted on, because their runs have stopped, with the age of the last good one.
    pub(super) stopped: Vec<(&'a Protection, Duration)>,
    /// The last good run of a survivor that is not scheduled.
    pub(super) last_run: Option<LastRun>,
    /// Why the engine refused, if it did.
    pub(super) refused: Option<RecoveryError>,
}

/// A survivor as the engine reads it.
pub(super) type Known<'a> = (&'a Protection, recovery::Protection);

/// Survivors in one question, with the law of the loss.
pub(super) struct Woven<'a> {
    /// How many are left, those included that another one always overtakes.
    pub(super) of: usize,
    /// Those in the question.
    pub(super) protections: Vec<&'a Protection>,
    pub(super) question: Loss,
    pub(super) law: LossLaw,
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
    /// The law of the survivors, at this worst moment of this one.
    Law {
        protection: &'a Protection,
        worst: WorstMoment,
        /// The age of the last good run when that is longer than the schedule promises.
        overdue: Option<Duration>,
    },
    /// Logs or a replica of which only this is known: how far they run behind.
    Behind { protection: &'a Protection, lag: Duration },
    /// Nothing.
    None,
}

/// How long ago the last good run was, when that is more than its schedule allows. Judged on the day it was told:
/// the answer holds for that day. With whole days only, the benefit of the doubt is given.
pub(super) fn overdue(protection: &Protection, now: Moment) -> Option<Duration> {
    let LastGood::On { date, told } = *protection.last_good.known()? else { return None };
    // Logs go on from an older base.
    if !protection.kind.is_scheduled() {
        return None;
    }
    let schedule = protection.schedule.known()?;
    let gap = schedule.longest_gap()?;
    let allowed = gap.plus(gap).plus(protection.to_safe().unwrap_or(Duration::ZERO));
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
    told_by: ToldBy,
    damage: Damage,
    detection: Duration,
    now: Moment,
) -> Windows<'a> {
    let mut known: Vec<Known<'a>> = Vec::new();
    let mut behind: Vec<(&'a Protection, Duration)> = Vec::new();
    let mut without: Vec<(&'a Protection, Lack)> = Vec::new();
    for protection in survivors {
        match model(protection, told_by, damage) {
            Ok(Model::Known(model)) => {
                known.push((protection, model));
                // Beside the newest nothing older counts when damage is seen at once.
                let older =
                    if damage == Damage::Logical { protection.thinned(detection) } else { Vec::new() };
                known.extend(older.into_iter().filter_map(|tier| {
                    match self::model(&tier, told_by, damage) {
                        Ok(Model::Known(model)) => Some((*protection, model)),
                        _ => None,
                    }
                }));
            }
            Ok(Model::Behind(lag)) => behind.push((protection, lag)),
            Err(lack) => without.push((protection, lack)),
        }
    }
    let stopped = stopped(&mut known, told_by, now);
    let mut out = Windows {
        window: None,
        never: 0.0,
        leaves_nothing: false,
        basis: Basis::None,
        woven: None,
        without,
        stopped,
        last_run: None,
        refused: None,
    };
    if !known.is_empty() {
        let of = known.len();
        leave_out_overtaken(&mut known, damage, detection.seconds(), true);
        let (protections, models) = known.into_iter().unzip();
        let question = Loss { protections: models, damage, detection: detection.seconds() };
        // The newest of each month keeps no step with weeks: the year ahead stands for all.
        let thinned =
            question.damage == Damage::Logical && survivors.iter().any(|p| !p.thinned(detection).is_empty());
        match if thinned { year(&question, now) } else { law(&question, now) } {
            Ok(law) => from_law(&mut out, Woven { of, protections, question, law }, told_by, now),
            Err(refused) => out.refused = Some(refused),
        }
    }
    // In the quick check a log or replica that runs less far behind than the copies' worst moment gives the number.
    if let Some((protection, lag)) = behind.into_iter().min_by_key(|(_, lag)| *lag) {
        let shorter = out.window.and_then(|w| w.worst).is_none_or(|worst| lag < worst) || out.leaves_nothing;
        if shorter {
            out.window = Some(Window { worst: Some(lag), mean: None, p95: None, now: Some(lag) });
            (out.never, out.leaves_nothing, out.woven) = (0.0, false, None);
            out.basis = Basis::Behind { protection, lag };
        }
    }
    if out.window.is_none() && !out.leaves_nothing {
        out.last_run = out.without.iter().find_map(|(p, _)| last_run(p, now));
        let now = out.last_run.as_ref().map(|run| run.age);
        out.window = now.map(|_| Window { worst: None, mean: None, p95: None, now });
    }
    out
}

/// Takes out what is described and has stopped, as long as something else still runs.
fn stopped<'a>(known: &mut Vec<Known<'a>>, told_by: ToldBy, now: Moment) -> Vec<(&'a Protection, Duration)> {
    if told_by != ToldBy::Description {
        return Vec::new();
    }
    let late: Vec<_> = known.iter().filter_map(|(p, _)| Some((*p, overdue(p, now)?))).collect();
    if late.len() == known.len() {
        return Vec::new();
    }
    known.retain(|(p, _)| !late.iter().any(|(stopped, _)| std::ptr::eq(*stopped, *p)));
    late
}

fn from_law<'a>(out: &mut Windows<'a>, woven: Woven<'a>, told_by: ToldBy, now: Moment) {
    let Woven { protections, question, law, .. } = &woven;
    out.never = law.p_unrecoverable();
    out.leaves_nothing = leaves_nothing(law);
    if let Some((worst, protection)) =
        worst(law, question).and_then(|w| Some((w, *protections.get(w.protection)?)))
    {
        // All have stopped, or none: a stopped one beside a running one is not in the law.
        let late = match told_by {
            ToldBy::Description => protections.iter().filter_map(|p| overdue(p, now)).min(),
            _ => overdue(protection, now),
        };
        let whole = |seconds: f64| Duration::clamped(seconds.round() as i64);
        let newest = newest_at(question, now.seconds()).ok().flatten();
        let as_scheduled = newest.map(|c| Duration::clamped(now.seconds() - c.capture));
        let left_behind = out.stopped.iter().map(|(_, age)| *age).min();
        let longest = Duration::clamped(worst.loss).max(late.unwrap_or(Duration::ZERO));
        out.window = Some(Window {
            worst: Some(longest),
            mean: law.mean().map(whole),
            p95: law.percentile(0.95).map(whole),
            now: late.or(as_scheduled).into_iter().chain(left_behind).min(),
        });
        let overdue = late.filter(|l| l.seconds() > worst.loss);
        out.basis = Basis::Law { protection, worst, overdue };
    }
    out.woven = Some(woven);
}

impl Windows<'_> {
    /// How many runs and candidates were gone through. Those that are too many to be listed were listed up to there.
    pub(super) fn effort(&self) -> usize {
        match (&self.woven, &self.refused) {
            (Some(woven), _) => woven.law.effort(),
            (None, Some(RecoveryError::TooManyCandidates { .. })) => MAX_SHARES,
            _ => 0,
        }
    }

    /// What the runs may make worse than the figure says, with a chance that is rare.
    pub(super) fn is_cut(&self) -> bool {
        let Some(Woven { law, .. }) = &self.woven else { return false };
        let Basis::Law { worst, .. } = &self.basis else { return false };
        match law.worst() {
            recovery::Worst::At(most) => most.loss > worst.loss,
            recovery::Worst::Unbounded => true,
            recovery::Worst::NothingRecoverable => false,
        }
    }
}
