use crate::assess::Outcome;
use crate::catalogue::{Severity, VERSION};
use crate::units::in_words;
use crate::view::severity_mark;
use maud::{Markup, html};

pub(super) fn about(outcome: &Outcome) -> Markup {
    let described = outcome.system.described;
    html! {
        h3 { "How the figures are worked out" }
        p class="measure" {
            "A copy holds the data as it was when the run began, and helps only once it is finished and out of reach of \
             what went wrong. For each scenario Holdfast takes the copies that would be left, finds the newest one that \
             could be used at every moment, and measures how old it would be. The largest age is the worst case; the mean \
             is taken over every moment of the schedule. Figures are exact for what was told; none is simulated, and \
             there is no score."
        }
        h3 { "What it cannot see" }
        ul class="plainlist measure" {
            li { "It believes the answers. Evidence says how much weight each can bear, and “not known” is never counted as a pass." }
            @if described {
                li { (clocks(outcome)) }
                li { "Each scenario is taken as if it struck. Only what a year of losses costs rests on how often you think one happens." }
            } @else {
                li { "Times are the server’s own clock; the hours added or lost when clocks change are not counted." }
                li { "How often something happens is not estimated: each scenario is taken as if it struck." }
            }
            li { "What nobody asked about is not covered." }
        }
        h3 { "What the severities mean" }
        dl class="severities" {
            @for severity in Severity::ALL {
                div { dt { (severity_mark(severity)) } dd { (severity.means()) } }
            }
        }
        h3 { "Opening it again, and checking it" }
        p class="measure" {
            "This file carries its answers. In Holdfast choose “Open a saved file” and give it this file: everything is there \
             again, to be changed and compared. Nothing is sent anywhere, by this file or by Holdfast."
        }
        p class="measure" {
            "To check the digest on the cover, save the answers from Holdfast as a file again: on most systems "
            code { "sha256sum FILE" } " prints the same 64 characters."
        }
        p class="fine muted" {
            "Holdfast " (env!("CARGO_PKG_VERSION")) ", question catalogue version " (VERSION)
            ", document format " (crate::save::FORMAT) " " (crate::save::SCHEMA) "."
        }
    }
}

/// What is made of the days on which clocks are set.
fn clocks(outcome: &Outcome) -> String {
    let named = outcome.system.zones();
    let missing: Vec<&String> = named.iter().filter(|name| outcome.clock.zones.get(name).is_none()).collect();
    if !named.is_empty() && missing.is_empty() {
        return "Figures are those of an ordinary week. The day on which clocks are set and most is lost stands beside \
                them where it is worse."
            .to_owned();
    }
    let why = if missing.is_empty() {
        String::new()
    } else {
        format!(": the rules of {} were not at hand", in_words(&missing))
    };
    format!(
        "Figures are those of an ordinary week. The hours added or lost when clocks change are not counted{why}."
    )
}
