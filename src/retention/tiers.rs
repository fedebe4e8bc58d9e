//! What a policy promises at least of every copy that is the newest of its period: what stands for it where nothing can
//! be simulated.

use super::borg2::Amount;
use super::count::Count;
use super::period::Period;
use super::plain::AwsDlm;
use super::policy::Policy;
use super::smallest::shortest_run;
use super::span::Span;
use crate::units::Arrange;

const DAY: i64 = 86_400;

/// The newest copy of every `period` stays for so long at least, in seconds from when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// Of each of these; [`Period::Copy`] for every copy.
    pub period: Period,
    /// So long; `None` for ever.
    pub keep_for: Option<i64>,
}

impl Policy {
    /// The promises of a policy for copies made every `every` seconds at the shortest and pruned after each; never more than
    /// is kept, and often a little less: months count as they can be shortest, and what Borg and Proxmox keep beyond the
    /// numbers, since finer copies do not use up coarser counts, is left out. Empty where nothing can be promised. To each
    /// comes the time until a copy is whole, since the pruning that takes it runs after a newer one.
    pub fn tiers(&self, every: i64) -> Vec<Tier> {
        let number = |period: Period, n: u32| Tier { period, keep_for: Some(counted(period, n, every)) };
        let count = |(period, count): (Period, Count)| match count {
            Count::Number(0) => None,
            Count::Number(n) => Some(number(period, n)),
            Count::Unlimited => Some(Tier { period, keep_for: None }),
        };
        let within = |period, span: Span| {
            (!span.is_zero()).then(|| Tier { period, keep_for: Some(span.shortest().max(every)) })
        };
        let mut tiers: Vec<Tier> = match self {
            Policy::Restic(policy) => {
                let windows = policy.windows().into_iter().filter_map(|(period, span)| within(period, span));
                let counts = policy.counts().into_iter().filter_map(count);
                counts.chain(windows).chain(within(Period::Copy, policy.keep_within)).collect()
            }
            Policy::Borg(policy) => {
                let counts = policy.counts().into_iter().filter_map(count);
                let young = policy.keep_within;
                counts
                    .chain(young.map(|length| Tier { period: Period::Copy, keep_for: Some(length.0) }))
                    .collect()
            }
            Policy::Borg2(policy) => {
                let rule = |(period, amount): (Period, Amount)| match amount {
                    Amount::Count(n) => count((period, n)),
                    Amount::Interval(length) => Some(Tier { period, keep_for: Some(length.0) }),
                };
                policy.rules().into_iter().filter_map(rule).collect()
            }
            Policy::Proxmox(policy) => {
                policy.counts().into_iter().map(|(period, n)| number(period, n)).collect()
            }
            Policy::Kopia(policy) => {
                let rules = policy.counts();
                let months = rules.iter().any(|(period, _)| *period == Period::Month);
                // A week and a month may share a name, and then one of them goes.
                let sure = |(period, _): &(Period, u32)| !(months && *period == Period::Week);
                let aged = |(period, n): (Period, u32)| Tier {
                    period,
                    keep_for: Some(counted(period, n, every).min(aged(period, n).max(every))),
                };
                rules.into_iter().filter(sure).map(aged).collect()
            }
            // Its copies are the first of their periods, and separate ones.
            Policy::Sanoid(policy) => {
                let classes = policy.classes().into_iter().filter(|(period, ..)| period.shortest() <= every);
                classes
                    .map(|(_, n, length)| Tier {
                        period: Period::Copy,
                        keep_for: Some(i64::from(n) * length),
                    })
                    .collect()
            }
            Policy::AwsDlm(AwsDlm { count: None, .. }) => by_clock(|at| self.ends(at)),
            Policy::AwsBackup(_) | Policy::Velero(_) | Policy::Age(_) => by_clock(|at| self.ends(at)),
            _ => self.only_last().map(|n| number(Period::Copy, n)).into_iter().collect(),
        };
        let keeps_all = match self {
            Policy::Proxmox(policy) => policy.counts().is_empty(),
            Policy::Kopia(policy) => policy.counts().is_empty(),
            _ => false,
        };
        if keeps_all {
            tiers = vec![Tier { period: Period::Copy, keep_for: None }];
        }
        tiers.arrange_by_key(|tier| tier.period);
        tiers
    }

    /// When a copy taken at an instant goes by the clock alone.
    fn ends(&self, at: i64) -> Option<i64> {
        match self {
            Policy::AwsDlm(policy) => policy.end(at),
            Policy::AwsBackup(policy) => policy.end(at),
            Policy::Velero(policy) => Some(at + policy.ttl.0),
            Policy::Age(policy) => Some(at + policy.keep_for_s),
            _ => None,
        }
    }
}

/// The shortest that a copy lives by the clock: over four years of days, since months differ.
fn by_clock(end: impl Fn(i64) -> Option<i64>) -> Vec<Tier> {
    let lives = (0..1_461).map(|day| end(day * DAY).map(|end| end - day * DAY));
    // One that never goes: none does.
    let shortest = lives.reduce(|a, b| Some(a?.min(b?))).flatten();
    vec![Tier { period: Period::Copy, keep_for: shortest }]
}

/// The newest of a period goes once so many newer periods have a copy.
fn counted(period: Period, n: u32, every: i64) -> i64 {
    let periods = i64::from(n.clamp(1, 100_000)) - 1;
    if period.shortest() <= every {
        return (periods + 1) * every;
    }
    // From the newest of a period to its end and from the start of the one that pushes it out to the first copy there, it is
    // one interval together where intervals keep step with periods; otherwise it may be nothing.
    let steps = if period >= Period::Month { DAY } else { period.shortest() };
    shortest_run(period, periods) + if steps % every.max(1) == 0 { every } else { 0 }
}

/// How far back Kopia looks for one of a period at most.
fn aged(period: Period, n: u32) -> i64 {
    match period {
        Period::Copy => i64::MAX,
        period => shortest_run(period, i64::from(n.min(100_000))),
    }
}

impl Span {
    /// The shortest it can be, in seconds: a month of 28 days.
    pub(super) fn shortest(self) -> i64 {
        let days = i64::from(self.years) * 365 + i64::from(self.months) * 28 + i64::from(self.days);
        days * DAY + i64::from(self.hours) * 3_600
    }
}
