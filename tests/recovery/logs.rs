//! Bases, logs and replicas, worked by hand ("recovery mathematics", section 2(b)).

use holdfast::recovery::{
    Consistent, Copies, Damage, Keep, Log, Loss, Pitr, Point, Profile, Protection, Replica, ReplicaMode, Run,
    Source, Warning, Worst, WorstBytes, bytes_law, candidates_at, loss_law, newest_at, sawtooth, warnings,
};

use super::{DAY, HOUR, copies, logical, nightly, physical, worst};

/// A base every day at 03:00, one hour long, kept for a week; logs closed every 5 minutes, shipped within one.
fn database() -> Pitr {
    Pitr {
        name: "database".to_owned(),
        bases: vec![Run { period: DAY, offset: 3 * HOUR, duration: HOUR }].into(),
        consistent: Consistent::AtEnd,
        logs: vec![Log { period: 300, offset: 0, ship: 60 }],
        propagation: 0,
        keep: Keep::Age(7 * DAY),
        success: 1.0,
        unnoticed: 0,
    }
}

fn replica(mode: ReplicaMode) -> Replica {
    Replica { name: "standby".to_owned(), mode, success: 1.0 }
}

#[test]
fn logs_lead_on_from_the_base() {
    let question = physical(vec![database()]);
    let moment = worst(&question);
    assert_eq!((moment.loss, moment.attained), (360, false));
    let next = moment.next.unwrap();
    assert_eq!((next.capture - moment.capture, next.usable), (300, moment.failure_at));
    // Just after the base of 03:00 to 04:00: it is consistent at its end, later than any log shipped.
    let at = |t| newest_at(&question, t).unwrap().unwrap();
    assert_eq!(at(4 * HOUR + 59).source, Source::Base { start: 3 * HOUR });
    assert_eq!(at(4 * HOUR + 59).capture, 4 * HOUR);
    assert_eq!(at(4 * HOUR - 1).capture, 4 * HOUR - 300);
    let newest = at(5 * HOUR);
    let source = Source::LogEnd { base: 3 * HOUR, consistent: 4 * HOUR, shipped: 5 * HOUR - 300 + 60 };
    assert_eq!((newest.capture, newest.usable, newest.source), (5 * HOUR - 300, 5 * HOUR - 240, source));
    let all = candidates_at(&question, 5 * HOUR, 99).unwrap();
    assert_eq!(all.len(), 7, "the same log end from each base");
    assert!(all.iter().all(|way| way.capture == newest.capture));
}

#[test]
fn no_log_helps_without_a_base_before_it() {
    let brief = Pitr { keep: Keep::Age(8 * HOUR), ..database() };
    let law = loss_law(&physical(vec![brief.clone()])).unwrap();
    // Started at 03:00, usable from 04:00, gone at 11:00.
    assert_eq!(law.p_unrecoverable(), 17.0 / 24.0);
    let slow = Pitr { logs: vec![Log { period: 6 * HOUR, offset: 3 * HOUR + 1800, ship: 0 }], ..brief };
    let question = physical(vec![slow]);
    // The log end of 03:30 comes before the base is consistent, so until 09:30 the base is good for itself alone.
    assert_eq!(newest_at(&question, 9 * HOUR).unwrap().unwrap().source, Source::Base { start: 3 * HOUR });
    assert_eq!(worst(&question).loss, 5 * HOUR + 1800);
}

#[test]
fn a_base_may_be_bad() {
    // Two bases are kept at any time; logs end every hour and arrive at once.
    let of = |success| Pitr {
        bases: vec![Run { period: DAY, offset: 0, duration: 0 }].into(),
        logs: vec![Log { period: HOUR, offset: 0, ship: 0 }],
        keep: Keep::Age(2 * DAY),
        success,
        ..database()
    };
    let law = loss_law(&physical(vec![of(0.5)])).unwrap();
    assert_eq!((law.p_unrecoverable(), law.mean()), (0.25, Some(1800.0)));
    assert_eq!(worst(&physical(vec![of(0.5)])).loss, HOUR);
    // Kept for ever, one of them is good, and the logs lead on from it: bounded, unlike copies.
    let question = physical(vec![Pitr { keep: Keep::Forever, ..of(0.1) }]);
    let law = loss_law(&question).unwrap();
    assert_eq!((law.p_unrecoverable(), law.mean(), worst(&question).loss), (0.0, Some(1800.0), HOUR));
    assert!(!worst(&question).attained, "exactly then the next log end is there, and a base for it");
    // Without logs they are like any copies.
    let question = physical(vec![Pitr { keep: Keep::Forever, logs: vec![], ..of(0.1) }]);
    assert_eq!(loss_law(&question).unwrap().worst(), Worst::Unbounded);
    assert_eq!(warnings(&question), [Warning::NoLogs { protection: "database".to_owned() }]);
}

