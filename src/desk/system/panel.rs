//! What it means: the panel beside a component. While something is tried out, before and after stand side by side.

use super::figures::{Headline, Outlook, facts, latest, verdict};
use super::{back, ways};
use crate::assess::returning::Return;
use crate::assess::{Advice, Cell, Figure, Sooner, Verdict};
use crate::catalogue::Scenario;
use crate::chart::{ChartOptions, exposure};
use crate::desk::parts::controls::act;
use crate::route::Route;
use crate::system::{Component, ComponentId, Told};
use crate::units::Duration;
use crate::view::{folded, verdict_class, verdict_mark};
use maud::{Markup, html};

/// The id of what would help.
pub(super) const WAYS: &str = "ways";
/// Scenarios in which stored data is lost or damaged.
const DATA_SCENARIOS: usize = 7;

/// A component and what becomes of it.
pub(super) struct Side<'a> {
    pub(super) component: &'a Component,
    pub(super) outlook: &'a Outlook<'a>,
    /// When everything is back after each scenario; empty where that is not worked out.
    pub(super) returns: Vec<Return>,
}

/// What would help, worked out while nobody types.
pub(super) struct Help {
    pub(super) advice: Advice,
    pub(super) sooner: Sooner,
}

/// The panel. `before` is what the document says while something is tried out.
pub(super) fn show(side: &Side<'_>, before: Option<&Side<'_>>, help: Option<&Help>) -> Markup {
    let id = &side.component.id;
    html! {
        aside class="side stack" aria-label="What it means" {
            @match side.outlook.headline(id) {
                Some(headline) if side.component.kind.holds_data() => (consequence(side, &headline, before)),
                _ => {
                    div class="panel stack-s cons" {
                        h2 class="h-small" { "What it means" }
                        p class="small" { "No data of its own is lost with it. It is made again from code, an image or written steps." }
                    }
                },
            }
            (others(side, before))
            (back::show(side, before))
            @match help {
                Some(help) => div class="stack" id=(WAYS) tabindex="-1" {
                    (ways::list(&help.advice, side))
                    (back::ways(&help.sooner, side))
                },
                None => {
                    @if ways::are_wanted(side) || back::is_late(side) {
                        p { (act("advise", "Find ways to meet your limit", "btn quiet")) }
                    }
                },
            }
        }
    }
}

/// The figure in one line, which stays in sight on a small screen while the form is filled in. What it says stands in the
/// panel too, so it is not read twice.
pub(super) fn brief(side: &Side<'_>) -> Markup {
    let headline = side.outlook.headline(&side.component.id).filter(|_| side.component.kind.holds_data());
    html! {
        @if let Some(headline) = headline {
            @let (says, by) = verdict(headline.cell, &side.component.limit);
            p class="brief noprint" aria-hidden="true" {
                span class={ "sev " (colour(headline.cell.verdict)) } { (verdict_mark(headline.cell.verdict)) strong { (headline.figure()) } }
                span class="small" { "If " (headline.scenario.clause) ". " (says) @if !by.is_empty() { " " (by) } "." }
            }
        }
    }
}

