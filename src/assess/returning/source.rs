//! What a component is brought back from, and how much has to be moved for it at the worst moment.

use super::changes::changed;
use super::engine::{self, harm};
use super::missing::{Input, Missing};
use crate::assess::outcome::{Cell, Survival, Verdict};
use crate::assess::survive::Lefts;
use crate::catalogue::{Scenario, ScenarioId};
use crate::recovery::{Damage, Loss, newest_at, runs_needed};
use crate::system::{Component, Facts, Protection, ProtectionKind, System, Told};
use std::cell::RefCell;
use std::rc::Rc;

/// What a component is brought back from.
pub(super) enum Source<'a> {
    /// The scenario leaves it as it is.
    Untouched,
    /// It holds no data and is made again.
    Rebuilt,
    /// A replica takes its place.
    Promoted(&'a Protection),
    /// A copy is fetched.
    Fetched(Fetch<'a>),
    /// Nothing usable is left.
    Gone,
    /// What is left is not known.
    Unknown,
}

/// What has to be moved. Sizes in bytes, not compressed.
#[derive(Clone)]
pub(super) struct Fetch<'a> {
    pub(super) protection: &'a Protection,
    /// The full copy; `None` when the size was not given.
    pub(super) full: Option<f64>,
    pub(super) increments: Vec<f64>,
    /// The log to be replayed, where there is one.
    pub(super) log: Option<f64>,
    /// What it takes to know all this and was not given.
    pub(super) missing: Vec<Input>,
}

/// What was found of a component so far: scenarios that leave the same copies and harm alike ask the same.
#[derive(Default)]
pub(super) struct Sources<'a> {
    newest: Rc<RefCell<Vec<Newest>>>,
    fetched: Vec<(&'a Protection, Harm, Fetch<'a>)>,
    lefts: Lefts<'a>,
    missing: Vec<Missing>,
}

/// The places of those that are left, what they suffer, and which of them is the newest.
type Newest = (Vec<usize>, Harm, Option<usize>);

/// What the source suffers, and how late that is seen, in seconds.
type Harm = (Damage, i64);

impl<'a> Sources<'a> {
    /// One for each component. Those that are protected alike share what does not depend on their data.
    pub(super) fn of(system: &'a System, lefts: Vec<Lefts<'a>>) -> Vec<Sources<'a>> {
        let mut lefts = lefts.into_iter();
        let mut all: Vec<Sources<'a>> = Vec::new();
        for component in &system.components {
            let is_alike =
                |(other, _): &(&Component, &Sources<'_>)| other.protections == component.protections;
            let alike = system.components.iter().zip(&all).find(is_alike);
            let newest = alike.map(|(_, of)| Rc::clone(&of.newest)).unwrap_or_default();
            all.push(Sources {
                newest,
                fetched: Vec::new(),
                lefts: lefts.next().unwrap_or_default(),
                missing: Vec::new(),
            });
        }
        all
    }

    /// Something that is missing of the component. Scenarios miss the same, so it is put into words once.
    pub(super) fn missing(&mut self, input: Input, component: &Component) -> Missing {
        if let Some(known) = self.missing.iter().find(|known| known.input == input) {
            return known.clone();
        }
        let missing = input.of(component);
        self.missing.push(missing.clone());
        missing
    }

    /// Of these survivors, which are among `protections`.
    fn newest(
        &self,
        protections: &[Protection],
        survivors: &[&'a Protection],
        harm: Harm,
    ) -> Option<&'a Protection> {
        let place = |p: &&Protection| protections.iter().position(|other| std::ptr::eq(other, *p));
        let left: Vec<usize> = survivors.iter().filter_map(place).collect();
        let known = self.newest.borrow().iter().find(|(of, by, _)| *by == harm && *of == left).map(|k| k.2);
        let newest = known.unwrap_or_else(|| {
            let newest = engine::newest(survivors, harm);
            let newest = survivors.iter().position(|p| newest.is_some_and(|newest| std::ptr::eq(newest, *p)));
            self.newest.borrow_mut().push((left, harm, newest));
            newest
        });
        survivors.get(newest?).copied()
    }

