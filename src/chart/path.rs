use super::number::Px;
use super::scale::Scale;
use super::series::{Series, loss};
use crate::assess::Tooth;
use crate::units::{Duration, Moment};
use std::fmt::Write;

/// Units across the stretched plot.
pub(super) const ACROSS: f64 = 1000.0;
/// With more teeth than this, short ones are drawn as a band: as lines they would run into a black block.
const DENSE: usize = 120;
/// Most columns of a band. Each is about two teeth wide, so that it holds a whole rise and a whole fall.
const COLUMNS: usize = 500;

/// What is drawn one after the other; between two that do not touch the line is open.
enum Piece {
    /// A tooth by itself.
    Rise { from: Moment, to: Moment, captured: Moment },
    /// Short teeth in a row.
    Band(Vec<Column>),
}

/// A stretch of a band with its smallest and largest loss.
struct Column {
    from: Moment,
    to: Moment,
    low: Duration,
    high: Duration,
}

/// Whether some teeth are drawn as a band.
pub(super) fn is_dense(series: &Series) -> bool {
    series.teeth.len() > DENSE
}

/// The bands, one shape each; empty where every tooth is drawn by itself.
pub(super) fn band(series: &Series, scale: Scale) -> String {
    let mut d = String::new();
    let x = |at| series.share(at) * ACROSS;
    for piece in pieces(series) {
        let Piece::Band(columns) = piece else { continue };
        for (n, column) in columns.iter().enumerate() {
            step(&mut d, if n == 0 { 'M' } else { 'L' }, x(column.from), scale.y(column.high));
            step(&mut d, 'L', x(column.to), scale.y(column.high));
        }
        for column in columns.iter().rev() {
            step(&mut d, 'L', x(column.to), scale.y(column.low));
            step(&mut d, 'L', x(column.from), scale.y(column.low));
        }
        d.push_str(" Z");
    }
    d
}

/// The line of the sawtooth: slow rises, vertical falls, interrupted where there is no copy. A band has its upper edge.
pub(super) fn line(series: &Series, scale: Scale) -> String {
    let mut d = String::new();
    let mut reached = None;
    let mut draw = |from: Moment, to: Moment, y1: f64, y2: f64| {
        let command = if reached == Some(from) { 'L' } else { 'M' };
        step(&mut d, command, series.share(from) * ACROSS, y1);
        step(&mut d, 'L', series.share(to) * ACROSS, y2);
        reached = Some(to);
    };
    for piece in pieces(series) {
        match piece {
            Piece::Rise { from, to, captured } => {
                draw(from, to, scale.y(loss(captured, from)), scale.y(loss(captured, to)));
            }
            Piece::Band(columns) => {
                for Column { from, to, high, .. } in columns {
                    draw(from, to, scale.y(high), scale.y(high));
                }
            }
        }
    }
    d
}

/// The area above the limit: one shape per rise that crosses it.
pub(super) fn area(series: &Series, scale: Scale, limit: Duration) -> String {
    let mut d = String::new();
    let base = scale.y(limit);
    let x = |at| series.share(at) * ACROSS;
    for piece in pieces(series) {
        match piece {
            Piece::Rise { from, to, captured } => {
                let crossed = captured.plus(limit.seconds()).max(from);
                if crossed < to {
                    let at = |t| (x(t), scale.y(loss(captured, t)));
                    block(&mut d, [at(crossed), at(to)], base);
                }
            }
            Piece::Band(columns) => {
                for Column { from, to, high, .. } in columns.iter().filter(|c| c.high > limit) {
                    block(&mut d, [(x(*from), scale.y(*high)), (x(*to), scale.y(*high))], base);
                }
            }
        }
    }
    d
}

/// The teeth that have a copy, short ones in a row taken together where there are many.
fn pieces(series: &Series) -> Vec<Piece> {
    let dense = is_dense(series);
    let short = |t: &Tooth| {
        let long = t.to.seconds().saturating_sub(t.from.seconds());
        dense && t.captured.is_some() && long.saturating_mul(DENSE as i64) < series.length()
    };
    let mut pieces = Vec::new();
    for run in series.teeth.chunk_by(|a, b| short(a) && short(b)) {
        match run {
            [tooth] => pieces.extend(tooth.captured.map(|captured| Piece::Rise {
                from: tooth.from,
                to: tooth.to,
                captured,
            })),
            run => pieces.push(Piece::Band(columns(run))),
        }
    }
    pieces
}

/// The columns of teeth in a row.
fn columns(run: &[Tooth]) -> Vec<Column> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
    let count = (run.len() / 2).clamp(1, COLUMNS);
    let long = last.to.seconds().saturating_sub(first.from.seconds()).max(1);
    let edge = |n: usize| first.from.plus((long as i128 * n as i128 / count as i128) as i64);
    let mut columns: Vec<Column> = (0..count)
        .map(|n| Column {
            from: edge(n),
            to: edge(n + 1),
            low: Duration::clamped(i64::MAX),
            high: Duration::ZERO,
        })
        .collect();
    for tooth in run {
        let Some(captured) = tooth.captured else { continue };
        let beside = |c: &&mut Column| c.from < tooth.to && tooth.from < c.to;
        let passed = columns.partition_point(|c| c.to <= tooth.from);
        for column in columns.iter_mut().skip(passed).take_while(beside) {
            column.low = column.low.min(loss(captured, column.from.max(tooth.from)));
            column.high = column.high.max(loss(captured, column.to.min(tooth.to)));
        }
    }
    columns
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

/// Goes on with a path.
pub(super) fn step(d: &mut String, command: char, x: f64, y: f64) {
    if !d.is_empty() {
        d.push(' ');
    }
    // Writing to a String cannot fail.
    let _ = write!(d, "{command}{} {}", Px(x), Px(y));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::series::tests::{m, tooth};

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
    fn a_long_rise_between_dense_teeth_falls_vertically() {
        let mut teeth: Vec<Tooth> = (0..200).map(|n| tooth(n, n + 1, Some(n - 1))).collect();
        teeth.splice(100..130, [tooth(100, 130, Some(99))]);
        let series = Series::new(m(0), m(200), &teeth);
        let d = line(&series, Scale::fitting(series.worst().map(|p| p.loss), None));
        // Up from 500 to 650, straight down to the edge of the band.
        assert!(d.contains(" L500 116.3 L650 5.7 L650 112.6 "), "{d}");
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
        assert!(d.len() < 30_000, "{}", d.len());
        assert!(d.contains(&format!("{}", Px(scale.y(Duration::clamped(90))))));
        assert_eq!(d.matches('M').count(), 1, "no holes");
        assert_eq!(band(&series, scale).matches('M').count(), 1, "no holes");
        assert!(area(&series, scale, Duration::clamped(30)).len() < 30_000);
    }
}
