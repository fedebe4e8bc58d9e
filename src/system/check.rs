//! What cannot be taken as it was typed, and what is taken and will not do what one may expect.
//!
//! A [`Refused`] value stays out of the description; a [`Doubt`] is said beside a value that is in it.

use super::{Component, ComponentId, Protection, ProtectionKind};
use crate::answers::is_unseen;
use crate::units::{Bytes, Duration};
use std::ops::RangeInclusive;

/// The most components in a system.
pub const MOST_COMPONENTS: usize = 200;
/// The most protections of a component.
pub const MOST_PROTECTIONS: usize = 400;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;
/// The longest word for what a component holds, in characters.
pub const LONGEST_HOLDS: usize = 40;
/// The longest name of a currency, in characters.
pub const LONGEST_CURRENCY: usize = 8;

/// A size at which nothing real is left: 10^18 bytes.
const TOO_LARGE: u64 = 1_000_000_000_000_000_000;

/// Why a value is not taken. Every message says what would be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No name.
    #[error("Enter a name, such as {example}")]
    NoName {
        /// One that would do.
        example: &'static str,
    },
    /// A name that another has.
    #[error("“{name}” is the name of another one: give this one a name of its own, such as {name} 2")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A text longer than its field.
    #[error("Use {most} characters or fewer; this has {has}")]
    TooLong {
        /// The most allowed.
        most: usize,
        /// What was typed.
        has: usize,
    },
    /// A character that cannot be seen, or that turns the writing direction of what follows.
    #[error("Type the text anew: it holds a character that cannot be seen (U+{code:04X})")]
    Unseen {
        /// Its code point.
        code: u32,
    },
    /// No size at all.
    #[error("Enter a whole number from 1 to 10,000, such as 2, or leave this empty")]
    NoCount,
    /// See there.
    #[error("Enter a size above 0, such as 500 GB, or leave this empty")]
    NoSize,
    /// 10^18 bytes and more.
    #[error("Enter a size below 1,000,000 TB, such as 500 GB")]
    SizeTooLarge,
    /// No time at all where some is needed.
    #[error("Enter a time above 0, such as {example}, or leave this empty")]
    NoTime {
        /// One that would do.
        example: &'static str,
    },
    /// Too short or too long a time between copies.
    #[error("Enter a time between copies from 1 min to 31 days, such as 6 h")]
    Interval,
    /// What would have to be back before itself.
    #[error("{path}: none of them could come back first. Take one of the ticks away")]
    Circle {
        /// The way around: "Web servers need the database, which needs the web servers".
        path: String,
    },
    /// Too many components.
    #[error("Remove a component first: a system holds {MOST_COMPONENTS}")]
    SystemFull,
    /// Too many protections.
    #[error("Remove a protection first: a component holds {MOST_PROTECTIONS}")]
    ComponentFull,
    /// A day that has not come.
    #[error("Enter a day that has come: today is {today}")]
    NotYet {
        /// Today in words.
        today: String,
    },
}

/// What a doubt is about, so that a page can put it beside the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// How long a run takes.
    Takes,
    /// How long a full takes.
    FullTakes,
    /// How long copies are kept.
    Keep,
    /// For how long nobody can delete a copy.
    Lock,
    /// How far it runs behind.
    Lag,
    /// When its runs start.
    Schedule,
    /// When its fulls start.
    Fulls,
}

