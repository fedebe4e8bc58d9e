use super::explained::explained;
use crate::assess::{Figure, Outcome};
use crate::view::kept as table;
use maud::{Markup, html};

/// What the copies take and cost, and how each figure was reached. `None` when the system was not described and nothing was
/// found out about its copies.
pub(super) fn kept(outcome: &Outcome) -> Option<Markup> {
    let table = table(outcome, "kept", &|figure| format!("#{}", figure.anchor()));
    let found = outcome.findings.iter().filter_map(|finding| finding.figure.clone());
    let mut figures: Vec<Figure> = found.filter(Figure::is_of_copies).collect();
    if table.is_some() {
        let keeping = &outcome.keeping;
        let stored =
            keeping.storage.iter().map(|of| Figure::Stored(of.component.clone(), of.protection.clone()));
        let pays = keeping.pays.iter().map(|of| Figure::Pays(of.component.clone()));
        let yearly = outcome.yearly().into_iter().map(|of| Figure::Year(of.component));
        let outgrown = keeping.runs.iter().filter(|of| of.outgrows.is_some());
        let runs = outgrown.map(|of| Figure::Runs(of.component.clone(), of.protection.clone()));
        figures = stored.chain(pays).chain(yearly).chain(runs).chain(figures).collect();
    }
    (table.is_some() || !figures.is_empty()).then(|| {
        html! {
            @if let Some(table) = table { (table) }
            (explained(outcome, figures))
        }
    })
}
