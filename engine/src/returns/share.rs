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
    let mut rates: Vec<Option<Rate>> = vec![None; flows.len()];
    // What is left of each resource for the transfers that still rise.
    let mut left: Vec<f64> = capacities.to_vec();
    let mut reached = 0.0_f64;
    while rates.iter().any(Option::is_none) {
        let mut rising: Vec<u32> = vec![0; capacities.len()];
        for (flow, _) in flows.iter().zip(&rates).filter(|(_, rate)| rate.is_none()) {
            for resource in &flow.borrow().resources {
                rising.get_mut(*resource).into_iter().for_each(|count| *count += 1);
            }
        }
        let even: Vec<f64> = left
            .iter()
            .zip(&rising)
            // Rates only rise: less than what was reached before is rounding.
            .map(
                |(left, rising)| {
                    if *rising == 0 { f64::INFINITY } else { (left / f64::from(*rising)).max(reached) }
                },
            )
            .collect();
        let of = |flow: &Flow| {
            let cap = Rate { rate: flow.cap.map_or(f64::INFINITY, |cap| cap.max(0.0)), limit: Limit::Cap };
            let cap = if flow.cap.is_none() { Rate { limit: Limit::None, ..cap } } else { cap };
            flow.resources.iter().fold(cap, |least, resource| {
                let rate = even.get(*resource).copied().unwrap_or(f64::INFINITY);
                if rate < least.rate { Rate { rate, limit: Limit::Resource(*resource) } } else { least }
            })
        };
        // The level at which the next is frozen, and with it all that are frozen at the same level.
        let bound =
            |(at, flow): (usize, &Flow)| rates.get(at).is_some_and(Option::is_none).then(|| (at, of(flow)));
        let bounds: Vec<(usize, Rate)> =
            flows.iter().map(Borrow::borrow).enumerate().filter_map(bound).collect();
        let Some(level) = bounds.iter().map(|(_, bound)| bound.rate).reduce(f64::min) else { break };
        reached = reached.max(level);
        // No resource gets full below this level, whatever is frozen before: what its own cap holds there is frozen at once.
        let full = even.iter().copied().fold(f64::INFINITY, f64::min);
        let held = |bound: &Rate| bound.rate <= reached || (bound.limit == Limit::Cap && bound.rate <= full);
        for (at, bound) in bounds.into_iter().filter(|(_, bound)| held(bound)) {
            rates.get_mut(at).into_iter().for_each(|rate| *rate = Some(bound));
            let through = flows.get(at).map(|flow| flow.borrow().resources.as_slice()).unwrap_or_default();
            for resource in through {
                left.get_mut(*resource).into_iter().for_each(|left| *left -= bound.rate);
            }
        }
    }
    rates.into_iter().map(|rate| rate.unwrap_or(Rate { rate: 0.0, limit: Limit::None })).collect()
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
