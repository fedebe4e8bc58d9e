//! Which copies a tool keeps, exactly as that tool decides it; and what that means.
//!
//! Every backup tool means something else by "keep 7 daily and 12 monthly", and the same numbers keep up to a year more or
//! less. So a policy is written in the dialect of its tool, and each dialect has its own few lines of rules here. Nothing
//! is ever deleted: points and a policy go in, verdicts come out, with the reason for each. Instants are whole seconds
//! since 1970, UTC, with the offset of the clock by which days and weeks are told; there is no clock here, so `now` is
//! always given.

mod borg;
mod borg2;
mod calendar;
mod chain;
mod count;
mod decide;
mod error;
mod forward;
mod instant;
mod kopia;
mod lot;
mod period;
mod plain;
mod point;
mod policy;
mod proxmox;
mod reach;
mod reason;
mod refusal;
mod restic;
mod sanoid;
mod smallest;
mod span;
mod syntax;
mod tiers;
mod warnings;
mod words;

pub use borg::Borg;
pub use borg2::{Amount, Borg2};
pub use count::Count;
use decide::MOST_POINTS;
pub use decide::decide;
pub use error::RetentionError;
pub use forward::{Held, lives};
pub use instant::{Instant, InstantError};
pub use kopia::Kopia;
pub use lot::{Key, Lot, lots};
pub use period::Period;
pub use plain::{Age, AgeUnit, AwsBackup, AwsDlm, Last, Nova, Rackspace, Velero};
pub use point::{Group, KeepPoint, Status};
pub use policy::{Dialect, Policy};
pub use proxmox::Proxmox;
pub use reach::{Clean, Reach, clean, reach};
pub use reason::{Reason, Rule, Verdict};
pub use refusal::{Refusal, refusals};
pub use restic::{GroupBy, Restic};
pub use sanoid::Sanoid;
pub use smallest::{Targets, smallest};
pub use span::{Interval, Span, Ttl};
pub use syntax::Syntax;
pub use tiers::Tier;
pub use warnings::{Facts, Warning, warnings};
