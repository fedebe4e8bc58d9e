//! A store simulated run by run, written only to check the engine: it shares no formula with it.
//!
//! Time is cut into unit steps. All instants of the question are whole numbers, so whatever holds at `n + 1/2` holds on
//! all of `(n, n + 1)`; instants are doubled to keep them whole. A doubled capture that is odd at such an instant moves
//! along with the failure.

use std::collections::{BTreeMap, BTreeSet};

use holdfast::recovery::{
    BadRuns, ChainKind, Consistent, Damage, Keep, Loss, Pitr, Profile, Protection, Runs, Source,
};

/// One run in the simulated store; instants not doubled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub(super) protection: usize,
    pub(super) start: i64,
    /// The point it brings back by itself.
    pub(super) capture: i64,
    pub(super) usable: i64,
    pub(super) gone: Option<i64>,
    pub(super) full: bool,
    /// All runs it is restored from, itself included, by index; empty: it never can be.
    needs: Vec<usize>,
}

impl Made {
    pub(super) fn needed(&self) -> &[usize] {
        &self.needs
    }

    pub(super) fn can_be_restored(&self) -> bool {
        !self.needs.is_empty()
    }
}

/// Every run within reach of `[from, until]`.
pub(super) fn simulate(question: &Loss, from: i64, until: i64) -> Vec<Made> {
    let mut all: Vec<Made> = Vec::new();
    for (at, protection) in question.protections.iter().enumerate() {
        let mut made = match protection {
            Protection::Replica(_) => continue,
            Protection::Copies(of) => {
                let runs = runs(question, &[(&of.runs, true)], of.propagation, of.keep, (from, until));
                kept(runs, of.keep, true)
            }
            Protection::Chain(of) => {
                let runs = [(&of.fulls, true), (&of.increments, false)];
                let mut runs = runs_and_keep(question, &runs, of.propagation, of.keep, (from, until));
                chain(&mut runs, of.kind);
                runs
            }
            Protection::Pitr(of) => {
                let mut runs =
                    runs_and_keep(question, &[(&of.bases, true)], of.propagation, of.keep, (from, until));
                if of.consistent == Consistent::AtEnd {
                    runs.iter_mut().for_each(|run| run.capture = run.usable - of.propagation);
                }
                runs
            }
        };
        let first = all.len();
        for made in &mut made {
            made.protection = at;
            made.needs.iter_mut().for_each(|need| *need += first);
        }
        all.extend(made);
    }
    all
}

fn runs_and_keep(
    question: &Loss,
    runs_of: &[(&Runs, bool)],
    propagation: i64,
    keep: Keep,
    window: (i64, i64),
) -> Vec<Made> {
    kept(runs(question, runs_of, propagation, keep, window), keep, false)
}

fn runs(
    question: &Loss,
    runs: &[(&Runs, bool)],
    propagation: i64,
    keep: Keep,
    (from, until): (i64, i64),
) -> Vec<Made> {
    let all = || runs.iter().flat_map(|(runs, _)| &runs.repeating);
    let longest = all().map(|run| run.period).max().unwrap_or(1);
    let lag = all().map(|run| run.duration).max().unwrap_or(0) + propagation;
    let kept = match keep {
        Keep::Forever => 20 * longest,
        Keep::Age(age) => age + 2 * longest,
        Keep::Count(keep) => i64::from(keep) * longest + 2 * lag + 2 * longest,
    };
    let delay = question.detection;
    let first_listed = runs.iter().flat_map(|(runs, _)| &runs.listed).map(|run| run.start).min();
    let begin = first_listed.unwrap_or(from - (kept + 3 * lag + 3 * longest + delay + 60));
    // A listed schedule ends with the window, or with what is listed.
    let last_listed = runs.iter().flat_map(|(runs, _)| &runs.listed).map(|run| run.start).max();
    let end = match last_listed {
        Some(last) => last.max(until + delay) + 1,
        None => until + delay + 2 * lag + 3 * longest,
    };
    let mut made = Vec::new();
    let mut make = |start: i64, duration: i64, full: bool| {
        let usable = start + duration + propagation;
        made.push(Made { protection: 0, start, capture: start, usable, gone: None, full, needs: Vec::new() });
    };
    for (runs, full) in runs {
        runs.listed.iter().for_each(|run| make(run.start, run.duration, *full));
        for run in &runs.repeating {
            let starts = (begin..end).filter(|start| (start - run.offset) % run.period == 0);
            starts.for_each(|start| make(start, run.duration, *full));
        }
    }
    made.sort_by_key(|made| (made.start, !made.full, made.usable));
    made.iter_mut().enumerate().for_each(|(at, made)| made.needs = vec![at]);
    made
}

