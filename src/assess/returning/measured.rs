//! What drills measured, put into the recovery times that were worked out.

use super::{Return, worst};
use crate::assess::outcome::Verdict;
use crate::drill::{Proof, track};

/// A time that a drill measured and that still holds is evidence. Where it was longer than what was worked out, it takes that one's
/// place: it has been as long as that. Where it was shorter nothing gets better, because what was worked out is the worst moment.
pub(in crate::assess) fn measure(returns: &mut [Return], proven: &[Proof]) {
    if proven.is_empty() {
        return;
    }
    for of in returns {
        for part in &mut of.parts {
            let Some((measured, _)) = track(proven, &part.id, of.scenario.id).measured else { continue };
            part.known = measured.evidence();
            if part.back.is_some_and(|back| measured.time <= back) {
                continue;
            }
            part.back = Some(measured.time);
            if part.limit.is_some_and(|limit| measured.time > limit) {
                part.verdict = Verdict::Over;
            }
        }
        let last = of.parts.iter().filter_map(|part| part.back).max();
        of.total = of.total.max(last);
        of.verdict = worst(&of.parts);
    }
}
