use super::model::{Model, model};
use super::outcome::{Cell, CopyMark, Exposure, Survival, Tooth};
use super::window::overdue;
use super::worked::{Worked, struck};
use crate::catalogue::{Consequence, Scenario};
use crate::recovery::{Loss, Protection as Read, sawtooth};
use crate::system::{Protection, ToldBy};
use crate::units::Moment;

/// Two weeks, in seconds.
pub(super) const SPAN: i64 = 14 * 86_400;

/// The two weeks before now, for a component whose copies run on a schedule.
pub(super) fn exposure(worked: &mut Worked<'_>, cells: &[(&'static Scenario, Cell)]) -> Option<Exposure> {
    let (component, now) = (worked.component, worked.clock.now);
    // Drawn for the scenario that loses most and still leaves a copy: the picture shows the longest teeth.
    let (scenario, window) = cells
        .iter()
        .filter(|(scenario, _)| scenario.kind == Consequence::Data)
        .filter_map(|(scenario, cell)| {
            let window =
                cell.window.filter(|_| matches!(cell.survival, Survival::Survives | Survival::Unproven))?;
            Some((*scenario, window, cell.survival == Survival::Survives))
        })
        .max_by_key(|(scenario, window, sure)| (*sure, window.worst, std::cmp::Reverse(scenario.id)))
        .map(|(scenario, window, _)| (scenario, window))?;
    let left = worked.left(component.protections.known()?, scenario);
    let (damage, _) = struck(scenario);
    let known = |p: &&'_ Protection| match model(p, component.told_by, damage) {
        Ok(Model::Known(model)) => Some(model),
        _ => None,
    };
    let mut scheduled: Vec<(&Protection, Read)> =
        left.basis.iter().filter_map(|p| Some((*p, known(p)?))).collect();
    // Beside one that runs, a described one that has stopped is not counted on.
    let runs = |(p, _): &(&Protection, Read)| overdue(p, now).is_none();
    if component.told_by == ToldBy::Description && scheduled.iter().any(runs) {
        scheduled.retain(runs);
    }
    // Logs and replicas follow the data all the time: there are no teeth to draw.
    let follows = scheduled.iter().any(|(_, model)| matches!(model, Read::Replica(_) | Read::Pitr(_)));
    if scheduled.is_empty() || follows {
        return None;
    }
    let question = Loss {
        protections: scheduled.iter().map(|(_, model)| model.clone()).collect(),
        damage,
        // Drawn as a failure noticed at once: the picture shows the copies, the cell says what noticing late costs.
        detection: 0,
    };
    let from = now.plus(-SPAN);
    let drawn = sawtooth(&question, from.seconds(), now.seconds()).ok()?;
    let moment = Moment::from_seconds;
    let mut teeth: Vec<Tooth> = drawn
        .teeth
        .iter()
        .map(|t| Tooth {
            from: moment(t.from),
            to: moment(t.to),
            captured: t.point.map(|point| moment(point.capture(t.from))),
        })
        .collect();
    // Copies that have stopped: after the last good one the loss only grows.
    let stopped = scheduled.iter().filter_map(|(p, _)| overdue(p, now)).min();
    let stopped = stopped.map(|age| now.plus(-age.seconds()));
    if let Some(last) = stopped {
        teeth = stop_at(teeth, last, from, now);
    }
    let copies = drawn
        .copies
        .iter()
        .map(|c| CopyMark {
            captured: moment(c.capture),
            usable: moment(c.usable),
            good: stopped.is_none_or(|last| moment(c.capture) <= last),
        })
        .collect();
    Some(Exposure {
        id: component.id.clone(),
        name: component.name.clone(),
        holds: component.holds.clone(),
        scenario,
        from,
        to: now,
        limit: component.limit.known().copied(),
        teeth,
        copies,
        window,
    })
}

/// The teeth up to the copy taken at `last`, then one tooth that grows until now.
fn stop_at(teeth: Vec<Tooth>, last: Moment, from: Moment, now: Moment) -> Vec<Tooth> {
    let mut kept: Vec<Tooth> =
        teeth.into_iter().take_while(|t| t.captured.is_none_or(|c| c < last)).collect();
    let begin = kept.last().map_or(from, |t| t.to);
    kept.push(Tooth { from: begin, to: now, captured: Some(last) });
    kept
}
