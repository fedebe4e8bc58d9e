use super::derivation::Derivation;
use super::explain;
use super::outcome::{Cell, Survival, Verdict};
use super::service::holds_no_data;
use super::survive::Left;
use super::worked::Found;
use crate::answers::Evidence;
use crate::catalogue::{Scenario, ScenarioId, ids};
use crate::system::{Component, DeletedBy, Facts, Told, ToldBy};
use crate::units::{Duration, Text, short_date, uncapitalised};
use std::rc::Rc;

/// A cell of a scenario that harms stored data, with what it rests on.
pub(super) struct DataCell<'a> {
    pub(super) cell: Cell,
    pub(super) left: Rc<Left<'a>>,
    pub(super) found: Rc<Found<'a>>,
}

/// A component in a scenario that harms stored data and leaves these copies.
pub(super) fn data_cell<'a>(
    component: &Component,
    facts: &Facts,
    scenario: &'static Scenario,
    left: Rc<Left<'a>>,
    found: Rc<Found<'a>>,
) -> DataCell<'a> {
    let windows = &found.windows;
    let worst = windows.window.and_then(|w| w.worst);
    // Copies that are thrown away too early leave nothing at the worst moment, unless another may be kept longer.
    let too_early = windows.leaves_nothing;
    let gone = too_early && windows.without.is_empty() && !left.may_be_kept_longer();
    let survival = if gone { Survival::Lost } else { left.survival };
    let (verdict, says) = match (survival, worst.filter(|_| !too_early)) {
        (Survival::Lost | Survival::Part, _) => (Verdict::Gone, nothing_left(scenario)),
        (Survival::Survives, Some(worst)) => (against(&component.limit, worst), worst.to_string()),
        (Survival::Survives, None) if component.is_undated() => (Verdict::Within, "kept".to_owned()),
        (Survival::Survives, None) => match &windows.last_run {
            // Nothing is promised, but what is lost already is known.
            Some(run) if against(&component.limit, run.at_least) == Verdict::Over => {
                (Verdict::Over, run.age.to_string())
            }
            Some(run) => (Verdict::Unknown, format!("a copy of {}", short_date(run.date))),
            None => (Verdict::Unknown, "a copy, age not known".to_owned()),
        },
        (_, Some(worst)) => (Verdict::Unknown, format!("{worst} at best")),
        _ => (Verdict::Unknown, "not known".to_owned()),
    };
    let cell = Cell {
        survival,
        verdict,
        says,
        window: windows.window.filter(|_| !too_early),
        clock_gap: found.clock_gap.clone().filter(|_| !too_early && verdict != Verdict::Gone),
        evidence: evidence(component, facts, scenario, &left),
    };
    DataCell { cell, left, found }
}

/// How such a cell was reached.
pub(super) fn data_derivation(component: &Component, scenario: &Scenario, data: &DataCell<'_>) -> Derivation {
    let DataCell { cell, left, found } = data;
    let windows = &found.windows;
    let mut derivation = Derivation::default();
    explain::fates(&mut derivation, &left.fates);
    if left.unseen {
        derivation
            .because("No finished run of it could be found, so it is not counted on until one is seen.");
    }
    explain::window(&mut derivation, component, scenario, windows);
    match cell.verdict {
        Verdict::Gone => derivation.sum(Text::from("What would be left"), cell.says.as_str()),
        _ if component.is_undated() => {}
        Verdict::Over => explain::limit(&mut derivation, component, windows.window.and_then(|w| w.lost())),
        _ => explain::limit(&mut derivation, component, windows.window.and_then(|w| w.worst)),
    }
    if let Some(gap) = &cell.clock_gap {
        derivation.figure(gap.words(), gap.worst);
    }
    if let Some(lost) = super::lost::of_cell(component, scenario.id, data) {
        for (what, figure) in lost.facts() {
            derivation.figure(what, figure);
        }
    }
    titled(derivation, component, scenario, &cell.says)
}

