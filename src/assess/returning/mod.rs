//! How soon a described system would be back, and which moment all its parts can go back to.
//!
//! Recovery time ("recovery mathematics", section 2(e)), for every scenario that harms stored data. All components are brought
//! back side by side, as when the scenario hits everything at once; what each waits for (`needs`) has to be verified before
//! it can be verified itself; all transfers share `Setup::fetch` max-min. What counts, and how:
//!
//! | part | counted as |
//! |---|---|
//! | detect | `Setup::detect` after a failure. Not after damage that lies hidden: the clock then starts when somebody knows, and the time until then belongs to the loss |
//! | decide, cut over | as given; a component is back once it is verified and cut over |
//! | set up | as given; not where only data are put back in place, and not for a replica that takes over |
//! | fetch | the size of the component, then the increments of the longest chain, each change rate × gap and at most the size; all divided by the compression ratio; at most as fast as it is written |
//! | replay | what was written between the base and the failure, at the rate of replay |
//! | verify | as given |
//!
//! The worst moment: the protection is the one whose copy is the newest at the moment at which most would be lost, as in the
//! cell; its chain, or the log to be replayed, is the longest it ever is. Copies are taken for good: a second try
//! is not counted.
//!
//! What is not given is never guessed. It is listed as not counted ([`Missing`]), the figure is then a lower bound, and a
//! lower bound never passes a limit; without a size, or without any speed, there is no figure.

mod changes;
mod engine;
mod explain;
mod line;
mod measured;
mod missing;
mod needs;
mod outcome;
mod plan;
mod sentence;
mod source;
mod together;

pub use explain::{explain_part, explain_return, explain_together};
pub use missing::{Input, Missing};
pub use outcome::{Holder, Origin, PartReturn, Return, Spent, TaskBar, Work};
pub use together::{Common, Fit, Misfit, Together, together};

pub(super) use explain::{left_out, moment, works};
pub(super) use measured::measure;
pub(super) use missing::once_each;
pub(super) use needs::Needs;
pub(super) use outcome::slowest;
pub(super) use sentence::sentence;

use super::outcome::{Matrix, Verdict};
use super::survive::Lefts;
use crate::catalogue::{Consequence, SCENARIOS, Scenario};
use crate::returns::{Need, Part, Resource, Restore, ReturnError, restore_timeline};
use crate::system::System;
use crate::units::{Duration, Gather};
use line::{Line, whole};
use plan::{LINK, Share, State, shares};
use source::Sources;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How soon everything would be back after each scenario that harms stored data. None for a system that nobody described:
/// the quick check asks for nothing that this could be worked out from.
pub fn returns(system: &System, matrix: &Matrix) -> Vec<Return> {
    returns_of(system, matrix, Vec::new())
}

/// The same where it is known already what scenarios leave of each component's copies, in the order of the system.
pub(super) fn returns_of<'a>(system: &'a System, matrix: &Matrix, lefts: Vec<Lefts<'a>>) -> Vec<Return> {
    returns_after(system, matrix, lefts, &SCENARIOS)
}

/// The same after these scenarios, of which the matrix needs no more than the rows.
pub(super) fn returns_after<'a>(
    system: &'a System,
    matrix: &Matrix,
    lefts: Vec<Lefts<'a>>,
    scenarios: &'static [Scenario],
) -> Vec<Return> {
    if !system.described || system.components.is_empty() {
        return Vec::new();
    }
    let needs = Needs::of(system);
    let data = scenarios.iter().filter(|scenario| scenario.kind == Consequence::Data);
    let mut sources = Sources::of(system, lefts);
    let mut known: Vec<(Restore, Result<Rc<Line>, ReturnError>)> = Vec::new();
    data.map(|scenario| {
        let shares = shares(system, matrix, &needs, scenario, &mut sources);
        let restore = restore(system, scenario, parts_of(&shares));
        // Scenarios after which the same has to be done take as long.
        let run = match known.iter().find(|(of, _)| *of == restore) {
            Some((_, run)) => run.clone(),
            None => {
                let run =
                    restore_timeline(&restore).map(|timeline| Rc::new(Line::new(timeline, shares.len())));
                known.push((restore, run.clone()));
                run
            }
        };
        after(system, &needs, scenario, &shares, run)
    })
    .collect()
}

/// All that has to be done after a scenario.
fn restore(system: &System, scenario: &Scenario, parts: Vec<Part>) -> Restore {
    let setup = &system.setup;
    Restore {
        detect: seconds(setup.detect.filter(|_| !scenario.id.is_logical())),
        decide: seconds(setup.decide),
        resources: setup
            .fetch
            .iter()
            .map(|rate| Resource { name: LINK.to_owned(), rate: rate.bytes() as f64 })
            .collect(),
        parts,
        cut_over: seconds(setup.cut_over),
    }
}

fn seconds(time: Option<Duration>) -> f64 {
    time.map_or(0.0, |time| time.seconds() as f64)
}

