use crate::catalogue::{Severity, VERSION};
use crate::view::severity_mark;
use maud::{Markup, html};

pub(super) fn about() -> Markup {
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
            li { "Times are the server’s own clock; the hours added or lost when clocks change are not counted." }
            li { "How often something happens is not estimated: each scenario is taken as if it struck." }
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
