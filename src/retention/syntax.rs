//! A policy as its tool takes it: text to copy, first in the form that only shows what would go. Nothing is run here.

use super::plain::AwsDlm;
use super::policy::Policy;
use super::span::Span;
use std::fmt::Write as _;

/// What to type, or to put into a file. Words in capitals are to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    /// Shows what would be deleted, and deletes nothing. `None` where the tool has no such form.
    pub first: Option<String>,
    /// Puts the policy into force. From then on the tool deletes.
    pub then: String,
    /// What to know beside it.
    pub note: &'static str,
}

impl Policy {
    /// The policy in its tool's own syntax.
    pub fn syntax(&self) -> Syntax {
        match self {
            Policy::Restic(policy) => restic(policy),
            Policy::Borg(policy) => {
                let mut options = String::new();
                option(&mut options, "keep-within", policy.keep_within);
                let names = policy.counts().map(|(period, count)| (option_name(period), count));
                for (name, count) in names {
                    option(&mut options, name, count.is_on().then(|| i64::from(count)));
                }
                Syntax {
                    first: Some(format!("borg prune --dry-run --list{options} REPOSITORY")),
                    then: format!("borg prune --list{options} REPOSITORY"),
                    note: "Add --glob-archives 'SERIES-*', or archives of all series are judged together. Space is freed \
                           by borg compact.",
                }
            }
            Policy::Borg2(policy) => {
                let mut options = String::new();
                let utc = |from| super::Instant { offset_s: 0, ..from }.to_string();
                let from = policy.from.map(|from| utc(from).replace(" UTC", "Z").replacen(' ', "T", 1));
                option(&mut options, "from", from);
                for (period, amount) in policy.rules() {
                    option(&mut options, option_name(period), Some(amount));
                }
                Syntax {
                    first: Some(format!("borg prune --dry-run --list{options} SERIES")),
                    then: format!("borg prune --list{options} SERIES"),
                    note: "Space is freed by borg compact; until then borg undelete brings an archive back.",
                }
            }
            Policy::Proxmox(policy) => {
                let mut options = String::new();
                for (period, n) in policy.counts() {
                    option(&mut options, &format!("keep-{}", period.each()), Some(n));
                }
                let rules: Vec<String> =
                    policy.counts().iter().map(|(period, n)| format!("keep-{}={n}", period.each())).collect();
                let rules = if rules.is_empty() { "keep-all=1".to_owned() } else { rules.join(",") };
                Syntax {
                    first: Some(format!(
                        "proxmox-backup-client prune GROUP --dry-run true{options}\npvesm prune-backups STORAGE --dry-run \
                         1{options}"
                    )),
                    then: format!(
                        "proxmox-backup-client prune GROUP{options}\npvesm set STORAGE --prune-backups {rules}"
                    ),
                    note: "The first line is for Proxmox Backup Server, the second for Proxmox VE. With no number set \
                           everything stays.",
                }
            }
            Policy::Kopia(policy) => {
                let mut options = String::new();
                let all = [
                    ("keep-latest", policy.keep_latest),
                    ("keep-hourly", policy.keep_hourly),
                    ("keep-daily", policy.keep_daily),
                    ("keep-weekly", policy.keep_weekly),
                    ("keep-monthly", policy.keep_monthly),
                    ("keep-annual", policy.keep_annual),
                ];
                // What is not set is inherited: a policy of its own names all six.
                all.iter().for_each(|(name, n)| option(&mut options, name, Some(n.unwrap_or(0))));
                Syntax {
                    first: Some("kopia snapshot expire SOURCE".to_owned()),
                    then: format!("kopia policy set SOURCE{options}"),
                    note: "kopia snapshot expire shows what the policy in force would delete, and deletes with --delete \
                           only; but the next snapshot of the source applies a new policy at once.",
                }
            }
            Policy::Sanoid(policy) => {
                let mut text =
                    "[POOL/DATASET]\n\tuse_template = holdfast\n\n[template_holdfast]\n".to_owned();
                let all = [
                    ("frequent_period", policy.frequent_period),
                    ("frequently", policy.frequently),
                    ("hourly", policy.hourly),
                    ("daily", policy.daily),
                    ("weekly", policy.weekly),
                    ("monthly", policy.monthly),
                    ("yearly", policy.yearly),
                ];
                for (name, n) in all.iter().filter_map(|(name, n)| n.map(|n| (name, n))) {
                    let _ = writeln!(text, "\t{name} = {n}");
                }
                text.push_str("\tautosnap = yes\n\tautoprune = yes\n");
                Syntax {
                    first: Some("sanoid --prune-snapshots --readonly --verbose".to_owned()),
                    then: text,
                    note: "sanoid.conf. What it leaves out comes from sanoid.defaults.conf.",
                }
            }
            Policy::Nova(policy) => Syntax {
                first: None,
                then: format!(
                    "openstack server backup create --type daily --rotate {} SERVER",
                    policy.rotation
                ),
                note: "There is no form that only shows. The oldest image goes once the new one is uploaded; failed ones \
                       count, and so one more fits for a while.",
            },
            Policy::Rackspace(policy) => Syntax {
                first: None,
                then: format!("{{\"image_schedule\": {{\"retention\": {}}}}}", policy.retention),
                note: "The body of POST /servers/SERVER/rax-si-image-schedule. There is no form that only shows; a \
                       smaller number acts at the next image.",
            },
            Policy::AwsDlm(policy) => aws_dlm(policy),
            Policy::AwsBackup(policy) => {
                let mut parts = Vec::new();
                if let Some(days) = policy.move_to_cold_storage_after_days {
                    parts.push(format!("\"MoveToColdStorageAfterDays\": {days}"));
                }
                if let Some(days) = policy.delete_after_days {
                    parts.push(format!("\"DeleteAfterDays\": {days}"));
                }
                Syntax {
                    first: None,
                    then: format!("{{\"Lifecycle\": {{{}}}}}", parts.join(", ")),
                    note: "Part of a rule of aws backup create-backup-plan. There is no form that only shows; it holds for \
                           recovery points made from then on.",
                }
            }
            Policy::Velero(policy) => Syntax {
                first: None,
                then: format!("velero schedule create NAME --schedule=\"0 2 * * *\" --ttl {}", policy.ttl),
                note: "There is no form that only shows. Backups that exist keep the time to live they were given.",
            },
            Policy::Last(policy) => Syntax {
                first: None,
                then: format!("Keep the last {} copies.", policy.keep_last),
                note: "In the words of your tool.",
            },
            Policy::Age(policy) => Syntax {
                first: None,
                then: format!("Keep each copy for {}.", crate::units::Duration::clamped(policy.keep_for_s)),
                note: "In the words of your tool.",
            },
        }
    }
}

