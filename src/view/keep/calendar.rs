//! The weeks, the newest first, each day with what becomes of its copies.

use super::{mark, taken, word};
use crate::assess::planned::{Ran, State};
use crate::units::{long_date, short_date};
use chrono::{Datelike, Days, NaiveDate};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many weeks are shown whole, whatever became of their copies.
const RECENT: usize = 8;
/// The most weeks shown.
const MOST: usize = 64;

/// Kept, going and gone copies of a day.
#[derive(Default, Clone, Copy)]
struct Day([usize; 3]);

const STATES: [State; 3] = [State::Kept, State::Goes, State::Gone];

/// Weeks from now back to the oldest copy. Weeks further back in which nothing is left are told in one line.
pub fn calendar(ran: &Ran) -> Markup {
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    for (_, point, state) in ran.points() {
        let Day(counts) = days.entry(taken(point).date()).or_default();
        if let Some(count) = STATES.iter().zip(counts).find(|(of, _)| **of == state).map(|(_, count)| count) {
            *count += 1;
        }
    }
    let today = ran.ground.zone.local(ran.ground.now).civil().date();
    let oldest = days.iter().find(|(_, Day([kept, goes, _]))| kept + goes > 0).map(|(day, _)| *day);
    let Some(oldest) = oldest.or_else(|| days.keys().next().copied()) else { return html! {} };
    let weeks = Week::between(monday(oldest), monday(today));
    let left = |week: &Week| {
        week.days().any(|day| days.get(&day).is_some_and(|Day([kept, goes, _])| kept + goes > 0))
    };
    let mut rows = Vec::new();
    let mut bare = 0;
    for (n, week) in weeks.iter().enumerate() {
        if n >= RECENT && !left(week) {
            bare += 1;
            continue;
        }
        if rows.len() >= MOST {
            break;
        }
        rows.push((std::mem::take(&mut bare), *week));
    }
    let (recent, older) = rows.split_at(rows.len().min(RECENT));
    let table = |rows: &[(usize, Week)], caption: &str| {
        html! {
            table class="cal" {
                caption class="vh" { (caption) }
                thead { tr { @for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] { th scope="col" { (day) } } } }
                tbody {
                    @for (skipped, week) in rows {
                        @if *skipped > 0 { tr class="skipped" { td colspan="7" { (passed_over(*skipped)) } } }
                        tr {
                            @for (n, day) in week.days().enumerate() { (cell(day, n == 0, days.get(&day).copied(), today)) }
                        }
                    }
                }
            }
        }
    };
    html! {
        (table(recent, "Copies by week, the newest week first"))
        @if !older.is_empty() {
            details class="folds older" id="older-weeks" {
                summary { "Older weeks in which something is left: " (older.len()) }
                div class="inside" { (table(older, "Older weeks, the newest first")) }
            }
        }
    }
}

fn passed_over(weeks: usize) -> String {
    if weeks == 1 {
        "1 week with nothing left".to_owned()
    } else {
        format!("{weeks} weeks with nothing left")
    }
}

fn cell(day: NaiveDate, first: bool, counts: Option<Day>, today: NaiveDate) -> Markup {
    let date = if first || day.day() == 1 { short_date(day) } else { day.day().to_string() };
    let Day(counts) = counts.unwrap_or_default();
    let of: usize = counts.iter().sum();
    let [kept, ..] = counts;
    html! {
        td class=[(kept > 0).then_some("is-kept")] aria-current=[(day == today).then_some("date")] {
            @if day <= today {
                span class="vh" { (long_date(day)) ": " }
                span class="day" aria-hidden="true" { (date) }
                @for (state, n) in STATES.iter().zip(counts).filter(|(_, n)| *n > 0) {
                    span class={ "what " (word(*state)) } { (mark(*state)) @if of > 1 { (n) " " } (word(*state)) }
                }
                @if of == 0 { span class="vh" { "no copy" } }
            }
        }
    }
}

/// A week by its Monday.
#[derive(Clone, Copy)]
struct Week(NaiveDate);

impl Week {
    /// From the later one back to the earlier one.
    fn between(earlier: NaiveDate, later: NaiveDate) -> Vec<Week> {
        let back = |week: &NaiveDate| week.checked_sub_days(Days::new(7)).filter(|week| *week >= earlier);
        std::iter::successors(Some(later), back).map(Week).collect()
    }

    fn days(self) -> impl Iterator<Item = NaiveDate> {
        (0..7).filter_map(move |n| self.0.checked_add_days(Days::new(n)))
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// The states that occur, for a key.
pub fn states(ran: &Ran) -> Vec<State> {
    STATES.into_iter().filter(|state| ran.points().any(|(_, _, of)| of == *state)).collect()
}

/// A state with its mark and what it means.
pub fn key(state: State) -> Markup {
    let means = match state {
        State::Kept => "it stays for now",
        State::Goes => "it goes when the tool next prunes",
        State::Gone => "it was there, and the rules have let it go",
    };
    html! { span class={ "what " (word(state)) } { (mark(state)) (word(state)) } ": " (means) }
}
