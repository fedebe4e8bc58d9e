//! One component's share of the recovery: what is known of it, what is not, and why there may be no figure.

use super::missing::{Input, Missing};
use super::needs::Needs;
use super::outcome::Origin;
use super::source::{Source, Sources, is_in_place, source};
use crate::answers::Evidence;
use crate::assess::outcome::{Cell, Matrix};
use crate::catalogue::Scenario;
use crate::returns::{Need, Part, Replay, Stage};
use crate::system::{Component, Setup, System};

/// The link that all restores share, as the plan calls it.
pub(super) const LINK: &str = "link";

/// What is known of bringing back one component.
pub(super) struct Share<'a> {
    pub(super) component: &'a Component,
    /// Its tasks; nothing of it is in the plan when it is gone or untouched.
    pub(super) part: Option<Part>,
    pub(super) origin: Origin,
    pub(super) proven: bool,
    /// What is not counted; all of it is the component's own.
    pub(super) missing: Vec<Missing>,
    /// Whether it moves bytes, and whether it may move more than is counted: others then have less of the link.
    pub(super) fetches: bool,
    pub(super) fetches_more: bool,
    /// Why there is no figure for it.
    pub(super) state: State,
    pub(super) known: Evidence,
}

/// Whether there is a figure.
pub(super) enum State {
    Estimated,
    Untouched,
    /// Nothing is left of it, or of what it waits for.
    Gone(String),
    NotEstimated(String),
}

/// Every component's share after a scenario, in the order of the system.
pub(super) fn shares<'a>(
    system: &'a System,
    matrix: &Matrix,
    needs: &Needs,
    scenario: &'static Scenario,
    sources: &mut [Sources<'a>],
) -> Vec<Share<'a>> {
    let cells = matrix.rows.iter().find(|row| row.scenario.id == scenario.id).map(|row| row.cells.as_slice());
    let mut shares: Vec<Share<'a>> = (system.components.iter().zip(sources).enumerate())
        .map(|(at, (component, sources))| {
            let cell = cells.and_then(|cells| cells.get(at));
            share(system, cell, needs, scenario, (at, component), sources)
        })
        .collect();
    // What waits for something that is gone does not come back either.
    for at in 0..shares.len() {
        let gone = |needed: &usize| {
            let share: Option<&Share<'_>> = shares.get(*needed);
            share.filter(|s| matches!(s.state, State::Gone(_))).map(|s| s.component.name.clone())
        };
        let Some(name) = needs.all_of(at).iter().find_map(gone) else { continue };
        if let Some(share) = shares.get_mut(at).filter(|s| !matches!(s.state, State::Gone(_))) {
            share.state = State::Gone(format!(
                "It waits for {}, of which nothing usable would be left.",
                crate::units::spoken(&name)
            ));
            share.part = None;
        }
    }
    shares
}

