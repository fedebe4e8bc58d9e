//! The kinds of protection: what they make, how long they keep it, and how their runs go bad.

use super::question::Damage;
use super::runs::Runs;

/// How long a copy is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// For ever.
    Forever,
    /// Until its age, counted from the start of its run, reaches this many seconds: a copy of exactly this age is gone.
    Age(i64),
    /// Until this many newer copies of the same protection are usable: it is gone from that very instant. "Newer" is
    /// by start, then by usable time, then by the order of the runs. Fulls and increments count alike.
    Count(u32),
}

/// One protection, independent of all others.
#[derive(Debug, Clone, PartialEq)]
pub enum Protection {
    /// Every copy stands alone.
    Copies(Copies),
    /// Fulls, and increments that need older runs.
    Chain(Chain),
    /// Base backups and shipped logs: point-in-time recovery.
    Pitr(Pitr),
    /// A second, running copy of the data.
    Replica(Replica),
}

/// Copies that can each be restored without any other.
#[derive(Debug, Clone, PartialEq)]
pub struct Copies {
    /// What messages call it.
    pub name: String,
    /// When its runs start and how long they take. Without a run it protects nothing.
    pub runs: Runs,
    /// Seconds from the end of a run until the copy is in the place that survives, 0 or more.
    pub propagation: i64,
    /// How long copies are kept.
    pub keep: Keep,
    /// Chance, 0 to 1, that a run yields a good copy: independent of other runs, and a bad one goes unnoticed until the
    /// restore, so that schedule and pruning treat it as good.
    pub success: f64,
    /// Seconds for which, at the failure, every run has been failing without anyone noticing; 0: they have not. Nothing
    /// that became usable later than that is good, nor anything still under way, and pruning has gone on as if all were.
    /// The worst loss of a periodic schedule grows from `lag + period` to `lag + period + unnoticed`.
    pub unnoticed: i64,
}

/// What an increment holds, and so what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainKind {
    /// Changes since the run before: it needs the full before it and every increment between.
    Incremental,
    /// Changes since the full: it needs that full and itself.
    Differential,
}

/// Who knows about bad runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRuns {
    /// Nobody until the restore: a bad link breaks all that need it.
    Silent,
    /// The tool itself: the next increment is taken against the last good run, so a bad run breaks only itself.
    Noticed,
}

/// Fulls and increments. An increment belongs to the full started last before it, or at the same instant; with no such
/// full it can never be restored.
///
/// A copy is usable once it and every run it needs are there. Pinning: a run stays, and can be restored, while a run that
/// needs it is kept. Schedule, pruning and pinning take every run for good.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// What messages call it.
    pub name: String,
    /// What its increments need.
    pub kind: ChainKind,
    /// When fulls start and how long they take.
    pub fulls: Runs,
    /// When increments start and how long they take.
    pub increments: Runs,
    /// Seconds from the end of a run until it is in the place that survives, 0 or more.
    pub propagation: i64,
    /// How long runs are kept, fulls and increments alike.
    pub keep: Keep,
    /// Chance, 0 to 1, that a full is good.
    pub success: f64,
    /// Chance, 0 to 1, that an increment is good in itself.
    pub success_increment: f64,
    /// What a bad run does to those after it.
    pub bad_runs: BadRuns,
    /// As [`Copies::unnoticed`].
    pub unnoticed: i64,
}

/// When a base backup is consistent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consistent {
    /// As of its start: a snapshot.
    AtStart,
    /// As of its end: a copy of files while they change, made whole by the logs of that time.
    AtEnd,
}

/// One stream of log segments: each ends at `offset + n * period` for an integer `n` and is usable `ship` later. Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// Length of a segment, at least 1 s.
    pub period: i64,
    /// One of the segment ends; any instant will do.
    pub offset: i64,
    /// From the end of a segment until it is in the place that survives, 0 or more.
    pub ship: i64,
}

/// Base backups and shipped logs.
///
/// A base can be restored alone to the point at which it is consistent, or from there along the logs. After a physical
/// failure as far as the newest log end shipped, if some good base is consistent at or before it; with logical damage,
/// the source still being there to take missing logs from, to just before the damage (loss 0), if some good base is
/// consistent at or before it. Logs never fail by themselves and are kept as long as a base needs them.
#[derive(Debug, Clone, PartialEq)]
pub struct Pitr {
    /// What messages call it.
    pub name: String,
    /// When bases start and how long they take.
    pub bases: Runs,
    /// When a base is consistent.
    pub consistent: Consistent,
    /// The streams of logs; a segment of any of them will do. Without one, bases are only good for themselves after a
    /// physical failure.
    pub logs: Vec<Log>,
    /// Seconds from the end of a base until it is in the place that survives, 0 or more. Logs have their own.
    pub propagation: i64,
    /// How long bases are kept; age counts from their start.
    pub keep: Keep,
    /// Chance, 0 to 1, that a base is good.
    pub success: f64,
    /// As [`Copies::unnoticed`], for bases and logs.
    pub unnoticed: i64,
}

