//! Runbooks: what is done, by whom and in which order after a scenario, drafted from the recovery that was worked out, and the
//! user's own from then on.
//!
//! [`draft`] gives the steps that a scenario asks for now. Each remembers what of the system it was drafted from ([`Fact`]);
//! [`compare`] says which no longer match. [`Edit`]s change a [`Runbook`]; it is an entry of the document's section "plans".
//! [`reboot_checks`] says what must come back on every server after a restart.

pub mod check;
mod compare;
mod draft;
mod edit;
mod entry;
pub mod export;
mod facts;
mod first;
mod practise;
mod reboot;
mod step;
mod words;

pub use compare::{Changed, Comparison, Match, compare};
pub use draft::{Basis, affected, draft, draft_again};
pub use edit::Edit;
pub use entry::{SECTION, runbooks};
pub use practise::practised;
pub use reboot::{Check, Command, Returns, ServerCheck, reboot_checks, reboot_steps};
pub use step::{Fact, Runbook, Step, Who, planned};
