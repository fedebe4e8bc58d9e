use crate::chart::{Hangs, HangsRow, hangs};
use crate::people::Shown;
use crate::single_points::{Graph, Impact, Node, Spare, graph};
use crate::system::{ComponentId, System};
use crate::units::{Arrange, grouped, in_words};
use maud::{Markup, html};

/// More than this many are not read.
const SHOWN: usize = 12;

/// What everything hangs on: the single points of failure, those first of which a second one would help most.
pub fn single_points(system: &System, name_of_all: &str, shown: Shown<'_>) -> Markup {
    let graph = graph(system, shown.people());
    let single = graph.single_points();
    let drawn = drawn(system, name_of_all, shown, &graph);
    let spared: Vec<String> = graph.nodes.iter().filter_map(|impact| spare(system, shown, impact)).collect();
    html! {
        @match single.first() {
            None => p class="measure" { "Nothing that was described takes anything else down with it." },
            Some(first) => {
                @let called = name(system, shown, &first.node);
                p class="measure" {
                    @match first.node {
                        Node::Person(_) => { "Somebody beside " strong { (called) } " would help most: while that person is away, " },
                        _ => { "Of " strong { (called) } " a second one would help most: if the only one is lost, " },
                    }
                    (takes_down(system, shown, first)) "."
                }
                table class="tbl flow" {
                    caption class="vh" { "Single points of failure" }
                    thead { tr { th scope="col" { "If this is lost" } th scope="col" { "Then" } } }
                    tbody {
                        @for impact in single.iter().take(SHOWN) {
                            tr { th scope="row" { (name(system, shown, &impact.node)) } td data-label="Then" { (takes_down(system, shown, impact)) } }
                        }
                    }
                }
                @if single.len() > SHOWN { p class="hint" { "And " (single.len() - SHOWN) " more." } }
            },
        }
        @if !drawn.needs.is_empty() { div class="block" { (hangs(&drawn, "hangs")) } }
        @if !spared.is_empty() { p class="hint measure block-s" { "Not single: " (in_words(&spared)) "." } }
    }
}

/// The components with what they need: what people use on top, each above all that it needs.
fn drawn(system: &System, name_of_all: &str, shown: Shown<'_>, graph: &Graph) -> Hangs {
    let mut order: Vec<usize> = (0..graph.nodes.len())
        .filter(|at| graph.nodes.get(*at).is_some_and(|of| matches!(of.node, Node::Component(_))))
        .collect();
    order.arrange_by_key(|at| std::cmp::Reverse(graph.nodes.get(*at).map_or(0, |of| of.rank)));
    let place = |at: usize| order.iter().position(|of| *of == at);
    let rows = order.iter().filter_map(|at| graph.nodes.get(*at)).map(|impact| HangsRow {
        name: name(system, shown, &impact.node),
        single: impact.is_single(),
        then: takes_down(system, shown, impact),
    });
    Hangs {
        name: name_of_all.to_owned(),
        rows: rows.collect(),
        needs: graph.edges.iter().filter_map(|(from, to)| Some((place(*from)?, place(*to)?))).collect(),
    }
}

fn name(system: &System, shown: Shown<'_>, node: &Node) -> String {
    match node {
        Node::Component(id) => part(system, id),
        Node::Access(id) => {
            let access = shown.people().accesses.iter().find(|access| access.id == *id);
            access.map_or_else(|| id.clone(), |access| shown.text(&access.name))
        }
        Node::Person(id) => shown.person(id),
    }
}

fn part(system: &System, id: &ComponentId) -> String {
    system.component(id).map_or_else(|| id.to_string(), |c| c.name.clone())
}

/// "Web servers and Cache stop with it; nobody can restore or change Orders database"
fn takes_down(system: &System, shown: Shown<'_>, impact: &Impact) -> String {
    let names = |ids: &[ComponentId]| in_words(&ids.iter().map(|id| part(system, id)).collect::<Vec<_>>());
    let mut says = Vec::new();
    if impact.whole {
        says.push("everything that people use stops".to_owned());
    } else if !impact.stops.is_empty() {
        let one = match impact.stops.as_slice() {
            [only] => system.component(only).is_some_and(|c| !c.kind.is_plural()),
            _ => false,
        };
        says.push(format!("{} {} with it", names(&impact.stops), if one { "stops" } else { "stop" }));
    }
    if !impact.stuck.is_empty() {
        says.push(format!("nobody can restore or change {}", names(&impact.stuck)));
    }
    if !impact.accesses.is_empty() {
        let all: Vec<String> =
            impact.accesses.iter().map(|id| name(system, shown, &Node::Access(id.clone()))).collect();
        says.push(format!("nobody can use {}", in_words(&all)));
    }
    if !impact.roles.is_empty() {
        let all: Vec<String> = impact.roles.iter().map(|role| role.name().to_lowercase()).collect();
        says.push(format!("nobody is left as {}", in_words(&all)));
    }
    // Names hold commas, and lists their own "and".
    says.join("; ")
}

fn spare(system: &System, shown: Shown<'_>, impact: &Impact) -> Option<String> {
    let name = name(system, shown, &impact.node);
    Some(match impact.spare.as_ref()? {
        Spare::Replica(words) => format!("{name} (the {words} takes over)"),
        Spare::SideBySide(count) => format!("{name} ({} side by side)", grouped((*count).into())),
        Spare::BehindLoadBalancer => format!("{name} (several behind a load balancer)"),
    })
}
