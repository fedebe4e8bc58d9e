//! `save`.
