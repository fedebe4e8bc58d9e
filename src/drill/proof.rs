//! What drills prove, for which component and scenario, and for how long.

use super::{Level, Phase, Plan, Record, ShelfLife, Stage, State, StepStage, records, state};
use crate::answers::{Answers, Evidence};
use crate::catalogue::ScenarioId;
use crate::system::ComponentId;
use crate::units::{Bytes, Duration};
use chrono::{DateTime, NaiveDate};

/// What one drill showed of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Which drill.
    pub drill: String,
    /// Of what.
    pub component: ComponentId,
    /// After what.
    pub scenario: ScenarioId,
    /// How much of the real thing it touched.
    pub level: Level,
    /// The day it was held, UTC.
    pub on: NaiveDate,
    /// The last day on which it holds.
    pub until: NaiveDate,
    /// Whether that day is over.
    pub stale: bool,
    /// What it showed.
    pub shown: Shown,
}

/// What a drill showed of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// It was talked through, no more.
    TalkedThrough,
    /// It was brought back and checked; the time, or why there is none.
    Restored(Result<Measured, NoTime>),
    /// It was begun and not brought back.
    Failed,
}

/// A recovery time that was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// From the beginning until it was checked and, where that was done, its users were brought back; for all its data.
    pub time: Duration,
    /// Whether bringing users back is in it.
    pub cut_over: bool,
    /// How much was restored and how much there is, where the time was worked out for all of it from a part.
    pub scaled: Option<(Bytes, Bytes)>,
}

/// Why a restore gives no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`words` says each in words")]
pub enum NoTime {
    NoBeginning,
    NoStart,
    SizeNotSaid,
    TooLittleData,
}

impl NoTime {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            NoTime::NoBeginning => "When the drill began was not written down.",
            NoTime::NoStart => {
                "When its data began to be fetched was not written down, so the time cannot be worked out for all of it."
            }
            NoTime::SizeNotSaid => {
                "How much data was restored was not written down, so the time says nothing about the real size."
            }
            NoTime::TooLittleData => {
                "Less than a tenth of the data was restored. A time with so little says nothing about the real size."
            }
        }
    }
}

impl Measured {
    /// How well the time is known: what was worked out from a part is no measurement of the whole.
    pub const fn evidence(&self) -> Evidence {
        if self.scaled.is_some() { Evidence::Seen } else { Evidence::Measured }
    }
}

/// What all drills of a document prove, by the days that it lets a proof hold.
pub fn proven(answers: &Answers, today: NaiveDate) -> Vec<Proof> {
    let (drills, _) = records(answers);
    proofs(&drills, ShelfLife::of(answers).0, today)
}

/// What drills that are over prove, in the order of the records and their components. `today` decides what is stale.
///
/// A component counts as restored when every step that checks it is done and no step that restores it was skipped; as failed
/// when such a step was begun and it does not count as restored. One of which nothing was begun is not in the list.
pub fn proofs<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    shelf_life: ShelfLife,
    today: NaiveDate,
) -> Vec<Proof> {
    let mut found = Vec::new();
    for record in records {
        let state = state(record);
        let over = matches!(state.stage, Stage::Ended | Stage::Stopped);
        let day = state.over.and_then(|at| DateTime::from_timestamp(at, 0)).map(|at| at.date_naive());
        let (Some(plan), Some(on), true) = (record.plan(), day, over) else { continue };
        for component in &plan.components {
            let Some(shown) = shown(plan, &state, component) else { continue };
            let until = shelf_life.until(on);
            found.push(Proof {
                drill: record.id.clone(),
                component: component.clone(),
                scenario: plan.scenario,
                level: plan.level,
                on,
                until,
                stale: today > until,
                shown,
            });
        }
    }
    found
}

fn shown(plan: &Plan, state: &State, component: &ComponentId) -> Option<Shown> {
    let all = plan.steps.iter().zip(&state.steps);
    let mine: Vec<_> = all.clone().filter(|(step, _)| step.component.as_ref() == Some(component)).collect();
    let begun = mine.iter().any(|(step, real)| {
        (step.phase.restores() || step.phase == Phase::Verify)
            && matches!(real.stage, StepStage::Running | StepStage::Done)
    });
    if !begun {
        return None;
    }
    let mut checks = mine.iter().filter(|(step, _)| step.phase == Phase::Verify).peekable();
    let checked = checks.peek().is_some() && checks.all(|(_, real)| real.stage == StepStage::Done);
    let whole =
        mine.iter().filter(|(step, _)| step.phase.restores()).all(|(_, real)| real.stage == StepStage::Done);
    if !checked || !whole {
        return Some(Shown::Failed);
    }
    if !plan.level.restores() {
        return Some(Shown::TalkedThrough);
    }
    Some(Shown::Restored(measured(plan, state, component)))
}

fn measured(plan: &Plan, state: &State, component: &ComponentId) -> Result<Measured, NoTime> {
    let begun = state.begun.ok_or(NoTime::NoBeginning)?;
    let all = || plan.steps.iter().zip(&state.steps);
    let mine = || all().filter(|(step, _)| step.component.as_ref() == Some(component));
    let last_check =
        mine().filter(|(step, _)| step.phase == Phase::Verify).filter_map(|(_, real)| real.finished).max();
    let mut seconds = last_check.ok_or(NoTime::NoBeginning)?.saturating_sub(begun);
    if seconds < 0 {
        return Err(NoTime::NoBeginning);
    }
    let mut scaled = None;
    if mine().any(|(step, _)| step.phase.moves_data()) {
        let (restored, full) = state.data.get(component).copied().ok_or(NoTime::SizeNotSaid)?;
        let (part, whole) = (u128::from(restored.count()), u128::from(full.count()));
        if part == 0 || part.saturating_mul(10) < whole {
            return Err(NoTime::TooLittleData);
        }
        // Within a twentieth it is the whole.
        if part.saturating_mul(20) < whole.saturating_mul(19) {
            let moved = mine().filter(|(step, _)| step.phase.moves_data());
            let moving: i64 =
                moved.map(|(_, real)| real.took()).sum::<Option<i64>>().ok_or(NoTime::NoStart)?;
            let more = u128::try_from(moving).unwrap_or(0).saturating_mul(whole - part).div_ceil(part);
            seconds = seconds.saturating_add(i64::try_from(more).unwrap_or(i64::MAX));
            scaled = Some((restored, full));
        }
    }
    let cut_over = all().filter(|(step, _)| step.phase == Phase::CutOver);
    let cut_over: Option<i64> = cut_over.map(|(_, real)| real.took()).reduce(|a, b| Some(a? + b?)).flatten();
    Ok(Measured {
        time: Duration::clamped(seconds.saturating_add(cut_over.unwrap_or(0))),
        cut_over: cut_over.is_some(),
        scaled,
    })
}
