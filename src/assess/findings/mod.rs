//! What to act on and what to find out, worst first.

mod answered;
mod component;
mod described;
mod people;
mod returning;
mod whole;

pub(super) use component::{Raised, finding as finding_of, raised};
pub(super) use people::add as add_people;

use super::keeping::{self, Keeping};
use super::outcome::Finding;
use super::returning::{Return, Together};
use crate::answers::{Answers, Evidence};
use crate::catalogue::{ScenarioId, Severity, ids};
use crate::system::System;
use crate::units::{Arrange, Moment};
use std::cmp::Reverse;

/// Findings about all copies that already say what a scenario without a surviving copy would say again.
const SAID_BY: [(&str, &[ScenarioId]); 3] = [
    ("one-login-ends-it", &[ScenarioId::RansomwareTakeover]),
    ("copies-on-same-server", &[ScenarioId::DiskHostLoss, ScenarioId::RegionLoss]),
    ("copies-in-one-place", &[ScenarioId::RegionLoss]),
];

/// Every finding, by severity; inside one, the largest loss against its limit first, then the weakest evidence. What each
/// component raises comes in its order.
pub(super) fn findings(
    answers: &Answers,
    system: &System,
    components: impl Iterator<Item = Vec<Raised>>,
    keeping: &Keeping,
    (returns, together): (&[Return], &[Together]),
    now: Moment,
) -> Vec<Finding> {
    let mut all = answered::findings(answers, system, now);
    all.extend(whole::shared(answers, system));
    let shared = all.len();
    for raised in components.flatten() {
        let (about_all, _) = all.split_at_mut(shared);
        if !is_said(about_all, &raised) {
            all.push(raised.finding);
        }
    }
    all.extend(whole::findings(answers, system));
    all.extend(keeping::findings(system, keeping, now));
    returning::findings(system, returns, together, &mut all);
    all.arrange_by_key(|f| (f.severity, f.weight));
    all
}

/// Whether a finding about all copies says this one already. That one then names the scenario, and what is lost.
fn is_said(about_all: &mut [Finding], raised: &Raised) -> bool {
    let Some(id) = raised.nothing_left_in else { return false };
    let says = |f: &&mut Finding| SAID_BY.iter().any(|(name, of)| *name == f.id && of.contains(&id));
    let Some(twin) = about_all.iter_mut().find(says) else { return false };
    if twin.scenario.is_none() {
        twin.scenario = raised.finding.scenario;
        twin.loss = raised.finding.loss.clone();
        twin.figure = raised.finding.figure.clone();
        twin.weight = raised.finding.weight;
    }
    if twin.severity != Severity::Critical {
        twin.severity = Severity::Critical;
        twin.shifted = "Raised, because no usable copy would be left.".to_owned();
    }
    true
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

pub(super) fn evidence_words(evidence: Option<Evidence>) -> String {
    evidence.map_or("Not known", Evidence::word).to_owned()
}

/// Order inside a severity: `over` is the seconds over the limit, everything for "nothing left", 0 without a number.
pub(super) fn weight(over: i64, evidence: Option<Evidence>) -> (Reverse<i64>, Option<Evidence>) {
    (Reverse(over), evidence)
}
