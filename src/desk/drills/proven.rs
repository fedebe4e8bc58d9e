//! What drills have proven, component by component, in words that promise no more.

use crate::assess::Outcome;
use crate::catalogue::scenario;
use crate::drill::{Proof, ShelfLife, Shown, track};
use crate::units::{Gather, grouped, long_date};
use crate::view::proof_words;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) fn table(outcome: &Outcome, shelf_life: ShelfLife) -> Markup {
    let proven = outcome.proven.as_slice();
    let all = &outcome.system.components;
    let restored = |proof: &&Proof| matches!(proof.shown, Shown::Restored(_)) && !proof.stale;
    let done: BTreeSet<&str> = proven.iter().filter(restored).map(|proof| proof.component.as_str()).gather();
    let count = all.iter().filter(|c| done.contains(c.id.as_str())).count();
    html! {
        p class="measure lead-p" {
            @if count == 0 { "No drill has brought back any of your " strong { (grouped(all.len() as u64)) " parts" } " in the last " (shelf_life.words()) "." }
            @else { strong { (count) " of " (all.len()) } " parts were brought back in a drill of the last " (shelf_life.words()) "." }
        }
        @if !proven.is_empty() {
            table class="tbl flow" {
                caption class="vh" { "What each drill showed" }
                thead { tr { th scope="col" { "Part" } th scope="col" { "If" } th scope="col" { "Shown" } th scope="col" { "Holds until" } } }
                tbody { @for proof in proven.iter().rev() { (row(outcome, proof)) } }
            }
            @for (name, short, says) in sentences(outcome, proven) {
                h2 class="h-small block-s" { (name) ", " (short) }
                @for sentence in &says { p class="measure small" { (sentence) } }
            }
        }
    }
}

fn row(outcome: &Outcome, proof: &Proof) -> Markup {
    let name = outcome
        .system
        .component(&proof.component)
        .map_or_else(|| proof.component.to_string(), |c| c.name.clone());
    html! {
        tr {
            th scope="row" { (name) }
            td data-label="If" { (scenario(proof.scenario).map_or("", |s| s.short)) }
            td data-label="Shown" { a href=(format!("#/drills/{}", proof.drill)) { (proof_words(proof)) } }
            td data-label="Holds until" { @if proof.stale { "over since " } (long_date(proof.until)) }
        }
    }
}

/// What all drills of a component and a scenario say together, where one was more than talk.
fn sentences<'a>(outcome: &'a Outcome, proven: &[Proof]) -> Vec<(&'a str, &'static str, Vec<String>)> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut all = Vec::new();
    for proof in proven.iter().filter(|proof| proof.level.restores()) {
        let (Some(component), Some(of)) =
            (outcome.system.component(&proof.component), scenario(proof.scenario))
        else {
            continue;
        };
        if !seen.contains(&(component.id.as_str(), of.short)) {
            seen.push((component.id.as_str(), of.short));
            all.push((component.name.as_str(), of.short, track(proven, &component.id, of.id).says()));
        }
    }
    all
}
