//! Holdfast answers, in a browser and in minutes: if it broke right now, how much would you lose, and is that
//! acceptable?
//!
//! # Map
//!
//! From the bottom up; a module uses only what stands above it here.
//!
//! | module | what it does |
//! |---|---|
//! | [`units`] | lengths of time, sizes, times of day, moments, sentences: read what people type, print it in full |
//! | [`catalogue`] | questions, branching, findings, scenarios and what survives them: tables and how to read them |
//! | [`schedule`] | when protections run: calendar, cron, clock changes, runs that overrun |
//! | [`answers`] | the one document a user edits, and the one door for its changes |
//! | [`system`] | what is run and what protects it, part by part, from the quick check or as described |
//! | [`people`] | who acts in an emergency, how they are reached, who holds which login and key |
//! | [`single_points`] | what stops with each part, and what nobody could bring back without each person and key |
//! | [`drill`] | what a drill is, how it is recorded, and what a number of them shows |
//! | [`form`] | what a question page holds while it is being filled in |
//! | [`recovery`] | runs and copies into data-loss windows, exactly; knows no question and no answer |
//! | [`retention`] | which copies a tool keeps, exactly by that tool's rules, and why |
//! | [`returns`] | tasks that share links into recovery times; states that all parts can agree on |
//! | [`cost`] | what copies occupy and cost, how often a run pays, what a year of failures costs |
//! | [`import`] | what backup tools print into restore points, and what these show |
//! | [`points`] | what was imported, as a document keeps it: groups of restore points, and the figures of all of them |
//! | [`images`] | daily images of servers against one golden image, and when to change over |
//! | [`assess`] | answers into an [`assess::Outcome`]: matrix, exposure, storage and money, findings, three sentences; what would help |
//! | [`runbook`] | what is done, by whom and in which order after a scenario, drafted and then the user's own |
//! | [`programme`] | the drills of a year, with dates that calendars elsewhere can follow |
//! | [`guide`] | Markdown into safe HTML, with contents and anchors |
//! | [`chart`] | numbers into SVG |
//! | [`view`] | matrix, derivations, findings and descriptions into markup and words that screen and report share |
//! | [`save`] | the file format, and opening files that may be anything |
//! | [`report`] | an outcome into one HTML file |
//! | [`route`] | addresses inside the app |
//! | [`desk`] | what the app asks of all this, in strings, and its live pages; loaded after the first question |
//! | `ui` | the Leptos app (feature `ui`); `ui::browser` alone touches the web platform (feature `browser`) |
//!
//! `recovery`, `returns` and `cost` lie in a package of their own, `engine/`, which is built for speed and the rest for
//! size; everything names them here.
//!
//! # Invariants
//!
//! `tests/layers.rs` holds them.
//!
//! - Invariant: modules use each other in one direction only, as the map lists them.
//! - Invariant: only `ui::browser` names the browser's crates, and only `ui` names Leptos.
//! - Invariant: the core has no clock, no randomness and no hash order: what it needs of these comes as an argument.
//! - Invariant: there is one door for writes: every change of the document is an [`answers::Edit`].
//! - Invariant: report and ui never import each other: the app hands documents to the desk and shows what comes back.
//! - Invariant: the core has no panic path: no `unwrap`, no `expect`, no indexing outside tests.

pub use holdfast_engine::{cost, recovery, returns};

pub mod answers;
pub mod assess;
pub mod catalogue;
pub mod chart;
pub mod desk;
pub mod drill;
pub mod form;
pub mod guide;
pub mod images;
pub mod import;
pub mod people;
pub mod points;
pub mod programme;
pub mod report;
pub mod retention;
pub mod route;
pub mod runbook;
pub mod save;
pub mod schedule;
pub mod single_points;
pub mod system;
#[cfg(feature = "browser")]
pub mod ui;
pub mod units;
pub mod view;
