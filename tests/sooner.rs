//! Ways to be back within a limit: each is applied and worked out again, and the next smaller step has to fail.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use chrono::NaiveDate;
use holdfast::answers::Answers;
use holdfast::assess::returning::PartReturn;
use holdfast::assess::{Clock, Sooner, Verdict, Way, all_returns, assess_system, sooner, why_sooner};
use holdfast::catalogue::Scenario;
use holdfast::schedule::{Schedule, Weekday};
use holdfast::system::{Changes, Component, ComponentId, ProtectionKind, System, Template, Told};
use holdfast::units::{Bytes, Duration, Moment, Money};

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

/// When the component is back after each scenario.
fn times(system: &System, id: &ComponentId) -> Vec<(&'static Scenario, PartReturn)> {
    let all = all_returns(system, &clock(), &[]).into_iter();
    all.map(|of| (of.scenario, of.part(id).unwrap().clone())).collect()
}

/// The scenarios after which the component is back too late.
fn late(system: &System, id: &ComponentId) -> Vec<&'static str> {
    let all = times(system, id).into_iter();
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
                let times = times(&after, &id);
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
    for (scenario, part) in times(&system, &id) {
        let of = outcome.returns.iter().find(|of| of.scenario.id == scenario.id).unwrap();
        assert_eq!(of.part(&id).unwrap(), &part);
    }
}

/// A database whose logs of up to a week are replayed, 60 GB a day.
fn long_logs() -> (System, ComponentId) {
    let (mut components, setup) = (Template::ManagedDatabase.components(), Template::ManagedDatabase.setup());
    let database = components.iter_mut().find(|c| c.id.as_str() == "database").unwrap();
    database.downtime_limit = Told::Known(Duration::hours(4));
    database.changes = database.changes.map(|c| Changes { a_day: Bytes::new(60_000_000_000).unwrap(), ..c });
    let Told::Known(protections) = &mut database.protections else { unreachable!("a template is described") };
    let logs = protections.iter_mut().find(|p| p.kind == ProtectionKind::Logs).unwrap();
    let at = holdfast::units::TimeOfDay::new(1, 0).unwrap();
    logs.schedule = Told::Known(Schedule::Weekly { on: Weekday::Sunday, at });
    let id = database.id.clone();
    (System::of(&Answers::default()).described_as(components, setup), id)
}

#[test]
fn a_way_says_what_its_copies_take_and_what_it_saves() {
    let priced = |(mut system, id): (System, ComponentId)| {
        system.setup.years_between_losses = Some(4);
        system.setup.tb_month = Money::from_hundredths(2_000);
        for component in &mut system.components {
            component.worth.down_hour = Money::from_hundredths(40_000);
        }
        (system, id)
    };
    let yearly = |system: &System, id: &ComponentId| {
        let outcome = assess_system(&Answers::default(), system.clone(), clock());
        let of = outcome.yearly().into_iter().find(|of| of.component == *id).unwrap();
        of.down.unwrap().1.hundredths()
    };
    let (mut dearer, mut tried) = (0, 0);
    for (system, id) in [shop(Duration::minutes(90)), shop(Duration::minutes(150)), long_logs()].map(priced) {
        for way in &advise(&system, &id).ways {
            tried += 1;
            let less = yearly(&system, &id) - yearly(&with(&system, way), &id);
            assert_eq!(way.saves_a_year().map_or(0, |money| money.hundredths()), less, "{}", way.says);
            // Only where copies are another is there anything to say of them.
            let is_other = |c: &Component| system.component(&c.id).unwrap().protections != c.protections;
            assert_eq!(way.stored.is_some(), way.components.iter().any(is_other), "{}", way.says);
            dearer += usize::from(
                way.stored.and_then(|stored| stored.a_month).is_some_and(|(before, after)| after > before),
            );
        }
    }
    assert!(tried > 3 && dearer > 0, "{tried} ways, {dearer} of them dearer");
    let (mut system, id) = priced(shop(Duration::minutes(150)));
    // Without a price for an hour nothing is saved.
    for component in &mut system.components {
        component.worth.down_hour = None;
    }
    assert!(advise(&system, &id).ways.iter().all(|way| way.a_year.is_none() && way.saves_a_year().is_none()));
}

