//! The rows of the timeline: the line of the loss of a component, and the copies of a protection.

use super::draw::text;
use super::lanes::Across;
use super::marks::{ROW, marks, within};
use super::number::{Percent, Px};
use super::path::{ACROSS, area, band, line, step};
use super::plan::{Anchor, GUTTER_DX, LINE, Label, MIDDLE, Role, Widths, limit_words, value_label};
use super::scale::{HEIGHT, Scale};
use super::series::Series;
use super::words;
use super::{TimelineProtection, TimelineRow};
use crate::units::{Duration, Moment};
use maud::{Markup, html};

/// Height of the line of the loss, and room above it for the value of its peak.
const LANE: f64 = 36.0;
const ABOVE: f64 = 22.0;
/// From the base line to the lower edge.
const BELOW: f64 = 8.0;
/// Stretches above the limit that are closer than this, in thousandths of the axis, are drawn as one.
const JOIN: f64 = 1.0;

/// The line of the loss of one component.
pub(super) fn component(
    row: &TimelineRow,
    series: &Series,
    scale: Scale,
    across: &Across,
    id: &str,
) -> Markup {
    let head = html! { b { (row.name) } " " span { (facts(row, series)) } };
    let title = format!("{}: what would have been lost", row.name);
    let desc = words::description(series, &row.copies(), row.limit);
    if series.teeth.is_empty() {
        return across.lane("top", ROW, None, &head, &html! {});
    }
    let y = |loss: Duration| scale.y(loss) / HEIGHT * LANE;
    let limit = row.limit.filter(|limit| scale.holds(*limit)).map(y);
    let shade = row.limit.map(|limit| area(series, scale, limit)).unwrap_or_default();
    let over = row.limit.map(|limit| above(series, limit)).unwrap_or_default();
    let worst = series.worst().map(|peak| (series.share(peak.at), y(peak.loss)));
    let now = series.now().map(|loss| (1.0, y(loss))).filter(|now| Some(*now) != worst);
    let drawing = html! {
        svg y=(Px(-LANE - BELOW)) overflow="visible" {
            @for (a, b) in series.gaps() {
                @let (a, b) = (series.share(a) * 100.0, series.share(b) * 100.0);
                rect class="gap" x=(Percent(a)) width=(Percent(b - a)) height=(Px(LANE)) {}
                line class="gone" x1=(Percent(a)) x2=(Percent(b)) {}
            }
            (plot(0.0, LANE, HEIGHT, &[("band", band(series, scale)), ("area", shade), ("line", line(series, scale))]))
            line class="base" x1="0" x2="100%" y1=(Px(LANE)) y2=(Px(LANE)) {}
            (plot(LANE + 1.0, 4.0, 4.0, &[("run over", over)]))
            @if let Some(y) = limit { line class="limit" x1="0" x2="100%" y1=(Px(y)) y2=(Px(y)) {} }
            @for (x, y) in worst.into_iter().chain(now) {
                circle class="dot" cx=(Percent(x * 100.0)) cy=(Px(y)) r="4" {}
            }
            @for label in labels(row, series, scale, limit) { (text(&label)) }
        }
    };
    across.lane("top", LANE + ABOVE + BELOW, Some([id, &title, &desc]), &head, &drawing)
}

/// Stretched paths over a plot 1000 wide and `units` high, at `y` pixels; those without any step are left out.
fn plot(y: f64, height: f64, units: f64, paths: &[(&str, String)]) -> Markup {
    html! {
        svg class="plot" y=(Px(y)) width="100%" height=(Px(height)) viewBox=(format!("0 0 {} {}", Px(ACROSS), Px(units)))
            preserveAspectRatio="none" {
            @for (class, d) in paths.iter().filter(|(_, d)| !d.is_empty()) { path class=(class) d=(d) {} }
        }
    }
}

/// The figures of a row in words: none of them is in the drawing alone.
fn facts(row: &TimelineRow, series: &Series) -> String {
    if !row.holds_data {
        return "No data of its own is lost with it".to_owned();
    }
    if series.teeth.is_empty() {
        return "What would be lost is not known".to_owned();
    }
    let Some(worst) = series.worst() else { return "No usable copy at any time".to_owned() };
    let now = match series.now() {
        Some(now) if now == worst.loss => "most now".to_owned(),
        Some(now) => format!("now {now}"),
        None => "now no usable copy".to_owned(),
    };
    let above = row.limit.map(|limit| match series.above(limit) {
        0 => format!("; never above {limit}"),
        seconds => format!("; above {limit} for {}", Duration::clamped(seconds)),
    });
    format!("At most {}, {now}{}", worst.loss, above.unwrap_or_default())
}

