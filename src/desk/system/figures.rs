//! The figures of a component: what the panel, the list and the comparison all show.

use crate::assess::{
    Cell, Clock, ComponentOutcome, Derivation, Exposure, Lost, Needed, Survival, Verdict,
    component_derivation, component_outcome, meets,
};
use crate::catalogue::{Consequence, Scenario, ScenarioId};
use crate::system::{ComponentId, System, Told};
use crate::units::{Duration, Text, capitalised};

/// What becomes of the components of a system.
pub(super) struct Outlook<'a> {
    pub(super) system: &'a System,
    clock: &'a Clock,
    all: Vec<ComponentOutcome>,
}

/// What becomes of one component where it loses most and a copy is still left; the worst where none is.
pub(super) struct Headline<'a> {
    pub(super) scenario: &'static Scenario,
    pub(super) cell: &'a Cell,
    pub(super) exposure: Option<&'a Exposure>,
    /// What that is in data and records, where it is known.
    lost: Option<&'a Lost>,
    /// In how many scenarios nothing usable is left.
    pub(super) gone: usize,
}

impl<'a> Outlook<'a> {
    /// Of all components.
    pub(super) fn of(system: &'a System, clock: &'a Clock) -> Outlook<'a> {
        let all = system.components.iter().filter_map(|c| component_outcome(system, &c.id, clock)).collect();
        Outlook { system, clock, all }
    }

    /// Of one, while it is typed at.
    pub(super) fn one(system: &'a System, id: &ComponentId, clock: &'a Clock) -> Outlook<'a> {
        Outlook { system, clock, all: component_outcome(system, id, clock).into_iter().collect() }
    }

    fn component(&self, id: &ComponentId) -> Option<&ComponentOutcome> {
        self.all.iter().find(|one| one.column.id == *id)
    }

    /// Every scenario with the cell of a component.
    pub(super) fn cells(&self, id: &ComponentId) -> &[(&'static Scenario, Cell)] {
        self.component(id).map_or(&[], |one| &one.cells)
    }

    /// The cell of a component in a scenario.
    pub(super) fn cell(&self, id: &ComponentId, scenario: ScenarioId) -> Option<&Cell> {
        self.component(id)?.cell(scenario)
    }

    /// Every component's name with its cells.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&ComponentId, &str, &[(&'static Scenario, Cell)])> {
        self.all.iter().map(|one| (&one.column.id, one.column.name.as_str(), one.cells.as_slice()))
    }

    /// How a cell was reached.
    pub(super) fn why(&self, id: &ComponentId, scenario: ScenarioId) -> Option<Derivation> {
        component_derivation(self.system, id, scenario, self.clock)
    }

    /// Why nothing can be said, in a sentence.
    pub(super) fn reason(&self, id: &ComponentId, scenario: ScenarioId) -> Option<Text> {
        self.why(id, scenario)?.steps.into_iter().next().map(|step| step.text)
    }

    /// How often a copy would have to be made, where it loses more than its limit.
    pub(super) fn to_stay_within(&self, id: &ComponentId) -> Option<Needed> {
        let over = self.headline(id)?.cell.verdict == Verdict::Over;
        over.then(|| meets(self.system, id)).flatten()
    }

    pub(super) fn headline(&self, id: &ComponentId) -> Option<Headline<'_>> {
        let cells: Vec<(&'static Scenario, &Cell)> = self
            .cells(id)
            .iter()
            .filter(|(s, _)| s.kind == Consequence::Data)
            .map(|(s, cell)| (*s, cell))
            .collect();
        let gone = cells.iter().filter(|(_, cell)| cell.verdict == Verdict::Gone).count();
        // What holds in most scenarios is the headline: a figure from the one that is left would be no answer.
        if gone * 2 > cells.len() {
            let (scenario, cell) = *cells.iter().find(|(_, cell)| cell.verdict == Verdict::Gone)?;
            return Some(Headline { scenario, cell, exposure: None, lost: None, gone });
        }
        let sure = |cell: &Cell| cell.survival == Survival::Survives;
        let (scenario, cell) = cells
            .iter()
            .filter(|(_, cell)| {
                cell.verdict != Verdict::Gone && cell.window.is_some_and(|w| w.lost().is_some())
            })
            .max_by_key(|(s, cell)| (sure(cell), cell.window.and_then(|w| w.lost()), std::cmp::Reverse(s.id)))
            .or_else(|| cells.iter().min_by_key(|(_, cell)| cell.verdict))?;
        let one = self.component(id)?;
        let drawn = |e: &&Exposure| e.scenario.id == scenario.id && shows(e, cell);
        let exposure = one.exposure.as_ref().filter(drawn);
        let lost = one.lost.as_ref().filter(|lost| lost.scenario == scenario.id);
        Some(Headline { scenario, cell, exposure, lost, gone })
    }
}