fn consequence(side: &Side<'_>, headline: &Headline<'_>, before: Option<&Side<'_>>) -> Markup {
    let c = side.component;
    let was = before.and_then(|b| Some((b, b.outlook.headline(&b.component.id)?)));
    let (says, by) = verdict(headline.cell, &c.limit);
    // No figure looks well while something else leaves nothing.
    let spoilt = headline.gone > 0 && headline.cell.verdict == Verdict::Within;
    let blank = headline.cell.verdict == Verdict::Unknown && headline.lost().is_none();
    html! {
        div class="panel stack-s cons" {
            h2 class="h-small" { "If " (headline.scenario.clause) }
            @if !blank { p class={ "big " (if spoilt { "" } else { colour(headline.cell.verdict) }) } { (headline.figure()) } }
            @if headline.gone > 0 && headline.cell.verdict != Verdict::Gone { (also_gone(headline.gone)) }
            (stands(headline.cell.verdict, &says, &by))
            @if let Some(why) = blank.then(|| side.outlook.reason(&c.id, headline.scenario.id)).flatten() { p class="small" { (why) } }
            @if headline.gone > 1 && headline.cell.verdict == Verdict::Gone { p class="small" { "The same in " (headline.gone - 1) " more of " (DATA_SCENARIOS) " scenarios." } }
            @if let Some(drawn) = headline.exposure {
                (exposure(&latest(drawn), &ChartOptions { id: format!("chart-{}", c.id), ..ChartOptions::default() }))
            }
            @match &was {
                Some((b, was)) => (compared(&rows(c, headline), &rows(b.component, was))),
                None => (plain(&facts(headline))),
            }
            @let needed = side.outlook.to_stay_within(&c.id);
            @if let Some(needed) = &needed { p class="small" { (stay(&needed.says)) } }
            @if !blank { (why(side, headline.scenario, needed.and_then(|needed| needed.every))) }
        }
    }
}

/// How the figure of a scenario was reached, as things are on this page; and how often a copy would have to be made.
fn why(side: &Side<'_>, scenario: &Scenario, needed: Option<Duration>) -> Markup {
    let Some(mut why) = side.outlook.why(&side.component.id, scenario.id) else { return html! {} };
    if let Some(every) = needed {
        why.figure("The longest time between two runs that keeps your limit: the limit less the time until a copy is usable", every);
    }
    folded(&why, &format!("how-{}", scenario.id.slug()))
}

/// The first words of the hint stand out, up to its colon.
fn stay(says: &str) -> Markup {
    match says.split_once(": ") {
        Some((limit, rest)) => html! { strong { (limit) ":" } " " (rest) },
        None => html! { (says) },
    }
}

fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Gone => "critical",
        Verdict::Over => "high",
        Verdict::Within => "within",
        Verdict::Unknown | Verdict::None => "unk",
    }
}

fn stands(verdict: Verdict, says: &str, by: &str) -> Markup {
    html! {
        p class="small" {
            span class={ "sev " (colour(verdict)) } { (verdict_mark(verdict)) span { (says) } }
            @if !by.is_empty() { " " (by) }
        }
    }
}

fn also_gone(gone: usize) -> Markup {
    html! {
        p class="small" {
            span class="sev critical" { (verdict_mark(Verdict::Gone)) span { "Nothing left" } }
            @if gone == 1 { " in one scenario" } @else { " in " (gone) " scenarios" }
        }
    }
}

fn plain(facts: &[(String, String)]) -> Markup {
    html! {
        @if !facts.is_empty() {
            dl class="facts" { @for (label, value) in facts { div { dt { (label) } dd { (value) } } } }
        }
    }
}

/// The facts with the headline's own figure and verdict, so that every figure of the panel is compared.
fn rows(c: &Component, headline: &Headline<'_>) -> Vec<(String, String)> {
    let (says, by) = verdict(headline.cell, &c.limit);
    let mut rows = vec![
        ("Lost at worst".to_owned(), headline.figure()),
        ("Against your limit".to_owned(), format!("{says} {by}").trim().to_owned()),
        ("If".to_owned(), headline.scenario.short.to_owned()),
        ("Nothing left in".to_owned(), format!("{} of {DATA_SCENARIOS} scenarios", headline.gone)),
    ];
    rows.extend(facts(headline));
    rows
}

/// Now and with the change, label by label.
fn compared(after: &[(String, String)], before: &[(String, String)]) -> Markup {
    let value = |all: &[(String, String)], label: &str| {
        all.iter().find(|(at, _)| at == label).map_or_else(|| "–".to_owned(), |(_, value)| value.clone())
    };
    let gone = before.iter().filter(|(label, _)| !after.iter().any(|(at, _)| at == label));
    html! {
        table class="compared" {
            caption class="vh" { "The figures now and with the change" }
            thead { tr { th scope="col" { "Now" } th scope="col" { "With it" } } }
            @for (label, _) in after.iter().chain(gone) {
                @let (now, then) = (value(before, label), value(after, label));
                tbody class=[(now != then).then_some("changed")] {
                    tr {
                        th colspan="2" scope="rowgroup" {
                            (label) @if now != then { " " span class="was" { "changed" } }
                        }
                    }
                    tr { td { (now) } td { (then) } }
                }
            }
        }
    }
}

