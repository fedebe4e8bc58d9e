//! Names and values in JSON, read kindly where tools spell them differently and strictly where nothing fits.

use serde_json::{Map, Value};

/// `keep-daily`, `keepDaily` and `KEEP_DAILY` are the same name: `keepdaily`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

pub(super) fn object<'a>(value: &'a Value, what: &str) -> Result<&'a Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("{what}: expected an object, got {value}"))
}

pub(super) fn text(value: &Value, what: &str) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(format!("{what}: expected a text, got {other}")),
    }
}

pub(super) fn texts(value: &Value, what: &str) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(list) => list.iter().map(|value| text(value, what)).collect(),
        other => Err(format!("{what}: expected a list of texts, got {other}")),
    }
}

pub(super) fn flag(value: &Value, what: &str) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| format!("{what}: expected true or false, got {value}"))
}

/// A whole number of seconds, or a length such as `30 days`.
pub(super) fn seconds(value: &Value, what: &str) -> Result<i64, String> {
    match value {
        Value::Number(number) => {
            number.as_i64().ok_or_else(|| format!("{what}: {number} is not whole seconds"))
        }
        Value::String(text) => {
            let length: holdfast::units::Duration =
                text.parse().map_err(|error| format!("{what}: {error}"))?;
            Ok(length.seconds())
        }
        other => Err(format!("{what}: expected seconds, got {other}")),
    }
}
