//! `units`.
