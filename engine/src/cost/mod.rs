//! What protection costs, and what it saves: storage, how often a run pays, and a year of failures.
//!
//! Formulas: "recovery mathematics", sections 2(f) and 2(g). Instants and lengths are whole seconds where copies are
//! counted, and `f64` where they are averaged; sizes bytes; money in one unnamed currency, as `f64`: these are
//! expectations and not accounts. A year has 8,760 h, a month 730 h, a GB 10^9 bytes.

mod advice;
mod annual;
mod error;
mod growth;
mod interval;
mod storage;
mod sweep;

pub use advice::{Advice, AsMeasured, Target, Verdict, advice};
pub use annual::{AnnualLoss, Line, Prices, Scenario, annual_loss};
pub use error::CostError;
pub use growth::{Growing, Growth, deduplicated_bytes, distinct_bytes, growing_storage};
pub use interval::{Best, Costs, Interval, loss_quantile, optimal_interval};
pub use storage::{Chain, Level, Peak, Retention, Run, Sizes, Storage, Stored, cost_per_month, storage};

/// Seconds in a year of 8,760 h.
pub const YEAR: f64 = 8_760.0 * 3_600.0;
