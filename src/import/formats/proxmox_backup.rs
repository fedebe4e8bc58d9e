//! `proxmox-backup-client snapshot list --output-format json`, and the server's API.
//!
//! A snapshot whose check failed does not count; one that was never checked does, and says so.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Snapshot<'a> {
    #[serde(borrow, default)]
    backup_type: Word<'a>,
    #[serde(borrow, default)]
    backup_id: Word<'a>,
    #[serde(default)]
    backup_time: When,
    #[serde(default)]
    size: Count,
    #[serde(borrow, default)]
    files: Option<Vec<File<'a>>>,
    #[serde(borrow, default)]
    protected: Word<'a>,
    #[serde(borrow)]
    verification: Option<Verification<'a>>,
}

/// Old servers list files by their names alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum File<'a> {
    Entry {
        #[serde(borrow)]
        filename: Word<'a>,
    },
    #[serde(borrow)]
    Name(Word<'a>),
}

impl File<'_> {
    fn name(&self) -> &str {
        match self {
            File::Entry { filename: name } | File::Name(name) => name,
        }
    }
}

/// The last check of a snapshot.
#[derive(Deserialize)]
pub(super) struct Verification<'a> {
    #[serde(borrow, default)]
    pub(super) state: Word<'a>,
}

/// What is said about one that was never checked.
pub(super) const UNCHECKED: &str = "It has not been verified yet.";
/// What is said about one whose check failed.
pub(super) const FAILED: &str = "Its verification failed.";

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["backup-type", "backup-id", "backup-time"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let snapshot: Snapshot<'_> = serde_json::from_str(json)?;
    let group = format!("{}/{}", &*snapshot.backup_type, &*snapshot.backup_id);
    let id = match snapshot.backup_time {
        When::At(at, _) => format!("{group}/{at}"),
        _ => group.clone(),
    };
    let indexed = |files: &Vec<File<'_>>| files.iter().any(|file| file.name().starts_with("index.json"));
    if snapshot.size.0.is_none() || snapshot.files.as_ref().is_some_and(|files| !indexed(files)) {
        basket.skip(&id, "It is unfinished: its index is missing.");
        return Ok(());
    }
    let state = snapshot.verification.map(|verification| verification.state).unwrap_or_default();
    if !state.is_empty() && !state.is("ok") {
        basket.skip(&id, FAILED);
        return Ok(());
    }
    basket.add(Draft {
        id: &id,
        group: &group,
        captured: snapshot.backup_time,
        size: size(snapshot.size.bytes(), SizeKind::Logical),
        verified: state.is("ok"),
        note: if state.is("ok") { "" } else { UNCHECKED }.into(),
        tags: if snapshot.protected.is("true") { vec!["protected".to_owned()] } else { Vec::new() },
        ..Draft::default()
    });
    Ok(())
}
