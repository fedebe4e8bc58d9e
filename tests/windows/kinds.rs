//! Each kind of protection: the worked examples of "recovery mathematics", and the engine asked directly.

use crate::system::{assessed, at, database, day, full, id, logs, nightly, replica, says, steps, sundays};
use holdfast::assess::{Outcome, Verdict, Window};
use holdfast::catalogue::ScenarioId as S;
use holdfast::recovery as engine;
use holdfast::schedule::{DayOfMonth, MonthDay, Schedule};
use holdfast::system::{BadRuns, Component, Keep, LastGood, Protection, ProtectionKind as P, Told};
use holdfast::units::{Duration, Percent};

const DAY: i64 = 86_400;

fn share(thousandths: u32) -> Option<Percent> {
    Percent::from_thousandths(thousandths)
}

fn window(outcome: &Outcome, scenario: S) -> Window {
    outcome.matrix.cell(&id(), scenario).unwrap().window.unwrap()
}

fn secs(length: Option<Duration>) -> i64 {
    length.unwrap().seconds()
}

fn of(protection: Protection) -> Outcome {
    assessed(vec![database(vec![protection])])
}

/// Sunday full of 4 h, increments of 30 min on the other days.
fn chain(kind: P) -> Protection {
    Protection {
        schedule: Told::Known(Schedule::Cron { text: "0 2 * * 1-6".parse().unwrap() }),
        fulls: Told::Known(sundays()),
        full_takes: Some(Duration::hours(4)),
        takes: Some(Duration::minutes(30)),
        travels: None,
        ..full(kind)
    }
}

#[test]
fn copies_as_in_the_worked_example() {
    let outcome = of(full(P::DbDump));
    let disk = window(&outcome, S::DiskHostLoss);
    assert_eq!((secs(disk.worst), secs(disk.mean)), (26 * 3_600 + 600, 14 * 3_600 + 600));
    assert_eq!(secs(disk.p95), 24 * 3_600 + 58 * 60);
    // Seen after 60 days, kept for 90.
    let silent = window(&outcome, S::SilentCorruption);
    assert_eq!((secs(silent.worst), secs(silent.mean)), (DAY, DAY / 2));
    // Eleven of twelve runs are good: mean 16 h 20 min 54 s, 95 % within 36 h 38 min.
    let outcome = of(Protection { success: share(91_667), ..full(P::DbDump) });
    let disk = window(&outcome, S::DiskHostLoss);
    assert_eq!(secs(disk.mean), 16 * 3_600 + 20 * 60 + 54);
    assert_eq!(secs(disk.p95) / 60, 36 * 60 + 38);
    let law = outcome.law(&id(), S::DiskHostLoss).unwrap();
    assert_eq!((law.percentile(0.99).unwrap() / 60.0).round(), 49.0 * 60.0 + 12.0);
    // Three bad runs in a row take a chance of 1 in 1,728, two one of 1 in 144: two have to be reckoned with.
    assert_eq!(secs(disk.worst), 2 * DAY + 26 * 3_600 + 600);
    // With 98 of 100 good, one in a row: two are 1 in 2,500.
    let rarer = of(Protection { success: share(98_000), ..full(P::DbDump) });
    assert_eq!(secs(window(&rarer, S::DiskHostLoss).worst), DAY + 26 * 3_600 + 600);
    assert!(steps(&rarer, S::DiskHostLoss).iter().any(|s| s.starts_with("98 % of its runs are good")));
    assert!(steps(&rarer, S::DiskHostLoss).iter().any(|s| s.contains("reach 1 in 1,000, so it is left out")));
}

#[test]
fn a_schedule_leaves_its_longest_hole() {
    let weekdays = Protection {
        schedule: Told::Known(Schedule::Weekdays { at: at(22, 0) }),
        takes: Some(Duration::hours(3)),
        travels: None,
        ..full(P::DbDump)
    };
    let disk = window(&of(weekdays), S::DiskHostLoss);
    assert_eq!((secs(disk.worst), secs(disk.mean) / 60), (75 * 3_600, 25 * 60 + 17));
}

