//! From answers to an [`Outcome`]: matrix, exposure, findings, three sentences. Pure; `now` is an argument.
//!
//! [`System`] says what is run and what protects it, `survive` says which copies a scenario
//! leaves, `window` asks the recovery engine what these are worth, `cell` and `service` put it into words, `matrix` lays
//! it out. `keeping` says what the copies cost and until when they fit their hours, [`returning`] how soon everything would
//! be back, and which moment it can go back to. On demand, `advice` tries changes on a copy of one component (`trial`) and
//! hands out those that mend something.

mod advice;
mod cell;
mod consequence;
mod derivation;
mod explain;
mod exposure;
mod findings;
mod keeping;
mod matrix;
mod outcome;
pub mod returning;
mod sentences;
mod service;
mod survive;
mod trial;
mod window;

pub use advice::{Advice, Mended, Needed, Recommendation, meets, recommendations, why_recommended};
pub use consequence::{Consequence, Preview, consequence};
pub use derivation::{Derivation, Step};
pub use keeping::findings as keeping_findings;
pub use keeping::{
    Amount, Fit, InHours, Keeping, Kept, Late, Outgrown, Overlap, Pays, StorageSeries, Yearly, keeping,
    storage_series, why_outgrown, why_pays, why_stored, why_yearly,
};
pub use outcome::{
    Cell, Column, CopyMark, Exposure, Finding, Known, Matrix, Outcome, Row, Survival, Tooth, Verdict, Window,
};

use crate::answers::{Answers, Evidence, Status, asked, status};
use crate::system::System;
use crate::units::Moment;

/// Works out everything that follows from the answers at a moment. Never fails: what is missing is left open and said.
pub fn assess(answers: &Answers, now: Moment) -> Outcome {
    assess_system(answers, System::of(answers), now)
}

/// The same for a system that is at hand already.
pub fn assess_system(answers: &Answers, system: System, now: Moment) -> Outcome {
    let system = &system;
    let matrix = matrix::matrix(system, now);
    let keeping = keeping(system, now);
    let returns = returning::returns(system, &matrix);
    let together = returning::together(system, now);
    let known = known(answers);
    Outcome {
        name: if answers.name.is_empty() { "Your system".to_owned() } else { answers.name.clone() },
        as_of: now,
        sentences: sentences::sentences(answers, system, &matrix, &returns, known),
        exposures: exposure::exposures(system, &matrix, now),
        findings: findings::findings(answers, system, &matrix, &keeping, (&returns, &together), now),
        matrix,
        keeping,
        returns,
        together,
        known,
    }
}

/// The findings that the panel beside a question speaks of: they are those of the results. None about coming back belongs
/// to a question, so these are left out.
fn findings_of_questions(answers: &Answers, now: Moment) -> Vec<Finding> {
    let system = System::of(answers);
    let matrix = matrix::matrix(&system, now);
    findings::findings(answers, &system, &matrix, &keeping(&system, now), (&[], &[]), now)
}

fn known(answers: &Answers) -> Known {
    let asked = asked(answers);
    let count = |wanted| asked.iter().filter(|q| status(answers, q) == wanted).count();
    let with = |evidence| asked.iter().filter(|q| answers.evidence(q.id) == Some(evidence)).count();
    Known {
        asked: asked.len(),
        open: count(Status::Open),
        unsure: count(Status::Unsure),
        evidence: [Evidence::Guessed, Evidence::Told, Evidence::Seen, Evidence::Measured].map(with),
    }
}
