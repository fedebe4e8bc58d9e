//! Each dialect again, slowly and another way: periods by their names from another calendar, sets instead of counters.
//! One group, and only what the rules look at.

use chrono::{DateTime, Datelike, FixedOffset, Months, TimeDelta, Timelike};
use holdfast::retention::{KeepPoint, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Rules by the names of their periods, with a count each; -1 has no limit.
pub(crate) type Rules = BTreeMap<&'static str, i64>;

pub(crate) const FINE_TO_COARSE: [&str; 6] = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];

fn local(point: &KeepPoint) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(point.offset_s).unwrap();
    DateTime::from_timestamp(point.at, point.nanos).unwrap().with_timezone(&zone)
}

fn utc(point: &KeepPoint) -> DateTime<FixedOffset> {
    local(&KeepPoint { offset_s: 0, ..point.clone() })
}

fn name(time: DateTime<FixedOffset>, rule: &str) -> String {
    match rule {
        "last" => time.naive_local().and_utc().timestamp().to_string(),
        "hourly" => format!("{} {}", time.date_naive(), time.hour()),
        "daily" => time.date_naive().to_string(),
        "weekly" => format!("{:?}", time.iso_week()),
        "monthly" => format!("{}-{}", time.year(), time.month()),
        _ => time.year().to_string(),
    }
}

/// Places, newest first.
fn newest_first(points: &[KeepPoint]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| (points[*b].at, points[*b].nanos).cmp(&(points[*a].at, points[*a].nanos)));
    order
}

/// restic: for every rule by itself, the newest of each stretch of one name, cut to the count; the last of all if there is
/// room. Stretches and not sets of names: with clocks that differ a day may come twice.
pub(crate) fn restic(points: &[KeepPoint], rules: &Rules) -> BTreeSet<usize> {
    let order = newest_first(points);
    let mut kept = BTreeSet::new();
    for (rule, count) in rules.iter().filter(|(_, count)| **count != 0) {
        let mut firsts: Vec<usize> = Vec::new();
        for (n, place) in order.iter().enumerate() {
            let same =
                |other: &usize| name(local(&points[*place]), rule) == name(local(&points[*other]), rule);
            if *rule == "last" || n == 0 || !same(&order[n - 1]) {
                firsts.push(*place);
            }
        }
        let limit = if *count < 0 { usize::MAX } else { usize::try_from(*count).unwrap() };
        if firsts.len() < limit {
            firsts.extend(order.last());
        }
        kept.extend(firsts.into_iter().take(limit));
    }
    kept
}

/// Borg 1.4 and 2: a list of the archives that begin a stretch, without those that finer rules took.
pub(crate) fn borg(points: &[KeepPoint], rules: &Rules, second: bool) -> BTreeSet<usize> {
    let order = newest_first(points);
    let coarsest = FINE_TO_COARSE.iter().rfind(|rule| rules.contains_key(*rule));
    let mut kept = BTreeSet::new();
    for rule in FINE_TO_COARSE {
        let Some(count) = rules.get(rule).copied().filter(|count| *count != 0) else { continue };
        let names: Vec<String> =
            order
                .iter()
                .enumerate()
                .map(|(n, place)| {
                    if second && rule == "last" { n.to_string() } else { name(local(&points[*place]), rule) }
                })
                .collect();
        let begins = (0..order.len()).filter(|n| *n == 0 || names[*n] != names[n - 1]).map(|n| order[n]);
        let free: Vec<usize> = begins.filter(|place| !kept.contains(place)).collect();
        let limit = if count < 0 { usize::MAX } else { usize::try_from(count).unwrap() };
        let room = free.len() < limit;
        kept.extend(free.into_iter().take(limit));
        let oldest = if second { Some(&rule) == coarsest } else { count > 0 };
        if room && oldest {
            kept.extend(order.last());
        }
    }
    kept
}

