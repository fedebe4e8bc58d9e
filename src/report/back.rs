use super::explained::explained;
use crate::assess::{Figure, Outcome};
use crate::view::{measured, returns, together};
use maud::{Markup, html};

/// How soon everything would be back, which moment it can go back to, and how each figure was reached. `None` when the
/// system was not described.
pub(super) fn back(outcome: &Outcome) -> Option<Markup> {
    let link = |figure: &Figure| format!("#{}", figure.anchor());
    let back = returns(outcome, None, "back", &link)?;
    let whole = outcome.returns.iter().map(|of| Figure::Back(of.scenario.id, None));
    let last = outcome.returns.iter().filter_map(|of| Some((of, of.shown()?)));
    let last = last.map(|(of, part)| Figure::named_beside(of, part));
    let fits = outcome.together.iter().filter_map(|of| Some((of, of.ids.first()?)));
    let fits = fits.map(|(of, first)| Figure::Together(of.scenario.id, first.clone()));
    let found = outcome.findings.iter().filter_map(|finding| finding.figure.clone());
    let found = found.filter(|figure| matches!(figure, Figure::Back(..) | Figure::Together(..)));
    Some(html! {
        (back)
        @if let Some(measured) = measured(outcome) { (measured) }
        @if let Some(fits) = together(outcome, &link) {
            h3 class="tbl-h" { "What fits together" }
            (fits)
        }
        (explained(outcome, whole.chain(last).chain(fits).chain(found).collect()))
    })
}
