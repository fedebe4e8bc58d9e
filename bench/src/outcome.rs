//! A whole outcome: every component against every way to lose data, worked out anew.

use crate::questions::read;
use crate::{Case, sets};
use holdfast::recovery::ChainKind::{Differential, Incremental};
use holdfast::recovery::{Damage, Loss, Protection, loss_law, newest_at};

const DAY: i64 = 86_400;

/// For how many components; each has four protections.
const COMPONENTS: [usize; 3] = [10, 100, 1000];

/// How many variants of a document are gone through in turn.
const VARIANTS: usize = 3;

/// The ways to lose data, as in the catalogue: damage, seconds until it is seen, and which of the four protections
/// of a component survive. The first of them is on the same host, the second at the same provider.
const SCENARIOS: [(&str, Damage, i64, [bool; 4]); 7] = [
    ("accidental delete", Damage::Logical, DAY, [true, true, true, true]),
    ("bad release", Damage::Logical, DAY, [true, true, true, true]),
    ("silent corruption", Damage::Logical, 60 * DAY, [true, true, true, true]),
    ("host loss", Damage::Physical, 0, [false, true, true, true]),
    ("region loss", Damage::Physical, 0, [false, false, true, true]),
    ("takeover", Damage::Logical, 14 * DAY, [false, false, true, true]),
    ("account closure", Damage::Physical, 0, [false, false, false, true]),
];

/// One case for each number of components.
pub fn cases() -> Vec<Case> {
    let case = |components: usize| {
        let documents: Vec<Document> = (0..VARIANTS).map(|n| Document::new(components, n)).collect();
        let turn = move |turn: usize| documents.get(turn % VARIANTS).map_or(f64::NAN, outcome);
        Case { name: format!("outcome: {components} components"), turn: Box::new(turn) }
    };
    COMPONENTS.into_iter().map(case).collect()
}

/// What is assessed.
struct Document {
    components: Vec<[Protection; 4]>,
}

impl Document {
    fn new(components: usize, variant: usize) -> Document {
        Document { components: (0..components).map(|n| component(n + variant * 10_007)).collect() }
    }
}

/// A database, a file store, or a server, in turn; every second one with runs that may fail.
fn component(n: usize) -> [Protection; 4] {
    let (good, increment) = if n.is_multiple_of(2) { (1.0, 1.0) } else { (0.98, 0.95) };
    match n % 3 {
        0 => [sets::hourly(n, good), sets::replica(n, good), sets::logs(n, good), sets::nightly(n, good)],
        1 => [
            sets::hourly(n, good),
            sets::nightly(n, good),
            sets::chain(n, Incremental, good, increment),
            sets::weekly(n, good),
        ],
        _ => [
            sets::six_hourly(n, good),
            sets::nightly(n, good),
            sets::chain(n, Differential, good, increment),
            sets::weekly(n, good),
        ],
    }
}

/// The one place where an outcome is worked out: from the questions that the engine is asked for it.
fn outcome(document: &Document) -> f64 {
    const NOW: i64 = 1_795_000_000;
    let mut sum = 0.0;
    for protections in &document.components {
        for (_, damage, detection, survivors) in &SCENARIOS {
            let kept = protections.iter().zip(survivors).filter(|(_, survives)| **survives);
            let question = Loss {
                protections: kept.map(|(protection, _)| protection.clone()).collect(),
                damage: *damage,
                detection: *detection,
            };
            sum += loss_law(&question).map_or(f64::NAN, |law| read(&law));
            let newest = newest_at(&question, NOW).ok().flatten();
            sum += newest.map_or(0.0, |candidate| (NOW - candidate.capture) as f64);
        }
    }
    sum
}
