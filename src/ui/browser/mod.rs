//! Stand-in for the doors to the browser.
pub(crate) mod clock;
pub(crate) mod fetch;
pub(crate) mod focus;
pub(crate) mod location;