fn others(side: &Side<'_>, before: Option<&Side<'_>>) -> Markup {
    let id = &side.component.id;
    let shown = side.outlook.headline(id).filter(|_| side.component.kind.holds_data()).map(|h| h.scenario.id);
    let cells: Vec<&(&Scenario, Cell)> =
        side.outlook.cells(id).iter().filter(|(s, _)| Some(s.id) != shown).collect();
    let was = |scenario: &Scenario| before.and_then(|b| b.outlook.cell(&b.component.id, scenario.id));
    html! {
        div {
            h2 class="h-small" { @if shown.is_some() { "Other scenarios" } @else { "Scenarios" } }
            dl class="facts scen" {
                @for (scenario, cell) in &cells {
                    div {
                        dt { (scenario.short) }
                        dd {
                            @if let Some(was) = was(scenario).filter(|was| differs(was, cell)) {
                                span class="then" { (figure(id, scenario, was, false)) " " span class="was" { "changed to" } } " "
                            }
                            // What is tried out is explained here: the results speak of the document as it is.
                            (figure(id, scenario, cell, before.is_none()))
                        }
                        @if was(scenario).is_some_and(|was| differs(was, cell)) { dd { (why(side, scenario, None)) } }
                    }
                }
            }
        }
    }
}

/// Mark and figure, leading to how it was reached.
fn figure(id: &ComponentId, scenario: &Scenario, cell: &Cell, link: bool) -> Markup {
    let inside = html! {
        (verdict_mark(cell.verdict)) " "
        @if cell.verdict == Verdict::None { span class="vh" { (Verdict::None.means()) } }
        @else { (cell.says) @if cell.verdict == Verdict::Over { span class="vh" { ", over the limit" } } }
    };
    let href = Route::Figure(Figure::Loss(id.clone(), scenario.id).path()).href();
    html! {
        span class=(verdict_class(cell.verdict)) {
            @if link { a href=(href) { (inside) } } @else { (inside) }
        }
    }
}

/// Whether a reader would see another figure.
pub(super) fn differs(a: &Cell, b: &Cell) -> bool {
    (a.verdict, &a.says, a.window) != (b.verdict, &b.says, b.window)
}

/// A component's worst figure in one cell of the list: mark, figure, words.
pub(super) fn worst(c: &Component, outlook: &Outlook<'_>) -> Markup {
    let Some(headline) = outlook.headline(&c.id).filter(|_| c.kind.holds_data()) else {
        return html! { span class="muted" { "no data of its own" } };
    };
    let cell = headline.cell;
    let against = match (cell.verdict, &c.limit) {
        (Verdict::Over, Told::Known(_)) => "over the limit",
        (Verdict::Within, Told::Known(_)) => "within the limit",
        (_, Told::Known(_)) => "",
        _ => "no limit to compare",
    };
    html! {
        span class={ "sev " (colour(cell.verdict)) } { (verdict_mark(cell.verdict)) span { (headline.figure()) } }
        @if cell.window.is_some_and(|w: crate::assess::Window| w.lost() != Some(Duration::ZERO)) && !against.is_empty() { " " span class="hint nb" { (against) } }
        @if headline.gone > 0 && cell.verdict != Verdict::Gone {
            br;
            span class="sev critical small" { (verdict_mark(Verdict::Gone)) span { "nothing left" } }
            " " span class="hint" { @if headline.gone == 1 { "in 1 scenario" } @else { "in " (headline.gone) " scenarios" } }
        }
    }
}
