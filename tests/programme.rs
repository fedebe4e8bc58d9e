//! The drills of a year, and the calendar file: by its own rules, and by the `icalendar` package where it is installed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "support/python.rs"]
mod python;

use chrono::{Datelike, NaiveDate};
use holdfast::answers::Answers;
use holdfast::assess::{Outcome, assess_system};
use holdfast::catalogue::ScenarioId;
use holdfast::drill::{Level, ShelfLife};
use holdfast::programme::{
    Calendar, Entry, Programme, Slot, Wishes, calendar, candidates, takes, write_ics, year,
};
use holdfast::schedule::{Change, Weekday, Zone};
use holdfast::system::{ComponentId, System, Template};
use holdfast::units::{Duration, Moment};
use std::process::Command;

fn shop() -> Outcome {
    let system =
        System::of(&Answers::default()).described_as(Template::Shop.components(), Template::Shop.setup());
    assess_system(&Answers::default(), system, Moment::from_seconds(0))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn wishes() -> Wishes {
    Wishes {
        from: day(2026, 11, 21),
        a_month: 2,
        at_once: 3,
        on: Weekday::Tuesday,
        at: "10:00".parse().unwrap(),
        avoid: vec![(day(2026, 12, 15), day(2027, 1, 5))],
        shelf_life: ShelfLife::default(),
    }
}

fn programme() -> Programme {
    let outcome = shop();
    let year =
        year(&wishes(), &candidates(&outcome, &[]), &|components, after| takes(&outcome, components, after));
    let empty = Programme { token: "a1b2c3d4e5".to_owned(), slots: Vec::new() };
    empty.replanned(&year.slots, wishes().from)
}

/// The clocks of Berlin around the year.
fn berlin() -> Zone {
    let changes =
        [(1_774_746_000, 7_200), (1_792_890_000, 3_600), (1_806_195_600, 7_200), (1_824_944_400, 3_600)];
    let changes = changes.map(|(at, offset)| Change { at, offset });
    Zone::new("Europe/Berlin", 3_600, changes.to_vec()).unwrap()
}

const STAMP: i64 = 1_795_254_600; // 2026-11-21 09:50 UTC

#[test]
fn a_year_has_its_dates_where_they_were_wished() {
    let outcome = shop();
    let all = candidates(&outcome, &[]);
    assert!(
        all.iter().any(|c| c.scenario == ScenarioId::EmergencyReboot && c.component.as_str() == "database")
    );
    assert!(all.iter().all(|c| c.scenario != ScenarioId::KeyLoss || c.component.as_str() == "secrets"));
    let plan = year(&wishes(), &all, &|components, after| takes(&outcome, components, after));
    assert!(plan.slots.len() >= 20, "{}", plan.slots.len());
    for slot in &plan.slots {
        assert_eq!(slot.day.weekday(), chrono::Weekday::Tue);
        assert!(slot.day < day(2026, 12, 15) || slot.day > day(2027, 1, 5), "{}", slot.day);
        assert!((1..=3).contains(&slot.components.len()));
        assert!(slot.takes >= Duration::hours(2) && slot.takes <= Duration::hours(8));
        assert_ne!(slot.level, Level::Live);
    }
    let in_march = plan.slots.iter().filter(|slot| (slot.day.year(), slot.day.month()) == (2027, 3)).count();
    assert_eq!(in_march, 2);
    let first = |slot: &Slot| (slot.scenario, slot.components.clone());
    let again = plan.slots.iter().skip(1).find(|slot| first(slot) == first(&plan.slots[0]));
    let again = again.expect("within a year a proof goes stale");
    assert!((again.day - plan.slots[0].day).num_days() > 100 - 31);
    assert_eq!((plan.slots[0].level, again.level), (Level::SideSystem, Level::Duplicate));
    let few = year(&Wishes { a_month: 1, at_once: 1, ..wishes() }, &all, &|_, _| Duration::hours(2));
    assert!(!few.left.is_empty() && few.left.len() + few.slots.len() >= all.len());
    let none = year(&wishes(), &[], &|_, _| Duration::hours(2));
    assert_eq!((none.slots.len(), none.left.len()), (0, 0));
}

#[test]
fn what_is_fresh_is_not_planned_again() {
    let outcome = shop();
    let mut one = candidates(&outcome, &[]);
    one.truncate(1);
    one[0].proven = Some(day(2026, 11, 20));
    let plan = year(&wishes(), &one, &|_, _| Duration::hours(2));
    let days: Vec<NaiveDate> = plan.slots.iter().map(|slot| slot.day).collect();
    assert!(days[0] > day(2027, 1, 31) && days[0] <= day(2027, 2, 28), "{days:?}");
    assert!(days.len() <= 4 && plan.left.is_empty(), "{days:?}");
}

#[test]
fn a_date_keeps_its_id_and_its_sequence_grows() {
    let first = programme();
    assert_eq!(Programme::read(&first.write()), Ok(first.clone()));
    let same: Vec<Slot> = first.slots.clone();
    assert_eq!(first.replanned(&same, wishes().from), first, "nothing changed");

    let moved = Slot { day: same[1].day + chrono::Days::new(1), ..same[1].clone() };
    let second = first.with(&moved);
    assert_eq!((second.slots[1].id.as_str(), second.slots[1].sequence), (same[1].id.as_str(), 1));
    assert_eq!(second.slots[0].sequence, 0);
    assert_eq!(second.with(&moved), second, "said again it is no change");

    let fewer = second.replanned(&same[..5], wishes().from);
    assert_eq!(fewer.slots.len(), same.len(), "what is called off stays");
    let off = fewer.slots.iter().filter(|slot| slot.cancelled).collect::<Vec<_>>();
    assert_eq!(off.len(), same.len() - 5);
    assert!(off.iter().all(|slot| slot.sequence >= 1));
    assert_eq!(
        fewer.slots.iter().find(|slot| slot.id == same[1].id).unwrap().sequence,
        2,
        "back to the old day"
    );
    assert_eq!(fewer.replanned(&same[..5], wishes().from), fewer);

    let later = first.replanned(&[], same[3].day);
    assert!(later.slots[..3].iter().all(|slot| !slot.cancelled && slot.sequence == 0), "the past stays");
    let text = first.write();
    for (from, to) in
        [("a1b2c3d4e5", "a b"), ("\"slot-2\"", "\"slot-1\""), ("10:00", "25:00"), ("\"slots\"", "\"lots\"")]
    {
        assert!(text.contains(from), "{from}");
        Programme::read(&text.replace(from, to)).unwrap_err();
    }
}

/// Every line, unfolded.
fn unfolded(ics: &str) -> Vec<String> {
    assert!(ics.ends_with("\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']));
    for line in ics.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    ics.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_file_keeps_to_the_grammar() {
    let outcome = shop();
    let zone = berlin();
    let file = calendar(&programme(), &outcome.system, "Shop, production; été 漢字", Some(&zone), STAMP);
    let lines = unfolded(&file);
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    let events = count("BEGIN:VEVENT");
    assert_eq!(events, programme().slots.len());
    assert_eq!(
        (count("UID:"), count("DTSTAMP:20261121T095000Z"), count("SEQUENCE:")),
        (events, events, events)
    );
    assert_eq!(
        (count("BEGIN:VALARM"), count("TRIGGER:-P7D"), count("TRIGGER:-PT1H")),
        (2 * events, events, events)
    );
    assert_eq!(
        (count("BEGIN:VTIMEZONE"), count("DTSTART;TZID=Europe/Berlin:"), count("METHOD:PUBLISH")),
        (1, events, 1)
    );
    let mut uids: Vec<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), events);
    assert!(lines.contains(&"NAME:Shop\\, production\\; été 漢字".to_owned()));
    // Onsets by the clock that was right until then: 03:00 back to 02:00 in October, 02:00 on to 03:00 in March.
    let at = lines.iter().position(|line| line == "BEGIN:VTIMEZONE").unwrap();
    assert_eq!(
        lines[at + 2..at + 12],
        [
            "BEGIN:STANDARD",
            "DTSTART:20261025T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20270328T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT"
        ]
    );
    assert_eq!(
        file,
        calendar(&programme(), &outcome.system, "Shop, production; été 漢字", Some(&zone), STAMP)
    );
}

#[test]
fn without_rules_times_float_and_utc_says_so() {
    let one = |zone: Option<&Zone>, start: Moment| {
        let event = Entry {
            uid: "u@x".to_owned(),
            sequence: 3,
            start,
            length: Duration::minutes(90),
            title: "Drill".to_owned(),
            text: String::new(),
            alarms: vec![Duration::hours(1)],
            cancelled: false,
        };
        write_ics(&Calendar { name: "D", zone, stamp: STAMP, events: vec![event] })
    };
    let ten = Moment::start_of(day(2027, 2, 2)).plus(36_000);
    assert!(one(None, ten).contains("\r\nDTSTART:20270202T100000\r\n"));
    assert!(one(Some(&Zone::utc()), ten).contains("\r\nDTSTART:20270202T100000Z\r\n"));
    let fixed = one(Some(&Zone::fixed("Asia/Kolkata", 19_800)), ten);
    assert!(fixed.contains("DTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530"), "{fixed}");
    let gap = Moment::start_of(day(2027, 3, 28)).plus(2 * 3_600 + 1_800);
    assert!(one(Some(&berlin()), gap).contains(":20270328T030000\r\n"), "clocks jump over half past two");
}

#[test]
fn another_program_reads_the_same() {
    let Some(python) = python::python_with("icalendar") else { return };
    let outcome = shop();
    let mut programme = programme();
    programme.slots[2].cancelled = true;
    programme.slots[2].sequence = 4;
    let file = calendar(&programme, &outcome.system, "Shop \u{1f6d2} été", Some(&berlin()), STAMP);
    let path = std::env::temp_dir().join(format!("holdfast-programme-{}.ics", std::process::id()));
    std::fs::write(&path, &file).unwrap();
    let script = r#"
import sys, datetime, icalendar
raw = open(sys.argv[1], "rb").read()
cal = icalendar.Calendar.from_ical(raw)
assert not cal.errors, cal.errors
assert str(cal["NAME"]) == "Shop \U0001f6d2 été", cal["NAME"]
for event in cal.walk("VEVENT"):
    assert not event.errors, event.errors
    start = event.decoded("DTSTART")
    utc = start.astimezone(datetime.timezone.utc)
    alarms = sorted(int(a.decoded("TRIGGER").total_seconds()) for a in event.walk("VALARM"))
    print(event["UID"], event["SEQUENCE"], event["STATUS"], start.strftime("%Y-%m-%dT%H:%M"), utc.strftime("%H:%M"), int(event.decoded("DURATION").total_seconds()), *alarms)
"#;
    let said = python::ran(Command::new(python).args(["-c", script]).arg(&path));
    std::fs::remove_file(&path).unwrap();
    let expected: Vec<String> = programme
        .slots
        .iter()
        .map(|slot| {
            let summer = slot.day >= day(2027, 3, 28) && slot.day < day(2027, 10, 31);
            format!(
                "{}-a1b2c3d4e5@holdfast.invalid {} {} {}T10:00 {} {}{}",
                slot.id,
                slot.sequence,
                if slot.cancelled { "CANCELLED" } else { "CONFIRMED" },
                slot.day,
                if summer { "08:00" } else { "09:00" },
                slot.takes.seconds(),
                if slot.cancelled { "" } else { " -604800 -3600" },
            )
        })
        .collect();
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn takes_says_two_hours_or_more() {
    let outcome = shop();
    assert_eq!(takes(&outcome, &[], ScenarioId::KeyLoss), Duration::hours(3));
    let all: Vec<ComponentId> = outcome.system.components.iter().map(|c| c.id.clone()).collect();
    assert!(takes(&outcome, &all, ScenarioId::RegionLoss) > Duration::hours(2));
}
