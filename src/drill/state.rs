//! How a drill stands: a pure fold over its events.

use super::{Event, Record, What};
use crate::system::ComponentId;
use crate::units::{Arrange, Bytes, Gather};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How a drill stands. Moments are seconds since 1 January 1970, 00:00 UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where it is.
    pub stage: Stage,
    /// When it began.
    pub begun: Option<i64>,
    /// When it was ended or stopped.
    pub over: Option<i64>,
    /// Why it was stopped; empty when it was not.
    pub stopped_because: String,
    /// Safety conditions that were looked at, by id.
    pub checked: BTreeSet<String>,
    /// Those that nobody had looked at when it began.
    pub unchecked: Vec<String>,
    /// The steps, in the order of the plan.
    pub steps: Vec<StepState>,
    /// The step that is being done, or is to be done next, by its place; none when there is none left.
    pub current: Option<usize>,
    /// What nobody expected.
    pub surprises: Vec<Event>,
    /// How much was restored of each component: the last word.
    pub data: BTreeMap<ComponentId, (Bytes, Bytes)>,
    /// What was learned.
    pub lessons: Vec<Lesson>,
    /// What does not go together, to be shown.
    pub conflicts: Vec<Conflict>,
}

/// Where a drill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Stage {
    Planned,
    Running,
    Stopped,
    Ended,
}

/// How a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepState {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub stage: StepStage,
    /// When it was started.
    pub started: Option<i64>,
    /// When it was done or skipped.
    pub finished: Option<i64>,
    /// Who did it last: the id of a person, or empty.
    pub who: String,
    /// Why it was skipped; empty when it was not.
    pub reason: String,
}

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum StepStage {
    Waiting,
    Running,
    Done,
    Skipped,
}

/// Something learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its id.
    pub id: String,
    /// What.
    pub text: String,
    /// Who sees to it: the id of a person, or empty.
    pub owner: String,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// Whether it is seen to.
    pub closed: bool,
}

/// Events that do not go together. All of them are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What is the matter.
    pub kind: ConflictKind,
    /// The step it is about; empty for none.
    pub step: String,
    /// The events.
    pub events: Vec<Event>,
}

/// What is the matter with some events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`words` says each in words")]
pub enum ConflictKind {
    SameId,
    StartedTwice,
    DoneTwice,
    DoneAndSkipped,
    Clocks,
    NoSuchStep,
}

impl ConflictKind {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            ConflictKind::SameId => "Two different notes have the same number.",
            ConflictKind::StartedTwice => "It was started twice. The first counts.",
            ConflictKind::DoneTwice => "It was done twice. The first counts.",
            ConflictKind::DoneAndSkipped => "It was done and skipped. The last word counts.",
            ConflictKind::Clocks => {
                "It was over before it was started: the clocks of the devices differ. It has no time."
            }
            ConflictKind::NoSuchStep => "The plan has no such step.",
        }
    }
}

impl StepState {
    /// How long it took, in seconds; none when it is not done, was not started, or the clocks do not agree.
    pub fn took(&self) -> Option<i64> {
        let took = self.finished?.checked_sub(self.started?)?;
        (self.stage == StepStage::Done && took >= 0).then_some(took)
    }
}

