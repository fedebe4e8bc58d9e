//! A runbook to take away: for paper, for another program, for a repository.

use super::Ground;
use crate::desk::Saved;
use crate::desk::parts::controls::{act, tick};
use crate::desk::parts::form::Form;
use crate::people::Shown;
use crate::report::runbook_page;
use crate::runbook::Runbook;
use crate::runbook::export::{chaos_toolkit, csv, json, markdown, sheet};
use maud::{Markup, html};

/// What each button hands out.
const KINDS: [(&str, &str); 5] =
    [("html", "To print"), ("md", "Markdown"), ("csv", "CSV"), ("json", "JSON"), ("chaos", "Chaos Toolkit")];

/// The file that a button asks for.
pub(super) fn file(ground: &Ground<'_>, runbook: &Runbook, form: &Form) -> Option<Saved> {
    let kind = ground.asked.act?.strip_prefix("take-away ")?;
    let names = form.ticked("with-names", "plan-name");
    let shown = if names { Shown::by_name(&ground.people) } else { Shown::by_role(&ground.people) };
    let sheet = sheet(runbook, ground.asked.system, shown);
    let saved = |ending: &str, media: &str, text: String| {
        Some(Saved::new(&format!("{}.{ending}", stem(runbook)), media, text))
    };
    match kind {
        "html" => saved("html", "text/html", runbook_page(&sheet, ground.asked.clock.now.civil().date())),
        "md" => saved("md", "text/markdown", markdown(&sheet)),
        "csv" => saved("csv", "text/csv", csv(&sheet)),
        "json" => saved("json", "application/json", json(&sheet)),
        "chaos" => saved("chaos.json", "application/json", chaos_toolkit(&sheet)),
        _ => None,
    }
}

/// A name for a file, from that of the runbook: "disk-or-host-lost".
fn stem(runbook: &Runbook) -> String {
    let plain: String =
        runbook.name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { runbook.id.clone() } else { words.join("-") }
}

pub(super) fn buttons(form: &Form) -> Markup {
    html! {
        section class="ruled" {
            h2 { "Take it with you" }
            p class="hint measure" { "A plan on the system that is down helps nobody: print it, or keep it somewhere else. The page to print has boxes to tick and room for times." }
            (tick(form, "with-names", "plan-name", "With names and numbers of people, instead of their roles", false))
            p class="row block-s" { @for (kind, words) in KINDS { (act(&format!("take-away {kind}"), words, "btn quiet")) } }
        }
    }
}
