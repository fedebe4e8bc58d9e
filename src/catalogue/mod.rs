//! `catalogue`.
