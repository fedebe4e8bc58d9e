//! The pages on which keep policies are planned: what a tool keeps by its own rules, over the points there are or over the
//! schedule run forward. Nothing is deleted by any of this.

mod list;
mod one;
mod rules;

use super::page::Shown;
use super::parts::Asked;

/// The page whose address goes on so after "keep". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let page = match parts {
        [] => list::page(asked),
        [of, one] => one::page(asked, &format!("{of}/{one}")),
        _ => return None,
    };
    Some(page.shown)
}
