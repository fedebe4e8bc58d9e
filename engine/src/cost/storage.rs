//! What copies occupy when they are kept in whole chains.

use super::error::{CostError, not_negative, positive, within};
use super::sweep::{Held, Sweep};

/// What the runs of a schedule build on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Every run is a full copy, whatever its level.
    StandAlone,
    /// A partial run holds the changes since the run before, and needs all runs back to its full.
    Incremental,
    /// A partial run holds the changes since its full, and needs that.
    Differential,
}

/// Whether a run starts a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It does.
    Full,
    /// It goes on with one.
    Partial,
}

/// One recurring run: it starts at `offset + n * period` for every integer `n`, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Distance between two starts, at least 1 s.
    pub period: i64,
    /// One of the starts.
    pub offset: i64,
    /// Whether it starts a chain.
    pub level: Level,
}

/// How long a copy is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// For this many seconds from its start.
    Age(i64),
    /// Until that many newer ones are usable, each so many seconds after its start. Newer is by start; fulls and
    /// partial runs count alike.
    Count {
        /// How many, up to 1,000,000.
        newer: u32,
        /// Seconds from a start until that copy is usable.
        usable: i64,
    },
}

/// How large copies are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// A full copy, bytes. No partial one is larger.
    pub full_bytes: f64,
    /// How fast data changes, bytes per second: a partial copy holds this times its span.
    pub change_rate: f64,
    /// By how much copies shrink where they are stored (compression × deduplication): 2 means half. Above 0.
    pub ratio: f64,
}

/// Everything that decides what is occupied.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The runs.
    pub runs: Vec<Run>,
    /// What they build on each other.
    pub chain: Chain,
    /// How long each copy is kept; one that another needs stays as long as that.
    pub retention: Retention,
    /// How large they are.
    pub sizes: Sizes,
}

/// What is occupied in steady state, once the schedule has run for longer than anything is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Storage {
    /// After which time the pattern repeats, in seconds.
    pub hyper_period: i64,
    /// The most bytes at any instant.
    pub peak: Peak,
    /// Mean bytes over time.
    pub mean_bytes: f64,
    /// The most copies at any instant.
    pub peak_copies: u64,
    /// The fewest copies at any instant: 0 means that at times there is none.
    pub least_copies: u64,
}

/// The fullest instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// The first instant at which it is reached, within one repetition from 0.
    pub at: i64,
    /// Bytes occupied then.
    pub bytes: f64,
    /// Copies kept then: not always the most there ever are.
    pub copies: u64,
}

/// The most run instances that are gone through.
const MOST: i64 = 500_000;

/// The longest length of time, as in the recovery engine: 2^50 s.
const LONGEST: i64 = 1 << 50;

/// Storage in steady state ("recovery mathematics", section 2(f)). A run occupies its space from its start `s` to the end of its retention, or as
/// long as a run that needs it, whichever is later; the end itself is free again. With a partial run just before the next full, a
/// full therefore stays for the retention and almost a whole cycle: five weekly fulls and not four for 28 days.
///
/// # Errors
/// `NoRun`, `NoFull` for partial runs alone, `OutOfRange` for periods below 1 s, sizes below 0, a ratio of 0, `TooMany` beyond 500,000
/// runs before the pattern repeats.
pub fn storage(stored: &Stored) -> Result<Storage, CostError> {
    let (hyper_period, made) = stored.cycle()?;
    let size = |span: Span| stored.bytes(span, stored.sizes.full_bytes);
    let held = made.iter().map(|made| Held {
        from: made.start,
        length: made.kept_until - made.start,
        bytes: size(made.span),
    });
    let held: Vec<Held> = held.collect();
    let area: f64 = held.iter().map(|held| held.bytes * held.length as f64).sum();
    let swept = Sweep::around(&held, hyper_period);
    Ok(Storage {
        hyper_period,
        peak: Peak { at: swept.peak_at, bytes: swept.peak_bytes, copies: swept.copies_at_peak },
        mean_bytes: area / hyper_period as f64,
        peak_copies: swept.most_copies,
        least_copies: swept.least_copies,
    })
}

/// What a mean occupation costs in a month: a price per GB (10^9 bytes) and month.
pub fn cost_per_month(mean_bytes: f64, price_per_gb_month: f64) -> f64 {
    mean_bytes / 1e9 * price_per_gb_month
}

/// The changes that a copy holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Span {
    /// All of the data.
    All,
    /// Those of so many seconds.
    Changes(i64),
}

/// One run of the cycle.
#[derive(Clone, Copy)]
pub(super) struct Made {
    /// Within one hyper-period from 0.
    pub(super) start: i64,
    pub(super) kept_until: i64,
    pub(super) span: Span,
}

impl Stored {
    /// The bytes of a copy where the data has this size at its capture.
    pub(super) fn bytes(&self, span: Span, full: f64) -> f64 {
        let bytes = match span {
            Span::All => full,
            Span::Changes(seconds) => (self.sizes.change_rate * seconds as f64).min(full),
        };
        bytes / self.sizes.ratio
    }

