use super::gamma::ln_gamma;
use super::root::root;

/// The regularised incomplete beta function I_x(a, b), for a and b above 0 and x from 0 to 1: the chance that a beta law
/// stays at or below x.
///
/// By its continued fraction, evaluated with Lentz's method, on the side where it converges fast (Abramowitz and Stegun,
/// 26.5.8).
pub(super) fn beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(b, a, 1.0 - x);
    }
    let front = a * x.ln() + b * (-x).ln_1p() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    front.exp() * fraction(a, b, x) / a
}

/// The continued fraction 1/(1 + d1/(1 + d2/(1 + …))).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST: u32 = 100_000;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut value, mut c, mut d) = (1.0, 1.0, 0.0);
    for step in 0..MOST {
        let m = f64::from(step / 2);
        let coefficient = if step == 0 {
            1.0
        } else if step % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 / away(1.0 + coefficient * d);
        c = away(1.0 + coefficient / c);
        let change = c * d;
        value *= change;
        if step > 0 && (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    // The first step put the leading 1 over the rest on top of a 1 to begin with.
    value - 1.0
}

/// The x at which a beta law reaches this chance, from 0 to 1.
pub(super) fn beta_quantile(a: f64, b: f64, p: f64) -> Option<f64> {
    root(|x| beta(a, b, x) - p, 0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance of at most `k` in `n`, term by term: I_{1-x}(n - k, k + 1).
    fn binomial(k: u32, n: u32, x: f64) -> f64 {
        let ways = |i: u32| (1..=i).map(|j| f64::from(n - i + j) / f64::from(j)).product::<f64>();
        (0..=k).map(|i| ways(i) * x.powi(i as i32) * (1.0 - x).powi((n - i) as i32)).sum()
    }

    #[test]
    fn a_binomial_sum_is_an_incomplete_beta() {
        for (k, n) in [(0, 1), (0, 5), (1, 10), (7, 30), (29, 30), (50, 100)] {
            for x in [0.001, 0.05, 0.3, 0.5, 0.9] {
                let (direct, by_beta) =
                    (binomial(k, n, x), beta(f64::from(n - k), f64::from(k + 1), 1.0 - x));
                assert!((direct - by_beta).abs() < 1e-12, "{k} {n} {x}: {direct} {by_beta}");
            }
        }
        assert_eq!((beta(2.0, 3.0, 0.0), beta(2.0, 3.0, 1.0)), (0.0, 1.0));
    }

    #[test]
    fn quantiles_undo_it() {
        for (a, b) in [(1.0, 5.0), (2.0, 9.0), (0.5, 0.5), (400.0, 2.0)] {
            for p in [0.01, 0.5, 0.95] {
                let x = beta_quantile(a, b, p).unwrap();
                assert!((beta(a, b, x) - p).abs() < 1e-11, "{a} {b} {p}: {x}");
            }
        }
    }
}
