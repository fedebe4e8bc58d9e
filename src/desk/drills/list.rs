//! What is proven, which drill is next, and all drills.

use super::choose::{about, chosen, clause, of_candidate, of_runbook};
use super::proven::table as proven_table;
use super::{Ground, conflicts, proof_days};
use crate::catalogue::scenario;
use crate::desk::parts::controls::{Line, act, error_box, select};
use crate::desk::parts::form::Form;
use crate::desk::parts::{Page, discard, top, undo, unreadable};
use crate::drill::{By, Candidate, Level, Record, SECTION, ShelfLife, Stage, state};
use crate::programme::candidates;
use crate::runbook::runbooks;
use chrono::Datelike;
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>, mut form: Form, mut page: Page) -> Page {
    let asked = ground.asked;
    let outcome = asked.system.described.then(|| ground.outcome());
    let all = outcome.as_ref().map(|outcome| candidates(outcome, &outcome.proven)).unwrap_or_default();
    let by = by(ground, &mut form);
    let next = by.and_then(|by| Some((by, chosen(&all, by)?)));
    if let Some(outcome) = &outcome {
        let level = Level::from_id(form.value_or("level", "table-top")).unwrap_or(Level::TableTop);
        let record = match asked.act {
            Some("plan") => next.as_ref().and_then(|(by, (candidate, why))| {
                of_candidate(ground, outcome, candidate, (*by, why), level)
            }),
            Some("plan-runbook") => of_runbook(ground, form.value("runbook"), level),
            _ => None,
        };
        if let Some(record) = record {
            write(&mut page, &record);
        }
    }
    let mut unread = ground.unreadable.clone();
    discard(asked, &mut unread, &mut page);
    take_in(ground, &mut form, &mut page);
    page.heed(&form, asked.act);
    page.shown.html = html! {
        (top(asked, "drills", "What drills have proven"))
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        (unreadable(&unread))
        @match &outcome {
            None => {
                p class="measure lead-p" { "All planning is a hunch until it is tested. A drill is planned from your system: what is brought back, from what, in which order." }
                p class="row" { a class="btn" href="#/system" { "Describe your system first" } }
            },
            Some(outcome) => {
                (proven_table(outcome, ShelfLife::of(asked.answers).0))
                section class="ruled" {
                    h2 { "Which drill is next" }
                    (choose(ground, &form, next.as_ref().map(|(_, next)| next)))
                }
                (from_runbook(ground, &form))
                section class="ruled" {
                    h2 { "A year of drills" }
                    p class="measure" { "Dates for everything that is not proven, in an order that makes sense, for your calendar." }
                    p class="row block-s" { a href="#/drills/year" { "Plan the year" } }
                }
                (proof_days::show(ground, &form))
            },
        }
        @if !ground.drills.is_empty() {
            section class="ruled" { h2 { "All drills" } (table(ground)) }
        }
        section class="ruled" {
            h2 { "A drill on two devices" }
            p class="measure" { "Save the drill as a file on its page, and open that file on the other device. Afterwards put what the other device wrote into this one: nothing of either is lost." }
            div class="field" {
                label for="f-drill-file" { "The file of a drill" }
                input type="file" id="f-drill-file" data-into="drill-text" accept=".json,application/json";
            }
            textarea name="drill-text" hidden aria-hidden="true" tabindex="-1" {}
        }
    }
    .into_string();
    page
}

fn write(page: &mut Page, record: &Record) {
    page.put(SECTION, &record.id, Some(record.write()));
    page.shown.go = Some(format!("drills/{}", record.id));
    page.shown.say = "The drill is planned. Nothing has begun.".to_owned();
}

/// A drill that another device wrote, as a new one or put into the one that is here.
fn take_in(ground: &Ground<'_>, form: &mut Form, page: &mut Page) {
    if ground.asked.act != Some("into drill-text") {
        return;
    }
    let read = Record::read(form.value("drill-text"))
        .map_err(|error| format!("This is no file of a drill: {error}"));
    let merged = read.and_then(|theirs| match ground.drills.iter().find(|ours| ours.id == theirs.id) {
        Some(ours) => ours.merged(&theirs).map_err(|error| error.to_string()),
        None => Ok(theirs),
    });
    match merged {
        Ok(record) => {
            write(page, &record);
            page.shown.say = "The file is taken in.".to_owned();
        }
        Err(says) => form.problem("drill-file", says),
    }
}

