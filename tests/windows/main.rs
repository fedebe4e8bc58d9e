//! Described systems: windows, laws and derivations against the engine and the worked examples.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod apart;
mod clocks;
mod composed;
mod kinds;
mod known;
#[path = "../support/mod.rs"]
mod support;
mod survival;
mod system;
#[path = "../../examples/conformance/zones.rs"]
mod zones;
