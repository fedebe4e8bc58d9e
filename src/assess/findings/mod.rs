//! What to act on and what to find out, worst first.

mod answered;
mod computed;
mod returning;

use super::keeping::{self, Keeping};
use super::outcome::{Finding, Matrix};
use super::returning::{Return, Together};
use crate::answers::{Answers, Evidence};
use crate::catalogue::{Severity, ids};
use crate::system::System;
use crate::units::Moment;
use std::cmp::Reverse;

/// Every finding, by severity; inside one, the largest loss against its limit first, then the weakest evidence.
pub(super) fn findings(
    answers: &Answers,
    system: &System,
    matrix: &Matrix,
    keeping: &Keeping,
    (returns, together): (&[Return], &[Together]),
    now: Moment,
) -> Vec<Finding> {
    let mut all = answered::findings(answers, now);
    computed::findings(answers, system, matrix, now, &mut all);
    all.extend(keeping::findings(system, keeping, now));
    returning::findings(answers, system, returns, together, &mut all);
    all.sort_by_key(|f| (f.severity, f.weight));
    all
}

/// Moves an answer-based severity by what is at stake, and says why.
fn shifted(answers: &Answers, listed: Severity) -> (Severity, String) {
    let (steps, why) = match answers.one(ids::WORST_CONSEQUENCE) {
        Some("harm-or-law") => (1, "Raised, because someone could be harmed or a law or contract broken."),
        Some("inside") => (-1, "Lowered, because only your own staff would be held up."),
        Some("little") => (-2, "Lowered, because little would follow and you could wait."),
        _ => (0, ""),
    };
    let severity = listed.moved(steps);
    (severity, if severity == listed { String::new() } else { why.to_owned() })
}

/// Whether little is at stake: computed findings then stop at medium.
fn little_at_stake(answers: &Answers) -> bool {
    matches!(answers.one(ids::WORST_CONSEQUENCE), Some("inside" | "little"))
}

pub(super) fn evidence_words(evidence: Option<Evidence>) -> String {
    evidence.map_or("Not known", Evidence::word).to_owned()
}

/// Order inside a severity: `over` is the seconds over the limit, everything for "nothing left", 0 without a number.
pub(super) fn weight(over: i64, evidence: Option<Evidence>) -> (Reverse<i64>, Option<Evidence>) {
    (Reverse(over), evidence)
}
