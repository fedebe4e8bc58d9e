//! Recommendations: every one is applied and assessed again, and the next smaller step has to fail.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use chrono::NaiveDate;
use holdfast::answers::{Answers, ComponentKind};
use holdfast::assess::{Advice, Recommendation, meets, recommendations, why_recommended};
use holdfast::catalogue::ScenarioId as S;
use holdfast::recovery::{Copies, Damage, Keep as Kept, Loss, Run, Runs, Worst, loss_law};
use holdfast::schedule::Schedule;
use holdfast::system::{
    Changes, ChangesWhen, Component, ComponentId, DeletedBy, Keep, Location, Protection, ProtectionKind as P,
    Setup, System, Told,
};
use holdfast::units::{Bytes, Duration, Moment, Money, TimeOfDay};

const DAY: i64 = 86_400;

fn now() -> Moment {
    Moment::from_civil(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap().and_hms_opt(9, 30, 0).unwrap())
}

fn gb(n: u64) -> Bytes {
    Bytes::new(n * 1_000_000_000).unwrap()
}

fn id() -> ComponentId {
    ComponentId::new("database")
}

/// A nightly dump at 02:00, safe after 2 h 10 min, kept 61 days, with another provider: only the limit is missed.
fn shop(limit: Duration, change: impl Fn(&mut Protection)) -> System {
    let mut dump = Protection {
        name: "nightly dump".into(),
        schedule: Told::Known(Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() }),
        takes: Some(Duration::minutes(40)),
        travels: Some(Duration::minutes(90)),
        keep: Told::Known(Keep::Age(Duration::days(61))),
        locations: Told::Known([Location::OtherProvider].into()),
        ..Protection::new("db-dump", P::DbDump)
    };
    change(&mut dump);
    let database = Component {
        name: "Orders database".into(),
        holds: "orders".into(),
        limit: Told::Known(limit),
        size: Some(gb(100)),
        changes: Some(Changes { a_day: gb(5), when: ChangesWhen::Always }),
        protections: Told::Known(vec![dump]),
        ..Component::new(ComponentKind::Database.into(), ComponentKind::Database)
    };
    let setup = Setup { tb_month: Money::from_hundredths(2_000), currency: "EUR".into(), ..Setup::default() };
    System { components: vec![database], setup, described: true, ..System::of(&Answers::default()) }
}

fn advise(system: &System) -> Advice {
    recommendations(system, &id(), now())
}

/// Scenarios missed by a component put in the place of the first.
fn missed(system: &System, component: &Component) -> Vec<S> {
    let changed = System { components: vec![component.clone()], ..system.clone() };
    advise(&changed).missed.iter().map(|s| s.id).collect()
}

fn words(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn said(advice: &Advice) -> Vec<(String, String)> {
    advice.recommendations.iter().map(|one| (one.id.clone(), words(&one.says))).collect()
}

fn of<'a>(advice: &'a Advice, id: &str) -> &'a Recommendation {
    advice
        .recommendations
        .iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("{id}: {:?}", said(advice)))
}

fn with_interval(component: &Component, interval: Duration) -> Component {
    let mut changed = component.clone();
    let Told::Known(all) = &mut changed.protections else { return changed };
    all[0].schedule = Told::Known(Schedule::Every { interval, from: TimeOfDay::new(2, 0).unwrap() });
    changed
}

#[test]
fn the_longest_ordinary_interval_that_does() {
    let system = shop(Duration::hours(6), |_| {});
    let advice = advise(&system);
    assert!(!advice.missed.is_empty() && advice.beyond.is_empty() && !advice.cut_short, "{}", advice.tried);
    // 6 h - 2 h 10 min leaves 3 h 50 min: every 3 h, and not every 4 h.
    let often = of(&advice, "more-often-db-dump-3h");
    assert_eq!(words(&often.says), "Run the nightly dump every 3 h");
    assert_eq!(missed(&system, &often.component), []);
    assert!(!missed(&system, &with_interval(&system.components[0], Duration::hours(4))).is_empty());
    let disk = often.mends.iter().find(|m| m.scenario.id == S::DiskHostLoss).unwrap();
    assert_eq!((words(&disk.before), words(&disk.after)), ("26 h 10 min".into(), "5 h 10 min".into()));
    assert_eq!(disk.window_after, Some(Duration::minutes(310)));
    // 61 copies of 100 GB become 488, at 20 a TB and month.
    assert_eq!(often.stored.bytes, Some((gb(6_100), gb(48_800))));
    assert_eq!(often.stored.a_month, Money::from_hundredths(12_200).zip(Money::from_hundredths(97_600)));
    // Logs are cheaper here, and come first: both mend everything.
    assert_eq!(advice.recommendations[0].id, "ship-logs");
    assert!(advice.recommendations.iter().all(|one| one.leaves.is_empty()));
    let why = why_recommended(&system, often);
    let lines: Vec<String> = why
        .steps
        .iter()
        .map(|s| words(&format!("{} [{}]", s.text.words(), s.figure.as_deref().unwrap_or(""))))
        .collect();
    assert!(
        lines.contains(&"If the server or its disk died: 26 h 10 min, and with it [5 h 10 min]".into()),
        "{lines:?}"
    );
    assert!(lines.contains(&"A month of storage, with it [EUR 976.00]".into()), "{lines:?}");
}

