//! POINTS.json.

use super::read::{flag, object, plain, text, texts};
use super::zone::Zone;
use holdfast::retention::{Dialect, Group, Instant, KeepPoint, Status};
use serde_json::Value;

/// The points as they stand, and what else the file says.
pub(super) struct List {
    pub(super) points: Vec<Value>,
    pub(super) now: Option<String>,
    pub(super) zone: Option<String>,
}

/// A list, or an object that holds one, such as the output of the example `restore_points`.
pub(super) fn list(file: &Value) -> Result<List, String> {
    if let Value::Array(points) = file {
        return Ok(List { points: points.clone(), now: None, zone: None });
    }
    let (mut points, mut now, mut zone) = (None, None, None);
    for (key, value) in object(file, "POINTS.json")? {
        match plain(key).as_str() {
            "points" | "snapshots" | "archives" | "backups" | "images" => {
                let list = value.as_array().ok_or_else(|| format!("POINTS.json: {key} is not a list"))?;
                if points.replace(list.clone()).is_some() {
                    return Err("POINTS.json holds two lists of points".to_owned());
                }
            }
            "now" => now = Some(text(value, key)?),
            "zone" | "timezone" => zone = Some(text(value, key)?),
            // Of an importer's output, or of no weight.
            "tool" | "skipped" | "worstlosss" | "notes" | "note" | "source" => {}
            _ => return Err(format!("POINTS.json: unknown field {key}")),
        }
    }
    Ok(List { points: points.ok_or("POINTS.json has no list of points")?, now, zone })
}

pub(super) fn points(
    list: &[Value],
    zone: Option<&Zone>,
    dialect: Dialect,
) -> Result<Vec<KeepPoint>, String> {
    let one = |(place, value): (usize, &Value)| {
        point(place, value, zone, dialect).map_err(|reason| format!("POINTS.json: point {place}: {reason}"))
    };
    list.iter().enumerate().map(one).collect()
}

fn point(place: usize, value: &Value, zone: Option<&Zone>, dialect: Dialect) -> Result<KeepPoint, String> {
    let mut point = KeepPoint::default();
    let (mut id, mut at, mut offset) = (None, None, None);
    for (key, value) in object(value, "the point")? {
        let once = |slot: &mut Option<Value>| match slot.replace(value.clone()) {
            None => Ok(()),
            Some(_) => Err(format!("{key} says again what another field says")),
        };
        match plain(key).as_str() {
            "id" | "index" | "name" | "archive" => once(&mut id)?,
            "at" | "ats" | "time" | "capturedat" | "start" | "starttime" | "createdat" | "created"
            | "timestamp" => {
                once(&mut at)?;
            }
            "offsets" => offset = Some(value.as_i64().and_then(|n| i32::try_from(n).ok()).ok_or("offset_s")?),
            "nanos" => point.nanos = value.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or("nanos")?,
            "group" => group(&mut point.group, value)?,
            "host" | "hostname" => point.group.host = text(value, key)?,
            "paths" | "path" => point.group.paths = texts(value, key)?,
            "tags" => point.tags.extend(texts(value, key)?),
            "class" | "type" => point.tags.push(text(value, key)?),
            "protected" | "pinned" | "locked" | "held" => point.protected |= flag(value, key)?,
            "pins" => point.protected |= !texts(value, key)?.is_empty(),
            "status" => point.status = status(&text(value, key)?)?,
            "failed" | "incomplete" | "unfinished" | "partial" => {
                if flag(value, key)? {
                    point.status = Status::Failed;
                }
            }
            "parent" if dialect == Dialect::Restic => {}
            "needs" | "parent" => point.needs = if value.is_null() { None } else { Some(text(value, key)?) },
            "expires" | "expiresat" | "expiration" | "deleteat" => {
                point.expires = if value.is_null() { None } else { Some(instant(value, zone)?.seconds) };
            }
            // restic's own list: what a snapshot was compared with is not needed to restore it.
            "tree" | "shortid" | "username" | "uid" | "gid" | "summary" | "programversion" | "excludes"
            | "original"
                if dialect == Dialect::Restic => {}
            // Of an importer's output, or of no weight for keeping.
            "usableat" | "sizebytes" | "sizekind" | "note" => {}
            _ => return Err(format!("unknown field {key}")),
        }
    }
    let at = instant(&at.ok_or("it has no time: give at, in seconds since 1970, or time")?, zone)?;
    point.id = id.map_or_else(|| Ok(place.to_string()), |id| text(&id, "id"))?;
    point.at = at.seconds;
    point.nanos = point.nanos.max(at.nanos);
    point.offset_s = match (offset, zone) {
        (Some(offset), None) => offset,
        (None, Some(zone)) => zone.offset(at.seconds)?,
        (None, None) => at.offset_s,
        (Some(_), Some(_)) => {
            return Err("it has an offset of its own, and a zone is given as well".to_owned());
        }
    };
    if dialect == Dialect::Borg && is_checkpoint(&point.id) {
        point.status = Status::Failed;
    }
    Ok(point)
}

fn instant(value: &Value, zone: Option<&Zone>) -> Result<Instant, String> {
    match value {
        Value::Number(_) => {
            let seconds = value.as_i64().ok_or_else(|| format!("{value} is not whole seconds"))?;
            Ok(Instant { seconds, nanos: 0, offset_s: 0 })
        }
        Value::String(text) => match (text.parse::<Instant>(), zone) {
            (Ok(at), _) => Ok(at),
            (Err(_), Some(zone)) => zone.civil(text).ok_or_else(|| format!("“{text}” is not a time")),
            (Err(error), None) => Err(format!("{error}; or name the zone with --zone")),
        },
        other => Err(format!("expected a time, got {other}")),
    }
}

/// A name, or host, paths and name.
fn group(group: &mut Group, value: &Value) -> Result<(), String> {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (key, value) in fields {
                match plain(key).as_str() {
                    "host" | "hostname" => group.host = text(value, key)?,
                    "paths" | "path" => group.paths = texts(value, key)?,
                    "name" | "username" => group.name = text(value, key)?,
                    _ => return Err(format!("unknown field group.{key}")),
                }
            }
        }
        other => group.name = text(other, "group")?,
    }
    Ok(())
}

fn status(word: &str) -> Result<Status, String> {
    Ok(match plain(word).as_str() {
        "good" | "ok" | "complete" | "completed" | "success" | "active" | "available" => Status::Good,
        "failed" | "partial" | "incomplete" | "unfinished" | "checkpoint" | "error" | "saving" | "queued" => {
            Status::Failed
        }
        _ => return Err(format!("unknown status {word}: give good or failed")),
    })
}

/// Borg 1.4 names them so: `.checkpoint` or `.checkpoint.2` at the end.
fn is_checkpoint(name: &str) -> bool {
    let digits =
        |text: &str| text.is_empty() || text.strip_prefix('.').is_some_and(|n| n.parse::<u32>().is_ok());
    name.rsplit_once(".checkpoint").is_some_and(|(_, rest)| digits(rest))
}
