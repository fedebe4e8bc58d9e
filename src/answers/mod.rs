//! `answers`.
