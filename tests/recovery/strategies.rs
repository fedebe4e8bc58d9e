//! Random small systems of every kind of protection.

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Damage, Keep, Log, Loss, Once, Pitr, Protection, Replica,
    ReplicaMode, Run, Runs,
};
use proptest::prelude::*;

fn periods() -> impl Strategy<Value = i64> {
    prop::sample::select(vec![3_i64, 4, 6, 8, 12, 24])
}

fn run(period: impl Strategy<Value = i64>) -> impl Strategy<Value = Run> {
    (period, -30_i64..30, prop_oneof![3 => 0_i64..6, 1 => 0_i64..40])
        .prop_map(|(period, offset, duration)| Run { period, offset, duration })
}

/// Repeating runs, and in a window now and then listed ones.
fn runs(
    period: impl Strategy<Value = i64> + 'static,
    count: std::ops::Range<usize>,
    listed: bool,
) -> BoxedStrategy<Runs> {
    let repeating = prop::collection::vec(run(period), count);
    if !listed {
        return repeating.prop_map(Runs::from).boxed();
    }
    let once = (-60_i64..70, 0_i64..8).prop_map(|(start, duration)| Once { start, duration });
    let once = prop_oneof![1 => Just(Vec::new()), 2 => prop::collection::vec(once, 1..6)];
    let mixed = (repeating, once, prop::bool::weighted(0.3)).prop_map(|(repeating, listed, both)| {
        let repeating = if listed.is_empty() || both { repeating } else { Vec::new() };
        Runs { repeating, listed }
    });
    mixed.boxed()
}

fn keep() -> impl Strategy<Value = Keep> {
    prop_oneof![
        1 => Just(Keep::Forever),
        3 => (0_i64..60).prop_map(Keep::Age),
        3 => (1_u32..7).prop_map(Keep::Count),
    ]
}

fn success() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(1.0), 1 => Just(0.0), 3 => prop::sample::select(vec![0.3, 0.5, 0.9])]
}

/// Doubtful copies kept for ever have no end to try out: their closed form is tested by hand.
fn chance(keep: Keep, success: f64) -> f64 {
    if keep == Keep::Forever && success > 0.0 { 1.0 } else { success }
}

fn propagation() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0_i64), 0_i64..12]
}

fn unnoticed() -> impl Strategy<Value = i64> {
    prop_oneof![5 => Just(0_i64), 1 => 1_i64..20]
}

fn copies(listed: bool) -> impl Strategy<Value = Protection> {
    (runs(periods(), 0..4, listed), propagation(), keep(), success(), unnoticed()).prop_map(
        |(runs, propagation, keep, success, unnoticed)| {
            let success = chance(keep, success);
            Copies { name: "copies".to_owned(), runs, propagation, keep, success, unnoticed }.into()
        },
    )
}

fn chain(listed: bool) -> impl Strategy<Value = Protection> {
    // Few enough increments to a full that every way in which they go bad can be tried out.
    let fulls = runs(prop::sample::select(vec![8_i64, 12, 24]), 0..3, listed);
    let increments = runs(prop::sample::select(vec![6_i64, 8, 12, 24]), 0..3, listed);
    let kind = prop::sample::select(vec![ChainKind::Incremental, ChainKind::Differential]);
    let bad_runs = prop::sample::select(vec![BadRuns::Silent, BadRuns::Silent, BadRuns::Noticed]);
    let stored = (propagation(), keep(), unnoticed());
    (kind, fulls, increments, stored, (success(), success()), bad_runs).prop_map(
        move |(kind, fulls, increments, (propagation, keep, unnoticed), (full, increment), bad_runs)| {
            let (success, mut success_increment) = (chance(keep, full), chance(keep, increment));
            if listed && !increments.repeating.is_empty() {
                // With few listed fulls the chains would be too long to try out.
                success_increment = success_increment.round();
            }
            let name = "chain".to_owned();
            Chain {
                name,
                kind,
                fulls,
                increments,
                propagation,
                keep,
                success,
                success_increment,
                bad_runs,
                unnoticed,
            }
            .into()
        },
    )
}

