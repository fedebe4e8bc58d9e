//! Which moment components that speak of each other can go back to ("recovery mathematics", section 2(c)).

use super::engine::{self, harm};
use crate::assess::survive::left;
use crate::catalogue::{Consequence, SCENARIOS, Scenario};
use crate::recovery::{Damage, Loss, candidates_at};
use crate::returns::{Component as Part, Points, Reference, consistent_point};
use crate::system::{Component, ComponentId, Protection, ProtectionKind, System, Told};
use crate::units::{Arrange, Duration, Moment, spoken};

mod turns;

/// Components that speak of each other, after one scenario.
#[derive(Debug, Clone)]
pub struct Together {
    /// After which scenario.
    pub scenario: &'static Scenario,
    /// Which components, in the order of the system.
    pub ids: Vec<ComponentId>,
    /// Their names.
    pub names: Vec<String>,
    /// How far apart their data may be: `Setup::tolerance`, and 0 s where it was not given, because nothing else is
    /// known to fit.
    pub tolerance: Duration,
    /// Why nothing can be said: one sentence for each component of which no state is left or known.
    pub open: Vec<String>,
    /// If it happened now. `None`: see `open`.
    pub now: Option<Fit>,
    /// At the moment at which going back to one moment loses most; `None` when that is not worked out: the schedules line up
    /// too seldom.
    pub worst: Option<Fit>,
}

/// What fits for a failure at one moment, copies being made and kept as scheduled.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// When it fails.
    pub at: Moment,
    /// The consistent point; `None`: no choice of states is within the tolerance.
    pub common: Option<Common>,
    /// The newest state of each component.
    pub newest: Vec<Moment>,
    /// What does not fit when each takes its newest.
    pub misfits: Vec<Misfit>,
}

/// A state of each component, no two further apart than the tolerance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// The earliest of them: what everything goes back to.
    pub point: Moment,
    /// From there to the failure.
    pub lost: Duration,
    /// One for each component.
    pub choice: Vec<Moment>,
    /// Those that stand at the earliest: a newer copy of these would have lost less.
    pub held_by: Vec<ComponentId>,
}

/// Two components of which one speaks of the other, each at its newest state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The one that speaks.
    pub from: ComponentId,
    /// Its name.
    pub from_name: String,
    /// The one it speaks of.
    pub to: ComponentId,
    /// Its name.
    pub to_name: String,
    /// How far apart they are, above 0.
    pub apart: Duration,
    /// Whether `from` is the newer: it then speaks of what is not there. Otherwise there is what nothing speaks of.
    pub dangling: bool,
    /// How many, at `records_per_hour` of `from`; `None` when that was not given.
    pub records: Option<u64>,
}

/// For every scenario that harms stored data and every group of components that speak of each other, directly or by way of
/// others: the moment they can go back to.
pub fn together(system: &System, now: Moment) -> Vec<Together> {
    let data = SCENARIOS.iter().filter(|scenario| scenario.kind == Consequence::Data);
    let mut all: Vec<(Together, Basis)> = Vec::new();
    let groups = groups(system);
    for (scenario, group) in data.flat_map(|scenario| groups.iter().map(move |group| (scenario, group))) {
        let mut open = Vec::new();
        let mut states = Vec::new();
        for component in group {
            match left_of(system, scenario, component) {
                Ok(of) => states.push(of),
                Err(why) => open.push(why),
            }
        }
        let ids: Vec<ComponentId> = group.iter().map(|c| c.id.clone()).collect();
        let basis: Basis = (states.iter().map(States::ids).collect(), harm(scenario));
        // Scenarios that leave the same copies and harm alike have the same answer.
        let same = all.iter().find(|(of, known)| of.ids == ids && open.is_empty() && *known == basis);
        let of = match same {
            Some((of, _)) => Together { scenario, ..of.clone() },
            None => one(system, scenario, group, &states, open, now),
        };
        all.push((of, basis));
    }
    all.into_iter().map(|(of, _)| of).collect()
}

