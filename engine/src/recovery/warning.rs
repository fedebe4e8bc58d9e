//! What is odd about a question that can be answered all the same.

use super::protection::{Chain, Keep, Protection};
use super::question::Loss;
use super::runs::Runs;

/// Something that makes an answer worse, or less sure, than the question suggests. Lengths in seconds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// Increments without any full.
    #[error("\"{protection}\" has increments but no full, so nothing in it can be restored: add a full")]
    NoFull {
        /// Name of the protection.
        protection: String,
    },
    /// Listed increments before the first full.
    #[error(
        "\"{protection}\" has {increments} increments before its first full, which can never be restored: start with a full"
    )]
    BeforeFull {
        /// Name of the protection.
        protection: String,
        /// How many of the listed ones.
        increments: usize,
    },
    /// Runs are kept for less than the time until the next run of their chain.
    #[error(
        "\"{protection}\" keeps runs for {keep} s, but up to {gap} s pass until the next run of the chain: unless the tool \
         keeps the older run for the one to come, the chain breaks: keep runs for longer than {gap} s"
    )]
    KeptForLessThanGap {
        /// Name of the protection.
        protection: String,
        /// How long runs are kept.
        keep: i64,
        /// The longest time between two runs of a chain.
        gap: i64,
    },
    /// Copies are deleted before they can be used.
    #[error(
        "\"{protection}\" keeps copies for {keep} s, but it takes {lag} s until one is usable: keep them for longer than that"
    )]
    GoneBeforeUsable {
        /// Name of the protection.
        protection: String,
        /// How long copies are kept.
        keep: i64,
        /// From the start of the quickest run until its copy is usable.
        lag: i64,
    },
    /// Logs without a base to replay them on.
    #[error("\"{protection}\" ships logs but makes no base to replay them on: add base backups")]
    NoBase {
        /// Name of the protection.
        protection: String,
    },
    /// No shipped logs.
    #[error(
        "\"{protection}\" ships no logs: after a physical failure its bases are good for themselves alone"
    )]
    NoLogs {
        /// Name of the protection.
        protection: String,
    },
    /// Nothing but replicas.
    #[error(
        "only replicas are left: they follow the source in everything, so add a protection with an older state to go back to"
    )]
    OnlyReplicas,
}

/// What is odd about a question, in the order of its protections. Values out of range are left to the errors.
pub fn warnings(question: &Loss) -> Vec<Warning> {
    let mut found: Vec<Warning> = question.protections.iter().flat_map(of).collect();
    let replica = |of: &Protection| matches!(of, Protection::Replica(_));
    if !question.protections.is_empty() && question.protections.iter().all(replica) {
        found.push(Warning::OnlyReplicas);
    }
    found
}

fn of(protection: &Protection) -> Vec<Warning> {
    let name = || protection.name().to_owned();
    let mut found = Vec::new();
    let (keep, propagation) = match protection {
        Protection::Copies(copies) => (copies.keep, copies.propagation),
        Protection::Chain(chain) => {
            in_chain(chain, &mut found);
            (chain.keep, chain.propagation)
        }
        Protection::Pitr(pitr) => {
            match (pitr.bases.is_empty(), pitr.logs.is_empty()) {
                (true, false) => found.push(Warning::NoBase { protection: name() }),
                (false, true) => found.push(Warning::NoLogs { protection: name() }),
                _ => {}
            }
            (pitr.keep, pitr.propagation)
        }
        Protection::Replica(_) => (Keep::Forever, 0),
    };
    let durations = protection.runs().flat_map(|runs| {
        let repeating = runs.repeating.iter().map(|run| run.duration);
        repeating.chain(runs.listed.iter().map(|run| run.duration))
    });
    let quickest = durations.min().map(|duration| duration.saturating_add(propagation));
    if let (Keep::Age(keep), Some(lag)) = (keep, quickest)
        && keep <= lag
    {
        found.push(Warning::GoneBeforeUsable { protection: name(), keep, lag });
    }
    found
}

fn in_chain(chain: &Chain, found: &mut Vec<Warning>) {
    let protection = || chain.name.clone();
    if chain.increments.is_empty() {
        return;
    }
    if chain.fulls.is_empty() {
        found.push(Warning::NoFull { protection: protection() });
        return;
    }
    if chain.fulls.repeating.is_empty() {
        let first = chain.fulls.listed.iter().map(|run| run.start).min();
        let before = |start: i64| first.is_some_and(|first| start < first);
        let increments = chain.increments.listed.iter().filter(|run| before(run.start)).count();
        if increments > 0 {
            found.push(Warning::BeforeFull { protection: protection(), increments });
        }
    }
    if let (Keep::Age(keep), Some(gap)) = (chain.keep, longest_gap(&chain.fulls, &chain.increments))
        && keep <= gap
    {
        found.push(Warning::KeptForLessThanGap { protection: protection(), keep, gap });
    }
}

/// The longest time from a run of a chain to the increment after it, as far as that can be told: exactly for runs that
/// repeat or are listed, and for listed fulls with repeating increments no less than the shortest period.
fn longest_gap(fulls: &Runs, increments: &Runs) -> Option<i64> {
    let repeating = || fulls.repeating.iter().chain(&increments.repeating);
    let is_listed = !(fulls.listed.is_empty() && increments.listed.is_empty());
    if is_listed && repeating().next().is_some() {
        return increments.repeating.iter().map(|run| run.period).min();
    }
    let mut starts: Vec<(i64, bool)> = Vec::new();
    if is_listed {
        starts.extend(fulls.listed.iter().map(|run| (run.start, false)));
        starts.extend(increments.listed.iter().map(|run| (run.start, true)));
    } else {
        let periods: Vec<i64> = repeating().map(|run| run.period).collect();
        if periods.iter().any(|period| *period < 1) {
            return None;
        }
        let joint = super::cycle::joint_period(&periods).ok()?;
        for (runs, increment) in [(fulls, false), (increments, true)] {
            for run in &runs.repeating {
                let first = run.offset.rem_euclid(run.period);
                let starts_of = (0..=joint / run.period).map(|n| (first + n * run.period, increment));
                starts.extend(starts_of);
            }
        }
    }
    starts.sort_unstable();
    // An increment follows on the run before it, whatever that is.
    let pairs = starts.windows(2).filter_map(|pair| match pair {
        [(before, _), (start, true)] => start.checked_sub(*before),
        _ => None,
    });
    pairs.max()
}
