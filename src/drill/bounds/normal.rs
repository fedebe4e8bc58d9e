use super::root::root;
use std::f64::consts::{PI, SQRT_2};

/// The chance that a standard normal value is at most `x`.
///
/// Near the middle by the series Φ(x) = 1/2 + φ(x)(x + x³/3 + x⁵/(3·5) + …), whose terms all have one sign; further out
/// by Laplace's continued fraction of the tail, so that small chances keep their digits (Abramowitz and Stegun, 26.2.11
/// and 26.2.14).
pub(super) fn normal(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() > 4.0 {
        let tail = tail(x.abs());
        return if x > 0.0 { 1.0 - tail } else { tail };
    }
    let (mut term, mut sum, mut odd) = (x, x, 1.0);
    while term.abs() > sum.abs() * f64::EPSILON / 4.0 {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + density(x) * sum
}

/// The density of the standard normal law at `x`.
fn density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / (SQRT_2 * PI.sqrt())
}

/// The chance to be above `x`, for an `x` above 4: from the inside of the fraction out.
fn tail(x: f64) -> f64 {
    if x > 39.0 {
        return 0.0;
    }
    let fraction = (1..=60).rev().fold(x, |inner, n| x + f64::from(n) / inner);
    density(x) / fraction
}

/// The value that a standard normal one stays below with this chance, above 0 and below 1.
pub(super) fn normal_quantile(p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    // By the lower tail, where chances keep their digits.
    if p > 0.5 { normal_quantile(1.0 - p).map(|x| -x) } else { root(|x| normal(x) - p, -40.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_as_tables_have_them() {
        // To 15 digits from the integral, by a computation with 30.
        for (x, p) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_542_9),
            (-1.959_963_984_540_054, 0.025),
            (3.9, 0.999_951_903_655_982_4),
            (-4.1, 2.065_750_691_254_6e-5),
            (-8.0, 6.220_960_574_271_785e-16),
        ] {
            let got = normal(x);
            assert!((got - p).abs() <= 1e-13 * p, "{x}: {got} {p}");
        }
        assert_eq!((normal(-60.0), normal(60.0)), (0.0, 1.0));
    }

    #[test]
    fn quantiles_undo_chances() {
        for p in [1e-12, 0.01, 0.3, 0.5, 0.9, 0.95, 0.999_999] {
            let back = normal(normal_quantile(p).unwrap());
            assert!((back - p).abs() <= 1e-12 * p, "{p}: {back}");
        }
        assert!((normal_quantile(0.95).unwrap() - 1.644_853_626_951_472_7).abs() < 1e-12);
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (None, None));
    }
}
