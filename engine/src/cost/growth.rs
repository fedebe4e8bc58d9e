//! Storage of data that grows, and of changes that overwrite each other.

use super::YEAR;
use super::error::{CostError, not_negative, within};
use super::storage::{Made, Peak, Stored};
use super::sweep::{Held, Sweep, Train};

/// How data grows from its size at instant 0, and before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Growth {
    /// By so many bytes a second; never below nothing.
    Linear {
        /// Bytes per second; below 0 it shrinks.
        rate: f64,
    },
    /// By a share a year: 0.2 is a fifth more every year.
    Compound {
        /// More than -1.
        per_year: f64,
    },
}

impl Growth {
    /// The size at an instant, in seconds from the one at which it is `now`.
    pub fn size(self, now: f64, at: i64) -> f64 {
        match self {
            Growth::Linear { rate } => (now + rate * at as f64).max(0.0),
            Growth::Compound { per_year } => now * (1.0 + per_year).powf(at as f64 / YEAR),
        }
    }
}

/// What growing data occupies over a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growing {
    /// The fullest instant in the window.
    pub peak: Peak,
    /// Mean bytes over the window.
    pub mean_bytes: f64,
    /// Bytes of a full copy, before compression, at the start and at the end of the window.
    pub full_at_start: f64,
    /// See `full_at_start`.
    pub full_at_end: f64,
}

/// The most run instances that are gone through.
const MOST: f64 = 500_000.0;

/// Storage over `[from, to)`, seconds from the instant at which a full copy has `sizes.full_bytes`. The size of each copy is taken
/// at its own capture; the rate of change stays as it is, and no partial copy is larger than a full one of that instant. The
/// schedule has always run, and the data grew in the same way before.
///
/// # Errors
/// As [`storage`](super::storage()), and `Window` when it is empty.
pub fn growing_storage(stored: &Stored, growth: Growth, from: i64, to: i64) -> Result<Growing, CostError> {
    if from >= to {
        return Err(CostError::Window { from, to });
    }
    let far = from.unsigned_abs().max(to.unsigned_abs()) <= 1 << 50;
    within("window", to as f64, "instants within 2^50 s", far)?;
    match growth {
        Growth::Linear { rate } => within("growth in bytes a second", rate, "a number", true)?,
        Growth::Compound { per_year } => {
            within("growth in a year", per_year, "more than -1", per_year > -1.0)?
        }
    };
    let (hyper, made) = stored.cycle()?;
    let longest = made.iter().map(|made| made.kept_until - made.start).max().unwrap_or(0);
    let runs = ((to - from) as f64 + longest as f64) / hyper as f64 * made.len() as f64;
    if runs > MOST {
        return Err(CostError::TooMany { runs });
    }
    let bytes = |made: &Made, start| stored.bytes(made.span, growth.size(stored.sizes.full_bytes, start));
    let turns = |made: &Made| {
        let (made, length) = (*made, made.kept_until - made.start);
        let first = (from - length - made.start).div_euclid(hyper) + 1;
        let last = (to - 1 - made.start).div_euclid(hyper);
        (first..=last).map(move |turn| {
            let start = made.start + turn * hyper;
            Held { from: start, length, bytes: bytes(&made, start) }
        })
    };
    let (swept, area) = match made.as_slice() {
        [one] => {
            let train = Train { first: one.start, every: hyper, length: one.kept_until - one.start };
            Sweep::in_turn(train, |start| bytes(one, start), (from, to))
        }
        _ => Sweep::once(&made.iter().flat_map(turns).collect::<Vec<_>>(), from, to),
    };
    let full = |at| growth.size(stored.sizes.full_bytes, at);
    Ok(Growing {
        peak: Peak { at: swept.peak_at, bytes: swept.peak_bytes, copies: swept.copies_at_peak },
        mean_bytes: area / (to - from) as f64,
        full_at_start: full(from),
        full_at_end: full(to),
    })
}

/// Distinct bytes among the writes of `seconds` to data of `size` bytes at `rate` bytes per second, when writes fall anywhere: what is
/// overwritten again counts once. `size * (1 - e^(-rate * seconds / size))`, section 2(d).
///
/// # Errors
/// `OutOfRange` for a negative value.
pub fn distinct_bytes(size: f64, rate: f64, seconds: f64) -> Result<f64, CostError> {
    not_negative("size of the data", size)?;
    not_negative("rate of writes", rate)?;
    not_negative("time", seconds)?;
    if size == 0.0 {
        return Ok(0.0);
    }
    Ok(-size * (-rate * seconds / size).exp_m1())
}

/// What a deduplicating store holds: one full of unique bytes, and the distinct changes of every further copy. `copies` of them,
/// `gap` seconds apart.
///
/// # Errors
/// `OutOfRange` for a negative value.
pub fn deduplicated_bytes(unique_bytes: f64, rate: f64, gap: f64, copies: u64) -> Result<f64, CostError> {
    let changes = distinct_bytes(unique_bytes, rate, gap)?;
    Ok(if copies == 0 { 0.0 } else { unique_bytes + (copies - 1) as f64 * changes })
}
