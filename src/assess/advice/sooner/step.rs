//! Changes that bring a component back sooner, from the smallest step to the largest.

use crate::answers::ComponentKind;
use crate::assess::advice::change::{Change, how_often};
use crate::assess::keeping::{LADDER, every};
use crate::schedule::Schedule;
use crate::system::{Component, Location, Protection, ProtectionKind, System, Told};
use crate::units::{Duration, Rate, spoken};

/// One change of what coming back takes. Components by their places in the system.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// Know of a failure within this time.
    Detect(Duration),
    /// Decide to restore within this time.
    Decide(Duration),
    /// Fetch copies at this speed.
    Fetch(Rate),
    /// Bring users back within this time.
    CutOver(Duration),
    /// Have something to restore to within this time.
    Provision(usize, Duration),
    /// Write it at this speed.
    Write(usize, Rate),
    /// Replay its logs at this speed.
    Replay(usize, Rate),
    /// Check it within this time.
    Verify(usize, Duration),
    /// Take the base backups of its logs this often.
    Bases(usize, Change),
    /// Take the fulls of a chain this often.
    Fulls(usize, String, Duration),
    /// Keep a replica that can take over.
    Replica(usize),
}

/// Times that people set themselves and can keep, in minutes.
const TIMES: [i64; 13] = [480, 360, 240, 180, 120, 90, 60, 45, 30, 20, 15, 10, 5];
/// How many times faster than now, at most.
const FASTER: u64 = 100;
/// How far behind a new replica runs.
const BEHIND: Duration = Duration::minutes(1);

/// Every kind of change for the component at a place and for what it waits for, each as its steps from the smallest to the
/// largest. What was not given cannot be shortened.
pub(super) fn families(system: &System, at: usize, waits_for: &[usize]) -> Vec<Vec<Step>> {
    let setup = &system.setup;
    let mut found = vec![
        shorter(setup.detect, Step::Detect),
        shorter(setup.decide, Step::Decide),
        faster(setup.fetch, Step::Fetch),
        shorter(setup.cut_over, Step::CutOver),
    ];
    for place in [at].iter().chain(waits_for).copied() {
        let Some(component) = system.components.get(place) else { continue };
        let restoring = component.restoring;
        found.push(shorter(restoring.provision, |time| Step::Provision(place, time)));
        found.push(faster(restoring.write, |rate| Step::Write(place, rate)));
        found.push(faster(restoring.replay, |rate| Step::Replay(place, rate)));
        found.push(shorter(restoring.verify, |time| Step::Verify(place, time)));
        let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
        found.extend(all.iter().filter(|p| p.kind == ProtectionKind::Logs).map(|p| {
            oftener(p.schedule.known(), p.takes)
                .map(|step| Step::Bases(place, Change::Every(p.id.clone(), step)))
                .collect()
        }));
        found.extend(all.iter().filter(|p| p.kind.is_chain()).map(|p| {
            oftener(p.fulls.known(), p.full_takes.or(p.takes))
                .map(|step| Step::Fulls(place, p.id.clone(), step))
                .collect()
        }));
        if component.kind == ComponentKind::Database && !all.iter().any(|p| p.kind.is_replica()) {
            found.push(vec![Step::Replica(place)]);
        }
    }
    found.retain(|steps| !steps.is_empty());
    found
}

fn shorter(present: Option<Duration>, step: impl Fn(Duration) -> Step) -> Vec<Step> {
    let times = TIMES.into_iter().map(Duration::minutes);
    times.filter(|time| present.is_some_and(|present| *time < present)).map(step).collect()
}

/// Speeds in steps of 1, 2 and 5, as they are sold.
fn faster(present: Option<Rate>, step: impl Fn(Rate) -> Step) -> Vec<Step> {
    let Some(present) = present.map(Rate::bytes) else { return Vec::new() };
    let decades = (0..=15).map(|exponent| 10_u64.pow(exponent));
    let all = decades.flat_map(|decade| [1, 2, 5].map(|step| decade.saturating_mul(step)));
    all.filter(|rate| *rate > present && *rate <= present.saturating_mul(FASTER))
        .filter_map(Rate::per_second)
        .map(step)
        .collect()
}

fn oftener(present: Option<&Schedule>, takes: Option<Duration>) -> impl Iterator<Item = Duration> {
    let present = present.and_then(Schedule::longest_gap);
    let fits = move |step: &Duration| {
        present.is_some_and(|present| *step < present)
            // A run has to be over before the next one is due.
            && takes.is_none_or(|takes| takes <= *step)
            && (Duration::hours(1)..=Duration::days(1)).contains(step)
    };
    LADDER.into_iter().rev().filter(fits)
}

