//! What is written into the drawing of a distribution.

use super::LossShares;
use super::distribution::{SEEN, TALL, whole};
use super::place::place;
use super::plan::{Anchor, GAP, GUTTER_DX, Label, MIDDLE, Role, Show, Widths, limit_words};
use super::share::{Curve, of_hundred};
use crate::units::{Duration, NBSP};

/// Base line of the limit's label, above that of the worst.
const LIMIT_Y: f64 = -28.0;
const WORST_Y: f64 = -13.0;

/// A point of the line with a dot: loss, share, and its words if it has any of its own.
pub(super) struct Point {
    pub(super) loss: Duration,
    pub(super) share: f64,
    words: Option<String>,
}

/// The worst, 95 of 100, the mean, and where the line passes the limit.
pub(super) fn points(of: &LossShares, curve: &Curve) -> Vec<Point> {
    let point = |loss, share, words| Point { loss, share, words };
    let worst = of.worst.map(|loss| point(loss, curve.reached(), Some(format!("worst {loss}"))));
    let most = curve.at(0.95).map(whole).filter(|most| Some(*most) != of.worst);
    let most = most.map(|loss| point(loss, 0.95, Some(format!("95{NBSP}of{NBSP}100: {loss}"))));
    let at = |loss: Duration| curve.within(loss.seconds() as f64);
    let mean = of.mean.map(|loss| point(loss, at(loss), Some(format!("mean {loss}"))));
    let limit = of.limit.filter(|limit| limit.seconds() as f64 <= curve.end());
    let limit = limit.map(|loss| point(loss, at(loss), None));
    [worst, most, mean, limit].into_iter().flatten().collect()
}

/// All labels of a plot that ends at `top` seconds, with a band of `gone` pixels in which nothing is left.
pub(super) fn labels(of: &LossShares, curve: &Curve, top: i64, gone: f64, widths: Widths) -> Vec<Label> {
    let share = |at: Duration| at.seconds() as f64 / top as f64;
    let mut labels: Vec<Label> = [(4, "100 of 100"), (3, "75"), (2, "50"), (1, "25"), (0, "0")]
        .into_iter()
        .map(|(quarter, words)| (TALL * (1.0 - f64::from(quarter) / 4.0), words))
        .map(|(y, words)| Label::new(1.0, y + MIDDLE, Anchor::Start).dx(GUTTER_DX).words(words))
        .collect();
    if let Some(limit) = of.limit {
        let arrow = if limit.seconds() > top { "\u{a0}→" } else { "" };
        let within = format!(": {}", of_hundred(curve.within(limit.seconds() as f64)));
        let words = format!("{}{within}{arrow}", limit_words(limit, false));
        let at = |anchor, dx| {
            let label = Label::new(share(limit).min(1.0), LIMIT_Y, anchor).dx(dx).role(Role::Limit);
            label.words(&words).run("\u{a0}within", false, Show::Wide)
        };
        let around = [at(Anchor::Start, -GAP), at(Anchor::Middle, 0.0), at(Anchor::End, GAP)];
        place(&mut labels, &around, widths, |[_, right, ..], width| right <= width + 60.0);
    }
    // A box is free where the line, which only rises, does not pass through it.
    let y = |px: f64, width: f64| TALL * (1.0 - curve.within(px / width * top as f64));
    let free = |[l, r, t, b]: [f64; 4], width: f64| {
        let passes = y(r + 3.0, width) < b + 2.0 && y(l - 3.0, width) > t - 2.0;
        r <= width + 60.0 && b <= TALL && !passes
    };
    if gone >= SEEN {
        let words = format!("nothing left: {}", of_hundred(of.gone));
        let at = |x, y, anchor| Label::new(x, y, anchor).role(Role::Inside).strong(&words);
        let middle = gone / 2.0 + MIDDLE;
        let inside = [at(0.02, middle, Anchor::Start), at(0.5, middle, Anchor::Middle)];
        let below = at(0.02, gone + 14.0, Anchor::Start);
        let around: Vec<Label> = inside.into_iter().filter(|_| gone >= 18.0).chain([below]).collect();
        place(&mut labels, &around, widths, free);
    }
    for point in points(of, curve) {
        let Some(words) = point.words else { continue };
        let (x, y) = (share(point.loss), TALL * (1.0 - point.share));
        let at = |anchor, dx: f64, y: f64| Label::new(x, y, anchor).dx(dx).role(Role::Inside).strong(&words);
        let (left, right) = (-GAP - 2.0, GAP + 2.0);
        let around = [
            at(Anchor::End, GAP, y + WORST_Y),
            at(Anchor::Start, right, y + 14.0),
            at(Anchor::End, left, y - 5.0),
            at(Anchor::Start, right, y + MIDDLE),
            at(Anchor::End, left, y + MIDDLE),
            at(Anchor::Middle, 0.0, y + WORST_Y),
            at(Anchor::End, left, y + 18.0),
            at(Anchor::Start, right, y - 10.0),
        ];
        // Only the worst stands above its dot before anything else is tried: the others have room beside the line.
        let worst = Some(point.loss) == of.worst;
        place(&mut labels, around.get(usize::from(!worst)..).unwrap_or_default(), widths, free);
    }
    labels
}
