use crate::answers::ComponentKind;
use crate::assess::{Cell, Column, Outcome};
use crate::catalogue::{Scenario, ScenarioId};
use crate::units::uncapitalised;
use crate::view::{derivation, verdict_mark};
use maud::{Markup, html};

/// The place in the report where a cell is explained.
pub(super) fn anchor(part: ComponentKind, scenario: ScenarioId) -> String {
    format!("why-{}-{}", part.id(), scenario.slug())
}

/// Cells of one component that were reached in the same way.
struct Group<'a> {
    cell: &'a Cell,
    scenarios: Vec<&'static Scenario>,
}

pub(super) fn reached(outcome: &Outcome) -> Markup {
    let columns = &outcome.matrix.columns;
    html! {
        p class="measure" {
            "Every figure of the table above, step by step. Scenarios that come to the same figure in the same way stand together."
        }
        @for (at, column) in columns.iter().enumerate() {
            @let groups = groups(outcome, at);
            @if !groups.is_empty() {
                h3 class="tbl-h" { (column.name) span class="hint" { " " (column.under) } }
                @for group in &groups { (details(column, group)) }
            }
        }
    }
}

fn groups(outcome: &Outcome, column: usize) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in &outcome.matrix.rows {
        let Some(cell) = row.cells.get(column).filter(|c| !c.derivation.steps.is_empty()) else { continue };
        let same = |g: &&mut Group<'_>| {
            g.cell.derivation.steps == cell.derivation.steps
                && g.cell.says == cell.says
                && g.cell.verdict == cell.verdict
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.scenarios.push(row.scenario),
            None => groups.push(Group { cell, scenarios: vec![row.scenario] }),
        }
    }
    groups
}

/// One explanation, with a place to land for each of its cells. Open, so that it prints and is found by a search in
/// every browser.
fn details(column: &Column, group: &Group<'_>) -> Markup {
    let [first, rest @ ..] = group.scenarios.as_slice() else { return html! {} };
    let names: Vec<String> =
        std::iter::once(first.short.to_owned()).chain(rest.iter().map(|s| uncapitalised(s.short))).collect();
    html! {
        details open id=(anchor(column.kind, first.id)) {
            summary {
                @for scenario in rest { span id=(anchor(column.kind, scenario.id)) {} }
                (names.join("; ")) ": "
                span class="says" { (verdict_mark(group.cell.verdict)) " " (group.cell.says) }
            }
            div class="deriv" {
                (derivation(&group.cell.derivation))
                @if let Some(evidence) = group.cell.evidence {
                    p class="fine muted" { "Weakest evidence: " (evidence.word().to_lowercase()) "." }
                }
            }
        }
    }
}
