//! The app in the browser: state, screens and the browser itself, each behind its own door.
#![expect(unreachable_pub, reason = "the component macro makes the properties of every component public")]

mod app;
pub mod browser;
mod parts;
mod screens;
mod session;

pub use app::{crashed, start};
pub use session::Session;
