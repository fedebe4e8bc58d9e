//! What a user has set, in the words of the tool that acts on it.

use super::borg::Borg;
use super::borg2::Borg2;
use super::decide::{Marks, Scene};
use super::error::RetentionError;
use super::kopia::Kopia;
use super::lot::Parted;
use super::plain::{Age, AwsBackup, AwsDlm, Last, Nova, Rackspace, Velero, mark_age, mark_last, within};
use super::proxmox::Proxmox;
use super::restic::Restic;
use super::sanoid::Sanoid;
use serde::{Deserialize, Serialize};

/// A keep policy. In a file `{"dialect": "restic", "keep_daily": 7, …}`; a field that the dialect does not know is an
/// error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "dialect", rename_all = "snake_case")]
pub enum Policy {
    /// `restic forget`.
    Restic(Restic),
    /// `borg prune`, Borg 1.4.
    Borg(Borg),
    /// `borg prune`, Borg 2.
    Borg2(Borg2),
    /// Proxmox Backup Server and Proxmox VE.
    Proxmox(Proxmox),
    /// Kopia.
    Kopia(Kopia),
    /// sanoid.
    Sanoid(Sanoid),
    /// OpenStack Nova backups.
    Nova(Nova),
    /// Rackspace scheduled images.
    Rackspace(Rackspace),
    /// Amazon Data Lifecycle Manager.
    AwsDlm(AwsDlm),
    /// AWS Backup.
    AwsBackup(AwsBackup),
    /// Velero.
    Velero(Velero),
    /// The last N, by whatever tool.
    Last(Last),
    /// Each for a time, by whatever tool.
    Age(Age),
}

/// Whose rules a policy follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as in Policy")]
pub enum Dialect {
    Restic,
    Borg,
    Borg2,
    Proxmox,
    Kopia,
    Sanoid,
    Nova,
    Rackspace,
    AwsDlm,
    AwsBackup,
    Velero,
    Last,
    Age,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Dialect; 13] = [
        Dialect::Restic,
        Dialect::Borg,
        Dialect::Borg2,
        Dialect::Proxmox,
        Dialect::Kopia,
        Dialect::Sanoid,
        Dialect::Nova,
        Dialect::Rackspace,
        Dialect::AwsDlm,
        Dialect::AwsBackup,
        Dialect::Velero,
        Dialect::Last,
        Dialect::Age,
    ];

    /// "Borg 1.4": for people.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Restic => "restic",
            Dialect::Borg => "Borg 1.4",
            Dialect::Borg2 => "Borg 2",
            Dialect::Proxmox => "Proxmox",
            Dialect::Kopia => "Kopia",
            Dialect::Sanoid => "sanoid",
            Dialect::Nova => "OpenStack Nova",
            Dialect::Rackspace => "Rackspace scheduled images",
            Dialect::AwsDlm => "Amazon Data Lifecycle Manager",
            Dialect::AwsBackup => "AWS Backup",
            Dialect::Velero => "Velero",
            Dialect::Last => "keep the last",
            Dialect::Age => "keep for a time",
        }
    }

    /// Whether it knows a mark that keeps a copy from being deleted.
    pub const fn knows_protection(self) -> bool {
        !matches!(self, Dialect::Restic | Dialect::Borg | Dialect::Velero)
    }

    /// Whether failed copies take the places of good ones.
    pub const fn counts_failed(self) -> bool {
        !matches!(self, Dialect::Borg | Dialect::Proxmox | Dialect::Kopia)
    }
}

impl Policy {
    /// Whose rules it follows.
    pub const fn dialect(&self) -> Dialect {
        match self {
            Policy::Restic(_) => Dialect::Restic,
            Policy::Borg(_) => Dialect::Borg,
            Policy::Borg2(_) => Dialect::Borg2,
            Policy::Proxmox(_) => Dialect::Proxmox,
            Policy::Kopia(_) => Dialect::Kopia,
            Policy::Sanoid(_) => Dialect::Sanoid,
            Policy::Nova(_) => Dialect::Nova,
            Policy::Rackspace(_) => Dialect::Rackspace,
            Policy::AwsDlm(_) => Dialect::AwsDlm,
            Policy::AwsBackup(_) => Dialect::AwsBackup,
            Policy::Velero(_) => Dialect::Velero,
            Policy::Last(_) => Dialect::Last,
            Policy::Age(_) => Dialect::Age,
        }
    }

    pub(super) fn parted(&self) -> Parted {
        match self {
            Policy::Restic(policy) => policy.parted(),
            // All archives of a repository are candidates together, unless the command names a series.
            Policy::Borg(_) | Policy::Borg2(_) => Parted::NOT,
            _ => Parted::BY_GROUP,
        }
    }

    pub(super) fn check(&self) -> Result<(), RetentionError> {
        match self {
            Policy::Borg(policy) => policy.check(),
            Policy::Borg2(policy) => policy.check(),
            Policy::Proxmox(policy) => policy.check(),
            Policy::AwsDlm(policy) => policy.check(),
            Policy::AwsBackup(policy) => policy.check(),
            Policy::Age(policy) => {
                within("keep_for_s", policy.keep_for_s, 1, 36_525 * 86_400, "1 s to 100 years")
            }
            _ => Ok(()),
        }
    }

    pub(super) fn mark(&self, scene: &Scene<'_>, marks: &mut Marks) -> Result<(), RetentionError> {
        let by_hand =
            |stamp| scene.is(stamp, |point| point.protected || point.tags.iter().any(|tag| tag == "manual"));
        match self {
            Policy::Restic(policy) => policy.mark(scene, marks),
            Policy::Borg(policy) => policy.mark(scene, marks),
            Policy::Borg2(policy) => policy.mark(scene, marks),
            Policy::Proxmox(policy) => policy.mark(scene, marks),
            Policy::Kopia(policy) => policy.mark(scene, marks),
            Policy::Sanoid(policy) => policy.mark(scene, marks)?,
            Policy::Nova(policy) => mark_last(scene, marks, policy.rotation, |_| true),
            Policy::Rackspace(policy) => mark_last(scene, marks, policy.retention, |stamp| !by_hand(stamp)),
            Policy::AwsDlm(AwsDlm { count: Some(count), .. }) => mark_last(scene, marks, *count, |_| true),
            Policy::AwsDlm(policy) => mark_age(scene, marks, true, |at| policy.end(at)),
            Policy::AwsBackup(policy) => mark_age(scene, marks, true, |at| policy.end(at)),
            Policy::Velero(policy) => mark_age(scene, marks, false, |at| Some(at + policy.ttl.0)),
            Policy::Last(policy) => mark_last(scene, marks, policy.keep_last, |_| true),
            Policy::Age(policy) => mark_age(scene, marks, true, |at| Some(at + policy.keep_for_s)),
        }
        Ok(())
    }
}
