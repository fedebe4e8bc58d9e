//! What is lost without something.

use super::Node;
use crate::people::{Access, People, Person, Role};
use crate::system::{Component, ComponentId, System, Told};
use std::collections::BTreeSet;

/// Everything that stops without a component, but for itself, in the order of the system.
pub(super) fn stopped(system: &System, without: &ComponentId) -> Vec<ComponentId> {
    let mut down: BTreeSet<&ComponentId> = [without].into();
    loop {
        let next = system
            .components
            .iter()
            .filter(|c| !down.contains(&c.id) && c.needs.iter().any(|need| down.contains(need)));
        let next: Vec<&ComponentId> = next.map(|c| &c.id).collect();
        if next.is_empty() {
            break;
        }
        down.extend(next);
    }
    let fell = |c: &&Component| c.id != *without && down.contains(&c.id);
    system.components.iter().filter(fell).map(|c| c.id.clone()).collect()
}

/// The accesses that nobody can use while a person is away.
pub(super) fn accesses_with<'a>(people: &'a People, person: &Person) -> Vec<&'a Access> {
    let alone = |access: &&Access| {
        let known = access.holders.iter().filter(|id| people.person(id).is_some());
        access.holders.contains(&person.id) && known.count() == 1 && access.sealed_copy != Told::Known(true)
    };
    people.accesses.iter().filter(alone).collect()
}

/// The components that nothing opens without these accesses.
pub(super) fn stuck(system: &System, people: &People, lost: &[&Access]) -> Vec<ComponentId> {
    let is_lost = |access: &Access| lost.iter().any(|other| other.id == access.id);
    let shut = |c: &&Component| {
        let mut opened_by = people.accesses.iter().filter(|access| access.opens.contains(&c.id)).peekable();
        opened_by.peek().is_some() && opened_by.all(is_lost)
    };
    system.components.iter().filter(shut).map(|c| c.id.clone()).collect()
}

/// The components that nobody could restore or change without an access or a person; nothing for a component.
pub fn stuck_without(system: &System, people: &People, node: &Node) -> Vec<ComponentId> {
    let lost: Vec<&Access> = match node {
        Node::Component(_) => return Vec::new(),
        Node::Access(id) => people.accesses.iter().filter(|access| access.id == *id).collect(),
        Node::Person(id) => people.person(id).map(|of| accesses_with(people, of)).unwrap_or_default(),
    };
    stuck(system, people, &lost)
}

/// The roles that nobody fills while a person is away.
pub(super) fn empty_roles(people: &People, person: &Person) -> Vec<Role> {
    let others =
        |role: Role| people.with(role).chain(people.deputies(role)).any(|other| other.id != person.id);
    let had = |role: &Role| person.roles.contains(role) || person.deputy_for.contains(role);
    Role::ALL.into_iter().filter(|role| had(role) && !others(*role)).collect()
}
