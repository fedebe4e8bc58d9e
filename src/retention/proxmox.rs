//! Proxmox Backup Server, and Proxmox VE's `prune-backups`: rules one after the other; a period in which an earlier rule
//! kept a copy is covered for a later one, and what a rule has passed over is not looked at again.
//!
//! Rules: proxmox-backup@4940514b, `pbs-datastore/src/prune.rs`.

use super::calendar::bucket;
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::lot::Stamp;
use super::period::{Period, above_zero};
use super::reason::{Reason, Rule};
use serde::{Deserialize, Serialize};

/// The keep options. With none above 0, or with `keep_all`, everything stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as the options")]
pub struct Proxmox {
    /// Proxmox VE only, and instead of all others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_all: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_last: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_hourly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_daily: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_weekly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_monthly: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_yearly: Option<u32>,
}

/// What has been decided about a copy so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Keep,
    Done,
}

impl Proxmox {
    /// The rules above 0, in their order. A backup's name is its time to the second, so "last" counts seconds.
    pub(super) fn counts(&self) -> Vec<(Period, u32)> {
        let all = [
            (Period::Copy, self.keep_last),
            (Period::Hour, self.keep_hourly),
            (Period::Day, self.keep_daily),
            (Period::Week, self.keep_weekly),
            (Period::Month, self.keep_monthly),
            (Period::Year, self.keep_yearly),
        ];
        above_zero(all)
    }

    pub(super) fn check(&self) -> Result<(), RetentionError> {
        if self.keep_all && !self.counts().is_empty() {
            return Err(RetentionError::EitherOr { one: "keep_all", other: "the other keep options" });
        }
        Ok(())
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) {
        let rules = self.counts();
        if rules.is_empty() {
            for stamp in scene.newest {
                marks.keep(stamp.point(), Reason::plain(Rule::Everything));
            }
            return;
        }
        let mut state = self.set_apart(scene, marks);
        for (period, most) in rules {
            select(scene.newest, &mut state, period, most, marks);
        }
    }

    /// Protected copies stay and count nowhere; of the unfinished ones only one newer than everything stays.
    fn set_apart(&self, scene: &Scene<'_>, marks: &mut Marks) -> Vec<Mark> {
        let mut nothing_newer = true;
        let mut state = Vec::with_capacity(scene.newest.len());
        for stamp in scene.newest {
            if stamp.protected {
                marks.keep(stamp.point(), Reason::plain(Rule::Protected));
            } else if stamp.failed && nothing_newer {
                marks.keep(stamp.point(), Reason::plain(Rule::Unfinished));
            }
            nothing_newer = false;
            state.push(if stamp.protected || stamp.failed { Mark::Done } else { Mark::Open });
        }
        state
    }
}

fn select(newest: &[Stamp], state: &mut [Mark], period: Period, most: u32, marks: &mut Marks) {
    let bucket = |stamp: &Stamp| match period {
        Period::Copy => stamp.at,
        period => bucket(period, stamp.local()),
    };
    let mut covered = Seen::default();
    for (stamp, mark) in newest.iter().zip(state.iter()) {
        if *mark == Mark::Keep {
            covered.add(bucket(stamp));
        }
    }
    let mut taken = Seen::default();
    let mut used = 0;
    for (stamp, mark) in newest.iter().zip(state.iter_mut()) {
        if *mark != Mark::Open {
            continue;
        }
        let bucket = bucket(stamp);
        if covered.has(bucket) {
            continue;
        }
        *mark = if taken.has(bucket) {
            Mark::Done
        } else if used >= most {
            break;
        } else {
            taken.add(bucket);
            used += 1;
            marks.keep(stamp.point(), Reason::nth(Rule::Each { period }, used));
            Mark::Keep
        };
    }
}

/// A set of period numbers that come in falling order, or nearly so.
#[derive(Default)]
struct Seen(Vec<i64>);

impl Seen {
    fn place(&self, bucket: i64) -> Result<usize, usize> {
        match self.0.last() {
            None => Err(0),
            Some(last) if bucket < *last => Err(self.0.len()),
            Some(last) if bucket == *last => Ok(self.0.len() - 1),
            Some(_) => self.0.binary_search_by(|known| bucket.cmp(known)),
        }
    }

    fn has(&self, bucket: i64) -> bool {
        self.place(bucket).is_ok()
    }

    fn add(&mut self, bucket: i64) {
        if let Err(place) = self.place(bucket) {
            self.0.insert(place, bucket);
        }
    }
}
