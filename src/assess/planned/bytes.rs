//! What kept points take: now, week by week through the time ahead, and in money.

use super::Subject;
use super::ground::Ground;
use crate::cost::{Growth, cost_per_month, distinct_bytes};
use crate::retention::{Dialect, KeepPoint};
use crate::system::{Component, ProtectionKind, Setup};
use crate::units::{Bytes, Money};

const DAY: i64 = 86_400;
/// Seconds in a month of 730 h.
const MONTH: f64 = 730.0 * 3_600.0;

/// Bytes and money.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// From now on, one a week, and the end: the instant, and what is kept then.
    pub points: Vec<(i64, Bytes)>,
    /// What a month costs at today's bytes; `None` without a price.
    pub a_month: Option<Money>,
    /// What a month costs at the bytes of the end.
    pub a_month_then: Option<Money>,
    /// What the time from now to the end costs.
    pub together: Option<Money>,
    /// What copies have in common is counted once, since the tool stores it once.
    pub once: bool,
}

impl Space {
    /// What is kept now.
    pub fn now(&self) -> Bytes {
        self.points.first().map_or_else(|| Bytes::rounded(0.0), |(_, bytes)| *bytes)
    }

    /// What is kept at the end of the time looked at.
    pub fn then(&self) -> Bytes {
        self.points.last().map_or_else(|| Bytes::rounded(0.0), |(_, bytes)| *bytes)
    }
}

/// How a point adds to what is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weighs {
    /// Each is a whole copy.
    Whole,
    /// The first is whole, each further one is what changed since the one before it.
    Common,
    /// Snapshots beside the live data: each is what changed until the next.
    Changes,
}

/// What it takes ("recovery mathematics", section 2(f)). `None` where the size of the data, or how much of it changes, is not
/// known, and for chains of fulls and increments, of which a description says more.
pub fn space(
    subject: &Subject<'_>,
    setup: &Setup,
    ground: &Ground,
    gone: &[Option<i64>],
    dialect: Dialect,
) -> Option<Space> {
    let (component, protection) = subject.of?;
    let weighs = match dialect {
        _ if dialect.deduplicates() => Weighs::Common,
        Dialect::Sanoid => Weighs::Changes,
        _ if protection.kind.is_chain() || protection.kind == ProtectionKind::Logs => return None,
        _ => Weighs::Whole,
    };
    let size = size(component)?;
    let rate = component.changes.map(|changes| changes.a_day.count() as f64 / DAY as f64);
    if weighs != Weighs::Whole && rate.is_none() {
        return None;
    }
    let ratio =
        setup.ratio_tenths.filter(|tenths| *tenths > 0).map_or(1.0, |tenths| f64::from(tenths) / 10.0);
    let places = protection.locations.known().map_or(1, |at| at.len().max(1)) as f64;
    let held: Vec<(&KeepPoint, i64)> =
        ground.points.iter().zip(gone).map(|(point, gone)| (point, gone.unwrap_or(i64::MAX))).collect();
    let at = |moment: i64| {
        let mut there = held
            .iter()
            .filter(|(point, gone)| point.at <= moment && moment < *gone)
            .map(|(point, _)| point.at);
        let full = |at: i64| size.0.size(size.1, at - ground.now);
        let bytes: f64 = match weighs {
            Weighs::Whole => there.map(full).sum(),
            Weighs::Common | Weighs::Changes => {
                let taken: Vec<i64> = there.by_ref().collect();
                let ends = taken.iter().skip(1).copied().chain([moment]);
                let gaps: Vec<f64> = taken.iter().zip(ends).map(|(at, next)| (next - at) as f64).collect();
                // Of data in common the last gap, until now, is in no copy yet.
                let counted =
                    if weighs == Weighs::Common { gaps.len().saturating_sub(1) } else { gaps.len() };
                let change =
                    |gap: &f64| distinct_bytes(full(moment), rate.unwrap_or(0.0), *gap).unwrap_or(0.0);
                let whole = taken.last().filter(|_| weighs == Weighs::Common).map_or(0.0, |at| full(*at));
                whole + gaps.iter().take(counted).map(change).sum::<f64>()
            }
        };
        bytes / ratio * places
    };
    let weeks = (ground.now..ground.until).step_by(usize::try_from(7 * DAY).unwrap_or(usize::MAX));
    let exact: Vec<(i64, f64)> = weeks.chain([ground.until]).map(|moment| (moment, at(moment))).collect();
    let price = setup.tb_month.map(|price| price.as_f64() / 1_000.0);
    let month = |bytes: f64| price.map(|price| Money::rounded(cost_per_month(bytes, price)));
    // From week to week as a straight line.
    let byte_seconds: f64 = exact
        .windows(2)
        .filter_map(|pair| match pair {
            [(from, before), (to, after)] => Some((before + after) / 2.0 * (to - from) as f64),
            _ => None,
        })
        .sum();
    Some(Space {
        a_month: exact.first().and_then(|(_, bytes)| month(*bytes)),
        a_month_then: exact.last().and_then(|(_, bytes)| month(*bytes)),
        together: price.map(|price| Money::rounded(cost_per_month(byte_seconds / MONTH, price))),
        points: exact.into_iter().map(|(moment, bytes)| (moment, Bytes::rounded(bytes))).collect(),
        once: weighs == Weighs::Common,
    })
}

/// How the data grows, and how large it is now.
fn size(component: &Component) -> Option<(Growth, f64)> {
    let a_month = component.grows.map_or(0.0, |grows| grows.count() as f64);
    Some((Growth::Linear { rate: a_month / MONTH }, component.size?.count() as f64))
}
