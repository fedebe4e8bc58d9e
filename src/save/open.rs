use super::file::{FORMAT, SCHEMA};
use super::migrate::{STEPS, migrate};
use super::{OpenError, html};
use crate::answers::{Answers, Fields, Given, SECTIONS, Strict, TWICE, depth};
use crate::catalogue::question;
use serde_json::{Map, Value};

/// The largest file that is read, in bytes. Reports are larger than documents.
pub const LARGEST_FILE: u64 = 10_000_000;
/// The largest document that is kept, in bytes of its file, its entries aside: these have limits of their own, which an
/// edit holds too, so that what was written can be read again.
pub const LARGEST_DOCUMENT: u64 = 1_000_000;
/// Brackets inside brackets, at most. Our own documents need five.
const DEEPEST: usize = 64;

/// Reads a saved file, or an exported report that carries the document.
///
/// Fields and questions of other versions are kept and written back. A known answer of an unknown form is refused.
pub fn open(bytes: &[u8]) -> Result<Answers, OpenError> {
    let has = bytes.len() as u64;
    if has > LARGEST_FILE {
        return Err(OpenError::TooLarge { most: LARGEST_FILE, has });
    }
    let text = text(bytes)?;
    let json = if text.trim_start().starts_with('<') {
        html::island(text).ok_or(OpenError::NoIsland)?
    } else {
        text
    };
    let document = newest(json)?;
    let answers = read(document)?;
    let has = super::to_file(&answers).len().saturating_sub(answers.entry_bytes()) as u64;
    if has > LARGEST_DOCUMENT {
        return Err(OpenError::TooLarge { most: LARGEST_DOCUMENT, has });
    }
    Ok(answers)
}

/// The bytes as text, without a byte order mark.
fn text(bytes: &[u8]) -> Result<&str, OpenError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => OpenError::NotText {
            what: "a text in UTF-16",
            next: "Save it again with the encoding UTF-8, or choose the file as Holdfast wrote it.",
        },
        [b'P', b'K', ..] => OpenError::NotText {
            what: "a zip archive",
            next: "Unpack it and choose its index.html, or the file whose name ends in .holdfast.json.",
        },
        [b'%', b'P', b'D', b'F', ..] => OpenError::NotText {
            what: "a PDF",
            next: "Choose the report as a web page, or the file whose name ends in .holdfast.json.",
        },
        _ => OpenError::NotText {
            what: "not text in UTF-8",
            next: "Choose the file whose name ends in .holdfast.json.",
        },
    })?;
    if text.trim().is_empty() { Err(OpenError::Empty) } else { Ok(text) }
}

/// Reads the JSON and brings it to the newest file version.
fn newest(json: &str) -> Result<Map<String, Value>, OpenError> {
    if depth(json) > DEEPEST {
        return Err(OpenError::TooDeep { most: DEEPEST });
    }
    let Strict(value) = serde_json::from_str(json).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            return OpenError::CutOff { line };
        }
        let words = error.to_string();
        match words.strip_prefix(TWICE) {
            Some(rest) => {
                let name = rest.rsplit_once(" at line ").map_or(rest, |(name, _)| name);
                OpenError::Twice { name: OpenError::quoted(name) }
            }
            None => OpenError::Broken { line, column },
        }
    })?;
    let Value::Object(document) = value else {
        return Err(OpenError::NotHoldfast { what: kind_of(&value) });
    };
    if document.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(OpenError::NotHoldfast { what: kind_of(&Value::Object(document)) });
    }
    let Some(schema) = document.get("schema").and_then(Value::as_u64).filter(|n| *n > 0) else {
        return Err(OpenError::Field {
            field: "schema",
            problem: "a version from 1 on is expected".to_owned(),
        });
    };
    if schema > SCHEMA {
        let app = document.get("app").and_then(Value::as_str).unwrap_or("version not said");
        return Err(OpenError::Newer { schema, most: SCHEMA, app: OpenError::quoted(app) });
    }
    migrate(document, schema, STEPS).ok_or(OpenError::Newer { schema, most: SCHEMA, app: String::new() })
}