#[test]
fn chains_as_in_the_worked_example() {
    let good = of(chain(P::FileIncremental));
    let disk = window(&good, S::DiskHostLoss);
    assert_eq!((secs(disk.worst), secs(disk.mean)), (28 * 3_600, 13 * 3_600));
    assert!(
        steps(&good, S::DiskHostLoss).iter().any(|s| s.starts_with("A full of the incremental file backup"))
    );
    let flawed = |kind, bad_runs| {
        let chain = Protection {
            full_success: share(98_000),
            success: share(95_000),
            bad_runs,
            keep: Told::Known(Keep::Forever),
            ..chain(kind)
        };
        of(chain)
    };
    let p99 =
        |outcome: &Outcome| outcome.law(&id(), S::DiskHostLoss).unwrap().percentile(0.99).unwrap() / 3_600.0;
    let incremental = flawed(P::FileIncremental, BadRuns::Silent);
    let differential = flawed(P::FileDifferential, BadRuns::Silent);
    let minutes = |outcome: &Outcome| (secs(window(outcome, S::DiskHostLoss).mean) + 30) / 60;
    assert_eq!((minutes(&incremental), p99(&incremental).round()), (24 * 60 + 50, 6.0 * 24.0 + 18.0));
    assert_eq!((minutes(&differential), p99(&differential).round()), (16 * 60 + 9, 4.0 * 24.0 + 19.0));
    let direct = engine::loss_law(&engine_chain(engine::ChainKind::Incremental)).unwrap();
    assert_eq!(incremental.law(&id(), S::DiskHostLoss).unwrap(), direct);
    assert!(minutes(&flawed(P::FileIncremental, BadRuns::Noticed)) < minutes(&incremental));
    let found = steps(&incremental, S::DiskHostLoss);
    assert!(
        found.iter().any(|s| s
            == "The newest at that moment needs the full of Sunday 02:00 and 6 increments; chance that all are good [72 %]"),
        "{found:#?}"
    );
}

fn engine_chain(kind: engine::ChainKind) -> engine::Loss {
    let run = |period: i64, offset: i64, duration: i64| engine::Run { period, offset, duration };
    let chain = engine::Chain {
        name: "incremental file backup".to_owned(),
        kind,
        fulls: vec![run(7 * DAY, 6 * DAY + 7_200, 4 * 3_600)].into(),
        increments: (0..6).map(|day| run(7 * DAY, day * DAY + 7_200, 1_800)).collect(),
        propagation: 0,
        keep: engine::Keep::Forever,
        success: 0.98,
        success_increment: 0.95,
        bad_runs: engine::BadRuns::Silent,
        unnoticed: 0,
    };
    engine::Loss { protections: vec![chain.into()], damage: engine::Damage::Physical, detection: 0 }
}

#[test]
fn a_chain_without_fulls_restores_nothing() {
    let outcome = of(Protection { fulls: Told::Unsure, ..chain(P::FileIncremental) });
    let cell = outcome.matrix.cell(&id(), S::DiskHostLoss).unwrap();
    assert_eq!((cell.verdict, cell.window.and_then(|w| w.worst)), (Verdict::Unknown, None));
    assert!(steps(&outcome, S::DiskHostLoss).iter().any(|s| s.starts_with(
        "How often a full of the incremental file backup is made is not known, and without one nothing in it"
    )));
}

#[test]
fn logs_lose_at_most_their_lag() {
    let outcome = of(logs());
    let disk = window(&outcome, S::DiskHostLoss);
    assert_eq!((secs(disk.worst), secs(disk.mean)), (360, 180));
    assert_eq!(secs(window(&outcome, S::AccidentalDelete).worst), 0);
    // Whatever the lag, the most is exactly that, as long as no base alone is newer.
    for lag in [1, 7, 59, 61, 300, 1_020, 3_660, 40_000] {
        let logs = Protection { lag: Some(Duration::clamped(lag)), ..logs() };
        assert_eq!(secs(window(&of(logs), S::DiskHostLoss).worst), lag, "{lag}");
    }
    // Bases may be described as fulls.
    let fulls = Protection { schedule: Told::Open, fulls: Told::Known(nightly()), ..logs() };
    assert_eq!(secs(window(&of(fulls), S::DiskHostLoss).worst), 360);
}

