//! Daily images of servers against one golden image: what each covers, takes and costs, how stale the golden one gets, when
//! to bake a new one, and whether it is time to change over at all.
//!
//! [`Told`] is what the owner says of it, an entry of the section "settings"; [`Situation`] is what the rest of the document
//! says already; [`plan`] puts them together. Pure: the day is an argument.

mod listed;
mod plan;
mod situation;
mod told;

pub use listed::{Choice, Fate, Image, Listed, listed};
pub use plan::{Advice, BAKE_AFTER, Plan, Reason, Side, Step, plan};
pub use situation::{Cadence, Situation};
pub use told::{Changing, Golden, Told};
