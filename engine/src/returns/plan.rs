use std::collections::BTreeMap;

use super::error::ReturnError;
use super::share::Flow;

/// What has to be done to come back, and what it goes through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// What transfers share.
    pub resources: Vec<Resource>,
    /// What has to be done, in any order.
    pub tasks: Vec<Task>,
}

/// A link, a disk or a store that transfers share.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// What tasks call it.
    pub name: String,
    /// Bytes per second that it lets through, above 0.
    pub rate: f64,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What others call it.
    pub id: String,
    /// The tasks that have to be finished first. None: it starts at once.
    pub after: Vec<String>,
    /// What it does.
    pub work: Work,
}

/// What a task does.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Takes its time, whatever else is going on.
    Wait {
        /// 0 s or more.
        seconds: f64,
    },
    /// Moves bytes.
    Transfer {
        /// 0 or more.
        bytes: f64,
        /// All that it goes through at the same time.
        resources: Vec<String>,
        /// The most bytes per second it ever moves, above 0; `None`: only its resources hold it.
        cap: Option<f64>,
    },
}

/// The most tasks in a plan.
const MOST: usize = 20_000;

/// A checked plan with indices for names.
pub(super) struct Checked<'a> {
    pub(super) resources: &'a [Resource],
    pub(super) capacities: Vec<f64>,
    /// What the plan calls each task.
    pub(super) ids: Vec<String>,
    pub(super) tasks: Vec<CheckedTask>,
    /// The tasks that wait for each, as often as they name it.
    pub(super) waiting: Vec<Vec<usize>>,
}

pub(super) struct CheckedTask {
    pub(super) after: Vec<usize>,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Wait(f64),
    Transfer { bytes: f64, flow: Flow },
}

impl Kind {
    /// A wait in the task `of`.
    pub(super) fn wait(seconds: f64, of: &str) -> Result<Kind, ReturnError> {
        Ok(Kind::Wait(not_negative("length in seconds", seconds, of)?))
    }

    /// A transfer in the task `of`, through resources that stand at these places.
    pub(super) fn transfer(
        bytes: f64,
        through: &[String],
        cap: Option<f64>,
        resources: &BTreeMap<&str, usize>,
        of: &str,
    ) -> Result<Kind, ReturnError> {
        let bytes = not_negative("size in bytes", bytes, of)?;
        let mut through = indices("resource", through, resources, of)?;
        through.sort_unstable();
        through.dedup();
        match cap {
            Some(rate) if !(rate > 0.0 && rate.is_finite()) => {
                Err(ReturnError::NoRate { task: of.to_owned(), rate })
            }
            None if through.is_empty() => Err(ReturnError::NoLimit { task: of.to_owned() }),
            cap => Ok(Kind::Transfer { bytes, flow: Flow { resources: through, cap } }),
        }
    }
}

/// Whether so many tasks may be in a plan.
pub(super) fn few_enough(tasks: usize) -> Result<(), ReturnError> {
    if tasks > MOST { Err(ReturnError::TooMany { most: MOST }) } else { Ok(()) }
}

/// Whether each lets something through.
pub(super) fn all_let_through(resources: &[Resource]) -> Result<(), ReturnError> {
    let works = |resource: &&Resource| resource.rate > 0.0 && resource.rate.is_finite();
    match resources.iter().find(|resource| !works(resource)) {
        Some(Resource { name, rate }) => Err(ReturnError::NoCapacity { resource: name.clone(), rate: *rate }),
        None => Ok(()),
    }
}

fn not_negative(quantity: &'static str, value: f64, of: &str) -> Result<f64, ReturnError> {
    match value >= 0.0 && value.is_finite() {
        true => Ok(value),
        false => Err(ReturnError::OutOfRange { name: of.to_owned(), quantity, value, least: 0.0 }),
    }
}

