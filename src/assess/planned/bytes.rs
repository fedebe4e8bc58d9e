//! What kept points take: now, at most, on average and week by week through the time ahead, and in money.

use super::Subject;
use super::ground::Ground;
use super::shelf::{Shelf, Weighs};
use crate::cost::{Growth, cost_per_month};
use crate::retention::Dialect;
use crate::system::{Component, ProtectionKind, Setup};
use crate::units::{Bytes, Money};

const DAY: i64 = 86_400;
/// Seconds in a month of 730 h.
const MONTH: i64 = 730 * 3_600;

/// Bytes and money.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// From now on, one a week, and the end: the instant, and what is kept then.
    pub points: Vec<(i64, Bytes)>,
    /// The most there is from now to the end, when that is first reached, and how many copies there are then. A copy takes its
    /// room from its start, and what it pushes out goes later: so there is more between these than before and after.
    pub peak: Peak,
    /// On average from now to the end.
    pub mean: Bytes,
    /// What the coming month costs; `None` without a price.
    pub a_month: Option<Money>,
    /// What a month costs at the bytes of the end.
    pub a_month_then: Option<Money>,
    /// What the time from now to the end costs.
    pub together: Option<Money>,
    /// What copies have in common is counted once, since the tool stores it once.
    pub once: bool,
}

/// The fullest moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peak {
    /// When it is first reached, in seconds since 1970, UTC.
    pub at: i64,
    /// What is kept then.
    pub bytes: Bytes,
    /// How many copies.
    pub copies: usize,
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
    let shelf = Shelf::new(weighs, size, ground.now, rate.unwrap_or(0.0));
    let held = ground.points.iter().zip(gone).map(|(point, gone)| (point.at, gone.unwrap_or(i64::MAX)));
    let weeks = (ground.now..ground.until).step_by(usize::try_from(7 * DAY).unwrap_or(usize::MAX));
    let month = (ground.now + MONTH).min(ground.until);
    let through = through(shelf, held.collect(), weeks.chain([month, ground.until]).collect(), ground);
    let of = |bytes: f64| Bytes::rounded(bytes / ratio * places);
    let price = setup.tb_month.map(|price| price.as_f64() / 1_000.0);
    let cost = |bytes: f64| price.map(|price| Money::rounded(cost_per_month(bytes / ratio * places, price)));
    let is_week = |at: i64| (at - ground.now) % (7 * DAY) == 0 || at == ground.until;
    let last = through.stops.last()?;
    let first_month = through.stops.iter().find(|stop| stop.at == month)?;
    let (peak_at, peak, copies) = through.peak;
    Some(Space {
        peak: Peak { at: peak_at, bytes: of(peak), copies },
        mean: of(last.mean),
        a_month: cost(first_month.mean),
        a_month_then: cost(last.bytes),
        together: cost(last.mean * (last.at - ground.now) as f64 / MONTH as f64),
        points: through
            .stops
            .iter()
            .filter(|stop| is_week(stop.at))
            .map(|stop| (stop.at, of(stop.bytes)))
            .collect(),
        once: weighs == Weighs::Common,
    })
}

/// A moment at which the bytes are wanted.
struct Stop {
    at: i64,
    bytes: f64,
    /// On average from now until then; now, what is there.
    mean: f64,
}

struct Through {
    stops: Vec<Stop>,
    /// When there is most, how much, how many copies.
    peak: (i64, f64, usize),
}

/// Goes through the time looked at, from one change to the next: `held` are the starts and ends of copies, `stops` the moments
/// wanted. Between two changes bytes go in a straight line.
fn through(mut shelf: Shelf, held: Vec<(i64, i64)>, mut stops: Vec<i64>, ground: &Ground) -> Through {
    let ahead = |at: &i64| (ground.now + 1..=ground.until).contains(at);
    for (at, _) in held.iter().filter(|(at, gone)| *at <= ground.now && ground.now < *gone) {
        shelf.add(*at);
    }
    // What comes and goes at once takes nothing.
    let held: Vec<(i64, i64)> =
        held.into_iter().filter(|(at, gone)| gone > at && *gone > ground.now).collect();
    let mut starts: Vec<i64> = held.iter().map(|(at, _)| *at).filter(ahead).collect();
    let mut ends: Vec<(i64, i64)> =
        held.iter().map(|(at, gone)| (*gone, *at)).filter(|(gone, _)| ahead(gone)).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    stops.sort_unstable();
    stops.dedup();
    let mut moments: Vec<i64> =
        stops.iter().chain(&starts).copied().chain(ends.iter().map(|(gone, _)| *gone)).collect();
    moments.sort_unstable();
    moments.dedup();
    let (mut starts, mut ends, mut stops) =
        (starts.into_iter().peekable(), ends.into_iter().peekable(), stops.into_iter().peekable());
    let mut before = (ground.now, shelf.bytes(ground.now));
    let mut peak = (ground.now, before.1, shelf.copies());
    let (mut byte_seconds, mut out) = (0.0, Vec::new());
    for at in moments {
        let until = shelf.bytes(at);
        byte_seconds += f64::midpoint(before.1, until) * (at - before.0) as f64;
        if until > peak.1 {
            peak = (at, until, shelf.copies());
        }
        while let Some((_, taken)) = ends.next_if(|(gone, _)| *gone <= at) {
            shelf.remove(taken);
        }
        while let Some(taken) = starts.next_if(|start| *start <= at) {
            shelf.add(taken);
        }
        let bytes = shelf.bytes(at);
        if bytes > peak.1 {
            peak = (at, bytes, shelf.copies());
        }
        before = (at, bytes);
        if stops.next_if_eq(&at).is_some() {
            let passed = (at - ground.now) as f64;
            out.push(Stop { at, bytes, mean: if passed > 0.0 { byte_seconds / passed } else { bytes } });
        }
    }
    Through { stops: out, peak }
}

/// How the data grows, and how large it is now.
fn size(component: &Component) -> Option<(Growth, f64)> {
    let a_month = component.grows.map_or(0.0, |grows| grows.count() as f64);
    Some((Growth::Linear { rate: a_month / MONTH as f64 }, component.size?.count() as f64))
}
