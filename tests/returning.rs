//! How soon a described system would be back, and which moment its parts can go back to.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "returning/alike.rs"]
mod alike;
#[path = "returning/described.rs"]
mod described;
#[path = "returning/together.rs"]
mod together;

use described::*;
use holdfast::answers::ComponentKind as K;
use holdfast::assess::Verdict;
use holdfast::assess::returning::{Holder, Input, Origin, Work, explain_return};
use holdfast::catalogue::{ScenarioId as S, Severity, ids};
use holdfast::system::{
    Changes, ChangesWhen, Component, ComponentId, Location, Protection, ProtectionKind as P, Restoring,
    Setup, System, Told,
};
use holdfast::units::{Duration, NBSP};

/// "recovery mathematics", section 2(e), as a described system: a link of 100 MB/s; a database of 120 GB that is written
/// at 20 MB/s and replays 24 GB of logs at 20 MB/s; 60 GB of files; web servers from an image of 20 GB.
fn worked_example() -> System {
    let restoring = |write: &str, verify: i64| Restoring {
        provision: Some(Duration::clamped(300)),
        write: write.parse().ok(),
        replay: "20 MB/s".parse().ok(),
        verify: Some(Duration::clamped(verify)),
    };
    let database = Component {
        size: "120 GB".parse().ok(),
        changes: Some(Changes { a_day: "24 GB".parse().unwrap(), when: ChangesWhen::Always }),
        needs: vec![ComponentId::new("uploaded-files")],
        restoring: restoring("20 MB/s", 600),
        downtime_limit: Told::Known(Duration::hours(2)),
        ..part(K::Database, "Orders database", logs(daily(0), Duration::minutes(5)))
    };
    let files = Component {
        size: "60 GB".parse().ok(),
        restoring: restoring("1 GB/s", 0),
        downtime_limit: Told::Known(Duration::hours(1)),
        ..part(K::UploadedFiles, "Uploads", copy(P::FileFull, daily(2)))
    };
    let web = Component {
        size: "20 GB".parse().ok(),
        restoring: restoring("1 GB/s", 0),
        ..part(K::WebServer, "Web servers", copy(P::Image, daily(3)))
    };
    system(
        vec![database, files, web],
        Setup {
            detect: Some(Duration::clamped(600)),
            decide: Some(Duration::clamped(900)),
            cut_over: Some(Duration::clamped(300)),
            fetch: "100 MB/s".parse().ok(),
            ..Setup::default()
        },
    )
}

#[test]
fn three_restores_share_a_link_and_take_9900_seconds() {
    let outcome = outcome(&worked_example());
    let after = after(&outcome, S::RegionLoss);
    assert_eq!(after.total, Some(Duration::clamped(9_900)));
    assert!(after.missing.is_empty(), "{:?}", after.missing);
    // Verified, and 5 min to cut over: files at 2800 s, web servers at 2300 s.
    let back = |id: &str| after.part(&ComponentId::new(id)).unwrap().back.unwrap().seconds();
    assert_eq!([back("database"), back("uploaded-files"), back("web-server")], [9_900, 3_100, 2_600]);
    let critical: Vec<(Work, i64, i64)> = after
        .tasks
        .iter()
        .filter(|task| task.critical)
        .map(|task| (task.work, task.start.seconds(), task.finish.seconds()))
        .collect();
    assert_eq!(
        critical,
        [
            (Work::Detect, 0, 600),
            (Work::Decide, 600, 1_500),
            (Work::Provision, 1_500, 1_800),
            (Work::Fetch, 1_800, 7_800),
            (Work::Replay, 7_800, 9_000),
            (Work::Verify, 9_000, 9_600),
            (Work::CutOver, 9_600, 9_900),
        ]
    );
    let fetch = |id: &str| {
        let of = |t: &&holdfast::assess::returning::TaskBar| {
            t.work == Work::Fetch && t.component == Some(ComponentId::new(id))
        };
        after.tasks.iter().find(of).unwrap().held.clone()
    };
    assert_eq!(fetch("database"), [(Holder::Writing, Duration::clamped(6_000))]);
    assert_eq!(fetch("uploaded-files"), [(Holder::Link, Duration::clamped(1_000))]);
}

