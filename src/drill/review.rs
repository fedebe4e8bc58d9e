use super::{Record, StepStage, state};
use crate::system::ComponentId;
use crate::units::Duration;

/// What was planned against what happened. Times from the beginning of the drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// One for each step, in the order of the plan.
    pub rows: Vec<PlannedReal>,
    /// Until the last step was to be done.
    pub planned: Option<Duration>,
    /// From the beginning until it was ended or stopped.
    pub real: Option<Duration>,
}

/// A step as it was planned and as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedReal {
    /// Its id.
    pub step: String,
    /// What is done.
    pub does: String,
    /// Which component it is about.
    pub component: Option<ComponentId>,
    /// How it ended.
    pub stage: StepStage,
    /// When it was to start and to be done.
    pub planned: (Duration, Option<Duration>),
    /// When it was started.
    pub started: Option<Duration>,
    /// When it was done or skipped.
    pub finished: Option<Duration>,
    /// How long it took.
    pub took: Option<Duration>,
    /// Seconds more than expected; below 0 when it was quicker.
    pub over: Option<i64>,
    /// Why it was skipped; empty when it was not.
    pub reason: String,
}

/// Holds what happened against the plan.
pub fn review(record: &Record) -> Review {
    let state = state(record);
    let plan = record.plan();
    let since = |at: Option<i64>| Some(Duration::clamped(at?.saturating_sub(state.begun?)));
    let steps = plan.map(|plan| plan.steps.as_slice()).unwrap_or_default();
    let times = plan.map(super::Plan::times).unwrap_or_default();
    let rows = steps.iter().zip(times).zip(&state.steps).map(|((step, planned), real)| {
        let took = real.took();
        PlannedReal {
            step: step.id.clone(),
            does: step.does.clone(),
            component: step.component.clone(),
            stage: real.stage,
            planned,
            started: since(real.started),
            finished: since(real.finished),
            took: took.map(Duration::clamped),
            over: step.takes.and_then(|takes| Some(took? - takes.seconds())),
            reason: real.reason.clone(),
        }
    });
    Review { rows: rows.collect(), planned: plan.and_then(super::Plan::expected), real: since(state.over) }
}
