use super::days::calendar_until;
use super::draw::svg;
use super::plan::{Plan, Widths};
use super::scale::Scale;
use super::series::Series;
use super::table::{behind, row, table};
use super::words::span;
use crate::assess::Tooth;
use crate::assess::real::Real;
use crate::import::Point;
use crate::units::{Duration, Moment, NBSP, long_date, long_moment};
use chrono::Timelike;
use maud::{Markup, html};

/// Points that are drawn, the newest: more would be a grey band, and a table that nobody reads.
const DRAWN: usize = 60;

/// What would have been lost at every moment between restore points that really were, with their numbers as a table behind
/// it. `id` begins every id inside. `None` with fewer than two points.
pub fn points(real: &Real, id: &str) -> Option<Markup> {
    let mut drawn: Vec<&Point> =
        real.group.points.iter().filter(|p| p.captured_at <= real.now).take(DRAWN).collect();
    drawn.reverse();
    let first = drawn.first()?;
    if drawn.len() < 2 {
        return None;
    }
    let usable = |point: &Point| point.usable_at.unwrap_or(point.captured_at);
    // What was last is followed until the list was read, unless that would press all that was before flat.
    let (begin, end) = (first.captured_at, drawn.iter().map(|p| usable(p)).max()?);
    let read = real.now.min(real.group.imported);
    let room = (end - begin) / 2;
    let (to, cut) = if read - end <= room { (read.max(end), false) } else { (end + room / 10, true) };
    let teeth = teeth(&drawn, real, to);
    let series = Series::new(real.local(usable(first)), real.local(to), &teeth);
    let worst = series.worst().map(|peak| peak.loss);
    let scale = Scale::fitting(worst, real.limit());
    let widths = Widths::for_figure(288.0, scale.gutter);
    let mut plan = Plan::new(&series, scale, real.limit());
    let end = match cut {
        true => "",
        false if real.age() < Duration::hours(1) => "now",
        false => "looked up",
    };
    plan.below(calendar_until(&series, widths, end));
    plan.name_peaks(&series, &[], widths);
    let name = real.group.called();
    let title = format!("{name}: what would have been lost between restore points");
    let desc = match (worst, real.limit()) {
        (Some(worst), Some(limit)) => format!("At most {worst}; the limit is {limit}."),
        (Some(worst), None) => format!("At most {worst}."),
        (None, _) => "Nothing could be used in this time.".to_owned(),
    };
    let days = span(series.from, series.to);
    Some(html! {
        figure class="chart" {
            h3 { "What was really at stake" }
            p class="kicker" {
                (days) ", on the clock of " (real.clock.name())
                @if real.group.figures.points > drawn.len() { ". The newest " (drawn.len()) " points" }
            }
            (svg(&plan, &series, real.limit(), id, &title, &desc))
            figcaption {
                "Each fall is a restore point that could be used from then on."
                @if cut { " The picture ends with the newest one. Until the list was read, on " (long_date(real.local(read).civil().date())) ", none followed." }
            }
        }
        (behind("The restore points", &numbers(real, &drawn)))
    })
}

/// `drawn` ascend. From each moment at which one becomes usable to the next.
fn teeth(drawn: &[&Point], real: &Real, to: i64) -> Vec<Tooth> {
    let mut falls: Vec<(i64, i64)> =
        drawn.iter().map(|p| (p.usable_at.unwrap_or(p.captured_at), p.captured_at)).collect();
    falls.sort_unstable();
    let ends = falls.iter().skip(1).map(|(at, _)| *at).chain([to]);
    let mut newest = i64::MIN;
    let mut teeth = Vec::new();
    for ((from, captured), end) in falls.iter().zip(ends) {
        newest = newest.max(*captured);
        teeth.push(Tooth {
            from: real.local(*from),
            to: real.local(end),
            captured: Some(real.local(newest)),
        });
    }
    teeth
}

fn numbers(real: &Real, drawn: &[&Point]) -> Markup {
    let before = std::iter::once(None).chain(drawn.iter().map(|p| Some(p.captured_at)));
    let rows: Vec<(&&Point, Option<i64>)> = drawn.iter().zip(before).collect();
    let since = |point: &Point, before: Option<i64>| {
        before.map_or_else(none, |before| Duration::clamped(point.captured_at - before).to_string())
    };
    table(
        "Restore points, the newest first",
        &["Data of", "Usable after", "Since the one before", "Size"],
        &html! {
            @for (point, before) in rows.into_iter().rev() {
                (row(&minute(real.local(point.captured_at)), &[
                    ("Usable after", point.usable_at.map_or_else(|| "not said".to_owned(), |at| Duration::clamped(at - point.captured_at).to_string())),
                    ("Since the one before", since(point, before)),
                    ("Size", point.size.map_or_else(none, |size| format!("{}{NBSP}{}", size.bytes, size.kind.name()))),
                ]))
            }
        },
    )
}

fn none() -> String {
    "–".to_owned()
}

/// With its seconds, where it has some.
fn minute(at: Moment) -> String {
    match at.civil().second() {
        0 => long_moment(at),
        s => format!("{}:{s:02}", long_moment(at)),
    }
}
