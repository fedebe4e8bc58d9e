//! What everything hangs on: parts, people and keys of which there is only one.

use super::Ground;
use crate::desk::parts::{Page, STYLE};
use crate::people::Shown;
use crate::view::single_points;
use maud::html;

pub(super) fn page(ground: &Ground<'_>) -> Page {
    let asked = ground.asked;
    let mut page = Page::new("What everything hangs on");
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/plans" { "All runbooks" } }
        h1 id=(asked.heading) tabindex="-1" { "What everything hangs on" }
        @if asked.system.described {
            div class="lead-p" { (single_points(asked.system, asked.answers.called(), Shown::by_name(&ground.people))) }
            p class="measure block-s" {
                "It rests on what you said each part needs. "
                a href="#/system" { "Say what a part needs" } ", or " a href="#/people" { "who holds which key" } "."
            }
        } @else {
            p class="measure lead-p" { "It follows from your system: what needs what, who holds which key." }
            p class="row" { a class="btn" href="#/system" { "Describe your system first" } }
        }
    }
    .into_string();
    page
}
