//! From the engine's timeline to tasks with names, and to what a component's time was spent on.

use super::outcome::{Holder, Spent, TaskBar, Work};
use super::plan::Share;
use crate::returns::{Limit, TaskTimes, Timeline};
use crate::units::{Arrange, Duration, Gather};
use std::collections::BTreeSet;

/// A plan that was gone through. Every scenario after which the same has to be done reads the same one.
pub(super) struct Line {
    pub(super) timeline: Timeline,
    /// What each task does, and for which component.
    meanings: Vec<(Work, Option<usize>)>,
    /// The task that verifies each component.
    verified: Vec<Option<usize>>,
    /// What held each transfer, longest first.
    held: Vec<Vec<(Holder, Duration)>>,
    /// The bar of each task; none for what takes no time.
    bar_of: Vec<Option<usize>>,
}

/// The task of the plan that ends everything.
const LAST: &str = "cut over";

/// Whole seconds; a part of one counts as one.
pub(super) fn whole(seconds: f64) -> Duration {
    // Shares of a link leave rounding behind: a millionth of a second is none.
    Duration::clamped((seconds - 1e-6).ceil() as i64)
}

impl Line {
    /// Of a plan for so many components.
    pub(super) fn new(timeline: Timeline, components: usize) -> Line {
        let meanings: Vec<_> = timeline.tasks.iter().map(|times| meaning(&times.id)).collect();
        let mut verified = vec![None; components];
        for (at, meant) in meanings.iter().enumerate() {
            if let (Work::Verify, Some(component)) = meant {
                verified.get_mut(*component).into_iter().for_each(|task| *task = Some(at));
            }
        }
        let held = timeline.tasks.iter().map(held).collect();
        let mut bars = 0..;
        let bar = |times: &TaskTimes| takes_time(times).then(|| bars.next()).flatten();
        let bar_of = timeline.tasks.iter().map(bar).collect();
        Line { timeline, meanings, verified, held, bar_of }
    }

    /// When a component is verified, in seconds.
    pub(super) fn verified(&self, component: usize) -> Option<f64> {
        self.times(self.verification(component)?).map(|times| times.finish)
    }

    fn verification(&self, component: usize) -> Option<usize> {
        self.verified.get(component).copied().flatten()
    }

    fn times(&self, task: usize) -> Option<&TaskTimes> {
        self.timeline.tasks.get(task)
    }

    fn held(&self, task: usize) -> &[(Holder, Duration)] {
        self.held.get(task).map(Vec::as_slice).unwrap_or_default()
    }

    fn meaning(&self, task: usize) -> (Work, Option<usize>) {
        self.meanings.get(task).copied().unwrap_or((Work::Decide, None))
    }

