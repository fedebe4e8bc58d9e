//! The image plan, the same on its page and in the report.

use crate::catalogue::Severity;
use crate::images::{Advice, BAKE_AFTER, Plan, Side};
use crate::units::{Money, NBSP, long_date};
use crate::view::severity_mark;
use maud::{Markup, html};

/// What the answers come to, in a sentence.
pub fn verdict(plan: &Plan, currency: &str) -> String {
    match plan.advice {
        Advice::Change => match (plan.saves_a_month, plan.saves_a_year) {
            (Some(month), Some(year)) => format!(
                "Change over to one golden image: frequent ones catch nothing new, and cost {} a month more, {} a year.",
                month.with_currency(currency),
                year.with_currency(currency)
            ),
            _ => "Change over to one golden image: frequent ones catch nothing new.".to_owned(),
        },
        Advice::NotYet => "Not yet: keep frequent images until this is settled.".to_owned(),
        Advice::Rare => {
            "Images are rare as it is: there is nothing to change over from. Keep one golden image current."
                .to_owned()
        }
        Advice::FindOut => "Find out first: something that decides this is not known.".to_owned(),
    }
}

/// Verdict, reasons, the two ways side by side, what to do and when, and why images are no backup. `id` begins every id.
pub fn images(plan: &Plan, currency: &str) -> Markup {
    html! {
        p class="lead-p" { strong { (verdict(plan, currency)) } }
        @if !plan.reasons.is_empty() {
            ul class="heeds" role="list" {
                @for reason in &plan.reasons {
                    li {
                        (severity_mark(if plan.advice == Advice::NotYet { Severity::Medium } else { Severity::Low }))
                        " " (reason.says) " " (reason.next)
                    }
                }
            }
        }
        h3 class="tbl-h" { "As it is, and with one golden image" }
        (sides(plan, currency))
        h3 class="tbl-h" { "When to make a new golden image" }
        (bake(plan))
        h3 class="tbl-h" { "In this order" }
        ol class="inorder" {
            @for step in &plan.steps {
                li { span { @if step.done { svg class="mark within" aria-hidden="true" { use href="#m-within" {} } " done" } @else { "to do" } } span { (step.says) } }
            }
        }
        h3 class="tbl-h" { "Why images alone are no backup" }
        ul class="plain-list measure" { @for says in &plan.no_backup { li { (says) } } }
    }
}

fn sides(plan: &Plan, currency: &str) -> Markup {
    let row = |matter: &str, figure: &dyn Fn(&Side) -> Option<String>| {
        let both = [figure(&plan.often), figure(&plan.golden)];
        html! {
            tr {
                th scope="row" { (matter) }
                @for (name, figure) in ["As it is", "One golden image"].iter().zip(&both) {
                    td data-label=(name) { (figure.as_deref().unwrap_or("not known")) }
                }
            }
        }
    };
    let money = |money: Option<Money>| money.map(|money| money.with_currency(currency));
    html! {
        table class="tbl flow beside" {
            caption class="vh" { "Frequent images and one golden image side by side" }
            thead { tr { td {} th scope="col" { "As it is" } th scope="col" { "One golden image" } } }
            tbody {
                (row("Images", &|side| side.images.map(|n| n.to_string())))
                (row("You can go back to", &|side| Some(side.covers.clone())))
                (row("A server from it lacks", &|side| Some(side.lacks.clone())))
                (row("From nothing to a server as today", &|side| side.rebuild.map(|time| time.to_string())))
                (row("Takes", &|side| side.bytes.map(|bytes| bytes.to_string())))
                (row("Costs a month", &|side| money(side.a_month)))
                (row("Costs a year", &|side| money(side.a_year)))
            }
        }
    }
}

fn bake(plan: &Plan) -> Markup {
    let dates: Vec<String> = plan.bake_on.iter().map(|day| long_date(*day)).collect();
    let (next, then) = dates.split_first().map_or((None, &[][..]), |(next, then)| (Some(next), then));
    html! {
        p class="measure" {
            @match (plan.age, plan.overdue) {
                (Some(age), Some(overdue)) => {
                    "The golden image is " strong { (age) (NBSP) "days" } " old, " strong { (overdue) (NBSP) "days" } " more than it should be. "
                },
                (Some(age), None) => { "The golden image is " (age) (NBSP) "days old. " },
                (None, _) => "When the golden image was made is not known, so the first one counts from today. ",
            }
            @if let Some(next) = next { "Next: " strong { (next) } "; then every " (plan.every) ": " (then.join(", ")) "." }
        }
        p class="measure" { "And at once after:" }
        ul class="plain-list measure" { @for change in BAKE_AFTER { li { (change) } } }
        p class="hint measure" { "Not after a release of your own application that configuration management or a deployment puts on, and never for data." }
    }
}
