//! The dialects that keep the last N, or each copy for its time: cloud images and snapshots, AWS, Velero.

use super::calendar::{date, days, month_length};
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::lot::Stamp;
use super::period::Period;
use super::reason::{Reason, Rule};
use super::span::Ttl;
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;

/// The last N of each group, whatever their state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// How many.
    pub keep_last: u32,
}

/// Each copy for a time from when it was taken; at exactly that age it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    /// Seconds, at least 1.
    pub keep_for_s: i64,
}

/// OpenStack Nova `createBackup`: the last N images of a server and backup type. Images of any status count
/// (nova@00a03040, `nova/compute/manager.py`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nova {
    /// How many.
    pub rotation: u32,
}

/// Rackspace scheduled images: the last N scheduled images of a server. Images made by hand (protected, or tagged
/// `manual`) stay and do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rackspace {
    /// How many.
    pub retention: u32,
}

/// The unit of an age of Amazon Data Lifecycle Manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "named as the words")]
pub enum AgeUnit {
    Days,
    Weeks,
    Months,
    Years,
}

/// Amazon Data Lifecycle Manager: the last N of a volume, or each for a time (botocore dlm/2018-01-12, `RetainRule`).
/// Months and years are counted on the calendar in UTC; where the day does not exist, the last of the month counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AwsDlm {
    /// How many, 1 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Or how long, up to 100 years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// In which unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_unit: Option<AgeUnit>,
}

/// AWS Backup: each recovery point for a number of days (botocore backup/2018-11-15, `Lifecycle`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AwsBackup {
    /// Days; none or -1: for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_after_days: Option<i64>,
    /// Days until it moves to cold storage, where it stays for 90 at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_to_cold_storage_after_days: Option<i64>,
}

/// Velero: each backup for its time to live, which it was given when it was made (velero@d30d389b,
/// `pkg/controller/gc_controller.go`). What is past its end goes with the next round, once an hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Velero {
    /// For backups that do not carry an end of their own.
    #[serde(default = "Velero::month")]
    pub ttl: Ttl,
}

impl Velero {
    /// Velero's own default of 720 h.
    fn month() -> Ttl {
        Ttl(720 * 3_600)
    }
}

impl AwsDlm {
    pub(super) fn check(&self) -> Result<(), RetentionError> {
        let one_of = RetentionError::EitherOr { one: "count", other: "interval with interval_unit" };
        match (self.count, self.interval, self.interval_unit) {
            (Some(count), None, None) => within("count", i64::from(count), 1, 1_000, "1 to 1000"),
            (None, Some(interval), Some(unit)) => {
                let most = match unit {
                    AgeUnit::Days => 36_500,
                    AgeUnit::Weeks => 5_200,
                    AgeUnit::Months => 1_200,
                    AgeUnit::Years => 100,
                };
                within("interval", i64::from(interval), 1, most, "1 or more, and 100 years at most")
            }
            _ => Err(one_of),
        }
    }

    /// When a copy taken at this instant goes. `None` with a count.
    pub(super) fn end(&self, at: i64) -> Option<i64> {
        let n = i64::from(self.interval?);
        Some(match self.interval_unit? {
            AgeUnit::Days => at + n * DAY,
            AgeUnit::Weeks => at + n * 7 * DAY,
            AgeUnit::Months => months_on(at, n),
            AgeUnit::Years => months_on(at, 12 * n),
        })
    }
}

impl AwsBackup {
    pub(super) fn check(&self) -> Result<(), RetentionError> {
        let Some(end) = self.delete_after_days.filter(|days| *days != -1) else { return Ok(()) };
        let (least, range) = match self.move_to_cold_storage_after_days.filter(|days| *days >= 0) {
            Some(cold) => {
                (cold.saturating_add(90), "at least 90 days more than move_to_cold_storage_after_days")
            }
            None => (1, "1 or more, or -1 for ever"),
        };
        within("delete_after_days", end, least, 36_500, range)
    }

    pub(super) fn end(&self, at: i64) -> Option<i64> {
        self.delete_after_days.filter(|days| *days >= 0).map(|days| at + days * DAY)
    }
}

pub(super) fn within(
    name: &'static str,
    value: i64,
    least: i64,
    most: i64,
    range: &'static str,
) -> Result<(), RetentionError> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(RetentionError::OutOfRange { name, value, range })
    }
}

/// So many calendar months later, same time of day, UTC.
fn months_on(at: i64, months: i64) -> i64 {
    let from = date(at.div_euclid(DAY));
    let first = date(days(from.year, from.month + months, 1));
    let day = from.day.min(month_length(first.year, first.month));
    days(first.year, first.month, day) * DAY + at.rem_euclid(DAY)
}

/// Keeps the last `most`; what `ours` says no to stays and does not count, and so does not what is protected and counts.
pub(super) fn mark_last(scene: &Scene<'_>, marks: &mut Marks, most: u32, ours: impl Fn(Stamp) -> bool) {
    let mut used = 0;
    for stamp in scene.newest {
        if !ours(*stamp) {
            marks.keep(stamp.point(), Reason::plain(Rule::NotOurs));
            continue;
        }
        if used < most {
            used += 1;
            marks.keep(stamp.point(), Reason::nth(Rule::Each { period: Period::Copy }, used));
        } else if stamp.protected {
            marks.keep(stamp.point(), Reason::plain(Rule::Protected));
        }
    }
}

/// Keeps each until its end: its own, or what `end` makes of its time. Without one, for ever.
pub(super) fn mark_age(
    scene: &Scene<'_>,
    marks: &mut Marks,
    knows_protection: bool,
    end: impl Fn(i64) -> Option<i64>,
) {
    for stamp in scene.newest {
        let own = scene.point(*stamp).and_then(|point| point.expires);
        let end = own.or_else(|| end(stamp.at));
        let protected = knows_protection && stamp.protected;
        if protected {
            marks.keep(stamp.point(), Reason::plain(Rule::Protected));
        } else if let Some(end) = end {
            marks.goes_at(stamp.point(), end);
        }
        match end {
            None => marks.keep(stamp.point(), Reason::plain(Rule::Everything)),
            Some(end) if scene.now < end => marks.keep(stamp.point(), Reason::plain(Rule::Age)),
            Some(_) => {}
        }
    }
}