    fn check(&self) -> Result<(), CostError> {
        if self.runs.is_empty() {
            return Err(CostError::NoRun);
        }
        let seconds = |quantity, value: i64, least: i64, range| {
            let fits = value >= least && value.unsigned_abs() <= LONGEST.unsigned_abs();
            within(quantity, value as f64, range, fits).map(|_| ())
        };
        for run in &self.runs {
            seconds("period of a run", run.period, 1, "1 s or more")?;
            seconds("offset of a run", run.offset, -LONGEST, "an instant within 2^50 s")?;
        }
        match self.retention {
            Retention::Age(age) => seconds("time that copies are kept", age, 0, "0 s to 2^50 s")?,
            Retention::Count { newer, usable } => {
                let fits = newer <= 1_000_000;
                within("number of newer copies", f64::from(newer), "0 to 1,000,000", fits)?;
                seconds("time until a copy is usable", usable, 0, "0 s to 2^50 s")?;
            }
        }
        not_negative("size of a full copy", self.sizes.full_bytes)?;
        not_negative("rate of change", self.sizes.change_rate)?;
        positive("ratio of data to stored bytes", self.sizes.ratio)?;
        if self.chain != Chain::StandAlone && self.runs.iter().all(|run| run.level == Level::Partial) {
            return Err(CostError::NoFull);
        }
        Ok(())
    }

    /// The hyper-period and the runs in it.
    pub(super) fn cycle(&self) -> Result<(i64, Vec<Made>), CostError> {
        self.check()?;
        let too_many = |runs| CostError::TooMany { runs };
        let mut hyper = 1_i64;
        for run in &self.runs {
            let times = run.period / gcd(hyper, run.period);
            hyper = hyper
                .checked_mul(times)
                .filter(|hyper| *hyper <= LONGEST)
                .ok_or_else(|| too_many(hyper as f64 * times as f64))?;
        }
        let count: f64 = self.runs.iter().map(|run| hyper as f64 / run.period as f64).sum();
        if count > MOST as f64 {
            return Err(too_many(count));
        }
        let mut starts: Vec<(i64, Level)> = Vec::new();
        for run in &self.runs {
            let first = run.offset.rem_euclid(run.period);
            starts.extend((0..hyper / run.period).map(|n| (first + n * run.period, run.level)));
        }
        // Of two runs at the same instant the full goes first: the other builds on it.
        starts.sort_unstable();
        Ok((hyper, self.chains(&starts, hyper)))
    }

    /// When each run is no longer kept for its own sake. `starts` are those of one hyper-period, in order.
    fn kept_until(&self, starts: &[(i64, Level)], hyper: i64) -> Vec<Own> {
        let until = |(at, run): (usize, &(i64, Level))| match self.retention {
            Retention::Age(age) => run.0 + age,
            Retention::Count { newer, usable } => {
                let next = at.saturating_add(usize::try_from(newer).unwrap_or(usize::MAX));
                let turns = i64::try_from(next / starts.len().max(1)).unwrap_or(i64::MAX);
                let within = starts.get(next % starts.len().max(1)).map_or(run.0, |next| next.0);
                within.saturating_add(turns.saturating_mul(hyper)).saturating_add(usable)
            }
        };
        let own =
            |(at, run): (usize, &(i64, Level))| Own { start: run.0, level: run.1, until: until((at, run)) };
        starts.iter().enumerate().map(own).collect()
    }

    fn chains(&self, starts: &[(i64, Level)], hyper: i64) -> Vec<Made> {
        let runs = self.kept_until(starts, hyper);
        let whole = |run: &Own| Made { start: run.start, kept_until: run.until, span: Span::All };
        if self.chain == Chain::StandAlone {
            return runs.iter().map(whole).collect();
        }
        let first_full = runs.iter().position(|run| run.level == Level::Full).unwrap_or(0);
        // From the first full once round: whatever comes before it belongs to the last full of the turn before.
        let turned = runs.iter().skip(first_full).copied();
        let wrapped = runs.iter().take(first_full).map(|run| Own {
            start: run.start + hyper,
            until: run.until.saturating_add(hyper),
            ..*run
        });
        let ordered: Vec<Own> = turned.chain(wrapped).collect();
        let mut made = Vec::with_capacity(ordered.len());
        let mut rest = ordered.as_slice();
        while let Some((full, after)) = rest.split_first() {
            let length = after.iter().position(|run| run.level == Level::Full).unwrap_or(after.len());
            let (partials, next) = after.split_at_checked(length).unwrap_or((after, &[]));
            let last = partials.last().map_or(full.until, |run| run.until);
            made.push(Made { kept_until: last, ..whole(full) });
            let mut before = full.start;
            for run in partials {
                made.push(match self.chain {
                    // Any later one needs it.
                    Chain::Incremental => {
                        Made { start: run.start, kept_until: last, span: Span::Changes(run.start - before) }
                    }
                    _ => Made { span: Span::Changes(run.start - full.start), ..whole(run) },
                });
                before = run.start;
            }
            rest = next;
        }
        for made in &mut made {
            let back = made.start.div_euclid(hyper) * hyper;
            made.start -= back;
            made.kept_until -= back;
        }
        made
    }
}

/// One run of the cycle by itself.
#[derive(Clone, Copy)]
struct Own {
    start: i64,
    level: Level,
    until: i64,
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
