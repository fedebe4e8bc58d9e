//! A drill while it runs: one step at a time, large enough for a phone in one hand or a projector.

use super::choose::clause;
use super::plan::{save, ways_out};
use super::{Ground, conflicts, moved_on, noted, since};
use crate::desk::parts::controls::{act, error_box, lines, select};
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Page, STYLE};
use crate::drill::{
    Event, LONGEST_NOTE, Plan, Planned, Record, SECTION, State, StepStage, StepState, What, note, state,
};
use crate::people::PersonId;
use crate::units::{Arrange, Duration};
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>, stored: &Record) -> Page {
    let asked = ground.asked;
    let Some(plan) = stored.plan() else { return super::nowhere(asked) };
    let mut page = Page::new(&plan.name);
    let mut form = Form::new(asked.fields, Filled::new());
    let before = state(stored);
    let who = form.value("me").to_owned();
    match happened(ground, stored, &before, &mut form) {
        Some(what @ (What::Stopped { .. } | What::Ended)) => {
            let says = if what == What::Ended { "The drill is over." } else { "The drill is stopped." };
            return moved_on(ground, &noted(ground, stored, &who, what), says);
        }
        Some(what) => {
            let record = noted(ground, stored, &who, what);
            page.put(SECTION, &record.id, Some(record.write()));
            draw(ground, &record, &form, &mut page);
        }
        None => {
            save(&mut page, asked.act, stored);
            draw(ground, stored, &form, &mut page);
        }
    }
    page
}

/// What a button says that happened. A note without words is asked for, not written down.
fn happened(ground: &Ground<'_>, record: &Record, state: &State, form: &mut Form) -> Option<What> {
    let (act, id) = ground.asked.act?.split_once(' ').unwrap_or((ground.asked.act?, ""));
    let step = id.to_owned();
    let known = state.steps.iter().any(|one| one.id == id);
    let mut text = |example: &'static str| match note(form.value("note"), example) {
        Ok(text) if record.room() > text.len() + 400 => {
            form.forget("note");
            Some(text)
        }
        Ok(_) => {
            form.problem("note", "The record of this drill is full: end it, and go on in a second one");
            None
        }
        Err(says) => {
            form.problem("note", says);
            None
        }
    };
    Some(match act {
        "start" if known => What::Started { step },
        "done" if known => What::Done { step },
        "skip" if known => What::Skipped { step, reason: text("The copy was there already")? },
        "surprise" => {
            let step = known.then_some(step);
            What::Surprise { step, note: text("The password had expired")? }
        }
        "stop" => What::Stopped { reason: text("A real alarm came in")? },
        "end" => What::Ended,
        "take-back" if record.events.iter().any(|event| event.id == id) => What::TakenBack { event: step },
        _ => return None,
    })
}

fn draw(ground: &Ground<'_>, record: &Record, form: &Form, page: &mut Page) {
    let asked = ground.asked;
    let Some(plan) = record.plan() else { return };
    let state = state(record);
    page.heed(form, asked.act);
    page.shown.say = match (form.problems().first(), state.current.and_then(|at| plan.steps.get(at))) {
        (Some((_, says)), _) => says.clone(),
        (None, Some(step)) if asked.act.is_some() => step.does.clone(),
        _ => String::new(),
    };
    let now = since(&state, asked.instant);
    page.shown.html = html! {
        (STYLE)
        div class="drill room" {
            p class="runhead" { a href="#/drills" { "All drills" } span { "If " (clause(plan.scenario)) } }
            h1 class="h-small" id=(asked.heading) tabindex="-1" { "Fire drill: " (plan.name) }
            (error_box(form))
            (conflicts(&state))
            div class="dcols" {
                @match state.current.and_then(|at| Some((at, plan.steps.get(at)?, state.steps.get(at)?))) {
                    Some((at, step, stands)) => (current(ground, plan, (at, step, stands), now)),
                    None => (finished(plan)),
                }
                (clock(ground, plan, &state, now))
            }
            (bar(ground, plan, &state, now))
            h2 class="vh" { "All steps" }
            (all(ground, plan, &state))
            (last(record))
            (notes(ground, form, plan, &state))
        }
        (ways_out())
    }
    .into_string();
}

