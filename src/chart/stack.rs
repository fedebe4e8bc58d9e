//! Sizes that add up, over time.

use super::StorageSeries;
use super::number::Px;
use super::path::ACROSS;
use crate::units::{Arrange, Moment};

/// Most layers drawn by themselves; the smallest of more are one.
pub(super) const LAYERS: usize = 6;
/// Most steps of an outline: with more, each column has its highest moment.
const COLUMNS: f64 = 500.0;

/// One layer: a name and its bytes at each moment of the stack.
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) bytes: Vec<u64>,
}

/// Layers from the bottom up, the largest at the end first.
pub(super) struct Stack {
    pub(super) from: Moment,
    pub(super) to: Moment,
    /// In order, from `from` on.
    pub(super) moments: Vec<Moment>,
    pub(super) layers: Vec<Layer>,
    /// All together at each moment.
    pub(super) total: Vec<u64>,
}

/// The bytes of a series at a moment: those of its last point up to then.
pub(super) fn bytes_at(points: &[(Moment, u64)], at: Moment) -> u64 {
    let after = points.partition_point(|(moment, _)| *moment <= at);
    after.checked_sub(1).and_then(|last| points.get(last)).map_or(0, |(_, bytes)| *bytes)
}

impl Stack {
    pub(super) fn new(series: &[StorageSeries], from: Moment, to: Moment) -> Stack {
        let to = to.max(from.plus(1));
        let mut series: Vec<StorageSeries> = series.to_vec();
        series.iter_mut().for_each(|one| one.points.arrange_by_key(|(at, _)| *at));
        let mut moments: Vec<Moment> =
            series.iter().flat_map(|s| s.points.iter().map(|(at, _)| *at)).collect();
        moments.extend([from, to]);
        moments.retain(|at| from <= *at && *at <= to);
        moments.arrange_by_key(|at| *at);
        moments.dedup();
        let layer = |s: StorageSeries| Layer {
            bytes: moments.iter().map(|at| bytes_at(&s.points, *at)).collect(),
            name: s.name,
        };
        let mut layers: Vec<Layer> = series.into_iter().map(layer).collect();
        let size = |layer: &Layer| (layer.bytes.last().copied(), layer.bytes.iter().max().copied());
        layers.arrange_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.name.cmp(&b.name)));
        if layers.len() > LAYERS {
            let rest = layers.split_off(LAYERS - 1);
            let name = format!("{} others", rest.len());
            layers.push(Layer { name, bytes: sums(&rest, moments.len()) });
        }
        let total = sums(&layers, moments.len());
        Stack { from, to, moments, layers, total }
    }

    /// How far across a moment lies, 0 to 1.
    pub(super) fn share(&self, at: Moment) -> f64 {
        let long = self.to.seconds().saturating_sub(self.from.seconds()).max(1);
        (at.seconds().saturating_sub(self.from.seconds()) as f64 / long as f64).clamp(0.0, 1.0)
    }

    /// The first moment of the largest total.
    pub(super) fn peak(&self) -> Option<(Moment, u64)> {
        let pairs = self.moments.iter().copied().zip(self.total.iter().copied());
        pairs.reduce(|most, next| if next.1 > most.1 { next } else { most })
    }

    /// The first moment at which it is all more than `capacity`.
    pub(super) fn above(&self, capacity: u64) -> Option<Moment> {
        self.moments.iter().zip(&self.total).find(|(_, total)| **total > capacity).map(|(at, _)| *at)
    }

    /// All together at the last moment.
    pub(super) fn end(&self) -> u64 {
        self.total.last().copied().unwrap_or(0)
    }

    /// The upper edge of the lowest `count` layers, over a plot [`ACROSS`] wide and `tall` high that ends at `top` bytes.
    pub(super) fn edge(&self, count: usize, top: u64, tall: f64) -> String {
        let reach = sums(self.layers.get(..count).unwrap_or(&self.layers), self.moments.len());
        let mut d = String::new();
        let mut level = String::new();
        for (at, bytes) in self.columns(&reach) {
            let next = Px(tall * (1.0 - (bytes as f64 / top.max(1) as f64).min(1.0))).to_string();
            if d.is_empty() {
                d = format!("M0 {next}");
            } else if next != level {
                d.push_str(&format!("H{}V{next}", Px(at * ACROSS)));
            }
            level = next;
        }
        d + &format!("H{}", Px(ACROSS))
    }

    /// The area below that edge, down to the base.
    pub(super) fn area(&self, count: usize, top: u64, tall: f64) -> String {
        self.edge(count, top, tall) + &format!("V{}H0Z", Px(tall))
    }

    /// Steps as (share across, bytes): one for each moment, or where they are many the highest of each column.
    fn columns(&self, reach: &[u64]) -> Vec<(f64, u64)> {
        let places: Vec<(f64, u64)> =
            self.moments.iter().map(|at| self.share(*at)).zip(reach.iter().copied()).collect();
        if places.len() as f64 <= COLUMNS {
            return places;
        }
        let column = |x: f64| (x * COLUMNS).floor();
        let highest = |run: &[(f64, u64)]| {
            let first = run.first().map_or(0.0, |(x, _)| column(*x) / COLUMNS);
            (first, run.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0))
        };
        places.chunk_by(|a, b| column(a.0) == column(b.0)).map(highest).collect()
    }
}

