//! The browser app: screens over the session, and nothing that could be worked out without a browser.
#![expect(unreachable_pub, reason = "the component macro makes the properties of every component public")]

mod app;
pub mod browser;
mod parts;
mod screens;
mod session;

pub use app::{crashed, start};
pub use session::Session;
