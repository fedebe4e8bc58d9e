//! `velero backup get -o json`, which prints a list, or a bare backup when there is exactly one; `kubectl get` prints the
//! same. Of 13 phases only `Completed` is whole.

use super::series::series;
use crate::import::basket::{Basket, Draft};
use crate::import::loose::{Keys, Word};
use crate::import::time::When;
use serde::Deserialize;

#[derive(Deserialize)]
struct Backup<'a> {
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    #[serde(borrow)]
    status: Option<State<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    #[serde(borrow, default)]
    name: Word<'a>,
    #[serde(default)]
    creation_timestamp: When,
    #[serde(borrow)]
    labels: Option<Labels<'a>>,
}

#[derive(Deserialize)]
struct Labels<'a> {
    #[serde(borrow, default, rename = "velero.io/schedule-name")]
    schedule: Word<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct State<'a> {
    #[serde(borrow, default)]
    phase: Word<'a>,
    #[serde(default)]
    start_timestamp: When,
    #[serde(default)]
    completion_timestamp: When,
    #[serde(default)]
    expiration: When,
}

pub(super) fn knows(keys: &Keys<'_>) -> bool {
    keys.kind == "Backup" && keys.has(&["metadata", "status", "spec"])
}

pub(super) fn read(json: &str, _list: &str, basket: &mut Basket) -> serde_json::Result<()> {
    let backup: Backup<'_> = serde_json::from_str(json)?;
    let Some(metadata) = backup.metadata else {
        basket.skip("", "It has no name and no time.");
        return Ok(());
    };
    let Some(status) = backup.status.filter(|status| status.phase.is("Completed")) else {
        basket.skip(&metadata.name, "Velero does not call it completed.");
        return Ok(());
    };
    let schedule = metadata.labels.map(|labels| labels.schedule).unwrap_or_default();
    let guessed = status.start_timestamp == When::Missing;
    let expires = matches!(status.expiration, When::At(..));
    basket.add(Draft {
        id: &metadata.name,
        group: if schedule.is_empty() { series(&metadata.name) } else { &schedule },
        captured: status.start_timestamp.or(metadata.creation_timestamp),
        usable: status.completion_timestamp,
        note: match (guessed, expires) {
            (true, _) => "It does not say when it started: this is when it was asked for.",
            (false, true) => "Velero deletes it when its own time is up.",
            (false, false) => "",
        }
        .into(),
        ..Draft::default()
    });
    Ok(())
}
