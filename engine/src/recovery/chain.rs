//! Fulls and the increments that need them: when each is usable, and how long it is pinned.

use super::cycle::{Level, Made, Slot, alone};

/// The restore points of a chain, in the order of `made`, which is by start with fulls first. `gone` says when
/// retention alone would let go of each run. Increments with no full before them are left out.
///
/// - usable: once the run itself and every run it needs are there;
/// - gone: when retention has let go of the run itself and of every run that needs it (pinning).
pub(super) fn linked(
    made: &[Made],
    gone: &[Option<i64>],
    repeat: Option<i64>,
    incremental: bool,
) -> Vec<Slot> {
    let Some(first) = made.iter().position(|made| made.level == Level::Full) else { return Vec::new() };
    // From the first full on; in a pattern that repeats, what comes before it belongs to the last full of the period
    // before, or just as well to this period's last full a period later.
    let wrapped = if repeat.is_some() { first } else { 0 };
    let order = made.iter().zip(gone).skip(first).map(|pair| (pair, 0));
    let order = order.chain(made.iter().zip(gone).take(wrapped).map(|pair| (pair, repeat.unwrap_or(0))));

    let mut slots: Vec<(Slot, i64)> = Vec::with_capacity(made.len());
    let (mut full, mut usable, mut place) = (0, 0, 0);
    for ((made, gone), later) in order {
        let own = made.usable + later;
        match made.level {
            Level::Full => (full, usable, place) = (made.start + later, own, 0),
            Level::Increment => place += 1,
        }
        let ready = own.max(usable);
        if incremental {
            usable = ready;
        }
        let slot = Slot {
            usable: ready - later,
            level: made.level,
            place,
            since_full: made.start + later - full,
            ..alone(made, *gone)
        };
        slots.push((slot, later));
    }
    // Back from the newest: how long the runs seen so far keep their full, or all older links.
    let mut pinned: Option<Option<i64>> = None;
    for (slot, later) in slots.iter_mut().rev() {
        let own = slot.gone.map(|gone| gone + *later);
        let pins = pinned.map_or(own, |pinned| later_of(own, pinned));
        if incremental || slot.level == Level::Full {
            slot.gone = pins.map(|gone| gone - *later);
        }
        pinned = (slot.level == Level::Increment).then_some(pins);
    }
    let mut slots: Vec<Slot> = slots.into_iter().map(|(slot, _)| slot).collect();
    slots.rotate_right(wrapped);
    slots
}

/// The later of two instants, where `None` is never.
fn later_of(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    Some(one?.max(other?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(start: i64, usable: i64, level: Level) -> Made {
        Made { start, duration: usable - start, usable, level }
    }

    fn times(slots: &[Slot]) -> Vec<(i64, i64, Option<i64>, u32, i64)> {
        slots.iter().map(|s| (s.start, s.usable, s.gone, s.place, s.since_full)).collect()
    }

    #[test]
    fn links_wait_for_their_full_and_keep_it() {
        let runs = [made(1, 2, Level::Increment), made(4, 9, Level::Full), made(6, 7, Level::Increment)];
        let gone = [Some(21), Some(24), Some(26)];
        // The increment at 11 is the last of the chain of 4: it keeps all of it until 31.
        let incremental = linked(&runs, &gone, Some(10), true);
        assert_eq!(
            times(&incremental),
            [(1, 2, Some(21), 2, 7), (4, 9, Some(31), 0, 0), (6, 9, Some(31), 1, 2)]
        );
        let differential = linked(&runs, &gone, Some(10), false);
        assert_eq!(
            times(&differential),
            [(1, 2, Some(21), 2, 7), (4, 9, Some(31), 0, 0), (6, 9, Some(26), 1, 2)]
        );
        // Listed once, the first increment has no full.
        let once = linked(&runs, &gone, None, true);
        assert_eq!(times(&once), [(4, 9, Some(26), 0, 0), (6, 9, Some(26), 1, 2)]);
        assert!(linked(&runs[..1], &gone[..1], Some(10), true).is_empty());
    }
}
