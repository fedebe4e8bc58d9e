//! What a keep policy comes to, the same on its page and in the report: calendar, list, reach, space, comparison.

mod calendar;
mod compare;
mod list;
mod reach;
mod rules;
mod space;

pub use calendar::{calendar, key, states};
pub use compare::compare;
pub use list::{lead, list, next};
pub use reach::{reach, share};
pub use rules::{commands, in_words, warnings};
pub use space::space;

use crate::assess::planned::{Ground, State};
use crate::retention::KeepPoint;
use crate::units::{Moment, NBSP, long_date};
use chrono::{NaiveDateTime, Timelike};
use maud::{Markup, html};

/// The word of a state.
pub const fn word(state: State) -> &'static str {
    match state {
        State::Kept => "kept",
        State::Goes => "goes",
        State::Gone => "gone",
    }
}

/// The shape of a state: a tick, a struck square, a dot. The word stands beside it.
fn mark(state: State) -> Markup {
    let name = match state {
        State::Kept => "within",
        State::Goes => "waste",
        State::Gone => "note",
    };
    html! { svg class="mark" aria-hidden="true" { use href=(format!("#m-{name}")) {} } }
}

/// What the clock of a point showed when it was taken.
fn taken(point: &KeepPoint) -> NaiveDateTime {
    civil(point.at.saturating_add(i64::from(point.offset_s)))
}

/// Seconds since 1970 on some clock as what it shows.
fn civil(local: i64) -> NaiveDateTime {
    Moment::from_seconds(local.saturating_sub(4 * 86_400)).civil()
}

/// `21 November 2026, 02:00`.
fn written(at: NaiveDateTime) -> String {
    format!("{}, {:02}:{:02}", long_date(at.date()), at.hour(), at.minute())
}

/// When a point was taken, on its own clock; with the offset where that is not the one of the others.
fn point_time(ground: &Ground, point: &KeepPoint) -> String {
    let time = written(taken(point));
    let usual = point.offset_s == ground.zone.offset_at(point.at);
    if usual { time } else { format!("{time}{NBSP}{}", offset(point.offset_s)) }
}

/// An instant on the clock of the points.
pub fn instant(ground: &Ground, at: i64) -> String {
    written(ground.zone.local(at).civil())
}

/// `+01:00`.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    let size = seconds.unsigned_abs();
    format!("{sign}{:02}:{:02}", size / 3_600, size % 3_600 / 60)
}

/// On which clock times are given, as a sentence.
pub fn clock(ground: &Ground) -> String {
    match &ground.unknown_zone {
        Some(zone) => format!(
            "The rules of the time zone {zone} are not at hand: times are on a clock that is never set."
        ),
        None if ground.zone.name() == "UTC" && ground.is_real => "Times are UTC.".to_owned(),
        None if ground.zone.name() == "UTC" => {
            "Times are on the clock that starts the copies, as if it were never set: no time zone is given."
                .to_owned()
        }
        None => {
            format!("Times are {}, now UTC{}.", ground.zone.name(), offset(ground.zone.offset_at(ground.now)))
        }
    }
}

/// "1 copy", "23 copies".
pub fn copies(n: usize) -> String {
    if n == 1 { format!("1{NBSP}copy") } else { format!("{}{NBSP}copies", crate::units::grouped(n as u64)) }
}
