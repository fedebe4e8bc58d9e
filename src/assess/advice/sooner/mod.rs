//! What would bring a component back within its limit for being down. Every way was tried on a copy of the system, and its
//! recovery times worked out as the system's own are.

mod step;
mod why;

pub use why::why_sooner;

use crate::assess::Clock;
use crate::assess::advice::Stored;
use crate::assess::advice::cost::takes;
use crate::assess::back::matrix;
use crate::assess::outcome::{Matrix, Verdict};
use crate::assess::returning::{Missing, Needs, PartReturn, Return, TaskBar, returns};
use crate::assess::worked::Worked;
use crate::assess::yearly;
use crate::catalogue::{Scenario, ScenarioId};
use crate::system::{Component, ComponentId, Setup, System};
use crate::units::{Arrange, Duration, Money, capitalised, in_words};
use step::{Step, families};

/// The most changes that are put together.
const TOGETHER: usize = 5;

/// What can be done about a component that is back too late.
#[derive(Debug, Clone, Default)]
pub struct Sooner {
    /// Those that leave least open first, then the fewest changes.
    pub ways: Vec<Way>,
    /// Scenarios after which it is back too late now.
    pub missed: Vec<&'static Scenario>,
    /// Those of them that none of the ways mends.
    pub beyond: Vec<&'static Scenario>,
}

/// A change, or a few that go together, after which it is back in time.
#[derive(Debug, Clone)]
pub struct Way {
    /// Stable name: "provision-database-1200".
    pub id: String,
    /// What to do: "Set up what the orders database is restored to within 20 min".
    pub says: String,
    /// Components that are another with it, ready to be written.
    pub components: Vec<Component>,
    /// What holds for the whole system with it, where that is another.
    pub setup: Option<Setup>,
    /// What it mends.
    pub mends: Vec<Faster>,
    /// Scenarios after which it is still back too late.
    pub leaves: Vec<&'static Scenario>,
    /// What the copies of the components that are another take, before and after; `None` where no copy is another. What a
    /// faster link, a faster machine or quicker hands cost is for you to find out.
    pub stored: Option<Stored>,
    /// How long the component is down after each loss and what a year of that is expected to cost, before and after; `None` where
    /// that is not known.
    pub a_year: Option<[(Duration, Money); 2]>,
}

impl Way {
    /// What a year of time without the component costs less with it; `None` where that is not known, or no less.
    pub fn saves_a_year(&self) -> Option<Money> {
        let [(_, before), (_, after)] = self.a_year?;
        Money::from_hundredths(before.hundredths().checked_sub(after.hundredths()).filter(|less| *less > 0)?)
    }
}

/// A scenario after which a component is back in time with a change.
#[derive(Debug, Clone)]
pub struct Faster {
    /// Which.
    pub scenario: &'static Scenario,
    /// Until it is back now.
    pub before: Duration,
    /// Until it is back then.
    pub after: Duration,
    /// What is not counted in that, because nobody has given it: `after` is then a lower bound.
    pub missing: Vec<Missing>,
    /// The tasks that make it that long then, in their order.
    pub path: Vec<TaskBar>,
}

/// What would bring a component back within its limit; nothing where it is, has none, or there is no such component. A few
/// dozen times the recovery times of the whole system: meant for the one that somebody looks at.
pub fn sooner(system: &System, id: &ComponentId, clock: &Clock) -> Sooner {
    let place = system.components.iter().position(|c| c.id == *id && c.downtime_limit.known().is_some());
    let Some(at) = place.filter(|_| system.described) else { return Sooner::default() };
    let bench = Bench { system, at, matrix: matrix(system, clock), clock };
    let now = returns(system, &bench.matrix);
    let is_late = |of: &&Return| of.parts.get(at).is_some_and(|part| part.verdict == Verdict::Over);
    let missed: Vec<&'static Scenario> = now.iter().filter(is_late).map(|of| of.scenario).collect();
    if missed.is_empty() {
        return Sooner::default();
    }
    let families = families(system, at, &Needs::of(system).all_of(at));
    let mut found = bench.alone(&families, &missed);
    if found.iter().all(|steps| !bench.open(steps, &missed).is_empty()) {
        found.extend(bench.together(&families, &missed));
    }
    let mut ways: Vec<(usize, Way)> =
        found.into_iter().map(|steps| (steps.len(), bench.way(&steps, &now, &missed))).collect();
    ways.arrange_by_key(|(changes, way)| (way.leaves.len(), *changes));
    let ways: Vec<Way> = ways.into_iter().map(|(_, way)| way).collect();
    let stays = |s: &&Scenario| ways.iter().all(|way| way.leaves.iter().any(|left| left.id == s.id));
    Sooner { beyond: missed.iter().copied().filter(stays).collect(), missed, ways }
}

