//! What docs/holdfast.schema.json says of imported restore points: the entries of "points".

use holdfast::import::{SizeKind, Tool};
use serde_json::{Map, Value, json};

/// A value with its description.
fn says(to: &str, description: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{to}"), "description": description })
}

fn stretch(description: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": "#/$defs/instant" }, "minItems": 2, "maxItems": 2, "description": description })
}

fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn object(description: &str, fields: Value, required: &[&str]) -> Value {
    json!({
        "type": "object", "description": description, "properties": fields, "required": required,
        "additionalProperties": false,
    })
}

pub(crate) fn definitions() -> Map<String, Value> {
    let kinds = SizeKind::ALL.map(SizeKind::name);
    let tools = Tool::ALL.map(Tool::id);
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let instant = json!({
        "type": "integer", "minimum": -62_135_596_800_i64, "maximum": 253_402_300_799_i64,
        "description": "Seconds since 1 January 1970, 00:00 UTC.",
    });
    let point = object(
        "A restore point.",
        json!({
            "at": says("instant", "The moment its data is from."),
            "took_s": count("From then until it could be restored from; left out where the tool does not say."),
            "offset_s": { "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX, "description": "Seconds east of UTC in which the tool wrote its time." },
            "size_bytes": { "$ref": "#/$defs/bytes" },
            "size_is": { "enum": kinds, "description": "What the size counts: the data as a restore would write it, what lies in the storage, what would be freed by deleting this point alone, or the whole disk." },
            "adds_bytes": says("bytes", "What it added to the storage when it was made."),
            "verified": { "type": "boolean", "description": "The tool read it again and found it whole." },
            "id": { "type": "string", "description": "The tool's name for it." },
            "tags": texts,
            "needs": { "type": "array", "items": { "type": "string" }, "description": "Ids of points without which it cannot be restored." },
            "note": { "type": "string" },
        }),
        &["at"],
    );
    let all = object(
        "What all points showed when they were read, those that are not kept included. Stretches of time by both ends.",
        json!({
            "points": count("How many there were."),
            "span": stretch("The first and the last capture."),
            "longest_gap": stretch("The longest time between two captures in a row."),
            "worst_loss": stretch("From a capture until just before the next one became usable, at its longest."),
            "grows_bytes_a_day": { "type": "integer", "description": "By how much points grow in a day." },
            "grows_is": { "enum": kinds, "description": "What those sizes count." },
            "slower_ms_a_day": { "type": "integer", "description": "Milliseconds by which runs take longer, a day." },
        }),
        &["points"],
    );
    let skipped = object(
        "An entry that does not count.",
        json!({ "what": { "type": "string" }, "reason": { "type": "string" } }),
        &["reason"],
    );
    let mut group = object(
        "The restore points that one tool lists of one source.",
        json!({
            "id": says("id", "The id of the tool, with a number behind it from the second on."),
            "tool": { "enum": tools, "description": "Whose points these are." },
            "name": { "type": "string", "description": "The source, as the tool names it." },
            "file": { "type": "string", "description": "The name of the file they came in; left out when they were pasted." },
            "imported_at": says("instant", "When they were read."),
            "here": says("zone", "The time zone of whoever read them."),
            "zone": says("zone", "The time zone that was named for times without one."),
            "component": says("id", "The component they are copies of. With protection, never without."),
            "protection": says("id", "Which of its protections they are."),
            "points": { "type": "array", "items": { "$ref": "#/$defs/point" }, "description": "The newest points, the newest first." },
            "all": all,
            "skipped": { "type": "array", "items": skipped, "description": "The first entries of the file that do not count." },
            "skipped_in_file": count("How many the file had."),
            "notes": { "type": "array", "items": { "type": "string" }, "description": "What to know about the file." },
        }),
        &["id", "tool", "imported_at", "points", "all"],
    );
    group["dependentRequired"] = json!({ "component": ["protection"], "protection": ["component"] });
    paired([("instant", instant), ("point", point), ("points_group", group)])
}

/// A size and its kind belong together.
fn paired(definitions: [(&str, Value); 3]) -> Map<String, Value> {
    let mut all: Map<String, Value> =
        definitions.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    all["point"]["dependentRequired"] = json!({ "size_bytes": ["size_is"], "size_is": ["size_bytes"] });
    all
}

pub(crate) fn section() -> (&'static str, &'static str, Value) {
    let items = json!({ "$ref": "#/$defs/points_group" });
    ("points", "Restore points that were read from tools.", items)
}

/// A group as an entry.
pub(crate) fn group() -> Value {
    json!({
        "id": "restic", "tool": "restic", "name": "web /srv", "file": "snapshots.json", "imported_at": 1_795_262_400,
        "here": "Europe/Berlin", "component": "uploaded-files", "protection": "file-full",
        "all": { "points": 2, "span": [1_795_176_000, 1_795_262_400], "longest_gap": [1_795_176_000, 1_795_262_400] },
        "points": [
            { "at": 1_795_262_400, "took_s": 60, "id": "b", "size_bytes": 5, "size_is": "stored", "tags": ["daily"] },
            { "at": 1_795_176_000, "id": "a" },
        ],
        "skipped": [{ "what": "c", "reason": "It failed." }], "skipped_in_file": 1, "notes": ["One page of several."],
    })
}
