//! Runs through the days on which clocks change.
//!
//! The rules were checked against the tools themselves ("recovery mathematics", section 2(j)): cronie by its source,
//! systemd 252 and croner by running them.

use super::error::ScheduleError;
use super::pattern::Schedule;
use super::zone::{Zone, utc_of};
use crate::units::Moment;
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;

/// Cron treats a change of this much or more as a clock that was put right: nothing is caught up, nothing held back.
const CORRECTION: i64 = 3 * 3_600;

/// What a scheduler does with a local time that no clock shows (the gap), and with one that clocks show twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockPolicy {
    /// cronie and its relatives: times in the gap run at once after it, repeated ones the first time only. Jobs whose
    /// minute or hour starts with `*` follow the clock instead: nothing in the gap, twice in the repeated hour.
    Cronie,
    /// croner: as cronie, where a job with a single time of day takes the first part and all others the second.
    Croner,
    /// systemd 252 timers: nothing in the gap, the first time only, whatever the pattern. So an hourly timer has a hole of
    /// 2 h in autumn.
    Systemd252,
    /// Nothing in the gap, the first time only.
    Skip,
    /// Read with the offset before the gap, so that 02:30 becomes 03:30; the first time only.
    Shift,
    /// At once after the gap; both times.
    Both,
}

/// One run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Seconds since 1 January 1970, 00:00 UTC.
    pub utc: i64,
    /// The local time it was planned for; not what clocks show when it was in the gap.
    pub planned: Moment,
    /// Why then.
    pub kind: StartKind,
}

/// Why a run starts when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartKind {
    /// Clocks show the planned time, once.
    Ordinary,
    /// Clocks show it twice; this is the first time.
    First,
    /// Clocks show it twice; this is not the first time.
    Again,
    /// No clock shows it: moved to the first instant after the gap.
    AfterGap,
    /// No clock shows it: moved by the length of the gap.
    Shifted,
}

/// What to do with one kind of job.
struct Rule {
    gap: Option<StartKind>,
    again: bool,
}

impl ClockPolicy {
    /// All of them, as the table in the documentation has them.
    pub const ALL: [ClockPolicy; 6] = [
        ClockPolicy::Cronie,
        ClockPolicy::Systemd252,
        ClockPolicy::Croner,
        ClockPolicy::Skip,
        ClockPolicy::Shift,
        ClockPolicy::Both,
    ];

    fn rule(self, schedule: &Schedule) -> Rule {
        let once = |gap| Rule { gap, again: false };
        let follows = Rule { gap: None, again: true };
        match self {
            ClockPolicy::Cronie if schedule.is_wildcard() => follows,
            ClockPolicy::Croner if !schedule.is_single_time() => follows,
            ClockPolicy::Cronie | ClockPolicy::Croner => once(Some(StartKind::AfterGap)),
            ClockPolicy::Systemd252 | ClockPolicy::Skip => once(None),
            ClockPolicy::Shift => once(Some(StartKind::Shifted)),
            ClockPolicy::Both => Rule { gap: Some(StartKind::AfterGap), again: true },
        }
    }
}

impl Schedule {
    /// What cron calls a job with a wildcard: hourly, every few hours or minutes, or an expression that says so.
    fn is_wildcard(&self) -> bool {
        match self {
            Schedule::Hourly { .. } => true,
            Schedule::Every { interval, .. } => interval.seconds() < DAY,
            Schedule::Cron { text } => text.is_wildcard(),
            _ => false,
        }
    }

    fn is_single_time(&self) -> bool {
        match self {
            Schedule::Cron { text } => text.is_single_time(),
            _ => !self.is_wildcard(),
        }
    }

    /// Every start planned in `[from, to)` local time, by the instants at which they happen, ascending. Two that fall on the
    /// same instant are one run.
    ///
    /// An interval that does not divide a day is taken as elapsed time, which clocks do not change: it is counted from its
    /// first start in the window.
    ///
    /// # Errors
    /// As [`Schedule::starts`].
    pub fn starts_in_zone(
        &self,
        from: Moment,
        to: Moment,
        zone: &Zone,
        policy: ClockPolicy,
    ) -> Result<Vec<Start>, ScheduleError> {
        let planned = self.starts(from, to)?;
        let mut starts = Vec::with_capacity(planned.len());
        match self {
            Schedule::Every { interval, .. } if interval.seconds() > 0 && DAY % interval.seconds() != 0 => {
                let first = planned.first().copied().and_then(|first| {
                    let reading = zone.read(first);
                    reading.instants.first().copied().or(reading.gap.map(|gap| gap.at))
                });
                let elapsed = first.into_iter().flat_map(|first| {
                    (0..).map_while(move |n: i64| first.checked_add(n.checked_mul(interval.seconds())?))
                });
                for utc in elapsed.take(planned.len() + 1).take_while(|utc| zone.local(*utc) < to) {
                    starts.push(Start { utc, planned: zone.local(utc), kind: StartKind::Ordinary });
                }
            }
            _ => {
                let rule = policy.rule(self);
                let (mut offset, mut until) = (0, Moment::from_seconds(i64::MIN));
                for planned in planned {
                    if planned >= until {
                        (offset, until) = zone.calm(planned).unwrap_or((0, planned));
                    }
                    // Far from any change, clocks show every time once.
                    let utc =
                        if planned < until { Some(utc_of(planned, offset)) } else { zone.plain(planned) };
                    match utc {
                        Some(utc) => starts.push(Start { utc, planned, kind: StartKind::Ordinary }),
                        None => resolve(planned, zone, policy, &rule, &mut starts),
                    }
                }
            }
        }
        in_order(&mut starts);
        Ok(starts)
    }
}

