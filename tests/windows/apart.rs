//! Copies that clocks of different zones start: they are woven as they happen.

use crate::system::{at, database, day, full, id, now, says, steps, with_clock};
use crate::zones::zone;
use holdfast::assess::{Clock, Outcome};
use holdfast::catalogue::ScenarioId as S;
use holdfast::schedule::{ClockPolicy, Schedule, Weekday, Zone};
use holdfast::system::{Component, ComponentId, Protection, ProtectionKind as P, Setup, System, Told};
use holdfast::units::{Duration, Moment};

const ZONES: [&str; 3] = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];

/// 21 November 2026: Berlin 1 h east of UTC, New York 5 h west, Tokyo 9 h east.
fn clock(here: &str) -> Clock {
    let (from, to) = (1_767_225_600, 1_860_000_000);
    let zones = ZONES.map(|name| zone(name, from, to).unwrap());
    Clock { now: now(), here: here.to_owned(), zones: zones.into_iter().collect() }
}

fn run(id: &str, schedule: Schedule, zone: &str) -> Protection {
    Protection {
        id: id.to_owned(),
        schedule: Told::Known(schedule),
        zone: zone.to_owned(),
        scheduler: Some(ClockPolicy::Cronie),
        ..full(P::DbDump)
    }
}

fn daily(hour: u16) -> Schedule {
    Schedule::Daily { at: at(hour, 0) }
}

fn two(first: Protection, second: Protection, clock: &Clock) -> Outcome {
    let tight = Told::Known(Duration::hours(19).plus(Duration::minutes(30)));
    with_clock(vec![Component { limit: tight, ..database(vec![first, second]) }], clock)
}

#[test]
fn two_o_clock_in_berlin_and_in_new_york_are_six_hours_apart() {
    let of = |zone: &str| two(run("a", daily(2), "Europe/Berlin"), run("b", daily(2), zone), &clock(""));
    // From 08:00 to 02:00 it is 18 h, and 2 h 10 min until a copy counts.
    assert_eq!(says(&of("America/New_York"), S::DiskHostLoss), "20 h 10 min");
    assert_eq!(says(&of("Europe/Berlin"), S::DiskHostLoss), "26 h 10 min");
    // A zone whose rules are not at hand is taken for the one clock there is.
    assert_eq!(says(&of("Mars/Olympus"), S::DiskHostLoss), "26 h 10 min");
}

/// The longest time without a start among all of them, by what the clocks of the zones show on ordinary days.
fn longest(runs: &[(Schedule, &str)]) -> i64 {
    let clock = clock("");
    // Two weeks from the Monday after; no clock is set in them.
    let (from, weeks) = (Moment::start_of(day(2026, 11, 23)), 14 * 86_400);
    let mut starts: Vec<i64> = Vec::new();
    for (schedule, zone) in runs {
        let zone = clock.zones.get(zone).unwrap();
        let in_zone = schedule.starts_in_zone(
            from.plus(-2 * 86_400),
            from.plus(weeks + 2 * 86_400),
            zone,
            ClockPolicy::Cronie,
        );
        starts.extend(in_zone.unwrap().iter().map(|start| start.utc));
    }
    starts.sort_unstable();
    let of_weeks = starts.windows(2).filter(|pair| {
        let first = Zone::utc().first_instant(from);
        pair[1] > first && pair[0] < first + weeks
    });
    of_weeks.map(|pair| pair[1] - pair[0]).max().unwrap()
}

#[test]
fn every_pair_of_schedules_and_zones_agrees_with_a_list_of_all_starts() {
    let schedules = [
        daily(2),
        daily(23),
        Schedule::Weekdays { at: at(1, 30) },
        Schedule::Weekdays { at: at(22, 15) },
        Schedule::Weekly { on: Weekday::Monday, at: at(0, 30) },
        Schedule::Cron { text: "30 3,15 * * 1,4".parse().unwrap() },
    ];
    for one in schedules {
        for other in schedules {
            for (here, there) in [(0, 1), (1, 0), (0, 2), (2, 1), (1, 1)].map(|(a, b)| (ZONES[a], ZONES[b])) {
                let outcome = two(run("a", one, here), run("b", other, there), &clock(""));
                let cell = outcome.matrix.cell(&id(), S::DiskHostLoss).unwrap();
                let worst = cell.window.unwrap().worst.unwrap();
                let expected = longest(&[(one, here), (other, there)]) + 130 * 60;
                assert_eq!(worst.seconds(), expected, "{one} {here}, {other} {there}");
            }
        }
    }
}

