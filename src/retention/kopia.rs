//! Kopia: every rule picks for itself, and looks no further back than its number of periods before the newest whole copy.
//!
//! Rules: kopia@4ebb2be6, `snapshot/policy/retention_policy.go`. Two oddities are Kopia's own and kept here: weeks are told
//! by the local clock, everything else by UTC (issue 5348); and the fourth week and the fourth month of a year share one
//! name (`2020-04`), so that a week goes unkept when its namesake month was kept first. So do the 2,015th newest copy and
//! the year 2015.

use super::calendar::{back, bucket, date, iso_week, stretch};
use super::decide::{Marks, Scene};
use super::lot::Stamp;
use super::period::{Period, above_zero};
use super::reason::{Reason, Rule};
use crate::units::Arrange;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Unfinished copies younger than this stay, in seconds before the newest copy of all.
const YOUNG: i64 = 4 * 3_600;
/// So many unfinished copies stay whatever their age.
const FEW: usize = 3;

/// A retention policy of Kopia. With nothing above 0 everything stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Kopia {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_latest: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_hourly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_daily: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_weekly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_monthly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_annual: Option<u32>,
}

/// The names that are taken, in the four forms that can coincide only within themselves.
#[derive(Default)]
struct Taken {
    /// `4`: a place in the list, and `2020`: a year.
    numbers: BTreeSet<i64>,
    /// `2020-04`: a month or a week.
    months: BTreeSet<(i64, i64)>,
    days: BTreeSet<i64>,
    hours: BTreeSet<i64>,
}

impl Taken {
    fn is_free(&self, period: Period, place: i64, stamp: Stamp) -> bool {
        !match period {
            Period::Copy => self.numbers.contains(&place),
            Period::Year => self.numbers.contains(&bucket(period, stamp.at)),
            Period::Month | Period::Week => self.months.contains(&month_or_week(period, stamp)),
            Period::Day => self.days.contains(&bucket(period, stamp.at)),
            _ => self.hours.contains(&bucket(Period::Hour, stamp.at)),
        }
    }

    fn take(&mut self, period: Period, place: i64, stamp: Stamp) {
        match period {
            Period::Copy => self.numbers.insert(place),
            Period::Year => self.numbers.insert(bucket(period, stamp.at)),
            Period::Month | Period::Week => self.months.insert(month_or_week(period, stamp)),
            Period::Day => self.days.insert(bucket(period, stamp.at)),
            _ => self.hours.insert(bucket(Period::Hour, stamp.at)),
        };
    }
}

fn month_or_week(period: Period, stamp: Stamp) -> (i64, i64) {
    if period == Period::Week {
        iso_week(stamp.local().div_euclid(86_400))
    } else {
        let date = date(stamp.at.div_euclid(86_400));
        (date.year, date.month)
    }
}

impl Kopia {
    /// The rules above 0, from the finest on.
    pub(super) fn counts(&self) -> Vec<(Period, u32)> {
        let all = [
            (Period::Copy, self.keep_latest),
            (Period::Hour, self.keep_hourly),
            (Period::Day, self.keep_daily),
            (Period::Week, self.keep_weekly),
            (Period::Month, self.keep_monthly),
            (Period::Year, self.keep_annual),
        ];
        above_zero(all)
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) {
        let rules = self.counts();
        let newest_whole = scene.newest.iter().find(|stamp| !stamp.failed).copied();
        // Kopia looks at "latest" first and then goes from the coarsest rule to the finest: that decides who has a name.
        let mut lines: Vec<Line> = rules.iter().map(|rule| Line::new(*rule, newest_whole)).collect();
        lines.arrange_by_key(|line| (line.period != Period::Copy, std::cmp::Reverse(line.period)));
        let mut taken = Taken::default();
        let mut picked: Vec<Reason> = Vec::new();
        for (place, stamp) in (0_i64..).zip(scene.newest) {
            if stamp.failed {
                continue;
            }
            if !rules.is_empty() && lines.iter().all(|line| line.used == line.most) {
                break;
            }
            if rules.is_empty() {
                marks.keep(stamp.point(), Reason::plain(Rule::Everything));
                continue;
            }
            for line in &mut lines {
                if line.considers(*stamp) && taken.is_free(line.period, place, *stamp) {
                    taken.take(line.period, place, *stamp);
                    line.used += 1;
                    picked.push(Reason::nth(Rule::Each { period: line.period }, line.used));
                }
            }
            // It names them from the finest on.
            picked.sort_unstable_by_key(|reason| reason.rule);
            picked.drain(..).for_each(|reason| marks.keep(stamp.point(), reason));
        }
        // Younger than four hours before the newest: after that instant.
        let border = scene.newest.first().map(|newest| (newest.at - YOUNG, newest.nanos));
        let young = |stamp: &Stamp| border.is_some_and(|border| stamp.instant() > border);
        let unfinished = scene.newest.iter().take_while(|stamp| stamp.failed).enumerate();
        for (_, stamp) in unfinished.take_while(|(n, stamp)| young(stamp) || *n < FEW) {
            marks.keep(stamp.point(), Reason::plain(Rule::Unfinished));
        }
        for stamp in scene.newest.iter().filter(|stamp| stamp.protected) {
            marks.keep(stamp.point(), Reason::plain(Rule::Protected));
        }
    }
}

struct Line {
    period: Period,
    most: u32,
    used: u32,
    /// Copies before this instant are too old.
    from: Option<(i64, u32)>,
    /// The period that was considered last: its name is taken since then.
    last: Option<RangeInclusive<i64>>,
}

impl Line {
    fn new((period, most): (Period, u32), newest_whole: Option<Stamp>) -> Line {
        let n = i64::from(most);
        let from = newest_whole.filter(|_| period != Period::Copy).map(|newest| {
            let ago = |years, months, days| back(newest.at, i64::from(newest.offset), years, months, days);
            let at = match period {
                Period::Year => ago(n, 0, 0),
                Period::Month => ago(0, n, 0),
                Period::Week => ago(0, 0, 7 * n),
                Period::Day => ago(0, 0, n),
                _ => newest.at - n * 3_600,
            };
            (at, newest.nanos)
        });
        Line { period, most, used: 0, from, last: None }
    }

    /// Whether it may pick a copy, if the name is free.
    fn considers(&mut self, stamp: Stamp) -> bool {
        if self.used == self.most || self.from.is_some_and(|from| stamp.instant() < from) {
            return false;
        }
        if self.period == Period::Copy {
            return true;
        }
        let clock = if self.period == Period::Week { stamp.local() } else { stamp.at };
        if self.last.as_ref().is_some_and(|last| last.contains(&clock)) {
            return false;
        }
        self.last = Some(stretch(self.period, clock));
        true
    }
}
