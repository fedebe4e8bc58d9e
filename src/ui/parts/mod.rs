//! What several screens share.

mod bureau;
mod confirm;
mod example;
mod footer;
mod library;
mod masthead;
mod notices;
mod page;
mod skip;
mod sprite;
mod trail;

pub(crate) use bureau::{Bureau, waiting};
pub(crate) use confirm::Confirm;
pub(crate) use example::Example;
pub(crate) use footer::Footer;
pub(crate) use library::{Library, Shelf};
pub(crate) use masthead::Masthead;
pub(crate) use notices::Notices;
pub(crate) use page::{HEADING, Page};
pub(crate) use skip::SkipLink;
pub(crate) use sprite::Sprite;
pub(crate) use trail::Trail;
