use super::days::calendar;
use super::draw::svg;
use super::path::is_dense;
use super::plan::{Plan, Widths};
use super::scale::Scale;
use super::series::Series;
use super::words;
use crate::assess::Exposure;
use maud::{Markup, html};

/// How a chart is set.
#[derive(Debug, Clone, Default)]
pub struct ChartOptions {
    /// Begins every id inside; letters, digits and `-`. Two charts on a page need two.
    pub id: String,
    /// The scale shared with other charts, see [`Scale::shared`]; `None` fits the chart to its own values.
    pub scale: Option<Scale>,
    /// The grey words below; empty for none.
    pub caption: String,
}

/// Said below a chart whose copies lie too close to be drawn one by one.
const BAND: &str = "Where copies follow each other closely, their rises and falls are drawn as a grey band.";

/// The house chart: what would have been lost at every moment, as a `figure` with an `h3`.
pub fn exposure(exposure: &Exposure, options: &ChartOptions) -> Markup {
    let series = Series::of(exposure);
    let scale = options.scale.unwrap_or_else(|| Scale::of(exposure));
    // 288 px: a page of 320 px less its margins.
    let widths = Widths::for_figure(288.0, scale.gutter);
    let mut plan = Plan::new(&series, scale, exposure.limit);
    plan.below(calendar(&series, widths));
    plan.name_gaps(widths);
    plan.name_peaks(&series, &exposure.copies, widths);
    plan.mark_now(&series);
    let band = if is_dense(&series) { BAND } else { "" };
    let caption = [options.caption.as_str(), band].map(str::trim).join(" ");
    let (title, desc) =
        (words::title(exposure), words::description(&series, &exposure.copies, exposure.limit));
    html! {
        figure class="chart" {
            h3 { (exposure.name) }
            p class="kicker" { (words::kicker(exposure, &series)) }
            (svg(&plan, &series, exposure.limit, &options.id, &title, &desc))
            @if caption != " " { figcaption { (caption.trim()) } }
        }
    }
}
