//! Groups of restore points as a document keeps them: what is kept, what is cut, and what survives a damaged entry.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "points/hostile.rs"]
mod hostile;
#[path = "points/kept.rs"]
mod kept;
#[path = "points/page.rs"]
mod page;

use holdfast::import::import;
use holdfast::points::{Group, ROOM, Source, gather};

/// 21 November 2026, 12:00 UTC.
const NOW: i64 = 1_795_262_400;

fn source() -> Source {
    Source {
        file: "list.json".to_owned(),
        now: NOW,
        here: "Europe/Berlin".to_owned(),
        zone: String::new(),
        room: ROOM,
    }
}

fn groups(text: &str) -> Vec<Group> {
    gather(import(text.as_bytes()).unwrap(), source()).collect()
}

/// What restic prints of one host and path: `count` snapshots, one each `every` seconds, the last at [`NOW`].
fn restic(host: &str, count: i64, every: i64) -> String {
    let rows = (0..count).map(|n| {
        let at = NOW - (count - 1 - n) * every;
        let text = |at: i64| format!("{:?}Z", chrono::DateTime::from_timestamp(at, 0).unwrap().naive_utc());
        format!(
            r#"{{"time":"{}","hostname":"{host}","paths":["/srv"],"tags":["daily"],"id":"{n:064x}","short_id":"{n:08x}","summary":{{"total_bytes_processed":{},"backup_end":"{}"}}}}"#,
            text(at),
            1_000_000_000 + n * 1_000,
            text(at + 60),
        )
    });
    format!("[{}]", rows.collect::<Vec<_>>().join(","))
}