fn kept(mut made: Vec<Made>, keep: Keep, simulated: bool) -> Vec<Made> {
    match keep {
        Keep::Forever => {}
        Keep::Age(age) => made.iter_mut().for_each(|made| made.gone = Some(made.start + age)),
        Keep::Count(keep) if simulated => store(&mut made, keep as usize),
        Keep::Count(keep) => {
            for at in 0..made.len() {
                let mut newer: Vec<i64> = made[at + 1..].iter().map(|made| made.usable).collect();
                newer.sort_unstable();
                made[at].gone = newer.get(keep as usize - 1).copied();
            }
        }
    }
    made
}

/// Keeps the newest `keep` usable copies: whenever one becomes usable, those beyond are deleted on the spot.
fn store(made: &mut [Made], keep: usize) {
    let mut arrivals: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, made) in made.iter().enumerate() {
        arrivals.entry(made.usable).or_default().push(at);
    }
    let mut held: Vec<usize> = Vec::new();
    for (now, arrived) in arrivals {
        held.extend(arrived);
        held.sort_unstable();
        while held.len() > keep {
            made[held.remove(0)].gone = Some(now);
        }
    }
}

/// What each run needs, and pinning until nothing changes any more.
fn chain(made: &mut [Made], kind: ChainKind) {
    for at in 0..made.len() {
        if !made[at].full {
            let full = (0..at).rev().find(|older| made[*older].full);
            made[at].needs = match (full, kind) {
                (None, _) => Vec::new(),
                (Some(full), ChainKind::Incremental) => (full..=at).collect(),
                (Some(full), ChainKind::Differential) => vec![full, at],
            };
        }
    }
    loop {
        let before = made.to_vec();
        for run in &before {
            for need in &run.needs {
                let needed = &mut made[*need].gone;
                *needed = needed.zip(run.gone).map(|(one, other)| one.max(other));
            }
        }
        if made == before {
            return;
        }
    }
}

/// One way to restore at half of a doubled instant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    pub(super) protection: usize,
    /// Doubled.
    pub(super) capture2: i64,
    pub(super) usable: i64,
    pub(super) source: Source,
    /// The run itself, but for replicas.
    pub(super) run: Option<usize>,
}

/// How long all runs of a protection have been failing without anyone noticing.
fn unnoticed(protection: &Protection) -> i64 {
    match protection {
        Protection::Copies(of) => of.unnoticed,
        Protection::Chain(of) => of.unnoticed,
        Protection::Pitr(of) => of.unnoticed,
        Protection::Replica(_) => 0,
    }
}

/// The ways to restore after a failure at half of `t2`, newest first.
pub(super) fn ways(question: &Loss, made: &[Made], t2: i64) -> Vec<Way> {
    let restored = t2 + 2 * question.detection;
    let mut found: Vec<(Way, i64, i64)> = Vec::new();
    for (at, run) in made.iter().enumerate() {
        let protection = &question.protections[run.protection];
        let outage = unnoticed(protection);
        let there = |run: &Made| {
            let arrived = match question.damage {
                Damage::Physical => 2 * run.usable <= t2,
                Damage::Logical => 2 * run.usable <= restored,
            };
            let before_outage = outage == 0 || 2 * (run.usable + outage) <= t2;
            arrived && before_outage && run.gone.is_none_or(|gone| restored < 2 * gone)
        };
        if run.needs.is_empty() || !run.needs.iter().all(|need| there(&made[*need])) {
            continue;
        }
        let clean = match (question.damage, protection) {
            (Damage::Physical, _) => true,
            (Damage::Logical, Protection::Pitr(_)) => 2 * run.capture <= t2,
            (Damage::Logical, _) => 2 * run.capture < t2,
        };
        if !clean {
            continue;
        }
        let usable = run.needs.iter().map(|need| made[*need].usable).max().unwrap();
        let full = made[run.needs[0]].start;
        let (capture2, usable, source) = match protection {
            Protection::Pitr(pitr) => along(pitr, run, question.damage, t2),
            Protection::Chain(chain) if !run.full => {
                let source = match chain.kind {
                    ChainKind::Incremental => {
                        let between = run.needs.len() as u32 - 2;
                        Source::Incremental { start: run.start, full, between }
                    }
                    ChainKind::Differential => Source::Differential { start: run.start, full },
                };
                (2 * run.capture, usable, source)
            }
            _ => (2 * run.capture, usable, Source::Copy { start: run.start }),
        };
        found.push((
            Way { protection: run.protection, capture2, usable, source, run: Some(at) },
            run.capture,
            if matches!(protection, Protection::Pitr(_)) { run.usable } else { 0 },
        ));
    }
    for (protection, of) in question.protections.iter().enumerate() {
        let Protection::Replica(replica) = of else { continue };
        if let Some(loss) = replica.loss(question.damage, question.detection) {
            let way = Way {
                protection,
                capture2: t2 - 2 * loss,
                usable: t2 / 2,
                source: Source::Replica,
                run: None,
            };
            found.push((way, 0, 0));
        }
    }
    found.sort_by_key(|(way, own, usable)| (-way.capture2, way.protection, -own, *usable, way.run));
    found.into_iter().map(|(way, ..)| way).collect()
}

