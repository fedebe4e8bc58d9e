use crate::answers::Evidence;
use crate::assess::{Cell, Column, Derivation, Figure, Outcome, Step, Verdict};
use crate::catalogue::Scenario;
use crate::units::{in_words, uncapitalised};
use crate::view::{derivation, verdict_class, verdict_mark};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Cells that were reached in the same way, component by component.
struct Group<'a> {
    cell: &'a Cell,
    derivation: Derivation,
    of: Vec<(&'a Column, Vec<&'static Scenario>)>,
}

/// What makes two cells alike: the steps, the figure, the verdict, the evidence.
type Alike<'a> = (Vec<Step>, &'a str, Verdict, Option<Evidence>);

pub(super) fn reached(outcome: &Outcome) -> Markup {
    let groups = groups(outcome);
    if groups.is_empty() {
        return html! { p class="measure" { "There is no figure to explain yet." } };
    }
    // A group with one component stands under its name; groups come in the order of the columns.
    let (shared, mut own): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.of.len() > 1);
    let mut own = own.drain(..).peekable();
    html! {
        p class="measure" {
            "Every figure of the table above, step by step. What was reached in the same way stands together."
        }
        @for column in &outcome.matrix.columns {
            @let mut headed = false;
            @while let Some(group) = own.next_if(|group| group.of.iter().all(|(c, _)| c.id == column.id)) {
                @if !std::mem::replace(&mut headed, true) {
                    h3 class="tbl-h" { (column.name) span class="hint" { " " (column.under) } }
                }
                (details(&group))
            }
        }
        @if !shared.is_empty() {
            h3 class="tbl-h" { "The same for several components" }
            @for group in &shared { (details(group)) }
        }
    }
}

/// In the order in which they come first, column by column, so that a component's explanations follow the order of the
/// scenarios.
fn groups(outcome: &Outcome) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut alike: BTreeMap<Alike<'_>, usize> = BTreeMap::new();
    for (at, column) in outcome.matrix.columns.iter().enumerate() {
        let derivations = outcome.derivations(&column.id);
        for (row, (scenario, derivation)) in outcome.matrix.rows.iter().zip(derivations) {
            let Some(cell) = row.cells.get(at) else { continue };
            let key = (derivation.steps.clone(), cell.says.as_str(), cell.verdict, cell.evidence);
            let index = *alike.entry(key).or_insert(groups.len());
            match groups.get_mut(index) {
                Some(group) => group.add(column, scenario),
                None => groups.push(Group { cell, derivation, of: vec![(column, vec![scenario])] }),
            }
        }
    }
    groups
}

/// "Accidental delete; bad release or migration".
fn listed(scenarios: &[&'static Scenario]) -> String {
    let mut names: Vec<String> = Vec::new();
    for scenario in scenarios {
        names.push(if names.is_empty() { scenario.short.to_owned() } else { uncapitalised(scenario.short) });
    }
    names.join("; ")
}

impl<'a> Group<'a> {
    /// Columns come one after the other.
    fn add(&mut self, column: &'a Column, scenario: &'static Scenario) {
        match self.of.last_mut().filter(|(last, _)| last.id == column.id) {
            Some((_, scenarios)) => scenarios.push(scenario),
            None => self.of.push((column, vec![scenario])),
        }
    }

    /// What stands in the summary before the figure.
    fn title(&self) -> String {
        let [(_, first), rest @ ..] = self.of.as_slice() else { return String::new() };
        let scenarios = listed(first);
        if rest.is_empty() {
            return scenarios;
        }
        if rest.iter().all(|(_, of)| of.iter().map(|s| s.id).eq(first.iter().map(|s| s.id))) {
            let names: Vec<&str> = self.of.iter().map(|(column, _)| column.name.as_str()).collect();
            return format!("{scenarios} ({})", in_words(&names));
        }
        let each: Vec<String> =
            self.of.iter().map(|(c, of)| format!("{} ({})", c.name, uncapitalised(&listed(of)))).collect();
        each.join(", ")
    }
}

/// One explanation, with a place to land for each of its cells. Open, so that it prints and is found by a search in
/// every browser.
fn details(group: &Group<'_>) -> Markup {
    let mut places = group.of.iter().flat_map(|(column, of)| {
        of.iter().map(|scenario| Figure::Loss(column.id.clone(), scenario.id).anchor())
    });
    let Some(first) = places.next() else { return html! {} };
    let cell = group.cell;
    html! {
        details open id=(first) {
            summary {
                @for place in places { span id=(place) {} }
                (group.title()) ": "
                span class=(format!("says {}", verdict_class(cell.verdict))) {
                    @if cell.verdict == Verdict::None { (Verdict::None.means()) }
                    @else { (verdict_mark(cell.verdict)) " " (cell.says) }
                }
            }
            div class="deriv" {
                (derivation(&group.derivation))
                @if let Some(evidence) = cell.evidence {
                    p class="fine muted" { "Weakest evidence: " (evidence.word().to_lowercase()) "." }
                }
            }
        }
    }
}
