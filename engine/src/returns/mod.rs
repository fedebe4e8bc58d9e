//! Coming back: how long it takes until everything works again, and which state all parts can agree on.
//!
//! Recovery time ("recovery mathematics", section 2(e)). A recovery is a graph of tasks. A task starts when all that it comes after
//! have finished. It waits for a number of seconds, or transfers bytes through resources (a link, a disk, a store)
//! that running transfers share *max-min* fairly: all rates rise together until a transfer reaches its own cap or one
//! of its resources is full, then it is frozen and the others rise on. Rates are shared anew whenever a task starts or finishes. The
//! recovery time is the last finish; the critical path says what it was spent on.
//!
//! Consistent points (section 2(c)). Parts that refer to each other have to be restored to states that fit: within a
//! tolerance, the latest possible.
//!
//! Lengths of time are seconds from the start of the recovery, sizes bytes, rates bytes per second, all as `f64`:
//! shares of a link are no whole numbers. Instants of captures are whole seconds.

mod critical;
mod error;
mod group;
mod plan;
mod restore;
mod share;
mod timeline;

pub use critical::{Held, Step, Why};
pub use error::ReturnError;
pub use group::{
    Component, Consistent, GroupPoint, LatestEach, Mismatch, Points, Reference, consistent_point,
};
pub use plan::{Plan, Resource, Task, Work};
pub use restore::{Need, Part, Replay, Restore, Stage, Unpack, restore_plan, restore_timeline};
pub use share::{Flow, Limit, Rate, fair_rates};
pub use timeline::{Stretch, TaskTimes, Timeline, timeline};
