//! Drills as text: the entries of the section "drills".

use super::{Plan, Record, What};
use crate::answers::{Answers, LARGEST_ENTRY, is_entry_id};
use crate::system::check::{self, LONGEST_NAME};
use crate::system::{EntryError, Unreadable, seen};

/// The section of the document that holds drills.
pub const SECTION: &str = "drills";
/// The longest reason, surprise or lesson, in characters.
pub const LONGEST_NOTE: usize = 500;
/// The longest text of a plan, such as its stop rule, in characters.
pub const LONGEST_TEXT: usize = 600;
/// The most steps in a drill.
pub const MOST_STEPS: usize = 150;
/// The most safety conditions, and the most lines of the blast radius.
pub const MOST_LINES: usize = 30;

impl Record {
    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, a part this version does not know, or a value that nobody could have typed.
    pub fn read(text: &str) -> Result<Record, EntryError> {
        let record: Record = serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        match unsound(&record) {
            Some(problem) => Err(EntryError { problem }),
            None => Ok(record),
        }
    }

    /// As an entry; names in order, so that one drill has one text.
    pub fn write(&self) -> String {
        serde_json::to_value(self).unwrap_or_default().to_string()
    }

    /// How many bytes more it may take as an entry; 0 when it is full. A note takes its own length and about 150.
    pub fn room(&self) -> usize {
        LARGEST_ENTRY.saturating_sub(self.write().len())
    }
}

/// All drills of a document in its order, and the entries that cannot be read.
pub fn records(answers: &Answers) -> (Vec<Record>, Vec<Unreadable>) {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    // The programme of the year lies in the same section.
    for (id, text) in answers.entries(SECTION).filter(|(id, _)| *id != "programme") {
        match Record::read(text) {
            Ok(record) => read.push(record),
            Err(error) => unreadable.push(Unreadable::new(SECTION, id, text, error)),
        }
    }
    (read, unreadable)
}

/// A note as it is stored.
///
/// # Errors
/// [`check::Refused`] when it is empty, too long, or holds what cannot be seen.
pub fn note(typed: &str, example: &'static str) -> Result<String, check::Refused> {
    check::name(typed, LONGEST_NOTE, example)
}

fn unsound(record: &Record) -> Option<String> {
    if !is_entry_id(&record.id) {
        return Some(format!("{} is no id", seen(&record.id)));
    }
    if record.plans.is_empty() {
        return Some("it says nothing about what was planned".to_owned());
    }
    let mut problem = record.plans.iter().find_map(plan_unsound);
    for event in &record.events {
        let device = is_entry_id(&event.device) && is_entry_id(&event.id);
        let text = match &event.what {
            What::Started { step } | What::Done { step } => (step, LONGEST_NAME),
            What::Skipped { reason, .. } | What::Stopped { reason } => (reason, LONGEST_NOTE),
            What::Surprise { note, .. } => (note, LONGEST_NOTE),
            What::Lesson { text, .. } => (text, LONGEST_NOTE),
            _ => (&event.who, LONGEST_NAME),
        };
        if !device {
            problem = problem.or_else(|| Some(format!("{} is no id of an event", seen(&event.id))));
        }
        problem = problem.or_else(|| said(text.0, text.1)).or_else(|| said(&event.who, LONGEST_NAME));
    }
    problem
}

fn plan_unsound(plan: &Plan) -> Option<String> {
    let many =
        |what: &str, has: usize, most: usize| (has > most).then(|| format!("{what}: there can be {most}"));
    let mut ids: Vec<&str> = plan.steps.iter().map(|step| step.id.as_str()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first());
    let texts = plan.steps.iter().flat_map(|step| [&step.does, &step.works_when, &step.command]);
    let texts = texts.chain(&plan.blast_radius).chain(plan.safety.iter().map(|c| &c.text));
    let mut texts = texts.chain([&plan.stop_rule, &plan.chosen]);
    check::name(&plan.name, LONGEST_NAME, "Restore the orders")
        .err()
        .map(|refused| format!("name: {refused}"))
        .or_else(|| many("steps", plan.steps.len(), MOST_STEPS))
        .or_else(|| many("blast_radius", plan.blast_radius.len(), MOST_LINES))
        .or_else(|| many("safety", plan.safety.len(), MOST_LINES))
        .or_else(|| twice.map(|id| format!("two steps have the id {}", seen(id))))
        .or_else(|| ids.iter().find(|id| !is_entry_id(id)).map(|id| format!("{} is no id", seen(id))))
        .or_else(|| texts.find_map(|text| said(text, LONGEST_TEXT)))
}

fn said(text: &str, most: usize) -> Option<String> {
    check::words(text, most).err().map(|refused| refused.to_string())
}
