//! `zfs list -t snapshot -Hp -o name,creation,used`: a line per snapshot, parted by tabs. A snapshot is there at once.

use crate::import::SizeKind;
use crate::import::basket::{Basket, Draft, size};
use crate::import::loose::Count;
use crate::import::time::{When, read_or_epoch};

/// What no list of ZFS says.
const SAME_POOL: &str = "A ZFS snapshot lies on the pool that it protects: it is lost with the pool.";

pub(in crate::import) fn knows(line: &str) -> bool {
    let mut fields = line.split('\t');
    let (name, creation) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
    let whole = creation.len() >= 9 && creation.bytes().all(|byte| byte.is_ascii_digit());
    name.contains('@') && whole && !line.contains('"')
}

pub(in crate::import) fn read(line: &str, basket: &mut Basket) {
    let mut fields = line.split('\t');
    let (name, creation, used) = (fields.next(), fields.next(), fields.next());
    let name = name.unwrap_or_default();
    let Some((dataset, _)) = name.split_once('@') else {
        basket.skip(name, "It is not a snapshot: a snapshot has an @ in its name.");
        return;
    };
    let created = creation.map_or(When::Missing, read_or_epoch);
    let used = Count(used.and_then(|used| used.trim().parse().ok()));
    basket.note(SAME_POOL);
    basket.add(Draft {
        id: name,
        group: dataset,
        captured: created.clone(),
        usable: created,
        size: size(used.bytes(), SizeKind::Unique),
        ..Draft::default()
    });
}
