//! Comparing results with what is expected, by the tolerance rule of the vectors: `|got - expected| <= max(abs,
//! rel * |expected|)`, null only with null.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::Fields;

/// What a case came to, by field.
pub(super) type Results = BTreeMap<&'static str, Value>;

#[derive(Debug, Clone)]
pub(super) struct Tolerance {
    rel: f64,
    times_and_bytes: f64,
    others: f64,
}

impl Tolerance {
    pub(super) fn of_file(file: &Fields<'_>) -> Result<Tolerance, String> {
        let given = file.object("default_tol")?;
        given.only(&["rel", "abs_times_and_bytes", "abs_everything_else"])?;
        Ok(Tolerance {
            rel: given.number("rel")?,
            times_and_bytes: given.number("abs_times_and_bytes")?,
            others: given.number("abs_everything_else")?,
        })
    }

    /// A case's own tolerance replaces both parts.
    pub(super) fn for_case(&self, case: &Fields<'_>) -> Result<Tolerance, String> {
        if !case.has("tol") {
            return Ok(self.clone());
        }
        let own = case.object("tol")?;
        own.only(&["rel", "abs"])?;
        let abs = own.number_or("abs", 0.0)?;
        Ok(Tolerance { rel: own.number_or("rel", 0.0)?, times_and_bytes: abs, others: abs })
    }

    fn accepts(&self, field: &str, expected: f64, got: f64) -> bool {
        let abs = if is_timed(field) { self.times_and_bytes } else { self.others };
        (got - expected).abs() <= abs.max(self.rel * expected.abs())
    }
}

/// A line for every expected field that is unknown or came out differently.
pub(super) fn all(expect: &Fields<'_>, results: &Results, tolerance: &Tolerance) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fields = 0;
    for (field, expected) in expect.iter() {
        fields += 1;
        match results.get(field.as_str()) {
            None => lines.push(format!("unknown field expect.{field}")),
            Some(got) if matches(field, expected, got, tolerance) => {}
            Some(got) => lines.push(format!("{field}: expected {expected}, got {got}")),
        }
    }
    if fields == 0 {
        lines.push("nothing is expected".to_owned());
    }
    lines
}

fn matches(field: &str, expected: &Value, got: &Value, tolerance: &Tolerance) -> bool {
    match (expected, got) {
        (Value::Array(expected), Value::Array(got)) => {
            let exact = Tolerance { rel: 0.0, times_and_bytes: 0.0, others: 0.0 };
            let tolerance = if is_exact(field) { &exact } else { tolerance };
            expected.len() == got.len()
                && expected.iter().zip(got).all(|(e, g)| matches(field, e, g, tolerance))
        }
        (Value::Object(expected), Value::Object(got)) => expected.iter().all(|(key, expected)| {
            // Keys may be names of tasks and components: then the field itself tells what its values are.
            let field = if is_timed(field) { field } else { key };
            got.get(key).is_some_and(|got| matches(field, expected, got, tolerance))
        }),
        _ if is_exact(field) => expected == got || expected.as_f64().is_some_and(|e| got.as_f64() == Some(e)),
        _ => match (expected.as_f64(), got.as_f64()) {
            (Some(expected), Some(got)) => tolerance.accepts(field, expected, got),
            _ => expected == got,
        },
    }
}

fn is_timed(field: &str) -> bool {
    field.ends_with("_s") || field.contains("bytes")
}

/// Counts, and lists of starts and captures, are exact.
fn is_exact(field: &str) -> bool {
    ["captures", "starts", "skipped"].iter().any(|list| field.starts_with(list)) || field.ends_with("_copies")
}
