//! Holdfast: if it broke right now, how much would you lose, and is that acceptable?

pub mod answers;
pub mod assess;
pub mod catalogue;
pub mod chart;
pub mod guide;
pub mod recovery;
pub mod report;
pub mod route;
pub mod save;
pub mod schedule;
#[cfg(feature = "ui")]
pub mod ui;
pub mod units;
pub mod view;
