//! Entries that this version cannot read: shown, kept, and removed when somebody says so.

use super::{Asked, Page};
use crate::system::Unreadable;
use maud::{Markup, html};

/// All of them, each with the way to be rid of it.
pub(in crate::desk) fn unreadable(entries: &[Unreadable]) -> Markup {
    crate::view::unreadable(entries, &remove)
}

/// The way to be rid of one.
fn remove(entry: &Unreadable) -> Markup {
    html! {
        p class="row" {
            button type="button" class="link" name="act" value=(format!("discard {} {}", entry.section, entry.id)) {
                "Remove it" span class="vh" { ": " (entry.called()) }
            }
        }
    }
}

/// Removes the one whose button was pressed, and says so. Whether there was one.
pub(in crate::desk) fn discard(asked: &Asked<'_>, entries: &mut Vec<Unreadable>, page: &mut Page) -> bool {
    let pressed = asked.act.and_then(|act| act.strip_prefix("discard ")?.split_once(' '));
    let is = |entry: &Unreadable| pressed == Some((entry.section, entry.id.as_str()));
    let Some(at) = entries.iter().position(is) else { return false };
    let gone = entries.remove(at);
    page.put(gone.section, &gone.id, None);
    page.shown.say = format!("{} is removed.", gone.called());
    page.done = Some(page.shown.say.clone());
    page.shown.focus = Some(asked.heading.to_owned());
    true
}
