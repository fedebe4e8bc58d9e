//! What is asked: which protections survive, what breaks, and how late it is seen.

use super::protection::Protection;

/// What happens at the failure instant `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The source is lost at `t`; runs in flight are lost with it.
    Physical,
    /// The first bad write is at `t` and the source lives on: runs in flight still complete, copies captured at `t` or
    /// later carry the damage.
    Logical,
}

/// The question: how much is lost? Only protections that survive the damage belong in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// The protections that survive, independent of one another.
    pub protections: Vec<Protection>,
    /// What happens.
    pub damage: Damage,
    /// Seconds from the failure until the restore begins, 0 or more. Pruning goes on until then.
    pub detection: i64,
}

/// What a restore can bring back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// Every write before this instant.
    At(i64),
    /// Every write until this many seconds before the failure, 0 or more.
    Behind(i64),
}

impl Point {
    /// Up to when writes are brought back, for a failure at `t`.
    pub fn capture(self, t: i64) -> i64 {
        match self {
            Point::At(capture) => capture,
            Point::Behind(lag) => t - lag,
        }
    }

    /// Seconds lost for a failure at `t`.
    pub fn loss(self, t: i64) -> i64 {
        t - self.capture(t)
    }

    /// Larger for later points in the middle of a stretch that starts at `from` and on which they do not overtake each
    /// other: one that moves along with the failure passes the fixed one it starts level with.
    pub(super) fn rank(self, from: i64) -> i64 {
        2 * self.capture(from) + i64::from(matches!(self, Point::Behind(_)))
    }

    pub(super) fn shifted(self, by: i64) -> Point {
        match self {
            Point::At(capture) => Point::At(capture + by),
            behind @ Point::Behind(_) => behind,
        }
    }
}
