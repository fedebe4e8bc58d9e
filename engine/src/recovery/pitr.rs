//! Bases and logs: how far a restore gets, and with what chance.

use super::cycle::Cycle;
use super::limits::{MAX_RUNS, MAX_SHARES, NEGLIGIBLE};
use super::odds::Odds;
use super::open::{Event, Open, events};
use super::protection::Log;
use super::question::Point;
use super::track::{Chance, Says, Track};

/// The streams of logs of one protection.
#[derive(Debug, Clone)]
pub(super) struct Logs {
    streams: Vec<Log>,
    /// Nothing that arrived in this many seconds before the failure is any good.
    unnoticed: i64,
}

/// A log segment that has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segment {
    /// It holds every write before this.
    pub(super) end: i64,
    pub(super) usable: i64,
}

impl Logs {
    pub(super) fn new(streams: &[Log], unnoticed: i64) -> Logs {
        Logs { streams: streams.to_vec(), unnoticed }
    }

    /// The log end that reaches furthest of those arrived by `t`, inclusive. Logs have always been shipped, so there is
    /// one as soon as there is a stream.
    pub(super) fn newest(&self, t: i64) -> Option<Segment> {
        let of = |log: &Log| {
            let end = t
                - (t - log.offset - log.ship - self.unnoticed).rem_euclid(log.period)
                - log.ship
                - self.unnoticed;
            Segment { end, usable: end + log.ship }
        };
        self.streams.iter().map(of).max_by_key(|segment| (segment.end, -segment.usable))
    }

    /// The first arrival at `t` or later of a log end at `least` or later, as (arrival, segment).
    pub(super) fn next(&self, t: i64, least: i64) -> Option<(i64, Segment)> {
        let of = |log: &Log| {
            let wait = log.ship + self.unnoticed;
            let after = least.max(t - wait);
            let end = after + (log.offset - after).rem_euclid(log.period);
            (end + wait, Segment { end, usable: end + log.ship })
        };
        self.streams.iter().map(of).min_by_key(|(arrival, segment)| (*arrival, -segment.end))
    }

    /// Every arrival in `(from, to)`, in order. `None`: too many.
    fn arrivals(&self, from: i64, to: i64) -> Option<Vec<i64>> {
        let mut all = Vec::new();
        for log in &self.streams {
            let first = from + 1 + (log.offset + log.ship + self.unnoticed - from - 1).rem_euclid(log.period);
            let count = usize::try_from((to - 1 - first).div_euclid(log.period) + 1).unwrap_or(0);
            if count + all.len() > usize::try_from(MAX_RUNS).unwrap_or(usize::MAX) {
                return None;
            }
            all.extend((0_i64..).take(count).map(|n| first + n * log.period));
        }
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}

/// After a physical failure: the newest log end `e` if some good base is consistent at or before it, or a newer base alone.
///
/// With bases newer than `e` first, each good with chance `q`, and `m` bases at or before `e`: `P(e) = (1-q)^newer
/// (1 - (1-q)^m)`, and beyond that nothing is left. `None` when there are too many chances to list.
pub(super) fn physical(cycle: &Cycle, logs: &Logs, q: f64, from: i64, to: i64) -> Option<Track> {
    let odds = Odds::stand_alone(q);
    let mut track = Track::empty(cycle.repeat, from);
    let mut open = Open::new(cycle, &odds, from);
    let changes = events(cycle, &odds, from, to);
    let mut changes = changes.chunk_by(|a, b| a.at == b.at).peekable();
    let mut arrivals = logs.arrivals(from, to)?.into_iter().peekable();
    let first = |group: &&[Event]| group.first().map(|event| event.at);
    let (mut at, mut work) = (from, 0_usize);
    while at < to {
        let change = changes.peek().and_then(first);
        let end = [change, arrivals.peek().copied(), Some(to)].into_iter().flatten().fold(to, i64::min);
        let segment = logs.newest(at).map(|segment| segment.end);
        if q >= 1.0 {
            let newest = open.newest().map(|base| segment.map_or(base, |end| base.max(end)));
            track.push_certain(end, newest.map(Point::At));
        } else {
            track.push(end, |chances| along_logs(&open, segment, q, chances, &mut work))?;
        }
        if change == Some(end) {
            changes.next().into_iter().flatten().for_each(|event| open.apply(event));
        }
        arrivals.next_if_eq(&end);
        at = end;
    }
    Some(track.without_seam())
}

fn along_logs(
    open: &Open<'_>,
    segment: Option<i64>,
    q: f64,
    chances: &mut Vec<Chance>,
    work: &mut usize,
) -> Option<Says> {
    if open.is_empty() {
        return Some(Says::NOTHING);
    }
    let odds = Odds::stand_alone(q);
    let (mut below, mut newer) = (1.0, 0);
    for (capture, _, seen) in open.newest_first() {
        *work += seen;
        if *work > MAX_SHARES {
            return None;
        }
        if segment.is_some_and(|end| capture <= end) || below < NEGLIGIBLE {
            break;
        }
        chances.push(Chance { point: Point::At(capture), newest: below * q, below: below * (1.0 - q) });
        below *= 1.0 - q;
        newer += 1;
    }
    let (count, _) = open.counts();
    let none = if open.endless { 0.0 } else { odds.none((count, 0)) };
    let oldest = open.oldest().filter(|_| !open.endless);
    let reached = segment.filter(|end| oldest.is_none_or(|oldest| oldest <= *end));
    let Some(end) = reached.map(Point::At) else {
        let oldest = oldest.map(Point::At);
        return Some(Says { none, oldest, sure: false, endless: open.endless });
    };
    let all_bad = if open.endless { 0.0 } else { odds.none((count - newer, 0)) };
    if below >= NEGLIGIBLE {
        chances.push(Chance { point: end, newest: below * (1.0 - all_bad), below: below * all_bad });
    }
    Some(Says { none, oldest: Some(end), sure: open.endless, endless: false })
}

/// With logical damage: to just before it, loss 0, if any open base is good, with chance `1 - (1-q)^m`.
pub(super) fn logical(cycle: &Cycle, q: f64, from: i64, to: i64) -> Track {
    let odds = Odds::stand_alone(q);
    let mut track = Track::empty(cycle.repeat, from);
    let mut open = Open::new(cycle, &odds, from);
    let mut say = |open: &Open<'_>, to: i64| {
        let none = if open.endless { 0.0 } else { odds.none(open.counts()) };
        if open.is_empty() || none == 0.0 {
            track.push_certain(to, (!open.is_empty()).then_some(JUST_BEFORE));
            return;
        }
        track.push(to, |chances| {
            chances.push(Chance { point: JUST_BEFORE, newest: 1.0 - none, below: none });
            Some(Says { none, oldest: Some(JUST_BEFORE), sure: false, endless: false })
        });
    };
    for group in events(cycle, &odds, from, to).chunk_by(|a, b| a.at == b.at) {
        if let Some(first) = group.first() {
            say(&open, first.at);
        }
        group.iter().for_each(|event| open.apply(event));
    }
    say(&open, to);
    track.without_seam()
}

/// All writes until the damage.
const JUST_BEFORE: Point = Point::Behind(0);
