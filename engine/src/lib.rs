//! The mathematics of Holdfast, over its own types: it knows no question, no answer and no calendar.
//!
//! A package of its own for one reason: it is built for speed (`opt-level = 3`), and the rest of the app for size. The crate
//! `holdfast` gives it on under the same names, and everything else names it there.
//!
//! - [`recovery`]: runs and copies into data-loss windows, exactly;
//! - [`returns`]: tasks that share links into recovery times; states that all parts can agree on;
//! - [`cost`]: what copies occupy and cost, how often a run pays, what a year of failures costs.

pub mod cost;
pub mod recovery;
pub mod returns;
