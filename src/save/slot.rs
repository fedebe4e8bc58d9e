//! The working copy in the browser: two slots, written in turn, so that a write that goes wrong leaves the other.

use crate::units::Moment;

/// A saved state of the document with what proves that it is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Counts the saves of all tabs, from 1.
    pub sequence: u64,
    /// When it was saved, on the customer's clock.
    pub at: Moment,
    /// The document as a file.
    pub text: String,
}

/// Which of the two slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The first.
    A,
    /// The second.
    B,
}

/// What the two slots hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The newest that is whole.
    pub newest: Option<Slot>,
    /// Slots that are damaged, as they were found.
    pub damaged: Vec<(Place, String)>,
}

/// What a save writes, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The slot to write over.
    pub place: Place,
    /// The sequence number it gets.
    pub sequence: u64,
    /// What to write.
    pub record: String,
}

const MARK: &str = "holdfast-slot 1";

impl Place {
    /// Both.
    pub const ALL: [Place; 2] = [Place::A, Place::B];

    /// The key in the store.
    pub const fn key(self) -> &'static str {
        match self {
            Place::A => "a",
            Place::B => "b",
        }
    }
}

impl Slot {
    /// The slot as a record: a line with mark, sequence, moment and checksum, then the document.
    pub fn seal(&self) -> String {
        let (sequence, at) = (self.sequence, self.at.seconds());
        format!("{MARK} {sequence} {at} {}\n{}", self.checksum(), self.text)
    }

    /// Reads a record. `None` unless every byte of it is as it was written.
    pub fn read(record: &str) -> Option<Slot> {
        let (head, text) = record.split_once('\n')?;
        let mut words = head.strip_prefix(MARK)?.strip_prefix(' ')?.split(' ');
        let sequence = words.next()?.parse().ok()?;
        let at = Moment::from_seconds(words.next()?.parse().ok()?);
        let checksum = words.next()?;
        let slot = Slot { sequence, at, text: text.to_owned() };
        (words.next().is_none() && slot.sequence > 0 && slot.checksum() == checksum && slot.seal() == record)
            .then_some(slot)
    }

    /// FNV-1a, 64 bits: it finds what an interrupted write or a bad disk does, which is all it is for.
    fn checksum(&self) -> String {
        let head = format!("{} {}\n", self.sequence, self.at.seconds());
        let hash = head.bytes().chain(self.text.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        format!("{hash:016x}")
    }
}

/// Reads both records and takes the newest that is whole.
pub fn choose(a: Option<&str>, b: Option<&str>) -> Found {
    let mut found = Found::default();
    for (place, record) in Place::ALL.into_iter().zip([a, b]) {
        let Some(record) = record else { continue };
        match Slot::read(record) {
            Some(slot) => {
                if found.newest.as_ref().is_none_or(|newest| slot.sequence > newest.sequence) {
                    found.newest = Some(slot);
                }
            }
            None => found.damaged.push((place, record.to_owned())),
        }
    }
    found
}

/// What a save of `text` writes, when the saver's document grew from the save numbered `base` (0: from none). Where
/// something else has been saved since, that is the error, and nothing is to be written.
pub fn plan(
    a: Option<&str>,
    b: Option<&str>,
    base: u64,
    text: String,
    at: Moment,
) -> Result<Writing, Option<Slot>> {
    let newest = choose(a, b).newest;
    if newest.as_ref().map_or(0, |slot| slot.sequence) != base {
        return Err(newest);
    }
    // The slot that does not hold the newest: empty, damaged or older.
    let holds_newest = |record: Option<&str>| {
        record
            .and_then(Slot::read)
            .is_some_and(|slot| Some(slot.sequence) == newest.as_ref().map(|n| n.sequence))
    };
    let place = if holds_newest(a) { Place::B } else { Place::A };
    let sequence = base.saturating_add(1);
    Ok(Writing { place, sequence, record: Slot { sequence, at, text }.seal() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(sequence: u64, text: &str) -> Slot {
        Slot { sequence, at: Moment::from_seconds(-5), text: text.to_owned() }
    }

    #[test]
    fn a_record_is_read_back_or_not_at_all() {
        let whole = slot(7, "{\n\"x\": \"é\"}\n");
        let record = whole.seal();
        assert_eq!(Slot::read(&record), Some(whole));
        for at in 0..record.len() {
            for bit in 0..7 {
                let mut bytes = record.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                if let Ok(damaged) = String::from_utf8(bytes) {
                    assert_eq!(Slot::read(&damaged), None, "byte {at}, bit {bit}");
                }
            }
            if let Some(cut) = record.get(..at) {
                assert_eq!(Slot::read(cut), None, "cut at {at}");
            }
        }
        assert_eq!(Slot::read(&(record + " ")), None);
    }

    #[test]
    fn the_newest_whole_slot_counts() {
        let (old, new) = (slot(1, "old").seal(), slot(2, "new").seal());
        let text = |found: Found| found.newest.map(|s| s.text);
        assert_eq!(text(choose(Some(&old), Some(&new))).as_deref(), Some("new"));
        assert_eq!(text(choose(Some(&new), Some(&old))).as_deref(), Some("new"));
        let torn = new.replace("new", "ne");
        let found = choose(Some(&torn), Some(&old));
        assert_eq!(found.damaged, [(Place::A, torn)]);
        assert_eq!(text(found).as_deref(), Some("old"));
        assert_eq!(choose(None, None), Found::default());
    }

    #[test]
    fn saves_take_turns_and_never_touch_the_newest() {
        let (mut a, mut b): (Option<String>, Option<String>) = (None, None);
        for n in 0..5 {
            let writing =
                plan(a.as_deref(), b.as_deref(), n, format!("text {n}"), Moment::from_seconds(0)).unwrap();
            assert_eq!(writing.sequence, n + 1);
            assert_eq!(writing.place, if n % 2 == 0 { Place::A } else { Place::B });
            match writing.place {
                Place::A => a = Some(writing.record),
                Place::B => b = Some(writing.record),
            }
        }
        let stale = plan(a.as_deref(), b.as_deref(), 4, "mine".into(), Moment::from_seconds(0));
        assert_eq!(stale.unwrap_err().unwrap().text, "text 4");
        let damaged_newest = a.as_ref().map(|r| r.replace("text", "next"));
        let base = choose(damaged_newest.as_deref(), b.as_deref()).newest.unwrap().sequence;
        let writing =
            plan(damaged_newest.as_deref(), b.as_deref(), base, "x".into(), Moment::from_seconds(0));
        assert_eq!(writing.unwrap().place, Place::A, "over the damaged one");
    }

    #[test]
    fn a_store_that_was_emptied_is_another_state() {
        assert_eq!(plan(None, None, 3, "mine".into(), Moment::from_seconds(0)), Err(None));
    }
}
