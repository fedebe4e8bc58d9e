//! Runs that overrun their period, against a clock that ticks.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use holdfast::schedule::{WhenLate, overrun};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Against a clock that ticks: due runs, running ones, and the loss at every tick and just before it.
    #[test]
    fn a_ticking_clock(
        period in 1_i64..9,
        durations in prop::collection::vec(0_i64..25, 1..8),
        late in prop::sample::select(vec![WhenLate::Skip, WhenLate::Queue, WhenLate::Overlap]),
    ) {
        let (mut runs, mut skipped, mut waiting) = (Vec::<(i64, i64)>::new(), Vec::new(), 0_i64);
        for now in 0.. {
            if runs.len() == durations.len() { break; }
            if now % period == 0 { waiting += 1; }
            let busy = |runs: &[(i64, i64)]| runs.iter().any(|(_, end)| *end > now);
            match late {
                WhenLate::Overlap => while waiting > 0 && runs.len() < durations.len() {
                    runs.push((now, now + durations[runs.len()]));
                    waiting -= 1;
                },
                WhenLate::Queue => while waiting > 0 && !busy(&runs) && runs.len() < durations.len() {
                    runs.push((now, now + durations[runs.len()]));
                    waiting -= 1;
                },
                WhenLate::Skip => if now % period == 0 {
                    if busy(&runs) { skipped.push(now / period) } else { runs.push((now, now + durations[runs.len()])) }
                },
            }
        }
        let told = overrun(period, &durations, late).unwrap();
        prop_assert_eq!(told.runs.iter().map(|run| (run.start, run.end)).collect::<Vec<_>>(), runs.clone());
        prop_assert_eq!(&told.skipped, &skipped);
        let first = runs.iter().map(|run| run.1).min().unwrap();
        let last = runs.iter().map(|run| run.1).max().unwrap();
        let mut worst = 0;
        for t in first..=last {
            let newest = |by: i64| runs.iter().filter(|run| run.1 <= by).map(|run| run.0).max();
            worst = worst.max(t - newest(t).unwrap());
            if t > first { worst = worst.max(t - newest(t - 1).unwrap()); }
        }
        prop_assert_eq!(told.worst.unwrap().loss, worst);
    }
}
