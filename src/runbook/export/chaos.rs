use super::json::value;
use super::sheet::{Line, Sheet};
use crate::drill::Phase;
use serde_json::{Value, json};

/// The runbook as an experiment of the Chaos Toolkit, indented JSON. It changes nothing: there is no action in it and nothing to
/// roll back.
///
/// The steady state asks of every component whether it works: with a request where the step that checks it has a link, and a person
/// otherwise. Each step of the method asks a person too, and waits for the answer (`click.confirm`; the toolkit itself brings
/// that package along). The whole runbook stands in `extensions`.
pub fn chaos_toolkit(sheet: &Sheet) -> String {
    let checks = sheet.lines.iter().filter(|line| line.phase == Phase::Verify);
    let mut probes: Vec<Value> = checks.map(steady).collect();
    if probes.is_empty() {
        probes.push(asked("It works as usual", "Does everything work as usual?", true));
    }
    let method: Vec<Value> = sheet.lines.iter().map(human).collect();
    let experiment = json!({
        "version": "1.0.0",
        "title": inert(&format!("Fire drill: {}", sheet.name)),
        "description": inert(&format!("{} People do every step; the toolkit asks, waits and writes down the times.", sheet.purpose())),
        "tags": ["holdfast", "fire drill"],
        "steady-state-hypothesis": { "title": "What is brought back works", "probes": probes },
        "method": method,
        "rollbacks": [],
        "extensions": [{ "name": "holdfast", "runbook": inert_all(value(sheet)) }],
    });
    let mut text = serde_json::to_string_pretty(&experiment).unwrap_or_default();
    text.push('\n');
    text
}

fn steady(line: &Line) -> Value {
    let name = inert(&format!("{}. {}", line.number, line.does));
    let link = line.command.trim();
    if is_plain_link(link) {
        return json!({
            "type": "probe",
            "name": name,
            "tolerance": 200,
            "provider": { "type": "http", "url": link, "method": "GET", "timeout": 10 },
        });
    }
    asked(&name, &inert(&format!("{}: is it so? {}", line.does, line.works_when)), true)
}

fn human(line: &Line) -> Value {
    let takes = line.takes.map_or("not known".to_owned(), |time| time.to_string());
    let mut text =
        format!("Step {}. {} Who: {}. Expected: {takes}.", line.number, sentence(&line.does), line.owner);
    for (what, more) in [
        ("", &line.detail),
        ("Command or link: ", &line.command),
        ("It worked when: ", &line.works_when),
        ("Way back: ", &line.way_back),
    ] {
        if !more.is_empty() {
            text.push(' ');
            text.push_str(what);
            text.push_str(&sentence(more));
        }
    }
    text.push_str(" Done?");
    asked(&inert(&format!("{}. {}", line.number, line.does)), &inert(&text), false)
}

/// A probe that asks a person and waits.
fn asked(name: &str, text: &str, must_hold: bool) -> Value {
    let mut probe = json!({
        "type": "probe",
        "name": name,
        "provider": { "type": "python", "module": "click", "func": "confirm", "arguments": { "text": text } },
    });
    if let (true, Some(fields)) = (must_hold, probe.as_object_mut()) {
        fields.insert("tolerance".to_owned(), Value::Bool(true));
    }
    probe
}

fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// Whether a text is a link and nothing else: no login in it, nothing that the toolkit would fill in.
fn is_plain_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains('@') && !text.contains(['$', ' ', '"', '\\'])
    })
}

/// A text in which the toolkit finds nothing to fill in: it would take `${NAME}` for a setting.
fn inert(text: &str) -> String {
    text.replace("${", "$ {")
}

fn inert_all(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(inert(&text)),
        Value::Array(all) => Value::Array(all.into_iter().map(inert_all).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, inert_all(value))).collect())
        }
        other => other,
    }
}
