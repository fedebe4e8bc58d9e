//! The figures of a component: what the panel, the list and the comparison all show.

use crate::assess::{Cell, Exposure, Matrix, Survival, Verdict, of_system};
use crate::catalogue::{Consequence, Scenario};
use crate::system::{Component, ComponentId, ProtectionKind, System, Told};
use crate::units::{Duration, Moment, capitalised, grouped};

/// What becomes of a whole system.
pub(super) struct Outlook {
    pub(super) matrix: Matrix,
    pub(super) exposures: Vec<Exposure>,
}

/// What becomes of one component where it loses most and a copy is still left; the worst where none is.
pub(super) struct Headline<'a> {
    pub(super) scenario: &'static Scenario,
    pub(super) cell: &'a Cell,
    pub(super) exposure: Option<&'a Exposure>,
    /// In how many scenarios nothing usable is left.
    pub(super) gone: usize,
}

impl Outlook {
    pub(super) fn of(system: &System, now: Moment) -> Outlook {
        let (matrix, exposures) = of_system(system, now);
        Outlook { matrix, exposures }
    }

    /// Every scenario with the cell of a component.
    pub(super) fn cells(&self, id: &ComponentId) -> Vec<(&'static Scenario, &Cell)> {
        let cell = |scenario: &'static Scenario| Some((scenario, self.matrix.cell(id, scenario.id)?));
        self.matrix.rows.iter().filter_map(|row| cell(row.scenario)).collect()
    }

    pub(super) fn headline(&self, id: &ComponentId) -> Option<Headline<'_>> {
        let cells: Vec<(&'static Scenario, &Cell)> =
            self.cells(id).into_iter().filter(|(s, _)| s.kind == Consequence::Data).collect();
        let gone = cells.iter().filter(|(_, cell)| cell.verdict == Verdict::Gone).count();
        // What holds in most scenarios is the headline: a figure from the one that is left would be no answer.
        if gone * 2 > cells.len() {
            let (scenario, cell) = *cells.iter().find(|(_, cell)| cell.verdict == Verdict::Gone)?;
            return Some(Headline { scenario, cell, exposure: None, gone });
        }
        let sure = |cell: &Cell| cell.survival == Survival::Survives;
        let (scenario, cell) = cells
            .iter()
            .filter(|(_, cell)| {
                cell.verdict != Verdict::Gone && cell.window.is_some_and(|w| w.lost().is_some())
            })
            .max_by_key(|(s, cell)| (sure(cell), cell.window.and_then(|w| w.lost()), std::cmp::Reverse(s.id)))
            .or_else(|| cells.iter().min_by_key(|(_, cell)| cell.verdict))?;
        let drawn = |e: &&Exposure| e.id == *id && e.scenario.id == scenario.id && shows(e, cell);
        let exposure = self.exposures.iter().find(drawn);
        Some(Headline { scenario, cell, exposure, gone })
    }
}

/// Whether a chart shows what the figure says: where a replica gives the figure, the teeth of the copies are another
/// matter.
fn shows(exposure: &Exposure, cell: &Cell) -> bool {
    let Some(worst) = cell.window.and_then(|w| w.worst) else { return true };
    exposure
        .teeth
        .iter()
        .all(|t| t.captured.is_some_and(|captured| t.to.seconds() - captured.seconds() <= worst.seconds()))
}

impl Headline<'_> {
    /// What is lost, or what is said instead.
    pub(super) fn figure(&self) -> String {
        self.lost().map_or_else(|| self.cell.says.clone(), |lost| lost.to_string())
    }

    pub(super) fn lost(&self) -> Option<Duration> {
        self.cell.window.and_then(|w| w.lost())
    }
}

