//! `restic snapshots --json`, plain or grouped, and `restic forget --json`.
//!
//! The time of a snapshot is its start. Its end and its sizes are there from restic 0.17 on.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Snapshot<'a> {
    #[serde(default)]
    time: When,
    #[serde(borrow, default)]
    hostname: Word<'a>,
    #[serde(borrow, default)]
    paths: Option<Vec<Word<'a>>>,
    #[serde(borrow, default)]
    tags: Option<Vec<Word<'a>>>,
    #[serde(borrow, default)]
    id: Word<'a>,
    #[serde(borrow, default)]
    short_id: Word<'a>,
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct Summary {
    #[serde(default)]
    backup_end: When,
    #[serde(default)]
    total_bytes_processed: Count,
    #[serde(default)]
    data_added_packed: Count,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["time", "paths"]) || keys.has(&["time", "tree"])
}

pub(super) fn read(json: &str, list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let snapshot: Snapshot<'_> = serde_json::from_str(json)?;
    let id = if snapshot.short_id.is_empty() { &snapshot.id } else { &snapshot.short_id };
    if list == "remove" {
        basket.skip(id, "`restic forget` removes it.");
        return Ok(());
    }
    let mut paths: Vec<&str> = snapshot.paths.iter().flatten().map(|path| &**path).collect();
    paths.sort_unstable();
    let mut group = snapshot.hostname.to_string();
    for path in paths {
        if !group.is_empty() {
            group.push(' ');
        }
        group.push_str(path);
    }
    let summary = snapshot.summary;
    basket.add(Draft {
        id,
        group: &group,
        captured: snapshot.time,
        usable: summary.as_ref().map_or(When::Missing, |summary| summary.backup_end.clone()),
        size: size(summary.as_ref().and_then(|s| s.total_bytes_processed.bytes()), SizeKind::Logical),
        adds: summary.and_then(|summary| summary.data_added_packed.bytes()),
        tags: snapshot.tags.into_iter().flatten().map(|tag| tag.0.into_owned()).collect(),
        ..Draft::default()
    });
    Ok(())
}
