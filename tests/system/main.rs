//! The pages on which a system is described: what is typed and pressed, what is written, what is shown.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "../support/mod.rs"]
mod support;

mod fields;
mod gallery;
mod hostile;
mod pages;
mod person;