    fn fetch(&mut self, component: &Component, copy: &'a Protection, scenario: &Scenario) -> Fetch<'a> {
        let harm = harm(scenario);
        if let Some((.., known)) =
            self.fetched.iter().find(|(of, by, _)| std::ptr::eq(*of, copy) && *by == harm)
        {
            return known.clone();
        }
        let found = fetch(component, copy, scenario);
        self.fetched.push((copy, harm, found.clone()));
        found
    }
}

/// Whether the machine stays and only its data are put back: nothing has to be set up first.
pub(super) const fn is_in_place(scenario: ScenarioId) -> bool {
    matches!(scenario, ScenarioId::AccidentalDelete | ScenarioId::BadDeploy | ScenarioId::SilentCorruption)
}

/// The protection whose copy is the newest at the worst moment, with the longest chain or log that it ever needs. Whether
/// anything is left is for the cell to say. With it, whether that is left for certain.
pub(super) fn source<'a>(
    component: &'a Component,
    facts: &Facts,
    scenario: &Scenario,
    cell: &Cell,
    sources: &mut Sources<'a>,
) -> (Source<'a>, bool) {
    let without_data = !component.kind.holds_data();
    if without_data && is_in_place(scenario.id) {
        return (Source::Untouched, true);
    }
    let protections = match &component.protections {
        Told::Known(protections) => protections,
        Told::Unsure | Told::Open if without_data => return (Source::Rebuilt, true),
        Told::Unsure | Told::Open => return (Source::Unknown, true),
    };
    let left = sources.lefts.of(component, protections, facts, scenario);
    if cell.verdict == Verdict::Gone || matches!(left.survival, Survival::Lost | Survival::Part) {
        return (if without_data { Source::Rebuilt } else { Source::Gone }, true);
    }
    let proven = left.survival != Survival::Unproven && cell.survival != Survival::Unproven;
    let newest = sources.newest(protections, &left.basis, harm(scenario)).or_else(|| {
        // Of those of which no time is known, what runs along with the live data is the newest.
        let first = |test: &dyn Fn(ProtectionKind) -> bool| left.basis.iter().find(|p| test(p.kind));
        first(&ProtectionKind::is_replica)
            .or_else(|| first(&ProtectionKind::is_continuous))
            .or(left.basis.first())
            .copied()
    });
    let source = match newest {
        None => Source::Unknown,
        Some(replica) if replica.kind.is_replica() => Source::Promoted(replica),
        Some(copy) => Source::Fetched(sources.fetch(component, copy, scenario)),
    };
    (source, proven)
}

fn fetch<'a>(component: &Component, protection: &'a Protection, scenario: &Scenario) -> Fetch<'a> {
    let full = component.size.map(|size| size.count() as f64);
    let mut fetch = Fetch { protection, full, increments: Vec::new(), log: None, missing: Vec::new() };
    if full.is_none() {
        fetch.missing.push(Input::Size);
    }
    if protection.kind == ProtectionKind::Logs {
        match (log_span(protection, scenario), &component.changes) {
            (Some((from, to)), Some(changes)) => fetch.log = Some(changed(changes, from, to)),
            (None, _) => fetch.missing.push(Input::Schedule),
            (_, None) => fetch.missing.push(Input::Changes),
        }
    }
    if protection.kind.is_chain() {
        match (links(protection, scenario), &component.changes) {
            (Some(links), Some(changes)) => {
                let most = full.unwrap_or(f64::INFINITY);
                fetch.increments =
                    links.iter().map(|(from, to)| changed(changes, *from, *to).min(most)).collect();
            }
            (None, _) => fetch.missing.push(match protection.fulls.known() {
                Some(_) => Input::Schedule,
                None => Input::Fulls,
            }),
            (Some(links), None) if !links.is_empty() => fetch.missing.push(Input::Changes),
            _ => {}
        }
    }
    fetch
}

/// When something started at 0 becomes a candidate, in seconds: once it is there, or, with damage noticed `detection`
/// later, once it would be there by then; never before its capture `consistent` seconds after the start.
fn opens(scenario: &Scenario, consistent: i64, usable: i64) -> i64 {
    let (_, detection) = harm(scenario);
    if scenario.id.is_logical() { consistent.max(usable - detection) } else { usable }
}

/// From the base that is replayed on to the failure, at the moment at which that is longest: just before the base after the
/// longest pause can be used. Logs are taken to reach up to the failure: how far they run behind shortens the replay
/// by no more than that.
fn log_span(protection: &Protection, scenario: &Scenario) -> Option<(i64, i64)> {
    let (schedule, takes) = engine::bases(protection);
    let (from, next) = engine::longest_gap(protection, schedule)?;
    let (_, travels) = engine::times(protection);
    Some((from + takes, next + opens(scenario, takes, takes + travels)))
}

/// What each increment of the longest chain holds the changes of: from when to when. The chain is longest just before the
/// full after the longest pause can be used. `None` when it is not known when fulls or increments are made.
fn links(protection: &Protection, scenario: &Scenario) -> Option<Vec<(i64, i64)>> {
    let (_, next) = engine::longest_gap(protection, &protection.fulls)?;
    let (takes, travels) = engine::full_times(protection);
    let (damage, detection) = harm(scenario);
    let engine = engine::protection(protection, damage)?;
    let question = Loss { protections: vec![engine], damage, detection };
    let last = next + opens(scenario, 0, takes + travels) - 1;
    let newest = newest_at(&question, last).ok().flatten()?;
    let runs = runs_needed(&question, &newest).ok()?;
    Some(runs.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect())
}
