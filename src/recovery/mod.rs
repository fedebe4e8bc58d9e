//! `recovery`.