/// How far a base gets with the logs.
fn along(pitr: &Pitr, base: &Made, damage: Damage, t2: i64) -> (i64, i64, Source) {
    let (start, consistent) = (base.start, base.capture);
    if damage == Damage::Logical {
        return (t2, base.usable, Source::JustBefore { base: start, consistent });
    }
    let mut newest: Option<(i64, i64)> = None;
    for log in &pitr.logs {
        // Every second back to the base is looked at for a log end.
        let mut end = t2.div_euclid(2);
        while end > consistent {
            let shipped = end + log.ship;
            if (end - log.offset) % log.period == 0 && 2 * (shipped + pitr.unnoticed) <= t2 {
                if newest.is_none_or(|(best, at)| (end, -shipped) > (best, -at)) {
                    newest = Some((end, shipped));
                }
                break;
            }
            end -= 1;
        }
    }
    match newest {
        Some((end, shipped)) => {
            let source = Source::LogEnd { base: start, consistent, shipped };
            (2 * end, base.usable.max(shipped), source)
        }
        None => (2 * consistent, base.usable, Source::Base { start }),
    }
}

/// The chance of every doubled capture to be the newest good one, and of there being none.
pub(super) type Chances = (BTreeMap<i64, f64>, f64);

/// The chances at half of `t2`: every way in which the runs that matter may be good or bad is tried in turn.
pub(super) fn chances(question: &Loss, made: &[Made], t2: i64) -> Chances {
    let ways = ways(question, made, t2);
    let mut all: Chances = (BTreeMap::new(), 1.0);
    for (at, protection) in question.protections.iter().enumerate() {
        let own: Vec<&Way> = ways.iter().filter(|way| way.protection == at).collect();
        all = either(&all, &of_one(protection, made, &own));
    }
    all.0.retain(|_, chance| *chance > 0.0);
    all
}

/// The newer of two independent newest good points.
fn either(one: &Chances, other: &Chances) -> Chances {
    let list = |chances: &Chances| {
        let mut list: Vec<(i64, f64)> =
            chances.0.iter().map(|(capture, chance)| (*capture, *chance)).collect();
        list.push((i64::MIN, chances.1));
        list
    };
    let mut of: BTreeMap<i64, f64> = BTreeMap::new();
    for (a, p) in list(one) {
        for (b, q) in list(other) {
            *of.entry(a.max(b)).or_insert(0.0) += p * q;
        }
    }
    let none = of.remove(&i64::MIN).unwrap_or(0.0);
    (of, none)
}

