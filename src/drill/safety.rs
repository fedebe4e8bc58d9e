//! What is written down before a drill begins.

use super::{Condition, Level};
use crate::units::{Duration, in_words};

/// Blast radius, safety conditions and stop rule, to begin with; the user changes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precautions {
    /// What can be hit.
    pub blast_radius: Vec<String>,
    /// What must hold before it begins.
    pub safety: Vec<Condition>,
    /// When it is stopped.
    pub stop_rule: String,
    /// After which time it is stopped whatever the reason.
    pub stop_after: Duration,
}

const EVERYWHERE: [(&str, &str); 2] = [
    ("one-leads", "One person leads, and everybody knows who may stop it: anybody."),
    ("announced", "Everybody who could take it for an emergency knows that it is a drill."),
];
const RESTORING: [(&str, &str); 4] = [
    ("elsewhere", "The restore goes to a place of its own, under another name: nothing can be written over."),
    ("cut-off", "What is restored cannot send mail, take payments or run jobs against the live system."),
    ("data-kept", "Who may see real data may see the restored data, and it is deleted afterwards."),
    ("room", "There is room and money for it: disks, network, the host’s charges."),
];
const LIVE: [(&str, &str); 5] = [
    ("proven-below", "The same was proven on a side system or a duplicate within the last 100 days."),
    ("fresh-copy", "A copy from today was opened, and holds today’s newest record."),
    ("quiet-hour", "It is a quiet hour, and nobody is on holiday or alone."),
    ("host-knows", "The host’s support knows the day and hour, and you have a number that is answered."),
    ("way-back", "The way back was read aloud, and takes less than the stop rule leaves."),
];

/// What to write down before a drill of a level. `falls` are the parts of the live system that stop when the drill goes wrong, by name;
/// `expected` is how long the drill should take.
pub fn precautions(level: Level, falls: &[String], expected: Option<Duration>) -> Precautions {
    let live = if falls.is_empty() { "every part of the live system".to_owned() } else { in_words(falls) };
    let radius = match level {
        Level::TableTop => vec!["Nothing: nobody touches a machine.".to_owned()],
        Level::SideSystem => vec![
            "The side system, and the network and copies it is restored through.".to_owned(),
            format!("By mistake: {live}, if the restore is pointed at the wrong place."),
        ],
        Level::Duplicate => vec![
            "The duplicate environment, all of it.".to_owned(),
            format!("By mistake: {live}, if the duplicate still talks to it."),
        ],
        Level::Live => vec![format!("For everybody who uses it: {live}.")],
    };
    let mut conditions: Vec<(&str, &str)> = EVERYWHERE.to_vec();
    if level.restores() {
        let kept = |(id, _): &&(&str, &str)| level != Level::Live || matches!(*id, "room" | "data-kept");
        conditions.extend(RESTORING.iter().filter(kept));
    }
    if level == Level::Live {
        conditions.extend(LIVE);
    }
    // Twice the expected time; a quarter of a day when nobody knows.
    let stop_after = expected
        .filter(|time| *time > Duration::ZERO)
        .map_or(Duration::hours(6), |time| time.plus(time).to_the_minute());
    let what = match level {
        Level::TableTop => "Stop when a real alarm comes in".to_owned(),
        Level::SideSystem | Level::Duplicate => {
            "Stop when a real alarm comes in, when the live system gets slower, or when anything reaches the live system".to_owned()
        }
        Level::Live => "Stop and take the way back when a customer notices anything that was not announced, when a step fails twice, or when a \
                        real alarm comes in"
            .to_owned(),
    };
    Precautions {
        blast_radius: radius,
        safety: conditions
            .into_iter()
            .map(|(id, text)| Condition { id: id.to_owned(), text: text.to_owned() })
            .collect(),
        stop_rule: format!("{what}; in any case after {stop_after}."),
        stop_after,
    }
}
