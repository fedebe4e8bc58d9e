//! Restore points into data-loss windows: exact, without sampling and without a clock.
//!
//! The model ("recovery mathematics", sections 1 and 2). A run started at `s` captures every write before `s` and none
//! at or after `s`; with duration `d` and propagation `p` its copy is usable from `u = s + d + p`, inclusive. The
//! failure instant `t` is uniform on one hyper-period `[0, H)`, `H` the lcm of all periods, and every schedule has always
//! run (steady state). With a detection delay `D` the restore begins at `t + D`, and pruning goes on until then:
//!
//! - physical failure: a copy is a candidate when `u <= t` and `t + D < gone`;
//! - logical damage: a copy is a candidate when `s < t` and `u <= t + D` and `t + D < gone`.
//!
//! The loss is `t` minus the latest capture among the good candidates; with no good candidate the instant is
//! unrecoverable, which is a probability and never a large number.
//!
//! The kinds of [`Protection`]:
//!
//! | kind | a restore brings back | good when |
//! |---|---|---|
//! | [`Copies`] | what the copy captured | its run is |
//! | [`Chain`], incremental | what the run captured | its full and every increment up to it are |
//! | [`Chain`], differential | what the run captured | its full and the run itself are |
//! | [`Pitr`], physical | the newest log end shipped, or a newer base | a base consistent by then is |
//! | [`Pitr`], logical | everything until the damage | a base consistent by then is |
//! | [`Replica`] | everything until some seconds before | it is there |
//!
//! In a chain a run is usable once all that it needs is, and stays while a run that needs it is kept (pinning). Bad runs
//! go unnoticed until the restore, so schedule, retention and pinning take every run for good; where the tool notices a
//! bad run, the next increment is taken against the last good one, and each run stands for itself
//! ([`BadRuns::Noticed`]). With `unnoticed = n` all runs have failed for `n` seconds at the failure and nobody knows: the law
//! is that of the moment just before somebody does, `n` more than usual for a physical failure.
//!
//! How it computes. Each protection is turned into a *track*: its own period cut where its candidates change, and for each
//! cut the chance of every point to be its newest good one. Tracks of independent protections are *woven* over the
//! span, multiplying "nothing newer than this" across them, and cut once more where a point that moves with the failure
//! overtakes a fixed one. On each woven piece the loss from every point runs linearly or stays the same, so the law of the
//! loss is a mixture of uniforms and single values, and worst, mean and percentiles follow without approximation. A new
//! kind of protection only has to make its own track.
//!
//! The span is one hyper-period ([`loss_law`]) or a window ([`loss_law_over`]). Calendars without a period are listed run by
//! run and asked about over a window, and periods that hardly ever line up over an explicit year
//! ([`loss_law_or_year`]); [`LossLaw::span`] says which it was.
//!
//! Instants and lengths are integer seconds; any other tick does, if it is used throughout. Instants may be counted from
//! any epoch, negative ones included, within ±[`MAX_SECONDS`].

mod bytes;
mod chain;
mod check;
mod combine;
mod cycle;
mod distribution;
mod error;
mod foremost;
mod keep;
mod law;
mod limits;
mod odds;
mod open;
mod pitr;
mod points;
mod profile;
mod protection;
mod question;
mod runs;
mod sawtooth;
mod span;
mod store;
mod sum;
mod track;
mod warning;
mod weave;
mod worst;

pub use bytes::{BytesLaw, WorstBytes, WorstBytesMoment, bytes_law, bytes_of};
pub use error::RecoveryError;
pub use law::{LossLaw, Piece, Share, YEAR, loss_law, loss_law_or_year, loss_law_over, worst_loss};
pub use limits::{MAX_RUNS, MAX_SECONDS, MAX_SHARES};
pub use points::{Candidate, Source, candidates_at, newest_at, runs_needed};
pub use profile::Profile;
pub use protection::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Keep, Log, Pitr, Protection, Replica, ReplicaMode,
};
pub use question::{Damage, Loss, Point};
pub use runs::{Once, Run, Runs};
pub use sawtooth::{Sawtooth, Tooth, sawtooth, teeth};
pub use span::Span;
pub use warning::{Warning, warnings};
pub use worst::{Worst, WorstMoment};