/// The chances of one protection. Its runs fall into parts that have no run in common; each is tried out by itself.
fn of_one(protection: &Protection, made: &[Made], ways: &[&Way]) -> Chances {
    let success = |run: &Made| match protection {
        Protection::Copies(of) => of.success,
        Protection::Chain(of) if run.full => of.success,
        Protection::Chain(of) => of.success_increment,
        Protection::Pitr(of) => of.success,
        Protection::Replica(of) => of.success,
    };
    let noticed = matches!(protection, Protection::Chain(of) if of.bad_runs == BadRuns::Noticed);
    let certain = |way: &&&Way| match way.run {
        Some(run) => made[run].needs.iter().all(|need| success(&made[*need]) >= 1.0),
        None => matches!(protection, Protection::Replica(of) if of.success >= 1.0),
    };
    // What is older than a certain way cannot matter.
    let ways = match ways.iter().position(|way| certain(&way)) {
        Some(at) => &ways[..=at],
        None => ways,
    };
    let mut parts: Vec<(BTreeSet<usize>, Vec<&Way>)> = Vec::new();
    let mut all: Chances = (BTreeMap::new(), 1.0);
    for way in ways {
        let Some(run) = way.run else {
            let Protection::Replica(replica) = protection else { unreachable!() };
            let chances = (BTreeMap::from([(way.capture2, replica.success)]), 1.0 - replica.success);
            all = either(&all, &chances);
            continue;
        };
        let needs: BTreeSet<usize> =
            if noticed { BTreeSet::from([run]) } else { made[run].needs.iter().copied().collect() };
        match parts.iter_mut().find(|(runs, _)| !runs.is_disjoint(&needs)) {
            Some((runs, ways)) => {
                runs.extend(needs);
                ways.push(way);
            }
            None => parts.push((needs, vec![way])),
        }
    }
    for (runs, ways) in parts {
        let doubtful = |run: &usize| success(&made[*run]) > 0.0 && success(&made[*run]) < 1.0;
        let runs: Vec<usize> = runs.into_iter().filter(doubtful).collect();
        assert!(runs.len() <= 14, "a chain too long to try out");
        let mut part: Chances = (BTreeMap::new(), 0.0);
        for outcome in 0..1_u32 << runs.len() {
            let good = |run: usize| match runs.iter().position(|other| *other == run) {
                Some(at) => outcome >> at & 1 == 1,
                None => success(&made[run]) >= 1.0,
            };
            let of = |run: &usize| (good(*run), success(&made[*run]));
            let chance: f64 = runs
                .iter()
                .map(of)
                .map(|(good, success)| if good { success } else { 1.0 - success })
                .product();
            let restorable = |way: &&&Way| {
                let run = way.run.unwrap();
                if noticed { good(run) } else { made[run].needs.iter().all(|need| good(*need)) }
            };
            match ways.iter().filter(restorable).map(|way| way.capture2).max() {
                Some(capture2) => *part.0.entry(capture2).or_insert(0.0) += chance,
                None => part.1 += chance,
            }
        }
        all = either(&all, &part);
    }
    all
}

/// The law over `[from, to)` as unit steps: (loss at the start of the step, at its end, chance / length).
pub(super) struct Law {
    pub(super) steps: Vec<(f64, f64, f64)>,
    pub(super) none: f64,
    pub(super) worst: Option<f64>,
}

/// In seconds, or in bytes with a profile.
pub(super) fn law(
    question: &Loss,
    made: &[Made],
    (from, to): (i64, i64),
    period: Option<i64>,
    profile: Option<&Profile>,
) -> Law {
    let (mut steps, mut none, mut worst) = (Vec::new(), 0.0, None::<f64>);
    let length = (to - from) as f64;
    for n in from..to {
        // The schedules repeat after `period`, the profile perhaps only later.
        let base = period.map_or(0, |period| n.div_euclid(period) * period);
        let t2 = 2 * (n - base) + 1;
        let (of, nothing) = chances(question, made, t2);
        none += nothing / length;
        for (capture2, chance) in of {
            let capture = |n: i64| match capture2 % 2 {
                0 => capture2 / 2 + base,
                _ => n - (t2 - capture2) / 2,
            };
            let (low, high) = match profile {
                None => ((n - capture(n)) as f64, (n + 1 - capture(n + 1)) as f64),
                Some(profile) => (bytes(profile, capture(n), n), bytes(profile, capture(n + 1), n + 1)),
            };
            worst = Some(worst.map_or(high.max(low), |worst| worst.max(high).max(low)));
            steps.push((low.min(high), low.max(high), chance / length));
        }
    }
    Law { steps, none, worst }
}

/// Second by second.
fn bytes(profile: &Profile, from: i64, to: i64) -> f64 {
    (from..to).map(|second| profile.written(second, second + 1)).sum()
}

impl Law {
    pub(super) fn mean(&self) -> Option<f64> {
        let mass: f64 = self.steps.iter().map(|(_, _, chance)| chance).sum();
        let moment: f64 = self.steps.iter().map(|(low, high, chance)| chance * (low + high) / 2.0).sum();
        (mass > 0.0).then(|| moment / mass)
    }

    /// `P(loss <= x)`.
    pub(super) fn within(&self, x: f64) -> f64 {
        let part = |(low, high, chance): &(f64, f64, f64)| match high > low {
            true => chance * ((x - low) / (high - low)).clamp(0.0, 1.0),
            false => chance * f64::from(*low <= x),
        };
        self.steps.iter().map(part).sum()
    }
}