impl Step {
    /// Makes the change.
    pub(super) fn apply(&self, system: &mut System) {
        match self {
            Step::Detect(time) => system.setup.detect = Some(*time),
            Step::Decide(time) => system.setup.decide = Some(*time),
            Step::Fetch(rate) => system.setup.fetch = Some(*rate),
            Step::CutOver(time) => system.setup.cut_over = Some(*time),
            _ => {
                let place = self.place().and_then(|at| system.components.get_mut(at));
                if let Some(component) = place {
                    self.change(component);
                }
            }
        }
    }

    fn change(&self, component: &mut Component) {
        let restoring = &mut component.restoring;
        match self {
            Step::Provision(_, time) => restoring.provision = Some(*time),
            Step::Write(_, rate) => restoring.write = Some(*rate),
            Step::Replay(_, rate) => restoring.replay = Some(*rate),
            Step::Verify(_, time) => restoring.verify = Some(*time),
            Step::Bases(_, change) => *component = change.apply(component),
            Step::Fulls(_, id, step) => {
                if let Told::Known(all) = &mut component.protections {
                    for protection in all.iter_mut().filter(|p| p.id == *id) {
                        protection.fulls = Told::Known(every(*step, protection.fulls.known()));
                    }
                }
            }
            Step::Replica(_) => {
                let mut all = component.protections.known().cloned().unwrap_or_default();
                all.push(replica());
                component.protections = Told::Known(all);
            }
            Step::Detect(_) | Step::Decide(_) | Step::Fetch(_) | Step::CutOver(_) => {}
        }
    }

    /// Which component it changes; `None` for all of them.
    pub(super) const fn place(&self) -> Option<usize> {
        match self {
            Step::Detect(_) | Step::Decide(_) | Step::Fetch(_) | Step::CutOver(_) => None,
            Step::Provision(at, _)
            | Step::Write(at, _)
            | Step::Replay(at, _)
            | Step::Verify(at, _)
            | Step::Bases(at, _)
            | Step::Fulls(at, ..)
            | Step::Replica(at) => Some(*at),
        }
    }

    /// Whether what becomes of the copies changes with it, and not only how long it takes.
    pub(super) const fn is_of_copies(&self) -> bool {
        matches!(self, Step::Bases(..) | Step::Fulls(..) | Step::Replica(_))
    }

    /// Its name in a recommendation's: "sooner-provision-database-20".
    pub(super) fn slug(&self, system: &System) -> String {
        let of = self.place().and_then(|at| system.components.get(at)).map_or("all", |c| c.id.as_str());
        let (word, figure) = match self {
            Step::Detect(time) => ("detect", time.seconds()),
            Step::Decide(time) => ("decide", time.seconds()),
            Step::CutOver(time) => ("cut-over", time.seconds()),
            Step::Provision(_, time) => ("provision", time.seconds()),
            Step::Verify(_, time) => ("verify", time.seconds()),
            Step::Fetch(rate) => ("fetch", rate.bytes().cast_signed()),
            Step::Write(_, rate) => ("write", rate.bytes().cast_signed()),
            Step::Replay(_, rate) => ("replay", rate.bytes().cast_signed()),
            Step::Bases(_, change) => return format!("{}-{of}", change.slug()),
            Step::Fulls(_, id, step) => return format!("fulls-{of}-{id}-{}", step.seconds()),
            Step::Replica(_) => return format!("replica-{of}"),
        };
        format!("{word}-{of}-{figure}")
    }

    /// What to do, as it stands inside a sentence: "set up the orders database within 20 min".
    pub(super) fn says(&self, system: &System) -> String {
        let component = self.place().and_then(|at| system.components.get(at));
        let name = component.map(|c| spoken(&c.name)).unwrap_or_default();
        match self {
            Step::Detect(time) => format!("know of a failure within {time}"),
            Step::Decide(time) => format!("decide to restore within {time}"),
            Step::Fetch(rate) => format!("fetch copies at {rate}"),
            Step::CutOver(time) => format!("bring users back within {time} once every part works"),
            Step::Provision(_, time) => format!("set up what {name} is restored to within {time}"),
            Step::Write(_, rate) => format!("write {name} at {rate}"),
            Step::Replay(_, rate) => format!("replay the logs of {name} at {rate}"),
            Step::Verify(_, time) => format!("check {name} within {time}"),
            Step::Bases(_, Change::Every(_, step)) => {
                format!("take the base backup of {name} {}", how_often(*step))
            }
            Step::Bases(_, change) => component.map(|c| change.says(c)).unwrap_or_default(),
            Step::Fulls(_, _, step) => format!("make the full copy of {name} {}", how_often(*step)),
            Step::Replica(_) => {
                format!("keep a replica of {name} that can take over, at most {BEHIND} behind")
            }
        }
    }
}

fn replica() -> Protection {
    Protection {
        lag: Some(BEHIND),
        locations: Told::Known([Location::SameRegion].into()),
        ..Protection::new(ProtectionKind::ReplicaAsync.id(), ProtectionKind::ReplicaAsync)
    }
}
