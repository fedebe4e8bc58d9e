//! What a policy does that its owner may not expect, each with the numbers.

use super::lot::lots;
use super::period::Period;
use super::plain::AwsDlm;
use super::point::{KeepPoint, Status};
use super::policy::{Dialect, Policy};
use super::reason::{Rule, Verdict};
use crate::units::{Duration, Gather, in_words};
use std::fmt;

/// What a policy is judged by. Lengths are in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The points.
    pub points: &'a [KeepPoint],
    /// What became of them.
    pub verdicts: &'a [Verdict],
    /// The instant of the verdicts, seconds since 1970, UTC.
    pub now: i64,
    /// How often copies are made. `None`: as the points show it.
    pub every_s: Option<i64>,
    /// How long damage may go unnoticed, where that is known.
    pub delay_s: Option<i64>,
    /// How long copies are locked, where they are.
    pub locked_s: Option<i64>,
}

/// One warning. Lengths are in seconds, instants in seconds since 1970, UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Only age decides: when copies stop being made, the last good one goes too.
    CanExpireAll {
        /// Good copies that stay now.
        copies: usize,
        /// When the last of them goes.
        last_goes_at: i64,
        /// How long that is from now.
        left: i64,
    },
    /// Failed copies take places of good ones.
    FailedCounted {
        /// Copies that a counting rule keeps.
        counted: usize,
        /// Those of them that failed.
        failed: usize,
    },
    /// A count of periods is read as a length of time.
    CountIsNoTime {
        /// Whose rules.
        dialect: Dialect,
        /// The rule.
        period: Period,
        /// Its count.
        count: u32,
        /// How often copies are made.
        every: i64,
        /// How far back it reaches.
        reach: i64,
    },
    /// A rule keeps nothing that finer ones do not keep.
    Swallowed {
        /// The rule.
        period: Period,
        /// Its count.
        count: u32,
        /// Copies it picks, all of them picked by others too.
        picked: usize,
        /// The finer rules and their counts.
        by: Vec<(Period, u32)>,
    },
    /// A lock that ends before damage is noticed.
    LockTooShort {
        /// How long copies are locked.
        locked: i64,
        /// How long damage may go unnoticed.
        delay: i64,
    },
    /// The tool knows no protection, and so the mark does nothing.
    ProtectionIgnored {
        /// Points that carry the mark.
        points: usize,
        /// Those of them that go.
        going: usize,
    },
    /// Borg prunes all series together.
    OneGroup {
        /// How many there are.
        groups: usize,
    },
    /// restic: snapshots dated in the future use up counts.
    FutureCounted {
        /// How many.
        points: usize,
    },
}

/// Everything that stands out. Empty when nothing does.
pub fn warnings(policy: &Policy, facts: &Facts<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    found.extend(can_expire_all(policy, facts));
    found.extend(failed_counted(policy, facts));
    found.extend(count_is_no_time(policy, facts));
    found.extend(swallowed(policy, facts));
    if let (Some(locked), Some(delay)) = (facts.locked_s, facts.delay_s)
        && locked <= delay
    {
        found.push(Warning::LockTooShort { locked, delay });
    }
    let protected = kept_and_gone(facts, |point| point.protected);
    if !policy.dialect().knows_protection() && protected != (0, 0) {
        found.push(Warning::ProtectionIgnored { points: protected.0 + protected.1, going: protected.1 });
    }
    if matches!(policy.dialect(), Dialect::Borg | Dialect::Borg2) {
        let groups: std::collections::BTreeSet<_> = facts.points.iter().map(|point| &point.group).gather();
        if groups.len() > 1 {
            found.push(Warning::OneGroup { groups: groups.len() });
        }
    }
    let future = facts.points.iter().filter(|point| point.at > facts.now).count();
    if future > 0 && policy.dialect() == Dialect::Restic && !counts(policy).is_empty() {
        found.push(Warning::FutureCounted { points: future });
    }
    found
}

fn kept_and_gone(facts: &Facts<'_>, test: impl Fn(&KeepPoint) -> bool) -> (usize, usize) {
    let of = |keep: bool| {
        let verdicts = facts.verdicts.iter().filter(|verdict| verdict.keep == keep);
        verdicts.filter(|verdict| facts.points.get(verdict.point).is_some_and(&test)).count()
    };
    (of(true), of(false))
}

