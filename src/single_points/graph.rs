use super::articulation::pieces;
use super::lost::{accesses_with, empty_roles, stopped, stuck};
use crate::answers::ComponentKind;
use crate::people::{People, PersonId, Role};
use crate::system::{Component, ComponentId, System};
use crate::units::{Arrange, Gather};
use std::collections::BTreeMap;

/// Something that can be lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A component.
    Component(ComponentId),
    /// A login, key or safe, by its id.
    Access(String),
    /// A person.
    Person(PersonId),
}

/// Who and what depends on whom and what: plain data, to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// Components in the order of the system, then accesses, then people who act or hold something.
    pub nodes: Vec<Impact>,
    /// Pairs of places in `nodes`: the first cannot do without the second, or, of accesses and people, may be able to do with another.
    pub edges: Vec<(usize, usize)>,
}

/// What the loss of one node means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// Of what.
    pub node: Node,
    /// How far up it stands: 0 for what needs nothing, and each above all that it needs. Accesses and people stand at 0.
    pub rank: usize,
    /// Components that stop with it, but for itself.
    pub stops: Vec<ComponentId>,
    /// Components that run on and that nobody can restore or change.
    pub stuck: Vec<ComponentId>,
    /// Accesses that nobody can use: ids.
    pub accesses: Vec<String>,
    /// Roles that nobody fills.
    pub roles: Vec<Role>,
    /// Whether everything that nothing else needs stops: what people use.
    pub whole: bool,
    /// What stands in for it; none when it is the only one.
    pub spare: Option<Spare>,
    /// Into how many more pieces the graph of the components falls without it: above 0 for an articulation point.
    pub pieces: usize,
}

/// What stands in for a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spare {
    /// A replica that can take over, in words.
    Replica(String),
    /// It stands behind a load balancer, so there are several.
    BehindLoadBalancer,
    /// So many run side by side, 2 or more.
    SideBySide(u32),
}

impl Impact {
    /// Whether it is a single point of failure: something else is lost with it, and nothing stands in for it.
    pub fn is_single(&self) -> bool {
        self.spare.is_none()
            && (self.whole || self.weight() > usize::from(matches!(self.node, Node::Component(_))))
    }

    /// How many components a second one would keep from stopping or from being stuck, itself among them; of people and accesses the
    /// roles and accesses as well.
    pub fn weight(&self) -> usize {
        let itself = usize::from(matches!(self.node, Node::Component(_)));
        itself + self.stops.len() + self.stuck.len() + self.accesses.len() + self.roles.len()
    }
}

impl Graph {
    /// Single points of failure, those first of which a second one would help most: it keeps most components running, then
    /// most from being stuck, then most accesses and roles filled. Of equal ones the first.
    pub fn single_points(&self) -> Vec<&Impact> {
        let mut single: Vec<&Impact> = self.nodes.iter().filter(|impact| impact.is_single()).collect();
        let helps = |impact: &Impact| {
            let itself = usize::from(matches!(impact.node, Node::Component(_)));
            (itself + impact.stops.len(), impact.stuck.len(), impact.weight())
        };
        single.arrange_by_key(|impact| std::cmp::Reverse(helps(impact)));
        single
    }

    /// The one of which a second one would help most.
    pub fn best_split(&self) -> Option<&Impact> {
        self.single_points().into_iter().next()
    }

    /// The impact of losing a node.
    pub fn of(&self, node: &Node) -> Option<&Impact> {
        self.nodes.iter().find(|impact| impact.node == *node)
    }
}

