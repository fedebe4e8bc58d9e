//! Whether runs come too often, too seldom, or about right; in money.

use super::error::{CostError, not_negative, positive, within};
use super::interval::{Best, Costs, loss_quantile};

/// The most that may be lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Seconds of work.
    pub loss: f64,
    /// For which failures it has to hold.
    pub measured: AsMeasured,
}

/// For which failures a target has to hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AsMeasured {
    /// For all.
    Worst,
    /// For this share of them, 0 to 1.
    Share(f64),
}

/// What to say about an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The target is missed: it comes before any cost.
    MissesTarget,
    /// No interval meets the target: the time until a copy is usable alone is too long, or too many runs are bad.
    TargetOutOfReach,
    /// Less than half the best interval, and the target would be met at twice the present one.
    TooOften,
    /// More than twice the best interval.
    TooSeldom,
    /// Within a factor of two of the best, or held below it by the target.
    AboutRight,
}

/// What to do, and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Advice {
    /// What to say.
    pub verdict: Verdict,
    /// The interval of least cost.
    pub best: Best,
    /// The longest interval that meets the target, in seconds; `None` without one, or when none meets it.
    pub longest_for_target: Option<f64>,
    /// The interval to choose: the best, or the longest for the target if that is shorter. `None` where there is none.
    pub recommended: Option<f64>,
    /// Money in a year at present.
    pub current_per_year: f64,
    /// Money in a year as recommended.
    pub recommended_per_year: Option<f64>,
    /// What the change saves in a year; below 0 it costs, which only a missed target asks for.
    pub saved_per_year: Option<f64>,
}

/// What to make of a run every `current` seconds ("recovery mathematics", section 2(g)): the target is a hard limit first, then cost decides.
/// Within a factor of two of the best interval a change saves at most a fifth of what depends on it, which is not worth
/// a word.
///
/// # Errors
/// `OutOfRange` for a negative value, a chance of 0, a share outside 0 to 1, or an interval of 0.
pub fn advice(costs: &Costs, current: f64, target: Option<Target>) -> Result<Advice, CostError> {
    costs.check()?;
    positive("present time between runs", current)?;
    if let Some(Target { loss, measured }) = target {
        not_negative("most that may be lost", loss)?;
        if let AsMeasured::Share(share) = measured {
            let fits = (0.0..=1.0).contains(&share);
            within("share of failures", share, "a number from 0 to 1", fits)?;
        }
    }
    let best = costs.best();
    let longest = target.map(|target| longest(costs, target));
    let meets = |interval: f64| match longest {
        None => true,
        Some(longest) => longest.is_some_and(|longest| interval <= longest),
    };
    let verdict = match (longest, best) {
        (Some(None), _) => Verdict::TargetOutOfReach,
        _ if !meets(current) => Verdict::MissesTarget,
        (_, Best::Every(every)) if current < every / 2.0 && meets(2.0 * current) => Verdict::TooOften,
        (_, Best::Never) if meets(2.0 * current) && costs.per_run > 0.0 => Verdict::TooOften,
        (_, Best::Every(every)) if current > 2.0 * every => Verdict::TooSeldom,
        _ => Verdict::AboutRight,
    };
    let longest_for_target = longest.flatten();
    let recommended = match (best, longest) {
        (_, Some(None)) | (Best::AsOftenAsPossible, _) => None,
        (Best::Every(every), Some(Some(longest))) => Some(every.min(longest)),
        (Best::Every(every), None) => Some(every),
        (Best::Never, longest) => longest.flatten(),
    };
    let recommended = recommended.filter(|interval| *interval > 0.0);
    let current_per_year = costs.per_year(current);
    let recommended_per_year = recommended.map(|interval| costs.per_year(interval));
    Ok(Advice {
        verdict,
        best,
        longest_for_target,
        recommended,
        current_per_year,
        recommended_per_year,
        saved_per_year: recommended_per_year.map(|cost| current_per_year - cost),
    })
}

/// The longest interval whose loss stays within the target: the loss is the lag and a multiple of the interval.
fn longest(costs: &Costs, target: Target) -> Option<f64> {
    let share = match target.measured {
        AsMeasured::Worst => 1.0,
        AsMeasured::Share(share) => share,
    };
    let intervals = loss_quantile(0.0, 1.0, costs.success, share)?;
    let room = target.loss - costs.lag;
    if room < 0.0 || (room == 0.0 && intervals > 0.0) {
        return None;
    }
    Some(if intervals == 0.0 { f64::INFINITY } else { room / intervals })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600.0;

    fn costs() -> Costs {
        Costs { per_run: 0.4, loss_per_hour: 50.0, failures_per_year: 0.5, success: 1.0, lag: 0.0 }
    }

    fn verdict(hours: f64, target: Option<f64>) -> Verdict {
        let target = target.map(|hours| Target { loss: hours * HOUR, measured: AsMeasured::Worst });
        advice(&costs(), hours * HOUR, target).unwrap().verdict
    }

    /// T* is 16.7 h here.
    #[test]
    fn a_factor_of_two_either_way_is_about_right() {
        assert_eq!(verdict(8.0, None), Verdict::TooOften);
        assert_eq!(verdict(8.5, None), Verdict::AboutRight);
        assert_eq!(verdict(33.0, None), Verdict::AboutRight);
        assert_eq!(verdict(34.0, None), Verdict::TooSeldom);
    }

    #[test]
    fn the_target_comes_first() {
        assert_eq!(verdict(6.0, Some(12.0)), Verdict::TooOften, "met at twice the interval");
        assert_eq!(verdict(6.0, Some(11.0)), Verdict::AboutRight, "the target needs it this often");
        assert_eq!(verdict(12.0, Some(11.0)), Verdict::MissesTarget);
        let lagging = Costs { lag: 5.0 * HOUR, ..costs() };
        let target = Target { loss: 4.0 * HOUR, measured: AsMeasured::Worst };
        let told = advice(&lagging, HOUR, Some(target)).unwrap();
        assert_eq!((told.verdict, told.recommended), (Verdict::TargetOutOfReach, None));
        let target = Target { loss: 11.0 * HOUR, measured: AsMeasured::Worst };
        let told = advice(&lagging, 24.0 * HOUR, Some(target)).unwrap();
        assert_eq!((told.verdict, told.recommended), (Verdict::MissesTarget, Some(6.0 * HOUR)));
        assert!(told.saved_per_year.unwrap() < 0.0);
    }

    #[test]
    fn a_worst_case_needs_good_runs() {
        let doubtful = Costs { success: 0.8, ..costs() };
        let target = |measured| Some(Target { loss: 48.0 * HOUR, measured });
        let told = advice(&doubtful, 2.0 * HOUR, target(AsMeasured::Worst)).unwrap();
        assert_eq!(told.verdict, Verdict::TargetOutOfReach);
        let told = advice(&doubtful, 2.0 * HOUR, target(AsMeasured::Share(0.95))).unwrap();
        assert_eq!(told.verdict, Verdict::TooOften);
    }

    #[test]
    fn money_for_nothing() {
        let free = Costs { per_run: 0.0, ..costs() };
        assert_eq!(advice(&free, HOUR, None).unwrap().best, Best::AsOftenAsPossible);
        let worthless = Costs { loss_per_hour: 0.0, ..costs() };
        let told = advice(&worthless, HOUR, None).unwrap();
        assert_eq!((told.verdict, told.recommended), (Verdict::TooOften, None));
        assert!(advice(&costs(), 0.0, None).is_err());
        assert!(advice(&Costs { success: 0.0, ..costs() }, HOUR, None).is_err());
    }
}
