//! Live pages in the browser: what the desk writes is put in place, and what a person does there is asked of it again.
//!
//! This runs in the second half of the app, beside the desk, so that nothing crosses between the halves while somebody
//! types: only the document when it has changed, and what is to be written.

pub mod controls;
mod copy;
mod device;
mod intake;
mod into;
pub mod morph;
mod property;
mod stage;
mod ticking;
pub mod zones;

pub use stage::{attach, leave, show};
