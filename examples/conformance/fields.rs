//! Reading a JSON object strictly: what is missing, of the wrong type or unknown is an error that says where.

use serde_json::{Map, Value};

/// One object and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    at: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(value: &'a Value, at: &str) -> Result<Fields<'a>, String> {
        let map = value.as_object().ok_or_else(|| format!("{at}: expected an object, got {value}"))?;
        Ok(Fields { map, at: at.to_owned() })
    }

    /// Fails on any field that is not in `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), String> {
        match self.map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(format!("{}: unknown field {key}", self.at)),
            None => Ok(()),
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.map.iter()
    }

    pub(super) fn get(&self, key: &str) -> Result<&'a Value, String> {
        self.map.get(key).ok_or_else(|| format!("{}: no field {key}", self.at))
    }

    pub(super) fn object(&self, key: &str) -> Result<Fields<'a>, String> {
        Fields::of(self.get(key)?, key)
    }

    pub(super) fn list(&self, key: &str) -> Result<&'a [Value], String> {
        let list = self.get(key)?.as_array().ok_or_else(|| self.wrong(key, "a list"))?;
        Ok(list)
    }

    /// Every entry of a list of objects.
    pub(super) fn objects(&self, key: &str) -> Result<Vec<Fields<'a>>, String> {
        self.list(key)?.iter().map(|value| Fields::of(value, key)).collect()
    }

    pub(super) fn text(&self, key: &str) -> Result<&'a str, String> {
        self.get(key)?.as_str().ok_or_else(|| self.wrong(key, "a text"))
    }

    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        self.list(key)?
            .iter()
            .map(|value| text(value).ok_or_else(|| self.wrong(key, "a list of texts")))
            .collect()
    }

    pub(super) fn number(&self, key: &str) -> Result<f64, String> {
        self.get(key)?.as_f64().ok_or_else(|| self.wrong(key, "a number"))
    }

    pub(super) fn number_or(&self, key: &str, default: f64) -> Result<f64, String> {
        if self.has(key) { self.number(key) } else { Ok(default) }
    }

    fn wrong(&self, key: &str, what: &str) -> String {
        format!("{}: {key} is not {what}", self.at)
    }
}
