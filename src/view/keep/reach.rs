//! How late damage may be noticed with a clean copy still there.

use crate::assess::planned::Ran;
use crate::retention::Clean;
use crate::units::{Duration, NBSP};
use maud::{Markup, html};

/// "at every moment", "in 9 of 10 moments (92.4 %)": never more than it is.
pub fn share(clean: Clean, only_now: bool) -> String {
    let Clean { covered, of, .. } = clean;
    match (covered, only_now) {
        (0, true) => "no, as it stands now".to_owned(),
        (_, true) => "yes, as it stands now".to_owned(),
        (0, false) => "at no moment".to_owned(),
        (covered, false) if covered >= of => "at every moment".to_owned(),
        (covered, false) => {
            let tenths = covered.saturating_mul(10) / of.max(1);
            let thousandths = (covered.saturating_mul(1_000) / of.max(1)).max(1);
            let exact = format!("{}.{}{NBSP}%", thousandths / 10, thousandths % 10);
            match tenths {
                0 => format!("in {exact} of moments"),
                tenths => format!("in {tenths} of 10 moments ({exact})"),
            }
        }
    }
}

/// A row for each delay: at how many of the moments of the time ahead there is a copy from before the damage, how much
/// older than the damage the newest such copy is at most, and the longest time without one.
pub fn reach(ran: &Ran, unnoticed: Duration) -> Markup {
    let only_now = ran.only_now();
    html! {
        @if let Some(reach) = ran.reach {
            p class="measure" {
                @if only_now { "The oldest copy is now " strong { (Duration::clamped(reach.least)) } " old." }
                @else {
                    "The oldest copy is never younger than " strong { (floor(reach.least)) }
                    " in the year ahead, and never older than " (floor(reach.most)) "."
                }
            }
        }
        table class="tbl flow reaches" {
            caption class="vh" { "Clean copies by how late damage is noticed" }
            thead {
                tr {
                    th scope="col" { "Noticed after" }
                    th scope="col" { "A clean copy is there" }
                    @if !only_now { th scope="col" { "Longest time without" } }
                    th scope="col" { "Older than the damage by" }
                }
            }
            tbody {
                @for (delay, clean) in &ran.clean {
                    tr class=[(*delay == unnoticed).then_some("own")] {
                        th scope="row" { (delay) @if *delay == unnoticed { span class="hint" { " as you said" } } }
                        td data-label="A clean copy" { (bar(*clean)) (share(*clean, only_now)) }
                        @if !only_now {
                            td data-label="Longest without" {
                                @if clean.longest_without > 0 { (floor(clean.longest_without)) } @else { "never without" }
                            }
                        }
                        td data-label="Older by at most" {
                            @match clean.worst { Some(worst) => (floor(worst)), None => "no copy" }
                        }
                    }
                }
            }
        }
    }
}

/// The share as a bar from 0 to 100 %.
fn bar(clean: Clean) -> Markup {
    let share = clean.covered as f64 / clean.of.max(1) as f64 * 100.0;
    html! {
        svg class="sharebar" aria-hidden="true" {
            rect class="all" width="100%" height="100%" {}
            rect class="part" width=(format!("{share:.2}%")) height="100%" {}
        }
    }
}

/// Days and hours are enough from a day on; minutes below it. Cut, never rounded up.
fn floor(seconds: i64) -> Duration {
    let unit = if seconds >= 86_400 { 3_600 } else { 60 };
    Duration::clamped(if seconds < 60 { seconds } else { seconds / unit * unit })
}
