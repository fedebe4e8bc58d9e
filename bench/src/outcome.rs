//! A whole outcome of a described system, and one component of it worked out anew, as the editor does while somebody types.

use crate::Case;
use holdfast::answers::{Answers, ComponentKind as K};
use holdfast::assess::{Clock, assess_system, component_outcome};
use holdfast::schedule::{Change, ClockPolicy, Schedule, Weekday, Zone};
use holdfast::system::{
    Changes, ChangesWhen, Component, ComponentId, Keep, Location, Protection, ProtectionKind as P, Setup,
    System, Told,
};
use holdfast::units::{Bytes, Duration, Moment, Percent, Rate, TimeOfDay};

/// For how many components; each has four protections.
const COMPONENTS: [usize; 3] = [10, 100, 1000];

/// How many variants of a system are gone through in turn.
pub(crate) const VARIANTS: usize = 3;

/// 21 November 2026, as a moment.
const NOW: i64 = 1_794_614_400;

/// One case for each number of components, and one component of a hundred.
pub fn cases() -> Vec<Case> {
    let whole = |components: usize| {
        let systems: Vec<System> = (0..VARIANTS).map(|n| system(components, n)).collect();
        let turn = move |turn: usize| systems.get(turn % VARIANTS).map_or(f64::NAN, outcome);
        Case { name: format!("outcome: {components} components"), turn: Box::new(turn) }
    };
    let edited = system(100, 0);
    let turn = move |turn: usize| one_of(&edited, turn);
    let mut cases: Vec<Case> = COMPONENTS.into_iter().map(whole).collect();
    cases.push(Case { name: "one component of 100".to_owned(), turn: Box::new(turn) });
    cases
}

/// The one place where an outcome is worked out.
fn outcome(system: &System) -> f64 {
    let outcome = assess_system(&Answers::default(), system.clone(), clock());
    let worst = outcome.matrix.cells().filter_map(|(_, _, cell)| cell.window?.worst);
    worst.map(|window| window.seconds() as f64).sum::<f64>() + outcome.findings.len() as f64
}

fn one_of(system: &System, turn: usize) -> f64 {
    let at = turn % system.components.len().max(1);
    let Some(component) = system.components.get(at) else { return f64::NAN };
    let outcome = component_outcome(system, &component.id, &clock());
    outcome.map_or(f64::NAN, |of| of.cells.len() as f64 + of.findings.len() as f64)
}

/// Clocks that are set twice a year, so that their changes are worked out too.
pub(crate) fn clock() -> Clock {
    let at = |at, offset| Change { at, offset };
    let changes = vec![
        at(1_774_746_000, 7_200),
        at(1_792_890_000, 3_600),
        at(1_806_195_600, 7_200),
        at(1_824_944_400, 3_600),
    ];
    let zone = Zone::new("Europe/Berlin", 3_600, changes).ok();
    Clock { now: Moment::from_seconds(NOW), here: String::new(), zones: zone.into_iter().collect() }
}

pub(crate) fn system(components: usize, variant: usize) -> System {
    System {
        components: (0..components).map(|n| component(n, n + variant * 10_007)).collect(),
        setup: Setup {
            zone: "Europe/Berlin".to_owned(),
            detect: Some(Duration::minutes(10)),
            decide: Some(Duration::minutes(20)),
            fetch: Rate::per_second(100_000_000),
            ..Setup::default()
        },
        described: true,
        ..System::of(&Answers::default())
    }
}

/// A database, a file store, or a volume, in turn; every second one with runs that may fail. Sizes and times differ.
fn component(place: usize, n: usize) -> Component {
    let kind = [K::Database, K::UploadedFiles, K::AttachedVolume].get(n % 3).copied().unwrap_or(K::Database);
    let protections = match n % 3 {
        0 => vec![of(n, 0, P::DbDump), of(n, 1, P::Logs), of(n, 2, P::ReplicaAsync), of(n, 3, P::Image)],
        1 => vec![
            of(n, 0, P::FileFull),
            of(n, 1, P::FileIncremental),
            of(n, 2, P::VolumeSnapshot),
            of(n, 3, P::Image),
        ],
        _ => vec![
            of(n, 0, P::VolumeSnapshot),
            of(n, 1, P::FileDifferential),
            of(n, 2, P::FileFull),
            of(n, 3, P::Image),
        ],
    };
    let gigabytes = |n: usize| Bytes::new(n as u64 * 1_000_000_000);
    Component {
        limit: Told::Known(Duration::hours(4)),
        downtime_limit: Told::Known(Duration::hours(8)),
        size: gigabytes(20 + n % 180),
        grows: gigabytes(1 + n % 5),
        changes: gigabytes(1 + n % 9).map(|a_day| Changes { a_day, when: ChangesWhen::Always }),
        needs: if place % 10 == 9 { vec![id(place - 1)] } else { Vec::new() },
        protections: Told::Known(protections),
        ..Component::new(id(place), kind)
    }
}

fn id(place: usize) -> ComponentId {
    ComponentId::new(&format!("database-{place}"))
}

fn of(n: usize, nth: usize, kind: P) -> Protection {
    let minute = |n: usize| u16::try_from(n % 60).unwrap_or_default();
    let hour = u16::try_from((n + nth * 5) % 6).unwrap_or_default();
    let at = TimeOfDay::new(hour, minute(n * 7)).unwrap_or(TimeOfDay::MIDNIGHT);
    let schedule = match nth {
        0 => Schedule::Every { interval: Duration::hours(if n.is_multiple_of(2) { 1 } else { 6 }), from: at },
        3 => Schedule::Weekly { on: Weekday::Sunday, at },
        _ => Schedule::Daily { at },
    };
    let place = if nth.is_multiple_of(2) { Location::SameRegion } else { Location::OtherProvider };
    Protection {
        schedule: Told::Known(schedule),
        fulls: Told::Known(Schedule::Weekly { on: Weekday::Saturday, at }),
        zone: "Europe/Berlin".to_owned(),
        scheduler: Some(ClockPolicy::Systemd252),
        takes: Some(Duration::minutes(10 + i64::from(minute(n)))),
        lag: Some(Duration::minutes(5)),
        keep: Told::Known(if n.is_multiple_of(3) { Keep::Count(14) } else { Keep::Age(Duration::days(30)) }),
        success: if n.is_multiple_of(2) { None } else { Percent::from_thousandths(98_000) },
        locations: Told::Known([place].into()),
        ..Protection::new(kind.id(), kind)
    }
}
