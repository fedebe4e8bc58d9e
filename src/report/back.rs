use crate::assess::Outcome;
use crate::assess::returning::{Return, explain_return, explain_together};
use crate::view::{derivation, measured, returns, together};
use maud::{Markup, html};

/// How soon everything would be back, which moment it can go back to, and how each figure was reached. `None` when the
/// system was not described.
pub(super) fn back(outcome: &Outcome) -> Option<Markup> {
    let back = returns(outcome, "back")?;
    Some(html! {
        (back)
        @if let Some(measured) = measured(outcome) { (measured) }
        @if let Some(fits) = together(outcome) {
            h3 class="tbl-h" { "What fits together" }
            (fits)
        }
        h3 class="tbl-h" { "How these were reached" }
        @for of in each_once(&outcome.returns) {
            @let reached = explain_return(of);
            details open {
                summary { (reached.title) }
                div class="deriv" { (derivation(&reached)) }
            }
        }
        @if let Some(first) = outcome.together.iter().find(|of| of.now.is_some()) {
            @let reached = explain_together(first);
            details open {
                summary { (reached.title) }
                div class="deriv" { (derivation(&reached)) }
            }
        }
    })
}

/// Scenarios whose recovery takes the same steps are explained once.
fn each_once(returns: &[Return]) -> Vec<&Return> {
    let mut seen: Vec<&Return> = Vec::new();
    for of in returns {
        if !seen.iter().any(|known| known.tasks == of.tasks && known.missing == of.missing) {
            seen.push(of);
        }
    }
    seen
}