/// All that decides a result beside the group: what is left of each component, by id, and what the source suffers.
type Basis = (Vec<Vec<String>>, (Damage, i64));

/// Two components and more that are connected by `refers_to`. What holds no data has no state of its own.
fn groups(system: &System) -> Vec<Vec<&Component>> {
    let mut groups: Vec<Vec<&Component>> = Vec::new();
    for component in system.components.iter().filter(|c| c.kind.holds_data()) {
        let speaks =
            |a: &Component, b: &Component| a.refers_to.contains(&b.id) || b.refers_to.contains(&a.id);
        let (joined, apart): (Vec<_>, Vec<_>) =
            (groups.into_iter()).partition(|group| group.iter().any(|other| speaks(component, other)));
        groups = apart;
        groups.push(joined.into_iter().flatten().chain([component]).collect());
    }
    groups.retain(|group| group.len() > 1);
    let place = |of: &Component| system.components.iter().position(|c| c.id == of.id);
    groups.iter_mut().for_each(|group| group.arrange_by_key(|component| place(component)));
    groups.arrange_by_key(|group| group.first().and_then(|component| place(component)));
    groups
}

/// The states of one component, as far as a failure decides them.
struct States<'a> {
    component: &'a Component,
    survivors: Vec<&'a Protection>,
}

fn one(
    system: &System,
    scenario: &'static Scenario,
    group: &[&Component],
    all: &[States<'_>],
    mut open: Vec<String>,
    now: Moment,
) -> Together {
    let tolerance = system.setup.tolerance.unwrap_or(Duration::ZERO);
    let known = open.is_empty();
    let fit = |at: i64| if known { fit(all, scenario, tolerance, at) } else { None };
    let fits_now = fit(now.seconds());
    if known && fits_now.is_none() {
        open.push("At this moment one of them has no state to go back to.".to_owned());
    }
    let worst = fits_now.is_some().then(|| turns::worst(all, scenario, fit)).flatten();
    Together {
        scenario,
        ids: group.iter().map(|c| c.id.clone()).collect(),
        names: group.iter().map(|c| c.name.clone()).collect(),
        tolerance,
        now: fits_now,
        worst,
        open,
    }
}

/// What is left of a component, or why it has no states.
fn left_of<'a>(system: &System, scenario: &Scenario, component: &'a Component) -> Result<States<'a>, String> {
    let name = spoken(&component.name);
    let Told::Known(protections) = &component.protections else {
        return Err(format!("What protects {name} is not known."));
    };
    let basis = left(component, protections, &system.facts, scenario).basis;
    if basis.is_empty() {
        return Err(format!("Nothing usable of {name} would be left."));
    }
    let (damage, _) = harm(scenario);
    let survivors: Vec<&Protection> =
        basis.into_iter().filter(|p| engine::protection(p, damage).is_some()).collect();
    if survivors.is_empty() {
        return Err(format!("When copies of {name} are made is not known."));
    }
    Ok(States { component, survivors })
}

/// The most states of a component that are looked at, from the newest back.
const MOST: usize = 500;

impl States<'_> {
    fn ids(&self) -> Vec<String> {
        self.survivors.iter().map(|p| p.id.clone()).collect()
    }

    /// The states to go back to after a failure at `t`. Along logs any moment will do from the oldest base that is kept:
    /// up to as far behind the failure as they run, or, where the source lives on, up to the damage itself. Where there
    /// are logs, other copies of the same component are not needed. `None`: there is none.
    fn at(&self, scenario: &Scenario, t: i64) -> Option<Points> {
        let mut points: Vec<i64> = Vec::new();
        for protection in &self.survivors {
            let captures = captures(protection, scenario, t)?;
            if protection.kind == ProtectionKind::Logs {
                let behind =
                    if scenario.id.is_logical() { 0 } else { protection.lag.map_or(0, Duration::seconds) };
                let to = t - behind;
                let (_, takes) = engine::bases(protection);
                let oldest = captures.iter().map(|start| start + takes).min();
                if let Some(from) = oldest.filter(|from| *from <= to) {
                    return Some(Points::Between { from, to });
                }
            }
            points.extend(captures);
        }
        (!points.is_empty()).then_some(Points::At(points))
    }
}