fn after(
    system: &System,
    needs: &Needs,
    scenario: &'static Scenario,
    shares: &[Share<'_>],
    run: Result<Rc<Line>, ReturnError>,
) -> Return {
    let setup = &system.setup;
    let hidden = scenario.id.is_logical();
    let cut_over = seconds(setup.cut_over);
    let (plan, refused) = match &run {
        Ok(line) => (Some(line), String::new()),
        Err(error) => (None, format!("It could not be worked out: {error}.")),
    };
    let of_all = [
        (Input::Detect, setup.detect.is_none() && !hidden),
        (Input::Decide, setup.decide.is_none()),
        (Input::CutOver, setup.cut_over.is_none()),
    ];
    let of_all: Vec<Missing> =
        of_all.iter().filter(|(_, missing)| *missing).map(|(input, _)| input.of_all()).collect();
    // Those that may take more of the link than is counted.
    let more = |(at, share): (usize, &Share<'_>)| (share.fetches_more && share.part.is_some()).then_some(at);
    let more: Vec<usize> = shares.iter().enumerate().filter_map(more).collect();
    let parts: Vec<PartReturn> = (shares.iter().enumerate())
        .map(|(at, share)| {
            let missing = not_counted(at, shares, needs, &of_all, &more);
            let line = plan.filter(|_| matches!(share.state, State::Estimated));
            let back = line.and_then(|line| line.verified(at)).map(|verified| whole(verified + cut_over));
            // That it takes at least no time is no figure.
            let back = back.filter(|back| *back > Duration::ZERO || missing.is_empty());
            let path = line.map(|line| line.path(at)).unwrap_or_default();
            let longest = line.and_then(|line| line.longest(&path, shares));
            let path = line.map(|line| line.places(&path)).unwrap_or_default();
            PartReturn { path, longest, ..part(share, back, missing, &refused) }
        })
        .collect();
    let open = parts.iter().filter(|part| part.verdict != Verdict::Gone).flat_map(|part| &part.missing);
    let missing = once_each(open).cloned().collect();
    let counted = parts.iter().any(|part| part.back.is_some());
    let total = plan.filter(|_| counted).map(|line| whole(line.timeline.total));
    Return {
        scenario,
        total,
        worked_out: total,
        tasks: plan.filter(|_| counted).map(|line| line.bars(shares)).unwrap_or_default(),
        verdict: worst(&parts),
        missing,
        parts,
    }
}

/// What is in the plan; nobody waits for what the scenario leaves as it is.
fn parts_of(shares: &[Share<'_>]) -> Vec<Part> {
    let planned: Vec<&Part> = shares.iter().filter_map(|share| share.part.as_ref()).collect();
    let names: BTreeSet<&str> = planned.iter().map(|part| part.name.as_str()).gather();
    let is_planned = |need: &Need| names.contains(need.part.as_str());
    let waiting = |part: &&Part| part.needs.iter().filter(|need| is_planned(need)).cloned().collect();
    planned.iter().map(|part| Part { needs: waiting(part), ..(*part).clone() }).collect()
}

/// What is missing in a component's own figure: of itself, of all it waits for, of the whole system, and of whatever may
/// take more of the link than is counted.
fn not_counted(
    at: usize,
    shares: &[Share<'_>],
    needs: &Needs,
    of_all: &[Missing],
    more: &[usize],
) -> Vec<Missing> {
    let Some(share) = shares.get(at).filter(|share| !matches!(share.state, State::Untouched)) else {
        return Vec::new();
    };
    let mut involved = needs.all_of(at);
    involved.extend(more.iter().filter(|_| share.fetches));
    involved.retain(|other| *other != at);
    involved.sort_unstable();
    let of_others = involved.iter().filter_map(|other| shares.get(*other)).flat_map(|of| &of.missing);
    once_each(of_all.iter().chain(&share.missing).chain(of_others)).cloned().collect()
}

/// Without the tasks that its time goes to.
fn part(share: &Share<'_>, back: Option<Duration>, missing: Vec<Missing>, refused: &str) -> PartReturn {
    let component = share.component;
    let limit = component.downtime_limit.known().copied();
    let sure = missing.is_empty() && share.proven;
    let verdict = match (&share.state, back, limit) {
        (State::Gone(_), ..) => Verdict::Gone,
        (State::Untouched, ..) => Verdict::None,
        (_, Some(back), Some(limit)) if back > limit => Verdict::Over,
        (_, Some(_), Some(_)) if sure => Verdict::Within,
        _ => Verdict::Unknown,
    };
    let because = match &share.state {
        State::Gone(why) | State::NotEstimated(why) => why.clone(),
        State::Untouched => "The scenario leaves it as it is.".to_owned(),
        State::Estimated if back.is_none() && refused.is_empty() => {
            "Nothing of what bringing it back takes was given.".to_owned()
        }
        State::Estimated => refused.to_owned(),
    };
    PartReturn {
        id: component.id.clone(),
        name: component.name.clone(),
        back,
        worked_out: back,
        path: Vec::new(),
        limit,
        verdict,
        from: share.origin.clone(),
        proven: share.proven,
        missing,
        because,
        longest: None,
        known: share.known,
    }
}

fn worst(parts: &[PartReturn]) -> Verdict {
    let has = |verdict: &Verdict| parts.iter().any(|part| part.verdict == *verdict);
    [Verdict::Gone, Verdict::Over, Verdict::Unknown, Verdict::Within]
        .into_iter()
        .find(has)
        .unwrap_or(Verdict::None)
}

impl Share<'_> {
    fn increments(&self) -> usize {
        match self.origin {
            Origin::Copy { increments, .. } => increments,
            _ => 0,
        }
    }
}
