//! Max-min fair shares by progressive filling.

use std::borrow::Borrow;

/// One transfer, by indices of what it goes through.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Indices into the capacities, each once.
    pub resources: Vec<usize>,
    /// The most it takes, bytes per second.
    pub cap: Option<f64>,
}

/// What a transfer gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Bytes per second; infinite when nothing limits it.
    pub rate: f64,
    /// Why not more.
    pub limit: Limit,
}

/// What holds a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Its own cap.
    Cap,
    /// A resource that is full, by its index.
    Resource(usize),
    /// Nothing.
    None,
}

/// The shares of all `flows` of resources with these `capacities` (bytes per second): the one division in which no
/// transfer can get more without another that gets no more than it getting less. All rates rise together; a transfer is
/// frozen when it reaches its cap or one of its resources is full. Capacities at or below 0 give 0; an index that is not there limits nothing.
pub fn fair_rates(capacities: &[f64], flows: &[impl Borrow<Flow>]) -> Vec<Rate> {
    let mut filling = Filling::default();
    filling.fill(capacities, flows);
    filling.rates
}

/// One division, and the room that it takes: a plan is divided anew at every start and finish.
#[derive(Default)]
pub(super) struct Filling {
    /// The shares, in the order of the flows.
    rates: Vec<Rate>,
    /// What is left of each resource for the transfers that still rise.
    left: Vec<f64>,
    /// How many of these go through each resource, and the rate at which they fill it.
    rising: Vec<(u32, f64)>,
    /// The flows that still rise, and the rate at which each would be frozen if nothing else were.
    open: Vec<(usize, Rate)>,
}

impl Filling {
    /// As [`fair_rates`].
    pub(super) fn fill(&mut self, capacities: &[f64], flows: &[impl Borrow<Flow>]) -> &[Rate] {
        let Filling { rates, left, rising, open } = self;
        let nothing = Rate { rate: 0.0, limit: Limit::None };
        rates.clear();
        rates.resize(flows.len(), nothing);
        left.clear();
        left.extend_from_slice(capacities);
        open.clear();
        open.extend((0..flows.len()).map(|at| (at, nothing)));
        let flow = |at: usize| flows.get(at).map(Borrow::borrow);
        let mut reached = 0.0_f64;
        while !open.is_empty() {
            rising.clear();
            rising.resize(capacities.len(), (0, f64::INFINITY));
            for resource in open.iter().filter_map(|(at, _)| flow(*at)).flat_map(|flow| &flow.resources) {
                rising.get_mut(*resource).into_iter().for_each(|(count, _)| *count += 1);
            }
            // No resource gets full below this level, whatever is frozen before.
            let mut full = f64::INFINITY;
            for (left, (count, even)) in
                left.iter().zip(rising.iter_mut()).filter(|(_, (count, _))| *count > 0)
            {
                // Rates only rise: less than what was reached before is rounding.
                *even = (left / f64::from(*count)).max(reached);
                full = full.min(*even);
            }
            // The level at which the next is frozen, and with it all that are frozen at the same level.
            let mut level = f64::INFINITY;
            for (at, bound) in open.iter_mut() {
                *bound = flow(*at).map_or(nothing, |flow| bound_of(flow, rising));
                level = level.min(bound.rate);
            }
            reached = reached.max(level);
            open.retain(|(at, bound)| {
                // What its own cap holds below `full` is frozen at once.
                let held = bound.rate <= reached || (bound.limit == Limit::Cap && bound.rate <= full);
                if held {
                    rates.get_mut(*at).into_iter().for_each(|rate| *rate = *bound);
                    for resource in flow(*at).into_iter().flat_map(|flow| &flow.resources) {
                        left.get_mut(*resource).into_iter().for_each(|left| *left -= bound.rate);
                    }
                }
                !held
            });
        }
        rates
    }
}

/// The rate at which a flow is frozen if nothing else is before.
fn bound_of(flow: &Flow, rising: &[(u32, f64)]) -> Rate {
    let own = match flow.cap {
        Some(cap) => Rate { rate: cap.max(0.0), limit: Limit::Cap },
        None => Rate { rate: f64::INFINITY, limit: Limit::None },
    };
    flow.resources.iter().fold(own, |least, resource| {
        let rate = rising.get(*resource).map_or(f64::INFINITY, |(_, even)| *even);
        if rate < least.rate { Rate { rate, limit: Limit::Resource(*resource) } } else { least }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(resources: &[usize], cap: Option<f64>) -> Flow {
        Flow { resources: resources.to_vec(), cap }
    }

    #[test]
    fn the_worked_example() {
        let flows = [flow(&[0, 1], Some(20.0)), flow(&[0, 1], None), flow(&[0, 1], None)];
        let rates = fair_rates(&[100.0, 150.0], &flows);
        assert_eq!(rates.iter().map(|rate| rate.rate).collect::<Vec<_>>(), [20.0, 40.0, 40.0]);
        assert_eq!(rates[0].limit, Limit::Cap);
        assert_eq!(rates[1].limit, Limit::Resource(0));
    }

    #[test]
    fn what_one_cannot_use_the_others_get() {
        // The classic line of two links: the long flow gets half of the narrow one, the short ones what is left.
        let rates = fair_rates(&[10.0, 4.0], &[flow(&[0, 1], None), flow(&[0], None), flow(&[1], None)]);
        assert_eq!(rates.iter().map(|rate| rate.rate).collect::<Vec<_>>(), [2.0, 8.0, 2.0]);
        assert_eq!(rates[0].limit, Limit::Resource(1));
    }

    #[test]
    fn extremes() {
        assert!(fair_rates(&[1.0], &[] as &[Flow]).is_empty());
        let free = fair_rates(&[], &[flow(&[], None), flow(&[7], Some(3.0))]);
        assert_eq!((free[0].rate, free[0].limit), (f64::INFINITY, Limit::None));
        assert_eq!((free[1].rate, free[1].limit), (3.0, Limit::Cap));
        assert_eq!(fair_rates(&[0.0], &[flow(&[0], None)])[0].rate, 0.0);
    }
}
