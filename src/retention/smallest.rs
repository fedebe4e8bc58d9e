//! The policy with the fewest copies that still reaches far enough back.

use super::calendar::days;
use super::count::Count;
use super::error::RetentionError;
use super::period::Period;
use super::plain::{Age, AgeUnit, AwsBackup, AwsDlm, Last, Nova, Rackspace, Velero, within};
use super::point::KeepPoint;
use super::policy::{Dialect, Policy};
use super::span::Ttl;
use super::{Amount, Borg, Borg2, Kopia, Proxmox, Restic, Sanoid, decide};

const DAY: i64 = 86_400;

/// What has to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Targets {
    /// At any time some copy is at least so many days old: 1 to 3,650.
    pub reach_days: u32,
    /// Copies are made this often, and the newest ones stay this close together: 60 s to 31 days, and no more than the
    /// reach.
    pub window_s: i64,
}

/// So many copies of each of these periods, from the finest to the coarsest.
type Ladder = Vec<(Period, u32)>;

/// The policy with the fewest copies, in the words of a dialect, for a schedule of one copy every `window_s`.
///
/// Tools that thin out keep copies `window_s` apart for a day, daily ones for a week, weekly ones for a month and monthly
/// ones for a year, as far as that is needed; the coarsest rule has the smallest number that still reaches back far enough
/// just after a new period has begun, when the oldest copy has just gone. Dialects that count copies keep
/// `ceil(reach / window) + 1`, those that go by age keep `reach + window` ("recovery mathematics", section 2(a)).
///
/// # Errors
/// `OutOfRange` for targets beyond their range, or beyond what the dialect can say.
pub fn smallest(dialect: Dialect, targets: Targets) -> Result<Policy, RetentionError> {
    let Targets { reach_days, window_s } = targets;
    within("reach_days", i64::from(reach_days), 1, 3_650, "1 to 3650")?;
    let reach = i64::from(reach_days) * DAY;
    let most = (31 * DAY).min(reach);
    within("window_s", window_s, 60, most, "60 s to 31 days, and no more than the reach")?;
    let copies = u32::try_from((reach + window_s - 1) / window_s + 1).unwrap_or(u32::MAX);
    let age = reach + window_s;
    let age_days = (age + DAY - 1) / DAY;
    Ok(match dialect {
        Dialect::Last => Policy::Last(Last { keep_last: copies }),
        Dialect::Nova => Policy::Nova(Nova { rotation: copies }),
        Dialect::Rackspace => Policy::Rackspace(Rackspace { retention: copies }),
        Dialect::Age => Policy::Age(Age { keep_for_s: age }),
        Dialect::Velero => Policy::Velero(Velero { ttl: Ttl(age) }),
        Dialect::AwsBackup => {
            Policy::AwsBackup(AwsBackup { delete_after_days: Some(age_days), ..AwsBackup::default() })
        }
        // A count keeps copies for ever when nothing new is made; it ends at 1,000.
        Dialect::AwsDlm if copies <= 1_000 => {
            Policy::AwsDlm(AwsDlm { count: Some(copies), ..AwsDlm::default() })
        }
        Dialect::AwsDlm => Policy::AwsDlm(AwsDlm {
            count: None,
            interval: u32::try_from(age_days).ok(),
            interval_unit: Some(AgeUnit::Days),
        }),
        Dialect::Sanoid => sanoid(reach, window_s),
        _ => {
            let ladders = [Period::Hour, Period::Day, Period::Week, Period::Month, Period::Year];
            let ladders =
                ladders.into_iter().filter_map(|coarsest| ladder(dialect, coarsest, reach, window_s));
            let total = |ladder: &Ladder| ladder.iter().map(|(_, n)| u64::from(*n)).sum::<u64>();
            let best = ladders.min_by_key(total).unwrap_or_default();
            written(dialect, &trimmed(dialect, best, reach, window_s)?)
        }
    })
}

/// The rules up to a coarsest one. `None` where copies are rarer than its periods, or where it would be alone with a finer
/// one that reaches as far.
fn ladder(dialect: Dialect, coarsest: Period, reach: i64, window: i64) -> Option<Ladder> {
    if window > coarsest.shortest() {
        return None;
    }
    // How many hours make a day: Kopia also counts hours as an age.
    let hours =
        if dialect == Dialect::Kopia { 25 } else { (DAY + window.max(3_600) - 1) / window.max(3_600) + 1 };
    let finer = [
        (Period::Copy, 3_600, 3_600 / window + 1),
        (Period::Hour, DAY, hours),
        (Period::Day, 7 * DAY, 8),
        (Period::Week, 31 * DAY, 5),
        (Period::Month, 366 * DAY, 12),
    ];
    let needed = finer.into_iter().filter(|(period, next, _)| *period < coarsest && window < *next);
    let mut ladder: Ladder =
        needed.filter_map(|(period, _, n)| Some((period, u32::try_from(n).ok()?))).collect();
    let enough = (2_u32..100_000).find(|n| shortest_run(coarsest, i64::from(*n) - 2) + window >= reach)?;
    ladder.push((coarsest, enough));
    Some(ladder)
}

/// The least that so many periods in a row can last, in seconds.
pub(super) fn shortest_run(period: Period, periods: i64) -> i64 {
    let months = match period {
        Period::Month => periods,
        Period::Year => 12 * periods,
        _ => return period.shortest() * periods,
    };
    // Every start in four years, one of them a leap year.
    let run = |start: i64| (days(2_021, start + months, 1) - days(2_021, start, 1)) * DAY;
    (1..=48).map(run).min().unwrap_or(0)
}

