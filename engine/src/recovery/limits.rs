//! How far the engine goes before it refuses: a refusal with a reason is better than a frozen page.

/// The largest magnitude of any instant or length, in seconds: 2^50, about 35 million years.
///
/// Sums of a handful of such values stay below 2^53, so that they neither overflow an `i64` nor lose a second as an `f64`.
pub const MAX_SECONDS: i64 = 1 << 50;

/// The largest number of run instances looked at: runs within one hyper-period, or within one chart window.
pub const MAX_RUNS: i64 = 2_000_000;

/// The largest number of (piece, candidate) pairs in one law.
pub const MAX_SHARES: usize = 2_000_000;

/// The candidates of one piece are listed until the chance that all of the listed ones are bad falls below this. What is
/// left out changes no statistic: it is below the last bit of a probability.
pub(super) const NEGLIGIBLE: f64 = 1e-18;