/// How the next drill is chosen; `None` while the number to draw with cannot be read.
fn by(ground: &Ground<'_>, form: &mut Form) -> Option<By> {
    match form.value_or("by", "unproven") {
        "finding" => Some(By::WorstFinding),
        "chance" => {
            let preset = seed(ground);
            let typed = form.value_or("seed", &preset).trim().to_owned();
            let read = typed.parse().ok();
            if read.is_none() {
                form.problem("seed", "Enter a whole number up to 4294967295, such as 7");
            }
            read.map(By::Chance)
        }
        _ => Some(By::LongestUnproven),
    }
}

/// A number of the day: whoever draws on it draws the same.
fn seed(ground: &Ground<'_>) -> String {
    let day = ground.asked.clock.now.civil().date();
    format!("{}{:02}{:02}", day.year(), day.month(), day.day())
}

fn choose(ground: &Ground<'_>, form: &Form, next: Option<&(&Candidate, String)>) -> Markup {
    let ways = [
        ("unproven", "What has not been proven for longest"),
        ("finding", "What the worst finding is about"),
        ("chance", "Drawn at random"),
    ];
    html! {
        div class="sched" {
            (select(form, "by", "Choose by", "", &ways, "unproven"))
            @if form.value("by") == "chance" {
                (Line { name: "seed", label: "Number to draw with", hint: "The same number draws the same drill", preset: &seed(ground), ..Line::NEW }.show(form))
            }
        }
        @match next {
            Some((candidate, why)) => {
                @let name = ground.asked.system.component(&candidate.component).map_or("", |c| c.name.as_str());
                p class="lead-p measure" { strong { "Bring back " (crate::units::spoken(name)) } " if " (clause(candidate.scenario)) ". " (why) }
                @if let Some(of) = scenario(candidate.scenario) { p class="hint measure" { (of.drill) } }
                div class="adds" {
                    (levels(form))
                    (act("plan", "Plan this drill", "btn"))
                }
                (shows(form))
            },
            None => p class="measure" { "There is nothing to choose this way." },
        }
    }
}

fn levels(form: &Form) -> Markup {
    select(
        form,
        "level",
        "How far it goes",
        "",
        &Level::ALL.map(|level| (level.id(), level.name())),
        "table-top",
    )
}

fn shows(form: &Form) -> Markup {
    let level = Level::from_id(form.value_or("level", "table-top")).unwrap_or(Level::TableTop);
    html! { p class="hint measure" { (level.shows()) } }
}

fn from_runbook(ground: &Ground<'_>, form: &Form) -> Markup {
    let (all, _) = runbooks(ground.asked.answers);
    let options: Vec<(String, String)> = all.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
    html! {
        @if let Some((first, _)) = options.first() {
            section class="ruled" {
                h2 { "Or drill a runbook" }
                div class="adds" {
                    (select(form, "runbook", "Which", "", &options, first))
                    (act("plan-runbook", "Plan it", "btn quiet"))
                }
            }
        }
    }
}

fn table(ground: &Ground<'_>) -> Markup {
    html! {
        ul class="prots" role="list" {
            @for drill in ground.drills.iter().rev() {
                @if let Some(plan) = drill.plan() {
                    @let state = state(drill);
                    li class="prot stack-s" {
                        h3 { a href=(format!("#/drills/{}", drill.id)) { (plan.name) } }
                        p class="small muted" { strong { (stage(state.stage)) } " " (about(plan)) }
                        (conflicts(&state))
                    }
                }
            }
        }
    }
}

fn stage(stage: Stage) -> String {
    let words = match stage {
        Stage::Planned => "Planned",
        Stage::Running => "Running now",
        Stage::Stopped => "Stopped",
        Stage::Ended => "Done",
    };
    format!("{words}.")
}
