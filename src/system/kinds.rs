use crate::catalogue::Column;
use serde::{Deserialize, Serialize};

/// What a protection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`words` says each in words")]
pub enum ProtectionKind {
    Image,
    VolumeSnapshot,
    FileFull,
    FileDifferential,
    FileIncremental,
    DbDump,
    #[serde(rename = "pitr-logs")]
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
    pub const ALL: [P; 11] = [
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

    /// Its id: an option of the question, or the copy of keys.
    pub const fn id(self) -> &'static str {
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
            P::KeyCopy => "key-copy",
        }
    }

    /// Inside a sentence: "the database dump".
    pub const fn words(self) -> &'static str {
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

    /// The column of the survival table that it is read in.
    pub const fn column(self) -> Column {
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
    pub const fn is_scheduled(self) -> bool {
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

    /// Fulls and increments that need them.
    pub const fn is_chain(self) -> bool {
        matches!(self, P::FileDifferential | P::FileIncremental)
    }

    /// Whether it follows the live data all the time.
    pub const fn is_continuous(self) -> bool {
        matches!(self, P::Logs | P::StandbySync | P::ReplicaAsync | P::ReplicaDelayed)
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<P> {
        P::ALL.into_iter().chain([P::KeyCopy]).find(|kind| kind.id() == id)
    }

    /// Whether it keeps data, and not the servers alone.
    pub const fn keeps_data(self) -> bool {
        !matches!(self, P::ConfigManagement)
    }

    /// A second, running copy of the data.
    pub const fn is_replica(self) -> bool {
        matches!(self, P::StandbySync | P::ReplicaAsync | P::ReplicaDelayed)
    }
}

/// Where a copy is kept: the options of the question, from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`words` says each in words")]
pub enum Location {
    SameServer,
    SameDataCentre,
    SameRegion,
    OtherRegion,
    OtherAccount,
    OtherProvider,
    Offline,
}

impl Location {
    /// The options of the question.
    pub const ALL: [Location; 7] = [
        Location::SameServer,
        Location::SameDataCentre,
        Location::SameRegion,
        Location::OtherRegion,
        Location::OtherAccount,
        Location::OtherProvider,
        Location::Offline,
    ];

    /// The option's id.
    pub const fn id(self) -> &'static str {
        match self {
            Location::SameServer => "same-server",
            Location::SameDataCentre => "same-data-centre",
            Location::SameRegion => "same-region",
            Location::OtherRegion => "other-region",
            Location::OtherAccount => "other-account",
            Location::OtherProvider => "other-provider",
            Location::Offline => "offline",
        }
    }

    /// The place of that id.
    pub fn from_id(id: &str) -> Option<Location> {
        Location::ALL.into_iter().find(|place| place.id() == id)
    }

    /// Inside a sentence: "on the same server".
    pub const fn words(self) -> &'static str {
        match self {
            Location::SameServer => "on the same server",
            Location::SameDataCentre => "in the same data centre",
            Location::SameRegion => "in the same region",
            Location::OtherRegion => "in another region",
            Location::OtherAccount => "in another account",
            Location::OtherProvider => "with another provider",
            Location::Offline => "offline",
        }
    }
}
