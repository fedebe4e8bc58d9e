//! Points in the groups that a dialect judges apart, newest first.

use super::point::{KeepPoint, Status};
use super::policy::Policy;
use std::collections::BTreeMap;

/// What is sorted and gone through: a point without all that takes up room. A long list is read once for these, and then
/// no more; that is most of the time it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    pub(super) at: i64,
    pub(super) nanos: u32,
    pub(super) offset: i32,
    place: u32,
    pub(super) failed: bool,
    pub(super) protected: bool,
}

impl Stamp {
    fn of(place: u32, from: &KeepPoint) -> Stamp {
        Stamp {
            at: from.at,
            nanos: from.nanos,
            offset: from.offset_s,
            place,
            failed: from.status == Status::Failed,
            protected: from.protected,
        }
    }

    /// Place in the list of points.
    pub(super) fn point(self) -> usize {
        usize::try_from(self.place).unwrap_or(usize::MAX)
    }

    /// Seconds since 1970 on the point's own clock.
    pub(super) fn local(self) -> i64 {
        self.at + i64::from(self.offset)
    }

    /// The instant, to compare.
    pub(super) fn instant(self) -> (i64, u32) {
        (self.at, self.nanos)
    }
}

/// Which properties part points into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) host: bool,
    pub(super) paths: bool,
    pub(super) tags: bool,
    pub(super) name: bool,
}

impl Parted {
    /// All in one.
    pub(super) const NOT: Parted = Parted { host: false, paths: false, tags: false, name: false };
    /// By everything that a group has.
    pub(super) const BY_GROUP: Parted = Parted { host: true, paths: true, tags: false, name: true };

    fn key(self, point: &KeepPoint) -> Key<'_> {
        fn list(on: bool, texts: &[String]) -> Vec<&str> {
            let mut texts: Vec<&str> =
                if on { texts.iter().map(String::as_str).collect() } else { Vec::new() };
            texts.sort_unstable();
            texts
        }
        let group = &point.group;
        Key {
            host: if self.host { &group.host } else { "" },
            paths: list(self.paths, &group.paths),
            tags: list(self.tags, &point.tags),
            name: if self.name { &group.name } else { "" },
        }
    }

    /// Whether two points are in the same group for certain: spares most of them a key.
    fn surely_same(self, a: &KeepPoint, b: &KeepPoint) -> bool {
        let (a_group, b_group) = (&a.group, &b.group);
        (!self.host || same(&a_group.host, &b_group.host))
            && (!self.paths || same_list(&a_group.paths, &b_group.paths))
            && (!self.tags || same_list(&a.tags, &b.tags))
            && (!self.name || same(&a_group.name, &b_group.name))
    }
}

/// Equal texts. Empty ones are told by their length: to compare no bytes at no address costs some processors 0.1 µs, which
/// over a long list is most of the time.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

fn same_list(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// What the points of a group have in common; empty where the dialect does not part by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Key<'a> {
    /// Their host.
    pub host: &'a str,
    /// Their paths, sorted.
    pub paths: Vec<&'a str>,
    /// Their tags, sorted.
    pub tags: Vec<&'a str>,
    /// The rest of their group's name.
    pub name: &'a str,
}

/// Points that are judged together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot<'a> {
    /// What they have in common.
    pub key: Key<'a>,
    /// Places in the list of points, newest first; points of the same instant in the order in which they were given.
    pub points: Vec<usize>,
}

/// The groups that a dialect judges apart, sorted by host, paths, tags and name.
pub fn lots<'a>(policy: &Policy, points: &'a [KeepPoint]) -> Vec<Lot<'a>> {
    let parted = policy.parted();
    let lot = |stamps: Vec<Stamp>| {
        let first = stamps.first().and_then(|stamp| points.get(stamp.point()));
        Lot {
            key: first.map(|point| parted.key(point)).unwrap_or_default(),
            points: stamps.iter().map(|stamp| stamp.point()).collect(),
        }
    };
    sorted_lots(parted, points).into_iter().map(lot).collect()
}

/// All points, in their order.
pub(super) fn stamps(points: &[KeepPoint]) -> impl Iterator<Item = Stamp> {
    (0..).zip(points).map(|(place, point)| Stamp::of(place, point))
}

/// The groups, sorted; in each the newest first.
pub(super) fn sorted_lots(parted: Parted, points: &[KeepPoint]) -> Vec<Vec<Stamp>> {
    let stamps = stamps(points);
    let mut lots =
        if parted == Parted::NOT { vec![stamps.collect()] } else { parted_lots(parted, points, stamps) };
    for lot in &mut lots {
        // Most lists are in order already, and sorting what is in order takes no time.
        lot.sort_by_key(|stamp| std::cmp::Reverse(stamp.instant()));
    }
    lots
}

fn parted_lots(parted: Parted, points: &[KeepPoint], stamps: impl Iterator<Item = Stamp>) -> Vec<Vec<Stamp>> {
    let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut lots: Vec<Vec<Stamp>> = Vec::new();
    let mut before: Option<(&KeepPoint, usize)> = None;
    for (point, stamp) in points.iter().zip(stamps) {
        let place = match before {
            Some((last, place)) if parted.surely_same(last, point) => place,
            _ => *places.entry(parted.key(point)).or_insert_with(|| {
                lots.push(Vec::new());
                lots.len() - 1
            }),
        };
        before = Some((point, place));
        if let Some(lot) = lots.get_mut(place) {
            lot.push(stamp);
        }
    }
    places.into_values().filter_map(|place| lots.get_mut(place).map(std::mem::take)).collect()
}
