use super::Link;
use crate::assess::returning::{Common, Fit, Misfit, Together};
use crate::assess::{Figure, Outcome};
use crate::units::{NBSP, day_and_time, grouped, in_words};
use maud::{Markup, html};

/// Which moment parts that speak of each other can go back to, for each scenario. `link` leads to how it was reached.
/// `None` when no parts do.
pub fn together(outcome: &Outcome, link: Link<'_>) -> Option<Markup> {
    if outcome.together.is_empty() {
        return None;
    }
    Some(html! {
        p class="measure" {
            "Some parts speak of each other: a record names a file, an order names a customer. To fit, all of them have to \
             go back to one moment."
        }
        table class="tbl flow" {
            caption class="vh" { "The moment that parts can go back to together, by scenario" }
            thead {
                tr {
                    th scope="col" { "If it happened now" }
                    th scope="col" { "All fit at" }
                    th scope="col" { "Lost by going back to it" }
                    th scope="col" { "If each took its newest copy" }
                }
            }
            tbody { @for of in &outcome.together { (row(of, link)) } }
        }
    })
}

fn row(of: &Together, link: Link<'_>) -> Markup {
    let first = of.ids.first().map(|first| link(&Figure::Together(of.scenario.id, first.clone())));
    html! {
        tr {
            th scope="row" { (of.scenario.short) span class="hint" { " " (in_words(&of.names)) } }
            @match &of.now {
                Some(now) => (fit(now, first.as_deref())),
                None => td data-label="All fit at" colspan="3" { @for why in &of.open { (why) " " } },
            }
        }
    }
}

fn fit(now: &Fit, href: Option<&str>) -> Markup {
    let moment = now.common.as_ref().map_or(format!("no{NBSP}moment"), |c| day_and_time(c.point));
    html! {
        td data-label="All fit at" { a class="opens" href=[href] { (moment) } }
        td data-label="Lost by going back to it" {
            (now.common.as_ref().map_or("–".to_owned(), |c: &Common| c.lost.to_string()))
        }
        td data-label="If each took its newest copy" {
            @if now.misfits.is_empty() { "They would fit." }
            @for misfit in &now.misfits { (apart(misfit)) " " }
        }
    }
}

fn apart(of: &Misfit) -> String {
    let (from, to, apart) = (&of.from_name, &of.to_name, of.apart);
    match (of.dangling, of.records) {
        (true, Some(n)) => format!(
            "{from} would be {apart} newer than {to}: about {} records would speak of what is not there.",
            grouped(n)
        ),
        (true, None) => format!("{from} would be {apart} newer than {to} and speak of what is not there."),
        (false, Some(n)) => format!(
            "{to} would be {apart} newer than {from}: about {} things would be there that nothing speaks of.",
            grouped(n)
        ),
        (false, None) => {
            format!("{to} would be {apart} newer than {from}, with things that nothing speaks of.")
        }
    }
}
