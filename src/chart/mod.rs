//! Numbers to SVG, each picture with its numbers as a table: the exposure sawtooth and the preview of a schedule, the
//! two weeks of all components, how often how much is lost, a recovery step by step, the space that copies take.
//!
//! Screen and report draw the same markup. Geometry ([`series`], [`scale`], [`path`], [`marks`], [`share`], [`stack`]) and
//! axes ([`steps`], [`days`], [`months`]) know seconds, bytes and pixels; markup knows elements and words.
//!
//! Construction: the SVG has no `viewBox`; x stands in per cent, y in CSS pixels, text at its CSS size. Only the plot
//! is a nested, stretched SVG. So one static file is sharp at 300 and at 1200 px without a script or a style
//! attribute. Labels that are for wide or narrow charts only carry `.wide` or `.narrow`. Charts of many rows ([`lanes`])
//! have a small SVG for each, beside words that are elements and wrap.
//!
//! Invariant: the same numbers give the same bytes; no clock, no DOM, no hash order.

mod days;
mod distribution;
mod distribution_labels;
mod draw;
mod exposure;
mod exposures;
mod gantt;
mod gantt_table;
mod hangs;
mod lanes;
mod marks;
mod months;
mod number;
mod path;
mod place;
mod plan;
mod points;
mod preview;
mod scale;
mod series;
mod share;
mod stack;
mod steps;
mod storage;
mod storage_table;
mod table;
mod timeline;
mod timeline_lanes;
mod timeline_table;
mod width;
mod words;

pub use distribution::{LossShares, distribution};
pub use exposure::{ChartOptions, exposure};
pub use exposures::exposures;
pub use gantt::{Gantt, GanttLimit, GanttRow, gantt};
pub use hangs::{Hangs, HangsRow, hangs};
pub use points::points;
pub use preview::schedule_preview;
pub use scale::Scale;
pub use storage::{Storage, StorageSeries, storage};
pub use table::exposure_table;
pub use timeline::{TimelineProtection, TimelineRow, timeline};
