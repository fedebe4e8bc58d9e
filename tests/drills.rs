//! Drills: events and how a drill stands, two devices, what is proven.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use chrono::NaiveDate;
use holdfast::answers::Evidence;
use holdfast::catalogue::ScenarioId;
use holdfast::drill::{
    Condition, ConflictKind, Event, Level, NoTime, Phase, Plan, Planned, Record, ShelfLife, Shown, Stage,
    StepStage, What, precautions, proofs, review, state, track,
};
use holdfast::system::ComponentId;
use holdfast::units::{Bytes, Duration, NBSP};
use proptest::prelude::*;

/// 2026-05-01, 09:00 UTC.
const NINE: i64 = 1_777_626_000;
const MINUTE: i64 = 60;

fn step(n: u32, phase: Phase, component: bool, minutes: i64) -> Planned {
    Planned {
        id: format!("s-{n}"),
        phase,
        component: component.then(|| ComponentId::new("database")),
        does: format!("Step {n}"),
        role: phase.role(),
        owner: String::new(),
        takes: Some(Duration::minutes(minutes)),
        starts: None,
        command: String::new(),
        works_when: String::new(),
    }
}

fn plan(level: Level) -> Plan {
    let safety = precautions(level, &["Web servers".to_owned()], Some(Duration::hours(1)));
    Plan {
        revision: 0,
        name: "Restore the orders".to_owned(),
        scenario: ScenarioId::DiskHostLoss,
        components: vec![ComponentId::new("database")],
        level,
        runbook: "plan-1".to_owned(),
        chosen: "It has never been proven.".to_owned(),
        seed: None,
        steps: vec![
            step(1, Phase::Detect, false, 5),
            step(2, Phase::SetUp, true, 10),
            step(3, Phase::Fetch, true, 30),
            step(4, Phase::Verify, true, 10),
            step(5, Phase::CutOver, false, 5),
        ],
        blast_radius: safety.blast_radius,
        safety: vec![Condition { id: "quiet".to_owned(), text: "It is a quiet hour.".to_owned() }],
        stop_rule: safety.stop_rule,
        stop_after: Some(safety.stop_after),
    }
}

fn record(level: Level) -> Record {
    Record::new("drill-1", plan(level))
}

fn id(n: u32) -> String {
    format!("s-{n}")
}

/// Each step started and done, one after the other, each as long as given in minutes, from 09:00 on.
fn held(level: Level, minutes: [i64; 5]) -> Record {
    let mut at = NINE;
    let mut record = record(level)
        .with("phone", NINE - 1, "person-1", What::Checked { condition: "quiet".to_owned() })
        .with("phone", NINE, "person-1", What::Begun);
    for (n, minutes) in (1..).zip(minutes) {
        record = record.with("phone", at, "person-1", What::Started { step: id(n) });
        at += minutes * MINUTE;
        record = record.with("phone", at, "person-1", What::Done { step: id(n) });
    }
    record.with("phone", at, "person-1", What::Ended)
}

fn with_data(record: &Record, restored: u64, full: u64) -> Record {
    let what = What::Data {
        component: ComponentId::new("database"),
        restored: Bytes::new(restored).unwrap(),
        full: Bytes::new(full).unwrap(),
    };
    record.with("phone", NINE + 7_200, "person-1", what)
}

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, d).unwrap()
}

fn shown(record: &Record) -> Vec<Shown> {
    proofs([record], ShelfLife::default(), day(2)).into_iter().map(|proof| proof.shown).collect()
}

