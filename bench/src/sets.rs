//! Protections as people have them. `n` varies hours, minutes and lengths; what it does not change is how often.

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Keep, Log, Pitr, Protection, Replica, ReplicaMode, Run,
    Runs,
};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// A number in `0..below` that looks unrelated to its neighbours'.
fn vary(n: usize, salt: i64, below: i64) -> i64 {
    let n = i64::try_from(n).unwrap_or_default();
    ((n + 1) * 2_654_435 + salt * 40_503).rem_euclid(below)
}

fn every(period: i64, offset: i64, duration: i64) -> Runs {
    Runs::from(vec![Run { period, offset, duration }])
}

fn copies(name: &str, runs: Runs, keep: i64, propagation: i64, success: f64) -> Protection {
    Copies { name: name.to_owned(), runs, propagation, keep: Keep::Age(keep), success, unnoticed: 0 }.into()
}

/// Nightly, 20 to 60 minutes long and as long on its way, kept for 14 days.
pub fn nightly(n: usize, success: f64) -> Protection {
    let length = 20 * MINUTE + vary(n, 1, 40 * MINUTE);
    let runs = every(DAY, HOUR + vary(n, 2, 4 * HOUR), length);
    copies("nightly dump", runs, 14 * DAY, 20 * MINUTE + vary(n, 3, 40 * MINUTE), success)
}

/// Hourly snapshots, kept for 2 days.
pub fn hourly(n: usize, success: f64) -> Protection {
    copies("hourly snapshot", every(HOUR, vary(n, 4, HOUR), 10 + vary(n, 5, 110)), 2 * DAY, 0, success)
}

/// Snapshots every 6 hours, kept for 7 days.
pub fn six_hourly(n: usize, success: f64) -> Protection {
    copies("6-hourly snapshot", every(6 * HOUR, vary(n, 6, HOUR), 10 + vary(n, 7, 290)), 7 * DAY, 0, success)
}

/// A copy a week in another place, kept for 90 days.
pub fn weekly(n: usize, success: f64) -> Protection {
    let runs = every(WEEK, 6 * DAY + vary(n, 8, 12 * HOUR), HOUR + vary(n, 9, 3 * HOUR));
    copies("weekly copy", runs, 90 * DAY, HOUR + vary(n, 10, HOUR), success)
}

/// Sunday fulls and daily increments, kept for 28 days.
pub fn chain(n: usize, kind: ChainKind, success: f64, success_increment: f64) -> Protection {
    let night = HOUR + vary(n, 11, 3 * HOUR);
    let increments = (0..6).map(|day| Run {
        period: WEEK,
        offset: day * DAY + night,
        duration: 20 * MINUTE + vary(n, 12, 20 * MINUTE),
    });
    Protection::Chain(Chain {
        name: "weekly full and daily increments".to_owned(),
        kind,
        fulls: every(WEEK, 6 * DAY + night, 2 * HOUR + vary(n, 13, 3 * HOUR)),
        increments: increments.collect(),
        propagation: vary(n, 14, HOUR),
        keep: Keep::Age(28 * DAY),
        success,
        success_increment,
        bad_runs: BadRuns::Silent,
        unnoticed: 0,
    })
}

/// Logs shipped every 5 minutes, daily bases kept for 7 days.
pub fn logs(n: usize, success: f64) -> Protection {
    Protection::Pitr(Pitr {
        name: "point-in-time logs".to_owned(),
        bases: every(DAY, HOUR + vary(n, 15, 4 * HOUR), 30 * MINUTE + vary(n, 16, HOUR)),
        consistent: Consistent::AtEnd,
        logs: vec![Log { period: 5 * MINUTE, offset: vary(n, 17, 300), ship: 5 + vary(n, 18, 90) }],
        propagation: vary(n, 19, 30 * MINUTE),
        keep: Keep::Age(7 * DAY),
        success,
        unnoticed: 0,
    })
}

/// A replica some seconds behind.
pub fn replica(n: usize, success: f64) -> Protection {
    let mode = ReplicaMode::Asynchronous { lag: 1 + vary(n, 20, 30) };
    Protection::Replica(Replica { name: "replica".to_owned(), mode, success })
}
