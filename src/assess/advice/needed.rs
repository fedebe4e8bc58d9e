//! How often a copy has to be made to stay within the limit: the inverse of the worst case.

use crate::answers::ComponentKind;
use crate::schedule::Schedule;
use crate::system::{Component, ComponentId, Protection, ProtectionKind, System};
use crate::units::Duration;

/// The longest time between two runs that stays within the limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    /// Which protection: the one that runs most often.
    pub protection: String,
    /// The limit less the time until a copy is safe ("recovery mathematics", section 2(a): T ≤ target - l). `None` where that
    /// time alone is over the limit.
    pub every: Option<Duration>,
    /// Whether a run is over before the next one is due then.
    pub fits: bool,
    /// "To stay within 4 h: run the nightly dump at least every 1 h 50 min, or ship the logs."
    pub says: String,
}

/// How often the most frequent copy of a component has to be made. `None` without a limit or a scheduled copy, or where
/// some of its runs fail without notice: then no interval keeps a limit for sure.
pub fn meets(system: &System, id: &ComponentId) -> Option<Needed> {
    needed(system.component(id)?)
}

/// As [`meets`], of one component.
pub(in crate::assess) fn needed(component: &Component) -> Option<Needed> {
    const SHORTEST: Duration = Duration::minutes(1);
    let limit = *component.limit.known()?;
    let protection = most_frequent(component)?;
    if protection.success.is_some_and(|success| success.share() < 1.0) {
        return None;
    }
    let lag = protection.to_safe().unwrap_or(Duration::ZERO);
    let every = (limit > lag).then(|| limit.minus(lag)).filter(|every| *every >= SHORTEST);
    let fits = every.is_some_and(|every| protection.takes.is_none_or(|takes| takes <= every));
    let words = protection.words();
    let logs = component.kind == ComponentKind::Database;
    let or = |what: &str| if logs { what.to_owned() } else { String::new() };
    let says = match every {
        Some(every) if fits => {
            format!(
                "To stay within {limit}: run the {words} at least every {every}{}.",
                or(", or ship the logs")
            )
        }
        Some(every) => format!(
            "To stay within {limit}: the {words} would have to start every {every}, and a run takes longer than that. \
             Make it faster{}.",
            or(", or ship the logs")
        ),
        None => format!(
            "To stay within {limit}: copies alone will not do, because one is safe only after {lag}. Make it faster{}.",
            or(", or ship the logs")
        ),
    };
    Some(Needed { protection: protection.id.clone(), every, fits, says })
}

fn most_frequent(component: &Component) -> Option<&Protection> {
    component
        .protections
        .known()?
        .iter()
        .filter(|p| p.kind.is_scheduled() && p.kind != ProtectionKind::KeyCopy)
        .filter_map(|p| Some((p, p.schedule.known().and_then(Schedule::longest_gap)?)))
        // Of two alike, the one of which more is known.
        .min_by_key(|(p, gap)| (*gap, p.to_safe().is_none()))
        .map(|(p, _)| p)
}
