//! What must come back on each server after a restart, with commands that only look.

use super::draft::in_order;
use super::step::Step;
use crate::answers::ComponentKind as K;
use crate::drill::Phase;
use crate::system::{Component, ComponentId, System};

/// The check of one server, or of one group of servers that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerCheck {
    /// Which component it is.
    pub component: ComponentId,
    /// Its name.
    pub name: String,
    /// What to look at, in order.
    pub checks: Vec<Check>,
}

/// One thing that must come back, to be ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its own among all checks: `database/mounts`.
    pub id: String,
    /// What kind of thing.
    pub returns: Returns,
    /// What must be so.
    pub must: String,
    /// How to look at it, on a system with systemd. They change nothing.
    pub commands: Vec<Command>,
    /// What they say when it is so.
    pub says: &'static str,
}

/// A line to be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// Where it fits: "MySQL, MariaDB"; empty for everywhere.
    pub on: &'static str,
    /// The line. Names in it that begin with `YOUR-` are to be replaced.
    pub line: &'static str,
}

/// What must come back after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`name` says each in words")]
pub enum Returns {
    Start,
    Services,
    Mounts,
    Timers,
    Firewall,
    Network,
    Replication,
}

impl Returns {
    /// All, in the order in which they are looked at.
    pub const ALL: [Returns; 7] = [
        Returns::Start,
        Returns::Services,
        Returns::Mounts,
        Returns::Timers,
        Returns::Firewall,
        Returns::Network,
        Returns::Replication,
    ];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Returns::Start => "Start",
            Returns::Services => "Services",
            Returns::Mounts => "Disks",
            Returns::Timers => "Scheduled jobs",
            Returns::Firewall => "Firewall",
            Returns::Network => "Network",
            Returns::Replication => "Replication",
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Returns::Start => "start",
            Returns::Services => "services",
            Returns::Mounts => "mounts",
            Returns::Timers => "timers",
            Returns::Firewall => "firewall",
            Returns::Network => "network",
            Returns::Replication => "replication",
        }
    }
}

const fn on(on: &'static str, line: &'static str) -> Command {
    Command { on, line }
}

const fn any(line: &'static str) -> Command {
    on("", line)
}

