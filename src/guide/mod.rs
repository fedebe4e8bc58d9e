//! Guides: Markdown in, safe HTML out.
//!
//! A guide is shown whole on its own page, in part beside a question (the *lead* of a section), and in the
//! report. The text may come from a documentation team we have never met, so nothing in it is trusted:
//!
//! * Raw HTML never becomes a tag. Comments are dropped; anything else that looks like HTML is shown as text.
//! * Links go to `https`, `http`, `mailto`, another guide (`steady-state.md#images`) or a section of the same
//!   guide (`#images`). A link to anywhere else keeps its words and loses its target.
//! * Images are dropped to their alternative text: the guides have none, and a report must not fetch any.
//! * Of a heading's attributes only an anchor of `a-z`, `0-9` and `-` is used. Classes and the rest are ignored.
//! * Size, nesting and the number of pieces are bounded ([`MAX_BYTES`], [`MAX_NESTING`], [`MAX_PIECES`]). What
//!   lies beyond is cut or flattened, and [`Guide::remarks`] says so.
//!
//! A passage between the lines `::: screen` and `:::` is for the screen only: print and report leave it out.
//!
//! Invariant: parsing and rendering never fail, never recurse over the document and take no clock.

mod builder;
mod escape;
mod html;
mod id;
mod link;
mod model;
mod parse;
mod prepare;
mod remark;
mod writer;

pub use html::{Audience, Render};
pub use id::GuideId;
pub use link::{LinkTarget, LinkTo, app_links, text_links};
pub use model::{Guide, Section};
pub use parse::{MAX_PIECES, parse};
pub use prepare::{MAX_BYTES, MAX_NESTING};
pub use remark::Remark;
