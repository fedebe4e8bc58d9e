//! `pgbackrest info --output=json`: a list of stanzas, each with its backups.
//!
//! The start is taken as the captured time. A restore reaches the stop without any log but the backup's own, and every
//! moment after it with the archived log, which this file does not prove: so the loss is never understated.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Stanza<'a> {
    #[serde(borrow, default)]
    name: Word<'a>,
    #[serde(borrow, default)]
    backup: Option<Vec<Backup<'a>>>,
    #[serde(borrow)]
    status: Option<Standing<'a>>,
}

#[derive(Deserialize)]
struct Standing<'a> {
    #[serde(default)]
    code: Count,
    #[serde(borrow, default)]
    message: Word<'a>,
}

#[derive(Deserialize)]
struct Backup<'a> {
    #[serde(borrow, default)]
    label: Word<'a>,
    #[serde(borrow, default)]
    error: Word<'a>,
    #[serde(borrow, default)]
    prior: Word<'a>,
    #[serde(borrow, default)]
    reference: Option<Vec<Word<'a>>>,
    #[serde(borrow)]
    archive: Option<Archive<'a>>,
    info: Option<Info>,
    timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Archive<'a> {
    #[serde(borrow, default)]
    start: Word<'a>,
}

#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    size: Count,
    repository: Option<Repository>,
}

#[derive(Deserialize)]
struct Repository {
    #[serde(default)]
    delta: Count,
}

#[derive(Deserialize)]
struct Timestamp {
    #[serde(default)]
    start: When,
    #[serde(default)]
    stop: When,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["backup", "db", "name"]) || keys.has(&["backup", "archive", "status"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let stanza: Stanza<'_> = serde_json::from_str(json)?;
    if let Some(status) = stanza.status.filter(|status| status.code.is_positive()) {
        basket.note(format!("pgBackRest says about {}: {}.", &*stanza.name, &*status.message));
    }
    for backup in stanza.backup.into_iter().flatten() {
        if backup.error.is("true") {
            basket.skip(&backup.label, "Pages of it were damaged when it was made.");
            continue;
        }
        let (captured, usable) = backup.timestamp.map(|time| (time.start, time.stop)).unwrap_or_default();
        let archived = backup.archive.is_some_and(|archive| !archive.start.is_empty());
        let mut needs: Vec<String> =
            backup.reference.into_iter().flatten().map(|label| label.0.into_owned()).collect();
        if !backup.prior.is_empty() && !needs.iter().any(|label| **label == *backup.prior) {
            needs.push(backup.prior.0.into_owned());
        }
        let repository = backup.info.as_ref().and_then(|info| info.repository.as_ref());
        basket.add(Draft {
            id: &backup.label,
            group: &stanza.name,
            captured,
            usable,
            adds: repository.and_then(|repository| repository.delta.bytes()),
            size: size(backup.info.as_ref().and_then(|info| info.size.bytes()), SizeKind::Logical),
            note: if archived { "" } else { "No archived log is named for it: try restoring it." }.into(),
            needs,
            ..Draft::default()
        });
    }
    Ok(())
}
