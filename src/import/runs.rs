use super::measure::Plan;
use crate::schedule::ScheduleError;

/// How points fit the times at which they were due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runs {
    /// How many were due, from the first point on, with their grace over.
    pub due: usize,
    /// Due times without a point, seconds since 1 January 1970 UTC.
    pub missed: Vec<i64>,
    /// Points that began after their grace.
    pub late: Vec<Late>,
    /// Points beyond those that were due, such as ones made by hand.
    pub extra: usize,
}

/// A run that began late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// When it was due.
    pub due: i64,
    /// How many seconds after that it began.
    pub by: i64,
}

/// A clock that is this much ahead is no reason to call a run missed.
const EARLY: i64 = 60;

/// Gives each due time the first capture from it until the next due time. `captures` ascend.
pub(super) fn runs(captures: &[i64], first: i64, until: i64, plan: Plan<'_>) -> Result<Runs, ScheduleError> {
    let zone = plan.zone;
    let from = zone.local(first.saturating_sub(EARLY));
    let to = zone.local(until).plus(1);
    let starts = plan.schedule.starts_in_zone(from, to, zone, plan.policy)?;
    let due: Vec<i64> = starts.iter().map(|start| start.utc).collect();
    let mut found = Runs::default();
    let mut captures = captures.iter().copied().peekable();
    let mut before = 0;
    while captures.next_if(|at| due.first().is_none_or(|due| *at < due - EARLY)).is_some() {
        before += 1;
    }
    found.extra = before;
    for (index, at) in due.iter().copied().enumerate() {
        let next = due.get(index + 1).map_or(i64::MAX, |next| next - EARLY);
        let mut first = None;
        while let Some(capture) = captures.next_if(|capture| *capture < next) {
            if first.is_none() {
                first = Some(capture);
            } else {
                found.extra += 1;
            }
        }
        let by = first.map(|capture| capture - at);
        match by {
            // It may still come.
            None if at.saturating_add(plan.grace) >= until => continue,
            None => found.missed.push(at),
            Some(by) if by > plan.grace => found.late.push(Late { due: at, by }),
            Some(_) => {}
        }
        found.due += 1;
    }
    Ok(found)
}
