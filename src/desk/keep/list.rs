//! Everything that has copies to keep.

use crate::assess::planned::{Subject, run, subjects};
use crate::desk::parts::{self, Asked, Page};
use crate::points::Points;
use crate::units::capitalised;
use crate::view::{describe, keep};
use maud::{Markup, html};

/// The page.
pub(super) fn page(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("What is kept");
    let points = Points::of(asked.answers);
    let all = subjects(asked.answers, asked.system, &points);
    page.shown.html = html! {
        (parts::top(asked, "keep", "What is kept, and for how long"))
        p class="measure lead-p" {
            "Tools mean different things by “keep 7 daily”. Here you see what yours would keep, copy by copy, and how far back that reaches. "
            "Holdfast never deletes anything: it shows what your tool would do."
        }
        @if all.is_empty() {
            p class="measure block-s" {
                "Nothing to keep is described yet. Say what protects each part of your system, or drop in what your backup tool lists."
            }
            p class="row block-s" { a class="btn" href="#/system" { "Describe your system" } a href="#/points" { "Drop in a list" } }
        } @else {
            table class="tbl flow keepers" {
                caption class="vh" { "Copies and the rules by which they are kept" }
                thead { tr { th scope="col" { "Copies" } th scope="col" { "Rules" } th scope="col" { "Kept now" } th scope="col" { "How far back" } } }
                tbody { @for subject in &all { (row(asked, subject)) } }
            }
        }
    }
    .into_string();
    page
}

fn row(asked: &Asked<'_>, subject: &Subject<'_>) -> Markup {
    let plan = subject.plan.as_ref();
    let ran = plan.and_then(|plan| run(subject, &asked.system.setup, asked.clock, &plan.policy).ok()?.ok());
    let without = match subject.of {
        Some((_, protection)) => describe::kept(protection),
        None => None,
    };
    html! {
        tr {
            th scope="row" { a href={ "#/keep/" (subject.at) } { (subject.name) } @if !subject.groups.is_empty() { span class="hint" { " from what " (subject.groups.first().map_or("", |group| group.tool.name())) " lists" } } }
            td data-label="Rules" {
                @match plan {
                    Some(plan) => (keep::in_words(&plan.policy)),
                    None => (without.map_or_else(|| "Not said yet".to_owned(), |words| capitalised(&words))),
                }
            }
            td data-label="Kept now" { @if let Some(ran) = &ran { (keep::copies(ran.kept())) } @else { "–" } }
            td data-label="How far back" {
                @match ran.as_ref().and_then(|ran| Some((ran, ran.clean_after(subject.unnoticed())?))) {
                    Some((ran, clean)) => { "Noticed after " (subject.unnoticed()) ": a clean copy " (keep::share(clean, ran.only_now())) },
                    None => "–",
                }
            }
        }
    }
}
