//! Fire drills: which is next, how one is recorded, what it proves, and what a number of them shows.
//!
//! A [`Record`] is a plan and a set of events that only grows; [`state`] works out from it how the drill stands, [`review`] holds it
//! against the plan, [`proofs`] says what it proves and until when, [`track`] what all drills say together, with the
//! bounds of [`bounds`].

pub mod bounds;
mod chance;
mod entry;
mod event;
mod level;
mod phase;
mod pick;
mod planned;
mod proof;
mod record;
mod review;
mod safety;
mod shelf_life;
pub(crate) mod slug;
mod state;
mod track;

pub use entry::{LONGEST_NOTE, LONGEST_TEXT, MOST_LINES, MOST_STEPS, SECTION, note, records};
pub use event::{Event, What};
pub use level::Level;
pub use phase::Phase;
pub use pick::{By, Candidate, most_urgent_first, pick};
pub use planned::planned;
pub use proof::{Measured, NoTime, Proof, Shown, proofs, proven};
pub use record::{Condition, Different, Plan, Planned, Record};
pub use review::{PlannedReal, Review, review};
pub use safety::{Precautions, precautions};
pub use shelf_life::{NoShelfLife, ShelfLife};
pub use state::{Conflict, ConflictKind, Lesson, Stage, State, StepStage, StepState, state};
pub use track::{Track, track};
