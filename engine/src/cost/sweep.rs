//! Adding up what is held at the same time.

/// Something that is held in `[from, from + length)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Held {
    pub(super) from: i64,
    pub(super) length: i64,
    pub(super) bytes: f64,
}

/// The extremes over a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sweep {
    pub(super) peak_at: i64,
    pub(super) peak_bytes: f64,
    pub(super) copies_at_peak: u64,
    pub(super) most_copies: u64,
    pub(super) least_copies: u64,
}

/// A change: what comes and what goes, in bytes and copies. Kept apart so that rounding does not add up as a difference.
struct Event {
    at: i64,
    bytes: f64,
    copies: i64,
}

/// What ends at an instant is gone when others begin there.
fn sorted(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_unstable_by(|a, b| a.at.cmp(&b.at).then(a.bytes.total_cmp(&b.bytes)));
    events
}

impl Sweep {
    /// Over one `period`, when everything is held again and again every `period`.
    pub(super) fn around(held: &[Held], period: i64) -> Sweep {
        let (mut bytes, mut copies, mut events) = (0.0, 0_i64, Vec::with_capacity(2 * held.len()));
        for one in held {
            // Whole turns are always there; the rest comes and goes.
            let (turns, rest) = (one.length.div_euclid(period), one.length.rem_euclid(period));
            let (from, to) = (one.from.rem_euclid(period), (one.from + rest).rem_euclid(period));
            let there = turns + i64::from(rest > 0 && from + rest > period);
            bytes += one.bytes * there as f64;
            copies += there;
            if rest > 0 {
                events.push(Event { at: from, bytes: one.bytes, copies: 1 });
                events.push(Event { at: to, bytes: -one.bytes, copies: -1 });
                // What ends with the period was there before it and is not at its start.
                if from + rest == period {
                    bytes += one.bytes;
                    copies += 1;
                }
            }
        }
        Sweep::through(bytes, copies, &sorted(events), 0)
    }

    /// Over `[from, to)`, everything held once.
    pub(super) fn once(held: impl Iterator<Item = Held>, from: i64, to: i64) -> Sweep {
        let (mut bytes, mut copies, mut events) = (0.0, 0, Vec::new());
        for one in held {
            let (begins, ends) = (one.from.max(from), (one.from + one.length).min(to));
            if begins >= ends {
                continue;
            }
            if begins == from {
                bytes += one.bytes;
                copies += 1;
            } else {
                events.push(Event { at: begins, bytes: one.bytes, copies: 1 });
            }
            if ends < to {
                events.push(Event { at: ends, bytes: -one.bytes, copies: -1 });
            }
        }
        Sweep::through(bytes, copies, &sorted(events), from)
    }

    /// Goes through the events from `from` on, each instant as a whole.
    fn through(mut bytes: f64, mut copies: i64, events: &[Event], from: i64) -> Sweep {
        let mut groups = events.chunk_by(|a, b| a.at == b.at).peekable();
        let at_first = groups.next_if(|group| group.first().is_some_and(|event| event.at <= from));
        let mut come = |group: &[Event]| {
            for event in group {
                bytes += event.bytes;
                copies += event.copies;
            }
            (group.first().map_or(from, |event| event.at), bytes, copies)
        };
        let (at, bytes, copies) = come(at_first.unwrap_or_default());
        let mut sweep = Sweep::at(at, bytes, copies);
        for group in groups {
            let (at, bytes, copies) = come(group);
            sweep.note(at, bytes, copies);
        }
        sweep
    }

    /// What there is at one instant.
    fn at(at: i64, bytes: f64, copies: i64) -> Sweep {
        let copies = u64::try_from(copies).unwrap_or(0);
        Sweep {
            peak_at: at,
            peak_bytes: bytes,
            copies_at_peak: copies,
            most_copies: copies,
            least_copies: copies,
        }
    }

    /// And at a later one.
    fn note(&mut self, at: i64, bytes: f64, copies: i64) {
        let new = Sweep::at(at, bytes, copies);
        let (most, least) = (self.most_copies.max(new.most_copies), self.least_copies.min(new.least_copies));
        // Equal up to rounding is not more.
        if bytes > self.peak_bytes * (1.0 + 1e-12) {
            *self = new;
        }
        (self.most_copies, self.least_copies) = (most, least);
    }
}
