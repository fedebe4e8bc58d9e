use super::explained::explained;
use crate::assess::{Figure, Outcome};
use crate::view::kept as table;
use maud::{Markup, html};

/// What the copies take and cost, and how each figure was reached. `None` when the system was not described and nothing was
/// found out about its copies.
pub(super) fn kept(outcome: &Outcome) -> Option<Markup> {
    let table = table(outcome, "kept", &|figure| format!("#{}", figure.anchor()));
    let mut figures = Vec::new();
    if table.is_some() {
        let keeping = &outcome.keeping;
        for of in &keeping.storage {
            figures.push(Figure::Stored(of.component.clone(), of.protection.clone()));
        }
        for of in &keeping.pays {
            figures.push(Figure::Pays(of.component.clone()));
        }
        for of in outcome.yearly() {
            figures.push(Figure::Year(of.component));
        }
        for of in keeping.runs.iter().filter(|of| of.outgrows.is_some()) {
            figures.push(Figure::Runs(of.component.clone(), of.protection.clone()));
        }
    }
    for figure in outcome.findings.iter().filter_map(|finding| finding.figure.as_ref()) {
        if figure.is_of_copies() {
            figures.push(figure.clone());
        }
    }
    (table.is_some() || !figures.is_empty()).then(|| {
        html! {
            @if let Some(table) = &table { (table) }
            (explained(outcome, figures, if table.is_some() { "How these were reached" } else { "How runs fit, and what pays" }))
        }
    })
}
