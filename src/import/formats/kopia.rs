//! `kopia snapshot list --json`.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::{Count, Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot<'a> {
    #[serde(borrow, default)]
    id: Word<'a>,
    #[serde(borrow)]
    source: Option<Source<'a>>,
    #[serde(default)]
    start_time: When,
    #[serde(default)]
    end_time: When,
    stats: Option<Stats>,
    #[serde(borrow, default)]
    incomplete: Word<'a>,
    root_entry: Option<Root>,
    #[serde(borrow, default)]
    pins: Option<Vec<Word<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Source<'a> {
    #[serde(borrow, default)]
    host: Word<'a>,
    #[serde(borrow, default)]
    user_name: Word<'a>,
    #[serde(borrow, default)]
    path: Word<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stats {
    #[serde(default)]
    total_size: Count,
    #[serde(default)]
    error_count: Count,
}

#[derive(Deserialize)]
struct Root {
    summ: Option<Summary>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    #[serde(default)]
    num_failed: Count,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.has(&["startTime", "source"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let snapshot: Snapshot<'_> = serde_json::from_str(json)?;
    if !snapshot.incomplete.is_empty() {
        basket.skip(&snapshot.id, format!("Kopia calls it incomplete ({}).", &*snapshot.incomplete));
        return Ok(());
    }
    let errors = snapshot.stats.as_ref().and_then(|stats| stats.error_count.0).unwrap_or(0);
    let failed = snapshot.root_entry.and_then(|root| root.summ).and_then(|summary| summary.num_failed.0);
    let missing = errors.max(failed.unwrap_or(0));
    if missing > 0 {
        basket.skip(&snapshot.id, format!("It is partial: {missing} files or folders could not be read."));
        return Ok(());
    }
    let group = snapshot.source.map(|s| match s.host.is_empty() {
        true => s.path.to_string(),
        false => format!("{}@{}:{}", &*s.user_name, &*s.host, &*s.path),
    });
    basket.add(Draft {
        id: &snapshot.id,
        group: group.as_deref().unwrap_or_default(),
        captured: snapshot.start_time,
        usable: snapshot.end_time,
        size: size(snapshot.stats.and_then(|stats| stats.total_size.bytes()), SizeKind::Logical),
        tags: snapshot.pins.into_iter().flatten().map(|pin| pin.0.into_owned()).collect(),
        ..Draft::default()
    });
    Ok(())
}
