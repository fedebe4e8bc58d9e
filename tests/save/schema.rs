//! docs/holdfast.schema.json says what a file may hold. It is made from the catalogue and the library's own limits, so that
//! they agree.

use crate::any::document;
use crate::support::nonsense::{component, setup};
use crate::{described, imported, people};
use holdfast::answers::{ComponentKind, MOST_ENTRIES};
use holdfast::catalogue::{AnswerKind, FOLLOW_UPS, QUICK, Question, ids};
use holdfast::save::{SCHEMA, to_file};
use holdfast::schedule::Weekday;
use holdfast::system::{Component, Setup, System};
use jsonschema::{Validator, validator_for};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

const FILE: &str = "docs/holdfast.schema.json";

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator_for(&schema()).unwrap());

fn options(question: &Question) -> Vec<&'static str> {
    question.options.iter().map(|choice| choice.id).collect()
}

/// What `is` may be.
fn answer(question: &Question) -> Value {
    let only = |name: &str, value: Value| json!({ "type": "object", "properties": { name: value }, "required": [name], "additionalProperties": false });
    let told = match question.kind {
        AnswerKind::Single => only("one", json!({ "enum": options(question) })),
        AnswerKind::Multi => only(
            "many",
            json!({ "type": "array", "items": { "enum": options(question) }, "minItems": 1, "uniqueItems": true }),
        ),
        AnswerKind::Duration => only("duration_s", json!({ "$ref": "#/$defs/duration_s" })),
        AnswerKind::Date => only("date", json!({ "$ref": "#/$defs/date" })),
        AnswerKind::Schedule => only("schedule", json!({ "$ref": "#/$defs/schedule" })),
    };
    let mut forms = vec![told];
    if question.unsure {
        forms.push(json!({ "const": "unsure" }));
    }
    if question.kind == AnswerKind::Date && question.id != ids::EVENT_DATE {
        forms.push(json!({ "const": "never" }));
    }
    match forms.as_slice() {
        [one] => one.clone(),
        _ => json!({ "anyOf": forms }),
    }
}

/// A list of entries.
fn section(description: &str, items: Value) -> Value {
    json!({
        "description": format!("{description} Each id stands once. An entry of another form is kept and not read."),
        "type": "array", "items": items, "maxItems": MOST_ENTRIES,
    })
}

fn schema() -> Value {
    let given: Map<String, Value> = QUICK
        .iter()
        .chain(&FOLLOW_UPS)
        .map(|question| {
            let given = json!({
                "description": question.ask,
                "allOf": [{ "$ref": "#/$defs/given" }],
                "properties": { "is": answer(question) },
            });
            (question.id.to_owned(), given)
        })
        .collect();
    let at = json!({ "$ref": "#/$defs/time" });
    let run = |name: &str, fields: Value, required: &[&str]| {
        json!({
            "type": "object",
            "properties": { name: {
                "type": "object", "properties": fields, "required": required, "additionalProperties": false,
            } },
            "required": [name],
            "additionalProperties": false,
        })
    };
    let days: Vec<String> = Weekday::ALL.iter().map(|day| day.name().to_lowercase()).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Holdfast assessment",
        "description": "A file NAME.holdfast.json, file version 1. docs/file-format.md explains it. Fields that are \
                        not named here belong to other versions; Holdfast keeps them.",
        "type": "object",
        "required": ["format", "schema"],
        "properties": {
            "format": { "const": "holdfast" },
            "schema": { "const": SCHEMA },
            "app": { "type": "string", "description": "The program that wrote the file." },
            "catalogue": { "type": "string", "description": "The version of the questions." },
            "name": {
                "type": "string", "maxLength": 120, "description": "What the system is called; may be empty.",
            },
            "example": { "type": "boolean", "description": "Whether this is the made-up example." },
            "focus": {
                "description": "The data that would be missed most.",
                "type": "object",
                "properties": {
                    "part": { "anyOf": [
                        { "type": "null" }, { "enum": ComponentKind::ALL.map(ComponentKind::id) },
                    ] },
                    "holds": { "type": "string", "maxLength": 40 },
                },
            },
            "answers": {
                "description": "Answers by question. Those to questions that are not named here are kept.",
                "type": "object",
                "properties": given,
            },
        },
        "$defs": {
            "entry": {
                "type": "object",
                "required": ["id"],
                "properties": { "id": { "$ref": "#/$defs/id" } },
            },
            "given": {
                "type": "object",
                "required": ["is"],
                "properties": {
                    "known": {
                        "enum": ["guessed", "told", "seen", "measured"],
                        "description": "How well it is known: a guess, hearsay, looked up, read from a record.",
                    },
                    "on": {
                        "description": "The day the answer was given.",
                        "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/date" }],
                    },
                },
            },
            "duration_s": {
                "type": "integer", "minimum": 0, "maximum": 36_525_u64 * 86_400,
                "description": "Whole seconds, up to 100 years.",
            },
            "date": {
                "type": "string",
                "pattern": "^(19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            },
            "time": { "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
            "schedule": { "anyOf": [
                { "const": "by_hand" },
                run("daily", json!({ "at": at }), &["at"]),
                run("weekdays", json!({ "at": at }), &["at"]),
                run("weekly", json!({ "on": { "enum": days }, "at": at }), &["on", "at"]),
                run(
                    "every",
                    json!({ "interval_s": { "type": "integer", "minimum": 60, "maximum": 31 * 86_400 }, "from": at }),
                    &["interval_s", "from"],
                ),
                run("hourly", json!({ "minute": { "type": "integer", "minimum": 0, "maximum": 59 } }), &["minute"]),
                run("monthly", json!({ "day": nth(31), "at": at }), &["day", "at"]),
                run(
                    "monthly_weekday",
                    json!({ "nth": nth(5), "on": { "enum": days }, "at": at }),
                    &["nth", "on", "at"],
                ),
                run(
                    "cron",
                    json!({ "text": { "type": "string", "description": "Five fields, or @daily and its like." } }),
                    &["text"],
                ),
            ] },
        },
    });
    for (name, description, items) in
        described::sections().into_iter().chain([imported::section()]).chain(people::sections())
    {
        schema["properties"][name] = section(description, items);
    }
    for (name, definition) in described::definitions().into_iter().chain(imported::definitions()) {
        schema["$defs"][name] = definition;
    }
    schema
}

