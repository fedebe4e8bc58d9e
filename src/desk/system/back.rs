//! How soon the component is back, and what would make it sooner, in the panel beside it.

use super::panel::Side;
use crate::assess::returning::{Origin, PartReturn, Return, explain_part};
use crate::assess::{Faster, Sooner, Verdict, Way, why_sooner};
use crate::catalogue::Scenario;
use crate::desk::parts::controls::act;
use crate::units::{NBSP, in_words, uncapitalised};
use crate::view::{folded, verdict_class, verdict_mark};
use maud::{Markup, html};

/// More ways than this are not read.
const SHOWN: usize = 6;
/// With more components than this the times are not worked out at every letter.
pub(super) const MOST_WHILE_TYPING: usize = 12;

/// The block; nothing where no scenario is estimated. `before` is the same without what is tried out.
pub(super) fn show(side: &Side<'_>, before: Option<&Side<'_>>) -> Markup {
    let Some((of, part)) = slowest(side) else { return html! {} };
    let was = before.and_then(|before| parts(before).find(|(was, _)| was.scenario.id == of.scenario.id));
    html! {
        div {
            h2 class="h-small" { "How soon it is back" }
            p class="small" {
                span class=(verdict_class(part.verdict)) { (verdict_mark(part.verdict)) " " strong { (figure(part)) } }
                " if " (of.scenario.clause) ". "
                @if let Some((_, was)) = was.filter(|(_, was)| figure(was) != figure(part)) {
                    span class="was" { "Before the change: " (figure(was)) "." } " "
                }
                (stands(part))
            }
            @if let Some(says) = from(part) { p class="small muted" { (says) } }
            @if !part.missing.is_empty() {
                p class="small muted" { "Not counted yet: " (in_words(&part.missing.iter().map(|m| &*m.words).collect::<Vec<_>>())) "." }
            }
            (folded(&explain_part(of, part), "how-back"))
        }
    }
}

/// The component after each scenario.
fn parts<'s>(side: &'s Side<'_>) -> impl Iterator<Item = (&'s Return, &'s PartReturn)> {
    side.returns.iter().filter_map(|of| Some((of, of.part(&side.component.id)?)))
}

/// The scenario after which it takes longest, over a limit first.
fn slowest<'s>(side: &'s Side<'_>) -> Option<(&'s Return, &'s PartReturn)> {
    let known = parts(side).filter(|(_, part)| part.back.is_some());
    known.reduce(|a, b| if (b.1.over(), b.1.back) > (a.1.over(), a.1.back) { b } else { a })
}

fn figure(part: &PartReturn) -> String {
    let at_least = if part.missing.is_empty() { String::new() } else { format!("at{NBSP}least ") };
    part.back.map_or_else(|| "not known".to_owned(), |back| format!("{at_least}{}", back.to_the_minute()))
}

fn stands(part: &PartReturn) -> String {
    match (part.verdict, part.over(), part.limit) {
        (Verdict::Over, Some(over), Some(limit)) => {
            format!("That is {} over your limit of {limit}.", over.to_the_minute())
        }
        (Verdict::Within, _, Some(limit)) => format!("That is within your limit of {limit}."),
        (_, _, Some(limit)) => format!("Your limit is {limit}."),
        (_, _, None) => "Nobody has said how long is too long.".to_owned(),
    }
}

fn from(part: &PartReturn) -> Option<String> {
    Some(match &part.from {
        Origin::Copy { words, increments: 0, .. } => format!("From the {words}."),
        Origin::Copy { words, increments: 1, .. } => {
            format!("From the {words}, a full copy and 1 increment.")
        }
        Origin::Copy { words, increments, .. } => {
            format!("From the {words}, a full copy and {increments} increments.")
        }
        Origin::Replica { words, .. } => format!("The {words} takes over."),
        Origin::Rebuilt => "It is made again.".to_owned(),
        Origin::Nothing => return None,
    })
}

/// Whether it is back too late after some scenario.
pub(super) fn is_late(side: &Side<'_>) -> bool {
    parts(side).any(|(_, part)| part.verdict == Verdict::Over)
}

/// What would bring it back in time.
pub(super) fn ways(sooner: &Sooner, side: &Side<'_>) -> Markup {
    let by_drill = parts(side).any(|(_, part)| part.verdict == Verdict::Over && part.worked_out != part.back);
    if sooner.missed.is_empty() && !by_drill {
        return html! {};
    }
    let system = side.outlook.system;
    let currency = &system.setup.currency;
    let names = |of: &[&'static Scenario]| {
        in_words(&of.iter().map(|s| format!("if {}", s.clause)).collect::<Vec<_>>())
    };
    html! {
        div {
            h2 class="h-small" { "Ways to be back in time" }
            @if !sooner.ways.is_empty() {
                ul class="wayslist" role="list" {
                    @for way in sooner.ways.iter().take(SHOWN) {
                        li {
                            p { (way.says) "." }
                            p class="small muted" { (mends(way)) @for says in costs(way, currency) { " " (says) } }
                            (act(&format!("sooner:{}", way.id), "Make this change", "btn quiet"))
                            @if let Some(why) = why_sooner(system, &side.component.id, way) { (folded(&why, &format!("how-{}", way.id))) }
                        }
                    }
                }
            }
            @if !sooner.beyond.is_empty() {
                p class="small" { "Nothing that was tried is enough " (names(&sooner.beyond)) "." }
            }
            @if by_drill {
                p class="small" { "A drill took longer than your limit. Its time stands until another drill shows otherwise, whatever you change here." }
            }
        }
    }
}

/// What it costs and saves, as far as that is known.
fn costs(way: &Way, currency: &str) -> Vec<String> {
    let storage = way.stored.as_ref().and_then(|stored| super::ways::cost(stored, currency));
    let saves = way.saves_a_year().map(|money| {
        format!("Time without it is expected to cost {} a year less.", money.with_currency(currency))
    });
    storage.into_iter().chain(saves).collect()
}

/// What it gives: "Then back after 1 h 50 min instead of 3 h (disk or host loss)."
fn mends(way: &Way) -> String {
    let one = |f: &Faster| {
        let at_least = if f.missing.is_empty() { "" } else { "at least " };
        format!("{at_least}{} instead of {}", f.after.to_the_minute(), f.before.to_the_minute())
    };
    let mut by_figure: Vec<(String, Vec<&str>)> = Vec::new();
    for mended in &way.mends {
        let figure = one(mended);
        match by_figure.iter_mut().find(|(at, _)| *at == figure) {
            Some((_, names)) => names.push(mended.scenario.short),
            None => by_figure.push((figure, vec![mended.scenario.short])),
        }
    }
    let parts: Vec<String> = by_figure
        .into_iter()
        .map(|(figure, names)| {
            let names: Vec<String> = names.into_iter().map(uncapitalised).collect();
            format!("{figure} ({})", in_words(&names))
        })
        .collect();
    format!("Then back after {}.", in_words(&parts))
}