/// How the drill stands against its time.
fn clock(ground: &Ground<'_>, plan: &Plan, state: &State, now: Duration) -> Markup {
    let begun = state.begun.unwrap_or_default();
    let late = plan.stop_after.filter(|stop| now >= *stop);
    let forecast = forecast(plan, state, now);
    html! {
        section class="dclock" aria-labelledby="since" {
            h2 class="kicker room" id="since" { "Time since it broke" }
            p class="clock" role="timer" aria-labelledby="since" data-since=(begun) { (now.on_a_clock()) }
            p {
                @if let Some(forecast) = forecast {
                    "Over at about " strong class="nb" { (at(ground, state, forecast)) } ", after " strong class="nb" { (forecast.to_the_minute()) } ". "
                }
                @if let Some(limit) = limit(ground, plan) { "The limit is " strong class="nb" { (limit) } ", at " (at(ground, state, limit)) ". " }
                @if let Some(stop) = plan.stop_after { "Stop in any case after " (stop.to_the_minute()) "." }
            }
            @if late.is_some() { p class="doubt" { strong { "Stop now. " } (plan.stop_rule) } }
        }
    }
}

/// The shortest time that a part of it may be down.
fn limit(ground: &Ground<'_>, plan: &Plan) -> Option<Duration> {
    let parts = plan.components.iter().filter_map(|id| ground.asked.system.component(id));
    parts.filter_map(|part| part.downtime_limit.known().copied()).min()
}

/// When it will be over, were everything that is left to take as long as planned: the plan, moved by how late or early the step
/// is that is being done.
fn forecast(plan: &Plan, state: &State, now: Duration) -> Option<Duration> {
    let planned = plan.expected()?;
    let times = plan.times();
    let late =
        plan.steps.iter().zip(&state.steps).zip(&times).filter_map(|((step, stands), (start, finish))| {
            let is_current =
                state.current.and_then(|at| state.steps.get(at)).is_some_and(|one| one.id == stands.id);
            match stands.stage {
                StepStage::Running => {
                    let begun = since(state, stands.started?);
                    let ends = begun.plus(step.takes.unwrap_or(Duration::ZERO)).max(now);
                    Some(ends.seconds() - finish.unwrap_or(*start).seconds())
                }
                StepStage::Waiting if is_current => Some(now.seconds() - start.seconds()),
                _ => None,
            }
        });
    let late = late.max().unwrap_or(0);
    Some(Duration::clamped((planned.seconds() + late).max(now.seconds())))
}

