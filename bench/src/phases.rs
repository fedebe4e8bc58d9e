//! The parts that a whole outcome of a described system is made of, each by itself: where the time goes.

use crate::Case;
use crate::outcome::{VARIANTS, clock, system};
use holdfast::answers::Answers;
use holdfast::assess::{Clock, Outcome, assess_system, component_outcome, keeping, returning};
use holdfast::schedule::Zone;
use holdfast::system::System;

/// One case for each part, for a system of that many components.
pub fn cases(components: usize) -> Vec<Case> {
    let plain = || Clock { zones: std::iter::empty::<Zone>().collect(), ..clock() };
    vec![
        case(components, "everything", |of, _| {
            assess_system(&Answers::default(), of.clone(), clock()).findings.len()
        }),
        case(components, "each component", |of, _| each(of, &clock())),
        case(components, "the same, clocks never set", move |of, _| each(of, &plain())),
        case(components, "keeping", |of, _| keeping(of, clock().now).runs.len()),
        case(components, "returns", |of, outcome| returning::returns(of, &outcome.matrix).len()),
        case(components, "together", |of, _| returning::together(of, clock().now).len()),
        case(components, "a copy of the description", |of, _| of.clone().components.len()),
    ]
}

fn each(system: &System, clock: &Clock) -> usize {
    let of_each = system.components.iter().map(|c| component_outcome(system, &c.id, clock));
    of_each.flatten().map(|of| of.findings.len()).sum()
}

fn case(components: usize, name: &str, phase: impl Fn(&System, &Outcome) -> usize + 'static) -> Case {
    let systems: Vec<(System, Outcome)> = (0..VARIANTS)
        .map(|n| system(components, n))
        .map(|system| (system.clone(), assess_system(&Answers::default(), system, clock())))
        .collect();
    let turn = move |turn: usize| {
        systems.get(turn % VARIANTS).map_or(f64::NAN, |(system, outcome)| phase(system, outcome) as f64)
    };
    Case { name: format!("{name}: {components} components"), turn: Box::new(turn) }
}