/// What a JSON text that is not ours looks like.
fn kind_of(value: &Value) -> &'static str {
    let has = |name: &str| value.get(name).is_some();
    match value {
        Value::Array(items) => match items.first() {
            Some(first) if first.get("short_id").is_some() || first.get("tree").is_some() => {
                "the output of a backup tool"
            }
            _ => "a list",
        },
        Value::Object(_) if has("dependencies") || has("devDependencies") || has("scripts") => {
            "a package.json"
        }
        Value::Object(_) if has("name") && has("version") => "a package.json",
        Value::Object(_) if has("$schema") && has("properties") => "a JSON Schema",
        Value::Object(_) if has("Snapshots") || has("BackupJobs") || has("archives") => {
            "the output of a backup tool"
        }
        Value::Object(_) => "JSON of another kind",
        _ => "a single value",
    }
}

/// Reads a document of this version.
fn read(mut document: Map<String, Value>) -> Result<Answers, OpenError> {
    for ours in ["format", "schema", "app", "catalogue"] {
        document.remove(ours);
    }
    let mut answers = Answers::default();
    answers.name = field(&mut document, "name")?;
    answers.example = field(&mut document, "example")?;
    let focus: Map<String, Value> = field(&mut document, "focus")?;
    let (focus, other) = parted(focus, &["part", "holds"]);
    answers.kept.focus = other;
    answers.focus = serde_json::from_value(Value::Object(focus)).map_err(|error| OpenError::Field {
        field: "focus",
        problem: OpenError::quoted(&error.to_string()),
    })?;
    let given: Map<String, Value> = field(&mut document, "answers")?;
    for (id, value) in given {
        match question(&id) {
            Some(question) => {
                let (given, other) = read_given(value).map_err(|problem| OpenError::Answer {
                    ask: question.ask,
                    problem: OpenError::quoted(&problem),
                })?;
                answers.put(&id, given);
                if !other.is_empty() {
                    answers.kept.beside.insert(id, other);
                }
            }
            None => {
                answers.kept.answers.insert(id, value);
            }
        }
    }
    for section in SECTIONS {
        match document.remove(section) {
            None => {}
            Some(Value::Array(entries)) => {
                entries.into_iter().try_for_each(|entry| read_entry(&mut answers, section, entry))?;
            }
            Some(_) => {
                return Err(OpenError::Field { field: section, problem: "a list is expected".to_owned() });
            }
        }
    }
    answers.kept.document = document;
    answers.tidied().map_err(|source| OpenError::Refused { source })
}

/// An entry of a section. Its text is carried along as it is; what it means is not looked at here.
fn read_entry(answers: &mut Answers, section: &'static str, entry: Value) -> Result<(), OpenError> {
    let id = entry.as_object().and_then(|fields| fields.get("id")).and_then(Value::as_str);
    let Some(id) = id.map(str::to_owned) else {
        let problem = "each of them is an object with an id".to_owned();
        return Err(OpenError::Field { field: section, problem });
    };
    let new = answers.put_entry(section, &id, entry).map_err(|source| OpenError::Refused { source })?;
    if new { Ok(()) } else { Err(OpenError::Twice { name: id }) }
}

/// A field of the document; its default where it is missing.
fn field<T: serde::de::DeserializeOwned + Default>(
    document: &mut Map<String, Value>,
    name: &'static str,
) -> Result<T, OpenError> {
    let Some(value) = document.remove(name) else { return Ok(T::default()) };
    serde_json::from_value(value)
        .map_err(|error| OpenError::Field { field: name, problem: OpenError::quoted(&error.to_string()) })
}

/// An answer, and the fields beside it that this version does not know.
fn read_given(value: Value) -> Result<(Given, Fields), String> {
    let Value::Object(fields) = value else { return Err("an object is expected".to_owned()) };
    let (known, other) = parted(fields, &["is", "known", "on"]);
    let said = known.get("is").cloned().unwrap_or_default();
    let given: Given = serde_json::from_value(Value::Object(known)).map_err(|error| error.to_string())?;
    // A part of an answer that is passed over would be an answer that was not given.
    match serde_json::to_value(&given.answer) {
        Ok(read) if covers(&read, &said) => Ok((given, other)),
        _ => Err("it has a part that this version does not know".to_owned()),
    }
}

/// Whether every name in `said` was read.
fn covers(read: &Value, said: &Value) -> bool {
    match (read, said) {
        (Value::Object(read), Value::Object(said)) => {
            said.iter().all(|(name, said)| read.get(name).is_some_and(|read| covers(read, said)))
        }
        _ => true,
    }
}

/// The fields that are ours, and the others.
fn parted(mut fields: Fields, ours: &[&str]) -> (Fields, Fields) {
    let mut known = Fields::new();
    for name in ours {
        if let Some(value) = fields.remove(*name) {
            known.insert((*name).to_owned(), value);
        }
    }
    (known, fields)
}
