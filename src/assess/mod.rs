//! `assess`.
