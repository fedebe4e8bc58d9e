//! One runbook, step by step; one of them opened to be changed.

use super::Ground;
use super::step::{self, Standing};
use super::{step_form, take};
use crate::catalogue::scenario;
use crate::desk::parts::controls::{Line, act, error_box, id as control, line};
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Page, STYLE, undo};
use crate::runbook::{Comparison, Edit, Match, Runbook, SECTION, Step, check, compare, draft_again};
use crate::units::{NBSP, in_words, long_date};
use maud::{Markup, html};

/// Where in a runbook somebody is.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    /// At its beginning.
    Top,
    /// At a step whose form is open.
    Open(&'a str),
    /// At a step that was just closed.
    Closed(&'a str),
}

/// The page of a runbook.
pub(super) fn page(ground: &Ground<'_>, stored: &Runbook, at: At<'_>) -> Page {
    let asked = ground.asked;
    let (entered, open) = match at {
        At::Top => (None, None),
        At::Open(step) => (Some(step), Some(step)),
        At::Closed(step) => (Some(step), None),
    };
    let after = ground.after(stored.scenario);
    let now = draft_again(stored, ground.basis(after.as_ref()), &ground.people);
    let mut page = Page::new(&stored.name);
    let mut form = Form::new(asked.fields, fill(stored, open));
    let mut next = stored.clone();
    if let Some(name) = form.read("plan-name", check::name) {
        next.name = name;
    }
    if let Some(step) = open.and_then(|open| next.step(open)).cloned() {
        let changed = step_form::read(&mut form, &step);
        if changed != step {
            edit(&mut next, &Edit::Put(Box::new(changed)), &now, "does", &mut form);
        }
    }
    act_on(asked.act, &mut next, &now, &mut form, &mut page);
    if asked.act == Some("remove-plan") {
        page.put(SECTION, &stored.id, None);
        page.shown.go = Some("plans".to_owned());
        page.shown.say = format!("{} is removed.", stored.name);
    } else if next != *stored {
        match check::fits(&next) {
            Ok(()) => page.put(SECTION, &next.id, Some(next.write())),
            Err(says) => form.problem("plan-name", says),
        }
    }
    form.refill(fill(&next, open));
    page.heed(&form, asked.act);
    if page.shown.say.is_empty() {
        page.shown.say = form.problems().first().map(|(_, says)| says.clone()).unwrap_or_default();
    }
    page.shown.save = take::file(ground, &next, &form);
    let compared = compare(&next, &now);
    let entered = entered.filter(|step| next.step(step).is_some());
    if entered.is_some() && page.shown.focus == entered.map(step::heading) {
        page.shown.focus = Some(asked.heading.to_owned());
    }
    page.shown.title.clone_from(&next.name);
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/plans" { "All runbooks" } }
        // The step that was opened or closed takes the focus when the page is entered: it may be far down.
        h1 id=[entered.is_none().then_some(asked.heading)] tabindex="-1" { (next.name) }
        p class="muted measure" { (about(&next)) }
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        (fits(&compared))
        form data-enter="add-step" class="sys" {
            (steps(ground, &next, &compared, (entered, open), &form))
            div class="adds" {
                (Line { name: "new-step", label: "Add a step of your own", hint: "", class: "w20", ..Line::NEW }.show(&form))
                (act("add-step", "Add it", "btn quiet"))
            }
            (offered(&compared.new))
            (take::buttons(&form))
            section class="ruled" {
                h2 { "This runbook" }
                (line(&form, "plan-name", "What you call it", ""))
            }
        }
        p class="row leave" { (act("remove-plan", "Remove this runbook", "btn quiet")) }
    }
    .into_string();
    page
}

fn fill(runbook: &Runbook, open: Option<&str>) -> Filled {
    let mut filled = Filled::new();
    filled.insert("plan-name".to_owned(), runbook.name.clone());
    if let Some(step) = open.and_then(|open| runbook.step(open)) {
        step_form::fill(&mut filled, step);
    }
    filled
}

/// "If the data centre were lost. Expected back after 2 h 40 min. 14 steps, drafted on 21 November 2026."
fn about(runbook: &Runbook) -> String {
    let clause = scenario(runbook.scenario).map_or("", |scenario| scenario.clause);
    let expected = match runbook.expected() {
        Some(time) => format!("Expected to be over after {}.", time.to_the_minute()),
        None => "How long it takes is not known.".to_owned(),
    };
    let steps = match runbook.steps.len() {
        1 => "1 step".to_owned(),
        n => format!("{n}{NBSP}steps"),
    };
    let drafted = runbook.drafted.map_or(String::new(), |date| format!(", drafted on {}", long_date(date)));
    format!("If {clause}. {expected} {steps}{drafted}.")
}

/// What of it no longer matches the system.
fn fits(compared: &Comparison) -> Markup {
    let (stale, new) = (compared.stale(), compared.new.len());
    let mut says = Vec::new();
    match stale {
        0 => {}
        1 => says.push("1 step was drafted from what is no longer so".to_owned()),
        n => says.push(format!("{n} steps were drafted from what is no longer so")),
    }
    match new {
        0 => {}
        1 => says.push("1 step would be new".to_owned()),
        n => says.push(format!("{n} steps would be new")),
    }
    html! {
        @if !says.is_empty() {
            div class="notice stack-s" {
                p { strong { "Your system has changed. " } (crate::units::capitalised(&in_words(&says))) "." }
                p class="row" {
                    (act("redraft-all", "Draft it again", "btn quiet"))
                    span class="hint" { "Steps that you changed or added stay." }
                }
            }
        }
    }
}