/// A time of the drill on the clock on the wall.
fn at(ground: &Ground<'_>, state: &State, after: Duration) -> String {
    // What the clock on the wall shows is known to the minute.
    let ahead = ground.asked.clock.now.seconds() - ground.asked.instant;
    let offset = (ahead as f64 / 60.0).round() as i64 * 60;
    let local = state.begun.unwrap_or_default() + offset + after.seconds();
    let minute = local.rem_euclid(86_400) / 60;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Time used, the forecast and the limit on one line.
fn bar(ground: &Ground<'_>, plan: &Plan, state: &State, now: Duration) -> Markup {
    let (Some(forecast), limit) = (forecast(plan, state, now), limit(ground, plan)) else { return html! {} };
    let top = limit.unwrap_or(forecast).max(forecast).max(now).seconds().max(1) as f64;
    let across = |time: Duration| format!("{:.1}%", time.seconds() as f64 / top * 100.0);
    let end = |time: Duration| if time.seconds() as f64 > top * 0.3 { "end" } else { "" };
    html! {
        figure class="chart" {
            svg height="64" role="img" aria-labelledby="used-t used-d" {
                title id="used-t" { "Time used" }
                desc id="used-d" { (now.to_the_minute()) " used, forecast " (forecast.to_the_minute()) @if let Some(limit) = limit { ", limit " (limit) } "." }
                rect class="bar rest" x="0" y="24" width=(across(forecast)) height="14" {}
                rect class="bar" x="0" y="24" width=(across(now)) height="14" {}
                line class="base" x1="0" x2="100%" y1="38" y2="38" {}
                @if let Some(limit) = limit {
                    line class="limit" x1=(across(limit)) x2=(across(limit)) y1="14" y2="44" {}
                    text class={ "lim " (end(limit)) } x=(across(limit)) y="10" { "limit " (limit) }
                }
                text class=(if forecast.seconds() as f64 > top * 0.6 { "end" } else { "" }) x=(across(forecast)) y="59" { "forecast " (forecast.to_the_minute()) }
            }
        }
    }
}

fn current(
    ground: &Ground<'_>,
    plan: &Plan,
    (at, step, stands): (usize, &Planned, &StepState),
    now: Duration,
) -> Markup {
    let owner = ground.name_of(&step.owner);
    let running = stands.stage == StepStage::Running;
    html! {
        section class="dnow" aria-labelledby="now-title" {
            p class="kicker room" {
                "Step " (at + 1) " of " (plan.steps.len()) ", "
                @if owner.is_empty() { "whoever " (step.role.does()) } @else { (owner) }
                @if running { ", under way" }
            }
            h2 class="task" id="now-title" { (step.does) }
            p {
                @if let Some(takes) = step.takes { "Planned " (takes) ". " }
                @if running { "So far " span data-since=(stands.started.unwrap_or_default()) { (step_time(stands, ground, now).on_a_clock()) } ". " }
                @if !step.works_when.is_empty() { strong { "Done when: " } (step.works_when) }
            }
            @if !step.command.is_empty() { div class="cmd" { pre id="now-command" { (step.command) } button type="button" class="btn quiet" data-copy="now-command" { "Copy" } } }
            p class="row" {
                @if running { (act(&format!("done {}", step.id), "Done", "btn big")) }
                @else {
                    (act(&format!("start {}", step.id), "Start", "btn big"))
                    (act(&format!("done {}", step.id), "Done already", "btn quiet"))
                }
            }
        }
    }
}

fn step_time(stands: &StepState, ground: &Ground<'_>, now: Duration) -> Duration {
    stands.started.map_or(now, |at| Duration::clamped(ground.asked.instant.saturating_sub(at).max(0)))
}

fn finished(plan: &Plan) -> Markup {
    html! {
        section class="dnow" {
            h2 class="task" { "All " (plan.steps.len()) " steps are behind you" }
            p { "End the drill now, while everybody remembers." }
            p class="row" { (act("end", "End the drill", "btn big")) }
        }
    }
}

/// What is said in words: why a step is skipped, what nobody expected, why it is stopped.
fn notes(ground: &Ground<'_>, form: &Form, plan: &Plan, state: &State) -> Markup {
    let step = state.current.and_then(|at| plan.steps.get(at)).map_or("", |step| step.id.as_str());
    let nobody = (String::new(), "Somebody".to_owned());
    let people: Vec<(String, String)> = std::iter::once(nobody)
        .chain(ground.people.persons.iter().map(|one| (one.id.as_str().to_owned(), one.name.clone())))
        .collect();
    let last = last_here(ground, form);
    html! {
        section class="ruled" {
            h2 { "Say something" }
            (lines(form, "note", "What happened", &format!("Up to {LONGEST_NOTE} characters"), 2))
            p class="row" {
                (act(format!("surprise {step}").trim_end(), "Nobody expected that", "btn quiet"))
                @if !step.is_empty() { (act(&format!("skip {step}"), "Skip this step for that reason", "btn quiet")) }
                (act("stop", "Stop the drill for that reason", "btn quiet"))
            }
            @if people.len() > 1 { (select(form, "me", "You are", "", &people, &last)) }
        }
    }
}

/// Who wrote something down on this device last.
fn last_here(ground: &Ground<'_>, form: &Form) -> String {
    if form.had("me") {
        return form.value("me").to_owned();
    }
    let mut mine: Vec<&Event> = ground
        .drills
        .iter()
        .flat_map(|drill| &drill.events)
        .filter(|e| e.device == ground.asked.device)
        .collect();
    mine.arrange_by_key(|event| event.at);
    mine.last()
        .map(|event| event.who.clone())
        .filter(|who| ground.people.person(&PersonId::new(who)).is_some())
        .unwrap_or_default()
}

fn all(ground: &Ground<'_>, plan: &Plan, state: &State) -> Markup {
    html! {
        ol class="runlist" role="list" {
            @for (at, (step, stands)) in plan.steps.iter().zip(&state.steps).enumerate() {
                @let is_now = state.current == Some(at);
                @let over = matches!(stands.stage, StepStage::Done | StepStage::Skipped);
                li class=(if is_now { "now" } else if over { "done" } else { "" }) aria-current=[is_now.then_some("step")] {
                    span class="num" { (at + 1) }
                    span {
                        (step.does)
                        @if !stands.reason.is_empty() { span class="hint" { " Skipped: " (stands.reason) } }
                        @if stands.stage == StepStage::Waiting && !is_now {
                            " " button type="button" class="link small" name="act" value=(format!("start {}", step.id)) { "Start now" span class="vh" { ": " (step.does) } }
                        }
                        @if stands.stage == StepStage::Running && !is_now {
                            " " button type="button" class="link small" name="act" value=(format!("done {}", step.id)) { "Done" span class="vh" { ": " (step.does) } }
                        }
                    }
                    span class="num" { (took(ground, step, stands)) }
                }
            }
        }
        @if !state.surprises.is_empty() {
            h3 class="tbl-h" { "What nobody expected" }
            ul class="plain-list" { @for event in &state.surprises { li { (since(state, event.at).to_the_minute()) ": " (event.what.text()) } } }
        }
    }
}

fn took(ground: &Ground<'_>, step: &Planned, stands: &StepState) -> Markup {
    let planned = step.takes.map(|takes| format!("planned {takes}")).unwrap_or_default();
    let between = |to: i64| stands.started.map(|from| Duration::clamped((to - from).max(0)));
    html! {
        @match stands.stage {
            StepStage::Waiting => span class="muted" { (planned) },
            StepStage::Running => { @if let Some(time) = between(ground.asked.instant) { (time.to_the_minute()) } " " span class="muted" { (planned) } },
            StepStage::Skipped => "– skipped",
            StepStage::Done => { "✓ " @match stands.finished.and_then(between) { Some(time) => (time.to_the_minute()), None => "done" } },
        }
    }
}

/// The last thing that was written down, and the way to take it back.
fn last(record: &Record) -> Markup {
    let taken: Vec<&str> = record
        .events
        .iter()
        .filter_map(|event| match &event.what {
            What::TakenBack { event } => Some(event.as_str()),
            _ => None,
        })
        .collect();
    let own =
        |event: &&Event| !matches!(event.what, What::TakenBack { .. } | What::Begun | What::Checked { .. });
    let last = record.events.iter().rev().filter(own).find(|event| !taken.contains(&event.id.as_str()));
    let words = |what: &What| match what {
        What::Started { .. } => "a step was started",
        What::Done { .. } => "a step was done",
        What::Skipped { .. } => "a step was skipped",
        What::Surprise { .. } => "a surprise was noted",
        _ => "something was noted",
    };
    html! {
        @if let Some(event) = last {
            p class="small muted" { "Last: " (words(&event.what)) ". " (act(&format!("take-back {}", event.id), "That was a slip: take it back", "link")) }
        }
    }
}
