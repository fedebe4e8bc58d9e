//! Storage, intervals and years: worked examples, and storage against a store that is looked at every minute.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use holdfast::cost::{
    Best, Chain, CostError, Costs, Growth, Level, Retention, Run, Sizes, Stored, YEAR, cost_per_month,
    deduplicated_bytes, distinct_bytes, growing_storage, loss_quantile, optimal_interval, storage,
};
use proptest::prelude::*;

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;
const GB: f64 = 1e9;

/// Full on Sunday 01:00, partial on the other days: "recovery mathematics", section 2(f).
fn weekly(chain: Chain) -> Stored {
    let run = |day: i64, level| Run { period: WEEK, offset: day * DAY + 3_600, level };
    let mut runs = vec![run(6, Level::Full)];
    runs.extend((0..6).map(|day| run(day, Level::Partial)));
    let sizes = Sizes { full_bytes: 500.0 * GB, change_rate: 10.0 * GB / DAY as f64, ratio: 2.0 };
    Stored { runs, chain, retention: Retention::Age(28 * DAY), sizes }
}

fn close(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

#[test]
fn chains_are_kept_whole() {
    let told = storage(&weekly(Chain::Incremental)).unwrap();
    assert!(close(told.peak.bytes, 1_395.0 * GB) && close(told.mean_bytes, 1_345.0 * GB), "{told:?}");
    assert_eq!((told.peak_copies, told.hyper_period), (34, WEEK));
    // Fullest from Friday on, when six of seven runs of the fifth chain are there.
    assert_eq!(told.peak.at, 4 * DAY + 3_600);
    let told = storage(&weekly(Chain::Differential)).unwrap();
    assert!(close(told.peak.bytes, 1_670.0 * GB) && close(told.mean_bytes, 11_440.0 * GB / 7.0), "{told:?}");
    assert_eq!(told.peak_copies, 29);
}

#[test]
fn daily_images_against_one_golden_image() {
    let runs = vec![Run { period: DAY, offset: 0, level: Level::Full }];
    let sizes = Sizes { full_bytes: 40.0 * GB, change_rate: 0.0, ratio: 1.0 };
    let daily = Stored { runs, chain: Chain::StandAlone, retention: Retention::Age(30 * DAY), sizes };
    let told = storage(&daily).unwrap();
    assert_eq!((told.peak.bytes, told.peak_copies, told.least_copies), (1_200.0 * GB, 30, 30));
    assert!(close(cost_per_month(told.mean_bytes, 0.05) - cost_per_month(sizes.full_bytes, 0.05), 58.0));
}

#[test]
fn partial_copies_are_never_larger_than_the_data() {
    let mut stored = weekly(Chain::Differential);
    stored.sizes.change_rate *= 1_000.0;
    let all_full = storage(&Stored { chain: Chain::StandAlone, ..stored.clone() }).unwrap();
    let told = storage(&stored).unwrap();
    // As many bytes as with fulls alone, and the fifth full beside them.
    assert!(close(told.peak.bytes, all_full.peak.bytes + 250.0 * GB), "{told:?} {all_full:?}");
}

#[test]
fn a_time_without_copies_shows() {
    let runs = vec![Run { period: WEEK, offset: 0, level: Level::Full }];
    let sizes = Sizes { full_bytes: 1.0, change_rate: 0.0, ratio: 1.0 };
    let told =
        storage(&Stored { runs, chain: Chain::StandAlone, retention: Retention::Age(DAY), sizes }).unwrap();
    assert_eq!((told.least_copies, told.peak_copies), (0, 1));
    assert!(close(told.mean_bytes, 1.0 / 7.0));
}

#[test]
fn storage_refuses_with_words() {
    let good = weekly(Chain::Incremental);
    let said = |change: &dyn Fn(&mut Stored)| {
        let mut stored = good.clone();
        change(&mut stored);
        storage(&stored).unwrap_err().to_string()
    };
    assert!(said(&|s| s.runs.clear()).contains("no run"));
    assert!(said(&|s| s.runs.retain(|run| run.level == Level::Partial)).contains("no full copy"));
    assert!(said(&|s| s.runs[0].period = 0).contains("period of a run is 0"));
    assert!(said(&|s| s.sizes.ratio = 0.0).contains("number above 0"));
    assert!(said(&|s| s.sizes.full_bytes = f64::NAN).contains("size of a full copy is NaN"));
    assert!(said(&|s| s.retention = Retention::Age(-1)).contains("0 s to"));
    assert!(said(&|s| s.runs[0].period = 604_801).contains("too many"));
    assert!(said(&|s| s.runs[0].period = i64::MAX).contains("period of a run"));
}

#[test]
fn growth_is_taken_at_each_capture() {
    let runs = vec![Run { period: DAY, offset: 0, level: Level::Full }];
    let sizes = Sizes { full_bytes: 100.0, change_rate: 0.0, ratio: 2.0 };
    let stored = Stored { runs, chain: Chain::StandAlone, retention: Retention::Age(2 * DAY), sizes };
    let linear = Growth::Linear { rate: 10.0 / DAY as f64 };
    // On day n the copies of days n and n - 1 are there: (100 + 10 n + 100 + 10 (n - 1)) / 2.
    let told = growing_storage(&stored, linear, 0, 10 * DAY).unwrap();
    assert!(close(told.peak.bytes, 185.0) && told.peak.at == 9 * DAY, "{told:?}");
    assert!(close(told.mean_bytes, 140.0), "{told:?}");
    assert_eq!((told.full_at_start, told.full_at_end), (100.0, 200.0));
    // Without growth, as in steady state.
    let still = growing_storage(&weekly(Chain::Incremental), Growth::Linear { rate: 0.0 }, 0, WEEK).unwrap();
    let steady = storage(&weekly(Chain::Incremental)).unwrap();
    assert!(close(still.mean_bytes, steady.mean_bytes) && close(still.peak.bytes, steady.peak.bytes));
    assert_eq!(still.peak.at, steady.peak.at);
    let fifth = Growth::Compound { per_year: 0.2 };
    assert!(close(fifth.size(100.0, 2 * 365 * DAY), 144.0) && close(fifth.size(144.0, -730 * DAY), 100.0));
    assert!(matches!(growing_storage(&stored, fifth, 5, 5), Err(CostError::Window { .. })));
    assert!(growing_storage(&stored, Growth::Compound { per_year: -1.0 }, 0, DAY).is_err());
}

/// Every copy of some months by itself: hourly ones, and weekly fulls with differentials that are larger and larger until they are as
/// large as the data. Data that begins as nothing, or ends as nothing, is among it.
#[test]
fn months_of_growing_copies_is_the_sum_of_them() {
    let sizes = Sizes { full_bytes: 5_000.0, change_rate: 900.0 / DAY as f64, ratio: 1.0 };
    let run = |period, level| Run { period, offset: 7, level };
    let keep = 9 * DAY + 11;
    let hourly = Stored {
        runs: vec![run(3_600, Level::Full)],
        chain: Chain::StandAlone,
        retention: Retention::Age(keep),
        sizes,
    };
    let chain = Stored {
        runs: vec![run(7 * DAY, Level::Full), run(DAY, Level::Partial)],
        chain: Chain::Differential,
        retention: Retention::Age(keep),
        sizes,
    };
    let (from, to) = (3_i64, 99 * DAY + 5);
    for (stored, a_day) in [hourly, chain].iter().flat_map(|stored| [-80, -3, 0, 2, 700].map(|a| (stored, a)))
    {
        let rate = a_day as f64 / DAY as f64;
        let size = |at: i64| (sizes.full_bytes + rate * at as f64).max(0.0);
        // (start, end, bytes)
        let copies: Vec<(i64, i64, f64)> = match stored.chain {
            Chain::StandAlone => {
                (-240..2_400).map(|n| n * 3_600 + 7).map(|at| (at, at + keep, size(at))).collect()
            }
            _ => (-40..101)
                .map(|day: i64| (day * DAY + 7, day.rem_euclid(7)))
                .flat_map(|(at, since)| {
                    let changes = sizes.change_rate * (since * DAY) as f64;
                    // The last differential of a week starts six days after its full; a full starts beside a partial run.
                    let full = (since == 0).then_some((at, at + 6 * DAY + keep, size(at)));
                    [full, Some((at, at + keep, changes.min(size(at))))].into_iter().flatten()
                })
                .collect(),
        };
        let area = copies
            .iter()
            .map(|(start, end, bytes)| bytes * ((*end).min(to) - (*start).max(from)).max(0) as f64);
        let mean = area.sum::<f64>() / (to - from) as f64;
        let at = |t: i64| {
            copies.iter().filter(|(start, end, _)| (*start..*end).contains(&t)).map(|one| one.2).sum()
        };
        let instants = copies.iter().map(|one| one.0).chain([from]).filter(|at| (from..to).contains(at));
        let most = instants.map(at).fold(0.0, f64::max);
        let told = growing_storage(stored, Growth::Linear { rate }, from, to).unwrap();
        assert!(close(told.mean_bytes, mean), "{:?} {a_day}: {} {mean}", stored.chain, told.mean_bytes);
        assert!(close(told.peak.bytes, most), "{:?} {a_day}: {} {most}", stored.chain, told.peak.bytes);
        assert!(close(at(told.peak.at), most), "{:?} {a_day}: {}", stored.chain, told.peak.at);
    }
}

/// 100 GB at 10 GB a day: "recovery mathematics", section 2(d).
#[test]
fn overwritten_changes_count_once() {
    let of =
        |days: i64| distinct_bytes(100.0 * GB, 10.0 * GB / DAY as f64, (days * DAY) as f64).unwrap() / GB;
    assert_eq!(
        ((of(1) * 10.0).round(), (of(7) * 10.0).round(), (of(30) * 10.0).round()),
        (95.0, 503.0, 950.0)
    );
    assert_eq!(distinct_bytes(0.0, 1.0, 1.0), Ok(0.0));
    let three = deduplicated_bytes(100.0, 0.0, 5.0, 3).unwrap();
    assert_eq!(three, 100.0);
}

/// "recovery mathematics", section 2(g).
#[test]
fn the_square_root_rule() {
    let costs =
        Costs { per_run: 0.4, loss_per_hour: 50.0, failures_per_year: 0.5, success: 1.0, lag: 7_800.0 };
    let told = optimal_interval(&costs, 3_600.0).unwrap();
    let Best::Every(best) = told.best else { return assert_eq!(told.best, Best::Never) };
    assert!((best - 60_273.934_664_994_29).abs() < 1e-6);
    assert!(
        close(told.best_per_year, 472.735_657_395_793_7)
            && close(told.current_per_year, 3_570.666_666_666_666_5)
    );
    assert_eq!(
        [6, 24, 168].map(|hours| costs.per_year(f64::from(hours) * 3_600.0).round()),
        [713.0, 500.0, 2_175.0]
    );
    let ratio = |of: f64| optimal_interval(&costs, best * of).unwrap().ratio.unwrap();
    assert!(close(ratio(2.0), 1.25) && close(ratio(0.5), 1.25) && close(ratio(4.0), 2.125));
    // Nothing nearby is cheaper, also with bad runs.
    for success in [1.0, 0.8, 0.3] {
        let costs = Costs { success, ..costs };
        let Best::Every(best) = costs.best() else { return assert_eq!(costs.best(), Best::Never) };
        for other in [0.5, 0.9, 0.999, 1.001, 1.1, 2.0] {
            assert!(costs.per_year(best) <= costs.per_year(best * other));
        }
    }
    assert!(close(YEAR, 31_536_000.0));
}

#[test]
fn quantiles_of_the_geometric_law() {
    assert_eq!(loss_quantile(10.0, 100.0, 1.0, 0.95), Some(105.0));
    assert_eq!(loss_quantile(10.0, 100.0, 1.0, 1.0), Some(110.0));
    assert_eq!(loss_quantile(0.0, 1.0, 0.5, 1.0), None);
    // Half within one interval, a quarter more within the second.
    assert_eq!(loss_quantile(0.0, 1.0, 0.5, 0.5), Some(1.0));
    assert_eq!(loss_quantile(0.0, 1.0, 0.5, 0.625), Some(1.5));
    // Daily with eleven good runs in twelve and 7800 s of lag: p95 36 h 38 min, p99 49 h 12 min.
    let hours = |p| loss_quantile(7_800.0, 86_400.0, 11.0 / 12.0, p).unwrap() / 60.0;
    assert_eq!((hours(0.95).round(), hours(0.99).round()), (36.0 * 60.0 + 38.0, 49.0 * 60.0 + 12.0));
    assert_eq!(loss_quantile(0.0, 1.0, 0.0, 0.5), None);
}

fn stored() -> impl Strategy<Value = Stored> {
    let run = (prop::sample::select(vec![2_i64, 3, 4, 6, 12]), -20_i64..20, prop::bool::ANY).prop_map(
        |(period, offset, full)| Run {
            period,
            offset,
            level: if full { Level::Full } else { Level::Partial },
        },
    );
    let chain = prop::sample::select(vec![Chain::StandAlone, Chain::Incremental, Chain::Differential]);
    let age = (0_i64..40).prop_map(Retention::Age);
    let count = (0_u32..20, 0_i64..30).prop_map(|(newer, usable)| Retention::Count { newer, usable });
    (prop::collection::vec(run, 1..5), chain, prop_oneof![age, count], 0_u32..30).prop_map(
        |(mut runs, chain, retention, change)| {
            runs[0].level = Level::Full;
            let sizes = Sizes { full_bytes: 64.0, change_rate: f64::from(change), ratio: 2.0 };
            Stored { runs, chain, retention, sizes }
        },
    )
}

/// Every run from far back: (start, needs the copies at these places, bytes).
fn simulate(stored: &Stored, until: i64) -> Vec<(i64, i64, f64)> {
    let mut starts: Vec<(i64, bool)> = Vec::new();
    for run in &stored.runs {
        for n in -200..until / run.period + 60 {
            starts.push((run.offset + n * run.period, run.level == Level::Partial));
        }
    }
    // Fulls first where two start together.
    starts.sort_unstable();
    let partial = |at: usize| stored.chain != Chain::StandAlone && starts[at].1;
    // The last ones have no successors here, and lie far beyond what is looked at.
    let after = |at: usize, newer: u32| starts.get(at + newer as usize).map_or(i64::MAX / 2, |run| run.0);
    let own = |at: usize| match stored.retention {
        Retention::Age(age) => starts[at].0 + age,
        Retention::Count { newer, usable } => after(at, newer) + usable,
    };
    let mut kept: Vec<i64> = (0..starts.len()).map(own).collect();
    let mut bytes = vec![0.0; starts.len()];
    for at in 0..starts.len() {
        let Some(full) = (0..=at).rev().find(|before| !partial(*before)) else { continue };
        let needs: Vec<usize> = match stored.chain {
            Chain::StandAlone => Vec::new(),
            Chain::Incremental => (full..at).collect(),
            Chain::Differential => vec![full],
        };
        let own = own(at);
        needs.into_iter().for_each(|needed| kept[needed] = kept[needed].max(own));
        let since = match stored.chain {
            _ if !partial(at) => None,
            Chain::Incremental => Some(starts[at - 1].0),
            _ => Some(starts[full].0),
        };
        let size =
            since.map_or(64.0, |since| (stored.sizes.change_rate * (starts[at].0 - since) as f64).min(64.0));
        bytes[at] = size / 2.0;
    }
    (0..starts.len()).map(|at| (starts[at].0, kept[at], bytes[at])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_store_looked_at_every_second(stored in stored(), growing in -3_i64..4) {
        let told = storage(&stored).unwrap();
        let made = simulate(&stored, told.hyper_period);
        let at = |t: i64| {
            let there = made.iter().filter(|(start, kept, _)| *start <= t && t < *kept);
            there.fold((0.0, 0_u64), |(bytes, copies), (_, _, size)| (bytes + size, copies + 1))
        };
        let seen: Vec<(f64, u64)> = (0..told.hyper_period).map(at).collect();
        let most = seen.iter().map(|(bytes, _)| *bytes).fold(0.0, f64::max);
        prop_assert!(close(told.peak.bytes, most), "{} {}", told.peak.bytes, most);
        let first = seen.iter().position(|(bytes, _)| close(*bytes, most)).unwrap();
        prop_assert_eq!(told.peak.at, first as i64);
        prop_assert_eq!(told.peak.copies, seen[first].1);
        let mean = seen.iter().map(|(bytes, _)| bytes).sum::<f64>() / told.hyper_period as f64;
        prop_assert!(close(told.mean_bytes, mean), "{} {}", told.mean_bytes, mean);
        prop_assert_eq!(told.peak_copies, seen.iter().map(|(_, copies)| *copies).max().unwrap());
        prop_assert_eq!(told.least_copies, seen.iter().map(|(_, copies)| *copies).min().unwrap());

        // Where all copies are fulls, growth is their size at their start.
        if stored.chain == Chain::StandAlone {
            let growth = Growth::Linear { rate: growing as f64 };
            let window = (-7, told.hyper_period + 5);
            let grown = growing_storage(&stored, growth, window.0, window.1).unwrap();
            let at = |t: i64| -> f64 {
                let there = made.iter().filter(|(start, kept, _)| *start <= t && t < *kept);
                there.map(|(start, _, _)| (64 + growing * start).max(0) as f64 / 2.0).sum()
            };
            let seen: Vec<f64> = (window.0..window.1).map(at).collect();
            let most = seen.iter().copied().fold(0.0, f64::max);
            prop_assert!(close(grown.peak.bytes, most), "{} {}", grown.peak.bytes, most);
            let mean = seen.iter().sum::<f64>() / seen.len() as f64;
            prop_assert!(close(grown.mean_bytes, mean), "{} {}", grown.mean_bytes, mean);
        }
    }
}
