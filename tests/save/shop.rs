//! The described shop of `examples/`, written through the library. With HOLDFAST_WRITE set, the file is written instead of
//! compared.

use chrono::NaiveDate;
use holdfast::answers::{Answers, Change, ComponentKind, Edit, Evidence};
use holdfast::assess::assess;
use holdfast::save::{open, to_file};
use holdfast::schedule::{ClockPolicy, Schedule, Weekday};
use holdfast::system::{
    BadRuns, Changes, ChangesWhen, Component, ComponentId, DeletedBy, Keep, LastGood, Location, Protection,
    ProtectionKind, Restoring, Setup, System, Told, Worth,
};
use holdfast::units::{Bytes, Duration, Moment, Money, Percent, Rate, TimeOfDay};

const FILE: &str = "examples/shop-described.holdfast.json";
const GB: u64 = 1_000_000_000;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn daily(hour: u16, minute: u16) -> Told<Schedule> {
    Told::Known(Schedule::Daily { at: TimeOfDay::new(hour, minute).unwrap() })
}

fn sundays(hour: u16) -> Told<Schedule> {
    Told::Known(Schedule::Weekly { on: Weekday::Sunday, at: TimeOfDay::new(hour, 0).unwrap() })
}

fn kept(kind: ProtectionKind, name: &str, place: Location, days: i64) -> Protection {
    Protection {
        name: name.to_owned(),
        locations: Told::Known([place].into()),
        keep: Told::Known(Keep::Age(Duration::days(days))),
        deleted_by: DeletedBy::SameLogin,
        zone: "Europe/Berlin".to_owned(),
        scheduler: Some(ClockPolicy::Systemd252),
        travels: Some(Duration::ZERO),
        bad_runs: BadRuns::Noticed,
        last_good: Told::Known(LastGood::On { date: day(11, 21), told: day(11, 21) }),
        known: Evidence::Seen,
        ..Protection::new(kind.id(), kind)
    }
}

fn orders() -> Component {
    let dump = Protection {
        schedule: daily(2, 0),
        takes: Some(Duration::minutes(40)),
        travels: Some(Duration::minutes(90)),
        tested: Some(day(8, 14)),
        known: Evidence::Measured,
        ..kept(ProtectionKind::DbDump, "Nightly dump", Location::OtherRegion, 35)
    };
    let logs = Protection {
        schedule: sundays(0),
        takes: Some(Duration::minutes(70)),
        lag: Some(Duration::minutes(6)),
        bad_runs: BadRuns::NoticedAfter(Duration::hours(12)),
        ..kept(ProtectionKind::Logs, "Write-ahead log", Location::SameRegion, 14)
    };
    let replica = Protection {
        name: "Replica on a second host".to_owned(),
        locations: Told::Known([Location::SameDataCentre].into()),
        deleted_by: DeletedBy::SameLogin,
        lag: Some(Duration::clamped(20)),
        known: Evidence::Measured,
        ..Protection::new("replica-async", ProtectionKind::ReplicaAsync)
    };
    Component {
        name: "Orders database".to_owned(),
        holds: "orders".to_owned(),
        limit: Told::Known(Duration::hours(4)),
        downtime_limit: Told::Known(Duration::hours(8)),
        size: Bytes::new(120 * GB),
        grows: Bytes::new(3 * GB),
        changes: Bytes::new(4 * GB).map(|a_day| Changes {
            a_day,
            when: ChangesWhen::DaySwing(Percent::from_thousandths(60_000).unwrap()),
        }),
        records_per_hour: Some(50),
        refers_to: vec![ComponentKind::UploadedFiles.into()],
        restoring: Restoring {
            provision: Some(Duration::minutes(30)),
            write: Rate::per_second(60_000_000),
            replay: Rate::per_second(20_000_000),
            verify: Some(Duration::minutes(45)),
        },
        worth: Worth { lost_hour: Money::from_hundredths(25_000), down_hour: Money::from_hundredths(60_000) },
        protections: Told::Known(vec![dump, logs, replica]),
        known: Evidence::Seen,
        ..Component::new(ComponentKind::Database.into(), ComponentKind::Database)
    }
}

fn pictures() -> Component {
    let chain = Protection {
        schedule: daily(3, 30),
        fulls: sundays(1),
        takes: Some(Duration::minutes(30)),
        full_takes: Some(Duration::hours(4)),
        success: Percent::from_thousandths(99_000),
        bad_runs: BadRuns::Silent,
        deleted_by: DeletedBy::OwnLogin,
        last_good: Told::Unsure,
        known: Evidence::Told,
        ..kept(ProtectionKind::FileIncremental, "Nightly incremental", Location::OtherProvider, 60)
    };
    Component {
        name: "Product pictures".to_owned(),
        holds: "pictures".to_owned(),
        limit: Told::Known(Duration::hours(48)),
        downtime_limit: Told::Known(Duration::hours(24)),
        size: Bytes::new(300 * GB),
        grows: Bytes::new(6 * GB),
        changes: Bytes::new(GB).map(|a_day| Changes { a_day, when: ChangesWhen::OfficeHours }),
        records_per_hour: Some(20),
        restoring: Restoring {
            provision: Some(Duration::minutes(30)),
            write: Rate::per_second(80_000_000),
            ..Restoring::default()
        },
        worth: Worth { lost_hour: Money::from_hundredths(2_000), down_hour: Money::from_hundredths(5_000) },
        protections: Told::Known(vec![chain]),
        ..Component::new(ComponentKind::UploadedFiles.into(), ComponentKind::UploadedFiles)
    }
}

