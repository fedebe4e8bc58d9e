//! Independent protections on one piece: which copy is the newest good one overall.

use super::law::Share;
use super::limits::NEGLIGIBLE;
use super::weave::Strand;

/// The oldest copy that may be the newest good one overall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oldest {
    /// This one, by index of its protection.
    Copy { copy: usize, capture: i64 },
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
    /// Appends the shares of the piece, from newest to oldest capture, and returns the chance of no good copy.
    ///
    /// `P(newest good overall <= x)` is the product of each protection's own. So a copy is the newest good one with its own
    /// chance times the chance, for every other protection, of nothing newer; at equal captures the protection listed
    /// first is named.
    pub(super) fn shares(&mut self, strands: &[Strand<'_>], out: &mut Vec<Share>) -> f64 {
        self.next.clear();
        self.next.resize(strands.len(), 0);
        self.below.clear();
        self.below.resize(strands.len(), 1.0);
        while let Some((at, capture)) = self.newest(strands) {
            let Some(strand) = strands.get(at) else { break };
            let Some(next) = self.next.get_mut(at) else { break };
            let Some(chance) = strand.chances().get(*next) else { break };
            *next += 1;
            let others: f64 =
                self.below.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, b)| b).product();
            let whole = chance.newest * others;
            if whole > 0.0 {
                out.push(Share { copy: strand.copy, capture, chance: whole });
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

    /// The strand whose next chance has the newest capture, the first of them at a tie.
    fn newest(&self, strands: &[Strand<'_>]) -> Option<(usize, i64)> {
        let mut best: Option<(usize, i64)> = None;
        for (at, (strand, next)) in strands.iter().zip(&self.next).enumerate() {
            if let Some(chance) = strand.chances().get(*next) {
                let capture = chance.capture + strand.shift;
                if best.is_none_or(|(_, newest)| capture > newest) {
                    best = Some((at, capture));
                }
            }
        }
        best
    }
}

/// The oldest copy with a positive chance on the piece. A copy that is good for certain ends the list; without one the
/// oldest of any protection counts.
pub(super) fn oldest(strands: &[Strand<'_>]) -> Oldest {
    let mut certain: Option<(i64, usize)> = None;
    let mut possible: Option<(i64, usize)> = None;
    let mut endless = false;
    for strand in strands {
        let Some(standing) = strand.standing() else { continue };
        endless |= standing.endless;
        let Some(capture) = standing.oldest.map(|capture| capture + strand.shift) else { continue };
        if standing.sure && certain.is_none_or(|(newest, _)| capture > newest) {
            certain = Some((capture, strand.copy));
        }
        if possible.is_none_or(|(oldest, _)| capture < oldest) {
            possible = Some((capture, strand.copy));
        }
    }
    match (certain, possible) {
        (Some((capture, copy)), _) => Oldest::Copy { copy, capture },
        (None, _) if endless => Oldest::Endless,
        (None, Some((capture, copy))) => Oldest::Copy { copy, capture },
        (None, None) => Oldest::Nothing,
    }
}
