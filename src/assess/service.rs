//! Rows in which no stored data is lost: it cannot be reached, or the service stops.

use super::cell::{Plain, Why, plain, unknown};
use super::outcome::{Survival, Verdict};
use super::survive::Fate;
use super::worked::Worked;
use crate::answers::ComponentKind;
use crate::catalogue::{Scenario, ScenarioId, ids};
use crate::system::{Component, Deputy, Facts, Told, ToldBy};

/// A component in a scenario in which data exists but cannot be reached or used.
pub(super) fn access_cell<'a>(worked: &mut Worked<'a>, scenario: &'static Scenario) -> Plain<'a> {
    let Worked { component, facts, .. } = *worked;
    if !component.kind.holds_data() {
        return match scenario.id {
            ScenarioId::OperatorAway => someone_acts(facts),
            _ => no_data(),
        };
    }
    let protections = match &component.protections {
        Told::Known(protections) => protections,
        Told::Unsure | Told::Open => return unknown(component.unknown_because),
    };
    let left = worked.left(protections, scenario);
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
    let best = left.fates.iter().map(|(_, fate)| fate).min();
    let (survival, verdict, says) = match best {
        Some(Fate::Survives | Fate::Untouched) => (Survival::Survives, Verdict::Within, "can be reached"),
        Some(Fate::Unproven(_)) => (Survival::Unproven, Verdict::Unknown, "not known"),
        Some(Fate::Part) => (Survival::Part, Verdict::Gone, "cannot be reached"),
        Some(Fate::Lost(_)) => (Survival::Lost, Verdict::Gone, "cannot be reached"),
        None => (Survival::Lost, Verdict::Gone, "no copy to reach"),
    };
    let exists = "The data still exists. The question is whether anyone can get at a copy of it.";
    plain(survival, verdict, says, evidence, Why::Copies(exists, left))
}

fn someone_acts<'a>(facts: &Facts) -> Plain<'a> {
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
    plain(survival, verdict, says, evidence, Why::Says(vec![why]))
}

/// A component that holds no data of its own.
pub(super) fn no_data<'a>() -> Plain<'a> {
    plain(Survival::Survives, Verdict::Within, "no data", None, Why::NoData)
}

/// Why nothing of it can be lost.
pub(super) fn holds_no_data(component: &Component) -> String {
    let name = component.kind.name();
    if component.kind.is_plural() {
        format!(
            "{name} hold no data of their own. They are made again from your code, an image or written steps."
        )
    } else {
        format!(
            "{name}: it holds no data of its own. It is made again from your code, an image or written steps."
        )
    }
}

/// A component in a scenario that stops the service and leaves the data.
pub(super) fn service_cell<'a>(
    component: &Component,
    facts: &Facts,
    scenario: &'static Scenario,
) -> Plain<'a> {
    match scenario.id {
        ScenarioId::EmergencyReboot => restart_cell(component, facts),
        _ => node_cell(component, facts),
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

fn restart_cell<'a>(component: &Component, facts: &Facts) -> Plain<'a> {
    let stays = "Stored data stays. The question is whether the service comes back without help.";
    let Some(option) = returns_as(component.kind) else {
        let why = Why::Says(vec![stays, "Nothing of it has to start again on your servers."]);
        return plain(Survival::Untouched, Verdict::None, "–", None, why);
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
    plain(survival, verdict, says, evidence, Why::Says(vec![stays, why]))
}

fn node_cell<'a>(component: &Component, facts: &Facts) -> Plain<'a> {
    let behind = component.kind == ComponentKind::WebServer;
    let balanced = facts.parts.contains(&ComponentKind::LoadBalancer);
    if behind && balanced {
        return unknown(
            "Stored data stays. Whether the load balancer notices a dead server, and whether the others can carry the \
             peak, is not known: stop one server at a quiet hour, and see.",
        );
    }
    let why = if balanced {
        "It does not stand behind the load balancer."
    } else {
        "You did not name a load balancer with several servers behind it."
    };
    plain(Survival::Untouched, Verdict::None, "–", None, Why::Says(vec![why]))
}
