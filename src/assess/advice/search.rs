//! Trying changes on a copy of a component, and asking the same assessment what they give.

use super::change::{Change, families};
use crate::assess::trial::{Standing, Trial, worked_out};
use crate::catalogue::ScenarioId;
use crate::system::{Component, System};
use crate::units::{Arrange, Moment};

/// The most that is tried for one component, and the least, however many protections it has: a page has to answer at once.
const MOST: usize = 250;
const LEAST: usize = 20;
/// Protections that all tries together may go through.
const PROTECTIONS: usize = 2_500;
/// Runs and candidates that all tries together may go through; where the component as it is has more, none is made.
const EFFORT: usize = 8_000_000;
/// The most changes that are put together.
const TOGETHER: usize = 5;
/// The most pairs of changes that are handed out.
const PAIRS: usize = 3;

/// Changes that go together, and what is still missed with them.
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    pub(super) left: usize,
}

/// A place to try.
pub(super) struct Bench<'a> {
    system: &'a System,
    component: &'a Component,
    now: Moment,
    before: Vec<(ScenarioId, Standing)>,
    /// How much was gone through for all that was tried.
    effort: usize,
    /// How many changes were tried.
    pub(super) tried: usize,
    /// Whether more would have been tried without the limit.
    pub(super) cut_short: bool,
}

