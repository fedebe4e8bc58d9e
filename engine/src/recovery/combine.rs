//! Independent protections on one piece: which point is the newest good one overall.

use super::law::Share;
use super::limits::NEGLIGIBLE;
use super::question::Point;
use super::weave::Strand;

/// The oldest point that may be the newest good one overall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oldest {
    /// This one, by index of its protection.
    Point { protection: usize, point: Point },
    /// There is no oldest: candidates go back for ever.
    Endless,
    /// There is no candidate.
    Nothing,
}

/// Combines the strands of one piece; buffers are kept from piece to piece.
#[derive(Default)]
pub(super) struct Combiner {
    next: Vec<usize>,
    below: Vec<f64>,
}

impl Combiner {
    /// Appends the shares of the piece that starts at `from`, from newest to oldest capture, and returns the chance of no
    /// good point.
    ///
    /// `P(newest good overall <= x)` is the product of each protection's own. So a point is the newest good one with its
    /// own chance times the chance, for every other protection, of nothing newer; at equal captures the protection listed
    /// first is named.
    pub(super) fn shares(&mut self, from: i64, strands: &[Strand<'_>], out: &mut Vec<Share>) -> f64 {
        self.next.clear();
        self.next.resize(strands.len(), 0);
        self.below.clear();
        self.below.resize(strands.len(), 1.0);
        while let Some((at, point)) = self.newest(from, strands) {
            let Some(strand) = strands.get(at) else { break };
            let Some(next) = self.next.get_mut(at) else { break };
            let Some(chance) = strand.chances().get(*next) else { break };
            *next += 1;
            let others: f64 =
                self.below.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, b)| b).product();
            let whole = chance.newest * others;
            if whole > 0.0 {
                out.push(Share { protection: strand.protection, point, chance: whole });
            }
            if let Some(below) = self.below.get_mut(at) {
                *below = chance.below;
            }
            if others * chance.below < NEGLIGIBLE {
                break;
            }
        }
        strands.iter().filter_map(Strand::standing).map(|standing| standing.none).product()
    }

    /// The strand whose next chance is the newest, the first of them at a tie.
    fn newest(&self, from: i64, strands: &[Strand<'_>]) -> Option<(usize, Point)> {
        let mut best: Option<(usize, Point)> = None;
        for (at, (strand, next)) in strands.iter().zip(&self.next).enumerate() {
            if let Some(chance) = strand.chances().get(*next) {
                let point = chance.point.shifted(strand.shift);
                if best.is_none_or(|(_, newest)| point.rank(from) > newest.rank(from)) {
                    best = Some((at, point));
                }
            }
        }
        best
    }
}

/// The oldest point with a positive chance on the piece that starts at `from`. A point that is good for certain ends the
/// list; without one the oldest of any protection counts.
pub(super) fn oldest(from: i64, strands: &[Strand<'_>]) -> Oldest {
    let mut certain: Option<(Point, usize)> = None;
    let mut possible: Option<(Point, usize)> = None;
    let mut endless = false;
    for strand in strands {
        let Some(standing) = strand.standing() else { continue };
        endless |= standing.endless;
        let Some(point) = standing.oldest.map(|point| point.shifted(strand.shift)) else { continue };
        if standing.sure && certain.is_none_or(|(newest, _)| point.rank(from) > newest.rank(from)) {
            certain = Some((point, strand.protection));
        }
        if possible.is_none_or(|(oldest, _)| point.rank(from) < oldest.rank(from)) {
            possible = Some((point, strand.protection));
        }
    }
    match (certain, possible) {
        (Some((point, protection)), _) => Oldest::Point { protection, point },
        (None, _) if endless => Oldest::Endless,
        (None, Some((point, protection))) => Oldest::Point { protection, point },
        (None, None) => Oldest::Nothing,
    }
}