#[test]
fn limits_are_judged_part_by_part_and_nothing_unproven_passes() {
    let mut system = worked_example();
    system.components[2].downtime_limit = Told::Known(Duration::hours(8));
    let outcome = outcome(&system);
    let after = after(&outcome, S::RegionLoss);
    let verdicts: Vec<Verdict> = after.parts.iter().map(|part| part.verdict).collect();
    // 9900 s over 2 h; 3100 s within 1 h; whether an image holds the disks of the web servers is not proved.
    assert_eq!(verdicts, [Verdict::Over, Verdict::Within, Verdict::Unknown]);
    assert!(!after.parts[2].proven);
    assert_eq!(after.verdict, Verdict::Over);
    assert_eq!(after.furthest_over().unwrap().over(), Some(Duration::minutes(45)));
}

#[test]
fn the_second_sentence_says_it() {
    let mut system = worked_example();
    let second = |system: &System| words(&outcome(system).sentences[1]);
    assert_eq!(
        second(&system),
        "If the server or its disk died, you would be back after 2 h 45 min, and your limit is 2 h; 1 h 40 min of it is \
         fetching and writing the orders database."
    );
    // A part that is back before the others is named.
    system.components[1].downtime_limit = Told::Known(Duration::minutes(5));
    system.components[0].downtime_limit = Told::Known(Duration::hours(3));
    assert_eq!(
        second(&system),
        "If the server or its disk died, the uploads would be back after 52 min, and your limit is 5 min; 17 min of \
         it is fetching the uploads."
    );
    system.components[1].downtime_limit = Told::Open;
    assert!(second(&system).contains("back after 2 h 45 min, within your limit of 3 h; 1 h 40 min of it"));
    system.components[0].downtime_limit = Told::Open;
    assert!(second(&system).contains("2 h 45 min, and nobody has said how long is too long; 1 h 40 min"));
    // What is missing makes it a lower bound, which never passes.
    system.components[0].downtime_limit = Told::Known(Duration::hours(3));
    system.components[1].restoring.verify = None;
    system.setup.decide = None;
    assert_eq!(
        second(&system),
        "If the server or its disk died, you would be back after at least 2 h 30 min; your limit is 3 h; 1 h 40 min of it \
         is fetching and writing the orders database. Not counted: time to decide and time to verify the uploads."
    );
}

#[test]
fn hidden_damage_is_counted_from_when_it_is_known_and_put_right_in_place() {
    let outcome = outcome(&worked_example());
    let after = after(&outcome, S::AccidentalDelete);
    let works: Vec<Work> = after
        .tasks
        .iter()
        .filter(|t| t.name.is_empty() || t.name == "Orders database")
        .map(|t| t.work)
        .collect();
    assert_eq!(works, [Work::Decide, Work::Fetch, Work::Replay, Work::Verify, Work::CutOver]);
    // The web servers stand and wait for nothing; the others share 100 MB/s: 20 and 80.
    assert_eq!(after.parts[2].verdict, Verdict::None);
    assert_eq!(after.parts[1].back, Some(Duration::clamped(900 + 750 + 300)));
    assert_eq!(after.total, Some(Duration::clamped(9_900 - 600 - 300)));
    // Rebuilt from scratch after a takeover, but nobody notices that late.
    let takeover = described::after(&outcome, S::RansomwareTakeover);
    assert_eq!(takeover.total, Some(Duration::clamped(9_900 - 600)));
}

#[test]
fn the_longest_chain_is_fetched() {
    // Fulls on Sunday, increments on the other nights: six of them on Saturday, 10 GB a day each.
    let chain =
        Protection { fulls: Told::Known(weekly(0)), ..copy(P::FileIncremental, weekdays_and_saturday()) };
    let files = |kind: P| Component {
        size: "100 GB".parse().ok(),
        changes: Some(Changes { a_day: "10 GB".parse().unwrap(), when: ChangesWhen::Always }),
        restoring: Restoring {
            provision: Some(Duration::ZERO),
            verify: Some(Duration::ZERO),
            write: "1 GB/s".parse().ok(),
            replay: None,
        },
        ..part(K::UploadedFiles, "Uploads", Protection { kind, ..chain.clone() })
    };
    let back = |kind: P, ratio: Option<u32>, scenario: S| {
        let system = system(vec![files(kind)], Setup { ratio_tenths: ratio, ..quick_setup() });
        let outcome = outcome(&system);
        let after = after(&outcome, scenario);
        let Origin::Copy { increments, .. } = after.parts[0].from.clone() else { return (0, 0) };
        (increments, after.total.unwrap().seconds())
    };
    assert_eq!(back(P::FileIncremental, None, S::DiskHostLoss), (6, 1_600));
    assert_eq!(back(P::FileIncremental, Some(20), S::DiskHostLoss), (6, 800));
    assert_eq!(back(P::FileDifferential, None, S::DiskHostLoss), (1, 1_600));
    assert_eq!(back(P::FileIncremental, None, S::AccidentalDelete), (6, 1_600));
    // An increment is never more than everything.
    let mut small = files(P::FileIncremental);
    small.size = "1 GB".parse().ok();
    let outcome = outcome(&system(vec![small.clone()], quick_setup()));
    assert_eq!(after(&outcome, S::DiskHostLoss).total, Some(Duration::clamped(70)));
    // Without a change rate the increments are not counted, and that is said.
    small.changes = None;
    let outcome = described::outcome(&system(vec![small], quick_setup()));
    let told = after(&outcome, S::DiskHostLoss);
    assert_eq!(told.total, Some(Duration::clamped(10)));
    assert_eq!(&*told.missing[0].words, "how much changes in the uploads");
    assert_eq!(told.missing[0].input.field(), "changes");
}