impl<'a> Bench<'a> {
    /// `before` is the component as it is.
    pub(super) fn new(
        system: &'a System,
        component: &'a Component,
        now: Moment,
        before: &Trial,
    ) -> Bench<'a> {
        let (effort, before) = (before.effort, before.standings());
        Bench { system, component, now, before, effort, tried: 0, cut_short: false }
    }

    /// The component with all these changes, in their order.
    pub(super) fn changed(&self, changes: &[&Change]) -> Component {
        changes.iter().fold(self.component.clone(), |component, change| change.apply(&component))
    }

    pub(super) fn trial(&self, component: &Component) -> Trial {
        worked_out(self.system, component, self.now)
    }

    /// What is missed with these changes. `None` when something stands worse than before, or enough was tried.
    fn missed(&mut self, changes: &[&Change]) -> Option<Missed> {
        let protections = self.component.protections.known().map_or(0, Vec::len);
        let tries = (PROTECTIONS / protections.max(1)).clamp(LEAST, MOST);
        if self.tried >= tries || self.effort >= EFFORT {
            self.cut_short = true;
            return None;
        }
        self.tried += 1;
        let after = self.trial(&self.changed(changes));
        self.effort = self.effort.saturating_add(after.effort);
        let after = after.standings();
        let pairs = || self.before.iter().zip(&after);
        if pairs().any(|(before, after)| after.1 > before.1) {
            return None;
        }
        let missed = |standing: Standing| standing >= Standing::Over;
        Some(Missed {
            // What only becomes uncertain is not met.
            open: pairs().filter(|(b, a)| missed(b.1) && a.1 != Standing::Met).map(|(b, _)| b.0).collect(),
            rank: after.iter().map(|(_, standing)| *standing as usize).sum(),
        })
    }

    /// Single changes that mend something, each the smallest step that mends as much as the largest of its kind; then, if
    /// none mends everything, pairs, and then more together.
    pub(super) fn search(&mut self) -> Vec<Found> {
        let all: usize = self.before.iter().filter(|(_, standing)| *standing >= Standing::Over).count();
        if all == 0 {
            return Vec::new();
        }
        let families = families(self.component);
        let mut found: Vec<Found> = Vec::new();
        for steps in &families {
            let Some(least) = steps.last().and_then(|last| self.missed(&[last])) else { continue };
            if least.open.len() == all || self.is_only_kept_longer(steps, &least) {
                continue;
            }
            if let Some(step) = self.smallest(steps, &[], &least) {
                found.push(Found { changes: vec![step], left: least.open.len() });
            }
        }
        if found.iter().any(|found| found.left == 0) {
            return found;
        }
        let pairs = self.pairs(&families);
        if pairs.is_empty() {
            found.extend(self.together(&families));
        }
        found.extend(pairs);
        found
    }

    /// The first step that leaves no more open than the largest does, beside other changes.
    fn smallest(&mut self, steps: &[Change], beside: &[&Change], least: &Missed) -> Option<Change> {
        for step in steps {
            let changes: Vec<&Change> = beside.iter().copied().chain([step]).collect();
            if self.missed(&changes).is_some_and(|missed| missed.open == least.open) {
                return Some(step.clone());
            }
        }
        // Enough was tried: the largest step is known to do.
        steps.last().cloned()
    }

    /// A lock that gives no more than keeping copies as long would.
    fn is_only_kept_longer(&mut self, steps: &[Change], least: &Missed) -> bool {
        let Some(Change::Lock(id, length)) = steps.last() else { return false };
        let keep = Change::KeepFor(id.clone(), *length);
        self.missed(&[&keep]).is_some_and(|missed| missed.open.len() <= least.open.len())
    }

    /// Pairs that mend everything.
    fn pairs(&mut self, families: &[Vec<Change>]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (at, first) in families.iter().enumerate() {
            for second in families.iter().skip(at + 1) {
                let (Some(one), Some(two)) = (first.last(), second.last()) else { continue };
                let Some(missed) = self.missed(&[one, two]).filter(|missed| missed.open.is_empty()) else {
                    continue;
                };
                let Some(one) = self.smallest(first, &[two], &missed) else { continue };
                let Some(two) = self.smallest(second, &[&one], &missed) else { continue };
                found.push(Found { changes: vec![one, two], left: 0 });
            }
        }
        found.arrange_by_key(|found| found.changes.iter().map(Change::effort).sum::<u32>());
        found.truncate(PAIRS);
        found
    }

    /// One change after the other, always the one that helps most; each then as small as it may be.
    fn together(&mut self, families: &[Vec<Change>]) -> Option<Found> {
        let mut chosen: Vec<(usize, Change)> = Vec::new();
        let mut best = Missed { rank: usize::MAX, ..self.missed(&[])? };
        while !best.open.is_empty() && chosen.len() < TOGETHER {
            let taken: Vec<usize> = chosen.iter().map(|(family, _)| *family).collect();
            let mut next: Option<(usize, Change, Missed)> = None;
            for (family, steps) in families.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
                let Some(last) = steps.last() else { continue };
                let changes: Vec<&Change> = chosen.iter().map(|(_, change)| change).chain([last]).collect();
                let Some(missed) = self.missed(&changes) else { continue };
                let least = next.as_ref().map_or(best.rank, |(_, _, least)| least.rank);
                if missed.rank < least {
                    next = Some((family, last.clone(), missed));
                }
            }
            let Some((family, change, missed)) = next else { break };
            chosen.push((family, change));
            best = missed;
        }
        let all = self.before.iter().filter(|(_, standing)| *standing >= Standing::Over).count();
        self.prune(&mut chosen, &best);
        // Two at least, and something that is mended by them: one alone was found before.
        if chosen.len() < 2 || best.open.len() == all {
            return None;
        }
        for at in 0..chosen.len() {
            let Some((family, _)) = chosen.get(at).cloned() else { continue };
            let beside: Vec<Change> = chosen
                .iter()
                .filter(|(other, _)| *other != family)
                .map(|(_, change)| change.clone())
                .collect();
            let beside: Vec<&Change> = beside.iter().collect();
            let steps = families.get(family)?;
            let step = self.smallest(steps, &beside, &best)?;
            if let Some(chosen) = chosen.get_mut(at) {
                chosen.1 = step;
            }
        }
        let changes = chosen.into_iter().map(|(_, change)| change).collect();
        Some(Found { changes, left: best.open.len() })
    }

    /// Leaves out what is not needed any more beside the others, the largest effort first.
    fn prune(&mut self, chosen: &mut Vec<(usize, Change)>, best: &Missed) {
        let mut order: Vec<(usize, Change)> = chosen.clone();
        order.arrange_by_key(|(_, change)| std::cmp::Reverse(change.effort()));
        for (family, _) in order {
            let beside: Vec<&Change> =
                chosen.iter().filter(|(other, _)| *other != family).map(|(_, change)| change).collect();
            if !beside.is_empty() && self.missed(&beside).is_some_and(|missed| missed.open == best.open) {
                chosen.retain(|(other, _)| *other != family);
            }
        }
    }
}

/// What is missed with some changes.
#[derive(Debug, Clone)]
struct Missed {
    /// Of the scenarios that were missed before, those that are not met now.
    open: Vec<ScenarioId>,
    /// How all scenarios stand together: the lower, the better.
    rank: usize,
}
