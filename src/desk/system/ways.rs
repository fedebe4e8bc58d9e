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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;
    use crate::desk::system::{Asked, page};
    use crate::system::{System, Template};
    use crate::units::{Duration, Moment};

    #[test]
    fn a_way_is_shown_and_taken_with_a_button() {
        let described =
            System::of(&Answers::default()).described_as(Template::Shop.components(), Template::Shop.setup());
        let way = |system: &System, id: &crate::system::ComponentId| {
            let mut after = system.component(id).unwrap().clone();
            after.records_per_hour = Some(51);
            let window = Duration::hours(4).to_string();
            vec![Way {
                id: "every-2".into(),
                says: "Copy <often>".into(),
                window,
                cost: String::new(),
                after,
            }]
        };
        let asked = |act| Asked {
            heading: "heading",
            system: &described,
            before: None,
            fields: None,
            act,
            now: Moment::from_seconds(1_790_000_000),
            here: "",
        };
        let shown = page("system/database", &asked(None), &way).unwrap();
        assert!(shown.html.contains("value=\"advice:every-2\"") && shown.html.contains("Copy &lt;often&gt;"));
        assert!(shown.changes.is_empty());
        let taken = page("system/database", &asked(Some("advice:every-2")), &way).unwrap();
        assert_eq!(taken.changes.len(), 1);
        assert!(taken.changes[0].text.as_deref().unwrap().contains("\"records_per_hour\":51"));
        assert!(taken.html.contains("Done: Copy &lt;often&gt;.") && taken.html.contains("value=\"undo\""));
        let stale = page("system/database", &asked(Some("advice:none")), &way).unwrap();
        assert!(stale.changes.is_empty());
    }
}
