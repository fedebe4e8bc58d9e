//! Systems to describe, part by part.

use chrono::NaiveDate;
use holdfast::answers::{Answers, ComponentKind as K, Evidence};
use holdfast::assess::{Clock, Outcome, assess_system};
use holdfast::catalogue::ScenarioId as S;
use holdfast::schedule::{Schedule, Weekday};
use holdfast::system::{
    Component, ComponentId, Keep, LastGood, Location, Protection, ProtectionKind as P, System, Told,
};
use holdfast::units::{Duration, Moment, TimeOfDay};

pub(crate) fn now() -> Moment {
    crate::support::now()
}

pub(crate) fn at(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::new(hour, minute).unwrap()
}

pub(crate) fn nightly() -> Schedule {
    Schedule::Daily { at: at(2, 0) }
}

pub(crate) fn sundays() -> Schedule {
    Schedule::Weekly { on: Weekday::Sunday, at: at(2, 0) }
}

pub(crate) fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// A protection of which everything is known: nightly, 40 min and 90 min on its way, with another provider, kept 90 days.
pub(crate) fn full(kind: P) -> Protection {
    Protection {
        schedule: Told::Known(nightly()),
        takes: Some(Duration::minutes(40)),
        travels: Some(Duration::minutes(90)),
        locations: Told::Known([Location::OtherProvider].into()),
        keep: Told::Known(Keep::Age(Duration::days(90))),
        last_good: Told::Known(LastGood::On { date: crate::support::today(), told: crate::support::today() }),
        known: Evidence::Seen,
        ..Protection::new(kind.id(), kind)
    }
}

pub(crate) fn replica(kind: P, lag: Option<Duration>) -> Protection {
    Protection {
        lag,
        locations: Told::Known([Location::OtherRegion].into()),
        ..Protection::new(kind.id(), kind)
    }
}

/// Logs at most 6 min behind, on a base made every night at 02:00 in 40 min.
pub(crate) fn logs() -> Protection {
    Protection { lag: Some(Duration::minutes(6)), travels: None, ..full(P::Logs) }
}

pub(crate) fn database(protections: Vec<Protection>) -> Component {
    Component {
        name: "Orders database".into(),
        holds: "orders".into(),
        limit: Told::Known(Duration::hours(4)),
        downtime_limit: Told::Known(Duration::hours(8)),
        protections: Told::Known(protections),
        ..Component::new(K::Database.into(), K::Database)
    }
}

pub(crate) fn system(components: Vec<Component>) -> System {
    System { components, described: true, ..System::of(&Answers::default()) }
}

pub(crate) fn assessed(components: Vec<Component>) -> Outcome {
    assess_system(&Answers::default(), system(components), now())
}

pub(crate) fn with_clock(components: Vec<Component>, clock: &Clock) -> Outcome {
    assess_system(&Answers::default(), system(components), clock)
}

pub(crate) fn id() -> ComponentId {
    K::Database.into()
}

pub(crate) fn with_answers(answers: &Answers, components: Vec<Component>) -> Outcome {
    let system = System { components, described: true, ..System::of(answers) };
    assess_system(answers, system, now())
}

pub(crate) fn says(outcome: &Outcome, scenario: S) -> String {
    outcome.matrix.cell(&id(), scenario).unwrap().says.replace('\u{a0}', " ")
}

/// The steps of a derivation, each with its figure.
pub(crate) fn steps(outcome: &Outcome, scenario: S) -> Vec<String> {
    let derivation = outcome.derivation(&id(), scenario).unwrap();
    let line = |s: &holdfast::assess::Step| {
        format!("{} [{}]", s.text.words(), s.figure.as_deref().unwrap_or("")).replace('\u{a0}', " ")
    };
    derivation.steps.iter().map(line).collect()
}
