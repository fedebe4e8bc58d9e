//! A running sum that does not forget small terms.

/// A sum carried in two floats (Knuth's two-sum), good to about 32 digits of its largest term: adding a number and later
/// taking the same number away leaves what was there before, where a plain float would lose it next to a number 10^16
/// times as large. The densities of a mixture come and go like that.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    high: f64,
    /// What `high` was rounded by, all along.
    low: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.high + term;
        let shift = sum - self.high;
        self.low += (self.high - (sum - shift)) + (term - shift);
        self.high = sum;
    }

    /// Adds another sum, to the last bit of either.
    pub(super) fn join(&mut self, other: Sum) {
        self.add(other.high);
        self.add(other.low);
    }

    pub(super) fn value(self) -> f64 {
        self.high + self.low
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn what_was_added_and_taken_away_leaves_no_trace() {
        let terms = [1e-3, 1e15, 0.1, -1e15, 1e12, -0.1, -1e12];
        let mut sum = Sum::default();
        terms.iter().for_each(|term| sum.add(*term));
        assert!((sum.value() - 1e-3).abs() < 1e-16, "{}", sum.value());
        assert!((terms.iter().sum::<f64>() - 1e-3).abs() > 1e-6, "a plain sum would do as well");
    }
}
