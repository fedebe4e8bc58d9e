//! Volume backups as Cinder lists them (`GET /v3/…/backups/detail`). Times carry no zone and are UTC; the size is the
//! volume's.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Backup<'a> {
    #[serde(borrow, default)]
    id: Word<'a>,
    #[serde(borrow, default)]
    volume_id: Word<'a>,
    #[serde(borrow, default)]
    status: Word<'a>,
    #[serde(borrow, default)]
    fail_reason: Word<'a>,
    #[serde(default)]
    size: Count,
    #[serde(default)]
    created_at: When,
    #[serde(default)]
    updated_at: When,
    #[serde(default)]
    data_timestamp: When,
    #[serde(borrow, default)]
    is_incremental: Word<'a>,
}

/// What is said where times without a zone are taken as UTC.
pub(super) const UTC: &str =
    "These times carry no zone. OpenStack writes them in UTC, and so they were read.";
/// What is said about a copy that builds on others, where the list does not say which.
pub(super) const INCREMENTAL: &str = "It needs the backups before it, back to a full one.";

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["volume_id", "created_at", "status", "size"])
        && (keys.has(&["is_incremental"]) || keys.has(&["container"]) || keys.has(&["object_count"]))
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let backup: Backup<'_> = serde_json::from_str(json)?;
    if !backup.status.is("available") && !backup.status.is("restoring") {
        let said = if backup.fail_reason.is_empty() {
            String::new()
        } else {
            format!(" Cinder says: {}", &*backup.fail_reason)
        };
        basket.skip(&backup.id, format!("Its status is “{}”, not “available”.{said}", &*backup.status));
        return Ok(());
    }
    let captured = backup.data_timestamp.or(backup.created_at);
    if let When::Local(_) = captured {
        basket.note(UTC);
    }
    basket.add(Draft {
        id: &backup.id,
        group: &backup.volume_id,
        captured: captured.or_utc(),
        usable: backup.updated_at.or_utc(),
        size: size(backup.size.gibibytes(), SizeKind::Provisioned),
        note: if backup.is_incremental.is("true") { INCREMENTAL } else { "" }.into(),
        ..Draft::default()
    });
    Ok(())
}
