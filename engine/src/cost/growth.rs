//! Storage of data that grows, and of changes that overwrite each other.

use super::YEAR;
use super::error::{CostError, not_negative, within};
use super::storage::{Made, Peak, Sizes, Span, Stored};
use super::sweep::{Held, Sweep};

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

    /// Whether it gets larger.
    fn grows(self) -> bool {
        match self {
            Growth::Linear { rate: growth } | Growth::Compound { per_year: growth } => growth > 0.0,
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
    let all = Copies { stored, growth, hyper, from, to };
    let area: f64 = made.iter().map(|made| all.area(made)).sum();
    // From one repetition to the next copies of growing data never get smaller, and those of other data never larger: the
    // fullest instant is in the last, or in the first.
    let swept = match growth.grows() {
        true => Copies { from: from.max(to - hyper), ..all }.sweep(&made),
        false => Copies { to: to.min(from + hyper), ..all }.sweep(&made),
    };
    let full = |at| growth.size(stored.sizes.full_bytes, at);
    Ok(Growing {
        peak: Peak { at: swept.peak_at, bytes: swept.peak_bytes, copies: swept.copies_at_peak },
        mean_bytes: area / (to - from) as f64,
        full_at_start: full(from),
        full_at_end: full(to),
    })
}

/// The copies of a schedule in `[from, to)`.
#[derive(Clone, Copy)]
struct Copies<'a> {
    stored: &'a Stored,
    growth: Growth,
    hyper: i64,
    from: i64,
    to: i64,
}

impl Copies<'_> {
    /// The first and the last repetition in which a run of the cycle makes a copy that is there in the window.
    fn turns(&self, made: &Made) -> (i64, i64) {
        let first = (self.from - made.kept_until).div_euclid(self.hyper) + 1;
        (first, (self.to - 1 - made.start).div_euclid(self.hyper))
    }

    fn held(&self, made: &Made, turn: i64) -> Held {
        let from = made.start + turn * self.hyper;
        let full = self.growth.size(self.stored.sizes.full_bytes, from);
        Held { from, length: made.kept_until - made.start, bytes: self.stored.bytes(made.span, full) }
    }

    fn sweep(&self, made: &[Made]) -> Sweep {
        let turns = |made| {
            let (first, last) = self.turns(made);
            (first..=last).map(move |turn| self.held(made, turn))
        };
        Sweep::once(made.iter().flat_map(turns), self.from, self.to)
    }

    /// Bytes × seconds of all copies of one run of the cycle.
    fn area(&self, made: &Made) -> f64 {
        let (first, last) = self.turns(made);
        let of = |turn| {
            let Held { from, length, bytes } = self.held(made, turn);
            bytes * ((from + length).min(self.to) - from.max(self.from)).max(0) as f64
        };
        let Growth::Linear { rate } = self.growth else { return (first..=last).map(of).sum() };
        // Bytes and time in the window both go straight up or down with the turn, save where one of these is passed: the
        // window begins, copies no longer end in it, the data is nothing, or as large as the changes.
        let Sizes { full_bytes, change_rate, .. } = self.stored.sizes;
        let changes = match made.span {
            Span::All => 0.0,
            Span::Changes(seconds) => change_rate * seconds as f64,
        };
        let sized = |size: f64| (size - full_bytes) / rate;
        let lasts_to_end = self.to - (made.kept_until - made.start);
        let turn = |at: f64| ((at - made.start as f64) / self.hyper as f64).floor() as i64;
        let mut bends = [self.from as f64, lasts_to_end as f64, sized(0.0), sized(changes)]
            .map(|at| turn(at).clamp(first - 1, last.max(first - 1)));
        bends.sort_unstable();
        let begins = [first - 1].into_iter().chain(bends);
        begins.zip(bends.into_iter().chain([last])).map(|(before, end)| summed(before + 1, end, &of)).sum()
    }
}

/// The sum of what `of` gives for the whole numbers from `first` to `last`, where it is a polynomial of degree 2 between these.
/// With `m` in the middle of `n` of them it is `n (f(m) + ((f(first) + f(last)) / 2 - f(m)) (n + 1) / (3 (n - 1)))`.
fn summed(first: i64, last: i64, of: &impl Fn(i64) -> f64) -> f64 {
    let count = (last - first + 1) as f64;
    match last - first {
        ..0 => 0.0,
        0 => of(first),
        // There is none in the middle.
        odd if odd % 2 == 1 => of(last) + summed(first, last - 1, of),
        _ => {
            let middle = of(first + (last - first) / 2);
            count * (middle + ((of(first) + of(last)) / 2.0 - middle) * (count + 1.0) / (3.0 * (count - 1.0)))
        }
    }
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
