//! One protection's part of the answer: when, and with what chance, each point is its newest good one.

use super::cycle::Cycle;
use super::limits::{MAX_SHARES, NEGLIGIBLE};
use super::odds::{Odds, Walk};
use super::open::{Open, events};
use super::question::Point;

/// A point that may be the newest good one of its protection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chance {
    pub(super) point: Point,
    /// Chance that it is the newest good one.
    pub(super) newest: f64,
    /// Chance that the newest good one is older than this, or that there is none.
    pub(super) below: f64,
}

/// A stretch of failure instants over which nothing changes, from the end of the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Its end, exclusive.
    pub(super) to: i64,
    first: usize,
    last: usize,
    /// Chance of no good point at all.
    pub(super) none: f64,
    /// The oldest point that may be the newest good one; known even when the listed chances end before it.
    pub(super) oldest: Option<Point>,
    /// Whether `oldest` is good for certain.
    pub(super) sure: bool,
    /// Whether candidates go back for ever.
    pub(super) endless: bool,
}

impl Standing {
    /// Where its chances are listed; standings with the same list in a row share it.
    pub(super) fn list(&self) -> (usize, usize) {
        (self.first, self.last)
    }
}

/// Standings without a gap. They cover `[from, from + repeat)` and repeat, or just the window that was asked about.
/// Chances run from newest to oldest until the rest is negligible: either fixed points, or a single one that moves with the
/// failure.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) repeat: Option<i64>,
    pub(super) from: i64,
    pub(super) standings: Vec<Standing>,
    chances: Vec<Chance>,
}

/// What one standing says, besides its list of chances.
pub(super) struct Says {
    pub(super) none: f64,
    pub(super) oldest: Option<Point>,
    pub(super) sure: bool,
    pub(super) endless: bool,
}

impl Says {
    /// Nothing to restore from.
    pub(super) const NOTHING: Says = Says { none: 1.0, oldest: None, sure: false, endless: false };

    /// This one and nothing else.
    pub(super) fn certain(point: Point) -> Says {
        Says { none: 0.0, oldest: Some(point), sure: true, endless: false }
    }
}

impl Track {
    pub(super) fn empty(repeat: Option<i64>, from: i64) -> Track {
        Track { repeat, from, standings: Vec::new(), chances: Vec::new() }
    }

    /// Moves the start of a period to where something changes, if nothing does where it is: each needless seam would cut all
    /// that is woven with it.
    pub(super) fn without_seam(mut self) -> Track {
        let Some(period) = self.repeat else { return self };
        let seamless = |first: &Standing, last: &Standing| {
            let shifted = |chance: &Chance| Chance { point: chance.point.shifted(-period), ..*chance };
            let oldest = first.oldest.map(|point| point.shifted(period)) == last.oldest;
            let says = |of: &Standing| (of.none, of.sure, of.endless);
            oldest
                && says(first) == says(last)
                && self.chances(first).iter().copied().eq(self.chances(last).iter().map(shifted))
        };
        match self.standings.as_slice() {
            [first, .., last] if seamless(first, last) => {
                self.from = first.to;
                let to = first.to + period;
                self.standings.remove(0);
                if let Some(last) = self.standings.last_mut() {
                    last.to = to;
                }
            }
            _ => {}
        }
        self
    }

    /// The chances of one of its standings.
    pub(super) fn chances(&self, standing: &Standing) -> &[Chance] {
        self.chances.get(standing.first..standing.last).unwrap_or_default()
    }

    /// Whether it never gives anything.
    pub(super) fn is_blank(&self) -> bool {
        self.chances.is_empty()
    }

    /// Whether any of its points moves along with the failure.
    pub(super) fn is_moving(&self) -> bool {
        self.chances.iter().any(|chance| matches!(chance.point, Point::Behind(_)))
    }

    /// How far behind the failure it always is, when it is good for certain and moves along with the failure at all times.
    pub(super) fn always(&self) -> Option<i64> {
        match self.standings.as_slice() {
            [Standing { sure: true, oldest: Some(Point::Behind(lag)), .. }] => Some(*lag),
            _ => None,
        }
    }

    /// Whether even its newest point never is less than `lag` behind, so that one that always is makes no use of it.
    pub(super) fn is_outrun_by(&self, lag: i64) -> bool {
        let starts = std::iter::once(self.from).chain(self.standings.iter().map(|standing| standing.to));
        starts.zip(&self.standings).all(|(start, standing)| match self.chances(standing).first() {
            Some(Chance { point: Point::At(capture), .. }) => start - capture >= lag,
            Some(Chance { point: Point::Behind(behind), .. }) => *behind > lag,
            None => true,
        })
    }

