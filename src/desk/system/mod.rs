//! The pages on which a system is described, part by part.
//!
//! Each is a function of the system, of what stands in the controls and of the button that was pressed, to the page as it
//! is afterwards and to what is to be written. Nothing is remembered between two calls.

mod back;
mod component;
mod component_form;
mod figures;
mod list;
mod one;
mod panel;
mod protection;
mod protection_form;
mod schedule;
mod settings;
mod trying;
mod ways;
mod words;

pub(super) use settings::zones as zone_list;

use super::page::Shown;
use super::parts::Asked;

/// The page whose address goes on so after "system". `None` for an address that is none of these pages.
pub(super) fn page(parts: &[&str], asked: &Asked<'_>) -> Option<Shown> {
    let page = match parts {
        [] => list::page(asked),
        ["settings"] => settings::page(asked),
        [id] => one::page(asked, id, None),
        [id, protection] => one::page(asked, id, Some(protection)),
        _ => return None,
    };
    Some(page.shown)
}
