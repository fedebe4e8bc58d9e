/// Whose output a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// restic, and those that print the same.
    Restic,
    /// Borg 1 and 2.
    Borg,
    /// Kopia.
    Kopia,
    /// pgBackRest.
    PgBackRest,
    /// Velero.
    Velero,
    /// AWS EC2: snapshots of volumes.
    Ec2Snapshots,
    /// AWS EC2: machine images.
    Ec2Images,
    /// AWS Backup: recovery points.
    AwsBackup,
    /// AWS Backup: jobs.
    AwsBackupJobs,
    /// OpenStack images, as Glance or its command line show them.
    Glance,
    /// OpenStack images, as Nova shows them; scheduled images of Rackspace.
    Nova,
    /// OpenStack volume backups.
    Cinder,
    /// Proxmox Backup Server.
    ProxmoxBackup,
    /// Proxmox VE.
    ProxmoxVe,
    /// Snapshots of ZFS.
    Zfs,
    /// duplicity.
    Duplicity,
    /// A table of times.
    Csv,
}

impl Tool {
    /// All of them.
    pub const ALL: [Tool; 17] = [
        Tool::Restic,
        Tool::Borg,
        Tool::Kopia,
        Tool::PgBackRest,
        Tool::Velero,
        Tool::Ec2Snapshots,
        Tool::Ec2Images,
        Tool::AwsBackup,
        Tool::AwsBackupJobs,
        Tool::Glance,
        Tool::Nova,
        Tool::Cinder,
        Tool::ProxmoxBackup,
        Tool::ProxmoxVe,
        Tool::Zfs,
        Tool::Duplicity,
        Tool::Csv,
    ];

    /// As people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Tool::Restic => "restic",
            Tool::Borg => "Borg",
            Tool::Kopia => "Kopia",
            Tool::PgBackRest => "pgBackRest",
            Tool::Velero => "Velero",
            Tool::Ec2Snapshots => "AWS EC2 snapshots",
            Tool::Ec2Images => "AWS EC2 images",
            Tool::AwsBackup => "AWS Backup recovery points",
            Tool::AwsBackupJobs => "AWS Backup jobs",
            Tool::Glance => "OpenStack images",
            Tool::Nova => "OpenStack server images",
            Tool::Cinder => "OpenStack volume backups",
            Tool::ProxmoxBackup => "Proxmox Backup Server",
            Tool::ProxmoxVe => "Proxmox VE",
            Tool::Zfs => "ZFS snapshots",
            Tool::Duplicity => "duplicity",
            Tool::Csv => "a table",
        }
    }

    /// In files: small letters and hyphens.
    pub const fn id(self) -> &'static str {
        match self {
            Tool::Restic => "restic",
            Tool::Borg => "borg",
            Tool::Kopia => "kopia",
            Tool::PgBackRest => "pgbackrest",
            Tool::Velero => "velero",
            Tool::Ec2Snapshots => "aws-ec2-snapshots",
            Tool::Ec2Images => "aws-ec2-images",
            Tool::AwsBackup => "aws-backup",
            Tool::AwsBackupJobs => "aws-backup-jobs",
            Tool::Glance => "openstack-glance",
            Tool::Nova => "openstack-nova",
            Tool::Cinder => "openstack-cinder",
            Tool::ProxmoxBackup => "proxmox-backup-server",
            Tool::ProxmoxVe => "proxmox-ve",
            Tool::Zfs => "zfs",
            Tool::Duplicity => "duplicity",
            Tool::Csv => "csv",
        }
    }

    /// The tool of that id.
    pub fn from_id(id: &str) -> Option<Tool> {
        Tool::ALL.into_iter().find(|tool| tool.id() == id)
    }

    /// The command whose output is read.
    pub const fn command(self) -> &'static str {
        match self {
            Tool::Restic => "restic snapshots --json",
            Tool::Borg => "borg info --json --last 1000 REPOSITORY",
            Tool::Kopia => "kopia snapshot list --all --json",
            Tool::PgBackRest => "pgbackrest info --output=json",
            Tool::Velero => "velero backup get -o json",
            Tool::Ec2Snapshots => "aws ec2 describe-snapshots --owner-ids self",
            Tool::Ec2Images => "aws ec2 describe-images --owners self",
            Tool::AwsBackup => "aws backup list-recovery-points-by-backup-vault --backup-vault-name VAULT",
            Tool::AwsBackupJobs => "aws backup list-backup-jobs",
            Tool::Glance => "openstack image show -f json IMAGE",
            Tool::Nova => "GET /images/detail",
            Tool::Cinder => "openstack volume backup list --long -f json",
            Tool::ProxmoxBackup => "proxmox-backup-client snapshot list --output-format json",
            Tool::ProxmoxVe => {
                "pvesh get /nodes/NODE/storage/STORAGE/content --content backup --output-format json"
            }
            Tool::Zfs => "zfs list -t snapshot -Hp -o name,creation,used",
            Tool::Duplicity => "duplicity collection-status URL",
            Tool::Csv => "a table with the columns time, size, status",
        }
    }
}

/// All tools in one line, for the message about an unknown file.
pub(super) fn understood() -> String {
    let commands: Vec<String> = Tool::ALL
        .into_iter()
        .map(|tool| match tool {
            Tool::Csv => tool.command().to_owned(),
            _ => format!("`{}`", tool.command()),
        })
        .collect();
    crate::units::in_words(&commands)
}
