/// Why a cost cannot be computed as asked. Every message says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CostError {
    /// A quantity outside its range.
    #[error("the {quantity} is {value}: give {range}")]
    OutOfRange {
        /// Which quantity.
        quantity: &'static str,
        /// As given.
        value: f64,
        /// What would be accepted: "0 or more", "more than 0".
        range: &'static str,
    },
    /// A schedule without a run.
    #[error("the schedule has no run: give at least one")]
    NoRun,
    /// Incrementals without a full.
    #[error("the schedule has increments and no full copy that they could build on: add a full run")]
    NoFull,
    /// Periods that hardly ever line up, or copies kept far beyond them.
    #[error(
        "the runs repeat together only after {runs} runs, which is too many: use periods that divide a common week"
    )]
    TooMany {
        /// How many.
        runs: f64,
    },
    /// A window without length.
    #[error("the window from {from} to {to} is empty: give an end after the start")]
    Window {
        /// Start.
        from: i64,
        /// End.
        to: i64,
    },
}

pub(super) fn within(
    quantity: &'static str,
    value: f64,
    range: &'static str,
    fits: bool,
) -> Result<f64, CostError> {
    if fits && value.is_finite() { Ok(value) } else { Err(CostError::OutOfRange { quantity, value, range }) }
}

/// A number, 0 or more.
pub(super) fn not_negative(quantity: &'static str, value: f64) -> Result<f64, CostError> {
    within(quantity, value, "0 or more", value >= 0.0)
}

/// A number above 0.
pub(super) fn positive(quantity: &'static str, value: f64) -> Result<f64, CostError> {
    within(quantity, value, "a number above 0", value > 0.0)
}
