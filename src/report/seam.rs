//! Stands in for `save` until it is merged.
use crate::answers::Answers;

pub(super) const ISLAND_ID: &str = "holdfast-document";
pub(super) const FORMAT: &str = "holdfast";
pub(super) const SCHEMA: u64 = 1;

pub(super) fn to_file(answers: &Answers) -> String {
    serde_json::to_string_pretty(answers).unwrap_or_default()
}

pub(super) fn island(answers: &Answers) -> String {
    serde_json::to_string(answers).unwrap_or_default().replace('<', "\\u003c")
}

pub(super) fn slug(name: &str) -> String {
    name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
