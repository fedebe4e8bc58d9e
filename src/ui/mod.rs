//! The app in the browser: state, screens and the browser itself, each behind its own door.
//!
//! With the feature `browser` alone, only [`browser`] is there: the second half of the app shows live pages with it.
#![cfg_attr(
    feature = "ui",
    expect(unreachable_pub, reason = "the component macro makes the properties of every component public")
)]

#[cfg(feature = "ui")]
mod app;
pub mod browser;
#[cfg(feature = "ui")]
mod parts;
#[cfg(feature = "ui")]
mod screens;
#[cfg(feature = "ui")]
mod session;

#[cfg(feature = "ui")]
pub use app::{crashed, start};
#[cfg(feature = "ui")]
pub use session::Session;
