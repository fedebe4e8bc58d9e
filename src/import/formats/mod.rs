//! One file per format. Each knows its entries by the names in them, and says what of them counts.

mod aws_backup;
mod borg;
mod cinder;
pub(super) mod csv;
pub(super) mod duplicity;
mod ec2;
mod glance;
mod kopia;
mod nova;
mod openstack_cli;
mod pgbackrest;
mod proxmox_backup;
mod proxmox_ve;
mod restic;
mod series;
pub(super) mod table;
mod velero;
pub(super) mod zfs;

use super::Tool;
use super::basket::Basket;
use super::loose::Keys;

/// A format in JSON.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) tool: Tool,
    /// Whether an entry with these names is one of it.
    pub(super) knows: fn(&Keys<'_>) -> bool,
    /// Reads an entry of the list of this name.
    pub(super) read: fn(&str, &str, &mut Basket) -> serde_json::Result<()>,
}

const fn format(
    tool: Tool,
    knows: fn(&Keys<'_>) -> bool,
    read: fn(&str, &str, &mut Basket) -> serde_json::Result<()>,
) -> Format {
    Format { tool, knows, read }
}

/// All formats in JSON; the first that knows an entry has it.
pub(super) const FORMATS: &[Format] = &[
    format(Tool::Restic, restic::knows, restic::read),
    format(Tool::Kopia, kopia::knows, kopia::read),
    format(Tool::PgBackRest, pgbackrest::knows, pgbackrest::read),
    format(Tool::ProxmoxBackup, proxmox_backup::knows, proxmox_backup::read),
    format(Tool::ProxmoxVe, proxmox_ve::knows, proxmox_ve::read),
    format(Tool::Velero, velero::knows, velero::read),
    format(Tool::Ec2Snapshots, ec2::knows_snapshot, ec2::read_snapshot),
    format(Tool::Ec2Images, ec2::knows_image, ec2::read_image),
    format(Tool::AwsBackupJobs, aws_backup::knows_job, aws_backup::read_job),
    format(Tool::AwsBackup, aws_backup::knows_point, aws_backup::read_point),
    format(Tool::Glance, glance::knows, glance::read),
    format(Tool::Nova, nova::knows, nova::read),
    format(Tool::Cinder, openstack_cli::knows_backup, openstack_cli::read_backup),
    format(Tool::Glance, openstack_cli::knows_image, openstack_cli::read_image),
    format(Tool::Cinder, cinder::knows, cinder::read),
    format(Tool::Borg, borg::knows, borg::read),
];