/// Whether a chart shows what the figure says: where a replica gives the figure, the teeth of the copies are another
/// matter.
fn shows(exposure: &Exposure, cell: &Cell) -> bool {
    let Some(worst) = cell.window.and_then(|w| w.worst) else { return true };
    exposure
        .teeth
        .iter()
        .all(|t| t.captured.is_some_and(|captured| t.to.seconds() - captured.seconds() <= worst.seconds()))
}

impl Headline<'_> {
    /// What is lost, or what is said instead.
    pub(super) fn figure(&self) -> String {
        self.lost().map_or_else(|| self.cell.says.clone(), |lost| lost.to_string())
    }

    pub(super) fn lost(&self) -> Option<Duration> {
        self.cell.window.and_then(|w| w.lost())
    }
}

/// How a cell stands against the limit, in words that need no colour: "over your limit by 22 h".
pub(super) fn verdict(cell: &Cell, limit: &Told<Duration>) -> (String, String) {
    let lost = cell.window.and_then(|w| w.lost());
    match (cell.verdict, limit.known(), lost) {
        (Verdict::Over, Some(limit), Some(lost)) => {
            ("Over your limit".to_owned(), format!("by {}", lost.minus(*limit)))
        }
        (Verdict::Over, ..) => ("Over your limit".to_owned(), String::new()),
        (Verdict::Within, Some(limit), Some(_)) => ("Within your limit".to_owned(), format!("of {limit}")),
        (Verdict::Within, ..) => (capitalised(&cell.says), String::new()),
        (Verdict::Gone, ..) => ("No usable copy is left".to_owned(), String::new()),
        (Verdict::Unknown, None, Some(_)) if cell.survival == Survival::Survives => {
            ("No limit to compare it with".to_owned(), String::new())
        }
        (Verdict::Unknown, ..) => ("Not known".to_owned(), String::new()),
        (Verdict::None, ..) => ("Does not apply".to_owned(), String::new()),
    }
}

/// Facts beside the headline, by label.
pub(super) fn facts(headline: &Headline<'_>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let Some(window) = headline.cell.window else { return facts };
    let timed = [
        ("On average", window.mean),
        ("19 times out of 20 under", window.p95),
        ("If it struck now", window.now),
    ];
    facts.extend(timed.into_iter().filter_map(|(label, time)| Some((label.to_owned(), time?.to_string()))));
    facts.extend(headline.lost.map(Lost::facts).unwrap_or_default());
    facts
}

/// The last part of a chart: few enough teeth for a narrow column.
pub(super) fn latest(exposure: &Exposure) -> Exposure {
    const HOUR: i64 = 3_600;
    let longest = exposure.window.worst.map_or(i64::MAX, Duration::seconds);
    let span = longest.saturating_mul(3).clamp(6 * HOUR, 14 * 24 * HOUR);
    let from = exposure.from.max(exposure.to.plus(-span));
    let mut out = Exposure { from, ..exposure.clone() };
    out.teeth.retain(|tooth| tooth.to > from);
    if let Some(first) = out.teeth.first_mut() {
        first.from = from;
    }
    out.copies.retain(|copy| copy.usable >= from);
    out
}
