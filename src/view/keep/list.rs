//! Every copy that is left with the rules that keep it, and what goes next.

use super::{copies, instant, mark, point_time, word};
use crate::assess::planned::{Ran, State};
use crate::retention::KeepPoint;
use crate::units::{Duration, in_words, uncapitalised};
use maud::{Markup, html};

/// More than this many stand folded.
const ROWS: usize = 12;
/// The most that are listed at all.
const MOST: usize = 400;

/// "23 copies are kept, the oldest of 31 January 2026, 02:00."
pub fn lead(ran: &Ran) -> String {
    let kept: Vec<&KeepPoint> =
        ran.points().filter(|(_, _, state)| *state == State::Kept).map(|(_, point, _)| point).collect();
    let Some(oldest) = kept.last() else {
        return match ran.going() {
            0 => "There is no copy yet.".to_owned(),
            _ => "No copy is kept: all of them go.".to_owned(),
        };
    };
    let verb = if kept.len() == 1 { "is" } else { "are" };
    let which = if kept.len() == 1 { "of" } else { "the oldest of" };
    let going = match ran.going() {
        0 => String::new(),
        going => format!(" {} {}.", copies(going), if going == 1 { "goes" } else { "go" }),
    };
    format!("{} {verb} kept, {which} {}.{going}", copies(kept.len()), point_time(&ran.ground, oldest))
}

/// What goes next and when, as a sentence.
pub fn next(ran: &Ran) -> String {
    if !ran.refusals.is_empty() {
        return "Nothing goes: the tool refuses to run these rules.".to_owned();
    }
    let Some((at, places)) = ran.next() else {
        return match ran.only_now() {
            true => {
                "What goes after that depends on the copies to come, and when these are made is not known."
            }
            false => "Nothing goes in the time looked at.",
        }
        .to_owned();
    };
    let names: Vec<String> = places
        .iter()
        .filter_map(|place| ran.ground.points.get(*place))
        .take(3)
        .map(|point| format!("the copy of {}", point_time(&ran.ground, point)))
        .collect();
    let more = match places.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let left = Duration::clamped(at - ran.ground.now);
    let when = if ran.policy.goes_by_clock() { "" } else { ", when a newer copy is whole" };
    format!("Next to go: {}{more}, on {}{when}: {left} from now.", in_words(&names), instant(&ran.ground, at))
}

/// The copies that are there: when each was taken, by which rules it stays, and until when.
pub fn list(ran: &Ran) -> Markup {
    let there: Vec<(usize, &KeepPoint, State)> =
        ran.points().filter(|(_, _, state)| *state != State::Gone).take(MOST).collect();
    let all = ran.points().filter(|(_, _, state)| *state != State::Gone).count();
    let caption = if ran.ground.is_real { "Every copy there is" } else { "Every copy that is left" };
    let rows = html! {
        table class="tbl flow keeps" {
            caption class="vh" { (caption) }
            thead { tr { th scope="col" { "Taken" } th scope="col" { "Now" } th scope="col" { "Kept by" } th scope="col" { "Goes" } } }
            tbody { @for (place, point, state) in &there { (row(ran, *place, point, *state)) } }
        }
        @if all > there.len() { p class="hint" { (copies(all - there.len())) " more, older than these." } }
    };
    html! {
        @if there.len() > ROWS {
            details class="folds" { summary { (caption) ", with its rules: " (copies(all)) } div class="inside" { (rows) } }
        } @else { (rows) }
    }
}

fn row(ran: &Ran, place: usize, point: &KeepPoint, state: State) -> Markup {
    let why = ran.reasons(place);
    let gone = ran.gone.get(place).copied().flatten();
    let ends = match (state, gone) {
        (State::Goes, _) => "when the tool next prunes".to_owned(),
        (_, Some(at)) => instant(&ran.ground, at),
        (_, None) if ran.only_now() => "not known".to_owned(),
        (_, None) => format!("not before {}", uncapitalised(&instant(&ran.ground, ran.ground.until))),
    };
    let kept_by = match (why.is_empty(), ran.refusals.is_empty(), state) {
        (false, ..) => why.join("; "),
        (true, false, _) => "the tool refuses to run".to_owned(),
        (true, true, State::Kept) => "nothing prunes before then".to_owned(),
        _ => "no rule".to_owned(),
    };
    html! {
        tr {
            th scope="row" { (point_time(&ran.ground, point)) }
            td data-label="Now" { span class={ "what " (word(state)) } { (mark(state)) (word(state)) } }
            td data-label="Kept by" { (kept_by) }
            td data-label="Goes" { (ends) }
        }
    }
}
