//! What cannot be taken as it was typed. Every message says what would be.

use super::step::{Runbook, Step};
use crate::answers::{LARGEST_ENTRY, is_entry_id};
use crate::system::check::{self, LONGEST_NAME};
use crate::system::seen;

/// The most steps in a runbook.
pub const MOST_STEPS: usize = 150;
/// The longest line that says what is done, in characters.
pub const LONGEST_DOES: usize = 160;
/// The longest text beside it, in characters.
pub const LONGEST_DETAIL: usize = 600;
/// The longest command or link, in characters.
pub const LONGEST_COMMAND: usize = 500;
/// The longest way to know that it worked, and the longest way back, in characters.
pub const LONGEST_HINT: usize = 300;

/// Why a change is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A text.
    #[error(transparent)]
    Text(#[from] check::Refused),
    /// A step that is not there, such as one that was taken away on another device.
    #[error("There is no step {id} any more: open the plan again")]
    NoStep {
        /// Its id.
        id: String,
    },
    /// Too many steps.
    #[error("Remove a step first: a plan holds {MOST_STEPS}")]
    Full,
    /// Too much text for one entry of the document.
    #[error(
        "Shorten the plan, or choose fewer components: it takes {has} bytes, and {LARGEST_ENTRY} are the most"
    )]
    TooLarge {
        /// What it takes.
        has: usize,
    },
}

/// What a step does, as it is stored.
///
/// # Errors
/// [`Refused::Text`].
pub fn does(typed: &str) -> Result<String, Refused> {
    Ok(check::name(typed, LONGEST_DOES, "Start the new server")?)
}

/// A text that may be empty, as it is stored.
///
/// # Errors
/// [`Refused::Text`].
pub fn text(typed: &str, most: usize) -> Result<String, Refused> {
    Ok(check::words(typed, most)?)
}

/// The name of a runbook, as it is stored.
///
/// # Errors
/// [`Refused::Text`].
pub fn name(typed: &str) -> Result<String, Refused> {
    Ok(check::name(typed, LONGEST_NAME, "Disk or host lost")?)
}

/// Whether it fits into an entry of the document.
///
/// # Errors
/// [`Refused::Full`] and [`Refused::TooLarge`].
pub fn fits(runbook: &Runbook) -> Result<(), Refused> {
    if runbook.steps.len() > MOST_STEPS {
        return Err(Refused::Full);
    }
    let has = runbook.write().len();
    if has > LARGEST_ENTRY { Err(Refused::TooLarge { has }) } else { Ok(()) }
}

/// Whether a step can be taken.
///
/// # Errors
/// [`Refused::Text`].
pub fn step_sound(step: &Step) -> Result<(), Refused> {
    does(&step.does)?;
    text(&step.detail, LONGEST_DETAIL)?;
    text(&step.command, LONGEST_COMMAND)?;
    text(&step.works_when, LONGEST_HINT)?;
    text(&step.way_back, LONGEST_HINT)?;
    Ok(())
}

/// The first thing that makes an entry unusable, in words.
pub(super) fn unsound(runbook: &Runbook) -> Option<String> {
    let mut ids = std::collections::BTreeSet::new();
    if let Some(twice) = runbook.steps.iter().find(|step| !ids.insert(&step.id)) {
        return Some(format!("two steps have the id {}", seen(&twice.id)));
    }
    let of_parts = runbook.components.iter().map(|id| id.as_str());
    let all = ids.iter().map(|id| id.as_str()).chain(of_parts).chain([runbook.id.as_str()]);
    if let Some(id) = all.into_iter().find(|id| !is_entry_id(id)) {
        return Some(format!("{} is no id", seen(id)));
    }
    if runbook.steps.len() > MOST_STEPS {
        return Some(Refused::Full.to_string());
    }
    let said = |at: &str, refused: Refused| Some(format!("{}: {refused}", seen(at)));
    if let Err(refused) = name(&runbook.name) {
        return said("name", refused);
    }
    runbook.steps.iter().find_map(|step| said(&step.id, step_sound(step).err()?))
}
