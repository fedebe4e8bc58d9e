use crate::system::{ComponentId, System};
use std::collections::VecDeque;

/// What waits for what, by the places of the components in the system.
pub(in crate::assess) struct Needs {
    /// What each component waits for. What would close a ring is left out, so that the rest can be worked out.
    pub(in crate::assess) of: Vec<Vec<usize>>,
    /// Components that wait for each other.
    pub(in crate::assess) rings: Vec<Ring>,
    /// A component and what it is said to wait for, which is no part of the system.
    pub(in crate::assess) unknown: Vec<(usize, ComponentId)>,
}

/// Components of which each waits, by way of others or not, for every other and so for itself.
pub(in crate::assess) struct Ring {
    /// All of them, in the order of the system.
    pub(in crate::assess) members: Vec<usize>,
    /// The shortest way round from the first of them: each waits for the next, and the last for the first.
    pub(in crate::assess) path: Vec<usize>,
}

impl Needs {
    pub(in crate::assess) fn of(system: &System) -> Needs {
        let mut unknown = Vec::new();
        let mut edges: Vec<Vec<usize>> = Vec::new();
        for (at, component) in system.components.iter().enumerate() {
            let mut waits_for = Vec::new();
            for id in &component.needs {
                match system.components.iter().position(|c| c.id == *id) {
                    Some(needed) if !waits_for.contains(&needed) => waits_for.push(needed),
                    Some(_) => {}
                    None => unknown.push((at, id.clone())),
                }
            }
            edges.push(waits_for);
        }
        let reached: Vec<Vec<usize>> = (0..edges.len()).map(|from| reach(&edges, from)).collect();
        let reaches = |from: usize, to: usize| reached.get(from).is_some_and(|all| all.contains(&to));
        let mut rings: Vec<Ring> = Vec::new();
        for first in (0..edges.len()).filter(|at| reaches(*at, *at)) {
            if rings.iter().all(|ring| !ring.members.contains(&first)) {
                let members = (0..edges.len()).filter(|at| reaches(first, *at) && reaches(*at, first));
                rings.push(Ring { members: members.collect(), path: round(&edges, first) });
            }
        }
        let of = edges
            .iter()
            .enumerate()
            .map(|(from, waits)| waits.iter().copied().filter(|to| !reaches(*to, from)).collect())
            .collect();
        Needs { of, rings, unknown }
    }

    /// Everything a component waits for, by way of others too.
    pub(in crate::assess) fn all_of(&self, component: usize) -> Vec<usize> {
        reach(&self.of, component)
    }

    /// The ring a component is in.
    pub(super) fn ring_of(&self, component: usize) -> Option<&Ring> {
        self.rings.iter().find(|ring| ring.members.contains(&component))
    }
}

impl Ring {
    /// "Web waits for Database, which waits for Web".
    pub(in crate::assess) fn words(&self, system: &System) -> String {
        let name = |at: &usize| system.components.get(*at).map_or("", |c| c.name.as_str());
        let first = self.path.first().map(name).unwrap_or_default();
        let rest = self.path.iter().skip(1).map(|at| format!("waits for {}, which ", name(at)));
        format!("{first} {}waits for {first}", rest.collect::<String>())
    }
}

/// What can be come to from a node by one edge or more, in the order of the nodes.
fn reach(edges: &[Vec<usize>], from: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = vec![from];
    while let Some(at) = open.pop() {
        for next in edges.get(at).into_iter().flatten() {
            if !found.contains(next) {
                found.push(*next);
                open.push(*next);
            }
        }
    }
    found.sort_unstable();
    found
}

/// The shortest way from a node back to itself, without its repetition at the end; the node alone where there is none.
fn round(edges: &[Vec<usize>], start: usize) -> Vec<usize> {
    let mut ways: VecDeque<Vec<usize>> = VecDeque::from([vec![start]]);
    let mut seen: Vec<usize> = Vec::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|at| edges.get(*at)).into_iter().flatten() {
            if *next == start {
                return way;
            }
            if !seen.contains(next) {
                seen.push(*next);
                ways.push_back(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    vec![start]
}
