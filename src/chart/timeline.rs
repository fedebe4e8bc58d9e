use super::days::{calendar, midnights};
use super::lanes::{AXIS_Y, Across};
use super::plan::{Label, Widths};
use super::scale::Scale;
use super::series::Series;
use super::steps::DAY;
use super::table::behind;
use super::timeline_lanes::{component, copies};
use super::timeline_table::tables;
use super::words;
use crate::assess::{CopyMark, Exposure, Tooth};
use crate::units::{Duration, Moment, in_words};
use maud::{Markup, html};

/// A component and all that protects it, for [`timeline`].
#[derive(Debug, Clone)]
pub struct TimelineRow {
    /// What it is called.
    pub name: String,
    /// The owner's limit for loss.
    pub limit: Option<Duration>,
    /// Whether anything can be lost with it: a server that is made again holds no data of its own.
    pub holds_data: bool,
    /// Pieces without a gap over the stretch drawn; empty when nothing is known of its exposure.
    pub teeth: Vec<Tooth>,
    /// In the order they are shown.
    pub protections: Vec<TimelineProtection>,
}

/// One protection in a [`TimelineRow`].
#[derive(Debug, Clone)]
pub struct TimelineProtection {
    /// What it is called.
    pub name: String,
    /// Its copies, in any order; those outside the stretch are left out.
    pub copies: Vec<CopyMark>,
    /// For a replica or a log: it follows all the time, at most this far behind.
    pub follows: Option<Duration>,
}

impl TimelineRow {
    /// A component with the exposure that was drawn for it. The copies are those of all its protections together.
    pub fn of(exposure: &Exposure, protections: Vec<TimelineProtection>) -> TimelineRow {
        TimelineRow {
            name: exposure.name.clone(),
            limit: exposure.limit,
            holds_data: true,
            teeth: exposure.teeth.clone(),
            protections,
        }
    }

    /// Every copy of every protection.
    pub(super) fn copies(&self) -> Vec<CopyMark> {
        self.protections.iter().flat_map(|p| p.copies.iter().copied()).collect()
    }
}

/// Where both ends of the axis cannot be seen at once, it stands at both.
const LONG: usize = 8;
/// Most components that the words above name one by one.
const NAMED: usize = 5;

/// The stretch from `from` to `to`, which is now, for all components on one axis and one scale: the loss at every moment,
/// and below it the copies of each protection. `id` begins every id inside. Its numbers stand behind it as tables.
pub fn timeline(rows: &[TimelineRow], from: Moment, to: Moment, id: &str) -> Markup {
    if rows.is_empty() {
        return html! { p class="hint" { "There is nothing to draw yet: no component has a copy." } };
    }
    let drawn: Vec<(&TimelineRow, Series)> =
        rows.iter().map(|row| (row, Series::new(from, to, &row.teeth))).collect();
    let fitting = |(row, series): &(&TimelineRow, Series)| {
        Scale::fitting(series.worst().map(|peak| peak.loss), row.limit)
    };
    let scale = Scale::over(drawn.iter().map(fitting));
    let empty = Series::new(from, to, &[]);
    let widths = Widths::for_rows(scale.gutter);
    let (_, labels) = calendar(&empty, widths);
    let labels: Vec<Label> = labels.into_iter().map(|label| Label { y: AXIS_Y, ..label }).collect();
    let days = if empty.length() <= 31 * DAY { midnights(&empty, DAY) } else { Vec::new() };
    let grid = days.into_iter().map(|at| empty.share(at)).collect();
    let across = Across { grid, limit: None };
    let title = format!("Loss and copies of {} components", rows.len());
    let lines = rows.iter().map(|row| 2 + row.protections.len()).sum::<usize>();
    let (says, when) = (finding(&drawn), words::span(from, to));
    let axis = |at: &str| across.axis(&labels, [&format!("{id}-{at}"), &title, &says]);
    html! {
        figure class="chart" {
            h3 { "What would have been lost, and every copy" }
            p class="kicker" { (when) ". " (says) }
            div class=(format!("lanes g-{}", scale.gutter)) {
                (axis("a"))
                @for (n, (row, series)) in drawn.iter().enumerate() {
                    div class="whole" {
                        (component(row, series, scale, &across, &format!("{id}-{n}")))
                        @for protection in &row.protections { (copies(protection, series, &across)) }
                    }
                }
                @if lines > LONG { (axis("z")) }
            }
            figcaption { (caption(&drawn)) }
        }
        (behind("The last two weeks", &tables(&drawn)))
    }
}

/// Who was above the limit, who was not, and of whom that cannot be said.
fn finding(drawn: &[(&TimelineRow, Series)]) -> String {
    let judged = |row: &TimelineRow, series: &Series| {
        row.limit.filter(|_| !series.teeth.is_empty()).map(|limit| series.above(limit) > 0)
    };
    let names = |wanted: bool| -> Vec<&str> {
        let judged = drawn.iter().filter(|(row, series)| judged(row, series) == Some(wanted));
        judged.map(|(row, _)| row.name.as_str()).collect()
    };
    let (over, within) = (names(true), names(false));
    let named = |names: &[&str]| match names.len() {
        n if n > NAMED => format!("{n} of {}", drawn.len()),
        _ => in_words(names),
    };
    let mut says = Vec::new();
    if !over.is_empty() {
        says.push(format!("Above the limit for at least part of the time: {}", named(&over)));
    }
    if !within.is_empty() {
        says.push(format!("Within the limit all the time: {}", named(&within)));
    }
    let with_data = drawn.iter().filter(|(row, _)| row.holds_data).count();
    let rest = with_data.saturating_sub(over.len() + within.len());
    if rest > 0 {
        says.push(format!("Without a limit or a known schedule: {rest} of {with_data}"));
    }
    says.join(". ") + "."
}

/// How it is to be read, as far as it occurs.
fn caption(drawn: &[(&TimelineRow, Series)]) -> String {
    let mut says = vec!["Line: what would have been lost at that moment, on one scale for all."];
    if drawn.iter().any(|(row, _)| row.limit.is_some()) {
        says.push("Dashes: the limit. Shaded, with a thick base line: above it.");
    }
    let copies = || drawn.iter().flat_map(|(row, _)| &row.protections);
    if copies().any(|p| !p.copies.is_empty()) {
        says.push(
            "Below: a tick where a copy was taken, a bar until it could be used; close ones are one bar.",
        );
    }
    if copies().any(|p| p.copies.iter().any(|c| !c.good)) {
        says.push("\u{d7}: does not count.");
    }
    says.join(" ")
}
