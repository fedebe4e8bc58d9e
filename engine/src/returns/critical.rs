//! What the recovery time was spent on.

use super::plan::{Checked, Kind};
use super::share::Limit;
use super::timeline::TaskTimes;

/// One task on the critical path: had it been shorter, the next one would have started earlier, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Index of the task in the plan.
    pub task: usize,
    /// Its name.
    pub id: String,
    /// Start and finish, in seconds; the finish is the start of the next step.
    pub start: f64,
    /// See `start`.
    pub finish: f64,
    /// Why it took this long.
    pub why: Why,
}

/// Why a task took its time.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It takes that long, whatever else is going on.
    Takes,
    /// A transfer, held by these in turn. Longest first.
    Held(Vec<Held>),
}

/// For how long something held a transfer.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The resource that was full; `None`: the transfer's own cap.
    pub by: Option<String>,
    /// For how many seconds.
    pub seconds: f64,
}

/// For each task the one that it waited for last: of several that finish at the same time the first in its list.
pub(super) fn held_up_by(checked: &Checked<'_>, times: &[TaskTimes]) -> Vec<Option<usize>> {
    let finish = |before: usize| times.get(before).map_or(0.0, |times| times.finish);
    let last = |a: usize, b: usize| if finish(b) > finish(a) { b } else { a };
    checked.tasks.iter().map(|task| task.after.iter().copied().reduce(last)).collect()
}

/// The chain of tasks that ends with the last finish, from the first. Where two would do, the one that stands first in the plan
/// (for predecessors: in the list of the task) is taken.
pub(super) fn path(
    checked: &Checked<'_>,
    times: &[TaskTimes],
    held_up_by: &[Option<usize>],
    total: f64,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = times.iter().position(|times| times.finish >= total);
    while let Some(task) = at {
        let (Some(known), Some(plan)) = (times.get(task), checked.tasks.get(task)) else { break };
        let why = match plan.kind {
            Kind::Wait(_) => Why::Takes,
            Kind::Transfer { .. } => Why::Held(held(checked, known)),
        };
        steps.push(Step { task, id: known.id.clone(), start: known.start, finish: known.finish, why });
        at = held_up_by.get(task).copied().flatten();
    }
    steps.reverse();
    steps
}

fn held(checked: &Checked<'_>, times: &TaskTimes) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for stretch in &times.stretches {
        let by = match stretch.limit {
            Limit::Resource(index) => checked.resources.get(index).map(|resource| resource.name.clone()),
            Limit::Cap | Limit::None => None,
        };
        let seconds = stretch.to - stretch.from;
        match held.iter_mut().find(|held| held.by == by) {
            Some(known) => known.seconds += seconds,
            None => held.push(Held { by, seconds }),
        }
    }
    held.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    held
}
