//! What is missing among the people who act and the keys they hold, beside everything else that is to be done.

use super::answered::without_stop;
use super::{evidence_words, finding_of, shifted, weight};
use crate::answers::{Answers, Evidence};
use crate::assess::clock::Clock;
use crate::assess::outcome::Finding;
use crate::catalogue::Passage;
use crate::people::{self, People, Shown, reach};
use crate::single_points::{Node, stuck_without};
use crate::system::System;
use crate::units::{Arrange, Text, in_words};

/// What an answer raises, and what says the same of people who were named, and more.
const SAID_BETTER: [(&str, &str); 5] = [
    ("one-person-only", "one-person-for-all"),
    ("find-out-second-person", "one-person-for-all"),
    ("contacts-never-checked", "contacts-never-checked"),
    ("find-out-contacts-checked", "contacts-never-checked"),
    ("contacts-old", "contacts-old"),
];

/// Adds them in their places; nothing where nobody told of anybody. Names nobody unless reports are to show names.
pub(in crate::assess) fn add(answers: &Answers, system: &System, clock: &Clock, findings: &mut Vec<Finding>) {
    let people = People::of(answers);
    if people.is_empty() {
        return;
    }
    let shown = Shown::in_reports(answers, &people);
    // As on the page of people: hours are read on the clock of the system, or on the customer's own.
    let reach = reach(&people, clock.now, clock.servers(&system.setup), &|name| clock.zones.get(name));
    let found = people::findings(shown, &reach, clock.now.civil().date());
    let is_better = |name: &str| found.iter().any(|one| one.id.starts_with(name));
    findings.retain(|old| !SAID_BETTER.iter().any(|(answer, name)| old.is(answer) && is_better(name)));
    findings.extend(found.iter().map(|one| of(answers, system, &people, one)));
    findings.arrange_by_key(|finding| (finding.severity, finding.weight));
}

fn of(answers: &Answers, system: &System, people: &People, found: &people::Finding) -> Finding {
    let (severity, why) = shifted(answers, found.severity);
    // Whoever has several roles is mended among all people; what one thing or one person lacks, there.
    let address = match (&found.thing, found.persons.as_slice()) {
        (Some(thing), _) => format!("people/{thing}"),
        (None, [one]) if found.id.ends_with(one.as_str()) => format!("people/{one}"),
        _ => "people".to_owned(),
    };
    Finding {
        shifted: why,
        loss: stuck(system, people, found),
        evidence: evidence_words(Some(Evidence::Told)),
        passage: passage(found),
        page: Some(address),
        weight: weight(0, Some(Evidence::Told)),
        ..finding_of(&found.id, None, severity, without_stop(&found.title), found.next.clone())
    }
}

/// What nobody could bring back without the key, or the one person, that a finding is about.
fn stuck(system: &System, people: &People, found: &people::Finding) -> Option<Text> {
    let (node, without) = match (&found.thing, found.persons.as_slice()) {
        (Some(thing), _) => (Node::Access(thing.clone()), "it"),
        (None, [one]) => (Node::Person(one.clone()), "that person"),
        _ => return None,
    };
    let stuck = stuck_without(system, people, &node);
    let names: Vec<&str> =
        stuck.iter().filter_map(|id| system.component(id)).map(|c| c.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        Text::from(format!("Without {without}, nobody can restore or change "))
            .strong(in_words(&names))
            .plain(".")
    })
}

fn passage(found: &people::Finding) -> Passage {
    let about = |kind: &str| found.thing.as_ref().is_some_and(|thing| thing.starts_with(kind));
    if about("support") {
        Passage::steady("contacts")
    } else if about("access") || found.id == "person-with-every-access" {
        Passage::steady("keys-and-passwords")
    } else {
        Passage::steady("second-person")
    }
}
