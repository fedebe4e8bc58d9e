//! `guide`.
