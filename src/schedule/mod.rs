//! When protections run: patterns a person states, and the runs that follow from them.

mod pattern;

pub use pattern::{Schedule, Slot, Weekday};
