//! Rows in which no stored data is lost: it cannot be reached, or the service stops.

use super::cell::{plain, unknown};
use super::derivation::Derivation;
use super::outcome::{Cell, Survival, Verdict};
use super::survive::{Fate, left};
use crate::answers::ComponentKind;
use crate::catalogue::{Scenario, ScenarioId, ids};
use crate::system::{Component, Deputy, Facts, Told, ToldBy};

/// A component in a scenario in which data exists but cannot be reached or used.
pub(super) fn access_cell(
    component: &Component,
    facts: &Facts,
    scenario: &'static Scenario,
) -> (Cell, Derivation) {
    if !component.kind.holds_data() {
        return match scenario.id {
            ScenarioId::OperatorAway => someone_acts(component, facts, scenario),
            _ => no_data(component, scenario),
        };
    }
    let protections = match &component.protections {
        Told::Known(protections) => protections,
        Told::Unsure | Told::Open => return unknown(component, scenario, component.unknown_because),
    };
    let fates = left(component, protections, facts, scenario).fates;
    let mut derivation = Derivation::default();
    derivation.because("The data still exists. The question is whether anyone can get at a copy of it.");
    super::explain::fates(&mut derivation, &fates);
    let copies = match component.told_by {
        ToldBy::Description => None,
        ToldBy::Keys => Some(ids::KEYS_COPY),
        ToldBy::Focus | ToldBy::Nobody => Some(ids::PROTECTIONS),
    };
    let answer = match scenario.id {
        ScenarioId::OperatorAway => ids::SECOND_PERSON,
        _ => ids::KEYS_COPY,
    };
    let described = protections.iter().map(|p| p.known).filter(|_| copies.is_none()).min();
    let evidence = facts.weakest(&[answer, copies.unwrap_or(answer)]).into_iter().chain(described).min();
    let best = fates.iter().map(|(_, fate)| fate).min();
    let (survival, verdict, says) = match best {
        Some(Fate::Survives | Fate::Untouched) => (Survival::Survives, Verdict::Within, "can be reached"),
        Some(Fate::Unproven(_)) => (Survival::Unproven, Verdict::Unknown, "not known"),
        Some(Fate::Part) => (Survival::Part, Verdict::Gone, "cannot be reached"),
        Some(Fate::Lost(_)) => (Survival::Lost, Verdict::Gone, "cannot be reached"),
        None => (Survival::Lost, Verdict::Gone, "no copy to reach"),
    };
    plain(component, scenario, survival, verdict, says, evidence, derivation)
}

fn someone_acts(component: &Component, facts: &Facts, scenario: &'static Scenario) -> (Cell, Derivation) {
    let mut derivation = Derivation::default();
    let evidence = facts.weakest(&[ids::SECOND_PERSON]);
    let (survival, verdict, says, why) = match facts.deputy {
        Told::Known(Deputy::HasDoneIt) => (
            Survival::Survives,
            Verdict::Within,
            "someone can act",
            "A second person can sign in and has done it.",
        ),
        Told::Known(Deputy::Nobody) => {
            (Survival::Lost, Verdict::Gone, "nobody can act", "Nobody else can sign in and act.")
        }
        Told::Known(Deputy::Untried) => (
            Survival::Unproven,
            Verdict::Unknown,
            "not known",
            "A second person can sign in, but has never done it. That is not known to work.",
        ),
        Told::Unsure => (
            Survival::Unknown,
            Verdict::Unknown,
            "not known",
            "You do not know whether someone else can act.",
        ),
        Told::Open => (
            Survival::Unknown,
            Verdict::Unknown,
            "not known",
            "Whether someone else can act was not answered.",
        ),
    };
    derivation.because(why);
    plain(component, scenario, survival, verdict, says, evidence, derivation)
}

/// A component that holds no data of its own.
pub(super) fn no_data(component: &Component, scenario: &'static Scenario) -> (Cell, Derivation) {
    let mut derivation = Derivation::default();
    let name = component.kind.name();
    derivation.because(if component.kind.is_plural() {
        format!(
            "{name} hold no data of their own. They are made again from your code, an image or written steps."
        )
    } else {
        format!(
            "{name}: it holds no data of its own. It is made again from your code, an image or written steps."
        )
    });
    plain(component, scenario, Survival::Survives, Verdict::Within, "no data", None, derivation)
}

/// A component in a scenario that stops the service and leaves the data.
pub(super) fn service_cell(
    component: &Component,
    facts: &Facts,
    scenario: &'static Scenario,
) -> (Cell, Derivation) {
    match scenario.id {
        ScenarioId::EmergencyReboot => restart_cell(component, facts, scenario),
        _ => node_cell(component, facts, scenario),
    }
}

/// The option of the restart question that stands for a part.
pub(super) const fn returns_as(kind: ComponentKind) -> Option<&'static str> {
    match kind {
        ComponentKind::WebServer => Some("web"),
        ComponentKind::Database => Some("database"),
        ComponentKind::AttachedVolume => Some("disks"),
        ComponentKind::ScheduledJobs => Some("jobs"),
        ComponentKind::Queue => Some("workers"),
        _ => None,
    }
}

fn restart_cell(component: &Component, facts: &Facts, scenario: &'static Scenario) -> (Cell, Derivation) {
    let mut derivation = Derivation::default();
    derivation.because("Stored data stays. The question is whether the service comes back without help.");
    let Some(option) = returns_as(component.kind) else {
        derivation.because("Nothing of it has to start again on your servers.");
        return plain(component, scenario, Survival::Untouched, Verdict::None, "–", None, derivation);
    };
    let evidence = facts.weakest(&[ids::RETURNS_AFTER_REBOOT]);
    let (survival, verdict, says, why) = match &facts.returns {
        Told::Known(seen) if seen.iter().any(|o| o == option) => (
            Survival::Survives,
            Verdict::Within,
            "returns",
            "It was seen to come back on its own after a restart.",
        ),
        Told::Known(_) => (
            Survival::Unproven,
            Verdict::Unknown,
            "not seen to return",
            "Nobody has seen it come back on its own after a restart.",
        ),
        Told::Unsure => {
            (Survival::Unknown, Verdict::Unknown, "not known", "You do not know whether it comes back.")
        }
        Told::Open => {
            (Survival::Unknown, Verdict::Unknown, "not known", "Whether it comes back was not answered.")
        }
    };
    derivation.because(why);
    plain(component, scenario, survival, verdict, says, evidence, derivation)
}

fn node_cell(component: &Component, facts: &Facts, scenario: &'static Scenario) -> (Cell, Derivation) {
    let behind = component.kind == ComponentKind::WebServer;
    let balanced = facts.parts.contains(&ComponentKind::LoadBalancer);
    if behind && balanced {
        return unknown(
            component,
            scenario,
            "Stored data stays. Whether the load balancer notices a dead server, and whether the others can carry the \
             peak, is not known: stop one server at a quiet hour, and see.",
        );
    }
    let mut derivation = Derivation::default();
    derivation.because(if balanced {
        "It does not stand behind the load balancer."
    } else {
        "You did not name a load balancer with several servers behind it."
    });
    plain(component, scenario, Survival::Untouched, Verdict::None, "–", None, derivation)
}
