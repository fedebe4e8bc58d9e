//! A running sum that does not forget small terms.

/// A sum carried in two floats (Knuth's two-sum): adding a number and later taking the same number away leaves what was
/// there before, however different the sizes. The densities of a mixture come and go like that.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.high + term;
        let shift = sum - self.high;
        let error = (self.high - (sum - shift)) + (term - shift);
        let low = self.low + error;
        self.high = sum + low;
        self.low = low - (self.high - sum);
    }

    pub(super) fn value(self) -> f64 {
        self.high
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn what_was_added_and_taken_away_leaves_no_trace() {
        let mut sum = Sum::default();
        for term in [1e-3, 1e15, 0.1, -1e15, 1e12, -0.1, -1e12] {
            sum.add(term);
        }
        assert_eq!(sum.value(), 1e-3);
    }
}
