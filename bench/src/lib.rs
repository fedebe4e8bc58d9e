//! What `cargo xtask bench` times: the same cases natively and, as WebAssembly, in a page.
//!
//! Every case varies its input from one turn to the next, so that nothing is gained by remembering an answer.

pub mod keep;
pub mod measure;
pub mod outcome;
pub mod phases;
pub mod questions;
pub mod sets;

/// Something to time.
pub struct Case {
    /// What the table calls it.
    pub name: String,
    /// One turn; what it returns depends on all that was computed, so that no work can be left out.
    pub turn: Box<dyn Fn(usize) -> f64>,
}

/// All cases, in the order of the table.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = questions::cases();
    cases.extend(outcome::cases());
    cases.extend(keep::cases());
    cases
}