fn sums(layers: &[Layer], count: usize) -> Vec<u64> {
    let at = |n: usize| {
        layers.iter().filter_map(|layer| layer.bytes.get(n)).fold(0_u64, |sum, b| sum.saturating_add(*b))
    };
    (0..count).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m(day: i64) -> Moment {
        Moment::from_seconds(day * 86_400)
    }

    fn series(name: &str, points: &[(i64, u64)]) -> StorageSeries {
        StorageSeries { name: name.to_owned(), points: points.iter().map(|(d, b)| (m(*d), *b)).collect() }
    }

    #[test]
    fn layers_hold_their_value_and_add_up() {
        let stack = Stack::new(&[series("a", &[(0, 10), (5, 30)]), series("b", &[(2, 50)])], m(0), m(10));
        assert_eq!(stack.total, [10, 60, 80, 80]);
        assert_eq!(
            stack.layers.iter().map(|l| l.name.as_str()).collect::<Vec<_>>(),
            ["b", "a"],
            "the largest below"
        );
        assert_eq!((stack.peak(), stack.above(60)), (Some((m(5), 80)), Some(m(5))));
        assert_eq!(stack.area(1, 100, 100.0), "M0 100H200V50H1000V100H0Z");
        assert_eq!(stack.area(2, 100, 100.0), "M0 90H200V40H500V20H1000V100H0Z");
    }

    #[test]
    fn many_moments_keep_the_peak_and_many_layers_are_one() {
        let points: Vec<(i64, u64)> = (0..5_000).map(|n| (n, if n == 3_333 { 99 } else { 50 })).collect();
        let mut all: Vec<StorageSeries> = (0..9).map(|n| series(&format!("s{n}"), &[(0, n)])).collect();
        all.push(series("long", &points));
        let stack = Stack::new(&all, m(0), m(5_000));
        assert_eq!(stack.layers.len(), LAYERS);
        assert_eq!(stack.layers.last().unwrap().name, "5 others");
        assert_eq!(stack.peak(), Some((m(3_333), 99 + 36)));
        assert!(stack.area(1, 100, 100.0).contains("V1H"), "{}", stack.area(1, 100, 100.0));
    }

    #[test]
    fn nothing_and_too_much_do_not_panic() {
        let empty = Stack::new(&[], m(3), m(3));
        assert_eq!((empty.end(), empty.peak().map(|(_, b)| b)), (0, Some(0)));
        let much = Stack::new(&[series("a", &[(0, u64::MAX)]), series("b", &[(0, u64::MAX)])], m(0), m(1));
        assert_eq!(much.end(), u64::MAX);
    }
}
