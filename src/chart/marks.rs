//! Where the copies of one protection stand in a row of its own.

use super::path::{ACROSS, step};
use crate::assess::CopyMark;
use crate::units::{Arrange, Moment};

/// Good copies whose starts lie closer than this, in thousandths of the axis, become one bar.
const CLOSE: f64 = 4.0;
/// Bad copies closer than this become one mark or, from the first to the last, two.
const CROSSES: f64 = 16.0;
/// Height of the row and of a tick in it, in pixels.
pub(super) const ROW: f64 = 20.0;
const TICK: f64 = 5.0;

/// The drawing: two paths over a plot 1000 wide and [`ROW`] high, and what does not count.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// A tick where a copy was taken.
    pub(super) ticks: String,
    /// A bar from there to where it could be used.
    pub(super) bars: String,
    /// First and last of the copies in a row that do not count, 0 to 1; equal for one.
    pub(super) bad: Vec<(f64, f64)>,
}

/// The copies whose making lies at least in part in the stretch, in order.
pub(super) fn within(copies: &[CopyMark], from: Moment, to: Moment) -> Vec<CopyMark> {
    let mut copies: Vec<CopyMark> =
        copies.iter().copied().filter(|c| c.usable >= from && c.captured <= to).collect();
    copies.arrange_by_key(|c| (c.captured, c.usable));
    copies
}

/// Marks for copies in order; `share` is how far across a moment lies, 0 to 1.
pub(super) fn marks(copies: &[CopyMark], share: impl Fn(Moment) -> f64) -> Marks {
    let x = |at| share(at) * ACROSS;
    let near = |a: &CopyMark, b: &CopyMark| {
        let most = if a.good { CLOSE } else { CROSSES };
        a.good == b.good && x(b.captured) - x(a.captured) < most
    };
    let mut out = Marks::default();
    for run in copies.chunk_by(near) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if !first.good {
            out.bad.push((share(first.captured), share(last.captured)));
            continue;
        }
        let (start, begun, end) = (x(first.captured), x(last.captured), x(last.usable));
        for at in [start].into_iter().chain((begun - start >= CLOSE).then_some(begun)) {
            step(&mut out.ticks, 'M', at, ROW / 2.0 - TICK);
            step(&mut out.ticks, 'L', at, ROW / 2.0 + TICK);
        }
        if end > start {
            step(&mut out.bars, 'M', start, ROW / 2.0);
            step(&mut out.bars, 'L', end, ROW / 2.0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(captured: i64, usable: i64, good: bool) -> CopyMark {
        CopyMark { captured: Moment::from_seconds(captured), usable: Moment::from_seconds(usable), good }
    }

    fn drawn(copies: &[CopyMark]) -> Marks {
        marks(copies, |at| at.seconds() as f64 / 1_000.0)
    }

    #[test]
    fn a_copy_is_a_tick_and_a_bar() {
        let marks = drawn(&[copy(100, 130, true), copy(500, 500, true), copy(700, 720, false)]);
        assert_eq!(marks.ticks, "M100 5 L100 15 M500 5 L500 15");
        assert_eq!(marks.bars, "M100 10 L130 10", "what takes no time has no bar");
        assert_eq!(marks.bad, [(0.7, 0.7)]);
    }

    #[test]
    fn close_copies_are_one_bar_that_a_bad_one_opens() {
        let mut copies: Vec<CopyMark> = (0..300).map(|n| copy(n * 3, n * 3 + 1, true)).collect();
        assert_eq!(drawn(&copies).bars, "M0 10 L898 10");
        for bad in copies.iter_mut().skip(100).take(5) {
            bad.good = false;
        }
        let marks = drawn(&copies);
        assert_eq!(marks.bars, "M0 10 L298 10 M315 10 L898 10");
        assert_eq!(marks.bad, [(0.3, 0.312)]);
        assert!(marks.ticks.len() < 60, "{}", marks.ticks);
    }

    #[test]
    fn only_what_touches_the_stretch_is_drawn() {
        let all = [copy(900, 990, true), copy(0, 5, true), copy(5, 15, true), copy(101, 120, true)];
        let m = Moment::from_seconds;
        assert_eq!(within(&all, m(10), m(100)), [copy(5, 15, true)]);
    }
}
