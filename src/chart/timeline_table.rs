use super::TimelineRow;
use super::marks::within;
use super::series::Series;
use super::table::{row, table, when};
use crate::units::Duration;
use maud::{Markup, html};

/// The numbers of the timeline: what would have been lost by component, and the copies by protection.
pub(super) fn tables(drawn: &[(&TimelineRow, Series)]) -> Markup {
    html! {
        (table("What would have been lost, by component", &["Component", "At most", "Now", "Limit", "Above the limit"], &html! {
            @for (of, series) in drawn {
                (row(&of.name, &[("At most", worst(of, series)), ("Now", now(of, series)), ("Limit", limit(of)), ("Above the limit", above(of, series))]))
            }
        }))
        (table("The copies, by protection", &["Protection", "Copies", "Of them count", "Latest that counts", "Longest until usable"], &html! {
            @for (of, series) in drawn {
                @for protection in &of.protections {
                    @let copies = within(&protection.copies, series.from, series.to);
                    @let latest = copies.iter().filter(|c| c.good && c.usable <= series.to).map(|c| c.captured).max();
                    @let longest = copies.iter().map(|c| c.usable.seconds().saturating_sub(c.captured.seconds())).max();
                    (row(&format!("{}: {}", of.name, protection.name), &[
                        ("Copies", protection.follows.map_or_else(|| copies.len().to_string(), |lag| format!("{lag} behind"))),
                        ("Of them count", if copies.is_empty() { none() } else { copies.iter().filter(|c| c.good).count().to_string() }),
                        ("Latest that counts", latest.map_or_else(none, when)),
                        ("Longest until usable", longest.map_or_else(none, |s| Duration::clamped(s).to_string())),
                    ]))
                }
            }
        }))
    }
}

fn none() -> String {
    "–".to_owned()
}

fn worst(of: &TimelineRow, series: &Series) -> String {
    series.worst().map_or_else(|| everything(of, series), |peak| peak.loss.to_string())
}

fn now(of: &TimelineRow, series: &Series) -> String {
    series.now().map_or_else(|| everything(of, series), |loss| loss.to_string())
}

fn everything(of: &TimelineRow, series: &Series) -> String {
    match (of.holds_data, series.teeth.is_empty()) {
        (false, _) => "no data",
        (true, true) => "not known",
        (true, false) => "everything",
    }
    .to_owned()
}

fn limit(of: &TimelineRow) -> String {
    of.limit.map_or_else(none, |limit| limit.to_string())
}

fn above(of: &TimelineRow, series: &Series) -> String {
    match of.limit {
        Some(limit) if !series.teeth.is_empty() => Duration::clamped(series.above(limit)).to_string(),
        _ => none(),
    }
}
