//! Numbers to SVG: the exposure sawtooth, its table and the small preview of a schedule.
//!
//! Screen and report draw the same markup. Geometry ([`series`], [`scale`], [`path`], [`days`], [`plan`]) knows
//! seconds and pixels; markup ([`draw`], [`exposure()`], [`table`], [`preview`]) knows elements and words.
//!
//! Construction: the SVG has no `viewBox`; x stands in per cent, y in CSS pixels, text at its CSS size. Only the plot
//! is a nested, stretched SVG. So one static file is sharp at 300 and at 1200 px without a script or a style
//! attribute. Labels that are for wide or narrow charts only carry `.wide` or `.narrow`.
//!
//! Invariant: the same numbers give the same bytes; no clock, no DOM, no hash order.

mod days;
mod draw;
mod exposure;
mod exposures;
mod number;
mod path;
mod plan;
mod preview;
mod scale;
mod series;
mod steps;
mod table;
mod width;
mod words;

pub use exposure::{ChartOptions, exposure};
pub use exposures::exposures;
pub use preview::schedule_preview;
pub use scale::Scale;
pub use table::exposure_table;
