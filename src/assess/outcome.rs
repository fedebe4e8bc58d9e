use super::Keeping;
use super::clock::Clock;
use super::figure::Figure;
use super::gap::ClockGap;
use super::returning::{Return, Together, slowest};
use crate::answers::{ComponentKind, Evidence};
use crate::catalogue::{Passage, Scenario, ScenarioId, Severity};
use crate::system::{ComponentId, System};
use crate::units::{Duration, Moment, Text};

/// All that follows from the answers at one moment. Screen and report both read it and compute nothing of their own.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What the system is called; never empty.
    pub name: String,
    /// The moment it holds for.
    pub as_of: Moment,
    /// The three sentences at the top: the worst loss, the slowest return, what is not known.
    pub sentences: [Text; 3],
    /// Components by scenarios.
    pub matrix: Matrix,
    /// The two weeks before the moment, one chart per component that has a schedule.
    pub exposures: Vec<Exposure>,
    /// How soon everything would be back, one for each scenario that harms stored data; empty when nobody described the system.
    pub returns: Vec<Return>,
    /// Which moment components that speak of each other can go back to, by scenario and group.
    pub together: Vec<Together>,
    /// What drills that are over prove, today.
    pub proven: Vec<crate::drill::Proof>,
    /// What restore points that were imported show, of each group that is joined to a copy.
    pub real: Vec<super::real::Real>,
    /// What to do, worst first.
    pub findings: Vec<Finding>,
    /// What the copies cost, and until when they fit their hours.
    pub keeping: Keeping,
    /// How much is known.
    pub known: Known,
    /// What it was worked out for; derivations and laws are worked out from it when they are asked for.
    pub system: System,
    /// The moment and the clocks it holds for.
    pub clock: Clock,
}

impl Outcome {
    /// The slowest return: furthest over a limit, then the longest; after it something may be gone for good only when that is so
    /// of all. `None` when none can be estimated.
    pub fn slowest(&self) -> Option<&Return> {
        slowest(&self.returns)
    }
}

/// How much of what was asked is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Questions asked.
    pub asked: usize,
    /// Of those, not answered yet.
    pub open: usize,
    /// Of those, answered "I do not know".
    pub unsure: usize,
    /// Answers by how well they are known: guessed, told, seen, measured.
    pub evidence: [usize; 4],
}

/// Scenarios down, components across.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The components.
    pub columns: Vec<Column>,
    /// One row per scenario, with a cell per column.
    pub rows: Vec<Row>,
}

/// A component in the matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Which component.
    pub id: ComponentId,
    /// What it is.
    pub kind: ComponentKind,
    /// What it is called: "Orders database".
    pub name: String,
    /// What stands under the name: "limit 4 h", "hold no data", "no limit given".
    pub under: String,
    /// The owner's limit for loss.
    pub limit: Option<Duration>,
}

/// A scenario in the matrix.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which scenario.
    pub scenario: &'static Scenario,
    /// In the order of the columns.
    pub cells: Vec<Cell>,
}

/// What becomes of a component in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What the rules say of the copies.
    pub survival: Survival,
    /// How it stands against the owner's limit.
    pub verdict: Verdict,
    /// The figure or words of the cell: "26 h 10 min", "nothing left".
    pub says: String,
    /// The window, where there is one.
    pub window: Option<Window>,
    /// The day of the year ahead on which clocks are set and more is lost than in any ordinary week.
    pub clock_gap: Option<ClockGap>,
    /// The weakest evidence the cell rests on.
    pub evidence: Option<Evidence>,
}

/// What the survival rules say of a component in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survival {
    /// A usable copy is left.
    Survives,
    /// Part comes back: the system without the data, or some disks.
    Part,
    /// A copy is left if something holds that was not asked or proved.
    Unproven,
    /// Nothing can be said.
    Unknown,
    /// No usable copy is left.
    Lost,
    /// The scenario does not touch the component.
    Untouched,
}

/// How a cell stands against the limit. The look draws one mark for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing usable is left.
    Gone,
    /// More than the limit.
    Over,
    /// Within the limit.
    Within,
    /// Not known.
    Unknown,
    /// Does not apply.
    None,
}

impl Verdict {
    /// All, as the key of the matrix lists them.
    pub const ALL: [Verdict; 5] =
        [Verdict::Gone, Verdict::Over, Verdict::Within, Verdict::Unknown, Verdict::None];

    /// Its words in the key.
    pub const fn means(self) -> &'static str {
        match self {
            Verdict::Gone => "nothing usable is left",
            Verdict::Over => "more than the limit",
            Verdict::Within => "within the limit",
            Verdict::Unknown => "not known",
            Verdict::None => "does not apply",
        }
    }
}

