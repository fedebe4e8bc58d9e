//! `borg list --json`, `borg info --json` and Borg 2's `borg repo-list --json`.
//!
//! Times are those of the machine's clock; Borg 1 writes no zone. `info` alone gives the end and the sizes.

use super::series::series;
use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Archive<'a> {
    #[serde(borrow, default)]
    name: Word<'a>,
    #[serde(borrow, default)]
    archive: Word<'a>,
    #[serde(borrow, default)]
    id: Word<'a>,
    #[serde(default)]
    start: When,
    #[serde(default)]
    time: When,
    #[serde(default)]
    end: When,
    stats: Option<Stats>,
    #[serde(borrow, default)]
    tags: Option<Tags<'a>>,
}

#[derive(Deserialize)]
struct Stats {
    #[serde(default)]
    original_size: Count,
    #[serde(default)]
    deduplicated_size: Count,
}

/// Borg 2 writes them as a list or as one text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tags<'a> {
    #[serde(borrow)]
    List(Vec<Word<'a>>),
    Text(Word<'a>),
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["name", "start"]) || keys.has(&["archive", "time"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let archive: Archive<'_> = serde_json::from_str(json)?;
    let name = if archive.name.is_empty() { &archive.archive } else { &archive.name };
    if name.contains(".checkpoint") {
        basket.skip(name, "It is a checkpoint of an archive that was not finished.");
        return Ok(());
    }
    let tags = match archive.tags {
        Some(Tags::List(tags)) => tags.into_iter().map(|tag| tag.0.into_owned()).collect(),
        Some(Tags::Text(text)) => text.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        None => Vec::new(),
    };
    basket.add(Draft {
        id: if archive.id.is_empty() { name } else { &archive.id },
        group: series(name),
        captured: archive.start.or(archive.time),
        usable: archive.end,
        size: size(archive.stats.as_ref().and_then(|s| s.original_size.bytes()), SizeKind::Logical),
        adds: archive.stats.and_then(|stats| stats.deduplicated_size.bytes()),
        tags,
        ..Draft::default()
    });
    Ok(())
}
