//! `duplicity collection-status`: text for people, in the time of the machine without its zone; and the lines that it
//! writes with `--log-fd`, which are in UTC.

use crate::import::basket::{Basket, Draft};
use crate::import::time::{When, read as read_time};

/// What earlier lines say about the next.
#[derive(Debug, Default)]
pub(in crate::import) struct State {
    /// The folder of duplicity's own notes, which is named after the source.
    group: String,
    /// The points of the chain so far, which the next one needs.
    chain: Vec<String>,
}

const STARTS: [&str; 5] = [
    "Last full backup date:",
    "Collection Status",
    "Found primary backup chain",
    "Chain start time:",
    "Type of backup set:",
];

pub(in crate::import) fn knows(line: &str) -> bool {
    let line = line.trim();
    STARTS.iter().any(|start| line.starts_with(start)) || matches!(set(line), Some((_, When::At(..), _)))
}

pub(in crate::import) fn read(line: &str, state: &mut State, basket: &mut Basket) {
    let line = line.trim();
    if let Some(folder) = line.strip_prefix("Archive dir:") {
        let folder = folder.trim().trim_end_matches('/');
        folder.rsplit('/').next().unwrap_or_default().clone_into(&mut state.group);
    } else if line.contains("incomplete backup set") && !line.starts_with("No ") {
        if some(line) {
            basket.skip(line, "duplicity did not finish these.");
        }
    } else if line.contains("not part of any chain") {
        if some(line) {
            basket.skip(line, "These need a full backup that is gone.");
        }
    } else if let Some((full, captured, what)) = set(line) {
        if full {
            state.chain.clear();
        } else if state.chain.is_empty() {
            basket.skip(what, "It needs a full backup, and none stands before it.");
            return;
        }
        let group = if state.group.is_empty() { "duplicity" } else { &state.group };
        basket.add(Draft {
            id: what,
            group,
            captured,
            needs: state.chain.last().cloned().into_iter().collect(),
            ..Draft::default()
        });
        state.chain.push(what.to_owned());
    }
}

/// Whether the number in a line is not 0: "and 1 incomplete backup set."
fn some(line: &str) -> bool {
    !line.split_whitespace().any(|word| word == "0")
}

/// A line about one backup: whether it is a full one, its time, and that time as text.
fn set(line: &str) -> Option<(bool, When, &str)> {
    let (kind, rest) = line.split_once(char::is_whitespace)?;
    let full = match kind {
        "Full" | "full" => true,
        "Incremental" | "inc" => false,
        _ => return None,
    };
    let rest = rest.trim();
    let stamped = rest.split_whitespace().next()?;
    let (time, text) = match read_time(stamped) {
        at @ When::At(..) => (at, stamped),
        _ => {
            // The number of volumes stands last.
            let text = rest.rsplit_once(char::is_whitespace)?.0.trim_end();
            (read_time(text), text)
        }
    };
    Some((full, time, text))
}