#[test]
fn every_way_says_how_its_figures_were_reached() {
    let text = |text: String| text.replace(holdfast::units::NBSP, " ");
    let (mut ways, mut tasks) = (0, 0);
    for (mut system, id) in [shop(Duration::minutes(90)), shop(Duration::minutes(150)), long_logs()] {
        system.setup.years_between_losses = Some(4);
        for component in &mut system.components {
            component.worth.down_hour = Money::from_hundredths(40_000);
        }
        for way in &advise(&system, &id).ways {
            ways += 1;
            let why = why_sooner(&system, &id, way).unwrap();
            assert!(why.title.ends_with('?') && why.title.contains(&way.says[1..]), "{}", why.title);
            let figures: Vec<(String, String)> = (why.steps.iter())
                .map(|step| (step.text.words(), step.figure.clone().unwrap_or_default()))
                .collect();
            let has = |label: &str, figure: String| {
                figures.iter().any(|(words, shown)| words.contains(label) && *shown == figure)
            };
            for mended in &way.mends {
                assert!(has(mended.scenario.clause, mended.before.to_string()), "{figures:?}");
                assert!(has("With it, back after", mended.after.to_string()), "{figures:?}");
                // The tasks that are left are those of the outcome with the change, and add up to its time.
                let after = all_returns(&with(&system, way), &clock(), &[]);
                let of = after.iter().find(|of| of.scenario.id == mended.scenario.id).unwrap();
                let path: Vec<_> =
                    of.part(&id).unwrap().path.iter().map(|at| of.tasks[*at].clone()).collect();
                assert_eq!(path, mended.path);
                let sum: i64 = path.iter().map(|task| task.finish.minus(task.start).seconds()).sum();
                assert_eq!(sum, mended.after.seconds());
                tasks += path.len();
            }
            let [before, after] = way.a_year.unwrap();
            let [was, will] = [before, after].map(|(_, money)| money.with_currency(&system.setup.currency));
            let differs = before.1 != after.1;
            assert_eq!(has("Time without it in a year, as described", was), differs);
            assert_eq!(has("Time without it in a year, with it", will), differs);
            assert_eq!(has("Down each time, with it", after.0.to_string()), differs);
            // Either what the copies cost, or that nothing of it is known.
            let says = |label: &str| figures.iter().any(|(words, _)| text(words.clone()).starts_with(label));
            assert_eq!(says("What faster machines"), way.stored.is_none());
        }
    }
    assert!(ways > 5 && tasks > 20, "{ways} ways, {tasks} tasks");
    let (system, id) = shop(Duration::minutes(150));
    let advice = advise(&system, &id);
    let provision = advice.ways.iter().find(|way| way.id.starts_with("provision-")).unwrap();
    assert!(why_sooner(&system, &ComponentId::new("nobody"), provision).is_none());
    let lines: Vec<String> = why_sooner(&system, &id, provision)
        .unwrap()
        .steps
        .iter()
        .map(|s| text(format!("{} [{}]", s.text.words(), s.figure.as_deref().unwrap_or(""))))
        .collect();
    assert_eq!(
        lines,
        [
            "The change was made to a copy of the description, and the recovery was worked out on that as it is on yours. []",
            "Your limit [2 h 30 min]",
            "If the data centre were lost, as described back after [2 h 40 min]",
            "Detect [15 min]",
            "Decide [30 min]",
            "Set up: the orders database [20 min]",
            "Fetch the full copy: the orders database, held for 20 min by the speed of fetching and for 10 min by that of writing \
             [30 min]",
            "Verify: the orders database [30 min]",
            "Cut over [15 min]",
            "With it, back after [2 h 20 min]",
            "What faster machines, a faster link or quicker hands cost is for you to find out: it is not asked for. []",
        ]
    );
}
