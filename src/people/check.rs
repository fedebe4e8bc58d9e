//! What cannot be taken as it was typed. Every message says what would be.

use super::{Access, Person, PersonId, Span, Support, Way};
use crate::answers::is_entry_id;
use crate::system::check::{self, LONGEST_NAME};
use crate::system::seen;

/// The most people, and as many accesses, and as many supports.
pub const MOST_PEOPLE: usize = 200;
/// The most ways to reach one person or support.
pub const MOST_WAYS: usize = 10;
/// The longest number or address, and the longest thing to have at hand, in characters.
pub const LONGEST_WAY: usize = 120;
/// The most things to have at hand.
pub const MOST_AT_HAND: usize = 20;
/// The most spans of hours of one person.
pub const MOST_SPANS: usize = 14;

/// Why a value is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A name or text.
    #[error(transparent)]
    Text(#[from] check::Refused),
    /// A name that somebody else has.
    #[error("Somebody else is called “{name}”: add a surname or a number")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A way without a number or address.
    #[error("Enter a number or an address, such as +44 20 7946 0000")]
    NoWay,
    /// Too many of something.
    #[error("Remove one first: there can be {most}")]
    Full {
        /// How many there can be.
        most: usize,
    },
    /// Hours without a day.
    #[error("Choose at least one day for these hours")]
    NoDay,
    /// A name that no clock knows.
    #[error("Enter a time zone as clocks know it, such as Europe/Berlin")]
    Zone,
}

/// A person's name as it is stored, unless somebody else has it.
///
/// # Errors
/// [`Refused`].
pub fn name(typed: &str, but: Option<&PersonId>, persons: &[Person]) -> Result<String, Refused> {
    let name = check::name(typed, LONGEST_NAME, "Ada Berg")?;
    let same = |person: &Person| Some(&person.id) != but && person.name.to_lowercase() == name.to_lowercase();
    if persons.iter().any(same) { Err(Refused::NameTaken { name }) } else { Ok(name) }
}

/// The name of an access or a support as it is stored.
///
/// # Errors
/// [`Refused`].
pub fn thing(typed: &str, example: &'static str) -> Result<String, Refused> {
    Ok(check::name(typed, LONGEST_NAME, example)?)
}

/// A number or address as it is stored.
///
/// # Errors
/// [`Refused`].
pub fn way(typed: &str) -> Result<String, Refused> {
    let to = check::words(typed, LONGEST_WAY)?;
    if to.is_empty() { Err(Refused::NoWay) } else { Ok(to) }
}

/// Hours as they are stored.
///
/// # Errors
/// [`Refused::NoDay`].
pub fn span(span: Span) -> Result<Span, Refused> {
    if span.days.is_empty() { Err(Refused::NoDay) } else { Ok(span) }
}

/// A zone's name as it is stored; empty for the zone of the system.
///
/// # Errors
/// [`Refused::Zone`].
pub fn zone(typed: &str) -> Result<String, Refused> {
    let name = typed.trim();
    if check::is_zone(name) { Ok(name.to_owned()) } else { Err(Refused::Zone) }
}

/// Whether there is room for one more beside so many.
///
/// # Errors
/// [`Refused::Full`].
pub fn room(has: usize, most: usize) -> Result<(), Refused> {
    if has < most { Ok(()) } else { Err(Refused::Full { most }) }
}

/// The first thing that makes a person's entry unusable, in words: nobody could have typed it.
pub(super) fn person_sound(person: &Person) -> Option<String> {
    ids([person.id.as_str()])
        .or_else(|| said("name", check::name(&person.name, LONGEST_NAME, "Ada Berg")))
        .or_else(|| said("post", check::words(&person.post, LONGEST_NAME)))
        .or_else(|| ways(&person.ways))
        .or_else(|| said("zone", zone(&person.zone)))
        .or_else(|| many("hours", person.hours.len(), MOST_SPANS))
        .or_else(|| person.hours.iter().find_map(|hours| said("hours", span(hours.clone()))))
}

pub(super) fn access_sound(access: &Access) -> Option<String> {
    let held = access.holders.iter().map(PersonId::as_str);
    ids([access.id.as_str()].into_iter().chain(held).chain(access.opens.iter().map(|id| id.as_str())))
        .or_else(|| said("name", thing(&access.name, "Host console")))
}

pub(super) fn support_sound(support: &Support) -> Option<String> {
    ids([support.id.as_str()].into_iter().chain(support.may_call.iter().map(PersonId::as_str)))
        .or_else(|| said("name", thing(&support.name, "Host, emergency line")))
        .or_else(|| ways(&support.ways))
        .or_else(|| many("at_hand", support.at_hand.len(), MOST_AT_HAND))
        .or_else(|| support.at_hand.iter().find_map(|thing| said("at_hand", way(thing))))
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<String> {
    ids.into_iter().find(|id| !is_entry_id(id)).map(|id| format!("{} is no id", seen(id)))
}

fn ways(ways: &[Way]) -> Option<String> {
    many("ways", ways.len(), MOST_WAYS).or_else(|| ways.iter().find_map(|one| said("ways", way(&one.to))))
}

fn many(field: &str, has: usize, most: usize) -> Option<String> {
    (has > most).then(|| format!("{field}: there can be {most}"))
}

fn said<T, E: std::fmt::Display>(field: &str, result: Result<T, E>) -> Option<String> {
    result.err().map(|refused| format!("{field}: {refused}"))
}