fn pitr(listed: bool) -> impl Strategy<Value = Protection> {
    let bases = runs(prop::sample::select(vec![6_i64, 8, 12, 24]), 0..3, listed);
    let consistent = prop::sample::select(vec![Consistent::AtStart, Consistent::AtEnd]);
    let log = (prop::sample::select(vec![1_i64, 2, 3, 4, 24]), -9_i64..9, 0_i64..9)
        .prop_map(|(period, offset, ship)| Log { period, offset, ship });
    let logs = prop::collection::vec(log, 0..3);
    (bases, consistent, logs, propagation(), keep(), success(), unnoticed()).prop_map(
        |(bases, consistent, logs, propagation, keep, success, unnoticed)| {
            let success = chance(keep, success);
            Pitr { name: "pitr".to_owned(), bases, consistent, logs, propagation, keep, success, unnoticed }
                .into()
        },
    )
}

fn replica() -> impl Strategy<Value = Protection> {
    let mode = prop_oneof![
        1 => Just(ReplicaMode::Synchronous),
        3 => (0_i64..12).prop_map(|lag| ReplicaMode::Asynchronous { lag }),
        3 => (0_i64..5, 0_i64..40, any::<bool>())
            .prop_map(|(lag, delay, stops_anywhere)| ReplicaMode::Delayed { lag, delay, stops_anywhere }),
    ];
    (mode, success()).prop_map(|(mode, success)| Replica { name: "replica".to_owned(), mode, success }.into())
}

fn protection(listed: bool) -> impl Strategy<Value = Protection> {
    prop_oneof![3 => copies(listed), 4 => chain(listed), 3 => pitr(listed), 1 => replica()]
}

fn of(protection: BoxedStrategy<Protection>) -> impl Strategy<Value = Loss> {
    let damage = prop::sample::select(vec![Damage::Physical, Damage::Logical]);
    let detection = prop_oneof![1 => Just(0_i64), 3 => 0_i64..30, 1 => 0_i64..90];
    let protections = prop_oneof![
        1 => Just(Vec::new()),
        6 => prop::collection::vec(protection.clone(), 1..2),
        8 => prop::collection::vec(protection, 2..4),
    ];
    (protections, damage, detection).prop_map(|(protections, damage, detection)| Loss {
        protections,
        damage,
        detection,
    })
}

/// A system that repeats.
pub(super) fn question() -> impl Strategy<Value = Loss> {
    of(protection(false).boxed())
}

/// A system with listed runs, for a window.
pub(super) fn listed() -> impl Strategy<Value = Loss> {
    of(protection(true).boxed())
}

/// After how long a system without listed runs repeats.
pub(super) fn period(question: &Loss) -> i64 {
    let mut periods: Vec<i64> = Vec::new();
    for protection in &question.protections {
        let runs = match protection {
            Protection::Copies(of) => vec![&of.runs],
            Protection::Chain(of) => vec![&of.fulls, &of.increments],
            Protection::Pitr(of) => {
                periods.extend(of.logs.iter().map(|log| log.period));
                vec![&of.bases]
            }
            Protection::Replica(_) => vec![],
        };
        periods.extend(runs.iter().flat_map(|runs| &runs.repeating).map(|run| run.period));
    }
    let mut joint = 1;
    for period in periods {
        joint = (1..).map(|n| n * joint).find(|multiple| multiple % period == 0).unwrap();
    }
    joint
}

/// Whether every part of it repeats.
pub(super) fn repeats(question: &Loss) -> bool {
    question.protections.iter().all(|protection| match protection {
        Protection::Copies(of) => of.runs.listed.is_empty(),
        Protection::Chain(of) => of.fulls.listed.is_empty() && of.increments.listed.is_empty(),
        Protection::Pitr(of) => of.bases.listed.is_empty(),
        Protection::Replica(_) => true,
    })
}
