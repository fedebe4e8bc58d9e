//! A programme that calendars elsewhere know already: what changes keeps its id, and its sequence grows.

use super::year::{Programme, Slot};
use crate::answers::{Answers, is_entry_id};
use crate::drill::SECTION;
use crate::system::{EntryError, Unreadable};
use crate::units::{Arrange, Gather};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The id of its entry.
pub const ID: &str = "programme";
/// The most dates.
pub const MOST_SLOTS: usize = 200;

impl Programme {
    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, a part this version does not know, or a value that nobody could have made.
    pub fn read(text: &str) -> Result<Programme, EntryError> {
        let mut value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| EntryError::of(&error))?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        let programme: Programme = serde_json::from_value(value).map_err(|error| EntryError::of(&error))?;
        let problem = |problem: &str| Err(EntryError { problem: problem.to_owned() });
        let plain = programme.token.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain || !(8..=40).contains(&programme.token.len()) {
            return problem("its token is 8 to 40 letters and digits");
        }
        let ids: BTreeSet<&String> = programme.slots.iter().map(|slot| &slot.id).gather();
        if ids.len() < programme.slots.len() || ids.iter().any(|id| !is_entry_id(id)) {
            return problem("each date has an id of its own");
        }
        if programme.slots.len() > MOST_SLOTS {
            return problem("it holds more dates than there can be");
        }
        Ok(programme)
    }

    /// As an entry.
    pub fn write(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("id".to_owned(), ID.into());
        }
        value.to_string()
    }

    /// That of a document; none when there is none or it cannot be read, and then why.
    pub fn of(answers: &Answers) -> (Option<Programme>, Option<Unreadable>) {
        match answers.entry(SECTION, ID).map(|text| (text, Programme::read(text))) {
            None => (None, None),
            Some((_, Ok(programme))) => (Some(programme), None),
            Some((text, Err(error))) => (None, Some(Unreadable::new(SECTION, ID, text, error))),
        }
    }

    /// The same with new dates. A date for the same drill keeps its id, and its sequence grows if anything about it is different; a
    /// date in the future that is no longer wanted is called off and stays, so that calendars hear of it; what lies before `today`
    /// stays as it was.
    #[must_use]
    pub fn replanned(&self, slots: &[Slot], today: NaiveDate) -> Programme {
        let (past, mut before): (Vec<Slot>, Vec<Slot>) =
            self.slots.iter().cloned().partition(|slot| slot.day < today);
        let mut next = Programme { token: self.token.clone(), slots: past };
        let number = |slot: &Slot| slot.id.strip_prefix("slot-")?.parse::<u32>().ok();
        let mut highest = self.slots.iter().filter_map(number).max().unwrap_or(0);
        for slot in slots {
            let same = |old: &Slot| {
                old.scenario == slot.scenario && old.components.first() == slot.components.first()
            };
            let found = before.iter().position(|old| same(old) && !old.cancelled);
            next.slots.push(match found.map(|at| before.remove(at)) {
                Some(old) => changed(&old, slot),
                None => {
                    highest = highest.saturating_add(1);
                    Slot { id: format!("slot-{highest}"), sequence: 0, ..slot.clone() }
                }
            });
        }
        next.slots.extend(before.iter().map(|old| changed(old, &Slot { cancelled: true, ..old.clone() })));
        next.slots.arrange_by(|a, b| (a.day, a.at, &a.id).cmp(&(b.day, b.at, &b.id)));
        next
    }

    /// The same with one date changed or called off.
    #[must_use]
    pub fn with(&self, slot: &Slot) -> Programme {
        let change = |old: &Slot| if old.id == slot.id { changed(old, slot) } else { old.clone() };
        Programme { token: self.token.clone(), slots: self.slots.iter().map(change).collect() }
    }
}

/// A date as it becomes: its id stays, and its sequence grows if anything is different.
fn changed(old: &Slot, new: &Slot) -> Slot {
    let same = Slot { id: old.id.clone(), sequence: old.sequence, ..new.clone() };
    if same == *old { same } else { Slot { sequence: old.sequence.saturating_add(1), ..same } }
}