fn option(options: &mut String, name: &str, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        let _ = write!(options, " --{name} {value}");
    }
}

fn option_name(period: super::Period) -> &'static str {
    use super::Period;
    match period {
        Period::Copy => "keep",
        Period::Second => "keep-secondly",
        Period::Minute => "keep-minutely",
        Period::Hour => "keep-hourly",
        Period::Day => "keep-daily",
        Period::Week => "keep-weekly",
        Period::Month => "keep-monthly",
        Period::ThirteenWeeks => "keep-13weekly",
        Period::ThreeMonths => "keep-3monthly",
        Period::Year => "keep-yearly",
    }
}

fn restic(policy: &super::Restic) -> Syntax {
    let mut options = String::new();
    for (period, count) in policy.counts() {
        option(&mut options, &format!("keep-{}", period.each()), count.is_on().then_some(count));
    }
    let span = |span: Span| (!span.is_zero()).then_some(span);
    option(&mut options, "keep-within", span(policy.keep_within));
    for (period, window) in policy.windows() {
        option(&mut options, &format!("keep-within-{}", period.each()), span(window));
    }
    for tags in &policy.keep_tags {
        let tags = tags.join(",").replace('\'', "'\\''");
        option(&mut options, "keep-tag", Some(format!("'{tags}'")));
    }
    if policy.group_by != super::GroupBy::default() {
        option(&mut options, "group-by", Some(format!("'{}'", String::from(policy.group_by))));
    }
    Syntax {
        first: Some(format!("restic forget --dry-run{options}")),
        then: format!("restic forget{options}"),
        note: "Space is freed by restic prune, or with --prune.",
    }
}

fn aws_dlm(policy: &AwsDlm) -> Syntax {
    let rule = match (policy.count, policy.interval, policy.interval_unit) {
        (None, Some(interval), Some(unit)) => {
            let unit = match unit {
                super::AgeUnit::Days => "DAYS",
                super::AgeUnit::Weeks => "WEEKS",
                super::AgeUnit::Months => "MONTHS",
                super::AgeUnit::Years => "YEARS",
            };
            format!("{{\"Interval\": {interval}, \"IntervalUnit\": \"{unit}\"}}")
        }
        (count, ..) => format!("{{\"Count\": {}}}", count.unwrap_or_default()),
    };
    Syntax {
        first: None,
        then: format!("{{\"RetainRule\": {rule}}}"),
        note: "Part of a schedule of aws dlm create-lifecycle-policy. There is no form that only shows: create it with \
               --state DISABLED, read it over, then enable it.",
    }
}
