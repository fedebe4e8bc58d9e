//! The file format from outside: what is written is read back, what is broken is refused with words that help, and
//! tabs never lose an answer to each other.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

#[path = "../support/mod.rs"]
mod support;

mod any;
mod corpus;
mod described;
mod example;
mod imported;
mod people;
mod plans;
mod refused;
mod round_trip;
mod schema;
mod shop;
mod tabs;
