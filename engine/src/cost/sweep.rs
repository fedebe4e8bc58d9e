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

impl Held {
    /// The part of it in `[from, to)`, if there is any.
    fn within(&self, from: i64, to: i64) -> Option<(i64, i64)> {
        let (begins, ends) = (self.from.max(from), (self.from + self.length).min(to));
        (begins < ends).then_some((begins, ends))
    }

    /// What comes in `(from, to)`.
    fn begin(&self, from: i64, to: i64) -> Option<Event> {
        let (begins, _) = self.within(from, to)?;
        (begins > from).then_some(Event { at: begins, bytes: self.bytes, copies: 1 })
    }

    /// What goes in `(from, to)`.
    fn end(&self, from: i64, to: i64) -> Option<Event> {
        let (_, ends) = self.within(from, to)?;
        (ends < to).then_some(Event { at: ends, bytes: -self.bytes, copies: -1 })
    }
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
        Sweep::through(bytes, copies, sorted(events).into_iter(), 0)
    }

    /// Over `[from, to)`, everything held once; and the bytes × seconds in it.
    pub(super) fn once(held: &[Held], from: i64, to: i64) -> (Sweep, f64) {
        let events = held.iter().flat_map(|one| [one.begin(from, to), one.end(from, to)]);
        let events = sorted(events.flatten().collect());
        let (bytes, copies, area) = Sweep::at_first(held.iter().copied(), from, to);
        (Sweep::through(bytes, copies, events.into_iter(), from), area)
    }

    /// The same of what begins one after the other and is held equally long, so that it ends in the same order: nothing has
    /// to be sorted.
    pub(super) fn in_turn(held: impl Iterator<Item = Held> + Clone, from: i64, to: i64) -> (Sweep, f64) {
        let mut begins = held.clone().filter_map(|one| one.begin(from, to)).peekable();
        let mut ends = held.clone().filter_map(|one| one.end(from, to)).peekable();
        let events = std::iter::from_fn(|| match (begins.peek(), ends.peek()) {
            (Some(begin), Some(end)) if begin.at < end.at => begins.next(),
            (Some(_), None) => begins.next(),
            _ => ends.next(),
        });
        let (bytes, copies, area) = Sweep::at_first(held, from, to);
        (Sweep::through(bytes, copies, events, from), area)
    }

    /// Bytes and copies that are there when the window opens, and the bytes × seconds of all in it.
    fn at_first(held: impl Iterator<Item = Held>, from: i64, to: i64) -> (f64, i64, f64) {
        let (mut bytes, mut copies, mut area) = (0.0, 0, 0.0);
        for one in held {
            let Some((begins, ends)) = one.within(from, to) else { continue };
            area += one.bytes * (ends - begins) as f64;
            if begins == from {
                bytes += one.bytes;
                copies += 1;
            }
        }
        (bytes, copies, area)
    }

    /// Goes through the events in order, each instant as a whole.
    fn through(mut bytes: f64, mut copies: i64, events: impl Iterator<Item = Event>, from: i64) -> Sweep {
        let mut events = events.peekable();
        let mut sweep: Option<Sweep> = None;
        let mut note = |at: i64, bytes: f64, copies: i64| {
            let copies = u64::try_from(copies).unwrap_or(0);
            let new = Sweep {
                peak_at: at,
                peak_bytes: bytes,
                copies_at_peak: copies,
                most_copies: copies,
                least_copies: copies,
            };
            let sweep = sweep.get_or_insert(new);
            // Equal up to rounding is not more.
            if bytes > sweep.peak_bytes * (1.0 + 1e-12) {
                *sweep = Sweep { most_copies: sweep.most_copies, least_copies: sweep.least_copies, ..new };
            }
            sweep.most_copies = sweep.most_copies.max(copies);
            sweep.least_copies = sweep.least_copies.min(copies);
        };
        if events.peek().is_none_or(|first| first.at > from) {
            note(from, bytes, copies);
        }
        while let Some(event) = events.next() {
            bytes += event.bytes;
            copies += event.copies;
            if events.peek().is_none_or(|next| next.at > event.at) {
                note(event.at, bytes, copies);
            }
        }
        sweep.unwrap_or(Sweep {
            peak_at: from,
            peak_bytes: bytes,
            copies_at_peak: 0,
            most_copies: 0,
            least_copies: 0,
        })
    }
}