/// Something that is taken as it is and deserves a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The next run is due before the last has ended.
    #[error(
        "A run takes {takes} and the next one starts {interval} after it. Runs pile up, or every second one is left out"
    )]
    Overrun {
        /// From start to end.
        takes: Duration,
        /// The shortest time between two starts.
        interval: Duration,
    },
    /// As [`Doubt::Overrun`], of the fulls of a chain.
    #[error(
        "A full run takes {takes} and the next one starts {interval} after it. Fulls pile up, or are left out"
    )]
    FullOverrun {
        /// From start to end.
        takes: Duration,
        /// The shortest time between two starts.
        interval: Duration,
    },
    /// A copy is deleted before the next one can be used.
    #[error(
        "Each copy is deleted after {keep}, and the next one can be used only after {gap}. In between there is none: \
         keep each for longer than {gap}"
    )]
    KeptTooShort {
        /// How long each is kept.
        keep: Duration,
        /// The longest time from a start until the next copy can be used.
        gap: Duration,
    },
    /// A full is deleted while increments still need it.
    #[error(
        "Each copy is deleted after {keep}, and fulls are up to {gap} apart. Increments are useless without their full: \
         keep each for longer than {gap}"
    )]
    ChainCut {
        /// How long each is kept.
        keep: Duration,
        /// The longest time from a full until the next one can be used.
        gap: Duration,
    },
    /// A chain without fulls.
    #[error("Without a full nothing in the chain can be restored. Say when the fulls run")]
    NoFulls,
    /// Logs without anything to replay them onto.
    #[error("Logs can only be replayed onto a base copy. Say when base copies run")]
    NoBases,
    /// A lock that outlasts the copy.
    #[error(
        "The lock of {lock} is longer than each copy is kept ({keep}): whatever deletes old copies will fail"
    )]
    LockOutlasts {
        /// For how long nobody can delete it.
        lock: Duration,
        /// How long it is kept.
        keep: Duration,
    },
    /// A replica that runs further behind than it was asked to.
    #[error(
        "It runs up to {lag} behind, more than the {delay} it is held back on purpose. Both cannot be: check which one holds"
    )]
    LagBeyondDelay {
        /// How far it runs behind.
        lag: Duration,
        /// How far it is held back.
        delay: Duration,
    },
}

/// A name as it is stored: trimmed, with tabs and line ends as spaces.
///
/// # Errors
/// [`Refused`] when it is empty, too long, or holds what cannot be seen.
pub fn name(typed: &str, most: usize, example: &'static str) -> Result<String, Refused> {
    let text = words(typed, most)?;
    if text.is_empty() { Err(Refused::NoName { example }) } else { Ok(text) }
}

/// A text that may be empty, as it is stored.
///
/// # Errors
/// As [`name`], but empty is taken.
pub fn words(typed: &str, most: usize) -> Result<String, Refused> {
    let text = typed.trim().replace(['\t', '\n', '\r'], " ");
    let has = text.chars().count();
    if has > most {
        return Err(Refused::TooLong { most, has });
    }
    match text.chars().find(|c| is_unseen(*c)) {
        Some(c) => Err(Refused::Unseen { code: u32::from(c) }),
        None => Ok(text),
    }
}

/// Whether a name is one that a time zone can have, or empty.
pub fn is_zone(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    name.len() <= LONGEST_NAME && name.chars().all(fits)
}

/// Whether another component has that name; letters large and small are one.
///
/// # Errors
/// [`Refused::NameTaken`].
pub fn free(name: &str, but: Option<&ComponentId>, components: &[Component]) -> Result<(), Refused> {
    let same = |c: &Component| Some(&c.id) != but && c.name.to_lowercase() == name.to_lowercase();
    if components.iter().any(same) { Err(Refused::NameTaken { name: name.to_owned() }) } else { Ok(()) }
}

/// Whether another protection of the component has that name; none has no name.
///
/// # Errors
/// [`Refused::NameTaken`].
pub fn free_here(name: &str, but: &str, protections: &[Protection]) -> Result<(), Refused> {
    let same =
        |p: &Protection| p.id != but && !name.is_empty() && p.name.to_lowercase() == name.to_lowercase();
    if protections.iter().any(same) { Err(Refused::NameTaken { name: name.to_owned() }) } else { Ok(()) }
}

/// A size above 0 and below 10^18 bytes.
///
/// # Errors
/// [`Refused`] outside.
pub fn size(size: Bytes) -> Result<Bytes, Refused> {
    match size.count() {
        0 => Err(Refused::NoSize),
        TOO_LARGE.. => Err(Refused::SizeTooLarge),
        _ => Ok(size),
    }
}

/// Years between two losses that somebody may give.
pub const YEARS: RangeInclusive<u32> = 1..=10_000;
/// How many of a component can run side by side.
pub const SIDE_BY_SIDE: RangeInclusive<u32> = 1..=10_000;
/// How many tenths smaller copies may be: as large as the data, to a hundredth of it.
pub const RATIO_TENTHS: RangeInclusive<u32> = 10..=1_000;

/// A length of time above 0.
///
/// # Errors
/// [`Refused::NoTime`].
pub fn some_time(time: Duration, example: &'static str) -> Result<Duration, Refused> {
    if time == Duration::ZERO { Err(Refused::NoTime { example }) } else { Ok(time) }
}

/// A time between two starts, from 1 min to 31 days.
///
/// # Errors
/// [`Refused::Interval`].
pub fn interval(time: Duration) -> Result<Duration, Refused> {
    if (Duration::minutes(1)..=Duration::days(31)).contains(&time) {
        Ok(time)
    } else {
        Err(Refused::Interval)
    }
}

