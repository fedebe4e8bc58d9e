//! What a year of failures costs.

use super::error::{CostError, not_negative, within};

/// What losing costs, in money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prices {
    /// An hour of lost work, 0 or more.
    pub loss_per_hour: f64,
    /// An hour without service, 0 or more.
    pub downtime_per_hour: f64,
    /// Everything lost for good, 0 or more.
    pub total_loss: f64,
}

/// One thing that may happen.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it is called.
    pub name: String,
    /// How often in a year, 0 or more.
    pub rate_per_year: f64,
    /// Mean hours of work lost, given that something can be recovered.
    pub mean_loss_hours: f64,
    /// Mean hours until service is back, given the same.
    pub mean_recovery_hours: f64,
    /// Chance, 0 to 1, that nothing can be recovered.
    pub p_unrecoverable: f64,
}

/// What one scenario is expected to cost in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Lost work: rate × (1 - p) × mean loss × price.
    pub data_loss: f64,
    /// Time without service: rate × (1 - p) × mean recovery × price.
    pub downtime: f64,
    /// Everything lost: rate × p × its price.
    pub total_loss: f64,
}

impl Line {
    /// All three.
    pub fn sum(self) -> f64 {
        self.data_loss + self.downtime + self.total_loss
    }
}

/// What a year of failures is expected to cost.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnualLoss {
    /// One for each scenario, in their order.
    pub lines: Vec<Line>,
    /// Their sums by what was lost.
    pub sums: Line,
    /// Everything.
    pub expected: f64,
}

/// The expected annual loss ("recovery mathematics", section 2(g)).
///
/// # Errors
/// `OutOfRange` for a negative value, or a chance outside 0 to 1.
pub fn annual_loss(scenarios: &[Scenario], prices: &Prices) -> Result<AnnualLoss, CostError> {
    not_negative("cost of an hour of lost work", prices.loss_per_hour)?;
    not_negative("cost of an hour without service", prices.downtime_per_hour)?;
    not_negative("cost of losing everything", prices.total_loss)?;
    let line = |scenario: &Scenario| {
        let rate = not_negative("number of failures in a year", scenario.rate_per_year)?;
        let loss = not_negative("mean loss in hours", scenario.mean_loss_hours)?;
        let recovery = not_negative("mean recovery in hours", scenario.mean_recovery_hours)?;
        let p = scenario.p_unrecoverable;
        within("chance that nothing can be recovered", p, "a number from 0 to 1", (0.0..=1.0).contains(&p))?;
        Ok(Line {
            data_loss: rate * (1.0 - p) * loss * prices.loss_per_hour,
            downtime: rate * (1.0 - p) * recovery * prices.downtime_per_hour,
            total_loss: rate * p * prices.total_loss,
        })
    };
    let lines: Vec<Line> = scenarios.iter().map(line).collect::<Result<_, CostError>>()?;
    let sums = Line {
        data_loss: lines.iter().map(|line| line.data_loss).sum(),
        downtime: lines.iter().map(|line| line.downtime).sum(),
        total_loss: lines.iter().map(|line| line.total_loss).sum(),
    };
    Ok(AnnualLoss { expected: sums.sum(), sums, lines })
}