#[test]
fn times_are_those_of_the_reader_s_clock_and_the_window_is_the_same() {
    let of = |here: &str| {
        two(run("a", daily(2), "Europe/Berlin"), run("b", daily(2), "America/New_York"), &clock(here))
    };
    for here in ["", "Europe/Berlin", "America/New_York", "Asia/Tokyo"] {
        assert_eq!(says(&of(here), S::DiskHostLoss), "20 h 10 min", "{here}");
    }
    let told = |here: &str| steps(&of(here), S::DiskHostLoss).join("\n");
    // The worst is just before the copy of 02:00 in Berlin is there, with that of New York as the newest.
    assert!(told("").contains("04:10"), "{}", told(""));
    assert!(told("").contains(
        "That is by the clock of America/New_York, which is 6 h behind the one that the times below are on."
    ));
    assert!(told("Asia/Tokyo").contains("12:10"), "{}", told("Asia/Tokyo"));
    assert!(
        told("America/New_York").contains("22:10") && !told("America/New_York").contains("by the clock of")
    );
}

#[test]
fn what_would_be_lost_now_goes_by_the_reader_s_clock() {
    let of = |here: &str| {
        let outcome = with_clock(vec![database(vec![run("a", daily(2), "Europe/Berlin")])], &clock(here));
        outcome.matrix.cell(&id(), S::DiskHostLoss).unwrap().window.unwrap().now.unwrap()
    };
    // Now is the same figure on every clock; in Tokyo it is eight hours earlier than in Berlin.
    let berlin = of("Europe/Berlin");
    assert_eq!(of(""), berlin);
    assert_eq!(of("Asia/Tokyo").seconds(), (berlin.seconds() - 8 * 3_600).rem_euclid(86_400));
}

#[test]
fn clocks_that_are_set_on_other_days_draw_copies_apart() {
    // From 14 to 28 March 2027 New York is only five hours behind Berlin: from 09:00 to 04:00 it is 19 h.
    let outcome =
        two(run("a", daily(4), "Europe/Berlin"), run("b", daily(4), "America/New_York"), &clock(""));
    assert_eq!(says(&outcome, S::DiskHostLoss), "20 h 10 min");
    let cell = outcome.matrix.cell(&id(), S::DiskHostLoss).unwrap();
    let gap = cell.clock_gap.clone().unwrap();
    assert_eq!((gap.between, gap.worst), (None, Duration::minutes(21 * 60 + 10)));
    assert_eq!(gap.shown.civil().date(), day(2027, 3, 14));
    assert!(gap.words().contains("the others are not set"), "{}", gap.words());
    assert!(gap.way_out().contains("by one clock"));
    // In one zone there is only the hour that comes twice.
    let alone = two(run("a", daily(4), "Europe/Berlin"), run("b", daily(4), "Europe/Berlin"), &clock(""));
    let gap = alone.matrix.cell(&id(), S::DiskHostLoss).unwrap().clock_gap.clone().unwrap();
    assert_eq!(gap.between, Some(Duration::hours(25)));
}

#[test]
fn one_moment_for_all_is_found_across_zones() {
    let part = |name: &str, zone: &str, refers: Vec<ComponentId>| Component {
        id: ComponentId::new(name),
        name: name.to_owned(),
        refers_to: refers,
        ..database(vec![run("a", daily(2), zone)])
    };
    let of = |zone: &str| {
        let orders = part("orders", "Europe/Berlin", vec![ComponentId::new("files")]);
        let outcome = with_clock(vec![orders, part("files", zone, Vec::new())], &clock(""));
        let together = outcome.together.iter().find(|of| of.scenario.id == S::DiskHostLoss).unwrap();
        together.now.clone().unwrap()
    };
    // Both at 02:00 by their own clocks: the same moment in one zone, six hours apart in two.
    assert!(of("Europe/Berlin").misfits.is_empty());
    let apart = of("America/New_York");
    let misfit = &apart.misfits[0];
    let hours = misfit.apart.seconds() / 3_600;
    assert!(hours == 6 || hours == 18, "{misfit:?}");
}

#[test]
fn runs_of_different_zones_overlap_where_they_really_do() {
    let long = |id: &str, hour: u16, zone: &str| Protection {
        takes: Some(Duration::hours(2)),
        ..run(id, daily(hour), zone)
    };
    let overlap = |zone: &str, hour: u16| {
        let parts = vec![long("a", 8, "Europe/Berlin"), long("b", hour, zone)];
        with_clock(vec![database(parts)], &clock("")).keeping.overlap
    };
    assert_eq!(overlap("America/New_York", 8), None);
    assert_eq!(overlap("America/New_York", 3).unwrap().lasts, Duration::hours(1));
    assert_eq!(overlap("Europe/Berlin", 9).unwrap().lasts, Duration::hours(1));
}

#[test]
fn the_zone_of_the_servers_stands_in_for_the_reader_s() {
    let setup = Setup { zone: "America/New_York".to_owned(), ..Setup::default() };
    let system = System {
        components: vec![database(vec![run("a", daily(2), "Europe/Berlin")])],
        setup,
        described: true,
        ..System::of(&holdfast::answers::Answers::default())
    };
    let ahead = |here: &str| {
        let mut system = system.clone();
        clock(here).align(&mut system);
        system.components[0].protections.known().unwrap()[0].ahead / 3_600
    };
    assert_eq!((ahead(""), ahead("Asia/Tokyo"), ahead("Europe/Berlin")), (-6, 8, 0));
}