/// How a drill stands.
pub fn state(record: &Record) -> State {
    let events: Vec<&Event> =
        record.events.iter().filter(|event| !is_taken_back(&record.events, &event.id, 0)).collect();
    let of = |test: &dyn Fn(&What) -> bool| events.iter().copied().find(|event| test(&event.what));
    let begun = of(&|what| *what == What::Begun);
    let over = of(&|what| matches!(what, What::Ended | What::Stopped { .. }));
    let plan = record.plan();
    let mut conflicts = same_ids(record);
    let ids: Vec<&str> = plan.iter().flat_map(|plan| &plan.steps).map(|step| step.id.as_str()).collect();
    let steps: Vec<StepState> = ids.iter().map(|id| step(id, &events, &mut conflicts)).collect();
    for event in events.iter().filter(|event| event.what.step().is_some_and(|step| !ids.contains(&step))) {
        conflicts.push(Conflict {
            kind: ConflictKind::NoSuchStep,
            step: event.what.step().unwrap_or_default().to_owned(),
            events: vec![(*event).clone()],
        });
    }
    let checked_by = |moment: i64| -> BTreeSet<String> {
        let checks = events.iter().filter(|event| event.at <= moment);
        checks
            .filter_map(|event| match &event.what {
                What::Checked { condition } => Some(condition.clone()),
                _ => None,
            })
            .gather()
    };
    let checked_at_begin = begun.map(|begun| checked_by(begun.at));
    let conditions = plan.iter().flat_map(|plan| &plan.safety).map(|condition| condition.id.clone());
    let unchecked = match &checked_at_begin {
        Some(checked) => conditions.filter(|id| !checked.contains(id)).collect(),
        None => Vec::new(),
    };
    let mut data = BTreeMap::new();
    let mut lessons: Vec<Lesson> = Vec::new();
    for event in &events {
        match &event.what {
            What::Data { component, restored, full } => {
                data.insert(component.clone(), (*restored, *full));
            }
            What::Lesson { lesson, text, owner, due, closed } => {
                lessons.retain(|known| known.id != *lesson);
                if !text.is_empty() {
                    lessons.push(Lesson {
                        id: lesson.clone(),
                        text: text.clone(),
                        owner: owner.clone(),
                        due: *due,
                        closed: *closed,
                    });
                }
            }
            _ => {}
        }
    }
    lessons.arrange_by(|a, b| a.id.cmp(&b.id));
    let running = steps.iter().position(|step| step.stage == StepStage::Running);
    let waiting = || steps.iter().position(|step| step.stage == StepStage::Waiting);
    State {
        stage: match (begun, over.map(|event| &event.what)) {
            (_, Some(What::Stopped { .. })) => Stage::Stopped,
            (_, Some(_)) => Stage::Ended,
            (Some(_), None) => Stage::Running,
            (None, None) => Stage::Planned,
        },
        begun: begun.map(|event| event.at),
        over: over.map(|event| event.at),
        stopped_because: over
            .filter(|event| event.what != What::Ended)
            .map(|event| event.what.text().to_owned())
            .unwrap_or_default(),
        checked: checked_by(i64::MAX),
        unchecked,
        current: running.or_else(waiting),
        steps,
        surprises: events
            .iter()
            .filter(|event| matches!(event.what, What::Surprise { .. }))
            .map(|event| (*event).clone())
            .collect(),
        data,
        lessons,
        conflicts,
    }
}

/// Whether some event that was not taken back itself takes this one back. However the clocks order them.
fn is_taken_back(events: &BTreeSet<Event>, id: &str, depth: u32) -> bool {
    // Deeper than anybody takes back what was taken back; only made-up files come here.
    const DEEPEST: u32 = 6;
    let takes_back = |event: &&Event| matches!(&event.what, What::TakenBack { event } if event == id);
    depth < DEEPEST
        && events
            .iter()
            .filter(takes_back)
            .any(|event| event.id != id && !is_taken_back(events, &event.id, depth + 1))
}

fn same_ids(record: &Record) -> Vec<Conflict> {
    let mut by_id: BTreeMap<&str, Vec<Event>> = BTreeMap::new();
    for event in &record.events {
        by_id.entry(&event.id).or_default().push(event.clone());
    }
    let twice = by_id.into_values().filter(|events| events.len() > 1);
    twice.map(|events| Conflict { kind: ConflictKind::SameId, step: String::new(), events }).collect()
}

fn step(id: &str, events: &[&Event], conflicts: &mut Vec<Conflict>) -> StepState {
    let all = |test: &dyn Fn(&What) -> bool| -> Vec<Event> {
        let mine = events.iter().filter(|event| event.what.step() == Some(id) && test(&event.what));
        mine.map(|event| (*event).clone()).collect()
    };
    let started = all(&|what| matches!(what, What::Started { .. }));
    let done = all(&|what| matches!(what, What::Done { .. }));
    let ends = all(&|what| matches!(what, What::Done { .. } | What::Skipped { .. }));
    let mut tell = |kind: ConflictKind, is: bool, events: &[Event]| {
        if is {
            conflicts.push(Conflict { kind, step: id.to_owned(), events: events.to_vec() });
        }
    };
    tell(ConflictKind::StartedTwice, started.len() > 1, &started);
    tell(ConflictKind::DoneTwice, done.len() > 1, &done);
    tell(ConflictKind::DoneAndSkipped, !done.is_empty() && done.len() < ends.len(), &ends);
    let last = ends.last();
    let is_done = last.is_some_and(|event| matches!(event.what, What::Done { .. }));
    let finished = if is_done { done.first() } else { last };
    let (from, to) = (started.first(), finished);
    if let (Some(from), Some(to)) = (from, to) {
        tell(ConflictKind::Clocks, to.at < from.at, &[from.clone(), to.clone()]);
    }
    StepState {
        id: id.to_owned(),
        stage: match (from, to) {
            (_, Some(_)) if is_done => StepStage::Done,
            (_, Some(_)) => StepStage::Skipped,
            (Some(_), None) => StepStage::Running,
            (None, None) => StepStage::Waiting,
        },
        started: from.map(|event| event.at),
        finished: to.map(|event| event.at),
        who: to.or(from).map(|event| event.who.clone()).unwrap_or_default(),
        reason: last.filter(|_| !is_done).map(|event| event.what.text().to_owned()).unwrap_or_default(),
    }
}
