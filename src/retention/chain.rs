//! What a copy builds on stays as long as the copy does ("recovery mathematics", section 2(f)).

use super::error::RetentionError;
use super::point::KeepPoint;
use super::reason::{Reason, Rule, Verdict};
use std::collections::BTreeMap;

/// Keeps what is needed, and puts off its end to that of the last copy that needs it.
pub(super) fn pin(points: &[KeepPoint], verdicts: &mut [Verdict]) -> Result<(), RetentionError> {
    let needs = needs(points)?;
    // A copy is looked at once all that need it have been: from the ends of the chains to their beginnings.
    let mut waiting_for = vec![0_usize; points.len()];
    for needed in needs.iter().flatten() {
        if let Some(count) = waiting_for.get_mut(*needed) {
            *count += 1;
        }
    }
    let ready = waiting_for.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut ready: Vec<usize> = ready.map(|(at, _)| at).collect();
    let mut done = 0;
    while let Some(at) = ready.pop() {
        done += 1;
        let Some(needed) = needs.get(at).copied().flatten() else { continue };
        let (keep, goes_at) =
            verdicts.get(at).map_or((false, None), |verdict| (verdict.keep, verdict.goes_at));
        if keep && let Some(verdict) = verdicts.get_mut(needed) {
            if !verdict.keep {
                verdict.keep = true;
                verdict.by.push(Reason::plain(Rule::NeededBy { point: at }));
            }
            // No end known for one of them: no end known for what it needs.
            verdict.goes_at = verdict.goes_at.zip(goes_at).map(|(own, other)| own.max(other));
        }
        if let Some(count) = waiting_for.get_mut(needed) {
            *count -= 1;
            if *count == 0 {
                ready.push(needed);
            }
        }
    }
    if done == points.len() {
        return Ok(());
    }
    let in_circle = points.iter().zip(&waiting_for).find(|(_, count)| **count > 0);
    Err(RetentionError::Circle { id: in_circle.map(|(point, _)| point.id.clone()).unwrap_or_default() })
}

/// For every point the place of the one that it needs.
fn needs(points: &[KeepPoint]) -> Result<Vec<Option<usize>>, RetentionError> {
    let mut places: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for (at, point) in points.iter().enumerate() {
        places.entry(&point.id).and_modify(|place| place.1 = true).or_insert((at, false));
    }
    let place = |point: &KeepPoint| {
        let Some(needed) = point.needs.as_deref() else { return Ok(None) };
        match places.get(needed) {
            Some((place, false)) => Ok(Some(*place)),
            Some((_, true)) => Err(RetentionError::TwoOfAName { id: needed.to_owned() }),
            None => Err(RetentionError::NeedsNothing { id: point.id.clone(), needs: needed.to_owned() }),
        }
    };
    points.iter().map(place).collect()
}
