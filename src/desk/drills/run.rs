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
use crate::units::Duration;
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
        div class="run" {
            p class="runhead" {
                a href="#/drills" { "All drills" }
                span { "If " (clause(plan.scenario)) }
            }
            h1 id=(asked.heading) tabindex="-1" { (plan.name) }
            (clock(plan, &state, now))
            (error_box(form))
            (conflicts(&state))
            @match state.current.and_then(|at| Some((at, plan.steps.get(at)?, state.steps.get(at)?))) {
                Some((at, step, stands)) => (current(ground, plan, (at, step, stands), now)),
                None => (finished(plan)),
            }
            (notes(ground, form, plan, &state))
            section class="ruled" { h2 { "All steps" } (all(plan, &state)) }
            (last(record))
        }
        (ways_out())
    }
    .into_string();
}

fn clock(plan: &Plan, state: &State, now: Duration) -> Markup {
    let begun = state.begun.unwrap_or_default();
    let late = plan.stop_after.filter(|stop| now >= *stop);
    html! {
        p class="runclock" role="timer" aria-label="Time since the drill began" data-since=(begun) { (hms(now)) }
        p class="muted" {
            @if let Some(expected) = plan.expected() { "Expected: " (expected) ". " }
            @if let Some(stop) = plan.stop_after { "Stop in any case after " (stop) "." }
        }
        @if late.is_some() { p class="doubt" { strong { "Stop now. " } (plan.stop_rule) } }
    }
}

/// "1:05:09": hours, minutes, seconds.
fn hms(time: Duration) -> String {
    let s = time.seconds();
    format!("{}:{:02}:{:02}", s / 3_600, s % 3_600 / 60, s % 60)
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
        section class="runstep" aria-labelledby="now-title" {
            p class="kicker" { "Step " (at + 1) " of " (plan.steps.len()) ", " (step.phase.name()) @if running { ", under way" } }
            h2 id="now-title" { (step.does) }
            p class="runwho" {
                @if owner.is_empty() { (crate::units::capitalised(step.role.does())) } @else { (owner) }
                @if let Some(takes) = step.takes { ", " (takes) }
            }
            @if running { p class="muted" { "This step: " span data-since=(stands.started.unwrap_or_default()) { (hms(step_time(stands, ground, now))) } } }
            @if !step.command.is_empty() { div class="cmd" { pre id="now-command" { (step.command) } button type="button" class="btn quiet" data-copy="now-command" { "Copy" } } }
            @if !step.works_when.is_empty() { p { strong { "Done when: " } (step.works_when) } }
            p class="row runacts" {
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
        section class="runstep" {
            h2 { "All " (plan.steps.len()) " steps are behind you" }
            p { "End the drill now, while everybody remembers." }
            p class="row runacts" { (act("end", "End the drill", "btn big")) }
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
    mine.sort_by_key(|event| event.at);
    mine.last()
        .map(|event| event.who.clone())
        .filter(|who| ground.people.person(&PersonId::new(who)).is_some())
        .unwrap_or_default()
}

fn all(plan: &Plan, state: &State) -> Markup {
    html! {
        ol class="runlist" {
            @for (at, (step, stands)) in plan.steps.iter().zip(&state.steps).enumerate() {
                li aria-current=[(state.current == Some(at)).then_some("step")] {
                    span { (step.does) }
                    " " span class="hint" { (stage(state, stands)) }
                    @if stands.stage == StepStage::Waiting && state.current != Some(at) {
                        " " button type="button" class="link small" name="act" value=(format!("start {}", step.id)) { "Start" span class="vh" { ": " (step.does) } }
                    }
                    @if stands.stage == StepStage::Running && state.current != Some(at) {
                        " " button type="button" class="link small" name="act" value=(format!("done {}", step.id)) { "Done" span class="vh" { ": " (step.does) } }
                    }
                }
            }
        }
        @if !state.surprises.is_empty() {
            h3 class="tbl-h" { "What nobody expected" }
            ul { @for event in &state.surprises { li { (since(state, event.at)) ": " (event.what.text()) } } }
        }
    }
}

fn stage(state: &State, stands: &StepState) -> String {
    let at = |moment: Option<i64>| moment.map_or(String::new(), |at| format!(" after {}", since(state, at)));
    match stands.stage {
        StepStage::Waiting => String::new(),
        StepStage::Running => format!("started{}", at(stands.started)),
        StepStage::Done => format!("✓ done{}", at(stands.finished)),
        StepStage::Skipped => format!("– skipped{}: {}", at(stands.finished), stands.reason),
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