#[test]
fn a_run_has_to_be_over_before_the_next() {
    // 3 h would be needed, and a run takes 3 h 30 min of the 3 h 50 min until it is safe.
    let system = shop(Duration::hours(7), |p| {
        (p.takes, p.travels) = (Some(Duration::minutes(210)), Some(Duration::minutes(20)));
    });
    let advice = advise(&system);
    assert!(
        !advice.recommendations.iter().any(|one| one.id.starts_with("more-often") && one.leaves.is_empty())
    );
    assert!(advice.recommendations.iter().any(|one| one.id == "ship-logs"));
    assert!(!meets(&system, &id()).unwrap().fits);
}

#[test]
fn one_change_for_one_gap() {
    let limit = Duration::hours(48);
    // Kept for two weeks: what is noticed after 60 days needs more than 60, and a day between copies.
    // An attack is noticed after 14 days.
    let short = shop(limit, |p| p.keep = Told::Known(Keep::Age(Duration::days(14))));
    let advice = advise(&short);
    let noticed_late = [S::SilentCorruption, S::RansomwareTakeover];
    assert_eq!(advice.missed.iter().map(|s| s.id).collect::<Vec<_>>(), noticed_late);
    let longer = of(&advice, "keep-longer-db-dump-61d");
    assert_eq!(words(&longer.says), "Keep each copy of the nightly dump for 61 days");
    assert_eq!(missed(&short, &longer.component), []);
    let mut sixty = longer.component.clone();
    let Told::Known(all) = &mut sixty.protections else { return };
    all[0].keep = Told::Known(Keep::Age(Duration::days(60)));
    assert_eq!(missed(&short, &sixty), [S::SilentCorruption], "one step less does not do");
    assert!(!advice.recommendations.iter().any(|one| one.id.starts_with("lock-") && one.changes == 1));

    // In the same region only: another provider mends the place and the account.
    let near = shop(limit, |p| p.locations = Told::Known([Location::SameRegion].into()));
    let advice = advise(&near);
    let place = of(&advice, "second-place-db-dump-other-provider");
    assert_eq!(words(&place.says), "Keep a second copy of the nightly dump with another provider");
    assert!(place.leaves.is_empty() && missed(&near, &place.component).is_empty());
    assert_eq!(place.stored.bytes, Some((gb(6_100), gb(12_200))));
    // Another region mends the place alone, and says what it leaves; it comes later.
    let region = of(&advice, "second-place-db-dump-other-region");
    assert_eq!(region.leaves.iter().map(|s| s.id).collect::<Vec<_>>(), [S::AccountClosure]);
    assert_eq!(missed(&near, &region.component), [S::AccountClosure]);
    assert!(place.leaves.len() < region.leaves.len());
    assert_eq!(advice.recommendations[0].leaves.len(), 0);
}

#[test]
fn pairs_where_one_does_not_do() {
    let system = shop(Duration::hours(6), |p| p.keep = Told::Known(Keep::Age(Duration::days(14))));
    let advice = advise(&system);
    let pair = of(&advice, "more-often-db-dump-3h+keep-longer-db-dump-61d");
    assert_eq!(
        words(&pair.says),
        "Run the nightly dump every 3 h and keep each copy of the nightly dump for 61 days"
    );
    assert_eq!(missed(&system, &pair.component), []);
    let single = of(&advice, "more-often-db-dump-3h");
    assert_eq!(
        single.leaves.iter().map(|s| s.id).collect::<Vec<_>>(),
        [S::SilentCorruption, S::RansomwareTakeover]
    );
    assert!(advice.recommendations.is_sorted_by_key(|one| one.leaves.len()));
    assert!(advice.beyond.is_empty() && advice.beyond_words().is_none());
}