/// A place in a month.
fn nth(highest: u8) -> Value {
    json!({ "anyOf": [{ "type": "integer", "minimum": 1, "maximum": highest }, { "const": "last" }] })
}

/// With HOLDFAST_WRITE set, the file is written instead of compared.
#[test]
fn the_schema_agrees_with_the_catalogue() {
    let made = format!("{:#}\n", schema());
    if std::env::var_os("HOLDFAST_WRITE").is_some() {
        std::fs::write(FILE, &made).unwrap();
    }
    let kept = std::fs::read_to_string(FILE).unwrap();
    assert!(
        kept == made,
        "{FILE} is out of date: run this test with HOLDFAST_WRITE=1 and look at what changed"
    );
}

#[test]
fn schema_and_library_agree_on_points() {
    let file =
        |group: &Value| json!({ "format": "holdfast", "schema": SCHEMA, "points": [group] }).to_string();
    let agree = |group: &Value, fits: bool| {
        let read = holdfast::points::Group::read(&group.to_string());
        assert_eq!(read.is_ok(), fits, "{read:?}: {group}");
        assert_eq!(valid(&file(group)), fits, "{group}");
    };
    let group = imported::group();
    agree(&group, true);
    for (place, value) in [
        ("/tool", json!("floppy")),
        ("/protection", Value::Null),
        ("/here", json!("Mars <b>")),
        ("/imported_at", json!(253_402_300_800_i64)),
        ("/points/0/at", json!("yesterday")),
        ("/points/0/took_s", json!(-1)),
        ("/points/0/size_is", json!("imagined")),
        ("/points/0/size_bytes", json!(1_000_000_000_000_000_001_u64)),
        ("/all/points", json!(-1)),
        ("/all/span", json!([5])),
        ("/skipped/0", json!({ "what": "c" })),
    ] {
        let mut wrong = group.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        agree(&wrong, false);
    }
    for (of, name) in [
        ("", "protection"),
        ("", "points"),
        ("/points/0", "size_is"),
        ("/points/0", "at"),
        ("/all", "points"),
    ] {
        let mut wrong = group.clone();
        wrong.pointer_mut(of).unwrap().as_object_mut().unwrap().remove(name);
        agree(&wrong, false);
    }
    let mut more = group.clone();
    more["colour"] = json!("red");
    agree(&more, false);
}

fn valid(text: &str) -> bool {
    VALIDATOR.is_valid(&serde_json::from_str(text).unwrap())
}