/// How a cell stands against the limit, in words that need no colour: "over your limit by 22 h".
pub(super) fn verdict(cell: &Cell, limit: &Told<Duration>) -> (String, String) {
    let lost = cell.window.and_then(|w| w.lost());
    match (cell.verdict, limit.known(), lost) {
        (Verdict::Over, Some(limit), Some(lost)) => {
            ("Over your limit".to_owned(), format!("by {}", lost.minus(*limit)))
        }
        (Verdict::Over, ..) => ("Over your limit".to_owned(), String::new()),
        (Verdict::Within, Some(limit), Some(_)) => ("Within your limit".to_owned(), format!("of {limit}")),
        (Verdict::Within, ..) => (capitalised(&cell.says), String::new()),
        (Verdict::Gone, ..) => ("No usable copy is left".to_owned(), String::new()),
        (Verdict::Unknown, None, Some(_)) if cell.survival == Survival::Survives => {
            ("No limit to compare it with".to_owned(), String::new())
        }
        (Verdict::Unknown, ..) => ("Not known".to_owned(), String::new()),
        (Verdict::None, ..) => ("Does not apply".to_owned(), String::new()),
    }
}

/// Facts beside the headline, by label.
pub(super) fn facts(c: &Component, headline: &Headline<'_>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let Some(window) = headline.cell.window else { return facts };
    if let Some(mean) = window.mean {
        facts.push(("On average".to_owned(), mean.to_string()));
    }
    if let Some(p95) = window.p95 {
        facts.push(("19 times out of 20 under".to_owned(), p95.to_string()));
    }
    if let Some(now) = window.now {
        facts.push(("If it struck now".to_owned(), now.to_string()));
    }
    let Some(lost) = window.lost() else { return facts };
    if let Some(changes) = c.changes {
        facts.push(("Data changed in that time".to_owned(), changes.most_in(lost).to_string()));
    }
    if let Some(an_hour) = c.records_per_hour {
        let seconds = u64::try_from(lost.seconds()).unwrap_or(0);
        let records = (seconds.saturating_mul(an_hour.into()) + 1_800) / 3_600;
        let label = format!("{}, at {} an hour", capitalised(&c.holds), grouped(an_hour.into()));
        let few = records == 0 && seconds > 0;
        facts.push((label, if few { "fewer than 1".to_owned() } else { grouped(records) }));
    }
    facts
}

/// The last part of a chart: few enough teeth for a narrow column.
pub(super) fn latest(exposure: &Exposure) -> Exposure {
    const HOUR: i64 = 3_600;
    let longest = exposure.window.worst.map_or(i64::MAX, Duration::seconds);
    let span = longest.saturating_mul(3).clamp(6 * HOUR, 14 * 24 * HOUR);
    let from = exposure.from.max(exposure.to.plus(-span));
    let mut out = Exposure { from, ..exposure.clone() };
    out.teeth.retain(|tooth| tooth.to > from);
    if let Some(first) = out.teeth.first_mut() {
        first.from = from;
    }
    out.copies.retain(|copy| copy.usable >= from);
    out
}

/// What would bring a component within its limit, where a schedule alone can: "copy at least every 1 h 50 min".
pub(super) fn to_stay_within(c: &Component, headline: &Headline<'_>) -> Option<(Duration, String)> {
    let limit = *c.limit.known()?;
    if headline.cell.verdict != Verdict::Over {
        return None;
    }
    let scheduled =
        c.protections.known()?.iter().filter(|p| p.kind.is_scheduled() && p.kind != ProtectionKind::Image);
    let quickest = scheduled.map(|p| p.to_safe().unwrap_or(Duration::ZERO)).min()?;
    let logs = if matches!(c.kind, crate::answers::ComponentKind::Database) {
        "ship the logs between copies"
    } else {
        "keep a second copy that follows all the time"
    };
    let says = if limit > quickest.plus(Duration::minutes(1)) {
        format!("copy at least every {}, or {logs}.", limit.minus(quickest))
    } else {
        format!("a copy that takes {quickest} until it is usable comes too late on any schedule; {logs}.")
    };
    Some((limit, says))
}