#[test]
fn logs_reach_back_as_far_as_their_bases() {
    // Kept for 7 days, quiet damage seen after 60: nothing. Kept for 60 days and a half: nothing for part of the day.
    let kept =
        |seconds: i64| of(Protection { keep: Told::Known(Keep::Age(Duration::clamped(seconds))), ..logs() });
    assert_eq!(says(&kept(7 * DAY), S::SilentCorruption), "no clean copy");
    assert_eq!(says(&kept(60 * DAY + DAY / 2), S::SilentCorruption), "no clean copy");
    let law = kept(60 * DAY + DAY / 2).law(&id(), S::SilentCorruption).unwrap();
    // A base counts from its end, 40 min after it starts: as in the worked example, a little more than half.
    assert!((law.p_unrecoverable() - (0.5 + 2_400.0 / 86_400.0)).abs() < 1e-9, "{}", law.p_unrecoverable());
    assert_eq!(says(&kept(62 * DAY), S::SilentCorruption), "0 min");
}

#[test]
fn logs_without_a_base_give_no_number() {
    let outcome = of(Protection { schedule: Told::Open, last_good: Told::Open, ..logs() });
    assert_eq!(says(&outcome, S::DiskHostLoss), "a copy, age not known");
    assert!(steps(&outcome, S::DiskHostLoss).iter().any(|s| s.contains("logs alone bring nothing back")));
}

#[test]
fn replicas_by_their_lag_and_delay() {
    let minute = Some(Duration::minutes(1));
    assert_eq!(says(&of(replica(P::StandbySync, None)), S::DiskHostLoss), "0 min");
    assert_eq!(says(&of(replica(P::ReplicaAsync, minute)), S::DiskHostLoss), "1 min");
    assert_eq!(says(&of(replica(P::ReplicaAsync, None)), S::DiskHostLoss), "a copy, age not known");
    let delayed =
        |hours, lag| Protection { delay: Some(Duration::hours(hours)), ..replica(P::ReplicaDelayed, lag) };
    assert_eq!(says(&of(delayed(36, minute)), S::DiskHostLoss), "1 min");
    // As it stands when the delete is seen after a day.
    assert_eq!(says(&of(delayed(36, None)), S::AccidentalDelete), "12 h");
    assert_eq!(says(&of(delayed(24, minute)), S::AccidentalDelete), "nothing left");
}

#[test]
fn all_that_is_left_counts_together() {
    // Nightly 90 % and every 6 h 80 %, at once usable: mean 4 h 08 min, 95 % within 10 h 33 min.
    let at_once = |kind, schedule, success| Protection {
        schedule: Told::Known(schedule),
        takes: None,
        travels: None,
        success,
        keep: Told::Known(Keep::Forever),
        ..full(kind)
    };
    let midnight = Schedule::Daily { at: at(0, 0) };
    let six = Schedule::Every { interval: Duration::hours(6), from: at(0, 0) };
    let (dump, snapshot) =
        (at_once(P::DbDump, midnight, share(90_000)), at_once(P::VolumeSnapshot, six, share(80_000)));
    let outcome = assessed(vec![database(vec![dump.clone(), snapshot.clone()])]);
    let disk = window(&outcome, S::DiskHostLoss);
    let copies = |p: &Protection, period, success: f64| {
        engine::Protection::from(engine::Copies {
            name: p.words().into_owned(),
            runs: vec![engine::Run { period, offset: 0, duration: 0 }].into(),
            propagation: 0,
            keep: engine::Keep::Forever,
            success,
            unnoticed: 0,
        })
    };
    let question = engine::Loss {
        protections: vec![copies(&snapshot, 6 * 3_600, 0.8), copies(&dump, DAY, 0.9)],
        damage: engine::Damage::Physical,
        detection: 0,
    };
    let direct = engine::loss_law(&question).unwrap();
    assert_eq!(secs(disk.mean), direct.mean().unwrap().round() as i64);
    assert_eq!(secs(disk.p95), direct.percentile(0.95).unwrap().round() as i64);
    // A replica beside them decides while it is there.
    let beside = assessed(vec![database(vec![
        full(P::DbDump),
        replica(P::ReplicaAsync, Some(Duration::clamped(20))),
    ])]);
    assert_eq!(says(&beside, S::DiskHostLoss), "20 s");
    assert_eq!(says(&beside, S::AccidentalDelete), "24 h");
}

