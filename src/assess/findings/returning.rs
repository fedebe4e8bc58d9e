//! Findings about coming back: too slow, not known, impossible in the order described, parts that do not fit.

use super::component::finding;
use super::{evidence_words, weight};
use crate::answers::Evidence;
use crate::assess::figure::Figure;
use crate::assess::outcome::{Finding, Verdict};
use crate::assess::returning::{
    Common, Holder, Input, Misfit, Needs, PartReturn, Return, Spent, Together, Work, moment, once_each,
};
use crate::catalogue::{Passage, Severity};
use crate::system::{Component, System};
use crate::units::{Arrange, Text, grouped, in_words, spoken};

pub(super) fn findings(system: &System, returns: &[Return], together: &[Together], all: &mut Vec<Finding>) {
    if !system.described {
        return;
    }
    all.extend(system.components.iter().enumerate().filter_map(|(at, c)| too_slow(system, (at, c), returns)));
    let needs = Needs::of(system);
    for ring in &needs.rings {
        let first = ring.members.first().and_then(|at| system.components.get(*at));
        all.extend(first.map(|first| cycle(first, &ring.words(system))));
    }
    all.extend(not_a_part(system, &needs));
    all.extend(not_known(returns));
    all.extend(do_not_fit(system, together));
}

/// Once for each component over its limit, for the scenario after which it is furthest over.
fn too_slow(system: &System, (at, component): (usize, &Component), returns: &[Return]) -> Option<Finding> {
    let (of, part) = returns
        .iter()
        .filter_map(|of| Some((of, of.parts.get(at)?)))
        .filter(|(_, part)| part.verdict == Verdict::Over)
        .reduce(|a, b| if b.1.over() > a.1.over() { b } else { a })?;
    let (back, limit, over) = (part.back?.to_the_minute(), part.limit?, part.over()?.to_the_minute());
    let severity = if system.facts.little_at_stake { Severity::Medium } else { Severity::High };
    let at_least = if part.missing.is_empty() { "" } else { "at least " };
    Some(Finding {
        scenario: Some(of.scenario),
        loss: Some(Text::new().strong(over).plain(" over the limit for being down.")),
        evidence: evidence_words(Some(part.known)),
        passage: Passage::steady("acceptable-downtime"),
        figure: Some(Figure::Back(of.scenario.id, Some(component.id.clone()))),
        weight: weight(over.seconds(), Some(part.known)),
        ..finding(
            "return-too-slow",
            Some(component),
            severity,
            format!("{}: back after {at_least}{back}; the limit is {limit}", component.name),
            part.longest.as_ref().map_or_else(|| nothing_to_shorten(part), shorter),
        )
    })
}

fn nothing_to_shorten(part: &PartReturn) -> String {
    format!("Keep a replica of {} that can take over.", spoken(&part.name))
}

/// What would shorten the longest part.
fn shorter(spent: &Spent) -> String {
    let (time, name) = (spent.time.to_the_minute(), spoken(&spent.name));
    match (spent.work, spent.holder) {
        (Work::Detect, _) => {
            format!("Let something watch it and call a person: until somebody knows takes {time}.")
        }
        (Work::Decide, _) => {
            format!("Agree beforehand who decides to restore, and when: deciding takes {time}.")
        }
        (Work::Provision, _) => format!(
            "Keep a server ready, or build it from an image or from code: setting up {name} takes {time}."
        ),
        (Work::Fetch, Some(Holder::Writing)) => format!(
            "Restore {name} to faster disks or several parts at a time, or keep a replica: fetching it takes {time}, \
             held by the speed of writing."
        ),
        (Work::Fetch, _) => format!(
            "Keep a copy of {name} nearer, fetch it over a faster link, or keep a replica: fetching it takes {time}."
        ),
        (Work::Replay, _) => {
            format!("Take base backups of {name} more often: replaying its logs takes {time}.")
        }
        (Work::Verify, _) => {
            format!("Let a script check {name} after a restore: verifying it takes {time}.")
        }
        (Work::CutOver, _) => {
            format!("Prepare the way back for users, such as short DNS lifetimes: cutting over takes {time}.")
        }
    }
}

/// What waits for itself never starts, as described.
fn cycle(first: &Component, words: &str) -> Finding {
    Finding {
        passage: Passage::steady("rebuild"),
        weight: weight(0, Some(first.known)),
        evidence: evidence_words(Some(first.known)),
        ..finding(
            "needs-cycle",
            Some(first),
            Severity::Medium,
            format!("{words}: as described, none of these could ever start"),
            "Find out which of them works without the other for a while, and take that dependency out."
                .to_owned(),
        )
    }
}

