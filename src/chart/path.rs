use super::number::Px;
use super::scale::Scale;
use super::series::{Series, loss};
use crate::units::Duration;
use std::fmt::Write;

/// Units across the stretched plot.
pub(super) const ACROSS: f64 = 1000.0;
/// More teeth than this are drawn as a band: as lines they would run into a black block.
const DENSE: usize = 120;
/// Columns of the band.
const COLUMNS: usize = 500;

/// Whether the teeth lie so close that they are drawn as a band from the lowest to the highest loss.
pub(super) fn is_dense(series: &Series) -> bool {
    series.teeth.len() > DENSE
}

/// The band of dense teeth, one shape per stretch without a gap; empty for teeth that are drawn one by one.
pub(super) fn band(series: &Series, scale: Scale) -> String {
    let mut d = String::new();
    if !is_dense(series) {
        return d;
    }
    let columns = columns(series);
    for stretch in columns.chunk_by(|a, b| a.0 + 1 == b.0) {
        let x = |column: usize| (column as f64 + 0.5) * ACROSS / COLUMNS as f64;
        for (n, (column, _, high)) in stretch.iter().enumerate() {
            step(&mut d, if n == 0 { 'M' } else { 'L' }, x(*column), scale.y(*high));
        }
        for (column, low, _) in stretch.iter().rev() {
            step(&mut d, 'L', x(*column), scale.y(*low));
        }
        d.push_str(" Z");
    }
    d
}

/// The line of the sawtooth: slow rises, vertical falls, interrupted where there is no copy.
pub(super) fn line(series: &Series, scale: Scale) -> String {
    if is_dense(series) {
        return dense_line(series, scale);
    }
    let mut d = String::new();
    let mut drawing = false;
    for tooth in &series.teeth {
        let Some(captured) = tooth.captured else {
            drawing = false;
            continue;
        };
        let (x1, x2) = (series.share(tooth.from) * ACROSS, series.share(tooth.to) * ACROSS);
        let (y1, y2) = (scale.y(loss(captured, tooth.from)), scale.y(loss(captured, tooth.to)));
        step(&mut d, if drawing { 'L' } else { 'M' }, x1, y1);
        step(&mut d, 'L', x2, y2);
        drawing = true;
    }
    d
}

/// The area above the limit: one shape per rise that crosses it.
pub(super) fn area(series: &Series, scale: Scale, limit: Duration) -> String {
    let mut d = String::new();
    let base = scale.y(limit);
    if is_dense(series) {
        for (column, _, high) in columns(series) {
            if high > limit {
                let x = column as f64 * ACROSS / COLUMNS as f64;
                block(&mut d, [(x, scale.y(high)), (x + ACROSS / COLUMNS as f64, scale.y(high))], base);
            }
        }
        return d;
    }
    for tooth in &series.teeth {
        let Some(captured) = tooth.captured else { continue };
        let crossed = captured.plus(limit.seconds()).max(tooth.from);
        if crossed >= tooth.to {
            continue;
        }
        let at = |t| (series.share(t) * ACROSS, scale.y(loss(captured, t)));
        block(&mut d, [at(crossed), at(tooth.to)], base);
    }
    d
}

/// A shape below two points down to the base.
fn block(d: &mut String, [(x1, y1), (x2, y2)]: [(f64, f64); 2], base: f64) {
    step(d, 'M', x1, base);
    if Px(y1).to_string() != Px(base).to_string() {
        step(d, 'L', x1, y1);
    }
    step(d, 'L', x2, y2);
    step(d, 'L', x2, base);
    d.push_str(" Z");
}

fn step(d: &mut String, command: char, x: f64, y: f64) {
    if !d.is_empty() {
        d.push(' ');
    }
    // Writing to a String cannot fail.
    let _ = write!(d, "{command}{} {}", Px(x), Px(y));
}