fn nothing_left(scenario: &Scenario) -> String {
    match scenario.id {
        ScenarioId::SilentCorruption => "no clean copy",
        _ => "nothing left",
    }
    .to_owned()
}

fn against(limit: &Told<Duration>, worst: Duration) -> Verdict {
    match limit {
        Told::Known(limit) if worst > *limit => Verdict::Over,
        Told::Known(_) => Verdict::Within,
        Told::Unsure | Told::Open => Verdict::Unknown,
    }
}

/// The weakest of what a data cell rests on: of a described component what is known of the copies it falls back to, or,
/// where there is none, of all that do not help.
fn evidence(component: &Component, facts: &Facts, scenario: &Scenario, left: &Left<'_>) -> Option<Evidence> {
    match component.told_by {
        ToldBy::Description => {
            let all = || left.fates.iter().map(|(p, _)| *p);
            let copies = left.basis.iter().map(|p| p.known).min().or_else(|| all().map(|p| p.known).min());
            let as_answered = scenario.id == ScenarioId::RansomwareTakeover
                && all().any(|p| p.deleted_by == DeletedBy::AsAnswered);
            let login = if as_answered { facts.weakest(&[ids::DELETE_ALL]) } else { None };
            return copies.or(Some(component.known)).into_iter().chain(login).min();
        }
        ToldBy::Keys => return facts.weakest(&[ids::KEYS_COPY]),
        ToldBy::Focus | ToldBy::Nobody => {}
    }
    let mut rests_on =
        vec![ids::PROTECTIONS, ids::BACKUP_SCHEDULE, ids::RUN_TO_SAFE, ids::CONTINUOUS_LAG, ids::LAST_GOOD];
    if !scenario.id.is_logical() {
        rests_on.push(ids::COPY_LOCATIONS);
    }
    match scenario.id {
        ScenarioId::RansomwareTakeover => rests_on.extend([ids::COPY_LOCATIONS, ids::DELETE_ALL]),
        ScenarioId::SilentCorruption => rests_on.push(ids::KEEP_FOR),
        _ => {}
    }
    facts.weakest(&rests_on)
}

/// A cell without a window, with what it rests on.
pub(super) struct Plain<'a> {
    pub(super) cell: Cell,
    why: Why<'a>,
}

/// What such a cell rests on.
pub(super) enum Why<'a> {
    /// These sentences.
    Says(Vec<&'static str>),
    /// It holds no data.
    NoData,
    /// What becomes of its copies, after this sentence.
    Copies(&'static str, Rc<Left<'a>>),
}

/// A cell of which nothing can be said, and why.
pub(super) fn unknown<'a>(why: &'static str) -> Plain<'a> {
    plain(Survival::Unknown, Verdict::Unknown, "not known", None, Why::Says(vec![why]))
}

/// A cell without a window.
pub(super) fn plain<'a>(
    survival: Survival,
    verdict: Verdict,
    says: &str,
    evidence: Option<Evidence>,
    why: Why<'a>,
) -> Plain<'a> {
    let cell = Cell { survival, verdict, says: says.to_owned(), window: None, clock_gap: None, evidence };
    Plain { cell, why }
}

impl Plain<'_> {
    /// How it was reached.
    pub(super) fn derivation(&self, component: &Component, scenario: &Scenario) -> Derivation {
        let mut derivation = Derivation::default();
        match &self.why {
            Why::Says(sentences) => sentences.iter().for_each(|says| derivation.because(*says)),
            Why::NoData => derivation.because(holds_no_data(component)),
            Why::Copies(first, left) => {
                derivation.because(*first);
                explain::fates(&mut derivation, &left.fates);
            }
        }
        titled(derivation, component, scenario, &self.cell.says)
    }
}

fn titled(mut derivation: Derivation, component: &Component, scenario: &Scenario, says: &str) -> Derivation {
    derivation.title = format!("{}, {}: why {says}?", component.name, uncapitalised(scenario.short));
    derivation
}