#[test]
fn logs_are_replayed_from_the_oldest_base_there_ever_is() {
    // 24 h at 1.2 MB/s, 30 MB/s: 3456 s ("recovery mathematics", section 2(e)), and the base travels 2 h: 26 h of logs.
    let mut log = logs(daily(0), Duration::minutes(5));
    let base = Component {
        size: "1 GB".parse().ok(),
        changes: Some(Changes { a_day: "103.68 GB".parse().unwrap(), when: ChangesWhen::Always }),
        restoring: Restoring {
            provision: Some(Duration::ZERO),
            verify: Some(Duration::ZERO),
            write: "1 GB/s".parse().ok(),
            replay: "30 MB/s".parse().ok(),
        },
        ..part(K::Database, "Orders database", log.clone())
    };
    let back = |of: &Component, scenario: S| {
        after(&outcome(&system(vec![of.clone()], quick_setup())), scenario).total.unwrap().seconds()
    };
    assert_eq!(back(&base, S::DiskHostLoss), 10 + 3_456);
    log.travels = Some(Duration::hours(2));
    let slow = Component { protections: Told::Known(vec![log]), ..base.clone() };
    assert_eq!(back(&slow, S::DiskHostLoss), 10 + 3_456 * 26 / 24);
    assert_eq!(back(&slow, S::AccidentalDelete), 10 + 3_456, "by the time it is noticed the base has come");
    // A replica beside it is newer: it takes over, with nothing to fetch; it repeats a delete.
    let replica = Protection { lag: Some(Duration::clamped(10)), ..copy(P::ReplicaAsync, None) };
    let both = Component {
        protections: Told::Known(vec![slow.protections.known().unwrap()[0].clone(), replica]),
        ..base
    };
    assert_eq!(back(&both, S::DiskHostLoss), 0);
    assert_eq!(back(&both, S::AccidentalDelete), 10 + 3_456);
}

#[test]
fn what_is_not_given_is_not_guessed() {
    let mut system = worked_example();
    system.components[0].size = None;
    system.components[2].restoring = Restoring::default();
    system.setup.fetch = None;
    let outcome = outcome(&system);
    let after = after(&outcome, S::RegionLoss);
    let database = &after.parts[0];
    assert_eq!((database.back, database.verdict), (None, Verdict::Unknown));
    assert_eq!(database.because, "Its size was not given.");
    assert_eq!((database.missing[0].input, database.missing[0].input.field()), (Input::Size, "size_bytes"));
    assert_eq!(
        after.parts[2].because,
        "Neither how fast copies are fetched nor how fast it is written was given."
    );
    // Files are written at 1 GB/s, and nothing is known of the link.
    assert_eq!(after.parts[1].back, Some(Duration::clamped(1_500 + 300 + 60 + 300)));
    assert_eq!(after.parts[1].verdict, Verdict::Unknown);
    let finding = outcome.findings.iter().find(|f| f.id == "restore-times-not-known").unwrap();
    assert_eq!(finding.severity, Severity::Low);
    assert_eq!(
        finding.next.replace(NBSP, " "),
        "Find out and fill in: the size of the orders database, the speed of fetching copies, time to set up the web \
         servers, the speed of writing the web servers and time to verify the web servers."
    );
    // Where nothing at all can be said the old sentence stays.
    system.components.truncate(1);
    let outcome = described::outcome(&system);
    assert!(words(&outcome.sentences[1]).starts_with("How soon you would be back is not yet estimated"));
    assert!(outcome.slowest().is_none());
    let finding = outcome.findings.iter().find(|f| f.id == "restore-times-not-known").unwrap();
    assert_eq!(finding.title, "How soon you would be back is not known");
}

