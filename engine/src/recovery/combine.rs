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
    /// What is left, newest first, and the rank of the first of it; below every rank when nothing is left.
    rest: &'a [Chance],
    rank: i64,
    /// Chance that this strand has nothing newer than what is left.
    below: f64,
}

impl<'a> Head<'a> {
    fn new(strand: &Strand<'a>, from: i64) -> Head<'a> {
        let Strand { protection, shift, chances, .. } = *strand;
        let mut head = Head { protection, shift, rest: chances, rank: i64::MIN, below: 1.0 };
        head.face(from);
        head
    }

    /// Looks at the first of what is left.
    fn face(&mut self, from: i64) {
        self.rank = self.rest.first().map_or(i64::MIN, |chance| chance.point.shifted(self.shift).rank(from));
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
        self.heads.extend(strands.iter().map(|strand| Head::new(strand, from)));
        loop {
            let (mut newest, mut rank) = (0, i64::MIN);
            for (at, head) in self.heads.iter().enumerate() {
                if head.rank > rank {
                    (newest, rank) = (at, head.rank);
                }
            }
            let mut others = 1.0;
            for (at, head) in self.heads.iter().enumerate() {
                if at != newest {
                    others *= head.below;
                }
            }
            let Some(head) = self.heads.get_mut(newest) else { break };
            let Some((chance, rest)) = head.rest.split_first() else { break };
            let whole = chance.newest * others;
            if whole > 0.0 {
                let point = chance.point.shifted(head.shift);
                out.push(Share { protection: head.protection, point, chance: whole });
            }
            if others * chance.below < NEGLIGIBLE {
                break;
            }
            (head.rest, head.below) = (rest, chance.below);
            head.face(from);
        }
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
