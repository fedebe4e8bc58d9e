//! Which drill is next.

use super::chance::Chance;
use crate::catalogue::{ScenarioId, Severity};
use crate::system::ComponentId;
use crate::units::Arrange;
use chrono::NaiveDate;

/// Something that could be practised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Bringing back what.
    pub component: ComponentId,
    /// After what.
    pub scenario: ScenarioId,
    /// When it was last proven.
    pub proven: Option<NaiveDate>,
    /// The worst finding about it, with its title.
    pub worst: Option<(Severity, String)>,
}

/// How to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// What was never proven, then what was proven longest ago.
    LongestUnproven,
    /// What the worst finding is about.
    WorstFinding,
    /// Drawn at random: the same seed draws the same.
    Chance(u32),
}

/// The place of the chosen one, and why. Of equal ones the one with the worse finding, then the first. `None` when there is none to
/// choose from, or none has a finding.
pub fn pick(candidates: &[Candidate], by: By) -> Option<(usize, String)> {
    let all = candidates.iter().enumerate();
    match by {
        By::LongestUnproven => {
            let (at, chosen) = all.min_by_key(|(_, c)| (c.proven, severity(c)))?;
            let why = match chosen.proven {
                None => "It has never been proven.".to_owned(),
                Some(day) => format!(
                    "It was last proven on {}, longer ago than any other.",
                    crate::units::long_date(day)
                ),
            };
            Some((at, why))
        }
        By::WorstFinding => {
            let with = all.filter(|(_, c)| c.worst.is_some());
            let (at, chosen) = with.min_by_key(|(_, c)| (severity(c), c.proven))?;
            let (worst, title) = chosen.worst.as_ref()?;
            Some((at, format!("The worst finding is about it. {}: {title}", worst.word())))
        }
        By::Chance(seed) => {
            let at = Chance::new(seed).one_of(candidates.len());
            candidates.get(at).map(|_| (at, format!("Drawn at random with the number {seed}.")))
        }
    }
}

/// Candidates in the order in which they should be practised: by [`By::LongestUnproven`].
pub fn most_urgent_first(candidates: &[Candidate]) -> Vec<&Candidate> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.arrange_by_key(|c| (c.proven, severity(c)));
    order
}

/// The worst first, none last.
fn severity(candidate: &Candidate) -> u8 {
    candidate.worst.as_ref().map_or(u8::MAX, |(severity, _)| *severity as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: &str, proven: Option<u32>, worst: Option<Severity>) -> Candidate {
        Candidate {
            component: ComponentId::new(id),
            scenario: ScenarioId::DiskHostLoss,
            proven: proven.and_then(|day| NaiveDate::from_ymd_opt(2026, 5, day)),
            worst: worst.map(|severity| (severity, "Nobody knows.".to_owned())),
        }
    }

    #[test]
    fn the_longest_unproven_the_worst_and_a_drawn_one() {
        let all = [
            candidate("a", Some(1), Some(Severity::Critical)),
            candidate("b", None, None),
            candidate("c", None, Some(Severity::Low)),
            candidate("d", Some(9), None),
        ];
        let at = |by| pick(&all, by).map(|(at, _)| at);
        assert_eq!((at(By::LongestUnproven), at(By::WorstFinding)), (Some(2), Some(0)));
        let order: Vec<&str> = most_urgent_first(&all).iter().map(|c| c.component.as_str()).collect();
        assert_eq!(order, ["c", "b", "a", "d"]);
        let drawn: Vec<usize> = (0..64).filter_map(|seed| at(By::Chance(seed))).collect();
        assert_eq!(drawn, (0..64).filter_map(|seed| at(By::Chance(seed))).collect::<Vec<_>>());
        assert!((0..4).all(|one| drawn.contains(&one)), "{drawn:?}");
        assert_eq!(pick(&[], By::Chance(1)), None);
        assert_eq!(pick(&all[1..2], By::WorstFinding), None);
    }
}
