use super::{ChartOptions, Scale, exposure, exposure_table};
use crate::assess::Exposure;
use maud::{Markup, html};

/// The charts of all components on one scale where that can be read, each with its numbers as a table behind it.
pub fn exposures(exposures: &[Exposure]) -> Markup {
    let scale = Scale::shared(exposures);
    let last = exposures.len().saturating_sub(1);
    html! {
        div class="charts" {
            @for (at, one) in exposures.iter().enumerate() {
                @let caption = if at == last { caption(exposures.len(), scale.is_some()) } else { String::new() };
                @let options = ChartOptions { id: format!("chart-{}", one.id), scale, caption };
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