const START: &[Command] = &[
    any("systemctl is-system-running"),
    any("systemctl --failed --no-pager"),
    any("uptime --since"),
    any("journalctl --boot --priority=err --no-pager"),
];
const MOUNTS: &[Command] = &[
    any("findmnt --fstab --verify"),
    any("findmnt --real"),
    any("systemctl list-units --type=mount --state=failed --no-pager"),
];
const TIMERS: &[Command] = &[
    any("systemctl list-timers --all --no-pager"),
    on("cron", "systemctl is-active cron.service crond.service"),
    on("cron", "crontab -l"),
];
const FIREWALL: &[Command] = &[
    on("nftables", "nft list ruleset"),
    on("nftables", "systemctl is-enabled nftables.service"),
    on("firewalld", "firewall-cmd --state"),
    on("ufw", "ufw status"),
];
const NETWORK: &[Command] = &[any("ip -brief address"), any("ss --listening --tcp --udp --numeric")];
const WEB: &[Command] = &[
    on("nginx", "systemctl is-active nginx.service"),
    on("nginx", "systemctl is-enabled nginx.service"),
    on("Apache", "systemctl is-active apache2.service httpd.service"),
    on("Apache", "systemctl is-enabled apache2.service httpd.service"),
    on("your application", "systemctl is-active YOUR-APPLICATION.service"),
    on("your application", "systemctl is-enabled YOUR-APPLICATION.service"),
];
const DATABASE: &[Command] = &[
    on("PostgreSQL", "systemctl is-active postgresql.service"),
    on("PostgreSQL", "systemctl is-enabled postgresql.service"),
    on("PostgreSQL", "pg_isready"),
    on("MySQL, MariaDB", "systemctl is-active mysql.service mariadb.service"),
    on("MySQL, MariaDB", "systemctl is-enabled mysql.service mariadb.service"),
    on("MongoDB", "systemctl is-active mongod.service"),
    on("MongoDB", "systemctl is-enabled mongod.service"),
];
const REPLICATION: &[Command] = &[
    on(
        "PostgreSQL, on the primary",
        "psql --no-psqlrc --command='SELECT client_addr, state, replay_lag FROM pg_stat_replication'",
    ),
    on(
        "PostgreSQL, on the replica",
        "psql --no-psqlrc --command='SELECT status, last_msg_receipt_time FROM pg_stat_wal_receiver'",
    ),
    on("MySQL 8.0.22 and later, on the replica", "mysql --execute='SHOW REPLICA STATUS\\G'"),
    on("MariaDB, older MySQL, on the replica", "mysql --execute='SHOW SLAVE STATUS\\G'"),
    on("MongoDB", "mongosh --quiet --eval 'rs.printSecondaryReplicationInfo()'"),
    on("Redis, Valkey", "redis-cli INFO replication"),
];
const BALANCER: &[Command] = &[
    on("HAProxy", "systemctl is-active haproxy.service"),
    on("HAProxy", "systemctl is-enabled haproxy.service"),
    on("nginx", "systemctl is-active nginx.service"),
    on("nginx", "systemctl is-enabled nginx.service"),
    on("Keepalived", "systemctl is-active keepalived.service"),
];
const CACHE: &[Command] = &[
    on("Redis", "systemctl is-active redis-server.service redis.service"),
    on("Redis", "systemctl is-enabled redis-server.service redis.service"),
    on("Redis", "redis-cli PING"),
    on("memcached", "systemctl is-active memcached.service"),
    on("memcached", "systemctl is-enabled memcached.service"),
];
const QUEUE: &[Command] = &[
    on("RabbitMQ", "systemctl is-active rabbitmq-server.service"),
    on("RabbitMQ", "systemctl is-enabled rabbitmq-server.service"),
    on("RabbitMQ", "rabbitmqctl list_queues name messages consumers"),
    on("workers", "systemctl is-active YOUR-WORKER.service"),
    on("workers", "systemctl is-enabled YOUR-WORKER.service"),
];
const FILES: &[Command] = &[
    on("NFS", "systemctl is-active nfs-server.service"),
    on("Samba", "systemctl is-active smbd.service smb.service"),
    on("MinIO", "systemctl is-active minio.service"),
];

/// The checks after a restart: for every component that runs on servers, those that others need first. What somebody else runs,
/// and what is no server, is left out.
pub fn reboot_checks(system: &System) -> Vec<ServerCheck> {
    let all: Vec<ComponentId> = system.components.iter().map(|component| component.id.clone()).collect();
    let checks = in_order(system, &all).into_iter().filter(|component| is_server(component.kind));
    checks.map(server).collect()
}

/// Whether a component of that kind runs on servers of one's own.
const fn is_server(kind: K) -> bool {
    match kind {
        K::WebServer
        | K::Database
        | K::UploadedFiles
        | K::AttachedVolume
        | K::LoadBalancer
        | K::Cache
        | K::Queue
        | K::ScheduledJobs => true,
        K::ObjectStorage | K::DnsDomain | K::OutsideService | K::Code | K::Secrets => false,
    }
}

