use super::marks::{verdict_class, verdict_mark};
use super::real::stands;
use crate::assess::Outcome;
use crate::assess::Verdict;
use crate::assess::real::{Real, coarse};
use crate::units::capitalised;
use maud::{Markup, html};

/// What the tools themselves say of every copy of which somebody took in restore points: a line for each source. `link` says
/// where more stands. `None` where nobody has.
pub fn reals(outcome: &Outcome, link: &dyn Fn(&Real) -> String) -> Option<Markup> {
    let all = &outcome.real;
    (!all.is_empty()).then(|| {
        html! {
            table class="tbl flow" {
                caption class="vh" { "Promised and real losses" }
                thead {
                    tr {
                        th scope="col" { "Copy" }
                        th scope="col" { "Promised at worst" }
                        th scope="col" { "Really at worst" }
                        th scope="col" { "Newest point" }
                    }
                }
                tbody { @for real in all { (row(real, link)) } }
            }
        }
    })
}

fn row(real: &Real, link: &dyn Fn(&Real) -> String) -> Markup {
    let (verdict, _) = stands(real);
    let worst =
        real.worst().map_or_else(|| "one point shows no window".to_owned(), |worst| worst.to_string());
    html! {
        tr {
            th scope="row" {
                a href=(link(real)) { bdi { (name(real)) } }
                span class="hint" { " " bdi { (capitalised(real.group.tool.name())) ": " (real.group.called()) } }
            }
            td data-label="Promised" { (real.promised.as_ref().map_or_else(|| "not said".to_owned(), |p| p.loss().to_string())) }
            td data-label="Really" {
                @if verdict == Verdict::Over {
                    span class={ "sev " (verdict_class(verdict)) } { (verdict_mark(verdict)) (worst) }
                } @else { (worst) }
            }
            td data-label="Newest" { (real.stale_now().map_or_else(|| "–".to_owned(), |age| format!("{} old", coarse(age)))) }
        }
    }
}

/// "Orders database: nightly dump".
pub fn name(real: &Real) -> String {
    match &real.of {
        Some((component, protection)) => format!("{}: {}", component.name, protection.words()),
        None => real.group.called().to_owned(),
    }
}
