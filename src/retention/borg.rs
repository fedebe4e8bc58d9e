//! Borg 1.4: rules one after the other, from the finest to the coarsest; what one has kept uses up its period for the
//! next, but not its count.
//!
//! Rules: borg 1.4-maint, `src/borg/helpers/misc.py` (`prune_within`, `prune_split`) and `src/borg/archiver.py`.

use super::calendar::stretch;
use super::count::Count;
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::lot::Stamp;
use super::period::Period;
use super::reason::{Reason, Rule};
use super::span::Interval;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The keep options of `borg prune`. Borg does not tell series of archives apart: all points are one group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Borg {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_within: Option<Interval>,
    /// Also `keep_last`, which is the same option.
    #[serde(skip_serializing_if = "Count::is_off", alias = "keep_last")]
    pub keep_secondly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_minutely: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_hourly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_daily: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_weekly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_monthly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_13weekly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_3monthly: Count,
    #[serde(skip_serializing_if = "Count::is_off")]
    pub keep_yearly: Count,
}

impl Borg {
    /// The counting rules, in Borg's order.
    pub(super) fn counts(&self) -> [(Period, Count); 9] {
        [
            (Period::Second, self.keep_secondly),
            (Period::Minute, self.keep_minutely),
            (Period::Hour, self.keep_hourly),
            (Period::Day, self.keep_daily),
            (Period::Week, self.keep_weekly),
            (Period::Month, self.keep_monthly),
            (Period::ThirteenWeeks, self.keep_13weekly),
            (Period::ThreeMonths, self.keep_3monthly),
            (Period::Year, self.keep_yearly),
        ]
    }

    pub(super) fn check(&self) -> Result<(), RetentionError> {
        if self.keep_13weekly.is_on() && self.keep_3monthly.is_on() {
            return Err(RetentionError::EitherOr { one: "keep_13weekly", other: "keep_3monthly" });
        }
        Ok(())
    }

    /// How long an archive stays where nothing but its age decides.
    pub(super) fn only_age(&self) -> Option<i64> {
        let counted = self.counts().iter().any(|(_, count)| count.is_on());
        self.keep_within.filter(|_| !counted).map(|length| length.0)
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) {
        // Checkpoints are not archives: only one that is newer than all of them stays.
        if let Some(newest) = scene.newest.first().filter(|stamp| stamp.failed) {
            marks.keep(newest.point(), Reason::plain(Rule::Unfinished));
        }
        let whole: Vec<Stamp> = scene.newest.iter().filter(|stamp| !stamp.failed).copied().collect();
        if let Some(Interval(length)) = self.keep_within {
            let young = whole.iter().take_while(|stamp| stamp.instant() > (scene.now - length, 0));
            for (stamp, nth) in young.zip(1..) {
                marks.keep(stamp.point(), Reason::nth(Rule::Within, nth));
            }
            if self.only_age().is_some() {
                whole.iter().for_each(|stamp| marks.goes_at(stamp.point(), stamp.at + length));
            }
        }
        for (period, count) in self.counts() {
            split(&whole, period, count, marks);
        }
    }
}

/// One rule: the newest of every period that is not kept already, and the oldest archive if some are left then.
fn split(newest: &[Stamp], period: Period, count: Count, marks: &mut Marks) {
    let mut last = None;
    let mut used = 0;
    for stamp in newest {
        if !count.allows(used) {
            return;
        }
        let local = stamp.local();
        if !last.as_ref().is_some_and(|last: &RangeInclusive<i64>| last.contains(&local)) {
            last = Some(stretch(period, local));
            if !marks.is_kept(stamp.point()) {
                used += 1;
                marks.keep(stamp.point(), Reason::nth(Rule::Each { period }, used));
            }
        }
    }
    if let (Count::Number(_), Some(oldest)) = (count, newest.last())
        && count.allows(used)
        && !marks.is_kept(oldest.point())
    {
        marks.keep(oldest.point(), Reason { rule: Rule::Each { period }, nth: used + 1, oldest: true });
    }
}
