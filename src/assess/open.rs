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
pub(super) const LIMIT: &str = "how much loss is too much";

/// How one matter of a description stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matter {
    /// What it is, as it stands after "not known": "how often the nightly dump is made".
    pub(super) what: String,
    /// Whether it is known.
    pub(super) state: State,
    /// How well the part that it belongs to is known: the component, or the protection.
    pub(super) known: Evidence,
}

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

/// Everything that is asked of a described component.
pub(super) fn matters(component: &Component) -> Vec<Matter> {
    if component.told_by != ToldBy::Description || !component.kind.holds_data() {
        return Vec::new();
    }
    let mut all = vec![
        matter(component, "how long it may be down", &component.downtime_limit),
        matter(component, "what protects it", &component.protections),
    ];
    if !component.is_undated() {
        all.push(matter(component, LIMIT, &component.limit));
    }
    for protection in component.protections.known().into_iter().flatten() {
        of_protection(protection, &mut all);
    }
    all
}

fn matter(of: &Component, what: &str, state: impl Into<State>) -> Matter {
    Matter { what: what.to_owned(), state: state.into(), known: of.known }
}

fn of_protection(protection: &Protection, all: &mut Vec<Matter>) {
    let words = protection.words();
    let mut ask = |what: String, state: State| all.push(Matter { what, state, known: protection.known });
    if !protection.kind.keeps_data() {
        return;
    }
    if protection.kind == P::Logs {
        let bases = super::model::bases(protection).0;
        ask(format!("how often a base backup for the {words} is made"), bases.into());
    } else if protection.kind.is_scheduled() && protection.kind != P::KeyCopy {
        ask(format!("how often the {words} is made"), (&protection.schedule).into());
    }
    if protection.kind.is_chain() {
        ask(format!("how often a full of the {words} is made"), (&protection.fulls).into());
    }
    match protection.kind {
        P::Logs | P::ReplicaAsync => {
            ask(format!("how far behind the {words} runs"), (&protection.lag).into())
        }
        P::ReplicaDelayed => {
            ask(format!("for how long the {words} holds changes back"), (&protection.delay).into());
        }
        _ => {}
    }
    ask(format!("where the {words} is kept"), (&protection.locations).into());
    if protection.deleted_by == DeletedBy::Unsure {
        ask(format!("who can delete the {words}"), State::Unsure);
    }
    if protection.kind.is_replica() || protection.kind == P::KeyCopy {
        return;
    }
    if protection.kind.is_scheduled() {
        ask(format!("how long the {words} takes"), (&protection.takes).into());
        ask(format!("when the {words} last ran without an error"), (&protection.last_good).into());
    }
    ask(format!("how long copies of the {words} are kept"), (&protection.keep).into());
    ask(format!("whether anything was ever restored from the {words}"), (&protection.tested).into());
}

/// Everything that is asked of a described system.
pub(super) fn all(system: &System) -> impl Iterator<Item = Matter> {
    system.components.iter().flat_map(matters)
}
