//! The data-loss window, definition by definition, and against a simulated store.

// Clippy knows test functions, but not the helpers between them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "recovery/chains.rs"]
mod chains;
#[path = "recovery/definitions.rs"]
mod definitions;
#[path = "recovery/limits.rs"]
mod limits;
#[path = "recovery/logs.rs"]
mod logs;
#[path = "recovery/naive.rs"]
mod naive;
#[path = "recovery/random.rs"]
mod random;
#[path = "recovery/strategies.rs"]
mod strategies;
#[path = "recovery/windows.rs"]
mod windows;

use holdfast::recovery::{Copies, Damage, Keep, Loss, Protection, Run, Worst, WorstMoment, loss_law};

const HOUR: i64 = 3600;
const DAY: i64 = 86400;

/// One protection with every run good.
fn copies(name: &str, runs: &[(i64, i64, i64)], keep: Keep) -> Copies {
    let runs = runs.iter().map(|(period, offset, duration)| Run {
        period: *period,
        offset: *offset,
        duration: *duration,
    });
    Copies { name: name.to_owned(), runs: runs.collect(), propagation: 0, keep, success: 1.0, unnoticed: 0 }
}

/// Daily at 02:00, 40 minutes to take and 90 minutes to send away.
fn nightly(keep: Keep) -> Copies {
    Copies { propagation: 5400, ..copies("nightly image", &[(DAY, 2 * HOUR, 2400)], keep) }
}

fn physical<P: Into<Protection>>(of: Vec<P>) -> Loss {
    let protections = of.into_iter().map(Into::into).collect();
    Loss { protections, damage: Damage::Physical, detection: 0 }
}

fn logical<P: Into<Protection>>(of: Vec<P>, detection: i64) -> Loss {
    Loss { damage: Damage::Logical, detection, ..physical(of) }
}

fn worst(question: &Loss) -> WorstMoment {
    match loss_law(question).unwrap().worst() {
        Worst::At(moment) => moment,
        other => panic!("{other:?}"),
    }
}