/// What the copies of a protection hold the state of, for a failure at `t`; of logs, when its bases started.
fn captures(protection: &Protection, scenario: &Scenario, t: i64) -> Option<Vec<i64>> {
    let (damage, detection) = harm(scenario);
    let schedule = engine::bases(protection).0.clone();
    let bases = Protection { kind: ProtectionKind::DbDump, schedule, ..protection.clone() };
    let protection = if protection.kind == ProtectionKind::Logs { &bases } else { protection };
    let protections =
        Some(engine::readings(protection, (damage, detection))).filter(|all| !all.is_empty())?;
    let question = Loss { protections, damage, detection };
    let candidates = candidates_at(&question, t, MOST).ok()?;
    Some(candidates.iter().map(|candidate| candidate.capture).collect())
}

/// `None` when a component has no state at all.
fn fit(all: &[States<'_>], scenario: &Scenario, tolerance: Duration, at: i64) -> Option<Fit> {
    let parts: Vec<Part> = (all.iter())
        .map(|of| Some(Part { name: of.component.id.to_string(), points: of.at(scenario, at)? }))
        .collect::<Option<_>>()?;
    let references = references(all);
    let engine: Vec<Reference> = (references.iter())
        .map(|(from, to, rate)| Reference {
            from: from.id.to_string(),
            to: to.id.to_string(),
            rate: rate.unwrap_or(0.0),
        })
        .collect();
    let found = consistent_point(&parts, tolerance.seconds(), &engine).ok()?;
    let newest: Vec<i64> = found.latest_each.choice.iter().copied().collect::<Option<_>>()?;
    let newest_of = |id: &ComponentId| {
        let place = all.iter().position(|of| of.component.id == *id)?;
        newest.get(place).copied()
    };
    let misfits = (references.iter().zip(&found.latest_each.mismatches))
        .filter_map(|((from, to, rate), found)| {
            let ahead = newest_of(&from.id)? - newest_of(&to.id)?;
            (ahead != 0).then(|| Misfit {
                from: from.id.clone(),
                from_name: from.name.clone(),
                to: to.id.clone(),
                to_name: to.name.clone(),
                apart: Duration::clamped(ahead.abs()),
                dangling: ahead > 0,
                records: rate.map(|_| found.dangling.max(found.orphaned).round() as u64),
            })
        })
        .collect();
    let moment = Moment::from_seconds;
    Some(Fit {
        at: moment(at),
        common: found.consistent.map(|common| Common {
            point: moment(common.point),
            lost: Duration::clamped(at - common.point),
            choice: common.choice.into_iter().map(moment).collect(),
            held_by: (common.held_by.iter())
                .filter_map(|at| all.get(*at).map(|of| of.component.id.clone()))
                .collect(),
        }),
        newest: newest.into_iter().map(moment).collect(),
        misfits,
    })
}

/// Who speaks of whom, with how many records a second where that was given.
fn references<'a>(all: &[States<'a>]) -> Vec<(&'a Component, &'a Component, Option<f64>)> {
    let of = |from: &States<'a>| {
        let from = from.component;
        let rate = from.records_per_hour.map(|records| f64::from(records) / 3_600.0);
        let others = all.iter().map(|to| to.component).filter(|to| to.id != from.id);
        others.filter(|to| from.refers_to.contains(&to.id)).map(|to| (from, to, rate)).collect::<Vec<_>>()
    };
    all.iter().flat_map(of).collect()
}