/// Names that stand for nothing are passed over, and said.
fn not_a_part(system: &System, needs: &Needs) -> Option<Finding> {
    let names: Vec<String> = (needs.unknown.iter())
        .filter_map(|(at, id)| {
            let component = system.components.get(*at)?;
            let needs = if component.kind.is_plural() { "need" } else { "needs" };
            Some(format!("{} {needs} “{id}”", component.name))
        })
        .collect();
    (!names.is_empty()).then(|| Finding {
        passage: Passage::steady("list-everything"),
        ..finding(
            "needs-unknown-part",
            None,
            Severity::Low,
            format!("{}, which is no part of the system as described", in_words(&names)),
            "Describe that part, or take its name out. Until then it is passed over.".to_owned(),
        )
    })
}

/// How many missing things a finding names.
const NAMED: usize = 8;

/// One finding for all that a recovery time lacks.
fn not_known(returns: &[Return]) -> Option<Finding> {
    let open = returns.iter().flat_map(|of| &of.missing).filter(|one| one.input != Input::Needs);
    let words: Vec<&str> = once_each(open).map(|one| &*one.words).collect();
    let title = match returns.iter().any(|of| of.total.is_some()) {
        true => "How soon you would be back is known in part only",
        false => "How soon you would be back is not known",
    };
    (!words.is_empty()).then(|| Finding {
        passage: Passage::steady("recovery"),
        ..finding(
            "restore-times-not-known",
            None,
            Severity::Low,
            title.to_owned(),
            match words.split_at_checked(NAMED) {
                Some((first, rest)) if rest.len() > 1 => {
                    format!("Find out and fill in: {}, and {} more.", first.join(", "), rest.len())
                }
                _ => format!("Find out and fill in: {}.", in_words(&words)),
            },
        )
    })
}

/// One for each group that refers to what would not be there, for the scenario after which most of it is missing.
fn do_not_fit(system: &System, together: &[Together]) -> Vec<Finding> {
    let mut groups: Vec<&[crate::system::ComponentId]> =
        together.iter().map(|of| of.ids.as_slice()).collect();
    groups.arrange_by_key(|ids| *ids);
    groups.dedup();
    groups
        .iter()
        .filter_map(|ids| does_not_fit(system, together.iter().filter(|of| of.ids == *ids)))
        .collect()
}

fn does_not_fit<'a>(system: &System, of: impl Iterator<Item = &'a Together>) -> Option<Finding> {
    let worst = |of: &'a Together| -> Option<(&'a Together, &'a Misfit, Option<&'a Common>)> {
        let fit = of.now.as_ref()?;
        let dangling = fit.misfits.iter().filter(|m| m.dangling && m.apart > of.tolerance);
        let misfit =
            dangling.reduce(|a, b| if (b.records, b.apart) > (a.records, a.apart) { b } else { a })?;
        Some((of, misfit, fit.common.as_ref()))
    };
    let (of, misfit, common) = of
        .filter_map(worst)
        .reduce(|a, b| if (b.1.records, b.1.apart) > (a.1.records, a.1.apart) { b } else { a })?;
    let component = system.component(&misfit.from)?;
    let known: Option<Evidence> = (of.ids.iter().filter_map(|id| system.component(id)))
        .flat_map(|c| {
            let copies = c.protections.known().into_iter().flatten().map(|p| p.known);
            copies.chain([c.known])
        })
        .min();
    let (from, to) = (spoken(&misfit.from_name), spoken(&misfit.to_name));
    let pointing = match misfit.records {
        Some(1) => format!("1 record of {from} would point"),
        Some(count) => format!("{} records of {from} would point", grouped(count)),
        None => format!("the last {} of {from} would point", misfit.apart),
    };
    let (loss, next) = match common {
        Some(common) => (
            Text::from("To fit, all of them go back to one moment: ").strong(common.lost).plain(" lost."),
            format!(
                "If it happened now, restore all of them to {}. Take their copies at the same time, or keep logs, which \
                 can stop at the moment of another's copy.",
                moment(common.point)
            ),
        ),
        None => (
            Text::from("There is ").strong("no moment").plain(" that all of them could go back to."),
            "Take their copies at the same time, or keep logs, which can stop at the moment of another's copy."
                .to_owned(),
        ),
    };
    Some(Finding {
        scenario: Some(of.scenario),
        loss: Some(loss),
        evidence: evidence_words(known),
        passage: Passage::steady("coverage"),
        figure: Some(Figure::Together(of.scenario.id, misfit.from.clone())),
        weight: weight(misfit.apart.seconds(), known),
        ..finding(
            "parts-do-not-fit",
            Some(component),
            Severity::Medium,
            format!("If each goes back to its newest copy, {pointing} at what is missing in {to}"),
            next,
        )
    })
}
