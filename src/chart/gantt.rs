use super::draw::text;
use super::gantt_table::rows_table;
use super::lanes::{AXIS_Y, Across, length_axis};
use super::marks::ROW;
use super::number::{Percent, Px};
use super::plan::{Anchor, Label, Role, Widths};
use super::scale::FAR;
use super::table::behind;
use crate::units::{Duration, uncapitalised};
use maud::{Markup, html};
use std::cmp::Ordering;

/// The steps of a recovery, for [`gantt`].
#[derive(Debug, Clone)]
pub struct Gantt {
    /// What comes back: "Shop, production".
    pub name: String,
    /// The steps; those of one group are brought together, groups stand in the order of their first step.
    pub rows: Vec<GanttRow>,
    /// When all is back, in seconds from the failure, 0 or more.
    pub total_s: f64,
    /// The part whose acceptable downtime is drawn.
    pub limit: Option<GanttLimit>,
    /// Whether damage lay hidden: then it is counted from the moment somebody knows of it.
    pub hidden: bool,
    /// How long it was to take, where the solid bars show what really was and the open ones what was planned.
    pub planned: Option<Duration>,
}

/// What a part may take and takes.
#[derive(Debug, Clone)]
pub struct GanttLimit {
    /// Which: "Orders database".
    pub of: String,
    /// When it is back, counted as the steps are.
    pub back: Duration,
    /// Its acceptable downtime.
    pub limit: Duration,
    /// Whether enough is known to pass it.
    pub sure: bool,
}

/// One step of a [`Gantt`].
#[derive(Debug, Clone)]
pub struct GanttRow {
    /// The component it belongs to.
    pub group: String,
    /// What is done: "Fetch the full copy".
    pub label: String,
    /// Start in seconds from the failure, 0 or more.
    pub from_s: f64,
    /// Finish, not before the start.
    pub to_s: f64,
    /// Whether a delay here would delay the whole.
    pub critical: bool,
    /// Why it took so long: "held by the link for 1 h 20 min".
    pub note: Option<String>,
}

/// Room to the right of the bars, for the length of the last: usual, and where that is a long word.
const GUTTERS: (u8, u8) = (2, 3);
/// Words of more letters are long.
const LONG: usize = 12;
/// Thickness of a bar in pixels.
const THICK: f64 = 8.0;

/// A span of time in whole seconds.
pub(super) fn seconds(of: f64) -> Duration {
    // What is no number becomes 0, what is too large the longest there is.
    Duration::clamped(of.round() as i64)
}

impl GanttRow {
    /// How long it takes.
    pub(super) fn takes(&self) -> Duration {
        seconds(self.to_s).minus(seconds(self.from_s))
    }
}

impl Gantt {
    /// From when on it is counted.
    pub(super) const fn counted_from(&self) -> &'static str {
        if self.hidden { "the moment somebody knows of the damage" } else { "the failure" }
    }

    /// The rows by group, in the order of the first row of each.
    pub(super) fn groups(&self) -> Vec<(&str, Vec<&GanttRow>)> {
        let mut groups: Vec<(&str, Vec<&GanttRow>)> = Vec::new();
        for row in &self.rows {
            match groups.iter_mut().find(|(name, _)| *name == row.group) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((&row.group, vec![row])),
            }
        }
        groups
    }
}