/// A place to try.
struct Bench<'a> {
    system: &'a System,
    /// The component's place.
    at: usize,
    matrix: Matrix,
    clock: &'a Clock,
}

impl Bench<'_> {
    /// When everything is back with these changes.
    fn trial(&self, steps: &[Step]) -> Vec<Return> {
        let mut system = self.system.clone();
        steps.iter().for_each(|step| step.apply(&mut system));
        let copies: Vec<usize> = steps.iter().filter(|s| s.is_of_copies()).filter_map(Step::place).collect();
        if copies.is_empty() {
            return returns(&system, &self.matrix);
        }
        let mut matrix = self.matrix.clone();
        for at in copies {
            let Some(component) = system.components.get(at) else { continue };
            let mut worked = Worked::new(&system, component, self.clock);
            for row in &mut matrix.rows {
                if let Some(cell) = row.cells.get_mut(at) {
                    *cell = worked.cell(row.scenario);
                }
            }
        }
        returns(&system, &matrix)
    }

    /// By how much it is too late with these changes, all missed scenarios together, and those that stay missed.
    fn late(&self, steps: &[Step], missed: &[&'static Scenario]) -> (i64, Vec<ScenarioId>) {
        self.late_of(&self.trial(steps), missed)
    }

    fn open(&self, steps: &[Step], missed: &[&'static Scenario]) -> Vec<ScenarioId> {
        self.late(steps, missed).1
    }

    /// Single changes that mend something, each the smallest step that mends as much as the largest of its kind.
    fn alone(&self, families: &[Vec<Step>], missed: &[&'static Scenario]) -> Vec<Vec<Step>> {
        let one = |steps: &Vec<Step>| {
            let least = self.open(&[steps.last()?.clone()], missed);
            if least.len() == missed.len() {
                return None;
            }
            Some(vec![self.smallest(steps, &[], &least, missed)?])
        };
        families.iter().filter_map(one).collect()
    }

    /// The first step that leaves no more open than the largest does. The larger the step, the sooner it is back, so that
    /// halving finds it.
    fn smallest(
        &self,
        steps: &[Step],
        beside: &[Step],
        least: &[ScenarioId],
        missed: &[&'static Scenario],
    ) -> Option<Step> {
        let is_enough = |step: &Step| {
            let all: Vec<Step> = beside.iter().chain([step]).cloned().collect();
            self.open(&all, missed) == least
        };
        let at = steps.partition_point(|step| !is_enough(step)).min(steps.len().saturating_sub(1));
        steps.get(at).cloned()
    }

    /// One change after the other, always the one that helps most; each then as small as it may be.
    fn together(&self, families: &[Vec<Step>], missed: &[&'static Scenario]) -> Option<Vec<Step>> {
        let mut chosen: Vec<(usize, Step)> = Vec::new();
        let steps = |chosen: &[(usize, Step)]| chosen.iter().map(|(_, s)| s.clone()).collect::<Vec<_>>();
        let (mut late, mut open) = self.late(&[], missed);
        while !open.is_empty() && chosen.len() < TOGETHER {
            let free = families.iter().enumerate().filter(|(at, _)| chosen.iter().all(|(of, _)| of != at));
            let tries = free.filter_map(|(at, family)| {
                let mut all = steps(&chosen);
                all.push(family.last()?.clone());
                Some((self.late(&all, missed), at, family.last()?.clone()))
            });
            let (best, at, step) = tries.min_by_key(|((late, _), ..)| *late)?;
            if best.0 >= late {
                break;
            }
            (late, open) = best;
            chosen.push((at, step));
        }
        if chosen.len() < 2 || open.len() == missed.len() {
            return None;
        }
        for at in 0..chosen.len() {
            let Some((family, _)) = chosen.get(at).cloned() else { continue };
            let beside: Vec<Step> =
                chosen.iter().filter(|(of, _)| *of != family).map(|(_, step)| step.clone()).collect();
            let smallest = self.smallest(families.get(family)?, &beside, &open, missed)?;
            if let Some(place) = chosen.get_mut(at) {
                place.1 = smallest;
            }
        }
        Some(steps(&chosen))
    }

    /// The component after a scenario.
    fn part<'r>(&self, of: &'r [Return], scenario: ScenarioId) -> Option<(&'r Return, &'r PartReturn)> {
        let after = of.iter().find(|of| of.scenario.id == scenario)?;
        Some((after, after.parts.get(self.at)?))
    }

    /// By how much the component is too late, all missed scenarios together, and those that stay missed.
    fn late_of(&self, trial: &[Return], missed: &[&'static Scenario]) -> (i64, Vec<ScenarioId>) {
        let mut open = Vec::new();
        let mut late = 0_i64;
        for scenario in missed {
            let over = self.part(trial, scenario.id).and_then(|(_, part)| match (part.back, part.limit) {
                (Some(back), Some(limit)) => Some(back.minus(limit).seconds().max(0)),
                _ => None,
            });
            // Without a figure nothing is met.
            let over = over.unwrap_or(i64::MAX / 64);
            late = late.saturating_add(over);
            if over > 0 {
                open.push(scenario.id);
            }
        }
        (late, open)
    }

    /// How long it is down after each loss and what a year of that costs, before and after.
    fn a_year(&self, now: &[Return], trial: &[Return]) -> Option<[(Duration, Money); 2]> {
        let component = self.system.components.get(self.at)?;
        let cost = |of: &[Return]| {
            let back = self.part(of, yearly::TAKEN)?.1.back?;
            Some((back, yearly::time_down(component, &self.system.setup, back)?))
        };
        Some([cost(now)?, cost(trial)?])
    }

    fn way(&self, steps: &[Step], now: &[Return], missed: &[&'static Scenario]) -> Way {
        let trial = self.trial(steps);
        let (_, open) = self.late_of(&trial, missed);
        let is_open = |scenario: &Scenario| open.contains(&scenario.id);
        let faster = |scenario: &'static Scenario| {
            let (before, (after, part)) =
                (self.part(now, scenario.id)?.1.back?, self.part(&trial, scenario.id)?);
            let path = part.path.iter().filter_map(|at| after.tasks.get(*at).cloned()).collect();
            Some(Faster { scenario, before, after: part.back?, missing: part.missing.clone(), path })
        };
        let mut system = self.system.clone();
        steps.iter().for_each(|step| step.apply(&mut system));
        let pairs = || self.system.components.iter().zip(&system.components);
        let of_copies = steps.iter().any(Step::is_of_copies);
        let (before, after): (Vec<&Component>, Vec<&Component>) =
            pairs().filter(|(before, after)| before.protections != after.protections).unzip();
        let takes = |components| takes(components, &self.system.setup, self.clock.now);
        Way {
            id: steps.iter().map(|step| step.slug(self.system)).collect::<Vec<_>>().join("+"),
            says: capitalised(&in_words(
                &steps.iter().map(|step| step.says(self.system)).collect::<Vec<_>>(),
            )),
            components: pairs().filter(|(before, after)| after != before).map(|(_, c)| c.clone()).collect(),
            stored: of_copies.then(|| Stored::between(takes(before), takes(after))),
            a_year: self.a_year(now, &trial),
            setup: (system.setup != self.system.setup).then(|| system.setup.clone()),
            mends: missed.iter().copied().filter(|s| !is_open(s)).filter_map(faster).collect(),
            leaves: missed.iter().copied().filter(|s| is_open(s)).collect(),
        }
    }
}
