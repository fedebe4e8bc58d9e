//! A store simulated event by event, written only to check the engine: it shares no formula with it.
//!
//! Time is cut into unit steps. All instants of the question are whole numbers, so whatever holds at `n + 1/2` holds on
//! all of `(n, n + 1)`; instants are doubled to keep them whole.

use std::collections::BTreeMap;

use holdfast::recovery::{Copies, Damage, Keep, Loss, Profile};

/// One copy in the simulated store; instants not doubled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub(super) copy: usize,
    pub(super) capture: i64,
    pub(super) usable: i64,
    pub(super) gone: Option<i64>,
}

/// Every copy made within reach of `[0, until]`.
pub(super) fn simulate(question: &Loss, until: i64) -> Vec<Made> {
    let mut all = Vec::new();
    for (copy, copies) in question.copies.iter().enumerate() {
        let mut made = runs(copy, copies, question.detection, until);
        match copies.keep {
            Keep::Forever => {}
            Keep::Age(age) => made.iter_mut().for_each(|made| made.gone = Some(made.capture + age)),
            Keep::Count(keep) => store(&mut made, keep as usize),
        }
        all.extend(made);
    }
    all
}

fn runs(copy: usize, copies: &Copies, detection: i64, until: i64) -> Vec<Made> {
    let longest = copies.runs.iter().map(|run| run.period).max().unwrap_or(1);
    let lag = copies.runs.iter().map(|run| run.duration).max().unwrap_or(0) + copies.propagation;
    let kept = match copies.keep {
        Keep::Forever => 20 * longest,
        Keep::Age(age) => age,
        Keep::Count(keep) => i64::from(keep) * longest + 2 * lag,
    };
    let (start, end) =
        (-(kept + 3 * lag + 3 * longest + detection), until + detection + 2 * lag + 3 * longest);
    let mut made = Vec::new();
    for run in &copies.runs {
        for capture in start..end {
            if (capture - run.offset) % run.period == 0 {
                let usable = capture + run.duration + copies.propagation;
                made.push(Made { copy, capture, usable, gone: None });
            }
        }
    }
    made.sort_by_key(|made| (made.capture, made.usable));
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

/// The candidates for a failure at half the doubled instant `t2`, newest first.
pub(super) fn candidates<'a>(question: &Loss, made: &'a [Made], t2: i64) -> Vec<&'a Made> {
    let restored = t2 + 2 * question.detection;
    let mut found: Vec<&Made> = made
        .iter()
        .filter(|made| made.gone.is_none_or(|gone| restored < 2 * gone))
        .filter(|made| match question.damage {
            Damage::Physical => 2 * made.usable <= t2,
            Damage::Logical => 2 * made.capture < t2 && 2 * made.usable <= restored,
        })
        .collect();
    found.sort_by_key(|made| (-made.capture, made.copy, made.usable));
    found
}

/// The chance of every capture to be the newest good one at half of `t2`, and of there being none. Every way in which the
/// doubtful copies may be good or bad is tried in turn when there are few of them.
pub(super) fn chances(question: &Loss, made: &[Made], t2: i64) -> (BTreeMap<i64, f64>, f64) {
    let success = |made: &Made| question.copies[made.copy].success;
    let mut list: Vec<&Made> = candidates(question, made, t2);
    list.retain(|made| success(made) > 0.0);
    // What is older than a certain copy cannot matter.
    if let Some(certain) = list.iter().position(|made| success(made) >= 1.0) {
        list.truncate(certain + 1);
    }
    let (mut of, mut none) = (BTreeMap::new(), 0.0);
    if list.len() > 9 {
        let mut all_bad = 1.0;
        for made in list {
            *of.entry(made.capture).or_insert(0.0) += all_bad * success(made);
            all_bad *= 1.0 - success(made);
        }
        return (of, all_bad);
    }
    for outcome in 0..1_u32 << list.len() {
        let good = |at: usize| outcome >> at & 1 == 1;
        let chance: f64 = (0..list.len())
            .map(|at| if good(at) { success(list[at]) } else { 1.0 - success(list[at]) })
            .product();
        if chance == 0.0 {
            continue;
        }
        match (0..list.len()).filter(|at| good(*at)).map(|at| list[at].capture).max() {
            Some(capture) => *of.entry(capture).or_insert(0.0) += chance,
            None => none += chance,
        }
    }
    (of, none)
}

/// The law over `[0, hyper)` as unit steps: (loss at the start of the step, chance / hyper).
pub(super) struct Law {
    pub(super) steps: Vec<(f64, f64, f64)>,
    pub(super) none: f64,
    pub(super) worst: Option<f64>,
}

/// In seconds, or in bytes with a profile.
pub(super) fn law(question: &Loss, made: &[Made], hyper: i64, period: i64, profile: Option<&Profile>) -> Law {
    let (mut steps, mut none, mut worst) = (Vec::new(), 0.0, None::<f64>);
    for n in 0..hyper {
        // The schedules repeat after `period`, the profile only after `hyper`.
        let base = n.div_euclid(period) * period;
        let (of, nothing) = chances(question, made, 2 * (n - base) + 1);
        none += nothing / hyper as f64;
        for (capture, chance) in of {
            let capture = capture + base;
            let (low, high) = match profile {
                None => ((n - capture) as f64, (n + 1 - capture) as f64),
                Some(profile) => (bytes(profile, capture, n), bytes(profile, capture, n + 1)),
            };
            worst = Some(worst.map_or(high, |worst| worst.max(high)));
            steps.push((low, high, chance / hyper as f64));
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
