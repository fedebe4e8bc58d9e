use super::Link;
use crate::assess::{Figure, Kept, Outcome, storage_series};
use crate::chart::{Storage, StorageSeries, storage};
use crate::system::Component;
use crate::units::{Duration, capitalised};
use maud::{Markup, html};

/// What the copies of a described system take: a table, and the coming year as a picture for each component of which it
/// can be worked out. `id` begins every id inside; `link` leads to how a figure was
/// reached. `None` when nothing is described.
pub fn kept(outcome: &Outcome, id: &str, link: Link<'_>) -> Option<Markup> {
    let all = &outcome.keeping.storage;
    if all.is_empty() || !outcome.system.described {
        return None;
    }
    let priced = all.iter().any(|kept| kept.amount.is_some_and(|amount| amount.a_month.is_some()));
    let series = storage_series(&outcome.system, outcome.clock.now);
    Some(html! {
        table class="tbl flow" {
            caption class="vh" { "Space that copies take" }
            thead {
                tr {
                    th scope="col" { "Copies" }
                    th scope="col" class="num" { "On average" }
                    th scope="col" class="num" { "At most" }
                    @if priced { th scope="col" class="num" { "A month" } }
                }
            }
            tbody { @for kept in all { (row(outcome, kept, priced, link)) } }
        }
        @for component in &outcome.system.components {
            @if let Some(of) = year(outcome, component, &series) {
                div class="block" { (storage(&of, &format!("{id}-{}", component.id))) }
            }
        }
        @if let Some(yearly) = super::yearly(outcome, link) {
            h3 class="tbl-h" { "What a year of losses is expected to cost" }
            (yearly)
        }
    })
}

fn row(outcome: &Outcome, kept: &Kept, priced: bool, link: Link<'_>) -> Markup {
    let of = outcome.system.component(&kept.component).map_or("", |c| c.name.as_str());
    let currency = &outcome.system.setup.currency;
    html! {
        tr {
            th scope="row" { (capitalised(&kept.name)) span class="hint" { " " (of) } }
            @match kept.amount {
                Some(amount) => {
                    td class="num" data-label="On average" { (amount.mean) }
                    td class="num" data-label="At most" {
                        a class="opens" href=(link(&Figure::Stored(kept.component.clone(), kept.protection.clone()))) { (amount.peak) }
                        @if amount.forever { ", and it grows" }
                    }
                    @if priced {
                        td class="num" data-label="A month" {
                            (amount.a_month.map_or("not known".to_owned(), |money| money.with_currency(currency)))
                        }
                    }
                },
                None => td colspan=(if priced { "3" } else { "2" }) { (kept.why_not().unwrap_or_default()) },
            }
        }
    }
}

fn year(outcome: &Outcome, component: &Component, all: &[crate::assess::StorageSeries]) -> Option<Storage> {
    let now = outcome.clock.now;
    let own = all.iter().filter(|series| series.component == component.id && !series.points.is_empty());
    let series: Vec<StorageSeries> = own
        .map(|series| StorageSeries {
            name: capitalised(&series.name),
            points: series.points.iter().map(|(at, bytes)| (now.plus(at.seconds()), bytes.count())).collect(),
        })
        .collect();
    (!series.is_empty()).then(|| Storage {
        name: component.name.clone(),
        series,
        from: now,
        to: now.plus(Duration::days(365).seconds()),
        now,
        capacity: None,
    })
}
