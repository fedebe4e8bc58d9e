use crate::catalogue::scenario;
use crate::drill::Phase;
use crate::people::Shown;
use crate::runbook::step::{Runbook, planned};
use crate::system::System;
use crate::units::{Duration, in_words};
use chrono::NaiveDate;

/// A runbook as it is handed on: everything in words, people as they are to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// After what.
    pub scenario: &'static str,
    /// What is brought back.
    pub components: Vec<String>,
    /// When it was last drafted.
    pub drafted: Option<NaiveDate>,
    /// Until the last step is done, as far as that is known.
    pub expected: Option<Duration>,
    /// The steps, in order.
    pub lines: Vec<Line>,
    /// Whom to call outside.
    pub calls: Vec<CallLine>,
    /// Whether people stand by name.
    pub names: bool,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its place, from 1.
    pub number: usize,
    /// What it is for.
    pub phase: Phase,
    /// The component's name; empty for all.
    pub component: String,
    /// What is done.
    pub does: String,
    /// More about it.
    pub detail: String,
    /// Who does it; "nobody is named" when that is so.
    pub owner: String,
    /// Who does it instead; empty when nobody is named.
    pub deputy: String,
    /// How they are reached; empty without names.
    pub ways: Vec<String>,
    /// When it is expected to start, from the failure on.
    pub starts: Duration,
    /// How long it is expected to take.
    pub takes: Option<Duration>,
    /// A command or a link.
    pub command: String,
    /// How to know that it worked.
    pub works_when: String,
    /// How to get back.
    pub way_back: String,
}

/// Somebody to call outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLine {
    /// Who it is.
    pub name: String,
    /// How it is reached.
    pub ways: Vec<String>,
    /// Who may call.
    pub may_call: Vec<String>,
    /// What to have at hand.
    pub at_hand: Vec<String>,
}

/// Puts a runbook into words.
pub fn sheet(runbook: &Runbook, system: &System, shown: Shown<'_>) -> Sheet {
    let people = shown.people();
    let name_of = |id| system.component(id).map(|component| shown.text(&component.name)).unwrap_or_default();
    let times = planned(&runbook.steps);
    let lines = runbook.steps.iter().zip(times).enumerate().map(|(at, (step, (starts, _)))| {
        let who = step.who(people);
        let deputy = who
            .deputy
            .map(|person| if shown.names() { person.name.clone() } else { "one is named".to_owned() });
        let owner = match who.owner {
            Some(person) if shown.names() => format!("{} ({})", person.name, step.role.name().to_lowercase()),
            Some(_) => step.role.name().to_owned(),
            None => format!("{}: nobody is named", step.role.name()),
        };
        Line {
            number: at + 1,
            phase: step.phase,
            component: step.component.as_ref().map(&name_of).unwrap_or_default(),
            does: shown.text(&step.does),
            detail: shown.text(&step.detail),
            owner,
            deputy: deputy.unwrap_or_default(),
            ways: who.owner.map(|person| shown.ways(&person.id)).unwrap_or_default(),
            starts,
            takes: step.takes,
            command: shown.text(&step.command),
            works_when: shown.text(&step.works_when),
            way_back: shown.text(&step.way_back),
        }
    });
    let calls = people.supports.iter().map(|support| CallLine {
        name: shown.text(&support.name),
        ways: support
            .ways
            .iter()
            .map(|way| format!("{}: {}", way.kind.name(), shown.text(&way.to)))
            .collect(),
        may_call: support
            .may_call
            .iter()
            .map(|id| shown.person(id))
            .filter(|name| !name.is_empty())
            .collect(),
        at_hand: support.at_hand.iter().map(|thing| shown.text(thing)).collect(),
    });
    Sheet {
        name: shown.text(&runbook.name),
        scenario: scenario(runbook.scenario).map_or("", |of| of.title),
        components: runbook.components.iter().map(&name_of).filter(|name| !name.is_empty()).collect(),
        drafted: runbook.drafted,
        expected: runbook.expected(),
        lines: lines.collect(),
        calls: calls.collect(),
        names: shown.names(),
    }
}

impl Sheet {
    /// "After a disk or host loss: bring back A and B."
    pub fn purpose(&self) -> String {
        let what =
            if self.components.is_empty() { "everything".to_owned() } else { in_words(&self.components) };
        format!("After: {}. Bring back: {what}.", self.scenario)
    }
}