/// Takes off the coarsest rule what a run of the schedule through some years shows to be too much: where finer picks do not
/// count for a coarser rule, that rule reaches further.
fn trimmed(dialect: Dialect, ladder: Ladder, reach: i64, window: i64) -> Result<Ladder, RetentionError> {
    let mut best = ladder;
    loop {
        let mut fewer = best.clone();
        match fewer.last_mut() {
            Some((_, n)) if *n > 1 => *n -= 1,
            _ => return Ok(best),
        }
        if !holds(dialect, &fewer, reach, window)? {
            return Ok(best);
        }
        best = fewer;
    }
}

/// Whether the oldest copy is always old enough, run by run: every run prunes what the run before has left.
fn holds(dialect: Dialect, ladder: &Ladder, reach: i64, window: i64) -> Result<bool, RetentionError> {
    let coarsest = ladder.last().map_or(Period::Copy, |(period, _)| *period);
    // Through the hours of a day nothing changes for rules of days and more: one run a day stands for all, and the oldest
    // copy may then look older by what lies between.
    let (step, ladder, reach) = if window < DAY && coarsest >= Period::Day {
        let coarse: Ladder = ladder.iter().filter(|(period, _)| *period >= Period::Day).copied().collect();
        (DAY, coarse, reach + DAY - window)
    } else {
        (window, ladder.clone(), reach)
    };
    let policy = written(dialect, &ladder);
    let start = days(2_021, 1, 1) * DAY;
    // At first there is too little history to tell.
    let settled = reach + 3 * coarsest.shortest();
    let longest = settled + if coarsest >= Period::Month { 4 * 366 * DAY } else { 60 * DAY };
    let mut kept: Vec<KeepPoint> = Vec::new();
    for run in 0..longest / step {
        let at = start + run * step;
        kept.push(KeepPoint { id: String::new(), at, ..KeepPoint::default() });
        let verdicts = decide(&policy, &kept, at + 1)?;
        let mut stays = verdicts.iter().map(|verdict| verdict.keep);
        kept.retain(|_| stays.next().unwrap_or(true));
        let oldest = kept.first().map_or(at, |point| point.at);
        if at - start >= settled && at - oldest < reach {
            return Ok(false);
        }
    }
    Ok(true)
}

fn sanoid(reach: i64, window: i64) -> Policy {
    // Of a class, N periods back and no further: the oldest is N - 1 old at least.
    let n = |length: i64| u32::try_from((reach + length - 1) / length + 1).ok();
    let (day, month) = (reach <= 14 * DAY, reach <= 366 * DAY);
    Policy::Sanoid(Sanoid {
        frequently: Some(if window < 3_600 { u32::try_from(3_600 / window + 1).unwrap_or(0) } else { 0 }),
        frequent_period: (window < 3_600).then(|| u32::try_from(window / 60).unwrap_or(1)),
        hourly: Some(if window < DAY { 25 } else { 0 }),
        daily: if day { n(DAY) } else { Some(if window < 31 * DAY { 32 } else { 0 }) },
        weekly: Some(0),
        monthly: if day {
            Some(0)
        } else if month {
            n(31 * DAY)
        } else {
            Some(13)
        },
        yearly: if month { Some(0) } else { n(31_557_600) },
    })
}

/// A ladder in the words of a dialect that thins out.
fn written(dialect: Dialect, ladder: &Ladder) -> Policy {
    let of = |period: Period| ladder.iter().find(|(of, _)| *of == period).map(|(_, n)| *n);
    let count = |period: Period| Count::Number(of(period).unwrap_or(0));
    let amount = |period: Period| of(period).map(|n| Amount::Count(Count::Number(n)));
    use Period::{Copy, Day, Hour, Month, Week, Year};
    match dialect {
        Dialect::Borg => Policy::Borg(Borg {
            keep_secondly: count(Copy),
            keep_hourly: count(Hour),
            keep_daily: count(Day),
            keep_weekly: count(Week),
            keep_monthly: count(Month),
            keep_yearly: count(Year),
            ..Borg::default()
        }),
        Dialect::Borg2 => Policy::Borg2(Borg2 {
            keep: amount(Copy),
            keep_hourly: amount(Hour),
            keep_daily: amount(Day),
            keep_weekly: amount(Week),
            keep_monthly: amount(Month),
            keep_yearly: amount(Year),
            ..Borg2::default()
        }),
        Dialect::Proxmox => Policy::Proxmox(Proxmox {
            keep_all: false,
            keep_last: of(Copy),
            keep_hourly: of(Hour),
            keep_daily: of(Day),
            keep_weekly: of(Week),
            keep_monthly: of(Month),
            keep_yearly: of(Year),
        }),
        Dialect::Kopia => Policy::Kopia(Kopia {
            keep_latest: of(Copy),
            keep_hourly: of(Hour),
            keep_daily: of(Day),
            keep_weekly: of(Week),
            keep_monthly: of(Month),
            keep_annual: of(Year),
        }),
        _ => Policy::Restic(Restic {
            keep_last: count(Copy),
            keep_hourly: count(Hour),
            keep_daily: count(Day),
            keep_weekly: count(Week),
            keep_monthly: count(Month),
            keep_yearly: count(Year),
            ..Restic::default()
        }),
    }
}
