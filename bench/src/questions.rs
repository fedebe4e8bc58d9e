//! `loss_law` for usual sets of protections: one turn is one question.

use crate::{Case, sets};
use holdfast::recovery::ChainKind::{Differential, Incremental};
use holdfast::recovery::{Damage, Loss, LossLaw, Protection, Worst, loss_law};

/// How many variants of a set are gone through in turn.
const VARIANTS: usize = 16;

const DAY: i64 = 86_400;

/// What happens, and how late it is seen: the circumstances a set is asked about in turn.
const CIRCUMSTANCES: [(Damage, i64); 5] = [
    (Damage::Physical, 0),
    (Damage::Logical, 0),
    (Damage::Logical, DAY),
    (Damage::Logical, 14 * DAY),
    (Damage::Logical, 60 * DAY),
];

type Set = fn(usize) -> Vec<Protection>;

const SETS: [(&str, Set); 13] = [
    ("nightly dump", |n| vec![sets::nightly(n, 1.0)]),
    ("nightly dump, 98 %", |n| vec![sets::nightly(n, 0.98)]),
    ("hourly snapshot", |n| vec![sets::hourly(n, 1.0)]),
    ("hourly snapshot, 98 %", |n| vec![sets::hourly(n, 0.98)]),
    ("full and increments, 98 / 95 %", |n| vec![sets::chain(n, Incremental, 0.98, 0.95)]),
    ("full and differentials, 98 / 95 %", |n| vec![sets::chain(n, Differential, 0.98, 0.95)]),
    ("logs and bases", |n| vec![sets::logs(n, 1.0)]),
    ("logs and bases, 98 %", |n| vec![sets::logs(n, 0.98)]),
    ("replica", |n| vec![sets::replica(n, 1.0)]),
    ("nightly + 6-hourly, 98 %", |n| vec![sets::nightly(n, 0.98), sets::six_hourly(n, 0.98)]),
    ("nightly + hourly + weekly", |n| {
        vec![sets::nightly(n, 1.0), sets::hourly(n, 1.0), sets::weekly(n, 1.0)]
    }),
    ("nightly + hourly + weekly, 98 %", |n| {
        vec![sets::nightly(n, 0.98), sets::hourly(n, 0.98), sets::weekly(n, 0.98)]
    }),
    ("nightly + hourly + chain + logs", |n| {
        vec![
            sets::nightly(n, 0.98),
            sets::hourly(n, 0.98),
            sets::chain(n, Incremental, 0.98, 0.95),
            sets::logs(n, 0.98),
        ]
    }),
];

/// One case for each set.
pub fn cases() -> Vec<Case> {
    SETS.into_iter().map(|(name, set)| case(name, set, &CIRCUMSTANCES)).collect()
}

/// One case for each set and circumstance.
pub fn each() -> Vec<Case> {
    let named = |(damage, detection): &(Damage, i64)| format!("{damage:?} {} d", detection / DAY);
    let pairs = SETS.into_iter().flat_map(|set| CIRCUMSTANCES.iter().map(move |of| (set, of)));
    pairs.map(|((name, set), of)| case(&format!("{name}: {}", named(of)), set, &[*of])).collect()
}

fn case(name: &str, set: Set, circumstances: &[(Damage, i64)]) -> Case {
    let variants = (0..VARIANTS).flat_map(|n| circumstances.iter().map(move |of| (n, *of)));
    let questions: Vec<Loss> =
        variants.map(|(n, (damage, detection))| Loss { protections: set(n), damage, detection }).collect();
    let turn = move |turn: usize| {
        let question = questions.get(turn % questions.len());
        question.and_then(|question| loss_law(question).ok()).map_or(f64::NAN, |law| read(&law))
    };
    Case { name: format!("loss_law: {name}"), turn: Box::new(turn) }
}

/// What a screen shows of a law.
pub fn read(law: &LossLaw) -> f64 {
    let worst = match law.worst() {
        Worst::At(moment) => moment.loss as f64,
        Worst::Unbounded | Worst::NothingRecoverable => 0.0,
    };
    worst + law.mean().unwrap_or(0.0) + law.percentile(0.95).unwrap_or(0.0) + law.p_unrecoverable()
}