#[test]
fn three_where_two_do_not_do() {
    let system = shop(Duration::hours(6), |p| {
        p.keep = Told::Known(Keep::Age(Duration::days(14)));
        p.locations = Told::Known([Location::SameRegion].into());
    });
    let advice = advise(&system);
    let best = &advice.recommendations[0];
    assert_eq!((best.leaves.len(), best.changes), (0, 3), "{:?}", said(&advice));
    assert_eq!(missed(&system, &best.component), []);
    assert!(!advice.cut_short && advice.tried < 250, "{}", advice.tried);
}

#[test]
fn every_recommendation_keeps_its_word() {
    let places = [Location::SameServer, Location::SameRegion, Location::OtherRegion, Location::OtherProvider];
    for limit in [4, 30] {
        for keep in [3, 14, 61] {
            for place in places {
                let system = shop(Duration::hours(limit), |p| {
                    p.keep = Told::Known(Keep::Age(Duration::days(keep)));
                    p.locations = Told::Known([place].into());
                });
                let advice = advise(&system);
                let before: Vec<S> = advice.missed.iter().map(|s| s.id).collect();
                for one in &advice.recommendations {
                    let after = missed(&system, &one.component);
                    let leaves: Vec<S> = one.leaves.iter().map(|s| s.id).collect();
                    // What is left may also be no longer missed, but uncertain.
                    assert!(after.iter().all(|s| leaves.contains(s)), "{limit} {keep} {place:?} {}", one.id);
                    let within =
                        |window: Option<Duration>| window.is_some_and(|w| w <= Duration::hours(limit));
                    assert!(one.mends.iter().all(|mended| within(mended.window_after)), "{}", one.id);
                    assert!(one.mends.iter().all(|mended| !within(mended.window_before)), "{}", one.id);
                    assert!(
                        !one.mends.is_empty() && one.mends.len() + leaves.len() == before.len(),
                        "{}",
                        one.id
                    );
                    assert_eq!(
                        Component::read(&one.component.write()).unwrap().protections,
                        one.component.protections
                    );
                }
                let mut ids: Vec<&str> = advice.recommendations.iter().map(|one| one.id.as_str()).collect();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), advice.recommendations.len(), "a name stands once");
            }
        }
    }
}

#[test]
fn one_change_is_not_handed_out_again_as_a_whole_of_one() {
    // Nothing helps against a stolen login here, so more and more is put together, and taken out again.
    let system = shop(Duration::minutes(15), |p| {
        p.keep = Told::Known(Keep::Age(Duration::days(70)));
        p.locations = Told::Known([Location::OtherRegion].into());
        p.deleted_by = DeletedBy::SameLogin;
    });
    let advice = advise(&system);
    let says: Vec<&str> = advice.recommendations.iter().map(|one| one.says.as_str()).collect();
    assert!(!says.is_empty() && !advice.beyond.is_empty(), "{says:?}");
    assert!(says.iter().enumerate().all(|(at, one)| !says[..at].contains(one)), "{says:?}");
}

#[test]
fn nothing_to_do_and_nothing_that_helps() {
    let fine = advise(&shop(Duration::hours(48), |_| {}));
    assert!(fine.missed.is_empty() && fine.recommendations.is_empty() && fine.tried == 0);
    assert!(
        recommendations(&shop(Duration::hours(1), |_| {}), &ComponentId::new("nobody"), now())
            .missed
            .is_empty()
    );
    // No loss at all after a dead disk: neither copies nor logs can do that.
    let mut system = shop(Duration::ZERO, |_| {});
    system.components[0].limit = Told::Known(Duration::minutes(2));
    let advice = advise(&system);
    assert!(advice.beyond.iter().any(|s| s.id == S::DiskHostLoss), "{:?}", said(&advice));
    assert!(words(&advice.beyond_words().unwrap()).starts_with("Nothing that was tried is enough if"));
}

#[test]
fn a_first_copy() {
    let mut system = shop(Duration::hours(30), |_| {});
    system.components[0].protections = Told::Known(Vec::new());
    let advice = advise(&system);
    let copy = of(&advice, "daily-copy");
    assert_eq!(
        (copy.leaves.iter().map(|s| s.id).collect(), missed(&system, &copy.component)),
        (vec![], vec![])
    );
    assert_eq!(
        words(&copy.says),
        "Make a database dump every day, and keep each for 61 days with another provider"
    );
}