fn kept(path: &str) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_examples_are_valid() {
    for example in [&kept("examples/shop.holdfast.json"), &kept("examples/shop-described.holdfast.json")] {
        let example: Value = serde_json::from_str(example).unwrap();
        let errors: Vec<String> = VALIDATOR.iter_errors(&example).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

proptest! {
    #[test]
    fn a_document_is_valid_where_every_entry_can_be_read(answers in document()) {
        let mut unreadable = System::of(&answers).unreadable;
        unreadable.extend(holdfast::points::Points::of(&answers).unreadable);
        prop_assert_eq!(valid(&to_file(&answers)), unreadable.is_empty(), "{:?}", unreadable);
    }

    #[test]
    fn whatever_can_be_described_is_valid(part in component("part".to_owned(), vec!["part".to_owned()]), setup in setup()) {
        let file = format!(
            r#"{{"format":"holdfast","schema":1,"components":[{}],"settings":[{}]}}"#,
            part.write(),
            setup.write()
        );
        prop_assert!(valid(&file), "{file}");
    }
}

/// One thing wrong in an entry at a time: what the schema refuses, the library refuses too, and the other way round.
#[test]
fn schema_and_library_agree_on_entries() {
    let file: Value = serde_json::from_str(&kept("examples/shop-described.holdfast.json")).unwrap();
    let odd = [
        json!(null),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(1e19),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!(true),
        json!("x".repeat(61)),
    ];
    let mut tried = 0;
    for (section, read) in [
        ("components", (|text| Component::read(text).is_ok()) as fn(&str) -> bool),
        ("settings", |text| Setup::read(text).is_ok()),
    ] {
        for at in 0..file[section].as_array().unwrap().len() {
            for path in paths(&file[section][at], "") {
                // The id of an entry is the file's own matter.
                if path == "/id" {
                    continue;
                }
                let changes = odd.iter().map(|odd| (path.clone(), Some(odd.clone())));
                for (path, odd) in changes.chain([(format!("{path}x"), None)]) {
                    let entry = with(&file[section][at], &path, odd.clone().unwrap_or(json!(1)));
                    let text = entry.to_string();
                    let mut file = file.clone();
                    file[section][at] = entry;
                    let (valid, read) = (valid(&file.to_string()), read(&text));
                    assert!(!valid || read, "valid and not read: {path}: {text}");
                    // Nothing instead of a value reads as a value left out; the schema asks to leave it out.
                    let nothing = matches!(&odd, Some(Value::Null | Value::Array(_)));
                    assert!(!read || valid || nothing, "read and not valid: {path}: {text}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

/// Where anything stands in a value.
fn paths(value: &Value, at: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(all) => all.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect(),
        _ => Vec::new(),
    };
    inside.into_iter().flat_map(|(path, value)| [vec![path.clone()], paths(value, &path)].concat()).collect()
}

fn with(entry: &Value, path: &str, value: Value) -> Value {
    let mut entry = entry.clone();
    let (above, name) = path.rsplit_once('/').unwrap();
    match entry.pointer_mut(above).unwrap() {
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        Value::Array(all) => match name.parse::<usize>() {
            Ok(at) => all[at] = value,
            Err(_) => all.push(value),
        },
        _ => unreachable!(),
    }
    entry
}

#[test]
fn broken_files_are_not() {
    let with =
        |id: &str, given: &str| format!(r#"{{"format":"holdfast","schema":1,"answers":{{"{id}":{given}}}}}"#);
    assert!(valid(&with("last-drill", r#"{"is":"never"}"#)));
    assert!(valid(&with("tape-robot", "7")), "questions of other versions");
    for broken in [
        "7".to_owned(),
        "{}".to_owned(),
        r#"{"format":"holdfast","schema":2}"#.to_owned(),
        r#"{"format":"holdfast","schema":1,"name":7}"#.to_owned(),
        r#"{"format":"holdfast","schema":1,"focus":{"part":"moon"}}"#.to_owned(),
        format!(r#"{{"format":"holdfast","schema":1,"name":"{}"}}"#, "x".repeat(121)),
        r#"{"format":"holdfast","schema":1,"components":{}}"#.to_owned(),
        r#"{"format":"holdfast","schema":1,"components":[{"name":"Orders"}]}"#.to_owned(),
        r#"{"format":"holdfast","schema":1,"settings":[{"id":"Orders db"}]}"#.to_owned(),
        with("last-drill", r#"{"known":"seen"}"#),
        with("last-drill", r#"{"is":"never","known":"sworn"}"#),
        with("last-drill", r#"{"is":{"date":"2026-13-01"}}"#),
        with("event-date", r#"{"is":"never"}"#),
        with("keys-copy", r#"{"is":{"one":"under-the-mat"}}"#),
        with("component-kinds", r#"{"is":{"many":[]}}"#),
        with("component-kinds", r#"{"is":"unsure"}"#),
        with("acceptable-loss", r#"{"is":{"duration_s":-1}}"#),
        with("acceptable-loss", r#"{"is":{"duration_s":1,"minutes":1}}"#),
        with("backup-schedule", r#"{"is":{"schedule":{"daily":{"at":"25:00"}}}}"#),
    ] {
        assert!(!valid(&broken), "{broken}");
    }
}

#[test]
fn the_days_that_a_proof_holds_are_bounded_as_the_reader_bounds_them() {
    use holdfast::drill::ShelfLife;
    for (days, fits) in
        [("1", true), ("3650", true), ("0", false), ("3651", false), ("\"9\"", false), ("9.5", false)]
    {
        let entry = format!(r#"{{"id":"drills","proof_days":{days}}}"#);
        let file = format!(r#"{{"format":"holdfast","schema":1,"settings":[{entry}]}}"#);
        assert_eq!((valid(&file), ShelfLife::read(&entry).is_ok()), (fits, fits), "{days}");
    }
}
