//! Ways to be back within a limit: each is applied and worked out again, and the next smaller step has to fail.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use chrono::NaiveDate;
use holdfast::answers::Answers;
use holdfast::assess::{Clock, Sooner, Verdict, Way, assess_system, component_returns, sooner};
use holdfast::system::{Component, ComponentId, System, Template, Told};
use holdfast::units::{Duration, Moment};

fn clock() -> Clock {
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    Moment::from_civil(day.and_hms_opt(9, 30, 0).unwrap()).into()
}

/// The shop of the template, whose database may be unavailable for this long.
fn shop(limit: Duration) -> (System, ComponentId) {
    let (mut components, setup) = (Template::Shop.components(), Template::Shop.setup());
    let database = components.iter_mut().find(|c| c.id.as_str() == "database").unwrap();
    database.downtime_limit = Told::Known(limit);
    let id = database.id.clone();
    (System::of(&Answers::default()).described_as(components, setup), id)
}

fn with(system: &System, way: &Way) -> System {
    let one = |c: &Component| way.components.iter().find(|new| new.id == c.id).unwrap_or(c).clone();
    let setup = way.setup.clone().unwrap_or_else(|| system.setup.clone());
    system.described_as(system.components.iter().map(one).collect(), setup)
}

/// The scenarios after which the component is back too late.
fn late(system: &System, id: &ComponentId) -> Vec<&'static str> {
    let all = component_returns(system, id, &clock()).into_iter();
    all.filter(|(_, part)| part.verdict == Verdict::Over).map(|(scenario, _)| scenario.id.slug()).collect()
}

fn advise(system: &System, id: &ComponentId) -> Sooner {
    sooner(system, id, &clock())
}

#[test]
fn every_way_does_what_it_says() {
    for minutes in [60, 90, 120, 150, 180] {
        let (system, id) = shop(Duration::minutes(minutes));
        let advice = advise(&system, &id);
        let missed: Vec<_> = advice.missed.iter().map(|s| s.id.slug()).collect();
        assert_eq!(missed, late(&system, &id));
        for way in &advice.ways {
            let after = with(&system, way);
            let leaves: Vec<_> = way.leaves.iter().map(|s| s.id.slug()).collect();
            assert_eq!(late(&after, &id), leaves, "{}", way.says);
            assert!(!way.mends.is_empty(), "{}", way.says);
            for mended in &way.mends {
                let times = component_returns(&after, &id, &clock());
                let (_, part) = times.iter().find(|(s, _)| s.id == mended.scenario.id).unwrap();
                assert_eq!(part.back, Some(mended.after), "{}", way.says);
                assert!(mended.after < mended.before && mended.after <= Duration::minutes(minutes));
            }
        }
    }
}

#[test]
fn a_limit_that_is_missed_has_a_way_and_it_is_the_smallest() {
    let (system, id) = shop(Duration::minutes(150));
    let advice = advise(&system, &id);
    assert!(!advice.missed.is_empty() && !advice.ways.is_empty(), "the shop is not back in 2 h 30 min");
    let fetch = advice.ways.iter().find(|way| way.id.starts_with("fetch-")).map(|way| {
        let rate = way.setup.as_ref().unwrap().fetch.unwrap();
        (rate, way.leaves.len())
    });
    let (rate, open) = fetch.expect("a faster link is among them");
    // The step below the one that is advised leaves more open.
    let steps: Vec<u64> = (0..12).flat_map(|e| [1, 2, 5].map(|n| n * 10_u64.pow(e))).collect();
    let present = system.setup.fetch.unwrap().bytes();
    let below = steps.iter().copied().filter(|step| *step < rate.bytes()).max().unwrap().max(present);
    let mut slower = system.clone();
    slower.setup.fetch = holdfast::units::Rate::per_second(below);
    assert!(late(&slower, &id).len() > open, "{below} would have done as well as {rate}");
}

#[test]
fn who_is_back_in_time_needs_no_advice() {
    let (system, id) = shop(Duration::days(3));
    assert!(late(&system, &id).is_empty());
    assert!(advise(&system, &id).ways.is_empty());
    assert!(advise(&system, &ComponentId::new("nobody")).ways.is_empty());
}

#[test]
fn a_component_alone_says_what_the_outcome_says() {
    let (system, id) = shop(Duration::minutes(90));
    let outcome = assess_system(&Answers::default(), system.clone(), clock());
    for (scenario, part) in component_returns(&system, &id, &clock()) {
        let of = outcome.returns.iter().find(|of| of.scenario.id == scenario.id).unwrap();
        assert_eq!(of.part(&id).unwrap(), &part);
    }
}