fn server(component: &Component) -> ServerCheck {
    let mut checks = Vec::new();
    let mut add = |returns: Returns, must: String, commands: &[Command], says: &'static str| {
        checks.push(Check {
            id: format!("{}/{}", component.id, returns.id()),
            returns,
            must,
            commands: commands.to_vec(),
            says,
        });
    };
    add(
        Returns::Start,
        "It has started, and nothing failed on the way.".to_owned(),
        START,
        "“running”, no failed unit, a time after the restart, and no error that you do not know.",
    );
    let (services, what) = match component.kind {
        K::Database => (DATABASE, "The database runs, and starts by itself."),
        K::LoadBalancer => (BALANCER, "The load balancer runs, and starts by itself."),
        K::Cache => (CACHE, "The cache runs, and starts by itself."),
        K::Queue => (QUEUE, "The queue and its workers run, and start by themselves."),
        K::UploadedFiles | K::AttachedVolume => (FILES, "What gives the files out runs."),
        _ => (WEB, "The web server and the application run, and start by themselves."),
    };
    if component.kind != K::ScheduledJobs {
        add(
            Returns::Services,
            what.to_owned(),
            services,
            "“active” and “enabled” for each that you have; a name that you do not have is “inactive”.",
        );
    }
    add(
        Returns::Mounts,
        "Every disk is mounted where it belongs.".to_owned(),
        MOUNTS,
        "“Success, no errors or warnings”, every data disk in the list, and no failed mount.",
    );
    if matches!(component.kind, K::ScheduledJobs | K::WebServer | K::Database | K::Queue) {
        add(
            Returns::Timers,
            "Scheduled jobs have a next run, backups among them.".to_owned(),
            TIMERS,
            "A next run for every job that you know, and “active” for cron where you use it.",
        );
    }
    add(
        Returns::Firewall,
        "The firewall has the rules that it had before, not only those since the last change by hand."
            .to_owned(),
        FIREWALL,
        "Your rules, not an empty list; “running” or “active”.",
    );
    add(
        Returns::Network,
        "It has its addresses, and listens where others look for it.".to_owned(),
        NETWORK,
        "Every address that it had, private ones too, and each port of the services above.",
    );
    let replicas = component.protections.known().into_iter().flatten().filter(|p| p.kind.is_replica());
    let names: Vec<_> = replicas.map(crate::system::Protection::words).collect();
    if !names.is_empty() {
        add(
            Returns::Replication,
            format!("{} has caught up.", crate::units::capitalised(&crate::units::in_words(&names))),
            REPLICATION,
            "“streaming”, or both threads “Yes” with 0 seconds behind; one primary and not two.",
        );
    }
    ServerCheck { component: component.id.clone(), name: component.name.clone(), checks }
}

/// Whether steps, by their keys, are those of [`reboot_steps`] and not drafted from the recovery.
pub(super) fn are_checks<'a>(mut keys: impl Iterator<Item = &'a str>) -> bool {
    keys.any(|key| key.split_once('/').is_some_and(|(_, what)| Returns::ALL.iter().any(|of| of.id() == what)))
}

/// The same as the steps of a runbook, to be run as a drill and ticked.
pub fn reboot_steps(checks: &[ServerCheck]) -> Vec<Step> {
    let all = checks.iter().flat_map(|server| server.checks.iter().map(move |check| (server, check)));
    let steps = all.enumerate().map(|(at, (server, check))| {
        let lines: Vec<String> = check.commands.iter().map(|command| command.line.to_owned()).collect();
        let mut command = String::new();
        for line in lines {
            // As many as fit: the rest stands in the check itself.
            if command.chars().count() + line.chars().count() + 2 <= super::check::LONGEST_COMMAND {
                command.push_str(if command.is_empty() { "" } else { "; " });
                command.push_str(&line);
            }
        }
        Step {
            key: check.id.clone(),
            phase: Phase::Verify,
            component: Some(server.component.clone()),
            role: Phase::Verify.role(),
            detail: check.must.clone(),
            command,
            works_when: check.says.to_owned(),
            way_back:
                "It stayed down: start it by hand, write down what it was, and make it start by itself."
                    .to_owned(),
            ..Step::own(
                &format!("s-{}", at + 1),
                &format!("{}: {}", server.name, check.returns.name().to_lowercase()),
            )
        }
    });
    steps.collect()
}
