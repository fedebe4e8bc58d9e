//! The only place that names the browser's interfaces. Everything else talks to these modules in our own types.
//!
//! Nothing here panics: what a browser may refuse is a `Result`, an `Option` or a documented no-op.

pub mod clock;
pub mod desk;
mod events;
pub mod fetch;
pub mod files;
pub mod focus;
pub mod live;
pub mod location;
pub mod offline;
pub mod page;
pub mod store;
pub mod tabs;
