//! The document that goes along with a report: without names and numbers of people, unless somebody asked for them.

use crate::answers::{Answers, Change, Edit};
use crate::drill::{self, Event, Record, What, records};
use crate::people::{Entry, People, Shown, shows_names};
use crate::runbook::{self, Runbook, Step, runbooks};
use crate::units::Gather;
use chrono::NaiveDate;

/// The document as it may be handed on. Entries that cannot be read are left out: nobody knows what stands in them.
pub(super) fn handed_on(answers: &Answers) -> Answers {
    if shows_names(answers) {
        return answers.clone();
    }
    let people = People::of(answers);
    let shown = Shown::by_role(&people);
    let mut changes: Vec<Change> = Vec::new();
    let mut put = |section: &str, id: &str, text: Option<String>| {
        changes.push(Change { section: section.to_owned(), id: id.to_owned(), text });
    };
    for person in &people.persons {
        let mut hidden = person.clone();
        (hidden.name, hidden.post) = (shown.person(&person.id), String::new());
        hidden.ways.clear();
        put(crate::people::SECTION, person.id.as_str(), Some(Entry::Person(hidden).write()));
    }
    for access in &people.accesses {
        let hidden = crate::people::Access { name: shown.text(&access.name), ..access.clone() };
        put(crate::people::SECTION, &access.id, Some(Entry::Access(hidden).write()));
    }
    for support in &people.supports {
        let at_hand = support.at_hand.iter().map(|thing| shown.text(thing)).collect();
        let hidden = crate::people::Support { name: shown.text(&support.name), at_hand, ..support.clone() };
        put(crate::people::SECTION, &support.id, Some(Entry::Support(hidden).write()));
    }
    let (plans, unread_plans) = runbooks(answers);
    for plan in &plans {
        put(runbook::SECTION, &plan.id, Some(without_names(plan, shown).write()));
    }
    let (drills, unread_drills) = records(answers);
    for record in &drills {
        put(drill::SECTION, &record.id, Some(record_without_names(record, shown).write()));
    }
    for entry in people.unreadable.iter().chain(&unread_plans).chain(&unread_drills) {
        put(entry.section, &entry.id, None);
    }
    // The day counts for answers alone.
    answers.apply(&Edit::Change(changes), NaiveDate::default()).unwrap_or_default()
}

fn without_names(plan: &Runbook, shown: Shown<'_>) -> Runbook {
    let step = |step: &Step| Step {
        does: shown.text(&step.does),
        detail: shown.text(&step.detail),
        command: shown.text(&step.command),
        works_when: shown.text(&step.works_when),
        way_back: shown.text(&step.way_back),
        ..step.clone()
    };
    Runbook { name: shown.text(&plan.name), steps: plan.steps.iter().map(step).collect(), ..plan.clone() }
}

fn record_without_names(record: &Record, shown: Shown<'_>) -> Record {
    let words = |text: &String| shown.text(text);
    let plan = |plan: &drill::Plan| drill::Plan {
        name: words(&plan.name),
        steps: plan
            .steps
            .iter()
            .map(|step| drill::Planned {
                does: words(&step.does),
                command: words(&step.command),
                works_when: words(&step.works_when),
                ..step.clone()
            })
            .collect(),
        blast_radius: plan.blast_radius.iter().map(words).collect(),
        stop_rule: words(&plan.stop_rule),
        ..plan.clone()
    };
    let event = |event: &Event| {
        let what = match event.what.clone() {
            What::Skipped { step, reason } => What::Skipped { step, reason: words(&reason) },
            What::Surprise { step, note } => What::Surprise { step, note: words(&note) },
            What::Stopped { reason } => What::Stopped { reason: words(&reason) },
            What::Lesson { lesson, text, owner, due, closed } => {
                What::Lesson { lesson, text: words(&text), owner, due, closed }
            }
            other => other,
        };
        Event { what, ..event.clone() }
    };
    Record {
        plans: record.plans.iter().map(plan).gather(),
        events: record.events.iter().map(event).gather(),
        ..record.clone()
    }
}
