/// The most points that are compared pair by pair; more are thinned evenly.
const MOST: usize = 200;

/// The slope per day of values over instants in seconds, after Theil and Sen: the median of the slopes of all pairs, which a
/// few wild values do not move. `None` with fewer than two instants that differ.
///
/// More than 200 points are thinned evenly, the first and the last kept.
pub(super) fn slope(points: Vec<(i64, f64)>) -> Option<f64> {
    const DAY: f64 = 86_400.0;
    let points = thinned(points);
    let mut slopes = Vec::with_capacity(points.len() * points.len() / 2);
    for (index, (at, value)) in points.iter().enumerate() {
        for (later, other) in points.iter().skip(index + 1).filter(|(later, _)| later != at) {
            #[expect(clippy::cast_precision_loss, reason = "a trend needs no more than 53 bits")]
            let days = later.saturating_sub(*at) as f64 / DAY;
            slopes.push((other - value) / days);
        }
    }
    median(slopes)
}

fn thinned(points: Vec<(i64, f64)>) -> Vec<(i64, f64)> {
    if points.len() <= MOST {
        return points;
    }
    let last = points.len() - 1;
    (0..MOST).filter_map(|n| points.get(n * last / (MOST - 1)).copied()).collect()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len() / 2;
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(middle)?;
    let even = values.len().is_multiple_of(2);
    let lower = if even { *values.get(middle.checked_sub(1)?)? } else { upper };
    Some((lower + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn wild_values_do_not_move_it() {
        let mut points: Vec<(i64, f64)> = (0..30).map(|n| (n * DAY, 100.0 + 5.0 * n as f64)).collect();
        assert_eq!(slope(points.clone()), Some(5.0));
        points[3].1 = 1e9;
        points[20].1 = 0.0;
        assert!((slope(points).unwrap() - 5.0).abs() < 0.5);
    }

    #[test]
    fn too_few_and_too_many() {
        assert_eq!(slope(vec![]), None);
        assert_eq!(slope(vec![(0, 1.0)]), None);
        assert_eq!(slope(vec![(0, 1.0), (0, 2.0)]), None);
        assert_eq!(slope(vec![(0, 1.0), (2 * DAY, 2.0)]), Some(0.5));
        let many = (0..100_000).map(|n| (n * DAY, 3.0 * n as f64)).collect();
        assert_eq!(slope(many), Some(3.0));
    }
}