#[test]
fn what_is_gone_does_not_come_back_nor_does_what_waits_for_it() {
    let mut system = worked_example();
    let here = Told::Known([Location::SameServer].into());
    if let Told::Known(copies) = &mut system.components[1].protections {
        copies[0].locations = here;
    }
    let outcome = outcome(&system);
    let after = after(&outcome, S::RegionLoss);
    assert_eq!(
        after.parts.iter().map(|p| p.verdict).collect::<Vec<_>>()[..2],
        [Verdict::Gone, Verdict::Gone]
    );
    assert_eq!(after.parts[0].because, "It waits for the uploads, of which nothing usable would be left.");
    assert_eq!(after.parts[2].back, Some(Duration::clamped(1_800 + 200 + 300)));
    // The sentence speaks of a scenario after which everything comes back.
    assert_eq!(outcome.slowest().unwrap().scenario.id, S::RansomwareTakeover);
}

#[test]
fn parts_that_wait_for_each_other_are_named() {
    let mut system = worked_example();
    system.components[1].needs = vec![ComponentId::new("database"), ComponentId::new("uploaded-files")];
    system.components[2].needs = vec![ComponentId::new("database"), ComponentId::new("mail")];
    let outcome = outcome(&system);
    let after = after(&outcome, S::RegionLoss);
    assert_eq!(after.parts[0].because, "Orders database waits for Uploads, which waits for Orders database.");
    assert_eq!(after.parts[1].back, None);
    // The rest keeps working: the web servers after the database, with its own order open.
    assert_eq!(after.parts[2].back, Some(Duration::clamped(9_900)));
    assert!(after.parts[2].missing.iter().any(|m| &*m.words == "what the orders database can do without"));
    let find = |id: &str| outcome.findings.iter().filter(|f| f.id == id).collect::<Vec<_>>();
    let cycle = find("needs-cycle-database");
    assert_eq!(cycle.len(), 1, "one ring is said once");
    assert_eq!(
        cycle[0].title,
        "Orders database waits for Uploads, which waits for Orders database: as described, none of these could ever start"
    );
    let unknown = find("needs-unknown-part");
    assert_eq!(unknown[0].title, "Web servers need “mail”, which is no part of the system as described");
    assert_eq!(unknown[0].severity, Severity::Low);
    assert!(find("restore-times-not-known").is_empty(), "nothing has to be filled in");
}

#[test]
fn too_slow_is_a_finding_that_says_what_would_help() {
    let system = worked_example();
    let find = |system: &System| {
        let told = shop().one(ids::WORST_CONSEQUENCE, "little");
        let of = |outcome: &holdfast::assess::Outcome| {
            outcome.findings.iter().find(|f| f.id == "return-too-slow-database").cloned()
        };
        (of(&outcome(system)), of(&outcome_of(&told, system)))
    };
    let (found, little) = find(&system);
    let found = found.unwrap();
    assert_eq!(found.title.replace(NBSP, " "), "Orders database: back after 2 h 45 min; the limit is 2 h");
    assert_eq!(words(found.loss.as_ref().unwrap()), "45 min over the limit for being down.");
    assert_eq!(
        found.next.replace(NBSP, " "),
        "Restore the orders database to faster disks or several parts at a time, or keep a replica: fetching it takes 1 \
         h 40 min, held by the speed of writing."
    );
    assert_eq!((found.severity, little.unwrap().severity), (Severity::High, Severity::Medium));
    assert_eq!(found.scenario.unwrap().id, S::DiskHostLoss);
    let mut relaxed = system;
    relaxed.components[0].downtime_limit = Told::Known(Duration::clamped(9_900));
    assert!(find(&relaxed).0.is_none(), "exactly the limit is within it");
}

