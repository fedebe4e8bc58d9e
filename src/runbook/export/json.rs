use super::sheet::Sheet;
use crate::units::Duration;
use serde_json::{Value, json};

/// The runbook as JSON, indented: names in order, times in seconds, what is not known `null`.
pub fn json(sheet: &Sheet) -> String {
    let mut text = serde_json::to_string_pretty(&value(sheet)).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn value(sheet: &Sheet) -> Value {
    json!({
        "format": "holdfast-runbook",
        "version": 1,
        "name": sheet.name,
        "scenario": sheet.scenario,
        "components": sheet.components,
        "drafted": sheet.drafted.map(|day| day.to_string()),
        "expected_s": sheet.expected.map(Duration::seconds),
        "names_shown": sheet.names,
        "steps": sheet.lines.iter().map(|line| json!({
            "number": line.number,
            "phase": line.phase.id(),
            "component": line.component,
            "does": line.does,
            "detail": line.detail,
            "owner": line.owner,
            "deputy": line.deputy,
            "reach": line.ways,
            "starts_s": line.starts.seconds(),
            "takes_s": line.takes.map(Duration::seconds),
            "command": line.command,
            "works_when": line.works_when,
            "way_back": line.way_back,
        })).collect::<Vec<_>>(),
        "calls": sheet.calls.iter().map(|call| json!({
            "name": call.name,
            "reach": call.ways,
            "may_call": call.may_call,
            "at_hand": call.at_hand,
        })).collect::<Vec<_>>(),
    })
}
