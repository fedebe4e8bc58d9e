//! What is brought back is read as the matrix reads it: the copy a return starts from is the one its cell counts on.

use super::described::*;
use holdfast::answers::ComponentKind as K;
use holdfast::assess::returning::{Input, Origin};
use holdfast::catalogue::ScenarioId as S;
use holdfast::system::{Changes, ChangesWhen, Component, Keep, Protection, ProtectionKind as P, Told};
use holdfast::units::{Bytes, Duration, Percent};

fn of(protections: Vec<Protection>) -> Component {
    Component {
        size: Bytes::new(1_000_000_000),
        protections: Told::Known(protections),
        ..part(K::UploadedFiles, "Uploads", copy(P::FileFull, daily(2)))
    }
}

/// What the component comes back from, and what is not counted.
fn back(component: Component, scenario: S) -> (String, Vec<Input>) {
    let outcome = outcome(&system(vec![component], quick_setup()));
    let part = after(&outcome, scenario).parts[0].clone();
    let from = match part.from {
        Origin::Copy { protection, .. } | Origin::Replica { protection, .. } => protection,
        _ => String::new(),
    };
    (from, part.missing.iter().map(|missing| missing.input).collect())
}

#[test]
fn what_a_lock_keeps_can_be_gone_back_to() {
    // Damage that is noticed after weeks: nightly copies thrown away after a day are gone, unless a lock holds them.
    let image = copy(P::Image, Some(weekly(3)));
    let files = |locked_for| Protection {
        keep: Told::Known(Keep::Age(Duration::days(1))),
        locked_for,
        ..copy(P::FileFull, daily(2))
    };
    let from = |locked| back(of(vec![image.clone(), files(locked)]), S::SilentCorruption).0;
    assert_eq!(from(None), "image");
    assert_eq!(from(Some(Duration::days(90))), "file-full");
}

#[test]
fn a_chain_without_fulls_is_none() {
    let image = copy(P::FileFull, Some(weekly(3)));
    let chain = |fulls| Protection { fulls, ..copy(P::FileIncremental, daily(2)) };
    let from = |fulls| back(of(vec![image.clone(), chain(fulls)]), S::DiskHostLoss).0;
    assert_eq!(from(Told::Known(weekly(1))), "file-incremental");
    assert_eq!(from(Told::Open), "file-full");
}

#[test]
fn a_delayed_replica_needs_its_lag_when_the_source_is_lost() {
    let dump = copy(P::DbDump, daily(2));
    let replica = |lag| Protection { lag, delay: Some(Duration::hours(1)), ..copy(P::ReplicaDelayed, None) };
    let database = |lag| Component {
        size: Bytes::new(1_000_000_000),
        protections: Told::Known(vec![dump.clone(), replica(lag)]),
        ..part(K::Database, "Orders", copy(P::DbDump, None))
    };
    assert_eq!(back(database(Some(Duration::minutes(1))), S::DiskHostLoss).0, "replica-delayed");
    assert_eq!(back(database(None), S::DiskHostLoss).0, "db-dump");
}

#[test]
fn a_chain_says_what_is_not_known_of_it() {
    let chain = |fulls: Option<_>, schedule: Option<_>| Protection {
        fulls: fulls.into(),
        ..copy(P::FileIncremental, schedule)
    };
    let missing = |fulls, schedule| back(of(vec![chain(fulls, schedule)]), S::DiskHostLoss).1;
    assert!(missing(None, daily(2)).contains(&Input::Fulls));
    let without = missing(Some(weekly(1)), None);
    assert!(without.contains(&Input::Schedule) && !without.contains(&Input::Fulls), "{without:?}");
}

#[test]
fn bad_runs_make_no_return_longer() {
    let chain = |success| Protection {
        success,
        fulls: Told::Known(weekly(1)),
        ..copy(P::FileIncremental, weekdays_and_saturday())
    };
    let changes = Changes { a_day: Bytes::new(1_000_000).unwrap(), when: ChangesWhen::default() };
    let times = |success| {
        let component = Component { changes: Some(changes), ..of(vec![chain(success)]) };
        let outcome = outcome(&system(vec![component], quick_setup()));
        after(&outcome, S::DiskHostLoss).total
    };
    assert!(times(None).is_some());
    assert_eq!(times("60".parse::<Percent>().ok()), times(None));
}