/// The graph of a system and the people who look after it.
pub fn graph(system: &System, people: &People) -> Graph {
    let parts = &system.components;
    let place: BTreeMap<&ComponentId, usize> = parts.iter().enumerate().map(|(at, c)| (&c.id, at)).gather();
    let needs = parts.iter().enumerate().flat_map(|(at, c)| c.needs.iter().map(move |need| (at, need)));
    let mut edges: Vec<(usize, usize)> =
        needs.filter_map(|(at, need)| Some((at, *place.get(need)?))).collect();
    edges.dedup();
    let pieces = pieces(parts.len(), &edges);
    let ranks = ranks(parts.len(), &edges);
    let fronts: Vec<&ComponentId> = parts
        .iter()
        .filter(|c| parts.iter().all(|other| other.id == c.id || !other.needs.contains(&c.id)))
        .map(|c| &c.id)
        .collect();
    let blank = |node: Node| Impact {
        node,
        rank: 0,
        stops: Vec::new(),
        stuck: Vec::new(),
        accesses: Vec::new(),
        roles: Vec::new(),
        whole: false,
        spare: None,
        pieces: 0,
    };
    let mut nodes: Vec<Impact> = Vec::new();
    for (component, (pieces, rank)) in parts.iter().zip(pieces.into_iter().zip(ranks)) {
        let stops = stopped(system, &component.id);
        nodes.push(Impact {
            rank,
            whole: fronts.iter().all(|front| **front == component.id || stops.contains(front)),
            stops,
            spare: spare(component, system),
            pieces,
            ..blank(Node::Component(component.id.clone()))
        });
    }
    for access in &people.accesses {
        let at = nodes.len();
        edges.extend(access.opens.iter().filter_map(|id| Some((*place.get(id)?, at))));
        nodes.push(Impact {
            stuck: stuck(system, people, &[access]),
            ..blank(Node::Access(access.id.clone()))
        });
    }
    let first_access = parts.len();
    let holds = |person: &PersonId| people.accesses.iter().any(|access| access.holders.contains(person));
    for person in people.persons.iter().filter(|person| person.acts() || holds(&person.id)) {
        let at = nodes.len();
        let held =
            people.accesses.iter().enumerate().filter(|(_, access)| access.holders.contains(&person.id));
        edges.extend(held.map(|(n, _)| (first_access + n, at)));
        let lost = accesses_with(people, person);
        nodes.push(Impact {
            stuck: stuck(system, people, &lost),
            accesses: lost.iter().map(|access| access.id.clone()).collect(),
            roles: empty_roles(people, person),
            ..blank(Node::Person(person.id.clone()))
        });
    }
    Graph { nodes, edges }
}

/// What stands in for a component.
fn spare(component: &Component, system: &System) -> Option<Spare> {
    let replicas = component.protections.known().into_iter().flatten().find(|p| p.kind.is_replica());
    if let Some(replica) = replicas {
        return Some(Spare::Replica(replica.words().into_owned()));
    }
    if let Some(count) = component.side_by_side {
        // Who says that there is one knows better than what stands in front of it.
        return (count > 1).then_some(Spare::SideBySide(count));
    }
    let balanced =
        |other: &Component| other.kind == ComponentKind::LoadBalancer && other.needs.contains(&component.id);
    let behind = component.kind == ComponentKind::WebServer && system.components.iter().any(balanced);
    behind.then_some(Spare::BehindLoadBalancer)
}

