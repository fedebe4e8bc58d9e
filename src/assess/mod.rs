//! From answers to an [`Outcome`]: matrix, exposure, findings, three sentences. Pure; `now` is an argument.

mod consequence;
mod derivation;
mod outcome;

pub use consequence::{Consequence, consequence};
pub use derivation::{Derivation, Step};
pub use outcome::{
    Cell, Column, CopyMark, Exposure, Finding, Known, Matrix, Outcome, Row, Survival, Tooth, Verdict, Window,
};

use crate::answers::Answers;
use crate::units::{Moment, Text};

/// Works out everything that follows from the answers at a moment.
pub fn assess(_answers: &Answers, now: Moment) -> Outcome {
    Outcome {
        name: String::new(),
        as_of: now,
        sentences: [Text::new(), Text::new(), Text::new()],
        matrix: Matrix::default(),
        exposures: Vec::new(),
        findings: Vec::new(),
        known: Known::default(),
    }
}
