//! Reads what a backup tool prints and says what of it can be restored.
//!
//! ```text
//! cargo run -r --no-default-features --example restore_points -- FILE [--zone NAME] [--now RFC3339]
//! ```
//!
//! Prints JSON: `{tool, points:[{captured_at, usable_at, size_bytes, size_kind, status, group, note}], skipped:[{reason}],
//! worst_loss_s: {group: seconds}}`. Times are RFC 3339 in UTC; what is not known is null. A worst loss is that between the
//! first and the last point of a group, and with `--now` also from the newest usable capture until then; null with fewer
//! than two points and no `--now`.
//!
//! Times without a zone count only with `--zone`, such as `Europe/Berlin`; without it they are among the skipped.
//!
//! Exit codes: 0 read; 1 the file could not be read; 2 the command could not be understood; 3 read, but a zone is needed.

#[path = "conformance/zones.rs"]
mod zones;

use chrono::{DateTime, Datelike, Timelike};
use holdfast::import::{Gap, Imported, Reader, measured};
use holdfast::schedule::Zone;
use holdfast::units::NBSP;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::Read;
use std::process::ExitCode;

const USAGE: &str = "Usage: restore_points FILE [--zone Europe/Berlin] [--now 2026-11-21T09:30:00Z]";
/// Bytes read at once, as a page does it.
const SLICE: usize = 256 * 1024;

struct Command {
    file: String,
    zone: Option<Zone>,
    now: Option<i64>,
}

/// What went wrong, in words, and the exit code.
struct Failure(u8, String);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match command(&args).and_then(|command| run(&command)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(waiting) => {
            eprintln!(
                "{waiting}{NBSP}points have times without a zone. Say which clock that was, such as --zone Europe/Berlin."
            );
            ExitCode::from(3)
        }
        Err(Failure(code, words)) => {
            eprintln!("{words}");
            ExitCode::from(code)
        }
    }
}

fn command(args: &[String]) -> Result<Command, Failure> {
    let usage = |words: String| Failure(2, format!("{words}\n{USAGE}"));
    let mut command = Command { file: String::new(), zone: None, now: None };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| usage(format!("{arg} needs a value")));
        match arg.as_str() {
            "--zone" => command.zone = Some(zone(value()?).map_err(usage)?),
            "--now" => {
                let typed = value()?;
                let now = DateTime::parse_from_rfc3339(typed).map_err(|e| {
                    usage(format!("“{typed}” is not a moment such as 2026-11-21T09:30:00Z: {e}"))
                })?;
                command.now = Some(now.timestamp());
            }
            option if option.starts_with("--") => return Err(usage(format!("There is no option {option}"))),
            file if command.file.is_empty() => file.clone_into(&mut command.file),
            _ => return Err(usage("Name one file".to_owned())),
        }
    }
    if command.file.is_empty() { Err(usage("Name a file".to_owned())) } else { Ok(command) }
}

/// The changes of a zone from 1900 to 2099.
fn zone(name: &str) -> Result<Zone, String> {
    const FROM: i64 = -2_208_988_800;
    const TO: i64 = 4_102_444_800;
    zones::zone(name, FROM, TO)
}

/// Prints the result; how many points wait for a zone.
fn run(command: &Command) -> Result<usize, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure(1, format!("{}: {e}", command.file));
    let mut file = File::open(&command.file).map_err(|e| failed(&e))?;
    let mut reader = Reader::default();
    let mut slice = vec![0; SLICE];
    loop {
        let read = file.read(&mut slice).map_err(|e| failed(&e))?;
        if read == 0 {
            break;
        }
        reader.feed(slice.get(..read).unwrap_or_default()).map_err(|e| failed(&e))?;
    }
    let mut imported = reader.finish().map_err(|e| failed(&e))?;
    if let Some(zone) = &command.zone {
        imported = imported.placed(zone);
    }
    for note in &imported.notes {
        eprintln!("{note}");
    }
    let told = told(&imported, command.now).map_err(|e| failed(&e))?;
    println!("{told:#}");
    Ok(imported.needs_zone())
}

fn told(imported: &Imported, now: Option<i64>) -> Result<Value, String> {
    let group = |group: u32| imported.groups.get(group as usize).map_or("", String::as_str);
    let points = imported.points.iter().map(|point| {
        json!({
            "captured_at": instant(point.captured_at),
            "usable_at": point.usable_at.map(instant),
            "size_bytes": point.size.map(|size| size.bytes.count()),
            "size_kind": point.size.map(|size| size.kind.name()),
            "status": point.status.name(),
            "group": group(point.group),
            "note": point.note,
        })
    });
    let waiting = imported.unplaced.iter().map(
        |point| json!({ "reason": format!("{}: Its time has no zone: say which clock that was.", point.id) }),
    );
    let skipped = imported
        .skipped
        .iter()
        .map(|skipped| json!({ "reason": format!("{}: {}", skipped.what, skipped.reason) }));
    let mut worst = Map::new();
    let groups = imported.groups.iter().zip(imported.by_group());
    for (name, points) in groups.filter(|(_, points)| !points.is_empty()) {
        let found = measured(points, now, None).map_err(|e| e.to_string())?;
        let loss = found.worst_loss.into_iter().chain(found.stale).map(Gap::seconds).max();
        worst.insert(name.clone(), json!(loss));
    }
    Ok(json!({
        "tool": imported.tool.id(),
        "points": points.collect::<Vec<_>>(),
        "skipped": skipped.chain(waiting).collect::<Vec<_>>(),
        "worst_loss_s": worst,
    }))
}

/// `2026-11-21T09:30:00Z`.
fn instant(utc: i64) -> String {
    let at = Zone::utc().local(utc).civil();
    let (day, time) = (at.date(), at.time());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        day.year(),
        day.month(),
        day.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}