/// A data-loss window: how much recent work is gone, by the moment of failure.
///
/// Where runs may be bad without anyone knowing, what takes a chance of under 1 in 1,000 at its moment is left out of the
/// worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// At the worst moment; `None` when there is no bound.
    pub worst: Option<Duration>,
    /// On average over every moment, to the second.
    pub mean: Option<Duration>,
    /// 19 times out of 20 it is no more than this.
    pub p95: Option<Duration>,
    /// If it happened now: the age of the last good copy; `None` when that is not known.
    pub now: Option<Duration>,
}

impl Window {
    /// What is known to be lost at most: at the worst moment, or, where that has no bound, if it happened now.
    pub fn lost(&self) -> Option<Duration> {
        self.worst.or(self.now)
    }
}

/// Two weeks of exposure: what would have been lost at each moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Exposure {
    /// Which component.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
    /// What is lost, in the owner's words: "orders".
    pub holds: String,
    /// The scenario it is drawn for.
    pub scenario: &'static Scenario,
    /// The first moment drawn.
    pub from: Moment,
    /// The last moment drawn: now.
    pub to: Moment,
    /// The owner's limit.
    pub limit: Option<Duration>,
    /// Pieces without a gap from `from` to `to`.
    pub teeth: Vec<Tooth>,
    /// The copies made in the time drawn.
    pub copies: Vec<CopyMark>,
    /// The window as scheduled.
    pub window: Window,
}

/// A piece of time in which the newest usable copy is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tooth {
    /// Where it begins.
    pub from: Moment,
    /// Where it ends.
    pub to: Moment,
    /// When the newest usable copy was taken; `None` when there is none. The loss at `t` is `t - captured`.
    pub captured: Option<Moment>,
}

/// A copy in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyMark {
    /// When it was taken.
    pub captured: Moment,
    /// From when it could be used.
    pub usable: Moment,
    /// Whether it can be counted on; copies after the last good one cannot.
    pub good: bool,
}

/// Something to act on, or to find out.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable name: the catalogue's, with the component where there is one per component.
    pub id: String,
    /// The question it comes from, if one.
    pub question: Option<&'static str>,
    /// How bad.
    pub severity: Severity,
    /// Why the severity is not the listed one; empty when it is.
    pub shifted: String,
    /// What is wrong, as a heading.
    pub title: String,
    /// The scenario in which it bites hardest.
    pub scenario: Option<&'static Scenario>,
    /// The loss and the limit, in words.
    pub loss: Option<Text>,
    /// How well it is known, in words: "Told", "Not known".
    pub evidence: String,
    /// What to do first.
    pub next: String,
    /// The passage of a guide that explains it.
    pub passage: Passage,
    /// The figure that shows it.
    pub figure: Option<Figure>,
    /// Where it is mended, when it is about people: an address in the app such as `people/access-1`.
    pub page: Option<String>,
    /// Order within a severity: largest loss against its limit first (seconds over), then weakest evidence.
    pub weight: (std::cmp::Reverse<i64>, Option<Evidence>),
}

impl Finding {
    /// Whether it is the catalogue's finding of that name, of whichever component.
    pub fn is(&self, name: &str) -> bool {
        self.id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// What is wrong, as a sentence.
    pub fn sentence(&self) -> String {
        if self.title.ends_with(['.', '?']) { self.title.clone() } else { format!("{}.", self.title) }
    }
}

impl Matrix {
    /// The cell of a component in a scenario.
    pub fn cell(&self, id: &ComponentId, scenario: ScenarioId) -> Option<&Cell> {
        let at = self.columns.iter().position(|c| c.id == *id)?;
        self.rows.iter().find(|r| r.scenario.id == scenario)?.cells.get(at)
    }

    /// How many cells have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cells().filter(|(_, _, cell)| cell.verdict == verdict).count()
    }

    /// Every cell with its column and row.
    pub fn cells(&self) -> impl Iterator<Item = (&Column, &Row, &Cell)> {
        self.rows.iter().flat_map(move |row| {
            self.columns.iter().zip(&row.cells).map(move |(column, cell)| (column, row, cell))
        })
    }

    /// The cell with the longest window: the one whose derivation says most.
    pub fn longest(&self) -> Option<(&Column, &Row, &Cell)> {
        let worst = |cell: &Cell| cell.window.and_then(|w| w.worst);
        self.cells()
            .filter(|(_, _, cell)| worst(cell).is_some())
            .reduce(|a, b| if worst(b.2) > worst(a.2) { b } else { a })
            .or_else(|| self.worst())
    }

    /// The worst cell: nothing left before the longest window, earlier rows first.
    pub fn worst(&self) -> Option<(&Column, &Row, &Cell)> {
        let rank = |cell: &Cell| {
            let window = cell.window.and_then(|w| w.worst);
            (cell.verdict, std::cmp::Reverse(window))
        };
        self.cells()
            .filter(|(_, _, cell)| cell.verdict < Verdict::Unknown)
            .min_by_key(|(_, _, cell)| rank(cell))
    }
}
