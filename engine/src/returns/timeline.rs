//! From one start or finish to the next.

use super::critical::{self, Step};
use super::error::ReturnError;
use super::plan::{Checked, Kind, Plan, waiting};
use super::share::{Limit, fair_rates};

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

enum State {
    Waiting,
    /// Until this instant.
    Timed(f64),
    /// Bytes left.
    Moving(f64),
    Done,
}

/// Goes through a plan event by event.
///
/// # Errors
/// Names given twice or unknown, cycles (with the tasks in them), negative lengths and sizes, rates of 0, transfers that
/// nothing limits, more than 20,000 tasks: see [`ReturnError`].
pub fn timeline(plan: &Plan) -> Result<Timeline, ReturnError> {
    let checked = plan.check()?;
    let mut run = Run::new(&checked);
    run.start(run.free());
    while let Some(finished) = run.advance() {
        let ready = run.finish(&finished);
        run.start(ready);
    }
    let open = run.states.iter().zip(&run.times).find(|(state, _)| !matches!(state, State::Done));
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
    states: Vec<State>,
    /// How many of the tasks before each have not finished.
    open: Vec<usize>,
    /// The tasks that wait for each.
    waiting: Vec<Vec<usize>>,
    /// What is going on, in the order of the plan.
    going: Vec<usize>,
    times: Vec<TaskTimes>,
}

impl<'a> Run<'a> {
    fn new(checked: &'a Checked<'a>) -> Run<'a> {
        let times =
            |id: &String| TaskTimes { id: id.clone(), start: 0.0, finish: 0.0, stretches: Vec::new() };
        Run {
            checked,
            now: 0.0,
            states: checked.tasks.iter().map(|_| State::Waiting).collect(),
            open: checked.tasks.iter().map(|task| task.after.len()).collect(),
            waiting: waiting(&checked.tasks),
            going: Vec::new(),
            times: checked.plan.tasks.iter().map(|task| times(&task.id)).collect(),
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
                let (Some(state), Some(task)) = (self.states.get_mut(at), self.checked.tasks.get(at)) else {
                    continue;
                };
                self.times.get_mut(at).into_iter().for_each(|times| times.start = self.now);
                *state = match task.kind {
                    Kind::Wait(0.0) | Kind::Transfer { bytes: 0.0, .. } => {
                        finished.push(at);
                        State::Done
                    }
                    Kind::Wait(seconds) => State::Timed(self.now + seconds),
                    Kind::Transfer { bytes, .. } => State::Moving(bytes),
                };
                if !matches!(state, State::Done) {
                    self.going.push(at);
                }
            }
            ready = self.finish(&finished);
        }
        self.going.sort_unstable();
    }

    /// Notes that these are done, and says which others can start now.
    fn finish(&mut self, done: &[usize]) -> Vec<usize> {
        let mut ready = Vec::new();
        for at in done {
            self.times.get_mut(*at).into_iter().for_each(|times| times.finish = self.now);
            for next in self.waiting.get(*at).into_iter().flatten() {
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
        let (mut moving, mut flows, mut next) = (Vec::new(), Vec::new(), f64::INFINITY);
        for at in &self.going {
            match (self.states.get(*at), self.checked.tasks.get(*at).map(|task| &task.kind)) {
                (Some(State::Timed(until)), _) => next = next.min(*until),
                (Some(State::Moving(_)), Some(Kind::Transfer { flow, .. })) => {
                    moving.push(*at);
                    flows.push(flow);
                }
                _ => {}
            }
        }
        let rates = fair_rates(&self.checked.capacities, &flows);
        let ends: Vec<f64> = moving
            .iter()
            .zip(&rates)
            .map(|(at, rate)| match self.states.get(*at) {
                Some(State::Moving(left)) => self.now + left / rate.rate,
                _ => f64::INFINITY,
            })
            .collect();
        next = ends.iter().copied().fold(next, f64::min);
        if !next.is_finite() {
            return None;
        }
        let due = |instant: f64| instant <= next * (1.0 + SAME);
        let mut finished = Vec::new();
        for ((at, rate), end) in moving.iter().zip(&rates).zip(&ends) {
            if let Some(times) = self.times.get_mut(*at) {
                extend(
                    &mut times.stretches,
                    Stretch { from: self.now, to: next, rate: rate.rate, limit: rate.limit },
                );
            }
            let Some(state) = self.states.get_mut(*at) else { continue };
            match state {
                State::Moving(left) if !due(*end) => *left -= rate.rate * (next - self.now),
                _ => {
                    *state = State::Done;
                    finished.push(*at);
                }
            }
        }
        for at in &self.going {
            if let Some(state) = self.states.get_mut(*at)
                && matches!(state, State::Timed(until) if due(*until))
            {
                *state = State::Done;
                finished.push(*at);
            }
        }
        self.going.retain(|at| !matches!(self.states.get(*at), Some(State::Done)));
        self.now = next;
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
