//! A drill that is over: planned against real, what it proved, what was learned.

use super::choose::about;
use super::plan::{save, ways_out};
use super::{Ground, conflicts, lessons, noted};
use crate::chart::{Gantt, GanttRow, gantt};
use crate::desk::parts::controls::{act, error_box, line};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::desk::parts::{Page, STYLE};
use crate::drill::{
    Plan, PlannedReal, Record, Review, SECTION, ShelfLife, Stage, State, StepStage, What, proofs, review,
    state,
};
use crate::system::ComponentId;
use crate::units::{Bytes, Duration, long_date};
use crate::view::proof_words;
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>, stored: &Record) -> Page {
    let asked = ground.asked;
    let Some(plan) = stored.plan() else { return super::nowhere(asked) };
    let mut page = Page::new(&plan.name);
    let mut form = Form::new(asked.fields, fill(ground, plan, &state(stored)));
    let mut record = stored.clone();
    for component in &plan.components {
        if let Some(what) = restored(ground, &mut form, component) {
            record = noted(ground, &record, "", what);
        }
    }
    if let Some(what) = asked.act.and_then(|act| lessons::happened(act, &state(&record), &mut form)) {
        record = noted(ground, &record, "", what);
    }
    if record != *stored {
        page.put(SECTION, &record.id, Some(record.write()));
        form.refill(fill(ground, plan, &state(&record)));
    }
    save(&mut page, asked.act, &record);
    page.heed(&form, asked.act);
    let state = state(&record);
    let review = review(&record);
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/drills" { "All drills" } }
        h1 id=(asked.heading) tabindex="-1" { (plan.name) }
        p class="muted measure" { (about(plan)) }
        (error_box(&form))
        (conflicts(&state))
        (headline(&state, &review))
        form class="sys" {
            section class="ruled" { h2 { "Planned and real" } (chart(plan, &review)) (table(&review)) }
            section class="ruled" { h2 { "What it proved" } (proved(ground, &record)) (amounts(ground, plan, &form)) }
            @if !state.surprises.is_empty() {
                section class="ruled" {
                    h2 { "What nobody expected" }
                    ul { @for event in &state.surprises { li { (super::since(&state, event.at)) ": " (event.what.text()) } } }
                }
            }
            section class="ruled" { h2 { "What you learned" } (lessons::show(ground, &state, &form)) }
        }
        (ways_out())
    }
    .into_string();
    page
}

/// The answer first: how long it took against how long it should have.
fn headline(state: &State, review: &Review) -> Markup {
    let done = review.rows.iter().filter(|row| row.stage == StepStage::Done).count();
    html! {
        p class="lead-p measure" {
            @match (review.real, review.planned) {
                (Some(real), Some(planned)) => { strong { (real.to_the_minute()) } ", and " (planned.to_the_minute()) " was expected. " },
                (Some(real), None) => { strong { (real) } ". " },
                _ => {},
            }
            (done) " of " (review.rows.len()) " steps were done."
            @if state.stage == Stage::Stopped { " It was stopped: " (state.stopped_because) }
        }
        @if !state.unchecked.is_empty() {
            p class="doubt measure" { strong { "Look again: " } "when it began, " (state.unchecked.len()) @if state.unchecked.len() == 1 { " condition" } @else { " conditions" } " had not been looked at." }
        }
    }
}

fn chart(plan: &Plan, review: &Review) -> Markup {
    let seconds = |time: Duration| time.seconds() as f64;
    let mut rows = Vec::new();
    for (at, row) in review.rows.iter().enumerate() {
        let group = format!("{}. {}", at + 1, row.does);
        let mut add = |label: &str, from: Option<Duration>, to: Option<Duration>, real: bool| {
            if let (Some(from), Some(to)) = (from, to) {
                let (from_s, to_s) = (seconds(from), seconds(to));
                rows.push(GanttRow {
                    group: group.clone(),
                    label: label.to_owned(),
                    from_s,
                    to_s,
                    critical: real,
                    note: None,
                });
            }
        };
        add("Planned", Some(row.planned.0), row.planned.1, false);
        add("Real", row.started.or(row.finished), row.finished, true);
    }
    let chart = Gantt {
        name: plan.name.clone(),
        rows,
        total_s: review.real.map_or(0.0, seconds),
        limit: None,
        hidden: false,
        planned: review.planned.or(Some(Duration::ZERO)),
    };
    html! { @if !chart.rows.is_empty() { div class="block" { (gantt(&chart, "planned-real")) } } }
}