/// By the instant, and one for each.
pub fn in_order(starts: &mut Vec<Start>) {
    starts.sort_by_key(|start| start.utc);
    starts.dedup_by_key(|start| start.utc);
}

fn resolve(planned: Moment, zone: &Zone, policy: ClockPolicy, rule: &Rule, starts: &mut Vec<Start>) {
    let reading = zone.read(planned);
    match (reading.instants.as_slice(), reading.gap) {
        ([utc], _) => starts.push(Start { utc: *utc, planned, kind: StartKind::Ordinary }),
        ([first, more @ ..], _) => {
            starts.push(Start { utc: *first, planned, kind: StartKind::First });
            let corrected = |utc: i64| policy == ClockPolicy::Cronie && utc - first >= CORRECTION;
            let again = more.iter().filter(|utc| rule.again || corrected(**utc));
            starts.extend(again.map(|utc| Start { utc: *utc, planned, kind: StartKind::Again }));
        }
        ([], Some(gap)) => {
            let wide = i64::from(gap.after) - i64::from(gap.before) >= CORRECTION;
            match rule.gap {
                Some(_) if policy == ClockPolicy::Cronie && wide => {}
                Some(StartKind::Shifted) => {
                    let utc = utc_of(planned, gap.before);
                    starts.push(Start { utc, planned, kind: StartKind::Shifted });
                }
                Some(kind) => starts.push(Start { utc: gap.at, planned, kind }),
                None => {}
            }
        }
        ([], None) => {}
    }
}

/// The longest time without a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongestGap {
    /// The start before it, seconds since 1 January 1970 UTC.
    pub from: i64,
    /// The start after it.
    pub to: i64,
}

impl LongestGap {
    /// How long it is. The worst loss is this and the time from a start until its copy is usable.
    pub fn seconds(self) -> i64 {
        self.to - self.from
    }
}

/// The longest time between two starts in a row, the first of several; `None` with fewer than two.
pub fn longest_gap(starts: &[Start]) -> Option<LongestGap> {
    let pairs = starts.iter().zip(starts.iter().skip(1));
    let gaps = pairs.map(|(one, next)| LongestGap { from: one.utc, to: next.utc });
    gaps.reduce(|longest, gap| if gap.seconds() > longest.seconds() { gap } else { longest })
}

/// What clock changes do to a schedule over a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The longest time between two starts with all clock changes in it.
    pub longest: LongestGap,
    /// The longest time between two starts on a clock that never changes.
    pub ordinary: i64,
    /// `longest` and the lag, in seconds.
    pub worst_loss: i64,
}