fn share<'a>(
    system: &'a System,
    cell: Option<&Cell>,
    needs: &Needs,
    scenario: &'static Scenario,
    (at, component): (usize, &'a Component),
    sources: &mut Sources<'a>,
) -> Share<'a> {
    let (from, proven) = cell
        .map_or((Source::Unknown, false), |cell| source(component, &system.facts, scenario, cell, sources));
    let mut share = Share {
        component,
        part: None,
        origin: Origin::Nothing,
        proven,
        missing: Vec::new(),
        fetches: false,
        fetches_more: false,
        state: State::Estimated,
        known: component.known,
    };
    let waits_for = needs.of.get(at).map(Vec::as_slice).unwrap_or_default();
    let mut part = Part::new(&at.to_string(), 0.0, &[]);
    part.needs =
        (waits_for.iter()).map(|needed| Need { part: needed.to_string(), before: Stage::Verify }).collect();
    // Nothing is fetched, so any rate will do.
    part.fetch_rate = Some(1.0);
    let copy = match &from {
        Source::Untouched if waits_for.is_empty() => {
            share.state = State::Untouched;
            return share;
        }
        // It stands, and only waits.
        Source::Untouched => {
            share.part = Some(part);
            return share;
        }
        Source::Gone => {
            share.state = State::Gone("Nothing usable of it would be left.".to_owned());
            return share;
        }
        Source::Unknown => {
            let why = match component.protections.known() {
                None => component.unknown_because.to_owned(),
                Some(_) => "Which of its copies would be left is not known.".to_owned(),
            };
            share.state = State::NotEstimated(why);
            share.missing.push(sources.missing(Input::Protections, component));
            share.fetches_more = true;
            None
        }
        Source::Rebuilt => {
            share.origin = Origin::Rebuilt;
            None
        }
        Source::Promoted(replica) => {
            share.origin =
                Origin::Replica { protection: replica.id.clone(), words: replica.words().into_owned() };
            share.known = share.known.min(replica.known);
            None
        }
        Source::Fetched(fetch) => Some(fetch),
    };
    let restoring = component.restoring;
    // A replica runs already, and where only data are put back the machine stands.
    let sets_up = !is_in_place(scenario.id) && !matches!(from, Source::Promoted(_));
    match restoring.provision {
        Some(time) if sets_up => part.provision = time.seconds() as f64,
        None if sets_up => share.missing.push(sources.missing(Input::Provision, component)),
        _ => {}
    }
    if let Some(fetch) = copy {
        share.origin = Origin::Copy {
            protection: fetch.protection.id.clone(),
            words: fetch.protection.words().into_owned(),
            increments: fetch.increments.len(),
        };
        share.known = share.known.min(fetch.protection.known);
        share.missing.extend(fetch.missing.iter().map(|input| sources.missing(*input, component)));
        let of_chain = fetch.protection.kind.is_chain();
        share.fetches_more = fetch.full.is_none() || (of_chain && !fetch.missing.is_empty());
        fetched(&mut share, &mut part, &system.setup, (fetch.full, &fetch.increments), sources);
        if let Some(bytes) = fetch.log.filter(|bytes| *bytes > 0.0) {
            match restoring.replay {
                // As a span of one second in which all of it was written: the engine multiplies the two.
                Some(rate) => {
                    let replay_rate = rate.bytes() as f64;
                    part.replay = Some(Replay { span: 1.0, write_rate: bytes, replay_rate });
                }
                None => share.missing.push(sources.missing(Input::Replay, component)),
            }
        }
    }
    match restoring.verify {
        Some(time) => part.verify = time.seconds() as f64,
        None => share.missing.push(sources.missing(Input::Verify, component)),
    }
    if let Some(ring) = needs.ring_of(at) {
        share.state = State::NotEstimated(format!("{}.", ring.words(system)));
        share.missing.push(sources.missing(Input::Needs, component));
    }
    share.part = Some(part);
    share
}

/// The transfers of a copy, through the link, as fast as it can be written.
fn fetched(
    share: &mut Share<'_>,
    part: &mut Part,
    setup: &Setup,
    (full, increments): (Option<f64>, &[f64]),
    sources: &mut Sources<'_>,
) {
    let component = share.component;
    let write = component.restoring.write.map(|rate| rate.bytes() as f64);
    let Some(full) = full else {
        share.state = State::NotEstimated("Its size was not given.".to_owned());
        return;
    };
    if setup.fetch.is_none() {
        share.missing.push(Input::Fetch.of_all());
    }
    if write.is_none() {
        share.missing.push(sources.missing(Input::Write, component));
    }
    if setup.fetch.is_none() && write.is_none() {
        share.state = State::NotEstimated(
            "Neither how fast copies are fetched nor how fast it is written was given.".to_owned(),
        );
        return;
    }
    share.fetches = setup.fetch.is_some();
    part.resources = setup.fetch.iter().map(|_| LINK.to_owned()).collect();
    part.full_bytes = full;
    // One after the other, through the same link at the same pace: as one transfer they take as long.
    part.increments = (!increments.is_empty()).then(|| increments.iter().sum()).into_iter().collect();
    part.fetch_rate = None;
    part.write_rate = write;
    part.ratio =
        setup.ratio_tenths.filter(|tenths| *tenths > 0).map_or(1.0, |tenths| f64::from(tenths) / 10.0);
}
