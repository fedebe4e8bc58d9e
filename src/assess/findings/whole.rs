//! What follows for the system as a whole.

use super::component::finding;
use super::{evidence_words, shifted, weight};
use crate::answers::{Answers, Evidence};
use crate::assess::outcome::Finding;
use crate::catalogue::{FindingRule, Passage, Severity, ids, question};
use crate::schedule::Schedule;
use crate::system::{
    Component, DeleteAll, DeletedBy, Location, Protection, ProtectionKind, System, Told, ToldBy,
};
use crate::units::{Duration, in_words};

/// More names than this are counted, not listed.
const NAMED: usize = 4;

/// What all described copies share: one place, or one login. Nothing for the quick check, whose answers say it.
pub(super) fn shared(answers: &Answers, system: &System) -> Vec<Finding> {
    let copies: Vec<&Protection> = described(system).flat_map(copies).collect();
    if copies.is_empty() {
        return Vec::new();
    }
    let known = copies.iter().map(|p| p.known).min();
    let only = |of: &[Location]| {
        copies.iter().all(|p| {
            p.locations.known().is_some_and(|at| !at.is_empty() && at.iter().all(|l| of.contains(l)))
        })
    };
    let one_login = copies.iter().all(|p| match p.deleted_by {
        DeletedBy::SameLogin => true,
        DeletedBy::AsAnswered => system.facts.delete_all == Told::Known(DeleteAll::Yes),
        DeletedBy::OwnLogin | DeletedBy::Nobody | DeletedBy::Unsure => false,
    });
    let place = if only(&[Location::SameServer]) {
        listed(answers, ids::COPY_LOCATIONS, "copies-on-same-server", known)
    } else if only(&[Location::SameServer, Location::SameDataCentre]) {
        listed(answers, ids::COPY_LOCATIONS, "copies-in-one-place", known)
    } else {
        None
    };
    let login = one_login.then(|| listed(answers, ids::DELETE_ALL, "one-login-ends-it", known)).flatten();
    place.into_iter().chain(login).collect()
}

/// The catalogue's finding of that name.
fn listed(answers: &Answers, of: &str, name: &str, known: Option<Evidence>) -> Option<Finding> {
    let question = question(of)?;
    let rule: &FindingRule = question.findings().iter().find(|rule| rule.id == name)?;
    let (severity, why) = shifted(answers, rule.severity?);
    Some(Finding {
        shifted: why,
        evidence: evidence_words(known),
        passage: question.passage,
        weight: weight(0, known),
        ..finding(name, None, severity, rule.says.trim_end_matches('.').to_owned(), rule.next.to_owned())
    })
}

/// What comes after the components.
pub(super) fn findings(answers: &Answers, system: &System) -> Vec<Finding> {
    [not_asked(system), no_limit(system), daily_images(answers, system)].into_iter().flatten().collect()
}

fn described(system: &System) -> impl Iterator<Item = &Component> {
    let all = system.components.iter();
    all.filter(|c| c.told_by == ToldBy::Description && c.kind.holds_data())
}

fn copies(component: &Component) -> impl Iterator<Item = &Protection> {
    component.protections.known().into_iter().flatten().filter(|p| p.kind.keeps_data())
}

/// Parts whose copies the quick check does not ask about.
fn not_asked(system: &System) -> Option<Finding> {
    let names: Vec<&str> = system
        .components
        .iter()
        .filter(|c| c.kind.holds_data() && c.told_by == ToldBy::Nobody)
        .map(|c| c.kind.in_sentence())
        .collect();
    (!names.is_empty()).then(|| Finding {
        passage: Passage::steady("list-everything"),
        ..finding(
            "not-asked",
            None,
            Severity::Low,
            format!("What protects {} is not known", in_words(&names)),
            "Go through the same questions for each of them; the quick check asks about your most important data only."
                .to_owned(),
        )
    })
}

/// Described components that hold data and have no limit.
fn no_limit(system: &System) -> Option<Finding> {
    let names: Vec<&str> = described(system)
        .filter(|c| c.limit.known().is_none() && !c.is_undated())
        .map(|c| c.name.as_str())
        .collect();
    (!names.is_empty()).then(|| Finding {
        passage: Passage::steady("acceptable-loss"),
        ..finding(
            "no-loss-limit",
            None,
            Severity::Medium,
            format!("Nobody has said how much loss is too much for {}", some_of(&names)),
            "Agree a limit for each kind of data with its owner.".to_owned(),
        )
    })
}

/// Names in a sentence, the rest of many counted.
fn some_of(names: &[&str]) -> String {
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED + 1 => {
            format!("{} and {} more", first.join(", "), names.len() - NAMED)
        }
        _ => in_words(names),
    }
}

/// Daily images in a steady state are often waste. What they hold and cost is not looked at here, so this is a note and
/// names no amount.
fn daily_images(answers: &Answers, system: &System) -> Option<Finding> {
    if answers.one(ids::CURRENT_STAGE) != Some("steady") {
        return None;
    }
    let daily: Vec<&Protection> = if system.described {
        let all = system.components.iter().flat_map(|c| c.protections.known().into_iter().flatten());
        all.filter(|p| p.kind == ProtectionKind::Image && is_daily(p)).collect()
    } else {
        Vec::new()
    };
    let asked = !system.described && answers.one(ids::IMAGE_CADENCE) == Some("daily");
    let known = if system.described {
        daily.iter().map(|p| p.known).min()
    } else {
        answers.evidence(ids::IMAGE_CADENCE)
    };
    (asked || !daily.is_empty()).then(|| Finding {
        question: (!system.described).then_some(ids::IMAGE_CADENCE),
        evidence: evidence_words(known),
        passage: Passage::steady("images"),
        weight: weight(0, known),
        ..finding(
            "daily-images-in-steady-state",
            None,
            Severity::Note,
            "You make a server image every day while traffic is steady".to_owned(),
            "If the system changes less than once a month, choose and test one golden image, keep a second, then \
             stop the daily ones."
                .to_owned(),
        )
    })
}

fn is_daily(image: &Protection) -> bool {
    image.schedule.known().is_some_and(|schedule| match schedule {
        Schedule::Monthly { .. } | Schedule::MonthlyWeekday { .. } | Schedule::ByHand => false,
        other => other.longest_gap().is_some_and(|gap| gap <= Duration::days(1)),
    })
}