/// The worst loss of a periodic schedule, by the engine.
fn worst(interval: i64, takes: i64) -> i64 {
    let copies = Copies {
        name: String::new(),
        runs: Runs::from(vec![Run { period: interval, offset: 0, duration: takes }]),
        propagation: 0,
        keep: Kept::Age(61 * DAY),
        success: 1.0,
        unnoticed: 0,
    };
    let question = Loss { protections: vec![copies.into()], damage: Damage::Physical, detection: 0 };
    match loss_law(&question).unwrap().worst() {
        Worst::At(worst) => worst.loss,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_limit_needs_is_the_exact_inverse() {
    let four = shop(Duration::hours(4), |_| {});
    let needed = meets(&four, &id()).unwrap();
    assert_eq!(needed.every, Some(Duration::minutes(110)));
    assert_eq!(
        words(&needed.says),
        "To stay within 4 h: run the nightly dump at least every 1 h 50 min, or ship the logs."
    );
    for limit in [(2, 15), (2, 47), (3, 1), (4, 0), (9, 33), (24, 0), (50, 7)] {
        let limit = Duration::minutes(limit.0 * 60 + limit.1);
        let every = meets(&shop(limit, |_| {}), &id()).unwrap().every.unwrap().seconds();
        assert_eq!(worst(every, 7_800), limit.seconds());
        assert!(worst(every + 1, 7_800) > limit.seconds());
    }
    let tight = meets(&shop(Duration::hours(2), |_| {}), &id()).unwrap();
    assert_eq!((tight.every, tight.fits), (None, false));
    assert!(words(&tight.says).starts_with("To stay within 2 h: copies alone will not do"));
    let files = |c: &mut Component| c.kind = ComponentKind::UploadedFiles;
    let mut system = shop(Duration::hours(4), |_| {});
    files(&mut system.components[0]);
    assert!(!meets(&system, &id()).unwrap().says.contains("logs"), "files have none");
    let doubtful = shop(Duration::hours(4), |p| p.success = "90".parse().ok());
    assert_eq!(meets(&doubtful, &id()), None);
}

#[test]
fn nobody_waits_for_a_search_through_millions_of_runs() {
    // Copies of every hour of which some are bad, kept by the month for centuries: one try goes through half a million runs.
    let text = r#"{"id":"part-2","kind":"database","name":"Archive","holds":"records","known":"told","loss_limit_s":1800,
        "size_bytes":4000000000,"protections":[
        {"id":"full","kind":"file-full","known":"told","deleted_by":"nobody","success":99999,"bad_runs":{"noticed_after_s":3155760000},
        "locations":["same-server","same-region","other-account"],"schedule":{"hourly":{"minute":40}},"takes_s":2170293740,
        "keep":{"age_s":2170297340},"scheduler":"systemd252",
        "keep_plan":{"policy":{"dialect":"kopia","keep_monthly":4294967295,"keep_weekly":4},"unnoticed_s":1800}},
        {"id":"differential","kind":"file-differential","known":"told","deleted_by":"own-login","bad_runs":"noticed","locations":[],
        "full_success":1,"full_takes_s":86400,"fulls":{"every":{"from":"15:39","interval_s":18000}},"keep":{"age_s":60},
        "schedule":{"monthly_weekday":{"at":"13:24","nth":2,"on":"saturday"}},"takes_s":2736972942}]}"#;
    let component = Component::read(text).unwrap();
    let id = component.id.clone();
    let system = System::of(&Answers::default()).described_as(vec![component], Setup::default());
    let advice = recommendations(&system, &id, now());
    assert!(advice.cut_short && advice.tried < 60, "{} tried", advice.tried);
}

#[test]
fn a_search_through_a_busy_year_is_not_cut_short() {
    // Every five minutes beside once a month: no pattern short of 28 years, so a year of 105,000 runs is gone through.
    let mut system = shop(Duration::minutes(2), |p| {
        p.schedule = Told::Known(Schedule::Every {
            interval: Duration::minutes(5),
            from: TimeOfDay::new(0, 0).unwrap(),
        });
        (p.takes, p.travels) = (Some(Duration::minutes(1)), None);
        p.keep = Told::Known(Keep::Age(Duration::days(3)));
    });
    let Told::Known(all) = &mut system.components[0].protections else { unreachable!("it is described") };
    all.push(Protection {
        schedule: Told::Known(Schedule::MonthlyWeekday {
            nth: holdfast::schedule::Nth::Last,
            on: holdfast::schedule::Weekday::Sunday,
            at: TimeOfDay::new(3, 0).unwrap(),
        }),
        locations: Told::Known([Location::OtherRegion].into()),
        ..Protection::new("monthly", P::Image)
    });
    let advice = advise(&system);
    assert!(!advice.missed.is_empty() && !advice.recommendations.is_empty());
    assert!(!advice.cut_short, "{} tried", advice.tried);
}
