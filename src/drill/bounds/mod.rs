//! What a number of drills shows, and no more ("recovery mathematics", section 2(k)).
//!
//! Drills are taken as independent tries under like conditions. A quantile p is the time within which the share p of all
//! such recoveries is over; a confidence c is how often a bound made this way would hold.

mod beta;
mod gamma;
mod noncentral_t;
mod normal;
mod root;

use beta::beta_quantile;
use noncentral_t::noncentral_t_quantile;
use normal::normal_quantile;

/// The confidence that is used unless somebody asks for another.
pub const CONFIDENCE: f64 = 0.95;
/// The fewest drills from which the lognormal bound is shown.
pub const FEWEST_FOR_MODEL: usize = 5;

/// The quantile of which the longest of `drills` times is an upper bound, with this confidence: (1 - c)^(1/n).
///
/// `None` without drills or for a confidence outside 0 to 1.
pub fn covered_quantile(drills: usize, confidence: f64) -> Option<f64> {
    (drills > 0 && is_share(confidence)).then(|| (1.0 - confidence).powf(1.0 / drills as f64))
}

/// How sure it is that the longest of `drills` times is an upper bound of the quantile p: 1 - p^n. 0 without drills.
///
/// `None` for a quantile outside 0 to 1.
pub fn confidence_of_longest(drills: usize, quantile: f64) -> Option<f64> {
    is_share(quantile).then(|| 1.0 - quantile.powf(drills as f64))
}

/// The fewest drills whose longest time bounds the quantile p with this confidence: the smallest n with 1 - p^n >= c.
///
/// `None` when no number is enough (p = 1, or c = 1 with p above 0), or for a share outside 0 to 1.
pub fn drills_needed(quantile: f64, confidence: f64) -> Option<u64> {
    if !is_share(quantile) || !is_share(confidence) {
        return None;
    }
    if quantile == 0.0 || confidence == 0.0 {
        return Some(u64::from(confidence > 0.0));
    }
    let exact = (1.0 - confidence).ln() / quantile.ln();
    // Rounding must not ask for one more where the number comes out whole: 0.9 with 0.19 is 2.
    let needed = (exact - 1e-9 * exact.max(1.0)).ceil();
    (needed.is_finite() && needed < 1e15).then_some(needed as u64)
}

/// The factor k with which mean + k × standard deviation of `drills` normal values bounds the quantile p from above with this
/// confidence: the noncentral t quantile of c with n - 1 degrees of freedom and noncentrality √n z(p), over √n.
///
/// `None` below 2 drills, or for shares that are not strictly between 0 and 1.
pub fn tolerance_factor(drills: usize, quantile: f64, confidence: f64) -> Option<f64> {
    if drills < 2 {
        return None;
    }
    let root = (drills as f64).sqrt();
    let shift = root * normal_quantile(quantile)?;
    Some(noncentral_t_quantile(confidence, drills as f64 - 1.0, shift)? / root)
}

/// The upper bound of the quantile p for times whose logarithms are normal: exp(mean + k × standard deviation), the
/// deviation with n - 1. In seconds, as the times.
///
/// A model, not a fact: show it from [`FEWEST_FOR_MODEL`] drills on, and say so. `None` below 2 times, for times not above 0,
/// or for shares that are not strictly between 0 and 1.
pub fn lognormal_bound(times: &[f64], quantile: f64, confidence: f64) -> Option<f64> {
    let factor = tolerance_factor(times.len(), quantile, confidence)?;
    if times.iter().any(|time| !(*time > 0.0 && time.is_finite())) {
        return None;
    }
    let logs: Vec<f64> = times.iter().map(|time| time.ln()).collect();
    let count = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / count;
    let squares: f64 = logs.iter().map(|log| (log - mean) * (log - mean)).sum();
    Some((mean + factor * (squares / (count - 1.0)).sqrt()).exp())
}

