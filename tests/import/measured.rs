//! What the points of a group show.

use super::{read, zone};
use holdfast::import::{Imported, Late, Plan, measured};
use holdfast::schedule::{ClockPolicy, Schedule, Zone};
use holdfast::units::TimeOfDay;

/// Rows of start, end, size.
fn table(rows: &[(&str, &str, u64)]) -> Imported {
    let rows: Vec<String> = rows.iter().map(|(start, end, size)| format!("{start},{end},{size}\n")).collect();
    read(&format!("start,end,logical\n{}", rows.concat()))
}

#[test]
fn losses_follow_what_was_usable() {
    // The second takes so long that the third overtakes it.
    let table = table(&[
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", 100),
        ("2026-01-02T00:00:00Z", "2026-01-03T06:00:00Z", 200),
        ("2026-01-03T00:00:00Z", "2026-01-03T01:00:00Z", 300),
        ("2026-01-04T00:00:00Z", "2026-01-04T01:00:00Z", 400),
        ("2027-01-01T00:00:00Z", "2027-01-01T01:00:00Z", 500),
    ]);
    let now = table.points[3].captured_at + 1_800;
    let found = measured(&table.points, Some(now), None).unwrap();
    assert_eq!((found.points, found.ahead), (4, 1));
    assert_eq!(found.longest_gap.unwrap().seconds(), 86_400);
    // From the first capture until 01:00 of the 3rd.
    assert_eq!(found.worst_loss.unwrap().seconds(), 49 * 3_600);
    assert_eq!(found.worst_loss.unwrap().from, table.points[0].captured_at);
    // The fourth is not usable yet: what would be lost goes back to the third.
    assert_eq!(found.stale.unwrap().seconds(), 86_400 + 1_800);
    assert_eq!(found.growth_per_day, Some(100.0));
    let nothing = measured(&[], Some(now), None).unwrap();
    assert_eq!((nothing.points, nothing.worst_loss, nothing.stale), (0, None, None));
}

#[test]
fn runs_that_slow_down() {
    let table = table(&[
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", 1),
        ("2026-01-02T00:00:00Z", "2026-01-02T01:01:00Z", 1),
        ("2026-01-03T00:00:00Z", "2026-01-03T01:02:00Z", 1),
    ]);
    let found = measured(&table.points, None, None).unwrap();
    assert_eq!((found.slower_per_day, found.growth_per_day), (Some(60.0), Some(0.0)));
    assert_eq!((found.stale, found.runs), (None, None));
}

#[test]
fn missed_and_late_runs() {
    let schedule = Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() };
    let zone = Zone::utc();
    let plan = Plan { schedule: &schedule, zone: &zone, policy: ClockPolicy::Skip, grace: 600 };
    let table = table(&[
        ("2026-01-01T02:00:00Z", "", 1),
        ("2026-01-01T15:00:00Z", "", 1),
        ("2026-01-02T01:59:30Z", "", 1),
        ("2026-01-04T03:00:00Z", "", 1),
        ("2026-01-05T02:10:00Z", "", 1),
    ]);
    let day = 86_400;
    let first = table.points[0].captured_at;
    let at = |now: i64| measured(&table.points, Some(now), Some(plan)).unwrap().runs.unwrap();
    let found = at(first + 5 * day + 300);
    assert_eq!((found.due, found.extra), (5, 1));
    assert_eq!(found.missed, [first + 2 * day]);
    assert_eq!(found.late, [Late { due: first + 3 * day, by: 3_600 }]);
    // The run of the 6th is missed as soon as its grace is over.
    assert_eq!(at(first + 5 * day + 601).missed, [first + 2 * day, first + 5 * day]);
}

#[test]
fn a_plan_follows_its_clock() {
    let schedule = Schedule::Daily { at: TimeOfDay::new(1, 0).unwrap() };
    let berlin = zone("Europe/Berlin");
    let plan = Plan { schedule: &schedule, zone: &berlin, policy: ClockPolicy::Cronie, grace: 60 };
    // 01:00 in Berlin before and after the clocks went forward on 29 March 2026.
    let table = table(&[
        ("2026-03-28T00:00:00Z", "", 1),
        ("2026-03-29T00:00:00Z", "", 1),
        ("2026-03-29T23:00:00Z", "", 1),
        ("2026-03-30T23:00:00Z", "", 1),
    ]);
    let found = measured(&table.points, None, Some(plan)).unwrap().runs.unwrap();
    assert_eq!((found.due, found.missed.len(), found.late.len(), found.extra), (4, 0, 0, 0));
}
