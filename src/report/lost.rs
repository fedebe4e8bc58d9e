use crate::assess::Outcome;
use crate::view::{matrix, matrix_key, weeks};
use maud::{Markup, html};

pub(super) fn lost(outcome: &Outcome) -> Markup {
    html! {
        @match weeks(outcome, "weeks") {
            Some(chart) => (chart),
            None => p class="measure" { "There is no chart of the last two weeks: no copy is known to run on a schedule that can be counted on." },
        }
        // Side by side it fits a printed page; stacked it may be longer than one.
        div class=[(outcome.matrix.columns.len() <= 7).then_some("whole")] {
        h3 class="tbl-h" { "Every component in every scenario" }
        @if outcome.matrix.columns.is_empty() {
            p class="measure" { "Nobody has said yet which parts the application has." }
        } @else {
            p class="measure" { "The most that would be lost of each component in each scenario. Each figure leads to how it was reached." }
            (matrix_key(&outcome.matrix, "mx"))
            (matrix(&outcome.matrix, &|figure| format!("#{}", figure.anchor()), "mx"))
        }
        }
    }
}