#[test]
fn a_recovery_time_is_explained_task_by_task() {
    let outcome = outcome(&worked_example());
    let derivation = explain_return(after(&outcome, S::DiskHostLoss));
    assert_eq!(derivation.title.replace(NBSP, " "), "Disk or host lost: why back after 2 h 45 min?");
    let lines: Vec<String> = derivation
        .steps
        .iter()
        .map(|s| format!("{} [{}]", words(&s.text), s.figure.as_deref().unwrap_or("").replace(NBSP, " ")))
        .collect();
    assert_eq!(
        lines,
        [
            "Counted from the failure. []",
            "Orders database: fetched from the log copy. []",
            "Uploads: fetched from the full file backup. []",
            "Web servers: fetched from the server image. That it is left is not proved. []",
            "Detect [10 min]",
            "Decide [15 min]",
            "Set up: the orders database [5 min]",
            "Fetch the full copy: the orders database, held by the speed of writing [1 h 40 min]",
            "Replay the logs: the orders database [20 min]",
            "Verify: the orders database [10 min]",
            "Cut over [5 min]",
            "Back after [2 h 45 min]",
            "Orders database: back after 2 h 45 min, and the limit is [2 h]",
            "Over the limit by [45 min]",
            "Uploads: back after 51 min 40 s, and the limit is [1 h]",
            "Within the limit, with this to spare [8 min 20 s]",
        ]
    );
}

#[test]
fn the_same_description_gives_the_same_result() {
    let system = worked_example();
    let (a, b) = (outcome(&system), outcome(&system.clone()));
    assert_eq!(format!("{:?}", (a.returns, a.together)), format!("{:?}", (b.returns, b.together)));
}

#[test]
fn nobody_is_bothered_in_the_quick_check() {
    let outcome = holdfast::assess::assess(&shop().0, now());
    assert!(outcome.returns.is_empty() && outcome.together.is_empty());
    assert!(!outcome.findings.iter().any(|f| f.id == "restore-times-not-known"));
}

#[test]
fn a_hundred_parts_in_a_row_and_in_a_ring_end() {
    let link = |at: usize, of: usize| Component {
        id: ComponentId::new(&format!("part-{at}")),
        needs: vec![ComponentId::new(&format!("part-{of}"))],
        ..worked_example().components[1].clone()
    };
    let row: Vec<Component> = (0..100).map(|at| link(at, at + 1)).collect();
    let outcome = outcome(&system(row, quick_setup()));
    assert!(after(&outcome, S::DiskHostLoss).total.is_some());
    let ring: Vec<Component> = (0..100).map(|at| link(at, (at + 1) % 100)).collect();
    let outcome = described::outcome(&system(ring, quick_setup()));
    assert_eq!(after(&outcome, S::DiskHostLoss).total, None);
    assert_eq!(outcome.findings.iter().filter(|f| f.is("needs-cycle")).count(), 1);
}

/// Each with a dump, logs, a chain and an image, and all sharing one link.
#[test]
fn a_thousand_components_come_back_in_one_plan() {
    let one = |n: i64| {
        let at = |hour| Told::Known(daily(hour).unwrap());
        let of = |id: &str, kind, hour| Protection {
            schedule: at(hour),
            locations: Told::Known([Location::OtherRegion].into()),
            ..Protection::new(id, kind)
        };
        let protections = vec![
            of("dump", P::DbDump, 1),
            Protection { lag: Some(Duration::minutes(5)), ..of("logs", P::Logs, 2) },
            Protection { fulls: at(3), ..of("chain", P::FileIncremental, 4) },
            of("image", P::Image, 5),
        ];
        let restoring = Restoring {
            provision: Some(Duration::clamped(60 + n)),
            write: "1 GB/s".parse().ok(),
            replay: "20 MB/s".parse().ok(),
            verify: Some(Duration::clamped(30)),
        };
        Component {
            id: ComponentId::new(&format!("database-{n}")),
            size: holdfast::units::Bytes::new(1_000_000_000 + n.unsigned_abs() * 1_000_000),
            changes: Some(Changes { a_day: "1 GB".parse().unwrap(), when: ChangesWhen::Always }),
            restoring,
            protections: Told::Known(protections),
            ..part(K::Database, &format!("Database {n}"), copy(P::DbDump, daily(1)))
        }
    };
    let system = system((0..1_000).map(one).collect(), worked_example().setup);
    let outcome = outcome(&system);
    let returns = &outcome.returns;
    let after = returns.iter().find(|of| of.scenario.id == S::DiskHostLoss).unwrap();
    assert_eq!(after.parts.len(), 1_000);
    assert!(after.parts.iter().all(|part| part.back.is_some()), "{:?}", after.parts[0]);
    // All bytes go through the link, and nothing is over before they have.
    let moved: f64 = (0..1_000).map(|n| 1e9 + f64::from(n) * 1e6).sum();
    assert!(after.total.unwrap().seconds() as f64 >= moved / 100e6, "{:?}", after.total);
    assert!(after.tasks.len() > 3_000, "{}", after.tasks.len());
}