/// Proxmox: one clock, so names are sets.
pub(crate) fn proxmox(points: &[KeepPoint], rules: &Rules) -> BTreeSet<usize> {
    let order = newest_first(points);
    let all = || (0..points.len()).collect();
    if rules.values().all(|count| *count == 0) {
        return all();
    }
    let mut kept = BTreeSet::new();
    let mut out: BTreeSet<usize> = all()
        .into_iter()
        .filter(|place: &usize| points[*place].protected || points[*place].status == Status::Failed)
        .collect();
    for rule in FINE_TO_COARSE {
        let count = usize::try_from(rules.get(rule).copied().unwrap_or(0)).unwrap();
        let of = |place: &usize| name(local(&points[*place]), rule);
        let covered: BTreeSet<String> = kept.iter().map(of).collect();
        let mut periods: Vec<String> = Vec::new();
        for place in order.iter().filter(|place| !covered.contains(&of(place))) {
            if kept.contains(place) || out.contains(place) {
                continue;
            }
            if periods.contains(&of(place)) {
                out.insert(*place);
            } else if periods.len() == count {
                break;
            } else {
                periods.push(of(place));
                kept.insert(*place);
            }
        }
    }
    kept.extend((0..points.len()).filter(|place| points[*place].protected));
    kept.extend(order.first().filter(|place| points[**place].status == Status::Failed));
    kept
}

/// Kopia: names as it writes them, in one set of texts.
pub(crate) fn kopia(points: &[KeepPoint], rules: &Rules) -> BTreeSet<usize> {
    let order = newest_first(points);
    let whole = |place: &&usize| points[**place].status == Status::Good;
    let mut kept: BTreeSet<usize> = (0..points.len()).filter(|place| points[*place].protected).collect();
    if rules.values().all(|count| *count == 0) {
        kept.extend(order.iter().filter(whole));
    }
    if let Some(newest) = order.iter().find(whole) {
        let newest = local(&points[*newest]);
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut used: BTreeMap<&str, i64> = BTreeMap::new();
        for (n, place) in order.iter().enumerate().filter(|(_, place)| whole(place)) {
            let (utc, local) = (utc(&points[*place]), local(&points[*place]));
            for rule in ["last", "yearly", "monthly", "weekly", "daily", "hourly"] {
                let count = rules.get(rule).copied().unwrap_or(0);
                let week = local.iso_week();
                let (name, from) = match rule {
                    "last" => (n.to_string(), None),
                    "yearly" => (utc.year().to_string(), Some(overflowing(newest, 12 * count))),
                    "monthly" => {
                        (format!("{}-{:02}", utc.year(), utc.month()), Some(overflowing(newest, count)))
                    }
                    "weekly" => (
                        format!("{}-{:02}", week.year(), week.week()),
                        Some(newest - TimeDelta::days(7 * count)),
                    ),
                    "daily" => (utc.date_naive().to_string(), Some(newest - TimeDelta::days(count))),
                    _ => (
                        format!("{} {:02}", utc.date_naive(), utc.hour()),
                        Some(newest - TimeDelta::hours(count)),
                    ),
                };
                let young = from.is_none_or(|from| local >= from);
                let used = used.entry(rule).or_default();
                if *used < count && young && !names.contains(&name) {
                    names.insert(name);
                    *used += 1;
                    kept.insert(*place);
                }
            }
        }
    }
    for (n, place) in order.iter().enumerate() {
        let age = local(&points[order[0]]) - local(&points[*place]);
        if points[*place].status == Status::Good || (n >= 3 && age >= TimeDelta::hours(4)) {
            break;
        }
        kept.insert(*place);
    }
    kept
}

/// Months before a time; what does not exist runs on into the next month.
fn overflowing(time: DateTime<FixedOffset>, months: i64) -> DateTime<FixedOffset> {
    let first = time.with_day(1).unwrap() - Months::new(u32::try_from(months).unwrap());
    first + TimeDelta::days(i64::from(time.day0()))
}

/// restic's windows, by adding the length to the point instead of taking it off the newest: only for days and hours, where
/// that is the same.
pub(crate) fn within(points: &[KeepPoint], now: i64, days: i64, hours: i64) -> BTreeSet<usize> {
    let past = points.iter().filter(|point| point.at < now);
    let Some(newest) = past.map(|point| (point.at, point.nanos)).max() else {
        return (0..points.len()).collect();
    };
    let young =
        |place: &usize| (points[*place].at + days * 86_400 + hours * 3_600, points[*place].nanos) > newest;
    (0..points.len()).filter(young).collect()
}
