//! The whole is what its components say.

use crate::system::{at, database, full, logs, now, replica, sundays, system};
use holdfast::answers::{Answers, ComponentKind as K};
use holdfast::assess::{Clock, assess_system, component_derivation, component_law, component_outcome};
use holdfast::catalogue::SCENARIOS;
use holdfast::schedule::Schedule;
use holdfast::system::{
    BadRuns, Changes, ChangesWhen, Component, ComponentId, DeletedBy, Keep, Location, Protection,
    ProtectionKind as P, Told,
};
use holdfast::units::{Bytes, Duration, Percent};
use proptest::prelude::*;

fn told<T: Clone + std::fmt::Debug + 'static>(
    known: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Told<T>> {
    prop_oneof![6 => known.prop_map(Told::Known), 1 => Just(Told::Unsure), 1 => Just(Told::Open)].boxed()
}

fn schedule() -> impl Strategy<Value = Schedule> {
    prop_oneof![
        (0..24_u16).prop_map(|hour| Schedule::Daily { at: at(hour, 0) }),
        Just(Schedule::Weekdays { at: at(22, 0) }),
        Just(sundays()),
        Just(Schedule::Hourly { minute: 5 }),
        (1..40_i64).prop_map(|h| Schedule::Every { interval: Duration::hours(h), from: at(1, 0) }),
        Just(Schedule::ByHand),
    ]
}

prop_compose! {
    fn protection()(
        kind in prop::sample::select(P::ALL.to_vec()),
        schedule in told(schedule()),
        fulls in told(schedule()),
        takes in prop::option::of((0..300_i64).prop_map(Duration::minutes)),
        lag in prop::option::of((1..7_200_i64).prop_map(Duration::clamped)),
        delay in prop::option::of((0..72_i64).prop_map(Duration::hours)),
        places in told(prop::collection::btree_set(prop::sample::select(Location::ALL.to_vec()), 0..3)),
        keep in told(prop_oneof![
            (1..100_i64).prop_map(|d| Keep::Age(Duration::days(d))),
            (1..80_u32).prop_map(Keep::Count),
            Just(Keep::Forever),
        ]),
        success in prop::option::of((80_000..=100_000_u32).prop_map(|p| Percent::from_thousandths(p).unwrap())),
        bad_runs in prop_oneof![
            Just(BadRuns::Silent),
            Just(BadRuns::Noticed),
            (0..5_i64).prop_map(|d| BadRuns::NoticedAfter(Duration::days(d))),
        ],
        deleted_by in prop::sample::select(vec![
            DeletedBy::AsAnswered, DeletedBy::SameLogin, DeletedBy::OwnLogin, DeletedBy::Nobody, DeletedBy::Unsure,
        ]),
        locked_for in prop::option::of((1..90_i64).prop_map(Duration::days)),
    ) -> Protection {
        Protection {
            schedule, fulls, takes, lag, delay, locations: places, keep, success, bad_runs, deleted_by, locked_for,
            ..Protection::new(kind.id(), kind)
        }
    }
}

prop_compose! {
    fn component(id: usize)(
        kind in prop::sample::select(K::ALL.to_vec()),
        limit in told((0..200_i64).prop_map(Duration::hours)),
        protections in told(prop::collection::vec(protection(), 0..4)),
        records_per_hour in prop::option::of(1..500_u32),
    ) -> Component {
        Component {
            limit,
            protections,
            records_per_hour,
            changes: Bytes::new(1 << 30).map(|a_day| Changes { a_day, when: ChangesWhen::OfficeHours }),
            ..Component::new(ComponentId::new(&format!("{}-{id}", kind.id())), kind)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_whole_is_made_of_its_parts(
        a in component(1),
        mut b in component(2),
        c in component(3),
        alike in any::<bool>(),
    ) {
        if alike {
            b.protections = a.protections.clone();
        }
        let system = system(vec![a, b, c]);
        let clock = Clock::from(now());
        let outcome = assess_system(&Answers::default(), system.clone(), &clock);
        let shared = ["one-login-ends-it", "copies-on-same-server", "copies-in-one-place"];
        let mut left = outcome.findings.clone();
        for (at, component) in system.components.iter().enumerate() {
            let part = component_outcome(&system, &component.id, &clock).unwrap();
            prop_assert_eq!(&part.column, &outcome.matrix.columns[at]);
            for ((scenario, cell), row) in part.cells.iter().zip(&outcome.matrix.rows) {
                prop_assert_eq!(scenario.id, row.scenario.id);
                prop_assert_eq!(cell, &row.cells[at]);
                let whole = outcome.derivation(&component.id, scenario.id).unwrap();
                prop_assert!(!whole.steps.is_empty());
                let alone = component_derivation(&system, &component.id, scenario.id, &clock);
                prop_assert_eq!(Some(whole), alone);
                let law = component_law(&system, &component.id, scenario.id, &clock);
                prop_assert_eq!(&outcome.law(&component.id, scenario.id), &law);
            }
            let drawn = outcome.exposures.iter().find(|e| e.id == component.id);
            prop_assert_eq!(drawn, part.exposure.as_ref());
            prop_assert_eq!(&outcome.lost(&component.id), &part.lost);
            for finding in &part.findings {
                match left.iter().position(|f| f == finding) {
                    Some(found) => { left.remove(found); }
                    // Said for all copies at once.
                    None => prop_assert!(
                        finding.is("no-surviving-copy") && left.iter().any(|f| shared.contains(&f.id.as_str())),
                        "{finding:?}"
                    ),
                }
            }
        }
        // What is left is about several components at once: how soon all are back, what they share.
        let of_one = |f: &holdfast::assess::Finding| {
            f.figure.as_ref().is_some_and(|figure| matches!(figure.about(), (Some(_), Some(_))))
        };
        let about_all = |id: &str| shared.contains(&id) || id.starts_with("return-") || id.starts_with("restore-");
        prop_assert!(left.iter().all(|f| !of_one(f) || about_all(&f.id)), "{left:?}");
    }
}

#[test]
fn derivations_of_a_component_are_those_of_its_cells() {
    let protections = vec![full(P::DbDump), logs(), replica(P::ReplicaAsync, Some(Duration::clamped(20)))];
    let outcome = crate::system::assessed(vec![database(protections)]);
    let all = outcome.derivations(&crate::system::id());
    assert_eq!(all.len(), SCENARIOS.len());
    for (scenario, derivation) in all {
        assert_eq!(Some(derivation), outcome.derivation(&crate::system::id(), scenario.id));
    }
    assert!(outcome.derivation(&ComponentId::new("none"), SCENARIOS[0].id).is_none());
}