/// The highest chance of failure that fits `failed` failures in `attempted` drills, one-sided, with this confidence, after
/// Clopper and Pearson (1934). 1 when none was attempted or all failed. 1 minus it is the least chance that a restore works.
///
/// `None` when more failed than were attempted, or for a confidence outside 0 to 1.
pub fn failure_bound(failed: u64, attempted: u64, confidence: f64) -> Option<f64> {
    if failed > attempted || !is_share(confidence) {
        return None;
    }
    if failed == attempted {
        return Some(1.0);
    }
    if failed == 0 {
        return Some(1.0 - (1.0 - confidence).powf(1.0 / attempted as f64));
    }
    beta_quantile(failed as f64 + 1.0, (attempted - failed) as f64, confidence)
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: Option<f64>, expected: f64, within: f64) {
        let got = got.unwrap();
        assert!((got - expected).abs() <= within, "{got} {expected}");
    }

    #[test]
    fn few_drills_cover_little() {
        for (drills, covered) in [(1, 0.05), (3, 0.37), (5, 0.55), (10, 0.74), (30, 0.905), (59, 0.95)] {
            near(covered_quantile(drills, CONFIDENCE), covered, 0.0051);
        }
        assert_eq!(covered_quantile(0, CONFIDENCE), None);
        near(confidence_of_longest(5, 0.95), 0.226_219_062_5, 1e-12);
        assert_eq!(drills_needed(0.95, 0.95), Some(59));
        assert_eq!(drills_needed(0.9, 0.9), Some(22));
    }

    #[test]
    fn a_whole_number_of_drills_is_not_rounded_up() {
        for n in 1..=40 {
            for p in [0.1, 0.37, 0.5, 0.9, 0.99] {
                let confidence = confidence_of_longest(n, p).unwrap();
                if confidence < 1.0 - 1e-6 {
                    assert_eq!(drills_needed(p, confidence), Some(n as u64), "{p} {n}");
                }
            }
        }
        assert_eq!((drills_needed(1.0, 0.9), drills_needed(0.5, 1.0)), (None, None));
        assert_eq!((drills_needed(0.0, 0.9), drills_needed(0.5, 0.0)), (Some(1), Some(0)));
    }

    /// One-sided normal tolerance factors as published: NIST Engineering Statistics Handbook, 7.2.6.3, and Natrella (1963), table A-7.
    #[test]
    fn tolerance_factors_as_tables_have_them() {
        for (n, quantile, confidence, k) in [
            (2, 0.95, 0.95, 26.260),
            (3, 0.95, 0.95, 7.656),
            (5, 0.95, 0.95, 4.203),
            (10, 0.95, 0.95, 2.911),
            (30, 0.95, 0.95, 2.220),
            (5, 0.90, 0.90, 2.742),
            (10, 0.90, 0.95, 2.355),
            (10, 0.99, 0.99, 5.074),
        ] {
            near(tolerance_factor(n, quantile, confidence), k, 0.0011);
        }
        assert_eq!(tolerance_factor(1, 0.95, 0.95), None);
        assert_eq!(tolerance_factor(5, 1.0, 0.95), None);
    }

    #[test]
    fn the_lognormal_bound_of_five_drills() {
        let times = [5_400.0, 6_100.0, 4_800.0, 7_900.0, 5_600.0];
        near(lognormal_bound(&times, 0.9, 0.9), 9_800.885_084_519_787, 1e-6);
        let alike = lognormal_bound(&[60.0; 5], 0.9, 0.9);
        near(alike, 60.0, 1e-9);
        assert_eq!(lognormal_bound(&[0.0, 60.0], 0.9, 0.9), None);
        assert_eq!(lognormal_bound(&[60.0], 0.9, 0.9), None);
    }

    #[test]
    fn failures_bound_the_chance_of_failure() {
        near(failure_bound(0, 10, 0.95), 0.259, 5e-4);
        near(failure_bound(0, 30, 0.95), 0.095, 5e-4);
        near(failure_bound(1, 10, 0.95), 0.394, 5e-4);
        near(failure_bound(0, 5, 0.9), 0.369_042_655_519_806_86, 1e-12);
        assert_eq!(failure_bound(0, 0, 0.95), Some(1.0));
        assert_eq!(failure_bound(4, 4, 0.95), Some(1.0));
        assert_eq!(failure_bound(5, 4, 0.95), None);
    }
}