impl<'a> Checked<'a> {
    /// Of tasks that are known by their places, checked one by one.
    pub(super) fn new(
        resources: &'a [Resource],
        ids: Vec<String>,
        tasks: Vec<CheckedTask>,
    ) -> Result<Checked<'a>, ReturnError> {
        let waiting = waiting(&tasks);
        if let Some(cycle) = cycle(&tasks, &waiting) {
            let cycle = cycle.iter().filter_map(|at| ids.get(*at)).cloned().collect();
            return Err(ReturnError::Cycle { cycle });
        }
        let capacities = resources.iter().map(|resource| resource.rate).collect();
        Ok(Checked { resources, capacities, ids, tasks, waiting })
    }
}

impl Plan {
    pub(super) fn check(&self) -> Result<Checked<'_>, ReturnError> {
        few_enough(self.tasks.len())?;
        let resources = by_name("resource", self.resources.iter().map(|resource| resource.name.as_str()))?;
        let ids = by_name("task", self.tasks.iter().map(|task| task.id.as_str()))?;
        all_let_through(&self.resources)?;
        let task = |task: &Task| {
            let after = indices("task", &task.after, &ids, &task.id)?;
            let kind = match &task.work {
                Work::Wait { seconds } => Kind::wait(*seconds, &task.id)?,
                Work::Transfer { bytes, resources: through, cap } => {
                    Kind::transfer(*bytes, through, *cap, &resources, &task.id)?
                }
            };
            Ok(CheckedTask { after, kind })
        };
        let tasks: Vec<CheckedTask> = self.tasks.iter().map(task).collect::<Result<_, _>>()?;
        Checked::new(&self.resources, self.tasks.iter().map(|task| task.id.clone()).collect(), tasks)
    }
}

/// Where each name stands.
pub(super) fn by_name<'a>(
    kind: &'static str,
    names: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<&'a str, usize>, ReturnError> {
    let mut map = BTreeMap::new();
    for (at, name) in names.enumerate() {
        if map.insert(name, at).is_some() {
            return Err(ReturnError::Twice { kind, name: name.to_owned() });
        }
    }
    Ok(map)
}

fn indices(
    kind: &'static str,
    names: &[String],
    known: &BTreeMap<&str, usize>,
    by: &str,
) -> Result<Vec<usize>, ReturnError> {
    let index = |name: &String| {
        let unknown = || ReturnError::Unknown { kind, name: name.clone(), by: by.to_owned() };
        known.get(name.as_str()).copied().ok_or_else(unknown)
    };
    names.iter().map(index).collect()
}

/// Tasks of which each waits for the next and the last for the first, if there are any.
fn cycle(tasks: &[CheckedTask], next: &[Vec<usize>]) -> Option<Vec<usize>> {
    // Take away whatever waits for nothing that is left, until nothing more can be taken.
    let mut left: Vec<bool> = vec![true; tasks.len()];
    let mut waits: Vec<usize> = tasks.iter().map(|task| task.after.len()).collect();
    let mut free: Vec<usize> =
        (0..).zip(&waits).filter(|(_, waits)| **waits == 0).map(|(at, _)| at).collect();
    while let Some(at) = free.pop() {
        left.get_mut(at).into_iter().for_each(|here| *here = false);
        for task in next.get(at).into_iter().flatten() {
            if let Some(waits) = waits.get_mut(*task) {
                *waits -= 1;
                free.extend((*waits == 0).then_some(*task));
            }
        }
    }
    let held = |task: &CheckedTask| {
        task.after.iter().copied().find(|before| left.get(*before).copied().unwrap_or(false))
    };
    // Whoever is left waits for another that is left: following that must come round.
    let mut path: Vec<usize> = Vec::new();
    let mut at = left.iter().position(|left| *left)?;
    while !path.contains(&at) {
        path.push(at);
        at = tasks.get(at).and_then(held)?;
    }
    path.iter().position(|known| *known == at).and_then(|from| path.get(from..)).map(<[_]>::to_vec)
}

/// The tasks that wait for each, as often as they name it.
fn waiting(tasks: &[CheckedTask]) -> Vec<Vec<usize>> {
    let mut waiting = vec![Vec::new(); tasks.len()];
    for (at, task) in tasks.iter().enumerate() {
        for before in &task.after {
            waiting.get_mut(*before).into_iter().for_each(|all: &mut Vec<usize>| all.push(at));
        }
    }
    waiting
}
