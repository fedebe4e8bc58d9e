//! Ways to meet a limit, ready to be taken.

use super::controls::act;
use crate::system::Component;
use maud::{Markup, html};

/// A change that would bring a component closer to its limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its name in buttons.
    pub id: String,
    /// What to do: "Copy every 1 h 50 min instead of every day".
    pub says: String,
    /// The loss at worst afterwards, in words.
    pub window: String,
    /// What it costs, in words; empty for nothing known.
    pub cost: String,
    /// The component with the change made.
    pub after: Component,
}

/// The list in the panel; nothing where there is no way.
pub(super) fn list(ways: &[Way]) -> Markup {
    html! {
        @if !ways.is_empty() {
            div {
                h2 class="h-small" { "Ways to meet your limit" }
                ul class="wayslist" role="list" {
                    @for way in ways {
                        li {
                            p { (way.says) }
                            p class="fine muted" {
                                "Then up to " strong { (way.window) } " would be lost."
                                @if !way.cost.is_empty() { " " (way.cost) }
                            }
                            (act(&format!("advice:{}", way.id), "Make this change", "btn quiet"))
                        }
                    }
                }
            }
        }
    }
}
