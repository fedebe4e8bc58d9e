//! Which kind of vector file this is.

use serde_json::Value;

pub(super) enum Format {
    Recovery,
    /// restic's own test table of policies.
    ResticPolicy,
    /// Recorded runs of `restic forget`.
    ResticForget,
    /// Known, without an implementation behind this door yet.
    NotImplemented(String),
    Unknown(String),
}

/// Recovery vectors name their format, corpora their schema and kind; the two restic files are known by their parts.
pub(super) fn of(file: &Value) -> Format {
    let text = |key: &str| file.get(key).and_then(Value::as_str);
    let lists = |key: &str| file.get(key).is_some_and(Value::is_array);
    match (text("format"), text("schema"), text("kind")) {
        (Some("holdfast-recovery-vectors"), _, _) => Format::Recovery,
        (Some(format), _, _) => Format::Unknown(format.to_owned()),
        (None, Some("holdfast-corpus/1"), Some(kind @ ("xss" | "commonmark" | "json" | "zip"))) => {
            Format::NotImplemented(format!("holdfast-corpus/1 {kind}"))
        }
        (None, Some(schema), kind) => {
            Format::Unknown(format!("{schema} {}", kind.unwrap_or("without a kind")))
        }
        _ if text("source").is_some_and(|source| source.contains("restic")) && lists("cases") => {
            match (lists("snapshots"), lists("lists")) {
                (true, false) => Format::ResticPolicy,
                (false, true) => Format::ResticForget,
                _ => Format::Unknown("(a restic file without snapshots or lists)".to_owned()),
            }
        }
        _ => Format::Unknown("(no format, no schema)".to_owned()),
    }
}
