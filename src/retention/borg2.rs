//! Borg 2: as Borg 1.4, with a count or a length of time for every rule, and the oldest archive for the coarsest only.
//!
//! Rules: borg master, `src/borg/archiver/prune_cmd.py`.

use super::calendar::stretch;
use super::count::Count;
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::instant::Instant;
use super::lot::Stamp;
use super::period::Period;
use super::reason::{Reason, Rule};
use super::span::Interval;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How much a rule of Borg 2 keeps. In a file a number of archives (-1 or `all` for no limit) or a length such as `7d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// So many archives.
    Count(Count),
    /// Those so young, the border included.
    Interval(Interval),
}

impl Amount {
    /// Whether it keeps nothing.
    pub(super) fn is_zero(self) -> bool {
        matches!(self, Amount::Count(Count::Number(0)))
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Amount::Count(Count::Unlimited) => f.write_str("all"),
            Amount::Count(count) => count.fmt(f),
            Amount::Interval(interval) => interval.fmt(f),
        }
    }
}

/// The keep options of Borg 2's `prune`. A rule that is given as 0 is not the same as none: if it is the coarsest one, no
/// oldest archive stays. All points are one group, as in Borg 1.4; `@PROT` marks a protected one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Borg2 {
    /// Archives from this instant on stay, and lengths of time are counted back from it instead of from now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_secondly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_minutely: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_hourly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_daily: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_weekly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_monthly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_13weekly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_3monthly: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_yearly: Option<Amount>,
}

impl Borg2 {
    /// The rules that are set, in Borg's order.
    pub(super) fn rules(&self) -> Vec<(Period, Amount)> {
        let all = [
            (Period::Copy, self.keep),
            (Period::Second, self.keep_secondly),
            (Period::Minute, self.keep_minutely),
            (Period::Hour, self.keep_hourly),
            (Period::Day, self.keep_daily),
            (Period::Week, self.keep_weekly),
            (Period::Month, self.keep_monthly),
            (Period::ThirteenWeeks, self.keep_13weekly),
            (Period::ThreeMonths, self.keep_3monthly),
            (Period::Year, self.keep_yearly),
        ];
        all.into_iter().filter_map(|(period, amount)| amount.map(|amount| (period, amount))).collect()
    }

    pub(super) fn check(&self) -> Result<(), RetentionError> {
        if self.keep_13weekly.is_some() && self.keep_3monthly.is_some() {
            return Err(RetentionError::EitherOr { one: "keep_13weekly", other: "keep_3monthly" });
        }
        Ok(())
    }

    /// The longest that an archive stays where nothing but its age decides.
    pub(super) fn only_age(&self) -> Option<i64> {
        let length = |(_, amount): &(Period, Amount)| match amount {
            Amount::Interval(length) => Some(length.0),
            // A rule of 0 keeps nothing, and is no count to rely on.
            amount => amount.is_zero().then_some(0),
        };
        let lengths: Option<Vec<i64>> = self.rules().iter().map(length).collect();
        lengths?.into_iter().max().filter(|length| *length > 0)
    }

    /// The first two rules of which the coarser could never keep anything: Borg 2 refuses to run them.
    pub(super) fn useless(&self) -> Option<[(Period, Amount); 2]> {
        let rules = self.rules();
        let pairs = rules
            .iter()
            .enumerate()
            .flat_map(|(at, fine)| rules.iter().skip(at + 1).map(move |coarse| [*fine, *coarse]));
        let all = Amount::Count(Count::Unlimited);
        pairs.into_iter().find(|[(_, fine), (_, coarse)]| match (fine, coarse) {
            (Amount::Interval(fine), Amount::Interval(coarse)) => fine >= coarse,
            // Lengths of time are compared with each other and counts with counts; no limit counts as both.
            (fine, _) => *fine == all,
        })
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) {
        let protected = |stamp: &Stamp| {
            stamp.protected || scene.is(*stamp, |point| point.tags.iter().any(|tag| tag == "@PROT"))
        };
        let from = self.from.map(|from| (from.seconds, from.nanos));
        let mut candidates: Vec<Stamp> = Vec::with_capacity(scene.newest.len());
        let mut skipped = 0;
        for stamp in scene.newest {
            if protected(stamp) {
                marks.keep(stamp.point(), Reason::plain(Rule::Protected));
            } else if from.is_some_and(|from| stamp.instant() >= from) {
                skipped += 1;
                marks.keep(stamp.point(), Reason::nth(Rule::From, skipped));
            } else {
                candidates.push(*stamp);
            }
        }
        let base = from.unwrap_or((scene.now, 0));
        let rules = self.rules();
        let coarsest = rules.last().map(|(period, _)| *period);
        for (period, amount) in rules {
            apply(&candidates, period, amount, base, Some(period) == coarsest, marks);
        }
    }
}

fn apply(
    newest: &[Stamp],
    period: Period,
    amount: Amount,
    base: (i64, u32),
    keep_oldest: bool,
    marks: &mut Marks,
) {
    let rule = match amount {
        Amount::Count(_) => Rule::Each { period },
        Amount::Interval(_) => Rule::EachWithin { period },
    };
    let fits = |stamp: &Stamp, used: u32| match amount {
        Amount::Count(count) => count.allows(used),
        Amount::Interval(Interval(length)) => stamp.instant() >= (base.0 - length, base.1),
    };
    let mut last = None;
    let mut used = 0;
    for stamp in newest {
        if !fits(stamp, used) {
            break;
        }
        let local = stamp.local();
        let same = last.as_ref().is_some_and(|last: &RangeInclusive<i64>| last.contains(&local));
        if period == Period::Copy || !same {
            last = Some(stretch(period, local));
            if !marks.is_kept(stamp.point()) {
                used += 1;
                marks.keep(stamp.point(), Reason::nth(rule, used));
            }
        }
    }
    if let Some(oldest) = newest.last().filter(|_| keep_oldest)
        && !marks.is_kept(oldest.point())
        && fits(oldest, used)
        && !amount.is_zero()
    {
        marks.keep(oldest.point(), Reason { rule, nth: used + 1, oldest: true });
    }
}
