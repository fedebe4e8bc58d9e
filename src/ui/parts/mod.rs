//! What several screens share.

mod confirm;
mod example;
mod footer;
mod library;
mod mark;
mod masthead;
mod notices;
mod page;
mod rich;
mod skip;
mod sprite;
mod trail;

pub(crate) use confirm::Confirm;
pub(crate) use example::Example;
pub(crate) use footer::Footer;
pub(crate) use library::{Library, Shelf};
pub(crate) use mark::Sev;
pub(crate) use masthead::Masthead;
pub(crate) use notices::Notices;
pub(crate) use page::{HEADING, Page};
pub(crate) use rich::rich;
pub(crate) use skip::SkipLink;
pub(crate) use sprite::Sprite;
pub(crate) use trail::Trail;
