//! What is asked, what can go wrong and what survives it: typed tables and the rules for reading them.
//!
//! Facts live in the data files ([`QUICK`], [`AREAS`], [`SCENARIOS`]); a test compares them with question
//! catalogue version 1. Nothing here knows an answer: branching takes the answers as a function.

mod areas;
mod conditions;
pub mod ids;
mod passage;
mod question;
mod questions;
mod raises;
mod scenario;
mod scenarios;
mod severity;

pub use areas::AREAS;
pub use passage::Passage;
pub use question::{AnswerKind, Area, Choice, FindingRule, FindingTest, Question, When, WhenTest, question};
pub use questions::{FOLLOW_UPS, QUICK};
pub use scenario::{Column, Consequence, Letter, Scenario, ScenarioId, Survives, scenario};
pub use scenarios::SCENARIOS;
pub use severity::Severity;

/// Version of the question catalogue, printed in every report.
pub const VERSION: &str = "1";
