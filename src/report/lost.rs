use super::reached::anchor;
use crate::assess::{Exposure, Outcome};
use crate::chart::{ChartOptions, Scale, exposure, exposure_table};
use crate::view::{matrix, matrix_key};
use maud::{Markup, html};

pub(super) fn lost(outcome: &Outcome) -> Markup {
    html! {
        @if outcome.exposures.is_empty() {
            p class="measure" { "There is no chart of the last two weeks: no copy is known to run on a schedule that can be counted on." }
        } @else {
            (charts(&outcome.exposures))
        }
        h3 class="tbl-h" { "Every component in every scenario" }
        @if outcome.matrix.columns.is_empty() {
            p class="measure" { "Nobody has said yet which parts the application has." }
        } @else {
            p class="measure" { "The most that would be lost of each component in each scenario. Each figure leads to how it was reached." }
            (matrix_key(&outcome.matrix, "mx"))
            (matrix(&outcome.matrix, &|part, scenario| format!("#{}", anchor(part, scenario)), "mx"))
        }
    }
}

fn charts(exposures: &[Exposure]) -> Markup {
    let scale = Scale::shared(exposures);
    let last = exposures.len().saturating_sub(1);
    html! {
        div class="charts" {
            @for (at, one) in exposures.iter().enumerate() {
                @let caption = if at == last { caption(exposures.len(), scale.is_some()) } else { String::new() };
                @let options = ChartOptions { id: format!("chart-{}", one.kind.id()), scale, caption };
                (exposure(one, &options))
            }
        }
        div class="tables" {
            @for one in exposures {
                details {
                    summary { (one.name) ": the same numbers as a table" }
                    div class="deriv" { (exposure_table(one)) }
                }
            }
        }
    }
}

fn caption(charts: usize, shared: bool) -> String {
    let scales = match (charts, shared) {
        (0 | 1, _) => "",
        (_, true) => " All charts have the same scale.",
        (_, false) => " The charts have different scales.",
    };
    format!(
        "The work that would have been lost, had it struck at that moment. Shaded: more than the limit.{scales} \
         Drawn from the schedule that was told, not from records of runs."
    )
}
