//! The distances between two figures or ticks of an axis that people count in, for lengths of time, calendars and sizes.

use crate::units::{Bytes, NBSP};

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 86_400;

/// Below an hour. In this table and the next ones each step is at most three times the one before.
const SHORT: [i64; 9] = [10, 20, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE];
/// Hours and days that divide a day or a week: for lengths and for calendars.
const CLOCK: [i64; 7] = [HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY];
/// Lengths of many days, as they are counted.
const DAYS: [i64; 15] = [3, 5, 7, 10, 14, 30, 60, 90, 180, 365, 730, 1_825, 3_650, 7_300, LONGEST];
/// Days on a calendar: whole weeks, so that the name of the day stays the same.
const WEEKS: [i64; 8] = [7, 14, 28, 56, 182, 364, 1_820, 7_280];
const LONGEST: i64 = 10_950;

/// The smallest step that divides a length in at most `most` parts, in seconds.
pub(super) fn length_step(length: i64, most: i64) -> i64 {
    let steps = SHORT.into_iter().chain(CLOCK).chain(DAYS.map(|days| days * DAY));
    steps.into_iter().find(|step| length / step <= most).unwrap_or(LONGEST * DAY)
}

/// A multiple of a step in the one unit of its axis, which is `length` long: `15 min`, `24 h`, `2 days`.
pub(super) fn length_words(value: i64, step: i64, length: i64) -> String {
    if step % DAY == 0 && length > 4 * DAY {
        let plural = if value == DAY { "" } else { "s" };
        format!("{}{NBSP}day{plural}", value / DAY)
    } else if step % HOUR == 0 {
        format!("{}{NBSP}h", value / HOUR)
    } else if step % MINUTE == 0 {
        format!("{}{NBSP}min", value / MINUTE)
    } else {
        format!("{value}{NBSP}s")
    }
}

/// The smallest step on a calendar that leaves enough room, in seconds. Days and more are counted from a midnight.
pub(super) fn calendar_step(enough: impl Fn(i64) -> bool) -> Option<i64> {
    CLOCK.into_iter().chain(WEEKS.map(|days| days * DAY)).find(|step| enough(*step))
}

/// The smallest of 1, 2 and 5 times a power of ten that divides a size in at most `most` parts, in bytes.
pub(super) fn size_step(size: u64, most: u64) -> u64 {
    let powers = (0..18).map(|n| 10_u64.pow(n));
    let mut steps = powers.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
    steps.find(|step| size / step <= most).unwrap_or(1_000_000_000_000_000_000)
}

/// A number of bytes in words, cut to the range of sizes.
pub(super) fn size_words(bytes: u64) -> String {
    Bytes::new(bytes).map_or_else(|| format!("more than 1,000{NBSP}PB"), |bytes| bytes.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_size_gets_two_to_four_figures() {
        let mut length = 20_i64;
        while length < 36_525 * DAY {
            let parts = length / length_step(length, 4);
            assert!((1..=4).contains(&parts), "{length} s: {parts}");
            length += length / 7 + 1;
        }
        let mut size = 2_u64;
        while size < 1_000_000_000_000_000_000 {
            let parts = size / size_step(size, 4);
            assert!((1..=4).contains(&parts), "{size} bytes: {parts}");
            size += size / 7 + 1;
        }
    }

    #[test]
    fn steps_of_calendars_are_whole_days_or_divide_one() {
        for room in [1, HOUR, 5 * HOUR, DAY, 3 * DAY, 20 * DAY, 300 * DAY] {
            let step = calendar_step(|step| step >= room).unwrap();
            assert!(step >= room && (DAY % step == 0 || step % DAY == 0), "{step}");
        }
        assert_eq!(calendar_step(|_| false), None);
    }
}
