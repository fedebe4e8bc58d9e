//! Several tracks side by side, cut wherever any of them changes, or one overtakes another.

use super::question::Point;
use super::track::{Chance, Standing, Track};

/// Where one track stands on a woven piece.
#[derive(Clone, Copy)]
pub(super) struct Strand<'a> {
    /// Index of the protection in the question.
    pub(super) protection: usize,
    track: &'a Track,
    index: usize,
    /// What to add to the standing's instants.
    pub(super) shift: i64,
    pub(super) standing: Option<&'a Standing>,
    /// Of the standing, from newest to oldest capture, unshifted.
    pub(super) chances: &'a [Chance],
    end: i64,
}

impl<'a> Strand<'a> {
    fn new(protection: usize, track: &'a Track, from: i64) -> Strand<'a> {
        let shift = track.repeat.map_or(0, |period| (from - track.from).div_euclid(period) * period);
        let index = track.standings.partition_point(|standing| standing.to.saturating_add(shift) <= from);
        let mut strand =
            Strand { protection, track, index, shift, standing: None, chances: &[], end: i64::MAX };
        strand.stand();
        strand
    }

    fn stand(&mut self) {
        self.standing = self.track.standings.get(self.index);
        self.chances = self.standing.map(|standing| self.track.chances(standing)).unwrap_or_default();
        self.end = self.standing.map_or(i64::MAX, |standing| standing.to.saturating_add(self.shift));
    }

    /// Goes on to the next standing; whether its chances are others.
    fn advance(&mut self) -> bool {
        let before = (self.standing.map(Standing::list), self.shift);
        self.index += 1;
        if let Some(period) = self.track.repeat.filter(|_| self.index >= self.track.standings.len()) {
            self.index = 0;
            self.shift += period;
        }
        self.stand();
        before != (self.standing.map(Standing::list), self.shift)
    }

    /// The first instant in `(from, to)` at which a point `lag` behind the failure overtakes one of the fixed points.
    fn overtaken(&self, lag: i64, from: i64, to: i64) -> Option<i64> {
        let chances = self.chances;
        let passed = |chance: &Chance| match chance.point {
            Point::At(capture) => capture + self.shift > from - lag,
            Point::Behind(_) => false,
        };
        let oldest = chances.get(chances.partition_point(passed).checked_sub(1)?)?;
        Some(oldest.point.shifted(self.shift).capture(0) + lag).filter(|at| *at < to)
    }
}

/// Walks a window piece by piece.
pub(super) struct Weave<'a> {
    strands: Vec<Strand<'a>>,
    /// Whether any point moves along with the failure.
    moving: bool,
    at: i64,
    to: i64,
}

impl<'a> Weave<'a> {
    /// Over `[from, to)`; each track comes with the index of its protection. Tracks that change nothing are left out: the
    /// blank, and those that a better one always outruns.
    pub(super) fn new(tracks: &'a [Track], from: i64, to: i64) -> Weave<'a> {
        let best = tracks.iter().filter_map(Track::always).min();
        let matters = |track: &Track| !track.is_blank() && !best.is_some_and(|lag| track.is_outrun_by(lag));
        let present = tracks.iter().enumerate().filter(|(_, track)| matters(track));
        let strands: Vec<_> = present.map(|(at, track)| Strand::new(at, track, from)).collect();
        let moving = strands.iter().any(|strand| strand.track.is_moving());
        Weave { strands, moving, at: from, to }
    }

    /// Calls `visit` with each piece `[from, to)` in order, until it returns `false`. It is told whether the chances, or
    /// their order, may be others than on the piece before.
    pub(super) fn pieces(mut self, mut visit: impl FnMut(i64, i64, &[Strand<'a>], bool) -> bool) {
        let mut fresh = true;
        while self.at < self.to {
            let end = self.strands.iter().fold(self.to, |end, strand| end.min(strand.end));
            while self.at < end {
                let cut = if self.moving { self.overtaken(end) } else { end };
                if !visit(self.at, cut, &self.strands, fresh) {
                    return;
                }
                self.at = cut;
            }
            fresh = self.moving;
            for strand in self.strands.iter_mut().filter(|strand| strand.end == end) {
                fresh |= strand.advance();
            }
        }
    }

    /// The first instant before `end` at which a moving point overtakes a fixed one, or `end`.
    fn overtaken(&self, end: i64) -> i64 {
        let moving = self.strands.iter().flat_map(|strand| strand.chances.first());
        let lags = moving.filter_map(|chance| match chance.point {
            // What is not behind at all is newer than everything from the start.
            Point::Behind(lag) if lag > 0 => Some(lag),
            _ => None,
        });
        let at = self.at;
        lags.flat_map(|lag| self.strands.iter().filter_map(move |strand| strand.overtaken(lag, at, end)))
            .fold(end, i64::min)
    }
}
