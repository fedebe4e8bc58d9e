//! What all drills of a component and a scenario say together.

use super::bounds::{CONFIDENCE, FEWEST_FOR_MODEL, covered_quantile, failure_bound, lognormal_bound};
use super::{Measured, Proof, Shown};
use crate::catalogue::ScenarioId;
use crate::system::ComponentId;
use crate::units::{Arrange, Duration};
use chrono::NaiveDate;

/// What is proven of a component after a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The newest restore that worked, stale or not.
    pub newest: Option<Proof>,
    /// The newest time that still holds: evidence for the recovery time.
    pub measured: Option<(Measured, NaiveDate)>,
    /// Times that were measured, in seconds, oldest first.
    pub times: Vec<Duration>,
    /// How many restores were tried, and how many of them failed. Talking is no try.
    pub tried: u64,
    /// Those that failed.
    pub failed: u64,
}

/// Of these proofs, what those of a component and a scenario say.
pub fn track(proofs: &[Proof], component: &ComponentId, scenario: ScenarioId) -> Track {
    let of = |proof: &&Proof| proof.component == *component && proof.scenario == scenario;
    let mut mine: Vec<&Proof> = proofs.iter().filter(of).collect();
    mine.arrange_by(|a, b| (a.on, &a.drill).cmp(&(b.on, &b.drill)));
    let restored = || mine.iter().filter(|proof| matches!(proof.shown, Shown::Restored(_)));
    let time = |proof: &Proof| match &proof.shown {
        Shown::Restored(Ok(measured)) => Some(measured.clone()),
        _ => None,
    };
    let fresh = restored().rev().filter(|proof| !proof.stale);
    let failed =
        mine.iter().filter(|proof| proof.shown == Shown::Failed && proof.level.restores()).count() as u64;
    Track {
        newest: restored().next_back().map(|proof| (*proof).clone()),
        measured: fresh.filter_map(|proof| Some((time(proof)?, proof.on))).next(),
        times: restored().filter_map(|proof| Some(time(proof)?.time)).collect(),
        tried: restored().count() as u64 + failed,
        failed,
    }
}

impl Track {
    /// What may be said of the times, and no more: never that a time is proven.
    pub fn says(&self) -> Vec<String> {
        let mut says = Vec::new();
        let Some(longest) = self.times.iter().max() else {
            says.push("No drill has measured how long it takes.".to_owned());
            says.extend(self.failures());
            return says;
        };
        let count = self.times.len();
        let drills = if count == 1 { "1 drill".to_owned() } else { format!("{count} drills, the longest") };
        let covered = covered_quantile(count, CONFIDENCE).unwrap_or(0.0);
        says.push(format!(
            "{drills}: {longest}. With 95\u{a0}% confidence, {} of such recoveries take no longer. So few drills say no more than that.",
            whole_percent(covered)
        ));
        if count >= FEWEST_FOR_MODEL {
            let seconds: Vec<f64> = self.times.iter().map(|time| time.seconds() as f64).collect();
            if let Some(bound) = lognormal_bound(&seconds, 0.9, 0.9) {
                let bound = Duration::clamped(bound.ceil().min(1e12) as i64);
                says.push(format!(
                    "If such times spread as they often do (a lognormal law, which is a model), 90\u{a0}% of recoveries take no longer \
                     than {bound}, with 90\u{a0}% confidence."
                ));
            }
        }
        says.extend(self.failures());
        says
    }

    fn failures(&self) -> Option<String> {
        let bound = failure_bound(self.failed, self.tried, CONFIDENCE).filter(|_| self.tried > 0)?;
        let tried =
            if self.tried == 1 { "The one try".to_owned() } else { format!("Of {} tries", self.tried) };
        let failed = match (self.failed, self.tried) {
            (0, 1) => " worked".to_owned(),
            (1, 1) => " failed".to_owned(),
            (0, _) => " none failed".to_owned(),
            (failed, _) => format!(" {failed} failed"),
        };
        // Rounded up, so that the sentence holds.
        let percent = (bound * 100.0 - 1e-9).ceil().clamp(0.0, 100.0);
        Some(format!(
            "{tried}{failed}: a restore fails at most {percent:.0}\u{a0}% of the time, with 95\u{a0}% confidence."
        ))
    }
}

/// A share as whole percent, rounded down so that the sentence holds.
fn whole_percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", (share * 100.0 + 1e-9).floor())
}