/// The counting rules of a policy that are on, from the finest to the coarsest.
pub(super) fn counts(policy: &Policy) -> Vec<(Period, u32)> {
    use super::borg2::Amount;
    use super::count::Count;
    let number = |(period, count): (Period, Count)| match count {
        Count::Number(number) if number > 0 => Some((period, number)),
        _ => None,
    };
    match policy {
        Policy::Restic(policy) => policy.counts().into_iter().filter_map(number).collect(),
        Policy::Borg(policy) => policy.counts().into_iter().filter_map(number).collect(),
        Policy::Borg2(policy) => {
            let counted = policy.rules().into_iter().filter_map(|(period, amount)| match amount {
                Amount::Count(count) => number((period, count)),
                Amount::Interval(_) => None,
            });
            counted.collect()
        }
        Policy::Proxmox(policy) => policy.counts(),
        Policy::Kopia(policy) => policy.counts(),
        Policy::Nova(policy) => vec![(Period::Copy, policy.rotation)],
        Policy::Rackspace(policy) => vec![(Period::Copy, policy.retention)],
        Policy::AwsDlm(AwsDlm { count: Some(count), .. }) => vec![(Period::Copy, *count)],
        Policy::Last(policy) => vec![(Period::Copy, policy.keep_last)],
        _ => Vec::new(),
    }
}

fn can_expire_all(policy: &Policy, facts: &Facts<'_>) -> Option<Warning> {
    let longest = match policy {
        Policy::Borg(policy) => Some(policy.only_age()?),
        Policy::Borg2(policy) => Some(policy.only_age()?),
        Policy::AwsDlm(AwsDlm { count: Some(_), .. }) => return None,
        Policy::AwsDlm(_) | Policy::Velero(_) | Policy::Age(_) => None,
        Policy::AwsBackup(policy) => policy.end(0).map(|_| None)?,
        _ => return None,
    };
    let good = facts.verdicts.iter().filter(|verdict| verdict.keep).filter_map(|verdict| {
        let point = facts.points.get(verdict.point).filter(|point| point.status == Status::Good)?;
        Some(verdict.goes_at.or_else(|| longest.map(|length| point.at + length)))
    });
    // One that never goes is enough.
    let ends: Option<Vec<i64>> = good.collect();
    let ends = ends?;
    let last_goes_at = ends.iter().copied().max()?;
    Some(Warning::CanExpireAll { copies: ends.len(), last_goes_at, left: last_goes_at - facts.now })
}

fn failed_counted(policy: &Policy, facts: &Facts<'_>) -> Option<Warning> {
    if !policy.dialect().counts_failed() {
        return None;
    }
    let by_count = |verdict: &&Verdict| {
        verdict.by.iter().any(|reason| matches!(reason.rule, Rule::Each { .. } | Rule::FewOfClass { .. }))
    };
    let counted = facts.verdicts.iter().filter(by_count);
    let status = counted.filter_map(|verdict| facts.points.get(verdict.point)).map(|point| point.status);
    let (failed, good): (Vec<Status>, Vec<Status>) = status.partition(|status| *status == Status::Failed);
    let counted = failed.len() + good.len();
    (!failed.is_empty()).then_some(Warning::FailedCounted { counted, failed: failed.len() })
}

/// The usual distance between two neighbours of a group: the middle one of all.
fn usual_gap(policy: &Policy, points: &[KeepPoint]) -> Option<i64> {
    let mut gaps: Vec<i64> = Vec::new();
    for lot in lots(policy, points) {
        let times: Vec<i64> =
            lot.points.iter().filter_map(|at| points.get(*at)).map(|point| point.at).collect();
        gaps.extend(times.windows(2).filter_map(|pair| match pair {
            [newer, older] => Some(newer - older),
            _ => None,
        }));
    }
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().filter(|gap| *gap > 0)
}