#[test]
fn the_newest_end_of_several_streams_counts() {
    // Every hour at once, and every ten minutes an hour late.
    let two = vec![Log { period: HOUR, offset: 0, ship: 0 }, Log { period: 600, offset: 0, ship: HOUR }];
    let question = physical(vec![Pitr { logs: two, ..database() }]);
    assert_eq!(newest_at(&question, 12 * HOUR + 1800).unwrap().unwrap().capture, 12 * HOUR);
    assert_eq!(worst(&question).loss, HOUR);
}

#[test]
fn logical_damage_is_stopped_short_of() {
    let question = logical(vec![database()], 6 * DAY + DAY / 2);
    let law = loss_law(&question).unwrap();
    assert!((law.p_unrecoverable() - 13.0 / 24.0).abs() < 1e-15, "54.2 % have no base");
    assert_eq!((law.mean(), worst(&question).loss), (Some(0.0), 0));
    assert_eq!((law.percentile(0.4), law.percentile(0.5)), (Some(0.0), None));
    // Consistent exactly at the damage: counts. Kept until exactly the restore: does not.
    let at = |t| newest_at(&question, t).unwrap();
    assert_eq!(at(4 * HOUR).unwrap().source, Source::JustBefore { base: 3 * HOUR, consistent: 4 * HOUR });
    assert_eq!(at(4 * HOUR - 1), None);
    assert_eq!((at(15 * HOUR - 1).is_some(), at(15 * HOUR)), (true, None));
    let bytes = bytes_law(&question, &Profile::weekly(&[(0, 5.0)]).unwrap()).unwrap();
    assert_eq!((bytes.mean(), bytes.percentile(0.4)), (Some(0.0), Some(0.0)));
    let start = logical(vec![Pitr { consistent: Consistent::AtStart, ..database() }], 6 * DAY);
    assert_eq!(loss_law(&start).unwrap().p_unrecoverable(), 0.0);
}

#[test]
fn logs_and_bases_fail_until_someone_notices() {
    let question = physical(vec![Pitr { unnoticed: 2 * DAY, ..database() }]);
    assert_eq!(worst(&question).loss, 2 * DAY + 360);
}

#[test]
fn what_a_replica_gives() {
    let gives = |mode, damage, detection| replica(mode).loss(damage, detection);
    let (sync, late) = (ReplicaMode::Synchronous, ReplicaMode::Asynchronous { lag: 5 });
    assert_eq!(gives(sync, Damage::Physical, 9), Some(0));
    assert_eq!(gives(late, Damage::Physical, 9), Some(5));
    assert_eq!((gives(sync, Damage::Logical, 0), gives(late, Damage::Logical, 0)), (None, None));
    for stops_anywhere in [true, false] {
        let delayed = ReplicaMode::Delayed { lag: 5, delay: HOUR, stops_anywhere };
        assert_eq!(gives(delayed, Damage::Physical, HOUR), Some(5), "what was received is applied");
        assert_eq!(gives(delayed, Damage::Logical, HOUR), None, "strictly later");
        let expected = if stops_anywhere { 0 } else { 1 };
        assert_eq!(gives(delayed, Damage::Logical, HOUR - 1), Some(expected));
    }
}

