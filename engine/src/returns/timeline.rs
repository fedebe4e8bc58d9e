//! From one start or finish to the next.

use super::critical::{self, Step};
use super::error::ReturnError;
use super::plan::{Checked, Kind, Plan};
use super::share::{Filling, Flow, Limit};
use std::borrow::Borrow;

/// When each task ran, and when all was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// One for each task of the plan, in its order.
    pub tasks: Vec<TaskTimes>,
    /// The last finish: the recovery time in seconds. 0 without a task.
    pub total: f64,
    /// For each task the one that it waited for last, if it waited: of several the first that it names.
    pub held_up_by: Vec<Option<usize>>,
    /// What the recovery time was spent on, from its start to its end without a gap.
    pub critical: Vec<Step>,
}

/// When one task ran. Seconds from the start of the recovery.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskTimes {
    /// What the plan calls it.
    pub id: String,
    /// When all that it waits for had finished.
    pub start: f64,
    /// When it had finished.
    pub finish: f64,
    /// How fast a transfer went, and why not faster; empty for tasks that wait.
    pub stretches: Vec<Stretch>,
}

/// A stretch of time in which a transfer went at one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Start.
    pub from: f64,
    /// End.
    pub to: f64,
    /// Bytes per second.
    pub rate: f64,
    /// What held it; a resource by its index in the plan.
    pub limit: Limit,
}

/// Two instants closer than this share of their size are one: what is left between them is rounding.
const SAME: f64 = 1e-12;

/// A transfer that goes on.
struct Moving<'a> {
    task: usize,
    flow: &'a Flow,
    /// Bytes left.
    left: f64,
    /// When it finishes at the present rate.
    end: f64,
}

impl Borrow<Flow> for Moving<'_> {
    fn borrow(&self) -> &Flow {
        self.flow
    }
}

/// Goes through a plan event by event.
///
/// # Errors
/// Names given twice or unknown, cycles (with the tasks in them), negative lengths and sizes, rates of 0, transfers that
/// nothing limits, more than 20,000 tasks: see [`ReturnError`].
pub fn timeline(plan: &Plan) -> Result<Timeline, ReturnError> {
    run(plan.check()?)
}

/// The same for a plan that is checked.
pub(super) fn run(mut checked: Checked<'_>) -> Result<Timeline, ReturnError> {
    let ids = std::mem::take(&mut checked.ids);
    let mut run = Run::new(&checked, ids);
    run.start(run.free());
    while let Some(finished) = run.advance() {
        let ready = run.finish(&finished);
        run.start(ready);
    }
    let open = run.done.iter().zip(&run.times).find(|(done, _)| !**done);
    if let Some((_, times)) = open {
        return Err(ReturnError::Endless { task: times.id.clone() });
    }
    let total = run.times.iter().map(|times| times.finish).fold(0.0, f64::max);
    let held_up_by = critical::held_up_by(&checked, &run.times);
    let critical = critical::path(&checked, &run.times, &held_up_by, total);
    Ok(Timeline { tasks: run.times, total, held_up_by, critical })
}

struct Run<'a> {
    checked: &'a Checked<'a>,
    now: f64,
    /// Which tasks have finished.
    done: Vec<bool>,
    /// How many of the tasks before each have not finished.
    open: Vec<usize>,
    /// The transfers that go on, in the order of the plan.
    moving: Vec<Moving<'a>>,
    /// What else goes on, and until when, in the order of the plan.
    timed: Vec<(usize, f64)>,
    filling: Filling,
    times: Vec<TaskTimes>,
}

impl<'a> Run<'a> {
    fn new(checked: &'a Checked<'a>, ids: Vec<String>) -> Run<'a> {
        let times = |id| TaskTimes { id, start: 0.0, finish: 0.0, stretches: Vec::new() };
        Run {
            checked,
            now: 0.0,
            done: vec![false; checked.tasks.len()],
            open: checked.tasks.iter().map(|task| task.after.len()).collect(),
            moving: Vec::new(),
            timed: Vec::new(),
            filling: Filling::default(),
            times: ids.into_iter().map(times).collect(),
        }
    }

    /// What waits for nothing.
    fn free(&self) -> Vec<usize> {
        self.open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(at, _)| at).collect()
    }

    /// Starts these; what takes no time finishes at once and may let others start.
    fn start(&mut self, mut ready: Vec<usize>) {
        while !ready.is_empty() {
            let mut finished = Vec::new();
            for at in ready {
                let Some(task) = self.checked.tasks.get(at) else { continue };
                self.times.get_mut(at).into_iter().for_each(|times| times.start = self.now);
                match &task.kind {
                    Kind::Wait(0.0) | Kind::Transfer { bytes: 0.0, .. } => finished.push(at),
                    Kind::Wait(seconds) => self.timed.push((at, self.now + seconds)),
                    Kind::Transfer { bytes, flow } => {
                        self.moving.push(Moving { task: at, flow, left: *bytes, end: f64::INFINITY });
                    }
                }
            }
            ready = self.finish(&finished);
        }
        self.moving.sort_unstable_by_key(|moving| moving.task);
        self.timed.sort_unstable_by_key(|(task, _)| *task);
    }

    /// Notes that these are done, and says which others can start now.
    fn finish(&mut self, done: &[usize]) -> Vec<usize> {
        let mut ready = Vec::new();
        for at in done {
            self.times.get_mut(*at).into_iter().for_each(|times| times.finish = self.now);
            self.done.get_mut(*at).into_iter().for_each(|done| *done = true);
            for next in self.checked.waiting.get(*at).into_iter().flatten() {
                if let Some(open) = self.open.get_mut(*next) {
                    *open = open.saturating_sub(1);
                    ready.extend((*open == 0).then_some(*next));
                }
            }
        }
        ready
    }

    /// Moves on to the next finish, and says what is finished then. `None` when nothing is going on any more.
    fn advance(&mut self) -> Option<Vec<usize>> {
        let Run { moving, timed, times, now, .. } = self;
        let rates = self.filling.fill(&self.checked.capacities, moving);
        let mut next = timed.iter().map(|(_, until)| *until).fold(f64::INFINITY, f64::min);
        for (moving, rate) in moving.iter_mut().zip(rates) {
            moving.end = *now + moving.left / rate.rate;
            next = next.min(moving.end);
        }
        if !next.is_finite() {
            return None;
        }
        let due = |instant: f64| instant <= next * (1.0 + SAME);
        let mut finished = Vec::new();
        for (moving, rate) in moving.iter_mut().zip(rates) {
            let stretch = Stretch { from: *now, to: next, rate: rate.rate, limit: rate.limit };
            times.get_mut(moving.task).into_iter().for_each(|times| extend(&mut times.stretches, stretch));
            if due(moving.end) {
                finished.push(moving.task);
            } else {
                moving.left -= rate.rate * (next - *now);
            }
        }
        finished.extend(timed.iter().filter(|(_, until)| due(*until)).map(|(task, _)| *task));
        moving.retain(|moving| !due(moving.end));
        timed.retain(|(_, until)| !due(*until));
        *now = next;
        Some(finished)
    }
}

/// Appends a stretch, or lengthens the last one when nothing changed for this transfer.
fn extend(stretches: &mut Vec<Stretch>, next: Stretch) {
    match stretches.last_mut() {
        Some(last) if last.rate == next.rate && last.limit == next.limit && last.to == next.from => {
            last.to = next.to;
        }
        _ => stretches.push(next),
    }
}
