use super::series::{Series, loss};
use crate::assess::{CopyMark, Exposure};
use crate::units::{Duration, Moment, day_and_time, short_date};
use chrono::NaiveDate;
use maud::{Markup, html};

/// More copies than this are counted by day.
const ROWS: usize = 45;

/// The numbers of the chart as a table: a row per copy, or per day where copies are many.
pub fn exposure_table(exposure: &Exposure) -> Markup {
    let series = Series::of(exposure);
    let copies: Vec<&CopyMark> =
        exposure.copies.iter().filter(|c| exposure.from <= c.usable && c.usable <= exposure.to).collect();
    if copies.len() > ROWS { by_day(exposure, &series, &copies) } else { by_copy(exposure, &series, &copies) }
}

/// A table of figures behind a chart, with its rows from [`row`].
pub(super) fn table(caption: &str, columns: &[&str], rows: &Markup) -> Markup {
    html! {
        table class="tbl flow long" {
            caption class="vh" { (caption) }
            (head(columns))
            tbody { (rows) }
        }
    }
}

/// A row of [`table`]: its name and its figures, each with the word of its column.
pub(super) fn row(name: &str, figures: &[(&str, String)]) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            @for (column, figure) in figures { td class="r" data-label=(column) { (figure) } }
        }
    }
}

/// The tables behind a chart, closed until somebody asks.
pub(super) fn behind(name: &str, tables: &Markup) -> Markup {
    html! {
        div class="tables" {
            details {
                summary { (name) ": the same numbers as a table" }
                div class="deriv" { (tables) }
            }
        }
    }
}

fn head(columns: &[&str]) -> Markup {
    html! {
        thead {
            tr {
                @for (at, column) in columns.iter().enumerate() {
                    th scope="col" class=[(at > 0).then_some("r")] { (column) }
                }
            }
        }
    }
}

fn by_copy(exposure: &Exposure, series: &Series, copies: &[&CopyMark]) -> Markup {
    html! {
        table class="tbl flow" {
            caption class="vh" { (exposure.name) ": every copy and what would have been lost just before it could be used" }
            (head(&["Copy taken", "Usable from", "Loss just before", "Counts"]))
            tbody {
                @for copy in copies {
                    tr {
                        th scope="row" { (when(copy.captured)) }
                        td class="r" data-label="Usable from" { (when(copy.usable)) }
                        td class="r" data-label="Loss just before" { (before(series, copy)) }
                        td class="r" data-label="Counts" { @if copy.good { "yes" } @else { strong { "no" } } }
                    }
                }
                tr {
                    th scope="row" { "Now" }
                    td class="r" { (when(exposure.to)) }
                    td class="r" data-label="Loss" { (now(series)) }
                    td class="r" { }
                }
            }
        }
    }
}

fn by_day(exposure: &Exposure, series: &Series, copies: &[&CopyMark]) -> Markup {
    let day = |at: Moment| at.civil().date();
    let mut days: Vec<NaiveDate> = copies.iter().map(|c| day(c.usable)).collect();
    days.dedup();
    html! {
        table class="tbl flow" {
            caption class="vh" { (exposure.name) ": copies by day and the most that would have been lost" }
            (head(&["Day", "Copies usable", "Of them count", "Most lost"]))
            tbody {
                @for date in days {
                    @let of: Vec<&&CopyMark> = copies.iter().filter(|c| day(c.usable) == date).collect();
                    tr {
                        th scope="row" { (weekday_date(date)) }
                        td class="r" data-label="Copies usable" { (of.len()) }
                        td class="r" data-label="Of them count" { (of.iter().filter(|c| c.good).count()) }
                        td class="r" data-label="Most lost" { (most(series, date)) }
                    }
                }
                tr {
                    th scope="row" { "Now" }
                    td class="r" { (when(exposure.to)) }
                    td class="r" { }
                    td class="r" data-label="Loss" { (now(series)) }
                }
            }
        }
    }
}

fn now(series: &Series) -> String {
    series.now().map_or_else(|| "everything".to_owned(), |l| l.to_string())
}

/// What would have been lost the moment before a copy became usable.
fn before(series: &Series, copy: &CopyMark) -> String {
    let before = series.teeth.iter().find(|t| t.from < copy.usable && copy.usable <= t.to);
    match before.map(|t| t.captured) {
        // The stretch begins with this copy: what was before it is not drawn.
        None => "–".to_owned(),
        Some(None) => "everything".to_owned(),
        Some(Some(captured)) => loss(captured, copy.usable).to_string(),
    }
}

/// The largest loss on a day.
fn most(series: &Series, date: NaiveDate) -> String {
    let from = Moment::start_of(date);
    let to = from.plus(86_400);
    let mut worst = Duration::ZERO;
    for tooth in series.teeth.iter().filter(|t| t.from < to && from < t.to) {
        match tooth.captured {
            None => return "everything".to_owned(),
            Some(captured) => worst = worst.max(loss(captured, tooth.to.min(to))),
        }
    }
    worst.to_string()
}

/// `Thursday 02:00, 12 Nov`.
pub(super) fn when(at: Moment) -> String {
    let words = day_and_time(at);
    let (day, time) = words.split_once(crate::units::NBSP).unwrap_or((words.as_str(), ""));
    let day = day.get(..3).unwrap_or(day);
    format!("{day} {}, {time}", short_date(at.civil().date())).replace(' ', "\u{a0}")
}

fn weekday_date(date: NaiveDate) -> String {
    let words = when(Moment::start_of(date));
    words.split(',').next().unwrap_or_default().to_owned()
}