#[test]
fn a_replica_follows_the_failure() {
    let question = physical(vec![replica(ReplicaMode::Asynchronous { lag: 5 })]);
    let law = loss_law(&question).unwrap();
    assert_eq!((law.hyper_period(), law.mean(), law.percentile(0.01)), (Some(1), Some(5.0), Some(5.0)));
    let moment = worst(&question);
    assert_eq!((moment.loss, moment.source, moment.attained), (5, Source::Replica, true));
    assert_eq!(newest_at(&question, 1000).unwrap().unwrap().capture, 995);
    let chart = sawtooth(&question, 0, DAY).unwrap();
    assert_eq!(chart.teeth.len(), 1);
    assert_eq!(chart.teeth[0].point, Some(Point::Behind(5)));
    assert_eq!(warnings(&question), [Warning::OnlyReplicas]);
    let corrupted = logical(vec![replica(ReplicaMode::Synchronous)], 0);
    assert_eq!(loss_law(&corrupted).unwrap().worst(), Worst::NothingRecoverable);
}

#[test]
fn copies_overtake_a_replica_and_fall_behind_it_again() {
    let standby = Replica { success: 0.5, ..replica(ReplicaMode::Asynchronous { lag: 600 }) };
    let hourly = copies("hourly", &[(HOUR, 0, 0)], Keep::Age(DAY));
    let question = physical(vec![Protection::from(standby), hourly.clone().into()]);
    let law = loss_law(&question).unwrap();
    // Half of the time the copies alone, 0 to 60 minutes; otherwise no more than ten.
    assert_eq!(law.mean(), Some(0.5 * 1800.0 + 0.5 * 550.0));
    assert_eq!(law.pieces().iter().map(|piece| piece.to).collect::<Vec<_>>(), [600, 3600]);
    assert!((law.chance_within(600.0) - (1.0 / 6.0 + 5.0 / 12.0)).abs() < 1e-15);
    assert_eq!((worst(&question).loss, worst(&question).newer), (HOUR, 1));
    // With a certain one the loss stops growing.
    let certain = replica(ReplicaMode::Asynchronous { lag: 600 });
    let question = physical(vec![Protection::from(certain), hourly.into()]);
    assert_eq!((worst(&question).loss, loss_law(&question).unwrap().mean()), (600, Some(550.0)));
    let teeth = sawtooth(&question, 0, 2 * HOUR).unwrap().teeth;
    let points: Vec<_> = teeth.iter().map(|tooth| (tooth.from, tooth.point.unwrap())).collect();
    let expected =
        [(0, Point::At(0)), (600, Point::Behind(600)), (3600, Point::At(3600)), (4200, Point::Behind(600))];
    assert_eq!(points, expected);
}

#[test]
fn bytes_behind_a_replica() {
    // Ten seconds behind; a hundred bytes a second in the first minute of ten, one in the rest.
    let question = physical(vec![replica(ReplicaMode::Asynchronous { lag: 10 })]);
    let profile = Profile::repeating(600, &[(0, 100.0), (60, 1.0)]).unwrap();
    let law = bytes_law(&question, &profile).unwrap();
    let WorstBytes::At(moment) = law.worst() else { panic!("{:?}", law.worst()) };
    assert_eq!((moment.bytes, moment.failure_at, moment.capture), (1000.0, 10, 0));
    let expected = 10.0 * profile.total() / 600.0;
    assert!((law.mean().unwrap() - expected).abs() < 1e-9, "every byte is exposed for ten seconds");
    assert!((law.chance_within(10.0) - 530.0 / 600.0).abs() < 1e-12);
}

#[test]
fn every_kind_in_one_question() {
    let question = |damage, detection| Loss {
        protections: vec![
            nightly(Keep::Age(30 * DAY)).into(),
            database().into(),
            replica(ReplicaMode::Synchronous).into(),
            Copies { success: 0.9, ..copies("snapshots", &[(HOUR, 0, 0)], Keep::Count(24)) }.into(),
        ],
        damage,
        detection,
    };
    assert_eq!(worst(&question(Damage::Physical, 0)).loss, 0);
    assert_eq!(worst(&question(Damage::Logical, DAY)).loss, 0);
    // Noticed when logs reach back for half of the day only, and snapshots not at all.
    let late = question(Damage::Logical, 6 * DAY + DAY / 2);
    assert_eq!((worst(&late).loss, worst(&late).protection), (DAY - 2 * HOUR + 2 * HOUR, 0));
    assert_eq!(warnings(&late), []);
}
