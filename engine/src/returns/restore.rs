//! What bringing back a whole system takes, as a plan.

use super::error::ReturnError;
use super::plan::{
    Checked, CheckedTask, Kind, Plan, Resource, Task, Work, all_let_through, by_name, few_enough,
};
use super::timeline::{Timeline, run};
use std::collections::BTreeMap;

/// A system to bring back. All lengths in seconds, sizes in bytes, rates in bytes per second.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Restore {
    /// Until somebody knows.
    pub detect: f64,
    /// Until somebody has decided to restore.
    pub decide: f64,
    /// What restores share: the link, the store.
    pub resources: Vec<Resource>,
    /// What has to come back.
    pub parts: Vec<Part>,
    /// Until users are back, once every part is verified.
    pub cut_over: f64,
}

/// One part: a database, the files, a web tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name, which its tasks begin with.
    pub name: String,
    /// What has to be back before.
    pub needs: Vec<Need>,
    /// Until there is something to restore to.
    pub provision: f64,
    /// The full copy, uncompressed.
    pub full_bytes: f64,
    /// The increments after it, uncompressed, in the order in which they are put on top.
    pub increments: Vec<f64>,
    /// By how much copies are smaller where they are stored and on their way: 2 means half. Above 0.
    pub ratio: f64,
    /// What fetching goes through.
    pub resources: Vec<String>,
    /// The most (compressed) bytes per second that are fetched for it, if something other than the resources holds it.
    pub fetch_rate: Option<f64>,
    /// How fast it is unpacked and written, in uncompressed bytes per second.
    pub write_rate: Option<f64>,
    /// When it is unpacked. Of no account without a `write_rate`.
    pub unpack: Unpack,
    /// How many files, objects or tables.
    pub objects: f64,
    /// What each of them takes on top of its bytes.
    pub seconds_per_object: f64,
    /// The log to be replayed.
    pub replay: Option<Replay>,
    /// Until it is known to work.
    pub verify: f64,
}

/// A part that has to be back before another can go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its name. It counts as back once it is verified.
    pub part: String,
    /// What waits for it.
    pub before: Stage,
}

/// Where a part has to wait for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing can be provisioned before: a network, a hypervisor.
    Provision,
    /// Nothing can be fetched before: the machine that holds the catalogue of copies, the keys.
    Fetch,
    /// It can be restored, but neither started nor tried: the database of a web tier.
    Verify,
}

/// Whether fetching and unpacking overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unpack {
    /// As the bytes arrive: the slower of the two sets the pace.
    #[default]
    AsItArrives,
    /// Once all have arrived: one after the other.
    Afterwards,
}

/// Log to be replayed on top of the copy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replay {
    /// From the copy to the instant that is restored to.
    pub span: f64,
    /// How fast the log grew.
    pub write_rate: f64,
    /// How fast it is replayed, above 0.
    pub replay_rate: f64,
}

impl Replay {
    /// `span * write_rate / replay_rate`.
    pub fn seconds(&self) -> f64 {
        self.span * self.write_rate / self.replay_rate
    }
}

impl Part {
    /// A part of this size that is fetched through `resources` and needs nothing else.
    pub fn new(name: &str, full_bytes: f64, resources: &[&str]) -> Part {
        Part {
            name: name.to_owned(),
            needs: Vec::new(),
            provision: 0.0,
            full_bytes,
            increments: Vec::new(),
            ratio: 1.0,
            resources: resources.iter().map(|name| (*name).to_owned()).collect(),
            fetch_rate: None,
            write_rate: None,
            unpack: Unpack::AsItArrives,
            objects: 0.0,
            seconds_per_object: 0.0,
            replay: None,
            verify: 0.0,
        }
    }

    fn check(&self) -> Result<(), ReturnError> {
        let above_zero = |quantity, value: Option<f64>| match value {
            Some(value) if !(value > 0.0 && value.is_finite()) => {
                Err(ReturnError::NotPositive { name: self.name.clone(), quantity, value })
            }
            _ => Ok(()),
        };
        above_zero("ratio", Some(self.ratio))?;
        above_zero("fetch rate", self.fetch_rate)?;
        above_zero("write rate", self.write_rate)?;
        above_zero("replay rate", self.replay.map(|replay| replay.replay_rate))?;
        let replay = self.replay.map_or((0.0, 0.0), |replay| (replay.span, replay.write_rate));
        for (quantity, value) in [
            ("provision time", self.provision),
            ("size", self.full_bytes),
            ("number of objects", self.objects),
            ("time per object", self.seconds_per_object),
            ("replayed span", replay.0),
            ("log rate", replay.1),
            ("verify time", self.verify),
        ] {
            self.not_negative(quantity, value)?;
        }
        self.increments.iter().try_for_each(|bytes| self.not_negative("size of an increment", *bytes))
    }

    fn not_negative(&self, quantity: &'static str, value: f64) -> Result<(), ReturnError> {
        if value >= 0.0 && value.is_finite() {
            return Ok(());
        }
        Err(ReturnError::OutOfRange { name: self.name.clone(), quantity, value, least: 0.0 })
    }

