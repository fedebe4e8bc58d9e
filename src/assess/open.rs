//! What is still open in a description: asked of each component and each protection, as far as it matters for its kind.

use crate::answers::Evidence;
use crate::system::{Component, DeletedBy, Protection, ProtectionKind as P, System, Told, ToldBy};

/// Questions of the quick check that a description answers for each component.
pub(super) const ANSWERED: [&str; 8] = {
    use crate::catalogue::ids;
    [
        ids::PROTECTIONS,
        ids::BACKUP_SCHEDULE,
        ids::LAST_GOOD,
        ids::ACCEPTABLE_LOSS,
        ids::ACCEPTABLE_DOWNTIME,
        ids::COPY_LOCATIONS,
        ids::IMAGE_CADENCE,
        ids::LAST_RESTORE,
    ]
};

/// The matter of the owner's limit.
const LIMIT: &str = "how much loss is too much";

/// How one matter of a description stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Known,
    Unsure,
    Open,
}

impl<T> From<&Told<T>> for State {
    fn from(told: &Told<T>) -> State {
        match told {
            Told::Known(_) => State::Known,
            Told::Unsure => State::Unsure,
            Told::Open => State::Open,
        }
    }
}

impl<T> From<&Option<T>> for State {
    fn from(given: &Option<T>) -> State {
        if given.is_some() { State::Known } else { State::Open }
    }
}

/// What is not known of a described component, as it stands after "not known": "how often the nightly dump is made". Not
/// the owner's limit.
pub(super) fn open(component: &Component) -> Vec<String> {
    let mut all = Vec::new();
    matters(component, &mut |what, state, _| {
        all.extend((state != State::Known && what != [LIMIT, "", ""]).then(|| what.concat()));
    });
    all
}

/// What it is, in three pieces; how it stands; how well the part that it belongs to is known.
type Asked<'s> = dyn FnMut([&str; 3], State, Evidence) + 's;

/// Everything that is asked of a described component. Whoever needs the words puts them together.
fn matters(component: &Component, seen: &mut Asked<'_>) {
    if component.told_by != ToldBy::Description || !component.kind.holds_data() {
        return;
    }
    let mut ask = |what: &str, state: State| seen([what, "", ""], state, component.known);
    ask("how long it may be down", (&component.downtime_limit).into());
    ask("what protects it", (&component.protections).into());
    if !component.is_undated() {
        ask(LIMIT, (&component.limit).into());
    }
    for protection in component.protections.known().into_iter().flatten() {
        of_protection(protection, seen);
    }
}

fn of_protection(protection: &Protection, seen: &mut Asked<'_>) {
    let words = protection.words();
    let mut ask =
        |before: &str, after: &str, state: State| seen([before, &words, after], state, protection.known);
    if !protection.kind.keeps_data() {
        return;
    }
    if protection.kind == P::Logs {
        let bases = super::model::bases(protection).0;
        ask("how often a base backup for the ", " is made", bases.into());
    } else if protection.kind.is_scheduled() && protection.kind != P::KeyCopy {
        ask("how often the ", " is made", (&protection.schedule).into());
    }
    if protection.kind.is_chain() {
        ask("how often a full of the ", " is made", (&protection.fulls).into());
    }
    match protection.kind {
        P::Logs | P::ReplicaAsync => ask("how far behind the ", " runs", (&protection.lag).into()),
        P::ReplicaDelayed => {
            ask("for how long the ", " holds changes back", (&protection.delay).into());
        }
        _ => {}
    }
    ask("where the ", " is kept", (&protection.locations).into());
    if protection.deleted_by == DeletedBy::Unsure {
        ask("who can delete the ", "", State::Unsure);
    }
    if protection.kind.is_replica() || protection.kind == P::KeyCopy {
        return;
    }
    if protection.kind.is_scheduled() {
        ask("how long the ", " takes", (&protection.takes).into());
        ask("when the ", " last ran without an error", (&protection.last_good).into());
    }
    ask("how long copies of the ", " are kept", (&protection.keep).into());
    ask("whether anything was ever restored from the ", "", (&protection.tested).into());
}

/// How everything stands that is asked of a described system, and how well the part it belongs to is known.
pub(super) fn all(system: &System) -> Vec<(State, Evidence)> {
    let mut all = Vec::new();
    system.components.iter().for_each(|of| matters(of, &mut |_, state, known| all.push((state, known))));
    all
}
