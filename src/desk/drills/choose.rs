//! Which drill is next: what could be practised, and how one is chosen.

use super::Ground;
use crate::assess::Outcome;
use crate::catalogue::{Scenario, ScenarioId, scenario};
use crate::drill::{By, Candidate, Level, Plan, Record, SECTION, pick, precautions};
use crate::runbook::{Basis, Runbook, Step, affected, draft, practised, runbooks};
use crate::single_points::{Node, graph};
use crate::system::ComponentId;
use crate::units::{Duration, capitalised};

/// The chosen one, and why.
pub(super) fn chosen(all: &[Candidate], by: By) -> Option<(&Candidate, String)> {
    let (at, why) = pick(all, by)?;
    Some((all.get(at)?, why))
}

/// A drill of a candidate: its component, and what that waits for.
pub(super) fn of_candidate(
    ground: &Ground<'_>,
    outcome: &Outcome,
    candidate: &Candidate,
    (by, why): (By, &str),
    level: Level,
) -> Option<Record> {
    let of = scenario(candidate.scenario)?;
    let mut components = vec![candidate.component.clone()];
    let touched = affected(Basis::of(outcome, of.id));
    // What it waits for has to be there too.
    let mut at = 0;
    while let Some(component) = components.get(at).and_then(|id| outcome.system.component(id)) {
        let missing: Vec<ComponentId> = component
            .needs
            .iter()
            .filter(|id| touched.contains(id) && !components.contains(id))
            .cloned()
            .collect();
        components.extend(missing);
        at += 1;
    }
    let steps = draft(Basis::of(outcome, of.id), &ground.people, of.id, &components);
    let name = outcome.system.component(&candidate.component)?.name.clone();
    let seed = match by {
        By::Chance(seed) => Some(seed),
        _ => None,
    };
    let plan = Plan { chosen: why.to_owned(), seed, ..plan(ground, of, &components, &steps, level) };
    let name: String = format!("{name}: {}", of.short).chars().take(60).collect();
    Some(Record::new(&free_id(ground), Plan { name, ..plan }))
}

/// A drill of a runbook as it stands.
pub(super) fn of_runbook(ground: &Ground<'_>, id: &str, level: Level) -> Option<Record> {
    let (all, _) = runbooks(ground.asked.answers);
    let runbook: &Runbook = all.iter().find(|runbook| runbook.id == id)?;
    let of = scenario(runbook.scenario)?;
    let plan = plan(ground, of, &runbook.components, &runbook.steps, level);
    Some(Record::new(
        &free_id(ground),
        Plan { name: runbook.name.clone(), runbook: runbook.id.clone(), ..plan },
    ))
}

fn plan(
    ground: &Ground<'_>,
    of: &Scenario,
    components: &[ComponentId],
    steps: &[Step],
    level: Level,
) -> Plan {
    let expected = crate::runbook::planned(steps).into_iter().filter_map(|(_, end)| end).max();
    let before = precautions(level, &falls(ground, components), expected);
    Plan {
        revision: 0,
        name: capitalised(of.title).chars().take(60).collect(),
        scenario: of.id,
        components: components.to_vec(),
        level,
        runbook: String::new(),
        chosen: String::new(),
        seed: None,
        steps: practised(steps, &ground.people),
        blast_radius: before.blast_radius,
        safety: before.safety,
        stop_rule: before.stop_rule,
        stop_after: Some(before.stop_after),
    }
}

/// By name, what stops when one of these does: themselves, and whatever cannot do without them.
fn falls(ground: &Ground<'_>, components: &[ComponentId]) -> Vec<String> {
    let graph = graph(ground.asked.system, &ground.people);
    let stops = |id: &ComponentId| graph.of(&Node::Component(id.clone())).map(|impact| impact.stops.clone());
    let mut down: Vec<ComponentId> = components.iter().filter_map(stops).flatten().collect();
    down.extend_from_slice(components);
    let all = ground.asked.system.components.iter();
    all.filter(|c| down.contains(&c.id)).map(|c| c.name.clone()).collect()
}

/// The id of a new drill: with the device in it, so that two devices never mean two drills by one id.
fn free_id(ground: &Ground<'_>) -> String {
    ground.asked.free_id(SECTION, |n| format!("drill-{n}-{}", ground.asked.device))
}

/// The precautions of another level, for a plan that was not changed by hand in these.
pub(super) fn at_level(ground: &Ground<'_>, plan: &Plan, level: Level) -> Plan {
    let falls = falls(ground, &plan.components);
    let old = precautions(plan.level, &falls, plan.expected());
    let new = precautions(level, &falls, plan.expected());
    let mut next = Plan { level, ..plan.clone() };
    if plan.blast_radius == old.blast_radius {
        next.blast_radius = new.blast_radius;
    }
    if plan.safety == old.safety {
        next.safety = new.safety;
    }
    if plan.stop_rule == old.stop_rule {
        next.stop_rule = new.stop_rule;
        next.stop_after = Some(new.stop_after);
    }
    next
}

/// What a drill is about, in a line: "If the data centre were lost. Table top. Expected to take 2 h 40 min."
pub(super) fn about(plan: &Plan) -> String {
    let clause = clause(plan.scenario);
    let expected = plan.expected().filter(|time| *time > Duration::ZERO);
    let expected =
        expected.map_or(String::new(), |time| format!(" Expected to take {}.", time.to_the_minute()));
    format!("If {clause}. {}.{expected}", plan.level.name())
}

pub(super) fn clause(of: ScenarioId) -> &'static str {
    scenario(of).map_or("", |scenario| scenario.clause)
}