fn servers() -> Component {
    let image = Protection {
        schedule: sundays(4),
        takes: Some(Duration::minutes(50)),
        tested: Some(day(5, 2)),
        ..kept(ProtectionKind::Image, "Golden image", Location::SameRegion, 90)
    };
    let settings = Protection {
        name: "Settings in a repository".to_owned(),
        locations: Told::Known([Location::OtherProvider].into()),
        deleted_by: DeletedBy::OwnLogin,
        known: Evidence::Seen,
        ..Protection::new("config-management", ProtectionKind::ConfigManagement)
    };
    Component {
        needs: [ComponentKind::Database, ComponentKind::UploadedFiles, ComponentKind::Secrets]
            .map(ComponentId::from)
            .to_vec(),
        protections: Told::Known(vec![image, settings]),
        ..rebuilt(ComponentKind::WebServer, "Web servers")
    }
}

/// What is made again from settings or an image.
fn rebuilt(kind: ComponentKind, name: &str) -> Component {
    Component {
        name: name.to_owned(),
        downtime_limit: Told::Known(Duration::hours(8)),
        restoring: Restoring {
            provision: Some(Duration::minutes(20)),
            verify: Some(Duration::minutes(15)),
            ..Restoring::default()
        },
        worth: Worth { lost_hour: None, down_hour: Money::from_hundredths(60_000) },
        ..Component::new(kind.into(), kind)
    }
}

fn balancer() -> Component {
    Component {
        needs: vec![ComponentKind::WebServer.into()],
        protections: Told::Known(Vec::new()),
        ..rebuilt(ComponentKind::LoadBalancer, "Load balancer")
    }
}

fn keys() -> Component {
    let copy = Protection {
        name: "Sealed envelope in the safe".to_owned(),
        schedule: Told::Known(Schedule::ByHand),
        locations: Told::Known([Location::Offline].into()),
        deleted_by: DeletedBy::OwnLogin,
        keep: Told::Known(Keep::Forever),
        tested: Some(day(3, 9)),
        known: Evidence::Seen,
        ..Protection::new("key-copy", ProtectionKind::KeyCopy)
    };
    Component {
        holds: "keys and passwords".to_owned(),
        limit: Told::Known(Duration::days(1)),
        downtime_limit: Told::Known(Duration::hours(8)),
        size: Bytes::new(1_000_000),
        protections: Told::Known(vec![copy]),
        ..Component::new(ComponentKind::Secrets.into(), ComponentKind::Secrets)
    }
}

fn whole() -> Setup {
    Setup {
        zone: "Europe/Berlin".to_owned(),
        detect: Some(Duration::minutes(10)),
        decide: Some(Duration::minutes(30)),
        cut_over: Some(Duration::minutes(15)),
        fetch: Rate::per_second(50_000_000),
        tolerance: Some(Duration::minutes(5)),
        currency: "EUR".to_owned(),
        tb_month: Money::from_hundredths(2_200),
        run: Money::from_hundredths(10),
        years_between_losses: Some(4),
        ratio_tenths: Some(20),
        window: None,
    }
}

/// The quick check's answers to what a description does not say, and the description.
fn shop() -> Answers {
    let quick = open(include_bytes!("../../examples/shop.holdfast.json")).unwrap();
    let parts = [orders(), pictures(), servers(), balancer(), keys()];
    let put = |section: &str, id: &str, text: String| Change {
        section: section.to_owned(),
        id: id.to_owned(),
        text: Some(text),
    };
    let mut changes: Vec<Change> =
        parts.iter().map(|c| put(Component::SECTION, c.id.as_str(), c.write())).collect();
    changes.push(put(Setup::SECTION, Setup::ID, whole().write()));
    let named = Edit::Rename { name: "Shop, production, described (example)".to_owned() };
    quick.apply(&Edit::All(vec![named, Edit::Change(changes)]), day(11, 21)).unwrap()
}

#[test]
fn the_file_is_what_the_library_writes() {
    let made = to_file(&shop());
    if std::env::var_os("HOLDFAST_WRITE").is_some() {
        std::fs::write(FILE, &made).unwrap();
    }
    let kept = std::fs::read_to_string(FILE).unwrap();
    assert!(
        kept == made,
        "{FILE} is out of date: run this test with HOLDFAST_WRITE=1 and look at what changed"
    );
    assert_eq!(open(kept.as_bytes()).unwrap(), shop());
}

#[test]
fn the_description_is_whole() {
    let system = System::of(&shop());
    assert!(system.described && system.unreadable.is_empty());
    assert_eq!(system.components, [orders(), pictures(), servers(), balancer(), keys()]);
    assert_eq!(system.setup, whole());
    let outcome = assess(&shop(), Moment::from_civil(day(11, 21).and_hms_opt(9, 30, 0).unwrap()));
    assert_eq!(outcome.matrix.columns.len(), 5);
    assert!(!outcome.returns.is_empty() && !outcome.together.is_empty() && !outcome.exposures.is_empty());
}