/// Whether a component may need these: nothing may need itself, however far around.
///
/// # Errors
/// [`Refused::Circle`], with the way around by name.
pub fn needs(of: &ComponentId, needs: &[ComponentId], components: &[Component]) -> Result<(), Refused> {
    let Some(way) = circle(of, needs, components) else { return Ok(()) };
    let called = |id: &ComponentId| {
        components.iter().find(|c| c.id == *id).map_or(id.as_str(), |c| c.name.as_str()).to_owned()
    };
    let mut names = way.iter().map(called);
    let mut path = names.next().unwrap_or_default();
    for (at, name) in names.enumerate() {
        path.push_str(if at == 0 { " needs " } else { ", which needs " });
        path.push_str(&name);
    }
    Err(Refused::Circle { path })
}

/// From `of` over what it would need back to itself; both ends are `of`. The first way found, in the order given.
fn circle(of: &ComponentId, needs: &[ComponentId], components: &[Component]) -> Option<Vec<ComponentId>> {
    let next = |id: &ComponentId| -> &[ComponentId] {
        if id == of { needs } else { components.iter().find(|c| c.id == *id).map_or(&[], |c| &c.needs) }
    };
    let mut seen: Vec<ComponentId> = Vec::new();
    let mut ways = vec![vec![of.clone()]];
    while let Some(way) = ways.pop() {
        let Some(last) = way.last() else { continue };
        for id in next(last).iter().rev() {
            let mut longer = way.clone();
            longer.push(id.clone());
            if id == of {
                return Some(longer);
            }
            if !seen.contains(id) {
                seen.push(id.clone());
                ways.push(longer);
            }
        }
    }
    None
}

/// What deserves a word about a protection, in the order of its form.
pub fn doubts(protection: &Protection) -> Vec<(About, Doubt)> {
    let mut found = Vec::new();
    let p = protection;
    let safe = p.to_safe().unwrap_or(Duration::ZERO);
    let scheduled = p.kind.is_scheduled() || p.kind == ProtectionKind::Logs;
    let schedule = p.schedule.known().filter(|_| scheduled);
    let fulls = p.fulls.known().filter(|_| p.kind.is_chain());
    if let (Some(takes), Some(interval)) = (p.takes, schedule.and_then(|s| s.shortest_gap()))
        && takes > interval
    {
        found.push((About::Takes, Doubt::Overrun { takes, interval }));
    }
    if p.kind == ProtectionKind::Logs && p.schedule.known().or(p.fulls.known()).is_none() && p.lag.is_some() {
        found.push((About::Schedule, Doubt::NoBases));
    }
    if p.kind.is_chain() {
        let takes = p.full_takes.or(p.takes);
        if fulls.is_none() && !p.schedule.is_open() {
            found.push((About::Fulls, Doubt::NoFulls));
        }
        if let (Some(takes), Some(interval)) = (takes, fulls.and_then(|s| s.shortest_gap()))
            && takes > interval
        {
            found.push((About::FullTakes, Doubt::FullOverrun { takes, interval }));
        }
    }
    if let Some(keep) = p.keep_for() {
        let until_next = |gap: Duration, takes: Duration| gap.plus(takes);
        let chain = fulls.and_then(|s| s.longest_gap()).map(|gap| {
            let takes = p.full_takes.or(p.takes).unwrap_or(Duration::ZERO);
            until_next(gap, takes.plus(p.travels.unwrap_or(Duration::ZERO)))
        });
        let single = schedule.and_then(|s| s.longest_gap()).map(|gap| until_next(gap, safe));
        match (chain, single) {
            (Some(gap), _) if keep <= gap => found.push((About::Keep, Doubt::ChainCut { keep, gap })),
            (None, Some(gap)) if keep <= gap => found.push((About::Keep, Doubt::KeptTooShort { keep, gap })),
            _ => {}
        }
        if let Some(lock) = p.locked_for
            && lock > keep
        {
            found.push((About::Lock, Doubt::LockOutlasts { lock, keep }));
        }
    }
    if p.kind == ProtectionKind::ReplicaDelayed
        && let (Some(lag), Some(delay)) = (p.lag, p.delay)
        && lag > delay
    {
        found.push((About::Lag, Doubt::LagBeyondDelay { lag, delay }));
    }
    found
}
