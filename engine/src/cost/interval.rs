//! How often a run pays.

use super::YEAR;
use super::error::{CostError, not_negative, positive, within};

/// What a schedule costs and saves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// Money per run, 0 or more.
    pub per_run: f64,
    /// Money per hour of lost work, 0 or more.
    pub loss_per_hour: f64,
    /// How often in a year work is lost, 0 or more.
    pub failures_per_year: f64,
    /// Chance, above 0 to 1, that a run is good; a bad one goes unnoticed.
    pub success: f64,
    /// Seconds from a capture until its copy is usable, 0 or more.
    pub lag: f64,
}

/// The cheapest time between runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Best {
    /// So many seconds.
    Every(f64),
    /// Runs cost nothing: the more the better.
    AsOftenAsPossible,
    /// Losses cost nothing: no run pays.
    Never,
}

/// The cheapest time between runs, beside the present one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The cheapest.
    pub best: Best,
    /// What it costs in a year; the limit where it is none.
    pub best_per_year: f64,
    /// What the present one costs in a year.
    pub current_per_year: f64,
    /// Runs at present, money in a year.
    pub current_runs: f64,
    /// Expected losses at present, money in a year.
    pub current_losses: f64,
    /// The part of the costs that depends on the interval, present over best: (T/T* + T*/T)/2. 1.25 at twice or half the best, 2.13
    /// at four times. `None` where there is no best.
    pub ratio: Option<f64>,
}

impl Costs {
    /// Checks every value against its range.
    pub(super) fn check(&self) -> Result<(), CostError> {
        not_negative("cost of a run", self.per_run)?;
        not_negative("cost of an hour of lost work", self.loss_per_hour)?;
        not_negative("number of failures in a year", self.failures_per_year)?;
        let success = self.success > 0.0 && self.success <= 1.0;
        within("chance that a run is good", self.success, "more than 0 and at most 1", success)?;
        not_negative("time until a copy is usable", self.lag)?;
        Ok(())
    }

    /// Money per second of mean loss and year.
    fn loss(&self) -> f64 {
        self.failures_per_year * self.loss_per_hour / 3_600.0
    }

    /// Mean loss is the lag and this many intervals: 1/q - 1/2.
    fn share(&self) -> f64 {
        1.0 / self.success - 0.5
    }

    /// Runs in a year, in money.
    pub fn runs_per_year(&self, interval: f64) -> f64 {
        self.per_run * YEAR / interval
    }

    /// Expected losses in a year, in money: the mean loss is `lag + T (1/q - 1/2)`.
    pub fn losses_per_year(&self, interval: f64) -> f64 {
        self.loss() * (self.lag + interval * self.share())
    }

    /// Both: the cost of a year with a run every `interval` seconds.
    pub fn per_year(&self, interval: f64) -> f64 {
        self.runs_per_year(interval) + self.losses_per_year(interval)
    }

    /// The interval of least cost, `sqrt(per_run * year / (failures * price * (1/q - 1/2)))`.
    pub fn best(&self) -> Best {
        let losing = self.loss() * self.share();
        match (self.per_run > 0.0, losing > 0.0) {
            (true, true) => Best::Every((self.per_run * YEAR / losing).sqrt()),
            (false, true) => Best::AsOftenAsPossible,
            (_, false) => Best::Never,
        }
    }
}

/// The interval of least cost, beside the present one of `current` seconds ("recovery mathematics", section 2(g)).
///
/// # Errors
/// `OutOfRange` for a negative value, a chance of 0, or an interval of 0.
pub fn optimal_interval(costs: &Costs, current: f64) -> Result<Interval, CostError> {
    costs.check()?;
    positive("present time between runs", current)?;
    let best = costs.best();
    let (best_per_year, ratio) = match best {
        Best::Every(every) => (costs.per_year(every), Some((current / every + every / current) / 2.0)),
        Best::AsOftenAsPossible => (costs.losses_per_year(0.0), None),
        Best::Never => (costs.losses_per_year(0.0), None),
    };
    Ok(Interval {
        best,
        best_per_year,
        current_per_year: costs.per_year(current),
        current_runs: costs.runs_per_year(current),
        current_losses: costs.losses_per_year(current),
        ratio,
    })
}

/// The loss that a share `p` of all failures stays within, for runs every `interval` seconds: the quantile of lag + T U + T (K - 1) with
/// U uniform on [0, 1) and K geometric. `None` at `p` = 1 with bad runs among them: no bound.
pub fn loss_quantile(lag: f64, interval: f64, success: f64, p: f64) -> Option<f64> {
    if ![p, success].iter().all(|chance| (0.0..=1.0).contains(chance)) || success == 0.0 {
        return None;
    }
    if success >= 1.0 {
        return Some(lag + interval * p);
    }
    if p >= 1.0 {
        return None;
    }
    // All but (1 - q)^j lose at most lag + j T.
    let bad = 1.0 - success;
    let whole = ((1.0 - p).ln() / bad.ln()).floor();
    let past = 1.0 - bad.powf(whole);
    Some(lag + interval * (whole + ((p - past) / (bad.powf(whole) * success)).clamp(0.0, 1.0)))
}
