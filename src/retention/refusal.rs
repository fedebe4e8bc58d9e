//! What a tool would not run.

use super::lot::lots;
use super::period::Period;
use super::point::KeepPoint;
use super::policy::Policy;
use super::reason::Verdict;
use std::fmt;

/// Why a tool refuses to run a policy: then nothing is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No rule is set.
    Empty,
    /// restic: a group would lose its last snapshot.
    LosesAll {
        /// Which group: its host, paths, tags and name.
        group: String,
        /// How many snapshots it has.
        snapshots: usize,
    },
    /// Borg 2: a rule that could keep nothing beyond a finer one.
    Useless {
        /// The finer rule and its amount.
        fine: (Period, String),
        /// The coarser one.
        coarse: (Period, String),
    },
}

/// Every reason for which the policy's tool would refuse to run it. Empty when it runs.
pub fn refusals(policy: &Policy, points: &[KeepPoint], verdicts: &[Verdict]) -> Vec<Refusal> {
    match policy {
        Policy::Restic(restic) if restic.is_empty() => vec![Refusal::Empty],
        Policy::Restic(_) => {
            let kept = |point: &usize| verdicts.get(*point).is_some_and(|verdict| verdict.keep);
            let emptied = lots(policy, points).into_iter().filter(|lot| !lot.points.iter().any(kept));
            let refusal = emptied.map(|lot| {
                let parts = [&[lot.key.host][..], &lot.key.paths, &lot.key.tags, &[lot.key.name]].concat();
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                Refusal::LosesAll { group: parts.join(" "), snapshots: lot.points.len() }
            });
            refusal.filter(|refusal| !matches!(refusal, Refusal::LosesAll { snapshots: 0, .. })).collect()
        }
        Policy::Borg(borg) => {
            let set = borg.keep_within.is_some() || borg.counts().iter().any(|(_, count)| count.is_on());
            if set { Vec::new() } else { vec![Refusal::Empty] }
        }
        Policy::Borg2(borg) => {
            if borg.rules().iter().all(|(_, amount)| amount.is_zero()) {
                return vec![Refusal::Empty];
            }
            let useless = borg.useless().map(|[fine, coarse]| Refusal::Useless {
                fine: (fine.0, fine.1.to_string()),
                coarse: (coarse.0, coarse.1.to_string()),
            });
            useless.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Empty => f.write_str("no rule is set, so the tool refuses to run and deletes nothing"),
            Refusal::LosesAll { group, snapshots } => {
                let group = if group.is_empty() { "the only group" } else { group };
                write!(
                    f,
                    "no rule keeps any of the {snapshots} snapshots of {group}, so restic refuses to delete the last \
                     one, and deletes nothing in any group"
                )
            }
            Refusal::Useless { fine, coarse } => write!(
                f,
                "{} {} keeps everything that {} {} could keep, so Borg 2 refuses to run and deletes nothing",
                fine.0.each(),
                fine.1,
                coarse.0.each(),
                coarse.1
            ),
        }
    }
}
