//! A restore point, as far as keeping it is concerned.

use serde::{Deserialize, Serialize};

/// Whether a copy can be restored from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Whole.
    #[default]
    Good,
    /// Failed, partial, unfinished: what Borg calls a checkpoint and Kopia incomplete.
    Failed,
}

/// What a copy is a copy of: copies of different things are judged apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// The server.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// What was copied, in any order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// Whatever else tells groups apart: `vm/100`, a volume, a dataset, a server with its backup type.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Group {
    /// A group known by one name.
    pub fn named(name: &str) -> Group {
        Group { name: name.to_owned(), ..Group::default() }
    }
}

/// One restore point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepPoint {
    /// Its name.
    pub id: String,
    /// When it was taken: whole seconds since 1970, UTC.
    pub at: i64,
    /// The rest of that second, in nanoseconds: it decides which of two copies is the newer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nanos: u32,
    /// The clock by which its day, week and month are told: seconds east of UTC, less than 26 h.
    #[serde(default)]
    pub offset_s: i32,
    /// What it is a copy of.
    #[serde(default)]
    pub group: Group,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Protected, pinned, locked or held: what the tool will not delete. restic, Borg 1.4 and Velero know no such mark.
    #[serde(default)]
    pub protected: bool,
    /// Whether it is whole.
    #[serde(default)]
    pub status: Status,
    /// The point that it builds on: it cannot be restored without it, so that one stays as long as this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// Its own end, fixed when it was made (seconds since 1970, UTC): Velero's expiration, the DeleteAt of AWS Backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
