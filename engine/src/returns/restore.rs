//! What bringing back a whole system takes, as a plan.

use super::error::ReturnError;
use super::plan::{Plan, Resource, Task, Work, by_name};

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

    fn task_id(&self, what: &str) -> String {
        task_id(&self.name, what)
    }

    fn needed(&self, before: Stage) -> impl Iterator<Item = String> {
        self.needs.iter().filter(move |need| need.before == before).map(|need| task_id(&need.part, "verify"))
    }

    /// Its tasks in order; the last one is its verification.
    fn tasks(&self, tasks: &mut Vec<Task>) {
        let mut after: Vec<String> =
            [DECIDE.to_owned()].into_iter().chain(self.needed(Stage::Provision)).collect();
        let mut add = |id: String, more: &mut dyn Iterator<Item = String>, work: Work| {
            let before = std::mem::replace(&mut after, vec![id.clone()]);
            tasks.push(Task { id, after: before.into_iter().chain(more).collect(), work });
        };
        let none = &mut std::iter::empty();
        add(self.task_id("provision"), none, Work::Wait { seconds: self.provision });
        let copies = [self.full_bytes].into_iter().chain(self.increments.iter().copied());
        for (nth, bytes) in copies.enumerate() {
            let (what, first) = match nth {
                0 => ("full copy".to_owned(), true),
                nth => (format!("increment {nth}"), false),
            };
            let mut needed = self.needed(Stage::Fetch).filter(|_| first);
            add(self.task_id(&format!("fetch {what}")), &mut needed, self.fetch(bytes));
            if let (Unpack::Afterwards, Some(rate)) = (self.unpack, self.write_rate) {
                add(self.task_id(&format!("unpack {what}")), none, Work::Wait { seconds: bytes / rate });
            }
        }
        let objects = self.objects * self.seconds_per_object;
        if objects > 0.0 {
            add(self.task_id("create objects"), none, Work::Wait { seconds: objects });
        }
        if let Some(replay) = self.replay {
            add(self.task_id("replay log"), none, Work::Wait { seconds: replay.seconds() });
        }
        add(self.task_id("verify"), &mut self.needed(Stage::Verify), Work::Wait { seconds: self.verify });
    }

    /// In a pipeline the slowest stage sets the pace, so the write rate caps what is fetched.
    fn fetch(&self, bytes: f64) -> Work {
        let written =
            self.write_rate.filter(|_| self.unpack == Unpack::AsItArrives).map(|rate| rate / self.ratio);
        let cap = self.fetch_rate.into_iter().chain(written).reduce(f64::min);
        Work::Transfer { bytes: bytes / self.ratio, resources: self.resources.clone(), cap }
    }
}

const DECIDE: &str = "decide";

fn task_id(part: &str, what: &str) -> String {
    [part, ": ", what].concat()
}

/// The tasks that bring back a system ("recovery mathematics", section 2(e)): detect, decide, then for every part provision, fetch the full
/// copy and each increment, replay the log and verify, and in the end cut over. Parts are restored side by side, save
/// for what they need of each other.
///
/// # Errors
/// Names given twice or unknown, lengths and sizes below 0, ratios and rates of 0. Parts that need each other are told by
/// [`timeline`](super::timeline), with their tasks.
pub fn restore_plan(restore: &Restore) -> Result<Plan, ReturnError> {
    let known = by_name("part", restore.parts.iter().map(|part| part.name.as_str()))?;
    let wait = |id: &str, after: Vec<String>, seconds| Task {
        id: id.to_owned(),
        after,
        work: Work::Wait { seconds },
    };
    let mut tasks = vec![
        wait("detect", Vec::new(), restore.detect),
        wait(DECIDE, vec!["detect".to_owned()], restore.decide),
    ];
    let mut last = Vec::new();
    for part in &restore.parts {
        part.check()?;
        if let Some(need) = part.needs.iter().find(|need| !known.contains_key(need.part.as_str())) {
            let (name, by) = (need.part.clone(), part.name.clone());
            return Err(ReturnError::Unknown { kind: "part", name, by });
        }
        part.tasks(&mut tasks);
        last.push(part.task_id("verify"));
    }
    if last.is_empty() {
        last.push(DECIDE.to_owned());
    }
    tasks.push(wait("cut over", last, restore.cut_over));
    Ok(Plan { resources: restore.resources.clone(), tasks })
}
