//! The app in the browser: state, screens and the browser itself, each behind its own door.

pub mod browser;
mod session;

pub use session::Session;
