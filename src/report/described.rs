use crate::answers::Evidence;
use crate::assess::Outcome;
use crate::system::{Component, Protection, Setup, System, Told};
use crate::units::{capitalised, grouped};
use crate::view::{describe, unreadable};
use maud::{Markup, html};

/// The system as somebody described it: what the figures rest on beside the answers. `None` when nobody did.
pub(super) fn described(outcome: &Outcome) -> Option<Markup> {
    let system = &outcome.system;
    if !system.described && system.unreadable.is_empty() {
        return None;
    }
    let whole = whole(&system.setup);
    Some(html! {
        p class="measure" {
            "What the figures rest on, part by part. What was not said is not listed and never counts as a pass."
        }
        (unreadable(&system.unreadable, &|_| html! {}))
        @if system.described { @for c in &system.components { (component(c, system)) } }
        @if !whole.is_empty() {
            h3 class="tbl-h" { "What holds for the whole system" }
            table class="tbl flow given parts" {
                caption class="vh" { "What holds for the whole system" }
                thead { tr { th scope="col" { "Matter" } th scope="col" { "As described" } } }
                tbody { @for (matter, says) in &whole { tr { th scope="row" { (matter) } td { (says) } } } }
            }
        }
    })
}

fn component(c: &Component, system: &System) -> Markup {
    let currency = &system.setup.currency;
    let matters = [
        ("What it is", what(c)),
        ("Limits", limits(c)),
        ("Size", describe::size(c)),
        ("Changes", describe::changing(c)),
        ("Needs back first", describe::names(&c.needs, system)),
        ("Refers to", describe::names(&c.refers_to, system)),
        ("Restoring", describe::restoring(&c.restoring)),
        ("Worth", describe::worth(&c.worth, currency)),
    ];
    let matters = matters.into_iter().filter(|(_, says)| !says.is_empty());
    html! {
        h3 class="tbl-h" { bdi { (c.name) } }
        table class="tbl flow given parts" {
            caption class="vh" { "As described: " (c.name) }
            thead { tr { @for head in ["Matter", "As described", "Evidence"] { th scope="col" { (head) } } } }
            tbody {
                @for (matter, says) in matters {
                    tr { th scope="row" { (matter) } td { (capitalised(&says)) } (evidence(c.known)) }
                }
                @match &c.protections {
                    Told::Known(all) if !all.is_empty() => @for p in all { (protection(p)) },
                    Told::Known(_) => tr { th scope="row" { "Protected by" } td { "Nothing" } (evidence(c.known)) },
                    Told::Unsure | Told::Open => tr {
                        th scope="row" { "Protected by" }
                        td class="unk" { (describe::in_a_line(c)) }
                        td class="unk" data-label="Evidence" { "–" }
                    },
                }
            }
        }
    }
}

fn protection(p: &Protection) -> Markup {
    let kind = describe::kind(p.kind);
    let details = describe::details(p);
    html! {
        tr {
            th scope="row" {
                (describe::title(p))
                @if !p.name.is_empty() { span class="hint" { (kind) } }
            }
            td {
                p { (describe::summary(p)) }
                @if !details.is_empty() { p class="hint" { (details.join(" ")) } }
            }
            (evidence(p.known))
        }
    }
}

fn evidence(known: Evidence) -> Markup {
    html! { td data-label="Evidence" { (known.word()) } }
}

/// "Database: orders"; the kind alone for what holds no data.
fn what(c: &Component) -> String {
    let kind = describe::component(c.kind);
    let is = if c.kind.holds_data() { format!("{kind}: {}", c.holds) } else { kind.to_owned() };
    match c.side_by_side {
        Some(count) => format!("{is}; {} side by side", grouped(count.into())),
        None => is,
    }
}

fn limits(c: &Component) -> String {
    let down = format!("time down {}", describe::limit(&c.downtime_limit));
    if c.kind.holds_data() { format!("lost work {}, {down}", describe::limit(&c.limit)) } else { down }
}

/// What was said of the whole system, matter by matter.
fn whole(s: &Setup) -> Vec<(&'static str, String)> {
    let money = |m: Option<crate::units::Money>| m.map(|m| m.with_currency(&s.currency));
    let text = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    let time = |t: Option<crate::units::Duration>| t.map(|t| t.to_string());
    let years = |n: u32| if n == 1 { "1 year".to_owned() } else { format!("{n} years") };
    let tenths = |n: u32| match n % 10 {
        0 => format!("{} times smaller", n / 10),
        part => format!("{}.{part} times smaller", n / 10),
    };
    [
        ("Time zone", text(&s.zone)),
        ("Until somebody knows", time(s.detect)),
        ("Until restoring is decided", time(s.decide)),
        ("Until users are back", time(s.cut_over)),
        ("Fetching, all restores together", s.fetch.map(|rate| rate.to_string())),
        ("How far parts may be apart", time(s.tolerance)),
        ("Keeping 1 TB for a month", money(s.tb_month)),
        ("One run of a copy", money(s.run)),
        ("Between two losses, on average", s.years_between_losses.map(years)),
        ("Copies are", s.ratio_tenths.map(tenths)),
        ("Copies may run", s.window.map(|w| format!("from {} to {}", w.from, w.to))),
    ]
    .into_iter()
    .filter_map(|(matter, says)| Some((matter, says?)))
    .collect()
}
