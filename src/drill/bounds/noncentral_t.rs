use super::gamma::ln_gamma;
use super::normal::normal;
use super::root::root;

/// The chance that a noncentral t value is at most `t`: ν degrees of freedom, noncentrality δ.
///
/// P(Z + δ ≤ t S) with a standard normal Z and S = √(χ²(ν)/ν) (Johnson, Kotz and Balakrishnan, Continuous Univariate
/// Distributions, volume 2, chapter 31): the integral over s of Φ(t s - δ) times the density of S, which is
/// 2 (ν/2)^(ν/2) / Γ(ν/2) · s^(ν-1) · e^(-ν s²/2).
///
/// Gauss's rule on pieces no wider than what changes in them: S lies around 1, with a spread of 1/√(2ν); Φ turns from 0 to 1
/// around δ/t, within a few times 1/t.
pub(super) fn noncentral_t(t: f64, freedom: f64, shift: f64) -> f64 {
    let spread = 1.0 / freedom.sqrt();
    let (low, high) = ((1.0 - 9.0 * spread).max(0.0), 1.0 + 9.0 * spread);
    let half = freedom / 2.0;
    let scale = 2_f64.ln() + half * half.ln() - ln_gamma(half);
    let weight = |s: f64| (scale + (freedom - 1.0) * s.ln() - half * s * s).exp();
    let around_one = (-18..=18).map(|n| 1.0 + f64::from(n) * spread / 2.0);
    let turn = |n: i32| (shift + f64::from(n)) / t;
    let around_turn = (-9..=9).map(turn);
    let mut cuts: Vec<f64> = around_one.chain(around_turn).filter(|s| *s > low && *s < high).collect();
    cuts.extend([low, high]);
    cuts.sort_unstable_by(f64::total_cmp);
    let from_to = cuts.iter().zip(cuts.iter().skip(1));
    let mut sum = 0.0;
    for (from, to) in from_to {
        let (middle, half_width) = ((from + to) / 2.0, (to - from) / 2.0);
        for (node, share) in gauss() {
            let s = middle + half_width * node;
            sum += half_width * share * weight(s) * normal(t * s - shift);
        }
    }
    sum.clamp(0.0, 1.0)
}

/// The value that a noncentral t one stays below with this chance.
pub(super) fn noncentral_t_quantile(p: f64, freedom: f64, shift: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && freedom >= 1.0 && shift.is_finite()) {
        return None;
    }
    let below = |t: f64| noncentral_t(t, freedom, shift) - p;
    // Outwards from the middle until the chance lies between.
    let step = |n: i32| 2_f64.powi(n);
    let high = (0..60).map(|n| shift + step(n)).find(|t| below(*t) >= 0.0)?;
    let low = (0..60).map(|n| shift - step(n)).find(|t| below(*t) <= 0.0)?;
    root(below, low, high)
}

/// The places and shares of Gauss's rule with 12 points on [-1, 1]: the roots of Legendre's polynomial (Abramowitz and
/// Stegun, 25.4.29), each root with its mirror image.
fn gauss() -> impl Iterator<Item = (f64, f64)> {
    const POINTS: [(f64, f64); 6] = [
        (0.125_233_408_511_468_9, 0.249_147_045_813_402_77),
        (0.367_831_498_998_180_2, 0.233_492_536_538_354_8),
        (0.587_317_954_286_617_4, 0.203_167_426_723_065_92),
        (0.769_902_674_194_304_7, 0.160_078_328_543_346_23),
        (0.904_117_256_370_474_9, 0.106_939_325_995_318_43),
        (0.981_560_634_246_719_3, 0.047_175_336_386_511_83),
    ];
    POINTS.into_iter().flat_map(|(at, share)| [(at, share), (-at, share)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_integrates_polynomials() {
        for power in 0..=22_i32 {
            let sum: f64 = gauss().map(|(at, share)| share * at.powi(power)).sum();
            let exact = if power % 2 == 0 { 2.0 / f64::from(power + 1) } else { 0.0 };
            assert!((sum - exact).abs() < 1e-14, "{power}: {sum} {exact}");
        }
    }

    #[test]
    fn without_a_shift_it_is_students_t() {
        // One degree of freedom: 1/2 + arctan(t)/π. Two: 1/2 + t / (2 √(2 + t²)).
        for t in [-30.0_f64, -1.0, 0.0, 0.5, 3.0, 200.0] {
            let one = 0.5 + t.atan() / std::f64::consts::PI;
            let two = 0.5 + t / (2.0 * (2.0 + t * t).sqrt());
            assert!((noncentral_t(t, 1.0, 0.0) - one).abs() < 1e-10, "{t}");
            assert!((noncentral_t(t, 2.0, 0.0) - two).abs() < 1e-10, "{t}");
        }
    }

    #[test]
    fn at_zero_only_the_shift_counts() {
        for shift in [-2.0, 0.5, 3.0] {
            assert!((noncentral_t(0.0, 4.0, shift) - normal(-shift)).abs() < 1e-11, "{shift}");
        }
    }

    #[test]
    fn quantiles_undo_it() {
        for (p, freedom, shift) in
            [(0.95, 4.0, 3.678), (0.9, 1.0, 2.0), (0.05, 30.0, -8.0), (0.99, 999.0, 52.0)]
        {
            let t = noncentral_t_quantile(p, freedom, shift).unwrap();
            assert!((noncentral_t(t, freedom, shift) - p).abs() < 1e-11, "{p} {freedom} {shift}: {t}");
        }
        assert_eq!(noncentral_t_quantile(1.0, 4.0, 1.0), None);
        assert_eq!(noncentral_t_quantile(0.5, 0.0, 1.0), None);
    }
}
