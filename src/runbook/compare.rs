//! Whether the steps of a runbook still match the system they were drafted from.

use super::step::{Runbook, Step};

/// How a runbook stands against what would be drafted now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One for each step, in order.
    pub steps: Vec<Match>,
    /// Steps that would be drafted now and are not in it, nor were taken away.
    pub new: Vec<Step>,
}

/// How a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// The user's own: it matches nothing but itself.
    Own,
    /// It was drafted from what still holds.
    Fits,
    /// What it was drafted from has changed.
    Changed(Vec<Changed>),
    /// It would not be drafted any more.
    NoLonger,
}

/// Something that is no longer as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What: "size".
    pub what: String,
    /// How it was; none when it was not there.
    pub was: Option<String>,
    /// How it is; none when it is no longer there.
    pub now: Option<String>,
}

/// Holds a runbook against the steps that would be drafted now.
pub fn compare(runbook: &Runbook, drafted: &[Step]) -> Comparison {
    let steps = runbook.steps.iter().map(|step| one(step, drafted)).collect();
    let there =
        |key: &String| runbook.steps.iter().any(|step| step.key == *key) || runbook.left_out.contains(key);
    let new = drafted.iter().filter(|step| !there(&step.key)).cloned().collect();
    Comparison { steps, new }
}

impl Comparison {
    /// How many steps no longer match.
    pub fn stale(&self) -> usize {
        self.steps.iter().filter(|of| matches!(of, Match::Changed(_) | Match::NoLonger)).count()
    }
}

fn one(step: &Step, drafted: &[Step]) -> Match {
    if step.key.is_empty() {
        return Match::Own;
    }
    let Some(now) = drafted.iter().find(|other| other.key == step.key) else { return Match::NoLonger };
    let mut changed: Vec<Changed> = Vec::new();
    for fact in &step.facts {
        let is = now.facts.iter().find(|other| other.what == fact.what).map(|other| other.is.clone());
        if is.as_ref() != Some(&fact.is) {
            changed.push(Changed { what: fact.what.clone(), was: Some(fact.is.clone()), now: is });
        }
    }
    let added = now.facts.iter().filter(|fact| step.facts.iter().all(|other| other.what != fact.what));
    changed.extend(added.map(|fact| Changed {
        what: fact.what.clone(),
        was: None,
        now: Some(fact.is.clone()),
    }));
    // Links are shared: a change elsewhere may make this step longer, with nothing of its own changed.
    if step.takes != now.takes && !step.edited && changed.is_empty() {
        let time = |of: &Step| of.takes.map(|time| time.to_string());
        changed.push(Changed { what: "expected time".to_owned(), was: time(step), now: time(now) });
    }
    if changed.is_empty() { Match::Fits } else { Match::Changed(changed) }
}
