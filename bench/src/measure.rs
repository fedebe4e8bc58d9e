//! Timing one case, whatever the clock.

use crate::Case;

/// How many batches the median is taken of.
const BATCHES: usize = 21;
/// How long a batch should take, in milliseconds: long beside the steps of a page's clock, which are 0.1 ms, and short
/// beside what else the machine does now and then.
const BATCH: f64 = 10.0;
/// For how long a case runs before it counts, in milliseconds: a page compiles a function again once it is used much.
const WARM: f64 = 150.0;

/// Median time of one turn, in nanoseconds. `now` gives milliseconds since any instant.
pub fn nanoseconds(case: &Case, now: &impl Fn() -> f64) -> f64 {
    let mut turns = 1;
    let mut warm = 0.0;
    let mut next = 0;
    let mut batch = |turns: usize| {
        let begun = now();
        let sum: f64 = (next..next + turns).map(|turn| (case.turn)(turn)).sum();
        let took = now() - begun;
        std::hint::black_box(sum);
        next += turns;
        took
    };
    loop {
        let took = batch(turns);
        warm += took;
        if took < BATCH {
            turns *= 2;
        } else if warm >= WARM {
            break;
        }
    }
    let mut times: Vec<f64> = (0..BATCHES).map(|_| batch(turns)).collect();
    times.sort_by(f64::total_cmp);
    times.get(BATCHES / 2).copied().unwrap_or_default() * 1e6 / turns as f64
}

/// Times a case: its name, a tab, and nanoseconds.
pub fn line(case: &Case, now: &impl Fn() -> f64) -> String {
    format!("{}\t{:.1}", case.name, nanoseconds(case, now))
}
