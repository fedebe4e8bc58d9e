use crate::assess::{Cell, Column, Outcome, Verdict};
use crate::catalogue::{Scenario, ScenarioId};
use crate::system::ComponentId;
use crate::units::{in_words, uncapitalised};
use crate::view::{derivation, verdict_class, verdict_mark};
use maud::{Markup, html};

/// The place in the report where a cell is explained.
pub(super) fn anchor(part: &ComponentId, scenario: ScenarioId) -> String {
    format!("why-{}-{}", part, scenario.slug())
}

/// Cells that were reached in the same way.
struct Group<'a> {
    cell: &'a Cell,
    of: Vec<(&'a Column, &'static Scenario)>,
}

pub(super) fn reached(outcome: &Outcome) -> Markup {
    let groups = groups(outcome);
    let shared: Vec<&Group<'_>> = groups.iter().filter(|g| g.columns().len() > 1).collect();
    if groups.is_empty() {
        return html! { p class="measure" { "There is no figure to explain yet." } };
    }
    html! {
        p class="measure" {
            "Every figure of the table above, step by step. What was reached in the same way stands together."
        }
        @for column in &outcome.matrix.columns {
            @let own: Vec<&Group<'_>> =
                groups.iter().filter(|g| matches!(g.columns().as_slice(), [one] if one.id == column.id)).collect();
            @if !own.is_empty() {
                h3 class="tbl-h" { (column.name) span class="hint" { " " (column.under) } }
                @for group in own { (details(group)) }
            }
        }
        @if !shared.is_empty() {
            h3 class="tbl-h" { "The same for several components" }
            @for group in shared { (details(group)) }
        }
    }
}

fn groups(outcome: &Outcome) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    // Column by column, so that a component's explanations follow the order of the scenarios.
    for (at, column) in outcome.matrix.columns.iter().enumerate() {
        for row in &outcome.matrix.rows {
            let Some(cell) = row.cells.get(at).filter(|c| !c.derivation.steps.is_empty()) else { continue };
            let same = |g: &&mut Group<'_>| {
                g.cell.derivation.steps == cell.derivation.steps
                    && g.cell.says == cell.says
                    && g.cell.verdict == cell.verdict
                    && g.cell.evidence == cell.evidence
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.of.push((column, row.scenario)),
                None => groups.push(Group { cell, of: vec![(column, row.scenario)] }),
            }
        }
    }
    groups
}

impl<'a> Group<'a> {
    /// Its components, each once.
    fn columns(&self) -> Vec<&'a Column> {
        let mut columns: Vec<&Column> = self.of.iter().map(|(column, _)| *column).collect();
        columns.dedup_by_key(|c| &c.id);
        columns
    }

    /// Its scenarios of a component: "Accidental delete; bad release or migration".
    fn scenarios(&self, column: &Column) -> String {
        let mut names: Vec<String> = Vec::new();
        for (_, scenario) in self.of.iter().filter(|(c, _)| c.id == column.id) {
            names.push(if names.is_empty() {
                scenario.short.to_owned()
            } else {
                uncapitalised(scenario.short)
            });
        }
        names.join("; ")
    }

    /// What stands in the summary before the figure.
    fn title(&self) -> String {
        let columns = self.columns();
        let [first, rest @ ..] = columns.as_slice() else { return String::new() };
        let scenarios = self.scenarios(first);
        if rest.is_empty() {
            return scenarios;
        }
        if rest.iter().all(|c| self.scenarios(c) == scenarios) {
            let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            return format!("{scenarios} ({})", in_words(&names));
        }
        let each: Vec<String> =
            columns.iter().map(|c| format!("{} ({})", c.name, uncapitalised(&self.scenarios(c)))).collect();
        each.join(", ")
    }
}

/// One explanation, with a place to land for each of its cells. Open, so that it prints and is found by a search in
/// every browser.
fn details(group: &Group<'_>) -> Markup {
    let [(column, scenario), rest @ ..] = group.of.as_slice() else { return html! {} };
    let cell = group.cell;
    html! {
        details open id=(anchor(&column.id, scenario.id)) {
            summary {
                @for (column, scenario) in rest { span id=(anchor(&column.id, scenario.id)) {} }
                (group.title()) ": "
                span class=(format!("says {}", verdict_class(cell.verdict))) {
                    @if cell.verdict == Verdict::None { (Verdict::None.means()) }
                    @else { (verdict_mark(cell.verdict)) " " (cell.says) }
                }
            }
            div class="deriv" {
                (derivation(&cell.derivation))
                @if let Some(evidence) = cell.evidence {
                    p class="fine muted" { "Weakest evidence: " (evidence.word().to_lowercase()) "." }
                }
            }
        }
    }
}