/// The peak with its value, the limit at the right end, and one figure of the scale where there is room.
fn labels(row: &TimelineRow, series: &Series, scale: Scale, limit: Option<f64>) -> Vec<Label> {
    let beside = |y: f64| Label::new(1.0, y + MIDDLE, Anchor::Start).dx(GUTTER_DX);
    let y = |loss: Duration| scale.y(loss) / HEIGHT * LANE;
    let mut labels = Vec::new();
    match series.worst() {
        Some(peak) => {
            let widths = Widths::for_rows(scale.gutter);
            labels.push(value_label(series.share(peak.at), y(peak.loss) - 9.0, peak.loss, widths));
        }
        None => labels.push(
            Label::new(0.5, LANE / 2.0 + MIDDLE, Anchor::Middle).role(Role::Inside).strong("no usable copy"),
        ),
    }
    // A limit above the scale is named at its top, with an arrow.
    let named = row.limit.map(|of| (limit.unwrap_or(0.0), limit_words(of, limit.is_none())));
    if let Some((at, words)) = &named {
        labels.push(beside(*at).words(words).role(Role::Limit));
    }
    let free = |at: f64| named.as_ref().is_none_or(|(limit, _)| (limit - at).abs() >= LINE);
    let figure =
        scale.figures().into_iter().map(|(value, words)| (y(value), words)).rev().find(|(at, _)| free(*at));
    labels.extend(figure.map(|(at, words)| beside(at).words(words)));
    labels
}

/// The base line where the loss is above the limit.
fn above(series: &Series, limit: Duration) -> String {
    let x = |at: Moment| series.share(at) * ACROSS;
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for tooth in &series.teeth {
        let from = tooth.captured.map_or(tooth.from, |copy| copy.plus(limit.seconds()).max(tooth.from));
        if from >= tooth.to {
            continue;
        }
        let (from, to) = (x(from), x(tooth.to));
        match stretches.last_mut() {
            Some((_, end)) if from - *end < JOIN => *end = to,
            _ => stretches.push((from, to)),
        }
    }
    let mut d = String::new();
    for (from, to) in stretches {
        step(&mut d, 'M', from, 2.0);
        step(&mut d, 'L', to, 2.0);
    }
    d
}

/// The copies of one protection.
pub(super) fn copies(protection: &TimelineProtection, series: &Series, across: &Across) -> Markup {
    let copies = within(&protection.copies, series.from, series.to);
    let marks = marks(&copies, |at| series.share(at));
    let mut bars = marks.bars;
    if protection.follows.is_some() {
        bars.push_str(&format!("M0 {0}H{1}", Px(ROW / 2.0), Px(ACROSS)));
    }
    let drawing = html! {
        (plot(-ROW, ROW, ROW, &[("run", bars), ("line", marks.ticks)]))
        @for (a, b) in marks.bad {
            @if a < b {
                line class="lead" x1=(Percent(a * 100.0)) x2=(Percent(b * 100.0)) y1=(Px(-ROW / 2.0)) y2=(Px(-ROW / 2.0)) {}
            }
            @for x in [a].into_iter().chain((a < b).then_some(b)) {
                text class="mid cross" x=(Percent(x * 100.0)) y=(Px(-ROW / 2.0 + 5.0)) { "\u{d7}" }
            }
        }
    };
    let head = html! { (protection.name) " " span { (count(protection, copies.len(), copies.iter().filter(|c| !c.good).count())) } };
    across.lane("", ROW, None, &head, &drawing)
}

/// "14 copies, 1 does not count".
fn count(protection: &TimelineProtection, all: usize, bad: usize) -> String {
    let copies = match (all, protection.follows) {
        (0, Some(lag)) => return format!("all the time, at most {lag} behind"),
        (0, None) => return "no copy".to_owned(),
        (1, _) => "1 copy".to_owned(),
        (n, _) => format!("{n} copies"),
    };
    match bad {
        0 => copies,
        1 => format!("{copies}, 1 does not count"),
        n if n == all => format!("{copies}, none counts"),
        n => format!("{copies}, {n} do not count"),
    }
}
