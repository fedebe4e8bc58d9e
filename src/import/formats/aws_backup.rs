//! `aws backup list-recovery-points-by-resource`, `-by-backup-vault`, and `aws backup list-backup-jobs`.
//!
//! The two lists of points name the size differently, and only that of a vault names the resource. Version 1 of the
//! command line prints seconds since 1970, version 2 dates.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry<'a> {
    #[serde(borrow, default)]
    recovery_point_arn: Word<'a>,
    #[serde(borrow, default)]
    backup_job_id: Word<'a>,
    #[serde(borrow, default)]
    resource_arn: Word<'a>,
    #[serde(borrow, default)]
    status: Word<'a>,
    #[serde(borrow, default)]
    state: Word<'a>,
    #[serde(borrow, default)]
    status_message: Word<'a>,
    #[serde(default)]
    creation_date: When,
    #[serde(default)]
    completion_date: When,
    #[serde(default)]
    backup_size_bytes: Count,
    #[serde(default)]
    backup_size_in_bytes: Count,
    #[serde(borrow, default)]
    is_parent: Word<'a>,
}

pub(super) fn knows_point(keys: &Keys<'_>) -> bool {
    keys.has(&["RecoveryPointArn", "CreationDate", "Status"])
}

pub(super) fn knows_job(keys: &Keys<'_>) -> bool {
    keys.has(&["BackupJobId", "CreationDate", "State"])
}

pub(super) fn read_point(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let entry: Entry<'_> = serde_json::from_str(json)?;
    let whole = entry.status.is("COMPLETED") || entry.status.is("AVAILABLE");
    let id = entry.recovery_point_arn.clone();
    take(&entry, &id, whole, &entry.status, basket);
    Ok(())
}

pub(super) fn read_job(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let entry: Entry<'_> = serde_json::from_str(json)?;
    let whole = entry.state.is("COMPLETED");
    let id = entry.backup_job_id.clone();
    take(&entry, &id, whole, &entry.state, basket);
    Ok(())
}

fn take(entry: &Entry<'_>, id: &str, whole: bool, state: &str, basket: &mut Basket) {
    if !whole {
        let said = if entry.status_message.is_empty() {
            String::new()
        } else {
            format!(" AWS says: {}", &*entry.status_message)
        };
        basket.skip(id, format!("Its status is “{state}”, not “COMPLETED”.{said}"));
        return;
    }
    let bytes = entry.backup_size_in_bytes.bytes().or(entry.backup_size_bytes.bytes());
    basket.add(Draft {
        id,
        group: if entry.resource_arn.is_empty() {
            "the resource that was asked for"
        } else {
            &entry.resource_arn
        },
        captured: entry.creation_date.clone(),
        usable: entry.completion_date.clone(),
        size: size(bytes, SizeKind::Stored),
        note: if entry.is_parent.is("true") { "It is made of nested points." } else { "" }.into(),
        ..Draft::default()
    });
}
