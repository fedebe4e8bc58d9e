//! Independent protections on one piece: which point is the newest good one overall.

use super::law::Share;
use super::limits::NEGLIGIBLE;
use super::question::Point;
use super::track::Chance;
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

/// Combines the strands of one piece; the buffer is kept from piece to piece.
#[derive(Default)]
pub(super) struct Combiner<'a> {
    heads: Vec<Head<'a>>,
}

/// How far one strand was gone through.
struct Head<'a> {
    protection: usize,
    shift: i64,
    /// What is left, newest first, and the first of it: the point, shifted, and its rank.
    rest: &'a [Chance],
    point: Point,
    rank: i64,
    /// Chance that this strand has nothing newer than what is left.
    below: f64,
}

impl Head<'_> {
    /// Looks at the first of what is left.
    fn face(&mut self, from: i64) {
        if let Some(chance) = self.rest.first() {
            self.point = chance.point.shifted(self.shift);
            self.rank = self.point.rank(from);
        }
    }
}

impl<'a> Combiner<'a> {
    /// Appends the shares of the piece that starts at `from`, from newest to oldest capture.
    ///
    /// `P(newest good overall <= x)` is the product of each protection's own. So a point is the newest good one with its
    /// own chance times the chance, for every other protection, of nothing newer; at equal captures the protection listed
    /// first is named.
    pub(super) fn shares(&mut self, from: i64, strands: &[Strand<'a>], out: &mut Vec<Share>) {
        self.heads.clear();
        self.heads.extend(strands.iter().map(|strand| {
            let Strand { protection, shift, .. } = *strand;
            let point = Point::Behind(0);
            let mut head =
                Head { protection, shift, rest: strand.chances, point, rank: 0, below: 1.0 };
            head.face(from);
            head
        }));
        while let Some(at) = self.newest() {
            let others = self.heads.iter().enumerate().filter(|(i, _)| *i != at);
            let others: f64 = others.map(|(_, head)| head.below).product();
            let Some(head) = self.heads.get_mut(at) else { break };
            let Some((chance, rest)) = head.rest.split_first() else { break };
            let whole = chance.newest * others;
            if whole > 0.0 {
                out.push(Share { protection: head.protection, point: head.point, chance: whole });
            }
            if others * chance.below < NEGLIGIBLE {
                break;
            }
            (head.rest, head.below) = (rest, chance.below);
            head.face(from);
        }
    }

    /// The strand whose next chance is the newest, the first of them at a tie.
    fn newest(&self) -> Option<usize> {
        let left = self.heads.iter().enumerate().filter(|(_, head)| !head.rest.is_empty());
        left.reduce(|best, head| if head.1.rank > best.1.rank { head } else { best }).map(|(at, _)| at)
    }
}

/// The chance of no good point on the piece.
pub(super) fn none(strands: &[Strand<'_>]) -> f64 {
    strands.iter().filter_map(|strand| strand.standing).map(|standing| standing.none).product()
}

/// The oldest point with a positive chance on the piece that starts at `from`. A point that is good for certain ends the
/// list; without one the oldest of any protection counts.
pub(super) fn oldest(from: i64, strands: &[Strand<'_>]) -> Oldest {
    let mut certain: Option<(Point, usize)> = None;
    let mut possible: Option<(Point, usize)> = None;
    let mut endless = false;
    for strand in strands {
        let Some(standing) = strand.standing else { continue };
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
