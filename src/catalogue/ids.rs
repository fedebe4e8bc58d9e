//! Names of the questions the core reads, so that a slip is caught by a test and not by a customer.

/// Where the application is in its life.
pub const CURRENT_STAGE: &str = "current-stage";
/// What follows from a bad day.
pub const WORST_CONSEQUENCE: &str = "worst-consequence";
/// The parts of the application.
pub const COMPONENT_KINDS: &str = "component-kinds";
/// The copies of the most important data.
pub const PROTECTIONS: &str = "protections-in-place";
/// Where keys and passwords are.
pub const KEYS_COPY: &str = "keys-copy";
/// When the copy runs.
pub const BACKUP_SCHEDULE: &str = "backup-schedule";
/// The last run that finished without an error.
pub const LAST_GOOD: &str = "last-good-backup";
/// The owner's limit for loss.
pub const ACCEPTABLE_LOSS: &str = "acceptable-loss";
/// How a failed run is noticed.
pub const FAILED_RUN_NOTICE: &str = "failed-run-notice";
/// How often an image is made.
pub const IMAGE_CADENCE: &str = "image-cadence";
/// Where the copies are.
pub const COPY_LOCATIONS: &str = "copy-locations";
/// Whether one login can delete everything.
pub const DELETE_ALL: &str = "delete-all-copies";
/// The last proven restore.
pub const LAST_RESTORE: &str = "last-restore-test";
/// The owner's limit for downtime.
pub const ACCEPTABLE_DOWNTIME: &str = "acceptable-downtime";
/// What servers are rebuilt from.
pub const REBUILD_SOURCE: &str = "rebuild-source";
/// The last check of the contacts.
pub const CONTACTS_CHECKED: &str = "contacts-checked";
/// Whether a second person can act.
pub const SECOND_PERSON: &str = "second-person";
/// The emergency plan.
pub const WRITTEN_PLAN: &str = "written-plan";
/// The last practice.
pub const LAST_DRILL: &str = "last-drill";
/// What comes back after a restart.
pub const RETURNS_AFTER_REBOOT: &str = "returns-after-reboot";
/// When the busy time starts.
pub const EVENT_DATE: &str = "event-date";
/// How long until a copy is finished and safe.
pub const RUN_TO_SAFE: &str = "run-to-safe";
/// How long a copy is kept.
pub const KEEP_FOR: &str = "keep-for";
/// How far behind logs and replicas run.
pub const CONTINUOUS_LAG: &str = "continuous-lag";

#[cfg(test)]
mod tests {
    use super::super::question;

    #[test]
    fn every_name_is_a_question() {
        for line in include_str!("ids.rs").lines() {
            if let Some(id) = line.strip_prefix("pub const ").and_then(|l| l.split('"').nth(1)) {
                assert!(question(id).is_some(), "{id}");
            }
        }
    }
}
