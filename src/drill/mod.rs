//! Fire drills: what a number of them shows ([`bounds`]), and how one is recorded.

pub mod bounds;
