//! How long 100 components with 4 protections each take to work out: `cargo run --example large --no-default-features
//! --profile bench`.
#![allow(clippy::unwrap_used, reason = "an example may stop at the first surprise")]

#[path = "conformance/zones.rs"]
mod zones;

use holdfast::answers::{Answers, ComponentKind as K};
use holdfast::assess::{Clock, Outcome, assess_system, component_outcome};
use holdfast::schedule::{ClockPolicy, Schedule, Weekday};
use holdfast::system::{
    Component, ComponentId, Keep, Location, Protection, ProtectionKind as P, System, Told,
};
use holdfast::units::{Duration, Moment, TimeOfDay};

fn protection(n: usize, kind: P) -> Protection {
    let at = TimeOfDay::new(u16::try_from(n % 6).unwrap(), 30).unwrap();
    Protection {
        schedule: Told::Known(match n % 5 {
            0 => Schedule::Cron { text: "30 2 * * 1-5".parse().unwrap() },
            1 => Schedule::Every { interval: Duration::hours(6), from: at },
            _ => Schedule::Daily { at },
        }),
        fulls: Told::Known(Schedule::Weekly { on: Weekday::Sunday, at }),
        zone: "Europe/Berlin".into(),
        scheduler: Some(ClockPolicy::Systemd252),
        takes: Some(Duration::minutes(40)),
        lag: Some(Duration::minutes(5)),
        keep: Told::Known(if n.is_multiple_of(3) { Keep::Count(14) } else { Keep::Age(Duration::days(30)) }),
        locations: Told::Known(
            [if n.is_multiple_of(2) { Location::SameRegion } else { Location::OtherProvider }].into(),
        ),
        ..Protection::new(kind.id(), kind)
    }
}

fn system() -> System {
    let component = |n: usize| Component {
        limit: Told::Known(Duration::hours(4)),
        protections: Told::Known(vec![
            protection(n, P::DbDump),
            protection(n + 1, P::FileIncremental),
            protection(n + 2, P::Logs),
            protection(n + 3, P::ReplicaAsync),
        ]),
        ..Component::new(ComponentId::new(&format!("database-{n}")), K::Database)
    };
    System {
        components: (0..100).map(component).collect(),
        described: true,
        ..System::of(&Answers::default())
    }
}

fn main() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let zone = zones::zone("Europe/Berlin", 1_767_225_600, 1_860_000_000).unwrap();
    let clock =
        Clock { now: Moment::start_of(day), here: String::new(), zones: [zone].into_iter().collect() };
    let system = system();
    let mut times: Vec<f64> = (0..15).map(|_| timed(|| drop(outcome(&system, &clock)))).collect();
    times.sort_by(f64::total_cmp);
    let first = system.components.first().unwrap();
    let one = timed(|| drop(component_outcome(&system, &first.id, &clock)));
    let whole = outcome(&system, &clock);
    let all = timed(|| whole.matrix.columns.iter().for_each(|column| drop(whole.derivations(&column.id))));
    println!("the whole: {:.2} ms (best {:.2} ms)", times.get(7).unwrap(), times.first().unwrap());
    println!("one component: {one:.3} ms; every derivation: {all:.2} ms; findings: {}", whole.findings.len());
}

fn outcome(system: &System, clock: &Clock) -> Outcome {
    assess_system(&Answers::default(), system.clone(), clock)
}

#[expect(clippy::disallowed_methods, reason = "timing is what this is for")]
fn timed(work: impl FnOnce()) -> f64 {
    let start = std::time::Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}
