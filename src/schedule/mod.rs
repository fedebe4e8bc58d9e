//! `schedule`.