/// How far up each node stands; in a ring, as far as can be said.
fn ranks(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut ranks = vec![0_usize; nodes];
    // Each round settles one more rank; more rounds than nodes would be a ring.
    for _ in 0..nodes {
        let mut settled = true;
        for (above, below) in edges {
            let least = ranks.get(*below).copied().unwrap_or(0) + 1;
            if let Some(rank) = ranks.get_mut(*above)
                && *rank < least
                && least < nodes
            {
                *rank = least;
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;
    use crate::people::{Access, AccessKind, Person};
    use crate::system::{Template, Told};

    fn system(template: Template) -> System {
        System::of(&Answers::default()).described_as(template.components(), template.setup())
    }

    fn component(id: &str) -> Node {
        Node::Component(ComponentId::new(id))
    }

    fn names(ids: &[ComponentId]) -> Vec<&str> {
        ids.iter().map(ComponentId::as_str).collect()
    }

    #[test]
    fn what_others_need_takes_them_along() {
        let shop = graph(&system(Template::Shop), &People::default());
        let of = |id: &str| shop.of(&component(id)).unwrap();
        assert_eq!(names(&of("uploaded-files").stops), ["web-server", "load-balancer"]);
        assert!(of("uploaded-files").whole && of("uploaded-files").is_single());
        assert_eq!(of("database").spare, Some(Spare::Replica("replica on a second host".to_owned())));
        assert!(!of("database").is_single() && !of("web-server").is_single());
        assert!(of("load-balancer").is_single(), "the only one that people use");
        assert_eq!((of("web-server").pieces, of("load-balancer").pieces), (3, 0));
        assert_eq!([of("secrets").rank, of("web-server").rank, of("load-balancer").rank], [0, 1, 2]);
        assert_eq!(shop.best_split().map(|impact| &impact.node), Some(&component("uploaded-files")));
        assert!(shop.edges.contains(&(2, 0)), "{:?}", shop.edges);
    }

    #[test]
    fn several_side_by_side_are_no_single_point() {
        let mut shop = system(Template::Shop);
        let single =
            |shop: &System, id: &str| graph(shop, &People::default()).of(&component(id)).unwrap().is_single();
        let spare = |shop: &System, id: &str| {
            graph(shop, &People::default()).of(&component(id)).unwrap().spare.clone()
        };
        let at = |shop: &System, id: &str| shop.components.iter().position(|c| c.id.as_str() == id).unwrap();
        assert!(single(&shop, "load-balancer") && single(&shop, "uploaded-files"));
        let (balancer, web) = (at(&shop, "load-balancer"), at(&shop, "web-server"));
        shop.components[balancer].side_by_side = Some(2);
        assert!(!single(&shop, "load-balancer") && single(&shop, "uploaded-files"));
        assert_eq!(spare(&shop, "load-balancer"), Some(Spare::SideBySide(2)));
        shop.components[balancer].side_by_side = Some(1);
        assert!(single(&shop, "load-balancer"));
        assert_eq!(spare(&shop, "web-server"), Some(Spare::BehindLoadBalancer));
        shop.components[web].side_by_side = Some(1);
        assert!(single(&shop, "web-server"), "somebody says that there is one");
    }

    #[test]
    fn a_person_and_a_key_are_points_too() {
        let person = |n: u32, roles: &[Role]| Person {
            roles: roles.iter().copied().collect(),
            ..Person::new(PersonId::new(&format!("person-{n}")), &format!("P{n}"))
        };
        let access = |n: u32, holders: &[u32], opens: &[&str]| Access {
            holders: holders.iter().map(|n| PersonId::new(&format!("person-{n}"))).collect(),
            opens: opens.iter().map(|id| ComponentId::new(id)).collect(),
            ..Access::new(&format!("access-{n}"), AccessKind::Login, "Login")
        };
        let mut people = People {
            persons: vec![
                person(1, &[Role::Restores, Role::Leads]),
                person(2, &[Role::Leads]),
                person(3, &[]),
            ],
            accesses: vec![access(1, &[1], &["database"]), access(2, &[1, 2], &["database", "web-server"])],
            ..People::default()
        };
        let shop = system(Template::Shop);
        let one = graph(&shop, &people);
        let ada = one.of(&Node::Person(PersonId::new("person-1"))).unwrap();
        assert_eq!(
            (ada.accesses.clone(), ada.roles.clone()),
            (vec!["access-1".to_owned()], vec![Role::Restores])
        );
        assert_eq!(names(&ada.stuck), Vec::<&str>::new(), "the other login opens the database as well");
        let second = one.of(&Node::Access("access-2".to_owned())).unwrap();
        assert_eq!(names(&second.stuck), ["web-server"]);
        assert!(ada.is_single() && second.is_single());
        assert_eq!(one.of(&Node::Person(PersonId::new("person-3"))), None, "does nothing and holds nothing");
        people.accesses.pop();
        let two = graph(&shop, &people);
        let ada = two.of(&Node::Person(PersonId::new("person-1"))).unwrap();
        assert_eq!(names(&ada.stuck), ["database"]);
        people.accesses[0].sealed_copy = Told::Known(true);
        let sealed = graph(&shop, &people);
        assert_eq!(
            sealed.of(&Node::Person(PersonId::new("person-1"))).unwrap().accesses,
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_ring_ends() {
        let mut shop = system(Template::Shop);
        shop.components[0].needs = vec![ComponentId::new("load-balancer")];
        let ring = graph(&shop, &People::default());
        assert_eq!(names(&ring.of(&component("load-balancer")).unwrap().stops), ["database", "web-server"]);
        assert!(ring.nodes.iter().all(|impact| impact.rank < ring.nodes.len()));
    }
}
