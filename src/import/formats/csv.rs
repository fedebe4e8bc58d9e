//! A plain table: a line per point, parted by commas, semicolons or tabs. The first line names the columns; without names
//! they are time, size, status.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, shown, size};
use crate::import::time::{When, read_or_epoch};
use crate::units::Bytes;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Captured,
    Usable,
    Size(SizeKind),
    Status,
    Group,
    Note,
    Id,
    Other,
}

/// What the columns hold, and what parts them.
#[derive(Debug)]
pub(in crate::import) struct Columns {
    columns: Vec<Column>,
    by: char,
    /// Whether the line of names is still to come by.
    names: bool,
}

/// Names of columns, in small letters without spaces.
const NAMES: [(&str, Column); 39] = [
    ("time", Column::Captured),
    ("captured_at", Column::Captured),
    ("captured", Column::Captured),
    ("date", Column::Captured),
    ("datetime", Column::Captured),
    ("timestamp", Column::Captured),
    ("start", Column::Captured),
    ("started", Column::Captured),
    ("started_at", Column::Captured),
    ("start_time", Column::Captured),
    ("created", Column::Captured),
    ("created_at", Column::Captured),
    ("creation_time", Column::Captured),
    ("backup_time", Column::Captured),
    ("usable_at", Column::Usable),
    ("usable", Column::Usable),
    ("end", Column::Usable),
    ("ended_at", Column::Usable),
    ("end_time", Column::Usable),
    ("finished", Column::Usable),
    ("finished_at", Column::Usable),
    ("completed_at", Column::Usable),
    ("completion_time", Column::Usable),
    ("size", Column::Size(SizeKind::Stored)),
    ("size_bytes", Column::Size(SizeKind::Stored)),
    ("bytes", Column::Size(SizeKind::Stored)),
    ("stored", Column::Size(SizeKind::Stored)),
    ("logical", Column::Size(SizeKind::Logical)),
    ("status", Column::Status),
    ("state", Column::Status),
    ("result", Column::Status),
    ("group", Column::Group),
    ("name", Column::Group),
    ("job", Column::Group),
    ("source", Column::Group),
    ("host", Column::Group),
    ("note", Column::Note),
    ("id", Column::Id),
    ("label", Column::Id),
];

/// Words for a point that is whole.
const WHOLE: [&str; 14] = [
    "",
    "ok",
    "success",
    "successful",
    "succeeded",
    "completed",
    "complete",
    "done",
    "finished",
    "available",
    "active",
    "usable",
    "verified",
    "true",
];

impl Columns {
    /// The columns that a first line names, or those of a line that begins with a time.
    pub(in crate::import) fn of(line: &str) -> Option<Columns> {
        let by = ['\t', ';', ','].into_iter().find(|by| line.contains(*by)).unwrap_or(',');
        let fields = fields(line, by);
        let column = |field: &String| {
            let name = field.trim().to_ascii_lowercase().replace([' ', '-'], "_");
            NAMES.iter().find(|(known, _)| *known == name).map_or(Column::Other, |(_, column)| *column)
        };
        let columns: Vec<Column> = fields.iter().map(column).collect();
        if columns.contains(&Column::Captured) {
            return Some(Columns { columns, by, names: true });
        }
        let first = fields.first().map(|field| read_or_epoch(field));
        matches!(first, Some(When::At(..) | When::Local(_))).then(|| Columns {
            columns: vec![Column::Captured, Column::Size(SizeKind::Stored), Column::Status],
            by,
            names: false,
        })
    }
}

pub(in crate::import) fn read(line: &str, number: usize, columns: &mut Columns, basket: &mut Basket) {
    if std::mem::take(&mut columns.names) {
        return;
    }
    let what = format!("line {number}");
    let (mut captured, mut usable) = (When::Missing, When::Missing);
    let (mut status, mut group, mut note, mut id) = ("", "", "", "");
    let mut how_large = None;
    let fields = fields(line, columns.by);
    for (column, field) in columns.columns.iter().zip(&fields) {
        let field = field.trim();
        match column {
            Column::Captured if captured == When::Missing => captured = read_or_epoch(field),
            Column::Usable if usable == When::Missing => usable = read_or_epoch(field),
            Column::Size(kind) => how_large = how_large.or(size(bytes(field), *kind)),
            Column::Status => status = field,
            Column::Group => group = field,
            Column::Note => note = field,
            Column::Id => id = field,
            _ => {}
        }
    }
    let id = if id.is_empty() { &what } else { id };
    if !WHOLE.iter().any(|word| status.eq_ignore_ascii_case(word)) {
        basket.skip(id, format!("Its status is “{}”.", shown(status)));
        return;
    }
    basket.add(Draft {
        id,
        group: if group.is_empty() { "table" } else { group },
        captured,
        usable,
        size: how_large,
        verified: status.eq_ignore_ascii_case("verified"),
        note: note.to_owned().into(),
        ..Draft::default()
    });
}

/// A bare number is bytes; with a unit it is read as people write it.
fn bytes(field: &str) -> Option<Bytes> {
    if field.is_empty() {
        return None;
    }
    if field.bytes().all(|byte| byte.is_ascii_digit()) {
        return field.parse().ok().and_then(Bytes::new);
    }
    field.parse().ok()
}

/// The fields of a line; in quotes a separator stands for itself, and two quotes for one.
pub(super) fn fields(line: &str, by: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(field) = fields.last_mut() else { break };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted || field.trim().is_empty() => quoted = !quoted,
            _ if letter == by && !quoted => fields.push(String::new()),
            _ => field.push(letter),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_quotes() {
        assert_eq!(fields(r#"a,"b,""c""" , d"#, ','), ["a", "b,\"c\" ", " d"]);
        assert_eq!(fields("", ','), [""]);
    }

    #[test]
    fn columns_by_name_or_by_a_time() {
        let named = Columns::of("Name;Start Time;Size").unwrap();
        assert_eq!(named.columns, [Column::Group, Column::Captured, Column::Size(SizeKind::Stored)]);
        assert!(named.names && named.by == ';');
        assert!(!Columns::of("2026-11-21T03:00:00Z,5,ok").unwrap().names);
        assert!(Columns::of("Dear all, the backup ran").is_none());
    }
}
