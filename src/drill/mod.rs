//! Fire drills: what a number of them shows ([`bounds`]), and how one is recorded.

pub mod bounds;
mod phase;
mod planned;
pub(crate) mod slug;

pub use phase::Phase;
pub use planned::planned;