fn table(review: &Review) -> Markup {
    html! {
        table class="tbl flow" {
            caption class="vh" { "Each step as planned and as it was" }
            thead { tr { th scope="col" { "Step" } th scope="col" class="num" { "Planned" } th scope="col" class="num" { "Took" } th scope="col" { "How it ended" } } }
            tbody {
                @for row in &review.rows {
                    tr {
                        th scope="row" { (row.does) }
                        td class="num" data-label="Planned" { (planned(row)) }
                        td class="num" data-label="Took" { @match row.took { Some(took) => (took), None => "–" } }
                        td data-label="How it ended" { (ended(row)) }
                    }
                }
            }
        }
    }
}

fn planned(row: &PlannedReal) -> String {
    row.planned
        .1
        .map_or_else(|| "not known".to_owned(), |end| end.minus(row.planned.0).to_the_minute().to_string())
}

fn ended(row: &PlannedReal) -> String {
    match row.stage {
        StepStage::Waiting => "not begun".to_owned(),
        StepStage::Running => "begun and not done".to_owned(),
        StepStage::Skipped => format!("skipped: {}", row.reason),
        StepStage::Done => match row.over {
            Some(over) if over > 0 => format!("done, {} later than planned", Duration::clamped(over)),
            Some(over) if over < 0 => format!("done, {} sooner than planned", Duration::clamped(-over)),
            _ => "done".to_owned(),
        },
    }
}

fn proved(ground: &Ground<'_>, record: &Record) -> Markup {
    let all = proofs([record], ShelfLife::of(ground.asked.answers).0, ground.asked.clock.now.civil().date());
    html! {
        @if all.is_empty() { p class="measure" { "Nothing: no part was brought back." } }
        @else {
            dl class="says" {
                @for proof in &all {
                    @let name = ground.asked.system.component(&proof.component).map_or_else(|| proof.component.to_string(), |c| c.name.clone());
                    div { dt { (name) } dd { (proof_words(proof)) "; holds until " (long_date(proof.until)) } }
                }
            }
            p class="hint measure" { "One drill is one drill. It shows that it can be done, and how long it took this time." }
        }
    }
}

fn named(component: &ComponentId, part: &str) -> String {
    format!("data.{component}.{part}")
}

/// The amounts as they stand in the record; what a component holds comes from its description where nobody said otherwise.
fn fill(ground: &Ground<'_>, plan: &Plan, state: &State) -> Filled {
    let mut filled = Filled::new();
    for id in &plan.components {
        let size = ground.asked.system.component(id).and_then(|c| c.size);
        let (restored, full) =
            state.data.get(id).map_or((None, size), |(part, all)| (Some(*part), Some(*all)));
        filled.insert(named(id, "restored"), restored.map(typed).unwrap_or_default());
        filled.insert(named(id, "full"), full.map(typed).unwrap_or_default());
    }
    filled
}

fn restored(ground: &Ground<'_>, form: &mut Form, component: &ComponentId) -> Option<What> {
    ground.asked.act?;
    let mut read = |part: &str| {
        let text = form.value(&named(component, part)).trim().to_owned();
        match text.parse::<Bytes>() {
            Ok(bytes) => Some(bytes),
            Err(_) if text.is_empty() => None,
            Err(says) => {
                form.problem(&named(component, part), says);
                None
            }
        }
    };
    let (part, full) = (read("restored"), read("full"));
    let changed = form.changed(&named(component, "restored")).is_some()
        || form.changed(&named(component, "full")).is_some();
    changed.then(|| Some(What::Data { component: component.clone(), restored: part?, full: full? }))?
}

/// How much was restored: without it a time says nothing about the real size.
fn amounts(ground: &Ground<'_>, plan: &Plan, form: &Form) -> Markup {
    let with_data: Vec<_> = plan
        .components
        .iter()
        .filter_map(|id| ground.asked.system.component(id))
        .filter(|c| c.kind.holds_data())
        .collect();
    html! {
        @if plan.level.restores() && !with_data.is_empty() {
            h3 class="tbl-h" { "How much was restored" }
            p class="hint measure" { "A time says something about the real thing only with the real amount of data, or a tenth of it at least." }
            @for component in with_data {
                div class="sched limits" {
                    (line(form, &named(&component.id, "restored"), &format!("{}: restored", component.name), "Such as 12\u{a0}GB"))
                    (line(form, &named(&component.id, "full"), "Of all that it holds", "Such as 120\u{a0}GB"))
                }
            }
            p class="row block-s" { (act("amounts", "Write it down", "btn quiet")) }
        }
    }
}