impl ClockChange {
    /// The worst between the starts planned in `[from, to)` local time: give more than a year, so that both changes are in it. `lag`
    /// is the time from a start until its copy is usable. `None` with fewer than two starts.
    ///
    /// The worst loss is the largest distance of two captures in real time plus the lag, never the period plus the lag.
    ///
    /// # Errors
    /// As [`Schedule::starts`].
    pub fn of(
        schedule: &Schedule,
        from: Moment,
        to: Moment,
        zone: &Zone,
        policy: ClockPolicy,
        lag: i64,
    ) -> Result<Option<ClockChange>, ScheduleError> {
        let starts = schedule.starts_in_zone(from, to, zone, policy)?;
        let plain = schedule.starts_in_zone(from, to, &Zone::utc(), policy)?;
        let longest = longest_gap(&starts).zip(longest_gap(&plain));
        Ok(longest.map(|(longest, plain)| ClockChange {
            longest,
            ordinary: plain.seconds(),
            worst_loss: longest.seconds().saturating_add(lag),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Change;
    use super::*;
    use crate::units::{Duration, TimeOfDay};

    fn moment(text: &str) -> Moment {
        Moment::from_civil(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
    }

    fn new_york() -> Zone {
        let changes = [(1_772_953_200, -14_400), (1_793_512_800, -18_000)];
        Zone::new("America/New_York", -18_000, changes.map(|(at, offset)| Change { at, offset }).to_vec())
            .unwrap()
    }

    fn cron(text: &str) -> Schedule {
        Schedule::Cron { text: text.parse().unwrap() }
    }

    /// The longest gap of 2026 in minutes.
    fn worst(schedule: Schedule, policy: ClockPolicy) -> i64 {
        let (from, to) = (moment("2025-12-20 00:00"), moment("2027-01-10 00:00"));
        let change = ClockChange::of(&schedule, from, to, &new_york(), policy, 0).unwrap().unwrap();
        change.worst_loss / 60
    }

    /// The table in "recovery mathematics", section 2(j).
    #[test]
    fn the_table_of_schedulers() {
        use ClockPolicy::{Both, Croner, Cronie, Shift, Skip, Systemd252};
        let nightly = |hour, minute| Schedule::Daily { at: TimeOfDay::new(hour, minute).unwrap() };
        for policy in [Cronie, Croner, Systemd252, Skip, Shift] {
            assert_eq!(worst(nightly(1, 30), policy), 25 * 60, "{policy:?}");
        }
        assert_eq!(worst(nightly(1, 30), Both), 24 * 60);
        for policy in [Systemd252, Skip] {
            assert_eq!(worst(nightly(2, 30), policy), 47 * 60, "{policy:?}");
        }
        let hourly = Schedule::Hourly { minute: 30 };
        assert_eq!((worst(hourly, Systemd252), worst(cron("*/15 * * * *"), Systemd252)), (120, 75));
        for policy in [Cronie, Croner] {
            assert_eq!((worst(hourly, policy), worst(cron("*/15 * * * *"), policy)), (60, 15));
        }
        for policy in [Cronie, Croner, Systemd252] {
            assert_eq!(worst(cron("30 */2 * * *"), policy), 180, "{policy:?}");
        }
        // Elapsed time knows no clock.
        let odd = Schedule::Every { interval: Duration::hours(7), from: TimeOfDay::MIDNIGHT };
        assert_eq!(worst(odd, Systemd252), 7 * 60);
    }

    #[test]
    fn two_times_in_the_gap_are_caught_up_by_one_run() {
        let (from, to) = (moment("2026-03-08 00:00"), moment("2026-03-09 00:00"));
        let starts =
            cron("0,30 2,3 * * *").starts_in_zone(from, to, &new_york(), ClockPolicy::Cronie).unwrap();
        let utc: Vec<i64> = starts.iter().map(|start| start.utc - 1_772_953_200).collect();
        assert_eq!(utc, [0, 1_800]);
        assert_eq!(starts[0].kind, StartKind::AfterGap);
    }

    #[test]
    fn a_day_that_does_not_exist() {
        // Samoa went from 29 to 31 December 2011: 24 hours are no clock change but a correction.
        let zone =
            Zone::new("Pacific/Apia", -36_000, vec![Change { at: 1_325_239_200, offset: 50_400 }]).unwrap();
        let daily = Schedule::Daily { at: TimeOfDay::new(2, 30).unwrap() };
        let (from, to) = (moment("2011-12-29 00:00"), moment("2012-01-01 00:00"));
        let kinds = |policy| {
            let starts = daily.starts_in_zone(from, to, &zone, policy).unwrap();
            starts.iter().map(|start| start.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(ClockPolicy::Cronie), [StartKind::Ordinary; 2]);
        assert_eq!(kinds(ClockPolicy::Skip), [StartKind::Ordinary; 2]);
        assert_eq!(kinds(ClockPolicy::Both).len(), 3);
        // Shifted by 24 h, it meets the run of the day after.
        assert_eq!(kinds(ClockPolicy::Shift).len(), 2);
    }

    #[test]
    fn rules_are_checked() {
        let change = |at, offset| Change { at, offset };
        assert!(Zone::new("Z", 0, vec![change(5, 0), change(5, 1)]).is_err());
        assert!(Zone::new("Z", 0, vec![change(5, 93_600)]).is_err());
        let wild = Zone::new("Z", 0, vec![change(i64::MIN, 1), change(i64::MAX, 2)]).unwrap();
        for at in [i64::MIN, 0, i64::MAX] {
            let _ = wild.local(at);
        }
        let daily = Schedule::Daily { at: TimeOfDay::MIDNIGHT };
        let day = moment("2026-01-01 00:00");
        assert_eq!(daily.starts_in_zone(day, day.plus(DAY), &wild, ClockPolicy::Both).unwrap().len(), 1);
    }
}
