use std::f64::consts::PI;

/// ln Γ(x) for x above 0: Stirling's series, after x is raised to 15 or more by Γ(x + 1) = x Γ(x) (Abramowitz and Stegun,
/// 6.1.41). To 14 digits.
pub(super) fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 15.0 {
        below += x.ln();
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * PI).ln() + series - below
}

#[cfg(test)]
mod tests {
    use super::ln_gamma;

    #[test]
    fn factorials_and_the_half() {
        let mut ln_factorial = 0.0;
        for n in 1..60_u32 {
            let got = ln_gamma(f64::from(n) + 1.0);
            ln_factorial += f64::from(n).ln();
            assert!((got - ln_factorial).abs() <= 1e-13 * ln_factorial.max(1.0), "{n}: {got}");
        }
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-13);
    }
}
