use super::explained::explained;
use crate::assess::{Figure, Outcome};
use crate::view::{measured, returns, together};
use maud::{Markup, html};

/// How soon everything would be back, which moment it can go back to, and how each figure was reached. `None` when the
/// system was not described.
pub(super) fn back(outcome: &Outcome) -> Option<Markup> {
    let link = |figure: &Figure| format!("#{}", figure.anchor());
    let back = returns(outcome, None, "back", &link)?;
    let mut figures = Vec::new();
    for of in &outcome.returns {
        figures.push(Figure::Back(of.scenario.id, None));
        figures.extend(of.shown().map(|part| Figure::named_beside(of, part)));
    }
    for of in &outcome.together {
        figures.extend(of.ids.first().map(|first| Figure::Together(of.scenario.id, first.clone())));
    }
    for figure in outcome.findings.iter().filter_map(|finding| finding.figure.as_ref()) {
        if matches!(figure, Figure::Back(..) | Figure::Together(..)) {
            figures.push(figure.clone());
        }
    }
    Some(html! {
        (back)
        @if let Some(measured) = measured(outcome) { (measured) }
        @if let Some(fits) = together(outcome, &link) {
            h3 class="tbl-h" { "What fits together" }
            (fits)
        }
        (explained(outcome, figures, "How these were reached"))
    })
}
