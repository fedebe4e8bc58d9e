//! Days on which clocks are set.

use crate::system::{at, database, day, full, id, nightly, now, says, steps, with_clock};
use crate::zones::zone;
use holdfast::assess::{Clock, ClockGap, Outcome};
use holdfast::catalogue::ScenarioId as S;
use holdfast::schedule::{ClockPolicy, Schedule, Weekday};
use holdfast::system::{Component, Protection, ProtectionKind as P, Told};
use holdfast::units::{Duration, TimeOfDay};

fn clock() -> Clock {
    let (from, to) = (1_767_225_600, 1_860_000_000);
    let zones = ["Europe/Berlin", "America/New_York"].map(|name| zone(name, from, to).unwrap());
    Clock { now: now(), here: String::new(), zones: zones.into_iter().collect() }
}

fn in_zone(name: &str, start: TimeOfDay, scheduler: Option<ClockPolicy>) -> Protection {
    Protection {
        schedule: Told::Known(Schedule::Daily { at: start }),
        zone: name.into(),
        scheduler,
        ..full(P::DbDump)
    }
}

fn outcome(protection: Protection, limit: Duration) -> Outcome {
    let component = Component { limit: Told::Known(limit), ..database(vec![protection]) };
    with_clock(vec![component], &clock())
}

fn gap(outcome: &Outcome) -> Option<ClockGap> {
    outcome.matrix.cell(&id(), S::DiskHostLoss).unwrap().clock_gap.clone()
}

#[test]
fn a_start_in_the_missing_hour_is_skipped_by_systemd() {
    let outcome =
        outcome(in_zone("Europe/Berlin", at(2, 0), Some(ClockPolicy::Systemd252)), Duration::hours(30));
    // The ordinary week stays as it is.
    assert_eq!(says(&outcome, S::DiskHostLoss), "26 h 10 min");
    let gap = gap(&outcome).unwrap();
    assert_eq!((gap.between, gap.worst), (Some(Duration::hours(47)), Duration::minutes(49 * 60 + 10)));
    assert_eq!(gap.shown.civil().date(), day(2027, 3, 28));
    assert!(steps(&outcome, S::DiskHostLoss).contains(
        &"On 28 March 2027 the clocks jump over 02:00 to 03:00: 47 h between two starts of the database dump under \
          systemd. Most that would be lost then [49 h 10 min]"
            .to_owned()
    ));
    let finding = outcome.findings.iter().find(|f| f.is("clock-change-gap")).unwrap();
    assert!(finding.title.contains("when the clocks are set"), "{}", finding.title);
    assert!(finding.next.contains("outside 00:00 to 03:59") && finding.next.contains("UTC"));
}

#[test]
fn an_hour_that_comes_twice_is_an_hour_more() {
    // 01:30 in New York: 25 h once a year everywhere, 24 h where it runs twice.
    for policy in ClockPolicy::ALL {
        let outcome = outcome(in_zone("America/New_York", at(1, 30), Some(policy)), Duration::days(2));
        let expected = (policy != ClockPolicy::Both).then(|| Duration::hours(25));
        assert_eq!(gap(&outcome).and_then(|gap| gap.between), expected, "{policy:?}");
        // An hour more is not much, and within the limit.
        assert!(!outcome.findings.iter().any(|f| f.is("clock-change-gap")), "{policy:?}");
    }
    // It is worth a finding where it breaks the limit.
    let tight = outcome(
        in_zone("America/New_York", at(1, 30), Some(ClockPolicy::Cronie)),
        Duration::minutes(26 * 60 + 30),
    );
    assert!(tight.findings.iter().any(|f| f.is("clock-change-gap")));
}

#[test]
fn a_scheduler_that_nobody_named_is_taken_for_one_that_skips() {
    let outcome = outcome(in_zone("Europe/Berlin", at(2, 30), None), Duration::hours(30));
    assert_eq!(gap(&outcome).unwrap().between, Some(Duration::hours(47)));
    assert!(gap(&outcome).unwrap().words().contains("which was not given"));
}

#[test]
fn nothing_is_said_of_clocks_that_are_never_set_or_not_known() {
    for zone in ["", "Mars/Olympus"] {
        let outcome = outcome(in_zone(zone, at(2, 0), Some(ClockPolicy::Systemd252)), Duration::hours(30));
        assert_eq!(gap(&outcome), None, "{zone}");
    }
}

#[test]
fn another_copy_fills_the_hole() {
    let beside = |schedule| {
        let dump = in_zone("Europe/Berlin", at(2, 0), Some(ClockPolicy::Systemd252));
        let other = Protection { id: "other".into(), schedule: Told::Known(schedule), ..full(P::FileFull) };
        with_clock(vec![database(vec![dump, other])], &clock())
    };
    let noon = beside(Schedule::Daily { at: at(14, 0) });
    assert_eq!(says(&noon, S::DiskHostLoss), "14 h 10 min");
    // From 14:00 on Saturday to 14:00 on Sunday, and 2 h 10 min.
    assert_eq!(gap(&noon).unwrap().worst, Duration::minutes(26 * 60 + 10));
    // At the same moment as the one left out, on a clock that is never set: no hole.
    assert_eq!(gap(&beside(nightly())).map(|gap| gap.worst), None);
}

#[test]
fn a_nightly_copy_goes_on_after_the_change_beside_a_weekly_one() {
    let dump = in_zone("Europe/Berlin", at(2, 0), Some(ClockPolicy::Systemd252));
    let image = Protection {
        id: "image".into(),
        schedule: Told::Known(Schedule::Weekly { on: Weekday::Sunday, at: at(12, 0) }),
        ..in_zone("Europe/Berlin", at(12, 0), Some(ClockPolicy::Systemd252))
    };
    let alone = outcome(dump.clone(), Duration::hours(30));
    let both = with_clock(vec![database(vec![dump, image])], &clock());
    // The weekly one is no help at night, and what is looked at because of it is not without nightly ones.
    assert!(gap(&both).unwrap().worst <= gap(&alone).unwrap().worst, "{:?}", gap(&both));
}