fn act_on(act: Option<&str>, next: &mut Runbook, now: &[Step], form: &mut Form, page: &mut Page) {
    let Some((act, id)) = act.map(|act| act.split_once(' ').unwrap_or((act, ""))) else { return };
    let id = id.to_owned();
    let place = next.steps.iter().position(|step| step.id == id);
    let (edit, control_of) = match (act, place) {
        ("add-step", _) => match check::does(form.value("new-step")) {
            Ok(does) => {
                let after = next.steps.last().map(|step| step.id.clone());
                let step = Box::new(Step::own(&next.fresh_step(), &does));
                form.forget("new-step");
                (Edit::Add { after, step }, "new-step")
            }
            Err(says) => {
                form.problem("new-step", says);
                page.shown.focus = Some(control("new-step"));
                return;
            }
        },
        ("up", Some(at)) => (Edit::Move { id: id.clone(), to: at.saturating_sub(1) }, "new-step"),
        ("down", Some(at)) => (Edit::Move { id: id.clone(), to: at + 1 }, "new-step"),
        ("remove-step", Some(_)) => {
            page.done = Some("The step is taken away.".to_owned());
            (Edit::Remove { id: id.clone() }, "new-step")
        }
        ("redraft", Some(_)) => (Edit::Redraft { id: id.clone() }, "new-step"),
        ("still", Some(_)) => (Edit::StillFits { id: id.clone() }, "new-step"),
        ("take", _) => (Edit::Take { key: id.clone() }, "new-step"),
        ("redraft-all", _) => {
            page.done = Some("The runbook is drafted again.".to_owned());
            (Edit::RedraftAll, "new-step")
        }
        _ => return,
    };
    if self::edit(next, &edit, now, control_of, form) && matches!(act, "up" | "down" | "redraft" | "still") {
        page.shown.focus = Some(step::heading(&id));
    }
}

fn edit(next: &mut Runbook, change: &Edit, now: &[Step], control: &str, form: &mut Form) -> bool {
    match next.apply(change, now) {
        Ok(after) => {
            *next = after;
            true
        }
        Err(says) => {
            form.problem(control, says);
            false
        }
    }
}

fn steps(
    ground: &Ground<'_>,
    runbook: &Runbook,
    compared: &Comparison,
    (entered, open): (Option<&str>, Option<&str>),
    form: &Form,
) -> Markup {
    let planned = crate::runbook::planned(&runbook.steps);
    let last = runbook.steps.len();
    html! {
        h2 class="vh" { "The steps" }
        ol class="prots todo-steps" role="list" {
            @for (at, ((one, standing), when)) in runbook.steps.iter().zip(&compared.steps).zip(&planned).enumerate() {
                @let standing = Standing { number: at + 1, last, when: *when, changed: standing };
                li class="prot stack-s" {
                    (step::head(one, &standing, &if entered == Some(one.id.as_str()) { ground.asked.heading.to_owned() } else { step::heading(&one.id) }))
                    @if open == Some(one.id.as_str()) { (step_form::show(form, one, &ground.people, &runbook.id)) }
                    @else { (step::body(ground, one, &runbook.id)) }
                    (stale(one, standing.changed))
                    (step::buttons(one, &standing, &runbook.id, open == Some(one.id.as_str())))
                }
            }
        }
    }
}

/// What has changed since a step was drafted, and what to do about it.
fn stale(step: &Step, standing: &Match) -> Markup {
    let says = match standing {
        Match::Own | Match::Fits => return html! {},
        Match::NoLonger => "Your system does not ask for this step any more.".to_owned(),
        Match::Changed(all) => {
            let one = |of: &crate::runbook::Changed| match (&of.was, &of.now) {
                (Some(was), Some(now)) => format!("{} was {was} and is {now}", of.what),
                (None, Some(now)) => format!("{} is {now}", of.what),
                (Some(was), None) => format!("{} was {was} and is not known any more", of.what),
                (None, None) => of.what.clone(),
            };
            format!("Since it was drafted: {}.", in_words(&all.iter().map(one).collect::<Vec<_>>()))
        }
    };
    html! {
        div class="doubt" {
            p { strong { "Look again: " } (says) }
            p class="row" {
                @if *standing != Match::NoLonger { (act(&format!("redraft {}", step.id), "Draft this step again", "link")) }
                (act(&format!("still {}", step.id), "It still fits", "link"))
            }
        }
    }
}

/// Steps that would be drafted now and are not in it.
fn offered(new: &[Step]) -> Markup {
    html! {
        @if !new.is_empty() {
            section class="ruled" {
                h2 { "Your system asks for these too" }
                ul class="prots" role="list" {
                    @for step in new {
                        li class="prot stack-s" {
                            p { (step.does) }
                            p { (act(&format!("take {}", step.key), "Take it in", "link")) }
                        }
                    }
                }
            }
        }
    }
}
