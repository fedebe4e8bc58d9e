//! Described systems to bring back.

use chrono::NaiveDate;
use holdfast::answers::{Answer, Answers, ComponentKind, Edit, Evidence};
use holdfast::assess::returning::Return;
use holdfast::assess::{Outcome, assess_system};
use holdfast::catalogue::ScenarioId;
use holdfast::schedule::{Schedule, Weekday};
use holdfast::system::{Component, Keep, Location, Protection, ProtectionKind, Setup, System, Told};
use holdfast::units::{Duration, Moment, NBSP, Text, TimeOfDay};

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// Saturday 21 November 2026, 15:00.
pub fn now() -> Moment {
    Moment::from_civil(today().and_hms_opt(15, 0, 0).unwrap())
}

pub struct Shop(pub Answers);

/// Somebody who has answered nothing but can delete nothing that is locked away.
pub fn shop() -> Shop {
    Shop(Answers::default()).one(holdfast::catalogue::ids::DELETE_ALL, "no-separate")
}

impl Shop {
    pub fn one(self, id: &str, option: &str) -> Shop {
        let answer = Answer::One(option.to_owned());
        let edit = Edit::Answer { question: id.to_owned(), answer, known: Evidence::Told };
        Shop(self.0.apply(&edit, today()).unwrap())
    }
}

pub fn outcome(system: &System) -> Outcome {
    outcome_of(&shop(), system)
}

pub fn outcome_of(told: &Shop, system: &System) -> Outcome {
    // What the answers say of the whole application belongs to the system.
    let facts = System::of(&told.0).facts;
    assess_system(&told.0, System { facts, ..system.clone() }, now())
}

pub fn after(outcome: &Outcome, scenario: ScenarioId) -> &Return {
    outcome.returns.iter().find(|of| of.scenario.id == scenario).unwrap()
}

pub fn words(text: &Text) -> String {
    text.words().replace(NBSP, " ")
}

pub fn system(components: Vec<Component>, setup: Setup) -> System {
    System { components, setup, described: true, ..System::of(&shop().0) }
}

/// Everything known and nothing of it taking time, but for a link of 100 MB/s.
pub fn quick_setup() -> Setup {
    Setup {
        detect: Some(Duration::ZERO),
        decide: Some(Duration::ZERO),
        cut_over: Some(Duration::ZERO),
        fetch: "100 MB/s".parse().ok(),
        ..Setup::default()
    }
}

pub fn part(kind: ComponentKind, name: &str, protection: Protection) -> Component {
    Component {
        name: name.to_owned(),
        protections: Told::Known(vec![protection]),
        ..Component::new(kind.into(), kind)
    }
}

/// With another provider, kept for 90 days.
pub fn copy(kind: ProtectionKind, schedule: Option<Schedule>) -> Protection {
    Protection {
        schedule: schedule.into(),
        locations: Told::Known([Location::OtherProvider].into()),
        keep: Told::Known(Keep::Age(Duration::days(90))),
        ..Protection::new(kind.id(), kind)
    }
}

pub fn logs(bases: Option<Schedule>, lag: Duration) -> Protection {
    Protection { lag: Some(lag), ..copy(ProtectionKind::Logs, bases) }
}

pub fn daily(hour: u16) -> Option<Schedule> {
    Some(Schedule::Daily { at: TimeOfDay::new(hour, 0).unwrap() })
}

pub fn weekly(hour: u16) -> Schedule {
    Schedule::Weekly { on: Weekday::Sunday, at: TimeOfDay::new(hour, 0).unwrap() }
}

/// Monday to Saturday at midnight.
pub fn weekdays_and_saturday() -> Option<Schedule> {
    Some(Schedule::Cron { text: "0 0 * * 1-6".parse().unwrap() })
}
