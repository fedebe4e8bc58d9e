use super::Link;
use crate::assess::{Figure, Outcome, Yearly};
use crate::units::Money;
use maud::{Markup, html};

/// What a year of losses is expected to cost, by component. `link` leads to how a figure was reached. `None`
/// where what it takes is not known of any.
pub fn yearly(outcome: &Outcome, link: Link<'_>) -> Option<Markup> {
    let all = outcome.yearly();
    let years = outcome.system.setup.years_between_losses.filter(|_| !all.is_empty())?;
    let currency = &outcome.system.setup.currency;
    let name = |of: &Yearly| outcome.system.component(&of.component).map_or("", |c| c.name.as_str());
    let sum = all.iter().try_fold(0_u64, |sum, of| sum.checked_add(of.together.hundredths()));
    let each = |money: Option<Money>| money.map_or("not known".to_owned(), |m| m.with_currency(currency));
    Some(html! {
        p class="measure" {
            @if years == 1 { "If a disk or host died every year" } @else { "If a disk or host died once in " (years) " years" }
            ": work lost on average, and time without it at the worst moment."
        }
        table class="tbl flow" {
            caption class="vh" { "What a year of losses is expected to cost" }
            thead {
                tr {
                    th scope="col" { "Component" }
                    th scope="col" class="num" { "Lost work" }
                    th scope="col" class="num" { "Time without it" }
                    th scope="col" class="num" { "A year, together" }
                }
            }
            tbody {
                @for of in &all {
                    tr {
                        th scope="row" { (name(of)) }
                        td class="num" data-label="Lost work" { (each(of.lost.map(|(_, money)| money))) }
                        td class="num" data-label="Time without it" {
                            (each(of.down.map(|(_, money)| money)))
                        }
                        td class="num" data-label="A year, together" {
                            a class="opens" href=(link(&Figure::Year(of.component.clone()))) { (of.together.with_currency(currency)) }
                        }
                    }
                }
                @if let Some(sum) = sum.filter(|_| all.len() > 1).and_then(Money::from_hundredths) {
                    tr {
                        th scope="row" { "Everything" }
                        td class="none" {} td class="none" {}
                        td class="num" data-label="A year, together" { strong { (sum.with_currency(currency)) } }
                    }
                }
            }
        }
        @if all.iter().any(|of| of.at_least && of.down.is_some()) {
            p class="hint measure" { "Time without a part is counted as far as it is known: what bringing it back takes was not all said." }
        }
    })
}
