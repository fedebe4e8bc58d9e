//! The second sentence at the top of the results.

use super::Missing;
use super::outcome::{Holder, Return, Spent, Work, slowest};
use crate::assess::outcome::Verdict;
use crate::units::{Duration, Text, in_words, spoken};

/// The slowest return against its limit; `None` when nothing can be estimated. `limit` is the owner's for the whole, where
/// the component that is back last has none of its own.
pub(in crate::assess) fn sentence(returns: &[Return], limit: Option<Duration>) -> Option<Text> {
    let slow = slowest(returns)?;
    let last = slow.last()?;
    let part = slow.furthest_over().unwrap_or(last);
    // Whoever is back last ends the wait for all.
    let all = part.back == last.back;
    let (after, missing) = if all { (slow.total?, &slow.missing) } else { (part.back?, &part.missing) };
    let limit = part.limit.or(limit.filter(|_| all));
    let who = if all { "you".to_owned() } else { spoken(&part.name) };
    let at_least = if missing.is_empty() { "" } else { "at least " };
    let text = Text::from(format!("If {}, {who} would be back after {at_least}", slow.scenario.clause))
        .strong(after.to_the_minute());
    let gone: Vec<String> =
        slow.parts.iter().filter(|p| p.verdict == Verdict::Gone).map(|p| spoken(&p.name)).collect();
    let text = if gone.is_empty() { text } else { text.plain(format!(", without {}", in_words(&gone))) };
    let sure = missing.is_empty() && part.proven;
    let text = match limit {
        Some(limit) if after > limit => text.plain(", and your limit is ").strong(limit),
        Some(limit) if sure => text.plain(", within your limit of ").strong(limit),
        Some(limit) => text.plain("; your limit is ").strong(limit),
        None => text.plain(", and nobody has said how long is too long"),
    };
    let text = match &part.longest {
        Some(spent) => text
            .plain("; ")
            .strong(spent.time.to_the_minute())
            .plain(format!(" of it is {}", spent_words(spent))),
        None => text,
    };
    let text = text.plain(".");
    let text = if part.proven { text } else { text.plain(" That a copy is left is not proved.") };
    Some(match missing.is_empty() {
        true => text,
        false => text.plain(format!(" Not counted: {}.", listed(missing))),
    })
}

/// Up to three in full; of more, the first two and how many there are.
fn listed(missing: &[Missing]) -> String {
    let words: Vec<&str> = missing.iter().map(|m| &*m.words).collect();
    match words.as_slice() {
        [first, second, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second} and {} more", rest.len())
        }
        all => in_words(all),
    }
}

/// What time was spent on, after "of it is": "fetching the orders database".
fn spent_words(spent: &Spent) -> String {
    let name = spoken(&spent.name);
    match (spent.work, spent.holder) {
        (Work::Detect, _) => "until somebody knows".to_owned(),
        (Work::Decide, _) => "deciding to restore".to_owned(),
        (Work::CutOver, _) => "cutting over".to_owned(),
        (Work::Provision, _) => format!("setting up {name}"),
        (Work::Fetch, Some(Holder::Writing)) => format!("fetching and writing {name}"),
        (Work::Fetch, _) => format!("fetching {name}"),
        (Work::Replay, _) => format!("replaying the logs of {name}"),
        (Work::Verify, _) => format!("verifying {name}"),
    }
}
