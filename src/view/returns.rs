use super::marks::{verdict_class, verdict_mark};
use crate::assess::returning::{Return, TaskBar};
use crate::assess::{Outcome, Verdict};
use crate::chart::{Gantt, GanttRow, gantt};
use crate::units::{NBSP, capitalised, uncapitalised};
use maud::{Markup, html};

/// How soon everything would be back after each scenario, and the slowest return step by step. `id` begins every id
/// inside. `None` when the system was not described: the quick check asks for nothing that this could be worked out from.
pub fn returns(outcome: &Outcome, id: &str) -> Option<Markup> {
    if outcome.returns.is_empty() {
        return None;
    }
    Some(html! {
        p class="measure" {
            "Until everything works again after each scenario, at the worst moment, every part restored side by side."
        }
        table class="tbl flow" {
            caption class="vh" { "Recovery time by scenario" }
            thead { tr { th scope="col" { "After" } th scope="col" { "Everything is back" } th scope="col" { "Last to be back" } } }
            tbody { @for of in &outcome.returns { (row(of)) } }
        }
        @if let Some(slowest) = outcome.slowest() { (steps(outcome, slowest, id)) }
    })
}

fn row(of: &Return) -> Markup {
    let gone = of.parts.iter().any(|part| part.verdict == Verdict::Gone);
    let last = of.furthest_over().or_else(|| of.last());
    html! {
        tr {
            th scope="row" { (of.scenario.short) }
            td data-label="Everything is back" class=(verdict_class(of.verdict)) {
                (verdict_mark(of.verdict)) " " span { (back(of, gone)) }
            }
            td data-label="Last to be back" {
                @match last {
                    Some(part) => {
                        (part.name)
                        @if let Some(back) = part.back { ", " (back.to_the_minute()) }
                        @if let Some(limit) = part.limit { "; limit " (limit) }
                    },
                    None => { "not known" },
                }
            }
        }
    }
}

fn back(of: &Return, gone: bool) -> String {
    match (of.total, gone) {
        (None, true) => "never: something is gone for good".to_owned(),
        (None, false) => "not known".to_owned(),
        (Some(total), gone) => {
            let total = total.to_the_minute();
            let figure = if of.is_at_least() { format!("at{NBSP}least {total}") } else { total.to_string() };
            if gone { format!("{figure}, and something is gone for good") } else { figure }
        }
    }
}

/// One return as a picture, with what is not counted in it.
fn steps(outcome: &Outcome, of: &Return, id: &str) -> Markup {
    let chart = Gantt {
        name: format!("{}, {}", outcome.name, uncapitalised(of.scenario.short)),
        rows: of.tasks.iter().map(bar).collect(),
        total_s: of.total.map_or(0.0, |total| total.seconds() as f64),
        planned: None,
        limit: of.furthest_over().or_else(|| of.last()).and_then(|part| part.limit),
    };
    html! {
        div class="block" { (gantt(&chart, id)) }
        @if !of.missing.is_empty() {
            p class="measure" { strong { "Not counted, because it was not said: " } }
            ul role="list" { @for missing in &of.missing { li { (capitalised(&missing.words)) } } }
        }
    }
}

fn bar(task: &TaskBar) -> GanttRow {
    GanttRow {
        group: if task.name.is_empty() { "Everything".to_owned() } else { task.name.clone() },
        label: task.label.clone(),
        from_s: task.start.seconds() as f64,
        to_s: task.finish.seconds() as f64,
        critical: task.critical,
        note: task.note(),
    }
}
