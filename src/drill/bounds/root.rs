/// Where an increasing function crosses zero, between two places on either side of it: the interval is halved until it
/// cannot be halved any more, so any increasing function will do, however flat or steep.
///
/// `None` unless `low` gives a value below or at zero and `high` one above or at it.
pub(super) fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut low, mut high) = (low, high);
    // Written so that what is no number is refused.
    if !(f(low) <= 0.0 && f(high) >= 0.0) {
        return None;
    }
    // More often than any interval can be halved, except around 0, where there is always a smaller number.
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_crossing_is_found_to_the_last_digit() {
        assert_eq!(root(|x| x * x - 2.0, 0.0, 2.0), Some(std::f64::consts::SQRT_2));
        assert_eq!(root(|x| x.powi(9), -1.0, 4.0).map(|x| x.abs() < 1e-30), Some(true));
        assert_eq!(root(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0), Some(0.3), "a step");
    }

    #[test]
    fn no_crossing_is_none() {
        assert_eq!(root(|x| x, 1.0, 2.0), None);
        assert_eq!(root(|_| f64::NAN, 1.0, 2.0), None);
    }
}
