//! What protections cost, how often they pay, and until when they fit their hours.
//!
//! `model` reads a described protection as the cost formulas take it, `stored` gives the bytes and their price, `pays`
//! the cheapest interval, `hours` the runs, `explain` how they fit in words; `findings` says what to do
//! about it. What cannot be worked out names what it takes.

mod by_plan;
mod explain;
mod findings;
mod hours;
mod model;
mod pays;
mod stored;

pub use explain::{why_overlap, why_runs};
pub use hours::{Fit, InHours, Late, Outgrown, Overlap};
pub use pays::{Pays, why_pays};
pub use stored::{Amount, Kept, StorageSeries, storage_series, why_stored};

pub use findings::findings;
pub(super) use pays::{LADDER, every};
pub(super) use stored::of as kept;

use crate::system::System;
use crate::units::Moment;

/// What the copies of a system cost and take.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// What each protection keeps.
    pub storage: Vec<Kept>,
    /// How often copies pay, where all it takes is known.
    pub pays: Vec<Pays>,
    /// How each run of known length fits.
    pub runs: Vec<Fit>,
    /// Whether some of these work at the same time.
    pub overlap: Option<Overlap>,
}

/// Works it out at a moment.
pub fn keeping(system: &System, now: Moment) -> Keeping {
    let (runs, overlap) = hours::fits(system, now);
    let of_each = || system.components.iter();
    Keeping {
        storage: stored::kept(system, now),
        pays: of_each().filter_map(|component| pays::pays(system, component, now)).collect(),
        runs,
        overlap,
    }
}