#[test]
fn what_is_left_out_changes_no_figure() {
    let slow = Protection { id: "a".into(), ..full(P::DbDump) };
    // At once usable, so that it is newer than the logs now and then.
    let quick = Protection { takes: None, travels: None, id: "b".into(), ..full(P::VolumeSnapshot) };
    let replica = replica(P::ReplicaAsync, Some(Duration::minutes(4)));
    let logs = || logs();
    let sets: [Vec<Protection>; 4] = [
        vec![slow.clone(), logs()],
        vec![logs(), quick.clone(), slow.clone()],
        vec![slow.clone(), quick, replica.clone(), logs()],
        vec![slow, replica, Protection { keep: Told::Known(Keep::Count(1)), ..logs() }],
    ];
    for set in sets {
        let outcome = assessed(vec![database(set.clone())]);
        for (scenario, damage, days) in
            [(S::AccountClosure, engine::Damage::Physical, 0), (S::BadDeploy, engine::Damage::Logical, 1)]
        {
            // Every protection in a question of its own says what all of them together say at best.
            let law = outcome.law(&id(), scenario);
            let Some(law) = law else { continue };
            let left = set.iter().filter(|p| outcome_of(p, scenario));
            let protections: Vec<_> = left.map(engine_of).collect();
            let all = engine::loss_law(&engine::Loss { protections, damage, detection: days * DAY }).unwrap();
            assert_eq!(law.mean(), all.mean(), "{scenario:?}");
            for p in [0.05, 0.5, 0.95, 0.999] {
                assert_eq!(law.percentile(p), all.percentile(p), "{scenario:?} {p}");
            }
            assert_eq!(law.p_unrecoverable(), all.p_unrecoverable());
        }
    }
}

/// Whether it alone is left.
fn outcome_of(protection: &Protection, scenario: S) -> bool {
    let alone = of(protection.clone());
    alone.matrix.cell(&id(), scenario).unwrap().survival == holdfast::assess::Survival::Survives
}

/// The test's own reading of the few protections above.
fn engine_of(protection: &Protection) -> engine::Protection {
    let seconds = |length: Option<Duration>| length.map_or(0, Duration::seconds);
    let keep = match protection.keep {
        Told::Known(Keep::Age(age)) => engine::Keep::Age(age.seconds()),
        Told::Known(Keep::Count(count)) => engine::Keep::Count(count),
        _ => engine::Keep::Forever,
    };
    let run = engine::Run { period: DAY, offset: 7_200, duration: seconds(protection.takes) };
    let (name, propagation) = (protection.id.clone(), seconds(protection.travels));
    match protection.kind {
        P::Logs => engine::Protection::from(engine::Pitr {
            name,
            bases: vec![run].into(),
            consistent: engine::Consistent::AtEnd,
            logs: vec![engine::Log { period: 360, offset: 0, ship: 0 }],
            propagation,
            keep,
            success: 1.0,
            unnoticed: 0,
        }),
        P::ReplicaAsync => engine::Protection::from(engine::Replica {
            name,
            mode: engine::ReplicaMode::Asynchronous { lag: seconds(protection.lag) },
            success: 1.0,
        }),
        _ => engine::Protection::from(engine::Copies {
            name,
            runs: vec![run].into(),
            propagation,
            keep,
            success: 1.0,
            unnoticed: 0,
        }),
    }
}

#[test]
fn copies_by_number_cover_what_the_engine_says() {
    let kept = |count| of(Protection { keep: Told::Known(Keep::Count(count)), ..full(P::DbDump) });
    // 60 days until quiet damage is seen: (k - 1) days and 2 h 10 min have to cover it.
    assert_eq!(says(&kept(61), S::SilentCorruption), "24 h");
    assert_eq!(says(&kept(60), S::SilentCorruption), "no clean copy");
    let few = kept(5);
    assert_eq!(says(&few, S::RansomwareTakeover), "nothing left");
    let finding =
        few.findings.iter().find(|f| f.id == "no-surviving-copy-ransomware-takeover-database").unwrap();
    assert!(finding.title.ends_with("could be gone: only the newest 5 are kept"), "{}", finding.title);
    assert_eq!(few.findings.iter().filter(|f| f.is("kept-too-short")).count(), 1);
}

#[test]
fn runs_that_fail_unnoticed_come_on_top() {
    let silent = Protection { bad_runs: BadRuns::NoticedAfter(Duration::days(2)), ..full(P::DbDump) };
    let outcome = of(silent);
    assert_eq!(says(&outcome, S::DiskHostLoss), "74 h 10 min");
    assert!(steps(&outcome, S::DiskHostLoss).iter().any(|s| s.ends_with("that comes on top [48 h]")));
}

