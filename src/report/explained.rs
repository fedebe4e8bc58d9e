//! How figures of the report were reached, each with a place to land.

use crate::assess::{Derivation, Figure, Outcome};
use crate::catalogue::scenario;
use crate::units::{in_sentence, uncapitalised};
use crate::view::derivation;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Figures that were reached by the same steps.
struct Group {
    derivation: Derivation,
    figures: Vec<Figure>,
    /// Those whose titles differ.
    named: Vec<(Figure, String)>,
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
                    (title(&group.named))
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
                if !group.named.iter().any(|(_, title)| *title == derivation.title) {
                    group.named.push((figure.clone(), derivation.title));
                }
                group.figures.push(figure);
            }
            None => {
                let named = vec![(figure.clone(), derivation.title.clone())];
                groups.push(Group { derivation, figures: vec![figure], named });
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
fn title(named: &[(Figure, String)]) -> String {
    one_question(named)
        .unwrap_or_else(|| named.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>().join(" "))
}

/// `None` where the questions differ.
fn one_question(named: &[(Figure, String)]) -> Option<String> {
    let ((of, first), rest) = named.split_first()?;
    let (about, question) = first.split_once(": ")?;
    let mut all = about.to_owned();
    for (figure, title) in rest {
        let (other, _) = title.split_once(": ").filter(|(_, other)| *other == question)?;
        let (part, after) = figure.about();
        all += "; ";
        match after.and_then(scenario).filter(|_| part == of.about().0) {
            Some(after) => all += &uncapitalised(after.short),
            None => all += &in_sentence(other),
        }
    }
    Some(format!("{all}: {question}"))
}
