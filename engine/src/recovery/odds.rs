//! With what chance each restore point of one protection is its newest good one.

use super::cycle::Level;

/// What makes a restore point good.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Needs {
    /// Its own run.
    Itself,
    /// Every run of its chain up to its own.
    AllBefore,
    /// Its own run and its full.
    ItsFull,
}

/// How runs go bad: each by itself, by level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Odds {
    full: f64,
    increment: f64,
    needs: Needs,
}

impl Odds {
    pub(super) fn stand_alone(success: f64) -> Odds {
        Odds { full: success, increment: success, needs: Needs::Itself }
    }

    /// A chain whose bad runs break nothing but themselves.
    pub(super) fn noticed(full: f64, increment: f64) -> Odds {
        Odds { full, increment, needs: Needs::Itself }
    }

    pub(super) fn incremental(full: f64, increment: f64) -> Odds {
        Odds { full, increment, needs: Needs::AllBefore }
    }

    pub(super) fn differential(full: f64, increment: f64) -> Odds {
        Odds { full, increment, needs: Needs::ItsFull }
    }

    /// The chance of what has no increments.
    pub(super) fn stand_alone_chance(&self) -> f64 {
        self.full
    }

    fn own(&self, level: Level) -> f64 {
        match level {
            Level::Full => self.full,
            Level::Increment => self.increment,
        }
    }

    /// Whether a point of this level may be good.
    pub(super) fn possible(&self, level: Level) -> bool {
        self.own(level) > 0.0 && (self.full > 0.0 || self.needs == Needs::Itself)
    }

    /// Whether a point of this level is good for certain.
    pub(super) fn certain(&self, level: Level) -> bool {
        self.own(level) >= 1.0 && (self.full >= 1.0 || self.needs == Needs::Itself)
    }

    /// Whether all points are good.
    pub(super) fn all_certain(&self) -> bool {
        self.certain(Level::Full) && self.certain(Level::Increment)
    }

    /// Whether the full of a point is good for certain, so that the list of points to try ends with it.
    pub(super) fn ends_at_full(&self) -> bool {
        self.full >= 1.0 && self.needs != Needs::Itself
    }

    /// Whether increments never are to blame: of each chain only the newest open point can be the best.
    pub(super) fn only_fulls_fail(&self) -> bool {
        self.increment >= 1.0 && self.needs != Needs::Itself
    }

    /// Whether some point is good for certain.
    pub(super) fn some_certain(&self) -> bool {
        self.certain(Level::Full) || self.certain(Level::Increment)
    }

    /// Chance that all of this many open points are bad. Of a chain every full is open that any open point needs, so all
    /// are bad exactly when all fulls are.
    pub(super) fn none(&self, (fulls, increments): (i128, i128)) -> f64 {
        let all_bad = |good: f64, count: i128| match i32::try_from(count) {
            Ok(count) => (1.0 - good).powi(count),
            Err(_) => (1.0 - good).powf(count as f64),
        };
        match self.needs {
            Needs::Itself => all_bad(self.full, fulls) * all_bad(self.increment, increments),
            Needs::AllBefore | Needs::ItsFull => all_bad(self.full, fulls),
        }
    }
}

/// Goes through the open points from the newest to the oldest ("recovery mathematics", section 2(b)).
///
/// In a chain whose newest open point is the `J`-th increment, with `F` the chance of a full and `I` that of an increment,
/// incremental: `P(best = j) = F I^j (1-I)` for `j < J` and `F I^J` at `J`; differential with `m` newer differentials
/// open: `F I (1-I)^m`, and for the full alone `F (1-I)^J`. Otherwise, with `1-F`, the chain before.
pub(super) struct Walk<'a> {
    odds: &'a Odds,
    /// Chance that nothing of the newer chains is good.
    prior: f64,
    /// How many points of this chain were gone through.
    seen: i32,
}

impl<'a> Walk<'a> {
    pub(super) fn new(odds: &'a Odds) -> Walk<'a> {
        Walk { odds, prior: 1.0, seen: 0 }
    }

    /// For the next older point, chance (that it is the newest good one, that the newest good one is older or there is
    /// none).
    pub(super) fn next(&mut self, level: Level, place: u32) -> (f64, f64) {
        let Odds { full, increment, .. } = *self.odds;
        let (newest, below) = match (self.odds.needs, level) {
            (Needs::Itself, level) => {
                let own = self.odds.own(level);
                let found = (self.prior * own, self.prior * (1.0 - own));
                self.prior = found.1;
                return found;
            }
            (Needs::AllBefore, _) => {
                let intact = full * increment.powi(i32::try_from(place).unwrap_or(i32::MAX));
                let broken_after = if self.seen == 0 { 1.0 } else { 1.0 - increment };
                (intact * broken_after, 1.0 - intact)
            }
            (Needs::ItsFull, Level::Increment) => {
                let newer_bad = (1.0 - increment).powi(self.seen);
                (full * increment * newer_bad, 1.0 - full + full * newer_bad * (1.0 - increment))
            }
            (Needs::ItsFull, Level::Full) => (full * (1.0 - increment).powi(self.seen), 1.0 - full),
        };
        let found = (self.prior * newest, self.prior * below);
        match level {
            Level::Full => (self.prior, self.seen) = (found.1, 0),
            Level::Increment => self.seen = self.seen.saturating_add(1),
        }
        found
    }
}