/// A recovery step by step: a bar from start to finish, solid where it decides when all is back. Steps that take no time
/// stand in the table behind it only. `id` begins every id inside.
pub fn gantt(of: &Gantt, id: &str) -> Markup {
    let total = seconds(of.total_s);
    let last = of.rows.iter().map(|row| seconds(row.to_s)).max().unwrap_or(Duration::ZERO).max(total);
    if last == Duration::ZERO {
        return html! { p class="hint" { "There is nothing to draw: no step of the recovery takes any time." } };
    }
    let limit = of.limit.as_ref().map(|of| of.limit);
    let near = limit.filter(|limit| limit.seconds() <= last.seconds().saturating_mul(FAR));
    let top = last.max(near.unwrap_or(last)).seconds();
    let share = |at: Duration| at.seconds() as f64 / top as f64;
    let lengths = of.rows.iter().map(GanttRow::takes).chain([last, total]);
    let longest = lengths.map(|length| spoken(length).chars().count()).max().unwrap_or(0);
    let gutter = if longest > LONG { GUTTERS.1 } else { GUTTERS.0 };
    let widths = Widths::for_rows(gutter);
    let (grid, labels) = length_axis(top, limit, AXIS_Y, widths);
    let across = Across { grid, limit: near.map(share) };
    let title = format!("{}: the recovery step by step", of.name);
    let says = finding(of, total);
    html! {
        figure class="chart" {
            h3 { (of.name) ": " @if of.planned.is_some() { "planned and real" } @else { "until all is back" } }
            p class="kicker" { (says) }
            div class=(format!("lanes g-{gutter}")) {
                (across.axis(&labels, [id, &title, &says]))
                @for (name, rows) in of.groups() {
                    div class="whole" {
                        @for (n, row) in rows.iter().filter(|row| row.takes() > Duration::ZERO).enumerate() {
                            @let head = html! { @if n == 0 { b { (name) } " " } (row.label) };
                            (across.lane(if n == 0 { "top" } else { "" }, ROW, None, &head, &bar(row, share)))
                        }
                    }
                }
                @let label = after(share(total), total, true);
                @let end = html! { (dot(share(total))) (text(&label)) };
                (across.lane("top", ROW, None, &html! { b { @if of.planned.is_some() { "It was over" } @else { "All is back" } } }, &end))
            }
            figcaption {
                @if of.planned.is_some() { "Open: as planned. Solid: as it was. Counted from the beginning of the drill." } @else { "Solid, with a dot at its end: it decides when all is back. Open: it has time to spare. "
                "Counted from " (of.counted_from()) "." }
            }
        }
        (behind(&of.name, &rows_table(of)))
    }
}

fn bar(row: &GanttRow, share: impl Fn(Duration) -> f64) -> Markup {
    let (from, to) = (share(seconds(row.from_s)), share(seconds(row.to_s)));
    let class = if row.critical { "bar" } else { "bar rest" };
    let y = Px(-ROW / 2.0 - THICK / 2.0);
    html! {
        rect class=(class) x=(Percent(from * 100.0)) width=(Percent((to - from).max(0.003) * 100.0)) y=(y) height=(Px(THICK)) {}
        @if row.critical { (dot(to)) }
        (text(&after(to, row.takes(), row.critical)))
    }
}

fn dot(x: f64) -> Markup {
    html! { circle class="dot" cx=(Percent(x * 100.0)) cy=(Px(-ROW / 2.0)) r="5" {} }
}

/// How long it took, behind the end of a bar.
fn after(x: f64, takes: Duration, strong: bool) -> Label {
    let label = Label::new(x, -ROW / 2.0 + 4.5, Anchor::Start).dx(10.0).role(Role::Inside);
    if strong { label.strong(spoken(takes)) } else { label.words(spoken(takes)) }
}

/// As people say it; the table behind the picture has the seconds.
fn spoken(time: Duration) -> String {
    time.to_the_minute().to_string()
}

/// When all is back, how that stands to the limit, and what took longest of what decides it.
fn finding(of: &Gantt, total: Duration) -> String {
    if let Some(planned) = of.planned {
        return match total.seconds().cmp(&planned.seconds()) {
            Ordering::Greater => format!("It took {total}, {} longer than planned.", total.minus(planned)),
            Ordering::Less => format!("It took {total}, {} less than planned.", planned.minus(total)),
            Ordering::Equal => format!("It took {total}, as planned."),
        };
    }
    let mut says = format!("All is back after {}.", spoken(total));
    says += &match &of.limit {
        None => " No limit was given.".to_owned(),
        Some(GanttLimit { of, back, limit, sure }) => {
            let after = spoken(*back);
            match (back > limit, sure) {
                (true, _) => {
                    format!(
                        " {of}: back after {after}, {} over the limit of {limit}.",
                        spoken(back.minus(*limit))
                    )
                }
                (false, true) => format!(" {of}: back after {after}, within the limit of {limit}."),
                (false, false) => format!(" {of}: back after at least {after}; the limit is {limit}."),
            }
        }
    };
    let longest = of
        .rows
        .iter()
        .filter(|row| row.critical && row.takes() > Duration::ZERO)
        .max_by_key(|row| row.takes());
    if let Some(row) = longest {
        let label = uncapitalised(&row.label);
        says += &format!(
            " What takes longest of what decides it: {label} ({}), {}.",
            row.group,
            spoken(row.takes())
        );
    }
    says
}
