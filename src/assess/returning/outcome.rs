use super::missing::Missing;
use crate::answers::Evidence;
use crate::assess::outcome::Verdict;
use crate::catalogue::Scenario;
use crate::system::ComponentId;
use crate::units::Duration;

/// How long it takes until everything works again after a scenario that harms stored data, at the worst moment.
///
/// All lengths are counted from the failure, or, for damage that lies hidden at first, from the moment somebody knows of it:
/// until then the service runs, and what is written on top of the damage is part of the loss. Parts of a second count as
/// a whole one.
#[derive(Debug, Clone)]
pub struct Return {
    /// After which scenario.
    pub scenario: &'static Scenario,
    /// Until the last part that can come back is back; no more than a lower bound when something is `missing`. `None`: nothing
    /// can be said.
    pub total: Option<Duration>,
    /// The same as it was worked out: a drill of one part may have taken longer than everything.
    pub worked_out: Option<Duration>,
    /// Every component, in the order of the system.
    pub parts: Vec<PartReturn>,
    /// What is done when, part by part in the order of the system: ready for a chart. Tasks that take no time are left out.
    pub tasks: Vec<TaskBar>,
    /// What is not counted, each thing once.
    pub missing: Vec<Missing>,
    /// The worst of the parts; what is not known comes before what is within its limit.
    pub verdict: Verdict,
}

/// When one component is back.
#[derive(Debug, Clone, PartialEq)]
pub struct PartReturn {
    /// Which component.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
    /// Until it works, is verified and its users are back on it; at least this when something is `missing`. `None`: see
    /// `because`. What was worked out, or what a drill took where that was longer.
    pub back: Option<Duration>,
    /// The same as it was worked out.
    pub worked_out: Option<Duration>,
    /// The tasks that make it that long, in their order, by their places in [`Return::tasks`]. None of them could have started
    /// sooner, so that their lengths add up to it.
    pub path: Vec<usize>,
    /// How long it may be unavailable.
    pub limit: Option<Duration>,
    /// `back` against the limit. `Gone`: it does not come back; `None`: the scenario does not touch it.
    pub verdict: Verdict,
    /// What brings it back.
    pub from: Origin,
    /// Whether that is left for certain; otherwise the figure holds only if it is.
    pub proven: bool,
    /// What is not counted in its own figure.
    pub missing: Vec<Missing>,
    /// Why there is no figure; empty when there is one.
    pub because: String,
    /// What most of the time goes to.
    pub longest: Option<Spent>,
    /// The weakest of what it rests on.
    pub known: Evidence,
}

/// What brings a component back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The protection of this id is fetched.
    Copy {
        /// Its id.
        protection: String,
        /// In words: "nightly dump".
        words: String,
        /// How many increments are put on top of the full copy.
        increments: usize,
    },
    /// A replica takes over: nothing is fetched.
    Replica {
        /// Its id.
        protection: String,
        /// In words.
        words: String,
    },
    /// It is made again: it holds no data.
    Rebuilt,
    /// Nothing, or it is not known what.
    Nothing,
}

/// A task of the recovery.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskBar {
    /// What is done.
    pub work: Work,
    /// The same in words: "Fetch the full copy".
    pub label: String,
    /// For which component; `None`: for all.
    pub component: Option<ComponentId>,
    /// The component's name; empty for all.
    pub name: String,
    /// When it starts.
    pub start: Duration,
    /// When it is done.
    pub finish: Duration,
    /// Whether the recovery would be over sooner had it been shorter.
    pub critical: bool,
    /// What held a transfer, and for how long, longest first; empty for what takes its time.
    pub held: Vec<(Holder, Duration)>,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Somebody gets to know.
    Detect,
    /// Somebody decides to restore.
    Decide,
    /// Something to restore to is set up.
    Provision,
    /// Copies are fetched and written.
    Fetch,
    /// Logs are replayed.
    Replay,
    /// It is checked.
    Verify,
    /// Users are brought back.
    CutOver,
}

/// What holds a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// How fast copies are fetched, shared with other restores.
    Link,
    /// How fast the component is written.
    Writing,
}

/// The largest share of a recovery time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// On what.
    pub work: Work,
    /// Of which component.
    pub component: Option<ComponentId>,
    /// Its name; empty for all.
    pub name: String,
    /// For how long.
    pub time: Duration,
    /// What held it most.
    pub holder: Option<Holder>,
}

impl Return {
    /// Whether the total is a lower bound only.
    pub fn is_at_least(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Of one component.
    pub fn part(&self, id: &ComponentId) -> Option<&PartReturn> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// The component that is back last.
    pub fn last(&self) -> Option<&PartReturn> {
        self.parts.iter().reduce(|a, b| if b.back > a.back { b } else { a }).filter(|p| p.back.is_some())
    }

    /// The component that is named beside it: furthest over its limit, or back last.
    pub fn shown(&self) -> Option<&PartReturn> {
        self.furthest_over().or_else(|| self.last())
    }

    /// The component furthest over its limit.
    pub fn furthest_over(&self) -> Option<&PartReturn> {
        self.parts
            .iter()
            .filter(|part| part.over().is_some())
            .reduce(|a, b| if b.over() > a.over() { b } else { a })
    }
}

impl PartReturn {
    /// By how much it is over its limit.
    pub fn over(&self) -> Option<Duration> {
        let (back, limit) = (self.back?, self.limit?);
        (self.verdict == Verdict::Over).then(|| back.minus(limit))
    }
}

/// The slowest of several: furthest over a limit, then the longest. One after which something is gone for good counts only
/// when there is no other.
pub(crate) fn slowest(returns: &[Return]) -> Option<&Return> {
    let rank = |of: &Return| {
        let over = of.furthest_over().and_then(PartReturn::over);
        (of.verdict != Verdict::Gone, over, of.total)
    };
    returns.iter().filter(|of| of.total.is_some()).reduce(|a, b| if rank(b) > rank(a) { b } else { a })
}