/// How far a replica is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplicaMode {
    /// A write counts only once both have it.
    Synchronous,
    /// It runs this many seconds behind.
    Asynchronous {
        /// Seconds, 0 or more.
        lag: i64,
    },
    /// It receives changes `lag` seconds behind and applies them `delay` seconds after they were made.
    Delayed {
        /// Seconds until a change is received, 0 or more. After a physical failure all that was received is applied.
        lag: i64,
        /// Seconds until a change is applied, 0 or more.
        delay: i64,
        /// Whether it can be run forward to just before the damage. If not, what it holds when the damage is seen has to do.
        stops_anywhere: bool,
    },
}

/// A second, running copy of the data. It has no older state to go back to, so it is never the only protection.
#[derive(Debug, Clone, PartialEq)]
pub struct Replica {
    /// What messages call it.
    pub name: String,
    /// How far it is behind.
    pub mode: ReplicaMode,
    /// Chance, 0 to 1, that it is there and in step when it is needed.
    pub success: f64,
}

impl Replica {
    /// Seconds lost when this replica is used; `None` when it is of no help. Values are taken as they are: 0 or more.
    ///
    /// Physical failure outside its scope: synchronous 0, otherwise `lag`. Logical damage seen `detection` seconds late: the
    /// replica holds it too, unless it applies changes with a delay of strictly more than `detection`: then 0 when
    /// it can stop anywhere, or else `delay - detection`.
    pub fn loss(&self, damage: Damage, detection: i64) -> Option<i64> {
        match (damage, self.mode) {
            (Damage::Physical, ReplicaMode::Synchronous) => Some(0),
            (Damage::Physical, ReplicaMode::Asynchronous { lag } | ReplicaMode::Delayed { lag, .. }) => {
                Some(lag)
            }
            (Damage::Logical, ReplicaMode::Delayed { delay, stops_anywhere, .. }) if delay > detection => {
                Some(if stops_anywhere { 0 } else { delay - detection })
            }
            (Damage::Logical, _) => None,
        }
    }
}

impl Protection {
    /// What messages call it.
    pub fn name(&self) -> &str {
        match self {
            Protection::Copies(Copies { name, .. })
            | Protection::Chain(Chain { name, .. })
            | Protection::Pitr(Pitr { name, .. })
            | Protection::Replica(Replica { name, .. }) => name,
        }
    }

    /// All its runs: fulls and increments, copies, or bases.
    pub(super) fn runs(&self) -> impl Iterator<Item = &Runs> {
        let (first, second) = match self {
            Protection::Copies(copies) => (Some(&copies.runs), None),
            Protection::Chain(chain) => (Some(&chain.fulls), Some(&chain.increments)),
            Protection::Pitr(pitr) => (Some(&pitr.bases), None),
            Protection::Replica(_) => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// The periods of all that repeats in it.
    pub(super) fn periods(&self) -> Vec<i64> {
        let logs = match self {
            Protection::Pitr(pitr) => pitr.logs.as_slice(),
            _ => &[],
        };
        let runs = self.runs().flat_map(|runs| &runs.repeating).map(|run| run.period);
        runs.chain(logs.iter().map(|log| log.period)).collect()
    }

    /// Whether it has a run that is listed and so does not repeat.
    pub(super) fn is_listed(&self) -> bool {
        self.runs().any(|runs| !runs.listed.is_empty())
    }

    /// The least of its chances of success, for messages.
    pub(super) fn least_success(&self) -> f64 {
        match self {
            Protection::Copies(copies) => copies.success,
            Protection::Chain(chain) => chain.success.min(chain.success_increment),
            Protection::Pitr(pitr) => pitr.success,
            Protection::Replica(replica) => replica.success,
        }
    }
}

impl From<Copies> for Protection {
    fn from(copies: Copies) -> Protection {
        Protection::Copies(copies)
    }
}

impl From<Chain> for Protection {
    fn from(chain: Chain) -> Protection {
        Protection::Chain(chain)
    }
}

impl From<Pitr> for Protection {
    fn from(pitr: Pitr) -> Protection {
        Protection::Pitr(pitr)
    }
}

impl From<Replica> for Protection {
    fn from(replica: Replica) -> Protection {
        Protection::Replica(replica)
    }
}