    /// Its steps in order; the last one is its verification. In `waits` goes which of them wait for which other part.
    fn steps<'a>(
        &'a self,
        known: &BTreeMap<&str, usize>,
        steps: &mut Vec<Step<'a>>,
        waits: &mut Vec<(usize, usize)>,
    ) {
        let mut before = DECIDE;
        let mut add = |what: [&str; 2], stage: Option<Stage>, does: Does<'a>| {
            let at = steps.len();
            let needed = self.needs.iter().filter(|need| Some(need.before) == stage);
            waits.extend(needed.filter_map(|need| Some((at, *known.get(need.part.as_str())?))));
            let [what, number] = what;
            let id = [self.name.as_str(), ": ", what, number].concat();
            steps.push(Step { id, after: vec![before], does });
            before = at;
        };
        add(["provision", ""], Some(Stage::Provision), Does::Wait(self.provision));
        let copies = [self.full_bytes].into_iter().chain(self.increments.iter().copied());
        for (nth, bytes) in copies.enumerate() {
            let number = if nth == 0 { String::new() } else { nth.to_string() };
            let [fetch, unpack] = match nth {
                0 => ["fetch full copy", "unpack full copy"],
                _ => ["fetch increment ", "unpack increment "],
            };
            let stage = (nth == 0).then_some(Stage::Fetch);
            add([fetch, &number], stage, Does::Fetch { of: self, bytes: bytes / self.ratio });
            if let (Unpack::Afterwards, Some(rate)) = (self.unpack, self.write_rate) {
                add([unpack, &number], None, Does::Wait(bytes / rate));
            }
        }
        let objects = self.objects * self.seconds_per_object;
        if objects > 0.0 {
            add(["create objects", ""], None, Does::Wait(objects));
        }
        if let Some(replay) = self.replay {
            add(["replay log", ""], None, Does::Wait(replay.seconds()));
        }
        add(["verify", ""], Some(Stage::Verify), Does::Wait(self.verify));
    }

    /// The most that is fetched for it in a second. In a pipeline the slowest stage sets the pace, so the write rate caps what
    /// is fetched.
    fn cap(&self) -> Option<f64> {
        let written =
            self.write_rate.filter(|_| self.unpack == Unpack::AsItArrives).map(|rate| rate / self.ratio);
        self.fetch_rate.into_iter().chain(written).reduce(f64::min)
    }
}

/// A task of a plan that is known by its place.
struct Step<'a> {
    id: String,
    after: Vec<usize>,
    does: Does<'a>,
}

enum Does<'a> {
    Wait(f64),
    /// Moves bytes of this part.
    Fetch {
        of: &'a Part,
        bytes: f64,
    },
}

/// The place of the decision among the steps.
const DECIDE: usize = 1;

fn steps(restore: &Restore) -> Result<Vec<Step<'_>>, ReturnError> {
    let known = by_name("part", restore.parts.iter().map(|part| part.name.as_str()))?;
    let wait = |id: &str, after, seconds| Step { id: id.to_owned(), after, does: Does::Wait(seconds) };
    let mut steps = vec![wait("detect", Vec::new(), restore.detect), wait("decide", vec![0], restore.decide)];
    let (mut last, mut waits) = (Vec::new(), Vec::new());
    for part in &restore.parts {
        part.check()?;
        if let Some(need) = part.needs.iter().find(|need| !known.contains_key(need.part.as_str())) {
            let (name, by) = (need.part.clone(), part.name.clone());
            return Err(ReturnError::Unknown { kind: "part", name, by });
        }
        part.steps(&known, &mut steps, &mut waits);
        last.push(steps.len() - 1);
    }
    for (step, part) in waits {
        if let (Some(step), Some(verified)) = (steps.get_mut(step), last.get(part)) {
            step.after.push(*verified);
        }
    }
    if last.is_empty() {
        last.push(DECIDE);
    }
    steps.push(wait("cut over", last, restore.cut_over));
    Ok(steps)
}

/// The tasks that bring back a system ("recovery mathematics", section 2(e)): detect, decide, then for every part provision, fetch the full
/// copy and each increment, replay the log and verify, and in the end cut over. Parts are restored side by side, save
/// for what they need of each other.
///
/// # Errors
/// Names given twice or unknown, lengths and sizes below 0, ratios and rates of 0. Parts that need each other are told by
/// [`timeline`](super::timeline), with their tasks.
pub fn restore_plan(restore: &Restore) -> Result<Plan, ReturnError> {
    let steps = steps(restore)?;
    let name = |at: &usize| steps.get(*at).map(|step| step.id.clone());
    let task = |step: &Step<'_>| Task {
        id: step.id.clone(),
        after: step.after.iter().filter_map(name).collect(),
        work: match step.does {
            Does::Wait(seconds) => Work::Wait { seconds },
            Does::Fetch { of, bytes } => {
                Work::Transfer { bytes, resources: of.resources.clone(), cap: of.cap() }
            }
        },
    };
    Ok(Plan { resources: restore.resources.clone(), tasks: steps.iter().map(task).collect() })
}

/// The [`timeline`](super::timeline) of the [`restore_plan`], for less work.
///
/// # Errors
/// As there.
pub fn restore_timeline(restore: &Restore) -> Result<Timeline, ReturnError> {
    let steps = steps(restore)?;
    few_enough(steps.len())?;
    let resources = by_name("resource", restore.resources.iter().map(|resource| resource.name.as_str()))?;
    all_let_through(&restore.resources)?;
    let (mut ids, mut tasks) = (Vec::with_capacity(steps.len()), Vec::with_capacity(steps.len()));
    for Step { id, after, does } in steps {
        let kind = match does {
            Does::Wait(seconds) => Kind::wait(seconds, &id)?,
            Does::Fetch { of, bytes } => Kind::transfer(bytes, &of.resources, of.cap(), &resources, &id)?,
        };
        ids.push(id);
        tasks.push(CheckedTask { after, kind });
    }
    run(Checked::new(&restore.resources, ids, tasks)?)
}
