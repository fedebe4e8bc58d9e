use super::marks::{verdict_class, verdict_mark};
use crate::assess::Outcome;
use crate::catalogue::scenario;
use crate::programme::{MeasuredReturn, measured_returns};
use crate::units::{NBSP, long_date};
use maud::{Markup, html};

/// Recovery times that drills measured and that still hold, beside those that were worked out. `None` while there is none.
pub fn measured(outcome: &Outcome) -> Option<Markup> {
    let all = measured_returns(outcome, &outcome.proven);
    (!all.is_empty()).then(|| {
        html! {
            h3 class="tbl-h" { "Measured in drills" }
            table class="tbl flow" {
                caption class="vh" { "Recovery times that drills measured" }
                thead { tr { th scope="col" { "Part" } th scope="col" { "After" } th scope="col" { "Worked out" } th scope="col" { "Measured" } th scope="col" { "On" } } }
                tbody { @for one in &all { (row(outcome, one)) } }
            }
            p class="hint measure" { "A drill shows how long it took once. It does not prove that it never takes longer." }
        }
    })
}

fn row(outcome: &Outcome, one: &MeasuredReturn) -> Markup {
    let name = outcome.system.component(&one.component).map_or("", |c| c.name.as_str());
    let part = if one.measured.cut_over { String::new() } else { format!(", users{NBSP}not brought back") };
    html! {
        tr {
            th scope="row" { (name) }
            td data-label="After" { (scenario(one.scenario).map_or("", |of| of.short)) }
            td data-label="Worked out" { @match one.worked_out { Some(time) => (time.to_the_minute()), None => "not known" } }
            td data-label="Measured" class=(verdict_class(one.verdict)) {
                (verdict_mark(one.verdict)) " " span {
                    (one.measured.time.to_the_minute()) (part)
                    @if let Some((restored, full)) = one.measured.scaled { ", worked out for " (full) " from " (restored) }
                }
            }
            td data-label="On" { (long_date(one.on)) }
        }
    }
}