/// The upper edge of the band: the loss just before each copy.
fn dense_line(series: &Series, scale: Scale) -> String {
    let mut d = String::new();
    let mut last = None;
    for (column, _, high) in columns(series) {
        let x = (column as f64 + 0.5) * ACROSS / COLUMNS as f64;
        let follows = last.is_some_and(|l: usize| l + 1 == column);
        step(&mut d, if follows { 'L' } else { 'M' }, x, scale.y(high));
        last = Some(column);
    }
    d
}

/// Smallest and largest loss in each column that has a copy.
fn columns(series: &Series) -> Vec<(usize, Duration, Duration)> {
    let mut columns: Vec<Option<(Duration, Duration)>> = vec![None; COLUMNS];
    let wide = series.length() as f64 / COLUMNS as f64;
    for tooth in &series.teeth {
        let Some(captured) = tooth.captured else { continue };
        let first = (series.share(tooth.from) * COLUMNS as f64) as usize;
        let last = (series.share(tooth.to) * COLUMNS as f64) as usize;
        for (at, column) in columns.iter_mut().enumerate().take(last + 1).skip(first) {
            let from = series.from.plus((at as f64 * wide) as i64).max(tooth.from);
            let to = series.from.plus(((at + 1) as f64 * wide) as i64).min(tooth.to);
            if from > to {
                continue;
            }
            let (low, high) = (loss(captured, from), loss(captured, to));
            *column = Some(column.map_or((low, high), |(l, h)| (l.min(low), h.max(high))));
        }
    }
    columns.into_iter().enumerate().filter_map(|(at, c)| c.map(|(low, high)| (at, low, high))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Tooth;
    use crate::units::Moment;

    fn m(hours: i64) -> Moment {
        Moment::from_seconds(hours * 3_600)
    }

    fn tooth(from: i64, to: i64, captured: Option<i64>) -> Tooth {
        Tooth { from: m(from), to: m(to), captured: captured.map(m) }
    }

    /// A scale that ends exactly at 105 h for a worst of 100 h.
    fn scale() -> Scale {
        Scale::fitting(Some(Duration::hours(100)), None)
    }

    #[test]
    fn falls_are_vertical_and_gaps_are_open() {
        let series =
            Series::new(m(0), m(100), &[tooth(0, 21, Some(0)), tooth(21, 50, Some(21)), tooth(50, 60, None)]);
        assert_eq!(line(&series, scale()), "M0 120 L210 96 L210 120 L500 86.9");
        let after = Series::new(m(0), m(100), &[tooth(0, 50, None), tooth(50, 100, Some(50))]);
        assert_eq!(line(&after, scale()), "M500 120 L1000 62.9");
    }

    #[test]
    fn only_what_lies_above_the_limit_is_shaded() {
        let series = Series::new(m(0), m(100), &[tooth(0, 42, Some(0)), tooth(42, 60, Some(42))]);
        assert_eq!(area(&series, scale(), Duration::hours(21)), "M210 96 L420 72 L420 96 Z");
        assert_eq!(area(&series, scale(), Duration::hours(99)), "");
        // With a limit of zero everything is above it.
        assert_eq!(
            area(&series, scale(), Duration::ZERO),
            "M0 120 L420 72 L420 120 Z M420 120 L600 99.4 L600 120 Z"
        );
    }

    #[test]
    fn minutes_for_two_weeks_stay_small_and_keep_the_worst() {
        let minutes = 14 * 24 * 60;
        let teeth: Vec<Tooth> = (0..minutes)
            .map(|n| Tooth {
                from: Moment::from_seconds(n * 60),
                to: Moment::from_seconds((n + 1) * 60),
                captured: Some(Moment::from_seconds(n * 60 - 30)),
            })
            .collect();
        let series = Series::new(m(0), m(14 * 24), &teeth);
        let scale = Scale::fitting(Some(Duration::clamped(90)), None);
        let d = line(&series, scale);
        assert!(d.len() < 20_000, "{}", d.len());
        assert!(d.contains(&format!("{}", Px(scale.y(Duration::clamped(90))))));
        assert_eq!(d.matches('M').count(), 1, "no holes");
        assert_eq!(band(&series, scale).matches('M').count(), 1, "no holes");
        assert!(area(&series, scale, Duration::clamped(30)).len() < 30_000);
    }
}
