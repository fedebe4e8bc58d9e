use super::outcome::{CopyMark, Exposure, Matrix, Survival, Tooth};
use super::survive::left;
use super::window::{copies, overdue};
use crate::catalogue::Consequence;
use crate::recovery::{Copies, Damage, Loss, sawtooth};
use crate::system::Protection;
use crate::system::{Component, System};
use crate::units::Moment;

/// Two weeks, in seconds.
const SPAN: i64 = 14 * 86_400;

/// The two weeks before now, for every component whose copies run on a schedule.
pub(super) fn exposures(system: &System, matrix: &Matrix, now: Moment) -> Vec<Exposure> {
    system.components.iter().filter_map(|component| exposure(component, system, matrix, now)).collect()
}

fn exposure(component: &Component, system: &System, matrix: &Matrix, now: Moment) -> Option<Exposure> {
    // Drawn for the scenario that loses most and still leaves a copy: the picture shows the longest teeth.
    let (scenario, window) = matrix
        .rows
        .iter()
        .filter(|row| row.scenario.kind == Consequence::Data)
        .filter_map(|row| {
            let cell = matrix.cell(&component.id, row.scenario.id)?;
            let window =
                cell.window.filter(|_| matches!(cell.survival, Survival::Survives | Survival::Unproven))?;
            Some((row.scenario, window, cell.survival == Survival::Survives))
        })
        .max_by_key(|(scenario, window, sure)| (*sure, window.worst, std::cmp::Reverse(scenario.id)))
        .map(|(scenario, window, _)| (scenario, window))?;
    let left = left(component, component.protections.known()?, &system.facts, scenario);
    let scheduled: Vec<(&Protection, Copies)> =
        left.basis.iter().filter_map(|p| Some((*p, copies(p)?))).collect();
    if scheduled.is_empty() {
        return None;
    }
    let damage = if scenario.id.is_logical() { Damage::Logical } else { Damage::Physical };
    let question = Loss {
        protections: scheduled.iter().map(|(_, c)| c.clone().into()).collect(),
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
    let stopped = scheduled.iter().find_map(|(p, _)| overdue(p, now)).map(|age| now.plus(-age.seconds()));
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