#[test]
fn a_copy_that_has_stopped_is_not_counted_on() {
    let stopped = Protection {
        last_good: Told::Known(LastGood::On { date: day(2026, 11, 12), told: crate::support::today() }),
        ..full(P::DbDump)
    };
    let alone = of(stopped.clone());
    assert_eq!(says(&alone, S::DiskHostLoss), "9 d 7 h 30 min");
    let weekly = Protection { schedule: Told::Known(sundays()), id: "file-full".into(), ..full(P::FileFull) };
    let beside = assessed(vec![database(vec![stopped, weekly])]);
    assert_eq!(says(&beside, S::DiskHostLoss), "7 d 2 h 10 min");
    assert!(steps(&beside, S::DiskHostLoss).iter().any(|s| s.contains("so it is not counted on")));
    assert!(beside.findings.iter().any(|f| f.is("copy-overdue")));
}

#[test]
fn months_are_gone_through_as_they_are() {
    let monthly = |day| Schedule::Monthly { day, at: at(2, 0) };
    let of_month = |day| Protection { schedule: Told::Known(monthly(day)), ..full(P::DbDump) };
    let last = of(of_month(MonthDay::Last));
    assert_eq!(says(&last, S::DiskHostLoss), "31 d 2 h 10 min");
    let day31 = of(of_month(DayOfMonth::new(31).map(MonthDay::Day).unwrap()));
    assert_eq!(says(&day31, S::DiskHostLoss), "61 d 2 h 10 min");
    // Beside logs the pattern would be 28 years of segments: the year ahead is gone through, and said.
    let at_once = Protection { takes: None, travels: None, ..of_month(MonthDay::Last) };
    let beside = assessed(vec![database(vec![at_once, Protection { id: "l".into(), ..logs() }])]);
    assert_eq!(says(&beside, S::DiskHostLoss), "6 min");
    assert!(
        steps(&beside, S::DiskHostLoss).iter().any(|s| s.contains("for the 366 days from 21 November 2026"))
    );
}

#[test]
fn what_cannot_be_gone_through_is_said_in_words() {
    let odd = |id: &str, seconds| Protection {
        id: id.into(),
        schedule: Told::Known(Schedule::Every { interval: Duration::clamped(seconds), from: at(0, 0) }),
        ..full(P::DbDump)
    };
    let outcome = assessed(vec![database(vec![odd("a", 7), odd("b", 11), odd("c", 1_000_003)])]);
    assert_eq!(says(&outcome, S::DiskHostLoss), "a copy, age not known");
    let told = steps(&outcome, S::DiskHostLoss).join(" ");
    assert!(told.contains("There is no figure: the runs hardly ever line up"), "{told}");
}

#[test]
fn what_is_lost_is_told_in_data_and_records() {
    use holdfast::system::{Changes, ChangesWhen};
    let holds = |when, schedule| Component {
        changes: Some(Changes { a_day: holdfast::units::Bytes::new(4_320_000_000).unwrap(), when }),
        records_per_hour: Some(50),
        ..database(vec![Protection { schedule: Told::Known(schedule), ..full(P::DbDump) }])
    };
    let facts = |component| {
        let lost = assessed(vec![component]).lost(&id()).unwrap();
        let facts = lost.facts().into_iter().map(|(what, figure)| format!("{what}: {figure}"));
        facts.collect::<Vec<_>>().join("; ").replace('\u{a0}', " ")
    };
    // 50 kB/s for 26 h 10 min.
    assert_eq!(
        facts(holds(ChangesWhen::Always, nightly())),
        "Data changed in that time: 4.71 GB; Orders, at 50 an hour: 1,308"
    );
    // The same mean with a swing of 80 %, the extra hours around the peak: 5.02 GB.
    let swing = ChangesWhen::DaySwing(share(80_000).unwrap());
    let noon = Schedule::Daily { at: at(13, 55) };
    assert!(facts(holds(swing, noon)).starts_with("Data changed in that time: 5.02 GB;"));
    // A working day has seven fifths of the mean.
    let office = facts(holds(ChangesWhen::OfficeHours, nightly()));
    assert!(office.starts_with("Data changed in that time: 6.05 GB;"), "{office}");
    assert!(
        steps(&assessed(vec![holds(swing, noon)]), S::DiskHostLoss).iter().any(|s| s.ends_with("[5.02 GB]"))
    );
}
