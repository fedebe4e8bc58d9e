//! Why a copy stays.

use super::period::Period;
use serde::Serialize;

/// The rule by which a copy stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It carries all tags of this list of the policy (counted from 0).
    Tags {
        /// Which list.
        list: usize,
    },
    /// It is young enough, whatever stands beside it.
    Within,
    /// The newest of its period, counted.
    Each {
        /// The period.
        period: Period,
    },
    /// The newest of its period, among those young enough.
    EachWithin {
        /// The period.
        period: Period,
    },
    /// It has not reached the end of its time.
    Age,
    /// sanoid: so few of its class are left that none more goes, whatever their age.
    FewOfClass {
        /// The class.
        period: Period,
    },
    /// It is protected, pinned, locked or held.
    Protected,
    /// Made by hand, or otherwise none of the tool's business.
    NotOurs,
    /// Unfinished, and kept since nothing newer is whole.
    Unfinished,
    /// Borg 2: from `--from` on nothing is looked at.
    From,
    /// No rule is set, and this tool then keeps everything.
    Everything,
    /// A copy that stays needs it.
    NeededBy {
        /// That copy's place in the list of points.
        point: usize,
    },
}

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// Which copy it is of those that the rule keeps, from 1 on; 0 where a rule does not count.
    pub nth: u32,
    /// It stays only since it is the oldest there is and the rule has something left.
    pub oldest: bool,
}

impl Reason {
    /// One that does not count.
    pub(super) const fn plain(rule: Rule) -> Reason {
        Reason { rule, nth: 0, oldest: false }
    }

    pub(super) const fn nth(rule: Rule, nth: u32) -> Reason {
        Reason { rule, nth, oldest: false }
    }
}

/// What becomes of one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The point's place in the list that was given.
    pub point: usize,
    /// Whether it stays.
    pub keep: bool,
    /// Why it stays, in the order in which the tool looks at its rules. Empty when it goes.
    pub by: Vec<Reason>,
    /// When it goes (seconds since 1970, UTC), where that depends on nothing but the clock.
    pub goes_at: Option<i64>,
}
