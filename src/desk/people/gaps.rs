//! When nobody can be reached, as a week of hours with words beside it.

use crate::people::{Gap, Reach};
use crate::schedule::Weekday;
use maud::{Markup, html};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// More than this many are counted, not listed.
const LISTED: usize = 7;

/// The week; nothing where nobody said when they can be reached.
pub(super) fn week(reach: &Reach) -> Markup {
    html! {
        @if !reach.told {
            p class="measure" { "Nobody has said yet when they can be called. Open a person and say so." }
        } @else if reach.gaps.is_empty() {
            p class="measure" { "Somebody who acts can be reached at every hour of the week." }
        } @else {
            p class="measure" {
                strong { (hours(reach)) " hours a week" } " nobody who acts can be reached: "
                @if reach.gaps.len() > LISTED { (reach.gaps.len()) " times." } @else { (in_words(&reach.gaps)) "." }
            }
            (table(reach))
        }
        @if !reach.unknown_zones.is_empty() {
            p class="hint measure" { "Read on the clock of your servers, because their zone is not known here: " (crate::units::in_words(&reach.unknown_zones)) "." }
        }
    }
}

fn hours(reach: &Reach) -> i64 {
    let all: i64 = reach.gaps.iter().map(|gap| gap.seconds()).sum();
    (all + HOUR / 2) / HOUR
}

fn in_words(gaps: &[Gap]) -> String {
    let words: Vec<String> =
        gaps.iter().map(|gap| format!("{} to {}", moment(gap.from), moment(gap.to))).collect();
    crate::units::in_words(&words)
}

fn moment(at: i64) -> String {
    let at = at.rem_euclid(WEEK);
    let day = usize::try_from(at / DAY).ok().and_then(|day| Weekday::ALL.get(day).copied());
    let (hour, minute) = (at % DAY / HOUR, at % HOUR / 60);
    format!("{} {hour:02}:{minute:02}", day.map_or("", Weekday::name))
}

/// A row for each day, a cell for every two hours: full when nobody can be reached for all or part of them.
fn table(reach: &Reach) -> Markup {
    let open = |day: i64, from: i64| {
        let (from, to) = (day * DAY + from * HOUR, day * DAY + (from + 2) * HOUR);
        [0, WEEK]
            .iter()
            .any(|shift| reach.gaps.iter().any(|gap| gap.from < to + shift && from + shift < gap.to))
    };
    html! {
        table class="week" {
            caption { "Hours in which nobody can be reached" }
            thead {
                tr { th scope="col" { span class="vh" { "Day" } } @for hour in (0..24).step_by(2) { th scope="col" { (format!("{hour:02}")) } } }
            }
            tbody {
                @for (at, day) in (0_i64..).zip(Weekday::ALL) {
                    tr {
                        th scope="row" { (day.name()) }
                        @for hour in (0..24).step_by(2) {
                            @if open(at, hour) { td class="nobody" { span aria-hidden="true" { "×" } span class="vh" { "nobody" } } }
                            @else { td { span class="vh" { "somebody" } } }
                        }
                    }
                }
            }
        }
    }
}
