use super::system::Told;
use crate::catalogue::Column;
use crate::schedule::Schedule;
use crate::units::Duration;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A copy of a component's data, or what stands in for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protection {
    pub(super) kind: ProtectionKind,
    pub(super) schedule: Told<Schedule>,
    pub(super) run_to_safe: Option<Duration>,
    pub(super) keep_for: Option<Duration>,
    /// Only for continuous kinds.
    pub(super) lag: Option<Duration>,
    pub(super) last_good: Told<LastGood>,
    pub(super) locations: Told<BTreeSet<Location>>,
}

/// When a run last finished without an error, as known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastGood {
    NoneFound,
    On { date: NaiveDate, told: NaiveDate },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ProtectionKind {
    Image,
    VolumeSnapshot,
    FileFull,
    FileDifferential,
    FileIncremental,
    DbDump,
    Logs,
    StandbySync,
    ReplicaAsync,
    ReplicaDelayed,
    ConfigManagement,
    /// A copy of keys and passwords, kept by hand. No option of the question: the answer about keys tells of it.
    KeyCopy,
}

use ProtectionKind as P;

impl ProtectionKind {
    /// The options of the question.
    pub(super) const ALL: [P; 11] = [
        P::Image,
        P::VolumeSnapshot,
        P::FileFull,
        P::FileDifferential,
        P::FileIncremental,
        P::DbDump,
        P::Logs,
        P::StandbySync,
        P::ReplicaAsync,
        P::ReplicaDelayed,
        P::ConfigManagement,
    ];

    pub(super) const fn id(self) -> &'static str {
        match self {
            P::Image => "image",
            P::VolumeSnapshot => "volume-snapshot",
            P::FileFull => "file-full",
            P::FileDifferential => "file-differential",
            P::FileIncremental => "file-incremental",
            P::DbDump => "db-dump",
            P::Logs => "pitr-logs",
            P::StandbySync => "standby-sync",
            P::ReplicaAsync => "replica-async",
            P::ReplicaDelayed => "replica-delayed",
            P::ConfigManagement => "config-management",
            P::KeyCopy => "",
        }
    }

    /// Inside a sentence: "the database dump".
    pub(super) const fn words(self) -> &'static str {
        match self {
            P::Image => "server image",
            P::VolumeSnapshot => "volume snapshot",
            P::FileFull => "full file backup",
            P::FileDifferential => "differential file backup",
            P::FileIncremental => "incremental file backup",
            P::DbDump => "database dump",
            P::Logs => "log copy",
            P::StandbySync => "standby",
            P::ReplicaAsync => "replica",
            P::ReplicaDelayed => "delayed replica",
            P::ConfigManagement => "configuration management",
            P::KeyCopy => "copy of the keys",
        }
    }

    pub(super) const fn column(self) -> Column {
        match self {
            P::Image => Column::Image,
            P::VolumeSnapshot | P::FileFull | P::KeyCopy => Column::Full,
            P::FileDifferential => Column::Differential,
            P::FileIncremental => Column::Incremental,
            P::DbDump => Column::Dump,
            P::Logs => Column::Logs,
            P::StandbySync => Column::Sync,
            P::ReplicaAsync | P::ReplicaDelayed => Column::Async,
            P::ConfigManagement => Column::Config,
        }
    }

    /// Each run a copy of its own, made at set times or by hand.
    pub(super) const fn is_scheduled(self) -> bool {
        matches!(
            self,
            P::Image
                | P::VolumeSnapshot
                | P::FileFull
                | P::FileDifferential
                | P::FileIncremental
                | P::DbDump
                | P::KeyCopy
        )
    }

    /// Whether it keeps data, and not the servers alone.
    pub(super) const fn keeps_data(self) -> bool {
        !matches!(self, P::ConfigManagement)
    }

    pub(super) const fn is_replica(self) -> bool {
        matches!(self, P::StandbySync | P::ReplicaAsync | P::ReplicaDelayed)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Location {
    SameServer,
    SameDataCentre,
    SameRegion,
    OtherRegion,
    OtherAccount,
    OtherProvider,
    Offline,
}

impl Location {
    pub(super) fn from_id(id: &str) -> Option<Location> {
        Some(match id {
            "same-server" => Location::SameServer,
            "same-data-centre" => Location::SameDataCentre,
            "same-region" => Location::SameRegion,
            "other-region" => Location::OtherRegion,
            "other-account" => Location::OtherAccount,
            "other-provider" => Location::OtherProvider,
            "offline" => Location::Offline,
            _ => return None,
        })
    }
}