fn measured(record: &Record) -> holdfast::drill::Measured {
    match shown(record).as_slice() {
        [Shown::Restored(Ok(measured))] => measured.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_drill_stands_where_its_events_say() {
    let planned = record(Level::SideSystem);
    assert_eq!((state(&planned).stage, state(&planned).current), (Stage::Planned, Some(0)));
    let running = planned
        .with("phone", NINE, "person-1", What::Begun)
        .with("phone", NINE, "person-1", What::Started { step: id(1) })
        .with("phone", NINE + 60, "person-1", What::Done { step: id(1) })
        .with("phone", NINE + 90, "person-2", What::Skipped { step: id(2), reason: "It stands.".to_owned() })
        .with("phone", NINE + 95, "person-2", What::Started { step: id(3) })
        .with("phone", NINE + 99, "person-2", What::Surprise { step: Some(id(3)), note: "Slow.".to_owned() });
    let now = state(&running);
    assert_eq!((now.stage, now.begun, now.over, now.current), (Stage::Running, Some(NINE), None, Some(2)));
    assert_eq!(now.unchecked, ["quiet"], "it was begun without looking");
    assert_eq!(now.steps[0].took(), Some(60));
    assert_eq!((now.steps[1].stage, now.steps[1].reason.as_str()), (StepStage::Skipped, "It stands."));
    assert_eq!((now.steps[1].took(), now.surprises.len()), (None, 1));
    let stopped = running.with("phone", NINE + 300, "", What::Stopped { reason: "An alarm.".to_owned() });
    let now = state(&stopped);
    assert_eq!(
        (now.stage, now.over, now.stopped_because.as_str()),
        (Stage::Stopped, Some(NINE + 300), "An alarm.")
    );
    assert!(now.conflicts.is_empty());
}

#[test]
fn a_reload_loses_nothing() {
    let record = with_data(&held(Level::SideSystem, [5, 12, 40, 8, 3]), 1, 2);
    for upto in 0..=record.events.len() {
        let part = Record { events: record.events.iter().take(upto).cloned().collect(), ..record.clone() };
        let read = Record::read(&part.write()).unwrap();
        assert_eq!(state(&read), state(&part));
    }
    assert!(record.room() > 40_000);
}

#[test]
fn what_was_a_slip_is_taken_back_and_back_again() {
    let slip = held(Level::SideSystem, [5, 12, 40, 8, 3]);
    let done = slip.events.iter().find(|event| event.what == What::Done { step: id(3) }).unwrap().id.clone();
    let back = slip.with("laptop", NINE - 500, "", What::TakenBack { event: done });
    assert_eq!(state(&back).steps[2].stage, StepStage::Running, "though the clock of the laptop is behind");
    let again = back.with("phone", NINE - 900, "", What::TakenBack { event: "laptop-1".to_owned() });
    assert_eq!(state(&again), state(&slip));
    let mut ring = record(Level::Live);
    for (one, other) in [("x-1", "x-2"), ("x-2", "x-1")] {
        let what = What::TakenBack { event: other.to_owned() };
        ring.events.insert(Event {
            at: 0,
            id: one.to_owned(),
            device: "x".to_owned(),
            who: String::new(),
            what,
        });
    }
    assert_eq!(state(&ring).stage, Stage::Planned, "a ring of them ends");
}

#[test]
fn two_devices_become_one_and_what_differs_is_shown() {
    let base = record(Level::SideSystem).with("phone", NINE, "", What::Begun);
    let phone = base.with("phone", NINE + 10, "person-1", What::Started { step: id(1) }).with(
        "phone",
        NINE + 70,
        "person-1",
        What::Done { step: id(1) },
    );
    let laptop = base
        .with("laptop", NINE + 20, "person-2", What::Started { step: id(1) })
        .with("laptop", NINE + 80, "person-2", What::Skipped { step: id(1), reason: "Not here.".to_owned() })
        .with("laptop", NINE + 90, "person-2", What::Done { step: "s-99".to_owned() });
    let both = phone.merged(&laptop).unwrap();
    assert_eq!(both.events.len(), 6, "nothing is lost");
    let now = state(&both);
    let kinds: Vec<ConflictKind> = now.conflicts.iter().map(|conflict| conflict.kind).collect();
    assert_eq!(kinds, [ConflictKind::StartedTwice, ConflictKind::DoneAndSkipped, ConflictKind::NoSuchStep]);
    assert_eq!((now.steps[0].started, now.steps[0].stage), (Some(NINE + 10), StepStage::Skipped));
    // The same id for two things: two tabs of one browser that did not know of each other.
    let a = base.with("phone", NINE + 5, "", What::Started { step: id(1) });
    let b = base.with("phone", NINE + 6, "", What::Started { step: id(2) });
    let both = state(&a.merged(&b).unwrap());
    assert_eq!((both.conflicts[0].kind, both.conflicts[0].events.len()), (ConflictKind::SameId, 2));
    assert_eq!(both.steps[1].stage, StepStage::Running);
    assert!(phone.merged(&Record::new("drill-2", plan(Level::Live))).is_err());
}

#[test]
fn clocks_that_differ_give_no_time() {
    let record = record(Level::SideSystem)
        .with("phone", NINE, "", What::Begun)
        .with("phone", NINE + 60, "", What::Started { step: id(1) })
        .with("laptop", NINE + 20, "", What::Done { step: id(1) });
    let now = state(&record);
    assert_eq!((now.steps[0].stage, now.steps[0].took()), (StepStage::Done, None));
    assert_eq!(now.conflicts[0].kind, ConflictKind::Clocks);
}

#[test]
fn the_last_plan_counts_and_all_are_shown() {
    let one = record(Level::SideSystem);
    let changed = one.planned_as(Plan { name: "Changed".to_owned(), ..plan(Level::Live) });
    let both = one.merged(&changed).unwrap();
    assert_eq!((both.plans.len(), both.plan().unwrap().name.as_str()), (1, "Changed"));
    let other = one.planned_as(Plan { name: "Also changed".to_owned(), ..plan(Level::Live) });
    let three = other.merged(&both).unwrap();
    assert_eq!(three.plans.len(), 2);
    assert_eq!(three, changed.merged(&other).unwrap().merged(&one).unwrap());
    assert_eq!(plan(Level::Live).not_ready(), Vec::<&str>::new());
    assert_eq!(
        Plan { stop_rule: String::new(), safety: Vec::new(), ..plan(Level::Live) }.not_ready().len(),
        2
    );
}

#[test]
fn planned_is_held_against_real() {
    let review = review(&held(Level::SideSystem, [5, 12, 40, 8, 3]));
    assert_eq!((review.planned, review.real), (Some(Duration::minutes(60)), Some(Duration::minutes(68))));
    let fetch = &review.rows[2];
    assert_eq!((fetch.planned.0, fetch.started), (Duration::minutes(15), Some(Duration::minutes(17))));
    assert_eq!((fetch.took, fetch.over), (Some(Duration::minutes(40)), Some(600)));
    assert_eq!(review.rows[3].over, Some(-120));
}

#[test]
fn a_whole_restore_is_a_measured_time() {
    let record = with_data(&held(Level::SideSystem, [5, 12, 40, 8, 3]), 96, 100);
    let measured = measured(&record);
    // Begun to checked, 65 min, and 3 min to bring users back.
    assert_eq!((measured.time, measured.cut_over, measured.scaled), (Duration::minutes(68), true, None));
    assert_eq!(measured.evidence(), Evidence::Measured);
}

#[test]
fn part_of_the_data_is_scaled_or_refused() {
    let held = held(Level::SideSystem, [5, 12, 40, 8, 3]);
    assert_eq!(shown(&held), [Shown::Restored(Err(NoTime::SizeNotSaid))]);
    assert_eq!(shown(&with_data(&held, 9, 100)), [Shown::Restored(Err(NoTime::TooLittleData))]);
    assert_eq!(shown(&with_data(&held, 0, 0)), [Shown::Restored(Err(NoTime::TooLittleData))]);
    let half = measured(&with_data(&held, 50, 100));
    assert_eq!(half.time, Duration::minutes(108), "40 min of fetching become 80");
    assert_eq!(half.evidence(), Evidence::Seen);
    assert!(half.scaled.is_some());
}

#[test]
fn what_was_not_done_proves_nothing() {
    let table = held(Level::TableTop, [1; 5]);
    assert_eq!(shown(&table), [Shown::TalkedThrough]);
    let open = record(Level::SideSystem).with("phone", NINE, "", What::Begun);
    assert_eq!(shown(&open), [], "it is not over");
    let idle = open.with("phone", NINE + 9, "", What::Stopped { reason: "An alarm.".to_owned() });
    assert_eq!(shown(&idle), [], "nothing was begun");
    let failed = open.with("phone", NINE + 5, "", What::Started { step: id(3) }).with(
        "phone",
        NINE + 9,
        "",
        What::Stopped { reason: "It does not open.".to_owned() },
    );
    assert_eq!(shown(&failed), [Shown::Failed]);
    let mut skipped = held(Level::Live, [1; 5]);
    let fetched =
        skipped.events.iter().find(|event| event.what == What::Done { step: id(3) }).unwrap().clone();
    skipped.events.remove(&fetched);
    skipped
        .events
        .insert(Event { what: What::Skipped { step: id(3), reason: "No time.".to_owned() }, ..fetched });
    assert_eq!(shown(&skipped), [Shown::Failed]);
}

#[test]
fn a_proof_goes_stale() {
    let record = with_data(&held(Level::SideSystem, [5, 12, 40, 8, 3]), 1, 1);
    let on = |today: NaiveDate| proofs([&record], ShelfLife::default(), today)[0].clone();
    let last = NaiveDate::from_ymd_opt(2026, 8, 9).unwrap();
    assert_eq!((on(last).on, on(last).until, on(last).stale), (day(1), last, false));
    assert!(on(last.succ_opt().unwrap()).stale);
    let track_on = |today| track(&[on(today)], &ComponentId::new("database"), ScenarioId::DiskHostLoss);
    assert!(track_on(last).measured.is_some());
    let stale = track_on(last.succ_opt().unwrap());
    assert!(stale.measured.is_none() && stale.newest.is_some() && stale.times.len() == 1);
    assert_eq!(track(&[on(last)], &ComponentId::new("database"), ScenarioId::KeyLoss).times, []);
}

#[test]
fn drills_say_what_they_cover_and_never_more() {
    let many: Vec<Record> = (0..5)
        .map(|n| Record {
            id: format!("drill-{n}"),
            ..with_data(&held(Level::SideSystem, [5, 12, 40 + n, 8, 3]), 1, 1)
        })
        .collect();
    let says = |count: usize| {
        let proofs = proofs(&many[..count], ShelfLife::default(), day(2));
        track(&proofs, &ComponentId::new("database"), ScenarioId::DiskHostLoss)
            .says()
            .join(" ")
            .replace(NBSP, " ")
    };
    assert!(says(0).starts_with("No drill has measured"));
    assert!(
        says(1).contains("1 drill: 1 h 8 min. With 95 % confidence, 5 % of such recoveries take no longer."),
        "{}",
        says(1)
    );
    assert!(says(1).contains("The one try worked: a restore fails at most 95 % of the time"), "{}", says(1));
    let five = says(5);
    assert!(five.contains("5 drills, the longest: 1 h 12 min. With 95 % confidence, 54 %"), "{five}");
    assert!(five.contains("which is a model") && !says(4).contains("model"), "{five}");
    assert!(five.contains("none failed: a restore fails at most 46 %"), "{five}");
    assert!(!five.contains("proven"));
}

#[test]
fn records_of_files_are_read_strictly() {
    let text = with_data(&held(Level::SideSystem, [1; 5]), 1, 1).write();
    for (from, to) in [
        ("\"phone-1\"", "\"Phone 1\""),
        ("\"disk-host-loss\"", "\"meteor\""),
        ("\"side-system\"", "\"moon\""),
        ("\"s-2\"", "\"s-1\""),
        ("Restore the orders", ""),
        ("\"plans\"", "\"plots\""),
    ] {
        assert!(text.contains(from), "{from}: {text}");
        Record::read(&text.replace(from, to)).unwrap_err();
    }
    Record::read(r#"{"id":"drill-1","plans":[]}"#).unwrap_err();
}

fn what() -> impl Strategy<Value = What> {
    let step = || (1..7_u32).prop_map(id);
    prop_oneof![
        Just(What::Begun),
        Just(What::Ended),
        step().prop_map(|step| What::Started { step }),
        step().prop_map(|step| What::Done { step }),
        step().prop_map(|step| What::Skipped { step, reason: "why".to_owned() }),
        step().prop_map(|step| What::Surprise { step: Some(step), note: "oh".to_owned() }),
        (0..9_u32).prop_map(|n| What::TakenBack { event: format!("a-{n}") }),
        (0..3_u32, 0..3_u32).prop_map(|(n, text)| What::Lesson {
            lesson: format!("l-{n}"),
            text: format!("text {text}"),
            owner: String::new(),
            due: None,
            closed: text == 2,
        }),
    ]
}

fn any_record() -> impl Strategy<Value = Record> {
    let event =
        (0..50_i64, prop_oneof![Just("a"), Just("b")], 0..9_u32, what()).prop_map(|(at, device, n, what)| {
            Event { at, id: format!("{device}-{n}"), device: device.to_owned(), who: String::new(), what }
        });
    let plans = prop::collection::btree_set((0..3_u32, 0..2_usize), 1..3);
    (prop::collection::btree_set(event, 0..20), plans).prop_map(|(events, plans)| {
        let plans = plans.into_iter().map(|(revision, level)| Plan { revision, ..plan(Level::ALL[level]) });
        let record = Record { id: "drill-1".to_owned(), plans: plans.collect(), events };
        record.merged(&record).unwrap()
    })
}

proptest! {
    #[test]
    fn merging_is_a_union(a in any_record(), b in any_record(), c in any_record()) {
        let ab = a.merged(&b).unwrap();
        prop_assert_eq!(&ab, &b.merged(&a).unwrap());
        prop_assert_eq!(ab.merged(&c).unwrap(), a.merged(&b.merged(&c).unwrap()).unwrap());
        prop_assert_eq!(&ab.merged(&a).unwrap(), &ab);
        prop_assert_eq!(&a.merged(&a).unwrap(), &a);
        prop_assert!(a.events.is_subset(&ab.events) && b.events.is_subset(&ab.events));
        prop_assert_eq!(state(&Record::read(&ab.write()).unwrap()), state(&ab));
        let _ = proofs([&ab], ShelfLife::default(), day(2));
        let _ = review(&ab);
    }
}
