//! How figures of the report were reached, each with a place to land.

use crate::assess::{Derivation, Figure, Outcome};
use crate::units::uncapitalised;
use crate::view::derivation;
use maud::{Markup, html};

/// Figures that were reached by the same steps.
struct Group {
    derivation: Derivation,
    figures: Vec<Figure>,
    titles: Vec<String>,
}

/// How these figures were reached, each once; those reached by the same steps together. Nothing for what cannot be said.
pub(super) fn explained(outcome: &Outcome, figures: Vec<Figure>) -> Markup {
    let groups = groups(outcome, figures);
    html! {
        @if !groups.is_empty() { h3 class="tbl-h" { "How these were reached" } }
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
    for figure in figures {
        if groups.iter().any(|group| group.figures.contains(&figure)) {
            continue;
        }
        let Some(derivation) = outcome.why(&figure) else { continue };
        let title = derivation.title.clone();
        match groups.iter_mut().find(|group| group.derivation.steps == derivation.steps) {
            Some(group) => {
                group.figures.push(figure);
                group.titles.push(title);
            }
            None => groups.push(Group { derivation, figures: vec![figure], titles: vec![title] }),
        }
    }
    groups
}

/// "Bad release; disk or host lost: why back after 3 h?", where the question is the same for all.
fn title(titles: &[String]) -> String {
    let parts: Option<Vec<(&str, &str)>> = titles.iter().map(|title| title.split_once(": ")).collect();
    match parts.as_deref() {
        Some([(first, question), rest @ ..]) if rest.iter().all(|(_, other)| other == question) => {
            // "Database, bad release; disk or host lost": what is about the same part names it once.
            let of = first.split_once(", ").map(|(of, _)| format!("{of}, "));
            let after = |about: &str| match of.as_ref().and_then(|of| about.strip_prefix(of.as_str())) {
                Some(rest) => format!("; {rest}"),
                None => format!("; {}", uncapitalised(about)),
            };
            let after: String = rest.iter().map(|(about, _)| after(about)).collect();
            format!("{first}{after}: {question}")
        }
        _ => titles.join(" "),
    }
}
