//! The law of a loss as a mixture of uniforms: exact mean, percentiles and chances.

use super::sum::Sum;

/// Percentiles that fall on a flat stretch of the distribution within this share of the whole belong to its start.
const FLAT: f64 = 1e-13;

/// Collects the parts of a mixture.
#[derive(Debug)]
pub(super) struct Mixture {
    edges: Vec<Edge>,
    /// The edges met last. Schedules that repeat come to the same values over and over: most edges end here, and what has
    /// to be sorted stays short.
    recent: [Edge; RECENT],
    /// (value, mass).
    jumps: Vec<(f64, f64)>,
    mass: Sum,
    moment: Sum,
}

/// How many edges are kept at hand, each in the place that its value says: a power of two.
const RECENT: usize = 1 << RECENT_BITS;
const RECENT_BITS: u32 = 6;

/// From this value on there is this much more mass per unit of it.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    at: f64,
    density: Sum,
}

impl Default for Mixture {
    fn default() -> Mixture {
        let (mass, moment) = (Sum::default(), Sum::default());
        Mixture { edges: Vec::new(), recent: [Edge::default(); RECENT], jumps: Vec::new(), mass, moment }
    }
}

impl Mixture {
    /// Adds `mass` spread evenly over `[low, high)`, or all at `low` when the two are equal.
    pub(super) fn add(&mut self, low: f64, high: f64, mass: f64) {
        let density = mass / (high - low);
        if high > low && density.is_finite() {
            self.edge(low, density, 0.0);
            self.edge(high, 0.0, density);
            self.weigh(mass, mass * (low + high) / 2.0);
        } else {
            self.jump(low, mass);
        }
    }

    /// Adds `mass` at one value.
    pub(super) fn jump(&mut self, at: f64, mass: f64) {
        self.jumps.push((at, mass));
        self.weigh(mass, mass * at);
    }

    /// From `at` on, `rise` more mass per unit of value and `fall` less. The two come apart so that what rose is taken away
    /// again to the last bit. Counts for nothing until it is weighed.
    pub(super) fn edge(&mut self, at: f64, rise: f64, fall: f64) {
        // Any spread will do: it decides how fast this is, not what comes out.
        let spread = at.to_bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - RECENT_BITS);
        let Some(edge) = usize::try_from(spread).ok().and_then(|place| self.recent.get_mut(place)) else {
            return;
        };
        if edge.at != at {
            let density = Sum::default();
            self.edges.push(std::mem::replace(edge, Edge { at, density }));
        }
        edge.density.add(rise);
        edge.density.add(-fall);
    }

    /// Counts mass, and mass times value, whose edges are told apart from it.
    pub(super) fn weigh(&mut self, mass: f64, moment: f64) {
        self.mass.add(mass);
        self.moment.add(moment);
    }

    /// The law, where `whole` is the mass of everything and `none` the part of it without any loss value.
    pub(super) fn finish(mut self, whole: f64, none: f64) -> Distribution {
        self.edges.extend(self.recent);
        self.edges.retain(|edge| edge.density.value() != 0.0);
        self.edges.sort_unstable_by(|a, b| a.at.total_cmp(&b.at));
        self.jumps.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut curve = Curve::default();
        let mut jumps = self.jumps.chunk_by(|a, b| a.0 == b.0).peekable();
        for group in self.edges.chunk_by(|a, b| a.at == b.at) {
            let at = group.first().map_or(0.0, |edge| edge.at);
            while let Some(jump) = jumps.next_if(|jump| jump.first().is_some_and(|(value, _)| *value <= at)) {
                curve.jump(jump);
            }
            curve.reach(at);
            group.iter().for_each(|edge| curve.density.join(edge.density));
        }
        jumps.for_each(|jump| curve.jump(jump));
        let mass = self.mass.value();
        let mean = (mass > 0.0).then(|| self.moment.value() / mass);
        Distribution { curve: curve.points, whole, none, mean }
    }
}

/// Draws a distribution function from left to right.
#[derive(Default)]
struct Curve {
    points: Vec<(f64, f64)>,
    density: Sum,
    reached: Sum,
    last: f64,
}