    /// The tasks that take time, in the order of the plan.
    pub(super) fn bars(&self, shares: &[Share<'_>]) -> Vec<TaskBar> {
        let critical: BTreeSet<usize> = self.timeline.critical.iter().map(|step| step.task).gather();
        let bar = |(at, times): (usize, &TaskTimes)| {
            let (work, component) = self.meaning(at);
            let share = component.and_then(|at| shares.get(at));
            TaskBar {
                work,
                label: label(work, &times.id, share),
                component: share.map(|s| s.component.id.clone()),
                name: share.map(|s| s.component.name.clone()).unwrap_or_default(),
                start: whole(times.start),
                finish: whole(times.finish),
                critical: critical.contains(&at),
                held: self.held(at).to_vec(),
            }
        };
        self.timeline.tasks.iter().enumerate().filter(|(_, times)| takes_time(times)).map(bar).collect()
    }

    /// The tasks that decide when a component is verified and its users are back, in their order. Each starts when the one
    /// before it ends; bringing users back is in the plan once, when everything is verified.
    pub(super) fn path(&self, component: usize) -> Vec<usize> {
        // Cutting over comes last in the plan.
        let mut path: Vec<usize> = self.timeline.tasks.len().checked_sub(1).into_iter().collect();
        let mut at = self.verification(component);
        while let Some(task) = at {
            path.push(task);
            at = self.timeline.held_up_by.get(task).copied().flatten();
        }
        path.reverse();
        path
    }

    /// The bars of some tasks, by their places.
    pub(super) fn places(&self, path: &[usize]) -> Vec<usize> {
        path.iter().filter_map(|task| self.bar_of.get(*task).copied().flatten()).collect()
    }

    /// What most of the time on a path goes to: fetching counts as one, however many copies it takes.
    pub(super) fn longest(&self, path: &[usize], shares: &[Share<'_>]) -> Option<Spent> {
        let mut spent: Vec<(Work, Option<usize>, f64, Option<Holder>)> = Vec::new();
        for task in path.iter().copied() {
            let Some(times) = self.times(task) else { continue };
            let (work, of) = self.meaning(task);
            let seconds = times.finish - times.start;
            let holder = self.held(task).first().map(|(holder, _)| *holder);
            match spent.iter_mut().find(|(w, o, ..)| (*w, *o) == (work, of)) {
                // The longer of two transfers says what held them.
                Some((_, _, known, by)) => {
                    *by = if seconds > *known { holder } else { *by };
                    *known += seconds;
                }
                None => spent.push((work, of, seconds, holder)),
            }
        }
        // Of equal ones the first is named.
        let (work, of, seconds, holder) = spent.into_iter().reduce(|a, b| if b.2 > a.2 { b } else { a })?;
        let share = of.and_then(|at| shares.get(at));
        (seconds > 0.0).then(|| Spent {
            work,
            component: share.map(|s| s.component.id.clone()),
            name: share.map(|s| s.component.name.clone()).unwrap_or_default(),
            time: whole(seconds),
            holder,
        })
    }
}

fn takes_time(times: &TaskTimes) -> bool {
    times.finish > times.start
}

/// What a task of the plan does, and for which component, by its name.
fn meaning(id: &str) -> (Work, Option<usize>) {
    match id.split_once(": ") {
        None if id == "detect" => (Work::Detect, None),
        None if id == LAST => (Work::CutOver, None),
        None => (Work::Decide, None),
        Some((component, what)) => {
            let work = match what {
                "provision" => Work::Provision,
                "replay log" => Work::Replay,
                "verify" => Work::Verify,
                _ => Work::Fetch,
            };
            (work, component.parse().ok())
        }
    }
}

fn label(work: Work, id: &str, share: Option<&Share<'_>>) -> String {
    match work {
        Work::Detect => "Detect".to_owned(),
        Work::Decide => "Decide".to_owned(),
        Work::Provision => "Set up".to_owned(),
        Work::Replay => "Replay the logs".to_owned(),
        Work::Verify => "Verify".to_owned(),
        Work::CutOver => "Cut over".to_owned(),
        Work::Fetch if id.ends_with("full copy") => "Fetch the full copy".to_owned(),
        Work::Fetch => match share.map_or(0, Share::increments) {
            1 => "Fetch 1 increment".to_owned(),
            n => format!("Fetch {n} increments"),
        },
    }
}

/// What held a transfer, longest first.
fn held(times: &TaskTimes) -> Vec<(Holder, Duration)> {
    let mut held: Vec<(Holder, f64)> = Vec::new();
    for stretch in &times.stretches {
        let by = match stretch.limit {
            Limit::Resource(_) => Holder::Link,
            Limit::Cap | Limit::None => Holder::Writing,
        };
        match held.iter_mut().find(|(known, _)| *known == by) {
            Some((_, seconds)) => *seconds += stretch.to - stretch.from,
            None => held.push((by, stretch.to - stretch.from)),
        }
    }
    held.arrange_by(|a, b| b.1.total_cmp(&a.1));
    held.into_iter().map(|(by, seconds)| (by, whole(seconds))).collect()
}