    /// About how many standings a window of this length meets.
    pub(super) fn standings_over(&self, length: i64) -> f64 {
        let repeats = self.repeat.map_or(1.0, |period| length as f64 / period as f64);
        if self.is_blank() { 0.0 } else { self.standings.len() as f64 * repeats }
    }

    /// A standing until `to`: `list` appends its chances and says the rest.
    pub(super) fn push(
        &mut self,
        to: i64,
        list: impl FnOnce(&mut Vec<Chance>) -> Option<Says>,
    ) -> Option<()> {
        let first = self.chances.len();
        let Says { none, oldest, sure, endless } = list(&mut self.chances)?;
        let same = |before: &&Standing| self.chances(before) == self.chances.get(first..).unwrap_or_default();
        let (first, last) = match self.standings.last().filter(same) {
            // Only the oldest came or went.
            Some(before) => before.list(),
            None => (first, self.chances.len()),
        };
        self.chances.truncate(last);
        self.standings.push(Standing { to, first, last, none, oldest, sure, endless });
        Some(())
    }

    /// A standing until `to` with one certain point or with nothing. It prolongs the one before if that said the same.
    pub(super) fn push_certain(&mut self, to: i64, point: Option<Point>) {
        let first = self.chances.len();
        let same =
            |last: &&mut Standing| last.oldest == point && last.sure == point.is_some() && !last.endless;
        if let Some(last) = self.standings.last_mut().filter(same) {
            // Only points that do not matter came or went.
            last.to = to;
            return;
        }
        self.chances.extend(point.map(|point| Chance { point, newest: 1.0, below: 0.0 }));
        let Says { none, oldest, sure, endless } = point.map_or(Says::NOTHING, Says::certain);
        self.standings.push(Standing { to, first, last: self.chances.len(), none, oldest, sure, endless });
    }

    /// The track of copies and chains over `[from, to)`, which is `[0, period)` for those that repeat.
    ///
    /// `None` when there are too many chances to list.
    pub(super) fn of_runs(cycle: &Cycle, odds: &Odds, from: i64, to: i64) -> Option<Track> {
        let mut track = Track::empty(cycle.repeat, from);
        let mut open = Open::new(cycle, odds, from);
        let mut work = 0;
        let mut say = |track: &mut Track, open: &Open<'_>, to: i64| {
            if odds.all_certain() {
                track.push_certain(to, open.newest().map(Point::At));
                return Some(());
            }
            track.push(to, |chances| listed(open, odds, chances, &mut work))
        };
        for group in events(cycle, odds, from, to).chunk_by(|a, b| a.at == b.at) {
            if let Some(first) = group.first() {
                say(&mut track, &open, first.at)?;
            }
            for event in group {
                open.apply(event);
            }
        }
        say(&mut track, &open, to)?;
        Some(track.without_seam())
    }
}

/// Lists the chances of what is open: `work` counts the points looked at over all of the track.
fn listed(open: &Open<'_>, odds: &Odds, chances: &mut Vec<Chance>, work: &mut usize) -> Option<Says> {
    let mut walk = Walk::new(odds);
    let mut negligible = false;
    let mut certain = None;
    for (capture, slot, seen) in open.newest_first() {
        *work += seen;
        if *work > MAX_SHARES {
            return None;
        }
        if !negligible {
            let (newest, below) = walk.next(slot.level, slot.place);
            chances.push(Chance { point: Point::At(capture), newest, below });
            negligible = below < NEGLIGIBLE;
        }
        if odds.certain(slot.level) {
            certain = Some(capture);
            break;
        }
        if negligible && odds.ends_at_full() {
            certain = Some(capture - slot.since_full);
            break;
        }
        if negligible && !odds.some_certain() {
            break;
        }
    }
    if let Some(capture) = certain {
        return Some(Says::certain(Point::At(capture)));
    }
    if open.is_empty() {
        return Some(Says::NOTHING);
    }
    let none = if open.endless { 0.0 } else { odds.none(open.counts()) };
    let oldest = if odds.only_fulls_fail() { open.newest_of_oldest_chain() } else { open.oldest() };
    Some(Says { none, oldest: oldest.map(Point::At), sure: false, endless: open.endless })
}
