//! The law of a loss as a mixture of uniforms: exact mean, percentiles and chances.

use super::sum::Sum;

/// Percentiles that fall on a flat stretch of the distribution within this share of the whole belong to its start.
const FLAT: f64 = 1e-13;

/// Collects the parts of a mixture.
#[derive(Debug, Default)]
pub(super) struct Mixture {
    edges: Vec<Edge>,
    mass: Sum,
    moment: Sum,
}

#[derive(Debug)]
struct Edge {
    at: f64,
    density: f64,
    jump: f64,
}

impl Mixture {
    /// Adds `mass` spread evenly over `[low, high)`, or all at `low` when the two are equal.
    pub(super) fn add(&mut self, low: f64, high: f64, mass: f64) {
        let density = mass / (high - low);
        if high > low && density.is_finite() {
            self.edges.push(Edge { at: low, density, jump: 0.0 });
            self.edges.push(Edge { at: high, density: -density, jump: 0.0 });
        } else {
            self.edges.push(Edge { at: low, density: 0.0, jump: mass });
        }
        self.mass.add(mass);
        self.moment.add(mass * (low + high) / 2.0);
    }

    /// The law, where `whole` is the mass of everything and `none` the part of it without any loss value.
    pub(super) fn finish(mut self, whole: f64, none: f64) -> Distribution {
        self.edges.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut curve: Vec<(f64, f64)> = Vec::new();
        let (mut density, mut reached, mut last) = (Sum::default(), Sum::default(), 0.0);
        for group in self.edges.chunk_by(|a, b| a.at == b.at) {
            let at = group.first().map_or(last, |edge| edge.at);
            reached.add(density.value().max(0.0) * (at - last));
            curve.push((at, reached.value()));
            let before = reached.value();
            for edge in group {
                density.add(edge.density);
                reached.add(edge.jump);
            }
            if reached.value() > before {
                curve.push((at, reached.value()));
            }
            last = at;
        }
        let mass = self.mass.value();
        let mean = (mass > 0.0).then(|| self.moment.value() / mass);
        Distribution { curve, whole, none, mean }
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
