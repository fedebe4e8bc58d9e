use super::Link;
use super::marks::{verdict_class, verdict_mark};
use crate::assess::returning::{Return, TaskBar};
use crate::assess::{Figure, Outcome, Verdict};
use crate::catalogue::ScenarioId;
use crate::chart::{Gantt, GanttLimit, GanttRow, gantt};
use crate::units::{NBSP, capitalised, uncapitalised};
use maud::{Markup, html};

/// How soon everything would be back after each scenario, and one return step by step: the `opened` one, otherwise the
/// slowest. `id` begins every id inside; `link` leads to how a figure was reached. `None` when the system was not described: the
/// quick check asks for nothing that this could be worked out from.
pub fn returns(outcome: &Outcome, opened: Option<ScenarioId>, id: &str, link: Link<'_>) -> Option<Markup> {
    if outcome.returns.is_empty() {
        return None;
    }
    let opened = opened.and_then(|of| outcome.back_after(of)).or_else(|| outcome.slowest());
    Some(html! {
        p class="measure" {
            "Until everything works again after each scenario, at the worst moment, every part restored side by side. Each figure \
             leads to how it was reached."
        }
        table class="tbl flow" {
            caption class="vh" { "Recovery time by scenario" }
            thead { tr { th scope="col" { "After" } th scope="col" { "Everything is back" } th scope="col" { "Last to be back" } } }
            tbody { @for of in &outcome.returns { (row(of, link)) } }
        }
        @if let Some(of) = opened { (steps(outcome, of, id)) }
    })
}

fn row(of: &Return, link: Link<'_>) -> Markup {
    let gone = of.parts.iter().any(|part| part.verdict == Verdict::Gone);
    html! {
        tr {
            th scope="row" { (of.scenario.short) }
            td data-label="Everything is back" class=(verdict_class(of.verdict)) {
                a class="opens" href=(link(&Figure::Back(of.scenario.id, None))) { (verdict_mark(of.verdict)) " " span { (back(of, gone)) } }
            }
            td data-label="Last to be back" {
                @match of.shown() {
                    Some(part) => {
                        a class="opens" href=(link(&Figure::named_beside(of, part))) {
                            (part.name) @if let Some(back) = part.back { ", " (back.to_the_minute()) }
                        }
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
        limit: of.shown().and_then(|part| {
            let sure = part.verdict != Verdict::Unknown;
            Some(GanttLimit { of: part.name.clone(), back: part.back?, limit: part.limit?, sure })
        }),
        hidden: of.scenario.id.is_logical(),
    };
    html! {
        @if of.total.is_some() { div class="block" { (gantt(&chart, id)) } }
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
