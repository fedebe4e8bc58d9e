//! Several tracks side by side, cut wherever any of them changes.

use super::track::{Chance, Standing, Track};

/// Where one track stands on a woven piece.
#[derive(Clone, Copy)]
pub(super) struct Strand<'a> {
    /// Index of the protection in the question.
    pub(super) copy: usize,
    track: &'a Track,
    index: usize,
    /// What to add to the standing's instants.
    pub(super) shift: i64,
}

impl<'a> Strand<'a> {
    pub(super) fn standing(&self) -> Option<&'a Standing> {
        self.track.standings.get(self.index)
    }

    /// From newest to oldest capture, unshifted.
    pub(super) fn chances(&self) -> &'a [Chance] {
        self.standing().map(|standing| self.track.chances(standing)).unwrap_or_default()
    }

    fn end(&self) -> i64 {
        self.standing().map_or(i64::MAX, |standing| standing.to + self.shift)
    }

    fn advance(&mut self) {
        self.index += 1;
        if self.index >= self.track.standings.len() {
            self.index = 0;
            self.shift += self.track.period;
        }
    }
}

/// Walks a window piece by piece.
pub(super) struct Weave<'a> {
    strands: Vec<Strand<'a>>,
    at: i64,
    to: i64,
}

impl<'a> Weave<'a> {
    /// Over `[from, to)`; each track comes with the index of its protection. Blank tracks are left out: they change nothing.
    pub(super) fn new(tracks: &'a [Track], from: i64, to: i64) -> Weave<'a> {
        let strands = tracks
            .iter()
            .enumerate()
            .filter(|(_, track)| !track.is_blank())
            .map(|(copy, track)| {
                let shift = from.div_euclid(track.period) * track.period;
                let index = track.standings.partition_point(|standing| standing.to + shift <= from);
                Strand { copy, track, index, shift }
            })
            .collect();
        Weave { strands, at: from, to }
    }

    /// Calls `visit` with each piece `[from, to)` in order, until it returns `false`.
    pub(super) fn pieces(mut self, mut visit: impl FnMut(i64, i64, &[Strand<'a>]) -> bool) {
        while self.at < self.to {
            let end = self.strands.iter().map(Strand::end).fold(self.to, i64::min);
            if !visit(self.at, end, &self.strands) {
                return;
            }
            for strand in &mut self.strands {
                if strand.end() == end {
                    strand.advance();
                }
            }
            self.at = end;
        }
    }
}
