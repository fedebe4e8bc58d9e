use crate::assess::{Outcome, why_outgrown, why_pays, why_stored};
use crate::view::{derivation, kept as table};
use maud::{Markup, html};

/// What the copies take and cost, and how each figure was reached. `None` when the system was not described.
pub(super) fn kept(outcome: &Outcome) -> Option<Markup> {
    let table = table(outcome, "kept")?;
    let (system, now) = (&outcome.system, outcome.clock.now);
    let keeping = &outcome.keeping;
    let mut reached = Vec::new();
    reached.extend(
        keeping.storage.iter().filter_map(|of| why_stored(system, &of.component, &of.protection, now)),
    );
    reached.extend(keeping.pays.iter().filter_map(|of| why_pays(system, &of.component, now)));
    reached.extend(outcome.yearly().iter().filter_map(|of| outcome.why_yearly(of)));
    reached.extend(keeping.runs.iter().filter_map(|of| why_outgrown(system, of)));
    Some(html! {
        (table)
        @if !reached.is_empty() { h3 class="tbl-h" { "How these were reached" } }
        @for of in &reached {
            details open {
                summary { (of.title) }
                div class="deriv" { (derivation(of)) }
            }
        }
    })
}
