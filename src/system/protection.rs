use super::{KeepPlan, Location, ProtectionKind, Told};
use crate::answers::Evidence;
use crate::schedule::{ClockPolicy, Schedule, Slot};
use crate::units::{Duration, Percent, in_sentence, iso_date, iso_date_option};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A copy of a component's data, or what stands in for one: a backup job, image, replica, shipped logs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// Its own among those of the component: the id of its kind, with a number behind it from the second on.
    pub id: String,
    /// What it is.
    pub kind: ProtectionKind,
    /// What the owner calls it, up to 60 characters; empty for the words of its kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When its runs start. Of a chain, the increments; of logs, the base backups.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub schedule: Told<Schedule>,
    /// Of a chain: when its fulls start. Without one nothing in the chain can be restored.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub fulls: Told<Schedule>,
    /// The time zone of the clock that starts it, such as "Europe/Berlin"; empty for a clock that is never set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Seconds by which the clock of an outcome is ahead of its own; 0 in a document. Worked out for a moment, so that
    /// what runs by clocks of different zones is woven as it happens.
    #[serde(skip)]
    pub ahead: i64,
    /// What starts it, where that is known: schedulers differ on the days on which clocks are set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduler: Option<ClockPolicy>,
    /// From the start of a run until it is finished. In the quick check, until it is finished and safe.
    #[serde(rename = "takes_s", default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Duration>,
    /// The same of a full in a chain; as `takes` where it is not given.
    #[serde(rename = "full_takes_s", default, skip_serializing_if = "Option::is_none")]
    pub full_takes: Option<Duration>,
    /// From the end of a run until its copy is in the place that counts.
    #[serde(rename = "travels_s", default, skip_serializing_if = "Option::is_none")]
    pub travels: Option<Duration>,
    /// How far logs or a replica run behind at most; for logs the length of a segment and its way together.
    #[serde(rename = "lag_s", default, skip_serializing_if = "Option::is_none")]
    pub lag: Option<Duration>,
    /// After how long a delayed replica applies a change.
    #[serde(rename = "delay_s", default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Duration>,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub locations: Told<BTreeSet<Location>>,
    /// Who can delete it.
    #[serde(default, skip_serializing_if = "DeletedBy::is_as_answered")]
    pub deleted_by: DeletedBy,
    /// For how long nobody at all can delete it.
    #[serde(rename = "locked_for_s", default, skip_serializing_if = "Option::is_none")]
    pub locked_for: Option<Duration>,
    /// How long each copy is kept.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub keep: Told<Keep>,
    /// How its tool keeps copies, where that is planned: then `keep` follows from it.
    #[serde(rename = "keep_plan", default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<KeepPlan>,
    /// Which share of its runs gives a good copy; all where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<Percent>,
    /// The same of the fulls of a chain; as `success` where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_success: Option<Percent>,
    /// Who hears of a run that failed.
    #[serde(default, skip_serializing_if = "BadRuns::is_silent")]
    pub bad_runs: BadRuns,
    /// When a run last finished without an error.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub last_good: Told<LastGood>,
    /// When it was last restored from, to prove that it works.
    #[serde(default, with = "iso_date_option", skip_serializing_if = "Option::is_none")]
    pub tested: Option<NaiveDate>,
    /// The weakest of what is known about it.
    #[serde(default)]
    pub known: Evidence,
}

/// Who can delete a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeletedBy {
    /// As answered for the whole application.
    #[default]
    AsAnswered,
    /// The login that runs the live system.
    SameLogin,
    /// A login used for nothing else.
    OwnLogin,
    /// Nobody, before its lock ends.
    Nobody,
    /// "I do not know".
    Unsure,
}

/// How long copies are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Until this old, counted from the start of the run.
    #[serde(rename = "age_s")]
    Age(Duration),
    /// Until this many newer ones are usable.
    Count(u32),
    /// For ever.
    Forever,
}

/// Who hears of a run that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadRuns {
    /// Nobody, until a restore fails. What builds on it is lost with it.
    #[default]
    Silent,
    /// The tool: the next run builds on the last good one.
    Noticed,
    /// Somebody, after this time in which every run has failed.
    #[serde(rename = "noticed_after_s")]
    NoticedAfter(Duration),
}

/// When a run last finished without an error, as known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LastGood {
    /// Somebody looked and found none.
    NoneFound,
    /// On a day.
    On {
        /// That day.
        #[serde(with = "iso_date")]
        date: NaiveDate,
        /// The day it was told.
        #[serde(with = "iso_date")]
        told: NaiveDate,
    },
}

impl DeletedBy {
    fn is_as_answered(&self) -> bool {
        *self == DeletedBy::AsAnswered
    }
}

impl BadRuns {
    fn is_silent(&self) -> bool {
        *self == BadRuns::Silent
    }
}

impl Protection {
    /// One of which no more is known than its kind.
    pub fn new(id: &str, kind: ProtectionKind) -> Protection {
        Protection {
            id: id.to_owned(),
            kind,
            name: String::new(),
            schedule: Told::Open,
            fulls: Told::Open,
            zone: String::new(),
            ahead: 0,
            scheduler: None,
            takes: None,
            full_takes: None,
            travels: None,
            lag: None,
            delay: None,
            locations: Told::Open,
            deleted_by: DeletedBy::AsAnswered,
            locked_for: None,
            keep: Told::Open,
            plan: None,
            success: None,
            full_success: None,
            bad_runs: BadRuns::Silent,
            last_good: Told::Open,
            tested: None,
            known: Evidence::Told,
        }
    }

    /// What it is called inside a sentence: "nightly dump", "database dump".
    pub fn words(&self) -> Cow<'_, str> {
        if self.name.is_empty() { self.kind.words().into() } else { in_sentence(&self.name) }
    }

    /// The runs of one of its schedules on the clock of the outcome.
    pub fn slots(&self, schedule: &Schedule) -> Vec<Slot> {
        let mut slots = schedule.slots();
        if self.ahead != 0 {
            for slot in &mut slots {
                slot.offset = (slot.offset + self.ahead).rem_euclid(slot.period);
            }
        }
        slots
    }

    /// From the start of a run until its copy can be used: running and travelling. `None` when neither was given.
    pub fn to_safe(&self) -> Option<Duration> {
        match (self.takes, self.travels) {
            (None, None) => None,
            (takes, travels) => Some(takes.unwrap_or(Duration::ZERO).plus(travels.unwrap_or(Duration::ZERO))),
        }
    }

    /// The age until which copies are kept, where that is how they are kept.
    pub fn keep_for(&self) -> Option<Duration> {
        match self.keep.known()? {
            Keep::Age(age) => Some(*age),
            Keep::Count(_) | Keep::Forever => None,
        }
    }
}
