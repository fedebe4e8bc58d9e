//! A policy in words and in its tool's own syntax; what its owner may not expect.

use crate::assess::planned::Ran;
use crate::catalogue::Severity;
use crate::retention::Policy;
use crate::units::{Arrange, capitalised};
use crate::view::severity_mark;
use maud::{Markup, html};

/// Words in the names of rules, from the finest to the coarsest.
const ORDER: [&str; 10] = [
    "last",
    "latest",
    "secondly",
    "minutely",
    "frequently",
    "hourly",
    "daily",
    "weekly",
    "monthly",
    "yearly",
];

/// "restic: keep-daily 7, keep-weekly 5".
pub fn in_words(policy: &Policy) -> String {
    let value = serde_json::to_value(policy).unwrap_or_default();
    let mut fields: Vec<_> = value.as_object().into_iter().flatten().collect();
    let rank = |name: &str| ORDER.iter().position(|word| name.ends_with(word)).unwrap_or(ORDER.len());
    fields.arrange_by_key(|(name, _)| (name.contains("within"), rank(name)));
    let rule = |(name, value): (&String, &serde_json::Value)| {
        let text = match value {
            serde_json::Value::String(text) if text.is_empty() => return None,
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) if number.as_i64() == Some(-1) => "unlimited".to_owned(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(false) => return None,
            serde_json::Value::Bool(true) => String::new(),
            value => value.to_string(),
        };
        let shown = match name.as_str() {
            "dialect" | "group_by" => return None,
            "keep_for_s" => {
                let length = crate::units::Duration::clamped(value.as_i64().unwrap_or_default());
                return Some(format!("each for {length}"));
            }
            name => name.replace('_', "-"),
        };
        Some(format!("{shown} {text}").trim_end().to_owned())
    };
    let rules: Vec<String> = fields.into_iter().filter_map(rule).collect();
    let rules = if rules.is_empty() { "no rule is set".to_owned() } else { rules.join(", ") };
    format!("{}: {rules}", policy.dialect().name())
}

/// Refusals and warnings; nothing where nothing stands out.
pub fn warnings(ran: &Ran) -> Markup {
    html! {
        @if !ran.refusals.is_empty() || !ran.warnings.is_empty() {
            ul class="heeds" role="list" {
                @for refusal in &ran.refusals { li { (severity_mark(Severity::High)) " " (capitalised(&refusal.to_string())) "." } }
                @for warning in &ran.warnings { li { (severity_mark(Severity::Medium)) " " (warning) } }
            }
        }
    }
}

/// The policy as its tool takes it: first what only shows, then what puts it into force. `copy` adds the buttons that put
/// a text on the clipboard; `id` begins every id inside.
pub fn commands(policy: &Policy, copy: bool, id: &str) -> Markup {
    let syntax = policy.syntax();
    let block = |name: &str, says: &str, text: &str| {
        let id = format!("{id}-{name}");
        html! {
            div class="cmd" {
                p id=(format!("{id}-says")) { (says) }
                pre tabindex="0" role="group" aria-labelledby=(format!("{id}-says")) { code id=(id) { (text) } }
                @if copy {
                    button type="button" class="btn quiet" data-copy=(id) aria-describedby=(format!("{id}-says")) { "Copy" }
                }
            }
        }
    };
    html! {
        div class="cmds" {
            @if let Some(first) = &syntax.first { (block("first", "First, this only shows what would go:", first)) }
            (block("then", if syntax.first.is_some() { "Then, this puts it into force, and from then on the tool deletes:" } else { "This puts it into force, and from then on the tool deletes:" }, &syntax.then))
            p class="hint measure" { (syntax.note) " Words in capitals are yours to fill in." }
        }
    }
}
