//! What several screens share.

mod example;
mod footer;
mod library;
mod mark;
mod masthead;
mod page;
mod rich;
mod skip;
mod sprite;
mod trail;

pub(crate) use example::Example;
pub(crate) use footer::Footer;
pub(crate) use library::{Library, Shelf};
pub(crate) use mark::Sev;
pub(crate) use masthead::Masthead;
pub(crate) use page::{HEADING, Page};
pub(crate) use rich::rich;
pub(crate) use skip::SkipLink;
pub(crate) use sprite::Sprite;
pub(crate) use trail::Trail;
