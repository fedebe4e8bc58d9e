use crate::answers::Answers;
use crate::assess::Outcome;
use crate::catalogue::scenario;
use crate::drill::{Record, Stage, records, review, state};
use crate::people::{People, Shown};
use crate::runbook::runbooks;
use crate::units::long_date;
use crate::view::{proof_words, roles, single_points};
use maud::{Markup, html};

/// Who acts, what everything hangs on, and what drills have shown. `None` while nothing of it was told.
pub(super) fn people(answers: &Answers, outcome: &Outcome) -> Option<Markup> {
    let people = People::of(answers);
    let (plans, _) = runbooks(answers);
    let (drills, _) = records(answers);
    if people.is_empty() && plans.is_empty() && drills.is_empty() {
        return None;
    }
    let shown = Shown::in_reports(answers, &people);
    Some(html! {
        @if !people.is_empty() {
            @if !shown.names() { p class="measure" { "People stand here by what they do. Their names and numbers are not in this file." } }
            (roles(shown))
            @if outcome.findings.iter().any(|finding| finding.page.is_some()) {
                p class="block-s" { "What is missing among people stands in " a href="#todo" { "what to do" } "." }
            }
        }
        @if outcome.system.described {
            h3 class="tbl-h" { "What everything hangs on" }
            (single_points(&outcome.system, &outcome.name, shown))
        }
        @if !plans.is_empty() {
            h3 class="tbl-h" { "Runbooks" }
            ul {
                @for plan in &plans {
                    li {
                        (shown.text(&plan.name)) ": " (plan.steps.len()) " steps"
                        @if let Some(time) = plan.expected() { ", expected to take " (time) }
                    }
                }
            }
        }
        @if !drills.is_empty() {
            h3 class="tbl-h" { "Drills" }
            (held(outcome, &drills, shown))
            (lessons(&drills, shown))
        }
    })
}

fn held(outcome: &Outcome, drills: &[Record], shown: Shown<'_>) -> Markup {
    html! {
        table class="tbl flow" {
            caption class="vh" { "Drills that were held or planned" }
            thead { tr { th scope="col" { "Drill" } th scope="col" { "After" } th scope="col" { "How far" } th scope="col" { "What it showed" } } }
            tbody {
                @for drill in drills {
                    @if let Some(plan) = drill.plan() {
                        tr {
                            th scope="row" { (shown.text(&plan.name)) }
                            td data-label="After" { (scenario(plan.scenario).map_or("", |of| of.short)) }
                            td data-label="How far" { (plan.level.name()) }
                            td data-label="What it showed" {
                                @match state(drill).stage {
                                    Stage::Planned => "not held yet",
                                    Stage::Running => "under way",
                                    Stage::Stopped | Stage::Ended => {
                                        @if let Some(real) = review(drill).real { (real) " in all. " }
                                        @for proof in outcome.proven.iter().filter(|proof| proof.drill == drill.id) {
                                            @let name = outcome.system.component(&proof.component).map_or_else(|| proof.component.to_string(), |c| c.name.clone());
                                            div { (name) ": " (proof_words(proof)) "; holds until " (long_date(proof.until)) @if proof.stale { ", which is over" } }
                                        }
                                    },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn lessons(drills: &[Record], shown: Shown<'_>) -> Markup {
    let all: Vec<_> = drills.iter().flat_map(|drill| state(drill).lessons).collect();
    html! {
        @if !all.is_empty() {
            h3 class="tbl-h" { "Lessons" }
            ul {
                @for lesson in &all {
                    @let owner = shown.person(&crate::people::PersonId::new(&lesson.owner));
                    li {
                        (shown.text(&lesson.text)) " "
                        span class="hint" {
                            @if lesson.closed { "Seen to." } @else {
                                @if owner.is_empty() { "Nobody sees to it yet" } @else { (owner) " sees to it" }
                                @if let Some(due) = lesson.due { ", until " (long_date(due)) } "."
                            }
                        }
                    }
                }
            }
        }
    }
}
