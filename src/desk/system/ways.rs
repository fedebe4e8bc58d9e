//! Ways to meet a limit, ready to be taken.

use super::panel::Side;
use crate::assess::{Advice, Cell, Recommendation, Stored, Verdict, why_recommended};
use crate::desk::parts::controls::act;
use crate::units::{in_words, uncapitalised};
use crate::view::folded;
use maud::{Markup, html};

/// More than this many are not read.
const SHOWN: usize = 4;

/// Whether a limit is missed, or nothing is left, in a scenario.
pub(super) fn are_wanted(side: &Side<'_>) -> bool {
    let missed = |cell: &Cell| matches!(cell.verdict, Verdict::Over | Verdict::Gone);
    let any = side.outlook.cells(&side.component.id).iter().any(|(_, cell)| missed(cell));
    any && side.component.kind.holds_data()
}

/// The list in the panel; nothing where no limit is missed.
pub(super) fn list(advice: &Advice, side: &Side<'_>) -> Markup {
    html! {
        @if !advice.recommendations.is_empty() {
            div {
                h2 class="h-small" { "Ways to meet your limit" }
                ul class="wayslist" role="list" {
                    @for way in advice.recommendations.iter().take(SHOWN) {
                        li {
                            p { (way.says.trim_end_matches('.')) "." }
                            p class="small muted" { (mends(way)) @if let Some(cost) = cost(&way.stored, &side.outlook.system.setup.currency) { " " (cost) } }
                            (act(&format!("advice:{}", way.id), "Make this change", "btn quiet"))
                            (folded(&why_recommended(side.outlook.system, way), &format!("how-{}", way.id)))
                        }
                    }
                }
                @if !advice.beyond.is_empty() {
                    p class="small" { "None of these helps with: " (short(advice.beyond.iter().map(|s| s.short))) "." }
                }
                @if advice.cut_short {
                    p class="small muted" { "Not everything was tried: it would take too long." }
                }
            }
        } @else if let Some(says) = advice.beyond_words() {
            div {
                h2 class="h-small" { "Ways to meet your limit" }
                p class="small" { (says) }
            }
        }
    }
}

/// What it gives, scenario by scenario where they differ.
fn mends(way: &Recommendation) -> String {
    let mut by_after: Vec<(&str, Vec<&str>)> = Vec::new();
    for mended in &way.mends {
        match by_after.iter_mut().find(|(after, _)| *after == mended.after) {
            Some((_, scenarios)) => scenarios.push(mended.scenario.short),
            None => by_after.push((&mended.after, vec![mended.scenario.short])),
        }
    }
    let parts: Vec<String> = by_after
        .into_iter()
        .map(|(after, scenarios)| format!("{after} ({})", short(scenarios.into_iter())))
        .collect();
    if parts.is_empty() { String::new() } else { format!("Then at worst {}.", in_words(&parts)) }
}

fn short<'a>(scenarios: impl Iterator<Item = &'a str>) -> String {
    in_words(&scenarios.map(uncapitalised).collect::<Vec<_>>())
}

/// What it adds to the space and the bill; nothing where that is not known.
pub(super) fn cost(stored: &Stored, currency: &str) -> Option<String> {
    if let Some((before, after)) = stored.a_month {
        if before == after {
            return Some("Storage costs the same.".to_owned());
        }
        let [before, after] = [before, after].map(|money| money.with_currency(currency));
        return Some(format!("Storage costs {after} a month instead of {before}."));
    }
    stored.bytes.map(|(before, after)| match before == after {
        true => "Copies take the same space.".to_owned(),
        false => format!("Copies take {after} instead of {before}."),
    })
}