impl Curve {
    /// Goes on evenly to `at`.
    fn reach(&mut self, at: f64) {
        self.reached.add(self.density.value().max(0.0) * (at - self.last));
        self.last = at;
        let point = (at, self.reached.value());
        if self.points.last() != Some(&point) {
            self.points.push(point);
        }
    }

    /// Goes on to the value of these jumps, and up by their mass.
    fn jump(&mut self, jumps: &[(f64, f64)]) {
        let Some((at, _)) = jumps.first() else { return };
        self.reach(*at);
        jumps.iter().for_each(|(_, mass)| self.reached.add(*mass));
        self.reach(*at);
    }
}

/// A distribution function, piecewise linear, with the mass of "no value at all" apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Distribution {
    /// (value, mass up to it), ascending in both; two entries with one value are a jump.
    curve: Vec<(f64, f64)>,
    whole: f64,
    none: f64,
    mean: Option<f64>,
}

impl Distribution {
    /// Mean given that there is a value.
    pub(super) fn mean(&self) -> Option<f64> {
        self.mean
    }

    /// Chance of no value.
    pub(super) fn none(&self) -> f64 {
        self.none / self.whole
    }

    /// `inf {x : P(value <= x) >= p}` over everything: `None` beyond the mass that has a value, and outside
    /// `(0, 1)`: the end of a thin tail is not to be found by adding up.
    pub(super) fn percentile(&self, p: f64) -> Option<f64> {
        if !(p > 0.0 && p < 1.0) || p > 1.0 - self.none() + 1e-15 {
            return None;
        }
        let target = p * self.whole;
        let at = self.curve.partition_point(|(_, mass)| *mass < target - FLAT * self.whole);
        let (high, above) = *self.curve.get(at).or(self.curve.last())?;
        let Some((low, below)) = at.checked_sub(1).and_then(|i| self.curve.get(i)) else { return Some(high) };
        if above <= *below {
            return Some(high);
        }
        Some(low + (high - low) * ((target - below) / (above - below)).clamp(0.0, 1.0))
    }

    /// (value, chance of at most that, over everything), ascending in both, linear between; two with one value are a jump.
    pub(super) fn curve(&self) -> impl Iterator<Item = (f64, f64)> {
        self.curve.iter().map(|(value, mass)| (*value, mass / self.whole))
    }

    /// `P(value <= x)` over everything.
    pub(super) fn chance_within(&self, x: f64) -> f64 {
        let at = self.curve.partition_point(|(value, _)| *value <= x);
        let Some((low, below)) = at.checked_sub(1).and_then(|i| self.curve.get(i)) else { return 0.0 };
        let mass = match self.curve.get(at) {
            Some((high, above)) => below + (above - below) * (x - low) / (high - low),
            None => *below,
        };
        mass / self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::Mixture;

    #[test]
    fn percentiles_come_from_breakpoints_and_jumps() {
        let mut mixture = Mixture::default();
        mixture.add(0.0, 10.0, 5.0);
        mixture.add(20.0, 20.0, 3.0);
        let law = mixture.finish(10.0, 2.0);
        assert_eq!(law.percentile(0.25), Some(5.0));
        assert_eq!(law.percentile(0.5), Some(10.0), "a flat stretch belongs to its start");
        assert_eq!(law.percentile(0.6), Some(20.0));
        assert_eq!(law.percentile(0.8), Some(20.0));
        assert_eq!(law.percentile(0.81), None);
        assert_eq!(law.percentile(0.0), None);
        assert_eq!(law.chance_within(5.0), 0.25);
        assert_eq!(law.chance_within(19.9), 0.5);
        assert_eq!(law.chance_within(20.0), 0.8);
        assert_eq!(law.chance_within(-1.0), 0.0);
        assert_eq!(law.none(), 0.2);
        let curve: Vec<_> = law.curve().collect();
        assert_eq!(curve, [(0.0, 0.0), (10.0, 0.5), (20.0, 0.5), (20.0, 0.8)]);
        assert_eq!(law.mean(), Some((5.0 * 5.0 + 3.0 * 20.0) / 8.0));
    }
}