fn count_is_no_time(policy: &Policy, facts: &Facts<'_>) -> Vec<Warning> {
    let Some(every) = facts.every_s.or_else(|| usual_gap(policy, facts.points)) else { return Vec::new() };
    let rules = counts(policy);
    let only = rules.len() == 1;
    let dialect = policy.dialect();
    let warning = |(period, count): (Period, u32)| {
        let n = i64::from(count);
        let reach = match period {
            // "The last 7" is a week with daily copies and a morning with hourly ones.
            Period::Copy => (only && every <= 12 * 3_600 && count > 1).then_some(n * every),
            // "6 hourly" is six days with daily copies; in Kopia, which also counts hours, no more than one copy.
            period if period.shortest() * 2 <= every => {
                Some(if dialect == Dialect::Kopia { n * period.shortest() } else { n * every })
            }
            _ => None,
        };
        reach.map(|reach| Warning::CountIsNoTime { dialect, period, count, every, reach })
    };
    rules.into_iter().filter_map(warning).collect()
}

fn swallowed(policy: &Policy, facts: &Facts<'_>) -> Vec<Warning> {
    if facts.verdicts.iter().all(|verdict| verdict.keep) {
        // With nothing to remove no rule has anything to do.
        return Vec::new();
    }
    let rules = counts(policy);
    let mut found = Vec::new();
    for (at, (period, count)) in rules.iter().enumerate().skip(1) {
        let rule = Rule::Each { period: *period };
        let picked = facts.verdicts.iter().filter(|verdict| verdict.by.iter().any(|by| by.rule == rule));
        let picked: Vec<&Verdict> = picked.collect();
        let alone = picked.iter().any(|verdict| {
            let finer = |other: &Rule| matches!(other, Rule::Each { period: of } if of < period);
            !verdict.by.iter().any(|by| finer(&by.rule))
        });
        if !alone {
            let by = rules.iter().take(at).copied().collect();
            found.push(Warning::Swallowed { period: *period, count: *count, picked: picked.len(), by });
        }
    }
    found
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = |seconds: i64| Duration::clamped(seconds);
        match self {
            Warning::CanExpireAll { copies, last_goes_at, left } => {
                let at = super::Instant { seconds: *last_goes_at, nanos: 0, offset_s: 0 };
                write!(
                    f,
                    "Only age decides. If no new copy is made, all {copies} good copies are gone at {at}, {} from now. \
                     Keep a number of copies as well, or watch the age of the newest one.",
                    length(*left)
                )
            }
            Warning::FailedCounted { counted, failed } => write!(
                f,
                "{failed} of the {counted} copies that count are failed ones, which leaves {}. Remove failed copies, \
                 or keep {failed} more.",
                counted - failed
            ),
            Warning::CountIsNoTime { dialect, period, count, every, reach } => match (dialect, period) {
                (_, Period::Copy) => write!(
                    f,
                    "The last {count} are a number and no length of time: with a copy every {} they reach {} back.",
                    length(*every),
                    length(*reach)
                ),
                (Dialect::Kopia, _) => write!(
                    f,
                    "“{count} {}” also limits the age to {}, but copies are {} apart: it keeps the newest one at most \
                     times.",
                    period.each(),
                    length(*reach),
                    length(*every)
                ),
                _ => write!(
                    f,
                    "“{count} {}” is no length of time: with a copy every {} each is the newest of its {}, and the \
                     rule reaches {} back.",
                    period.each(),
                    length(*every),
                    period.noun(),
                    length(*reach)
                ),
            },
            Warning::Swallowed { period, count, picked, by } => {
                let finer: Vec<String> = by.iter().map(|(of, n)| format!("{n} {}", of.each())).collect();
                write!(f, "“{count} {}” adds no copy to {}: ", period.each(), in_words(&finer))?;
                match picked {
                    0 => f.write_str("it finds none that is left for it."),
                    1 => f.write_str("the 1 copy it picks is kept without it."),
                    _ => write!(f, "all {picked} copies it picks are kept without it."),
                }
            }
            Warning::LockTooShort { locked, delay } => write!(
                f,
                "Copies are locked for {}, but damage may go unnoticed for {}. Lock them for longer than that.",
                length(*locked),
                length(*delay)
            ),
            Warning::ProtectionIgnored { points, going } => write!(
                f,
                "{points} points are marked as protected, but this tool knows no such mark: its rules decide, and \
                 {going} of them go."
            ),
            Warning::OneGroup { groups } => write!(
                f,
                "There are {groups} groups, and Borg judges them as one: run it once for each series, or copies of one \
                 push out those of another."
            ),
            Warning::FutureCounted { points } => write!(
                f,
                "{points} snapshots are dated in the future. restic counts them first, so each takes the place of one \
                 that is real."
            ),
        }
    }
}
