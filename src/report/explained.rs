//! How figures of the report were reached, each with a place to land.

use crate::assess::{Derivation, Figure, Outcome};
use crate::catalogue::SCENARIOS;
use crate::units::{in_sentence, uncapitalised};
use crate::view::derivation;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Figures that were reached by the same steps.
struct Group {
    derivation: Derivation,
    figures: Vec<Figure>,
    titles: Vec<String>,
}

/// How these figures were reached, under a heading, each once; those reached by the same steps together. Nothing for what cannot
/// be said.
pub(super) fn explained(outcome: &Outcome, figures: Vec<Figure>, heading: &str) -> Markup {
    let groups = groups(outcome, figures);
    html! {
        @if !groups.is_empty() { h3 class="tbl-h" { (heading) } }
        @for group in &groups {
            // Open, so that it prints and is found by a search in every browser.
            details open id=[group.figures.first().map(Figure::anchor)] {
                summary {
                    @for figure in group.figures.iter().skip(1) { span id=(figure.anchor()) {} }
                    (title(&group.titles))
                }
                div class="deriv" { (derivation(&group.derivation)) }
            }
        }
    }
}

fn groups(outcome: &Outcome, figures: Vec<Figure>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for figure in figures {
        if !seen.insert(figure.anchor()) {
            continue;
        }
        let Some(derivation) = outcome.why(&figure) else { continue };
        let at = *alike.entry(words(&derivation)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => {
                if !group.titles.contains(&derivation.title) {
                    group.titles.push(derivation.title);
                }
                group.figures.push(figure);
            }
            None => {
                let titles = vec![derivation.title.clone()];
                groups.push(Group { derivation, figures: vec![figure], titles });
            }
        }
    }
    groups
}

/// All that its steps say.
fn words(derivation: &Derivation) -> String {
    let mut all = String::new();
    for step in &derivation.steps {
        all.push_str(&step.text.words());
        all.push('\t');
        all.push_str(step.figure.as_deref().unwrap_or_default());
        all.push('\n');
    }
    all
}

/// "Database, bad release; disk or host lost: why back after 3 h?", where the question is the same for all: what is about the
/// same part names it once.
fn title(titles: &[String]) -> String {
    let parts: Option<Vec<(&str, &str)>> = titles.iter().map(|title| title.split_once(": ")).collect();
    match parts.as_deref() {
        Some([(first, question), rest @ ..]) if rest.iter().all(|(_, other)| other == question) => {
            let shared = |about: &str| {
                SCENARIOS
                    .iter()
                    .find_map(|of| about.strip_suffix(&uncapitalised(of.short)).map(|part| part.len()))
            };
            let of = shared(first).and_then(|length| first.get(..length)).filter(|of| !of.is_empty());
            let after = |about: &str| match of.and_then(|of| about.strip_prefix(of)) {
                Some(rest) => format!("; {rest}"),
                None => format!("; {}", in_sentence(about)),
            };
            let after: String = rest.iter().map(|(about, _)| after(about)).collect();
            format!("{first}{after}: {question}")
        }
        _ => titles.join(" "),
    }
}
