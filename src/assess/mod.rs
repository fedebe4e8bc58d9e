//! From a system to an [`Outcome`]: matrix, exposure, findings, three sentences. Pure; the [`Clock`] is an argument.
//!
//! [`System`] says what is run and what protects it. For each component ([`component_outcome`]) `survive` says which copies
//! a scenario leaves, `model` reads them as the recovery engine does, `window` asks it what these are worth together, and
//! `cell` and `service` put it into words. The whole is composed of these; what nobody has asked for yet, derivations and laws,
//! is worked out on demand, by the name of its [`Figure`]. `keeping` says what the copies cost and until when they fit their
//! hours, [`returning`] how soon everything would be back, and which moment it can go back to; [`real`] what the tools
//! themselves say of it. On demand, `advice` tries changes on a copy of one component (`trial`) and hands out those that mend
//! something.

mod advice;
mod back;
mod cell;
mod clock;
mod component;
mod consequence;
mod demand;
mod derivation;
mod explain;
mod exposure;
mod figure;
mod findings;
mod gap;
mod headline;
mod keeping;
mod law;
mod lock;
mod lost;
mod model;
mod open;
mod outcome;
mod overtaken;
pub mod planned;
pub mod real;
pub mod returning;
mod sentences;
mod service;
mod survive;
mod trial;
mod weeks;
mod window;
mod worked;
mod yearly;

pub use advice::{
    Advice, Faster, Mended, Needed, Recommendation, Sooner, Stored, Way, meets, recommendations, sooner,
    why_recommended, why_sooner,
};
pub use back::{all_returns, return_after};
pub use clock::{Clock, Zones};
pub use component::{ComponentOutcome, component_derivation, component_law, component_outcome};
pub use consequence::{Consequence, Preview, consequence};
pub use derivation::{Derivation, Step};
pub use figure::Figure;
pub use gap::ClockGap;
pub use keeping::findings as keeping_findings;
pub use keeping::{
    Amount, Fit, InHours, Keeping, Kept, Late, Outgrown, Overlap, Pays, StorageSeries, keeping,
    storage_series, why_overlap, why_pays, why_runs, why_stored,
};
pub use lost::Lost;
pub use outcome::{
    Cell, Column, CopyMark, Exposure, Finding, Known, Matrix, Outcome, Row, Survival, Tooth, Verdict, Window,
};
pub use weeks::{Lane, Weeks};
pub use yearly::Yearly;

use crate::answers::{Answers, Evidence, Status, asked, status};
use crate::catalogue::SCENARIOS;
use crate::drill::{self, Proof};
use crate::system::System;
use component::{Part, part};
use findings::Raised;
use open::State;
use worked::{InTurn, Worked};

/// Works out everything that follows from the document at a moment. Never fails: what is missing is left open and said.
pub fn assess(answers: &Answers, clock: impl Into<Clock>) -> Outcome {
    assess_system(answers, System::of(answers), clock)
}

/// The same for a system that has been read, or changed, already.
pub fn assess_system(answers: &Answers, mut system: System, clock: impl Into<Clock>) -> Outcome {
    let clock = clock.into();
    clock.align(&mut system);
    let real = real::take_in(answers, &mut system, &clock);
    let WorkedOut { matrix, exposures, mut findings, keeping, returns, together, proven } =
        work_out(answers, &system, &clock);
    real::add_findings(&system, &real, &mut findings);
    findings::add_people(answers, &system, &clock, &mut findings);
    let known = known(answers, &system);
    Outcome {
        name: answers.called().to_owned(),
        as_of: clock.now,
        sentences: sentences::sentences(answers, &system, &matrix, &returns, known),
        exposures,
        findings,
        matrix,
        keeping,
        returns,
        together,
        proven,
        real,
        known,
        system,
        clock,
    }
}

/// What follows from a system, before it is put into three sentences.
struct WorkedOut {
    matrix: Matrix,
    exposures: Vec<Exposure>,
    findings: Vec<Finding>,
    keeping: Keeping,
    returns: Vec<returning::Return>,
    together: Vec<returning::Together>,
    proven: Vec<Proof>,
}

/// What results and the panel beside a question both rest on, so that they never say different things.
fn work_out(answers: &Answers, system: &System, clock: &Clock) -> WorkedOut {
    let mut matrix = Matrix::default();
    if !system.components.is_empty() {
        matrix.rows = SCENARIOS.iter().map(|scenario| Row { scenario, cells: Vec::new() }).collect();
    }
    let mut exposures = Vec::new();
    let mut all_raised: Vec<Vec<Raised>> = Vec::new();
    let mut lefts = Vec::new();
    let mut in_turn = InTurn::default();
    for component in &system.components {
        let (Part { column, cells, exposure, raised }, left) =
            in_turn.with(Worked::new(system, component, clock), part);
        matrix.columns.push(column);
        for (row, (_, cell)) in matrix.rows.iter_mut().zip(cells) {
            row.cells.push(cell);
        }
        exposures.extend(exposure);
        all_raised.push(raised);
        lefts.push(left);
    }
    let keeping = keeping(system, clock.now);
    let mut returns = returning::returns_of(system, &matrix, lefts);
    let proven = drill::proven(answers, clock.now.civil().date());
    returning::measure(&mut returns, &proven);
    let together = returning::together(system, clock.now);
    let findings = findings::findings(
        answers,
        system,
        all_raised.into_iter(),
        &keeping,
        (&returns, &together),
        clock.now,
    );
    WorkedOut { matrix, exposures, findings, keeping, returns, together, proven }
}

/// How much is known: of the questions, and of a description what it leaves open in place of those it answers.
fn known(answers: &Answers, system: &System) -> Known {
    let mut asked = asked(answers);
    asked.retain(|q| !(system.described && open::ANSWERED.contains(&q.id)));
    let count = |wanted| asked.iter().filter(|q| status(answers, q) == wanted).count();
    let with = |evidence| asked.iter().filter(|q| answers.evidence(q.id) == Some(evidence)).count();
    let matters = open::all(system);
    let stand = |state| matters.iter().filter(|(is, _)| *is == state).count();
    let described = |wanted| matters.iter().filter(|of| **of == (State::Known, wanted)).count();
    Known {
        asked: asked.len() + matters.len(),
        open: count(Status::Open) + stand(State::Open),
        unsure: count(Status::Unsure) + stand(State::Unsure),
        evidence: [Evidence::Guessed, Evidence::Told, Evidence::Seen, Evidence::Measured]
            .map(|evidence| with(evidence) + described(evidence)),
    }
}
