//! Runs through clock changes against a clock that is looked at minute by minute, in zones with all sorts of changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

#[path = "../examples/conformance/zones.rs"]
mod zones;

use std::collections::BTreeSet;

use holdfast::schedule::{ClockPolicy, Schedule, Zone};
use holdfast::units::{Duration, Moment, TimeOfDay};

const DAY: i64 = 86_400;

/// Around each change of 2026: an hour in most, half an hour in Lord Howe, at midnight in Cairo, Beirut and
/// Havana, backwards first in Casablanca, 5 h 45 min east without any in Kathmandu.
const ZONES: [&str; 10] = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "Africa/Casablanca",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Chatham",
];

fn schedules() -> Vec<(Schedule, &'static str)> {
    let crons = [
        "30 2 * * *",
        "0 0 * * *",
        "15 0 * * *",
        "45 1 * * *",
        "59 23 * * *",
        "0,30 1,2 * * *",
        "*/20 1 * * *",
        "10 */2 * * *",
        "5 0-6 * * *",
        "*/15 * * * *",
        "7 * * * *",
    ];
    let mut all: Vec<(Schedule, &str)> =
        crons.iter().map(|text| (Schedule::Cron { text: text.parse().unwrap() }, *text)).collect();
    let at = |hour, minute| TimeOfDay::new(hour, minute).unwrap();
    all.push((Schedule::Daily { at: at(2, 15) }, "15 2 * * *"));
    all.push((Schedule::Hourly { minute: 45 }, "45 * * * *"));
    all.push((Schedule::Every { interval: Duration::hours(6), from: at(0, 30) }, "30 */6 * * *"));
    all
}

/// Whether a field of a cron line holds a value, read as plainly as possible.
fn holds(field: &str, value: i64, most: i64) -> bool {
    field.split(',').any(|part| {
        let (span, step) = part.split_once('/').unwrap_or((part, "1"));
        let step: i64 = step.parse().unwrap();
        let (low, high) = match span.split_once('-') {
            Some((low, high)) => (low.parse().unwrap(), high.parse().unwrap()),
            None if span == "*" => (0, most),
            None => (span.parse().unwrap(), span.parse().unwrap()),
        };
        (low..=high).contains(&value) && (value - low) % step == 0
    })
}

/// The minutes of a day at which a line is due.
fn due(line: &str) -> Vec<bool> {
    let fields: Vec<&str> = line.split(' ').collect();
    (0..1_440).map(|minute| holds(fields[0], minute % 60, 59) && holds(fields[1], minute / 60, 23)).collect()
}

/// What a scheduler does that looks at its clock every minute, in UTC.
fn walk(line: &str, zone: &Zone, policy: ClockPolicy, from: i64, to: i64) -> BTreeSet<i64> {
    let single = |field: &str| field.bytes().all(|b| b.is_ascii_digit());
    let (minute, hour) = line.split_once(' ').map(|(m, rest)| (m, rest.split(' ').next().unwrap())).unwrap();
    let (catches_up, repeats) = match policy {
        ClockPolicy::Cronie => {
            let wildcard = minute.starts_with('*') || hour.starts_with('*');
            (!wildcard, wildcard)
        }
        ClockPolicy::Croner => (single(minute) && single(hour), !(single(minute) && single(hour))),
        ClockPolicy::Systemd252 | ClockPolicy::Skip => (false, false),
        ClockPolicy::Shift => (false, false),
        ClockPolicy::Both => (true, true),
    };
    let minutes = due(line);
    let due = |local: i64| local % 60 == 0 && minutes[usize::try_from(local.rem_euclid(DAY) / 60).unwrap()];
    let mut runs = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut shown: Option<i64> = None;
    for utc in (from - DAY..to + DAY).step_by(60) {
        let local = utc + i64::from(zone.offset_at(utc));
        // What the clock jumped over since the last look.
        for missed in shown.map_or(0..0, |shown| shown + 60..local).step_by(60) {
            if (from..to).contains(&missed) && due(missed) {
                if policy == ClockPolicy::Shift {
                    runs.insert(missed - i64::from(zone.offset_at(utc - 60)));
                } else if catches_up {
                    runs.insert(utc);
                }
            }
        }
        if (from..to).contains(&local) && due(local) && (seen.insert(local) || repeats) {
            runs.insert(utc);
        }
        shown = Some(local);
    }
    runs
}

#[test]
fn every_policy_does_what_a_watched_clock_does() {
    let year = (1_767_225_600, 1_798_761_600);
    let mut changes = 0;
    for name in ZONES {
        let zone = zones::zone(name, year.0, year.1).unwrap();
        let around = zone.changes().iter().map(|change| change.at).chain([1_780_000_000]);
        for at in around.collect::<Vec<_>>() {
            changes += 1;
            // Local days around the change, counted like instants.
            let from = (at / DAY - 1) * DAY;
            let to = from + 4 * DAY;
            let moment = |local: i64| Moment::from_seconds(local - 4 * DAY);
            for (schedule, line) in schedules() {
                for policy in ClockPolicy::ALL {
                    let got = schedule.starts_in_zone(moment(from), moment(to), &zone, policy).unwrap();
                    let got: Vec<i64> = got.iter().map(|start| start.utc).collect();
                    let expected: Vec<i64> = walk(line, &zone, policy, from, to).into_iter().collect();
                    assert_eq!(got, expected, "{line} {name} {policy:?} around {at}");
                }
            }
        }
    }
    assert!(changes > 25, "{changes}");
}

#[test]
fn zones_come_as_the_world_has_them() {
    let zone = zones::zone("Australia/Lord_Howe", 1_767_225_600, 1_798_761_600).unwrap();
    let offsets: Vec<i32> = zone.changes().iter().map(|change| change.offset).collect();
    assert_eq!(offsets, [37_800, 39_600]);
    // British Columbia stays on summer time from 2026 on: data from before says otherwise.
    let zone = zones::zone("America/Vancouver", 1_767_225_600, 1_798_761_600).unwrap();
    assert_eq!(zone.offset_at(1_796_083_200), -25_200);
    assert!(zones::zone("Mars/Olympus", 0, 1).is_err());
}
