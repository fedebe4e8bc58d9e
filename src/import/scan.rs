//! Splits JSON into the entries of its lists while it arrives, so that no more than one entry is held.
//!
//! What is split: the list at the top, every list directly in an object at the top
//! but those that are parts of a point, and the few lists that tools nest in
//! groups. It knows brackets and strings, no more: each entry is read by a JSON reader afterwards.

use super::ImportError;

/// Lists inside the entries of a list at the top that are split too: restic's groups.
const GROUPED: [&str; 4] = ["snapshots", "keep", "remove", "reasons"];
/// Lists that belong to what they stand in, should that be an object at the top.
const OWN: [&str; 10] =
    ["paths", "tags", "Tags", "pins", "files", "backup", "archive", "db", "repo", "BlockDeviceMappings"];
/// Brackets inside brackets, at most.
const DEEPEST: usize = 64;
/// Lists that are split from one object, at most; more are read as parts of it.
const LISTS: usize = 50;
/// The longest entry, in bytes. A stanza of pgBackRest with all its backups is the longest that tools print.
const LONGEST: usize = 16 << 20;

/// Who takes the entries.
pub(super) trait Sink {
    /// A list of this name begins (empty at the top), an object at the top begins, or a list has ended.
    fn part(&mut self, name: &str);
    /// An entry of the list of this name. An object at the top counts as an entry, without the lists that were split from it.
    fn entry(&mut self, list: &str, json: &[u8]) -> Result<(), ImportError>;
}

/// Where the reading stands.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// From outside to inside.
    levels: Vec<Level>,
    /// A buffer that is used again.
    spare: Vec<u8>,
    /// Bytes read.
    read: u64,
    entries: usize,
}

#[derive(Debug)]
enum Level {
    List(String),
    Entry(Entry),
}

#[derive(Debug, Default)]
struct Entry {
    json: Vec<u8>,
    depth: usize,
    quoted: bool,
    escaped: bool,
    /// Names of lists that were split from it.
    lists: Vec<String>,
}

/// What ended a stretch of an entry.
enum Step {
    /// The slice.
    Slice,
    /// The entry is whole.
    Whole,
    /// A list in it begins that may be split.
    List,
}

impl Scanner {
    /// Reads on. Entries that are whole go to `sink`.
    pub(super) fn feed(&mut self, mut bytes: &[u8], sink: &mut impl Sink) -> Result<(), ImportError> {
        while let [byte, rest @ ..] = bytes {
            let before = bytes.len();
            match self.levels.last_mut() {
                Some(Level::Entry(entry)) => {
                    let (used, step) = entry.take(bytes)?;
                    bytes = bytes.get(used..).unwrap_or_default();
                    match step {
                        Step::Slice => {}
                        Step::Whole => self.hand_over(sink)?,
                        Step::List => self.open_list(sink)?,
                    }
                }
                Some(Level::List(_)) if *byte == b']' => {
                    bytes = rest;
                    self.close_list(sink);
                }
                Some(Level::List(_)) if byte.is_ascii_whitespace() || *byte == b',' => bytes = rest,
                None if byte.is_ascii_whitespace() => bytes = rest,
                None if *byte == b'[' => {
                    bytes = rest;
                    self.levels.push(Level::List(String::new()));
                    sink.part("");
                }
                None if *byte != b'{' => return Err(ImportError::Broken { at: self.read }),
                // A lone end in a list: nothing can begin with it.
                Some(Level::List(_)) if *byte == b'}' => return Err(ImportError::Broken { at: self.read }),
                at => {
                    if at.is_none() {
                        sink.part("");
                    }
                    let json = std::mem::take(&mut self.spare);
                    self.levels.push(Level::Entry(Entry { json, ..Entry::default() }));
                }
            }
            self.read += (before - bytes.len()) as u64;
        }
        Ok(())
    }

    /// Whether the end was a good place to end.
    pub(super) fn finish(&self) -> Result<(), ImportError> {
        if self.levels.is_empty() { Ok(()) } else { Err(ImportError::CutOff { read: self.entries }) }
    }

    fn hand_over(&mut self, sink: &mut impl Sink) -> Result<(), ImportError> {
        if let Some(Level::Entry(entry)) = self.levels.pop() {
            let list = match self.levels.last() {
                Some(Level::List(name)) => name.as_str(),
                _ => "",
            };
            self.entries += 1;
            sink.entry(list, &entry.json)?;
            self.spare = entry.json;
            self.spare.clear();
        }
        Ok(())
    }

    /// At the bracket of a list directly in the innermost entry: splits it, or reads it as a part of the entry.
    fn open_list(&mut self, sink: &mut impl Sink) -> Result<(), ImportError> {
        let place = self.levels.len();
        let Some(Level::Entry(entry)) = self.levels.last_mut() else { return Ok(()) };
        let name = entry.last_name();
        let room = entry.lists.len() < LISTS;
        let split = name
            .filter(|_| room)
            .filter(|name| (place == 1 && !OWN.contains(name)) || (place == 2 && GROUPED.contains(name)));
        match split.map(str::to_owned) {
            Some(name) if entry.lists.contains(&name) => return Err(ImportError::Twice { name }),
            Some(name) => {
                entry.lists.push(name.clone());
                sink.part(&name);
                self.levels.push(Level::List(name));
            }
            None => {
                entry.json.push(b'[');
                entry.depth += 1;
            }
        }
        Ok(())
    }

    fn close_list(&mut self, sink: &mut impl Sink) {
        self.levels.pop();
        if let Some(Level::Entry(entry)) = self.levels.last_mut() {
            entry.json.extend_from_slice(b"[]");
        }
        sink.part("");
    }
}

impl Entry {
    /// Takes what belongs to it. The bracket of a list directly in it is used up, not taken: see [`Scanner::open_list`].
    fn take(&mut self, bytes: &[u8]) -> Result<(usize, Step), ImportError> {
        let mut at = 0;
        let step = loop {
            let Some(rest) = bytes.get(at..) else { break Step::Slice };
            if self.quoted {
                at += self.pass_string(rest);
                if self.quoted {
                    break Step::Slice;
                }
                if self.depth == 0 {
                    break Step::Whole;
                }
                continue;
            }
            let Some(byte) = rest.first() else { break Step::Slice };
            match byte {
                b'"' => self.quoted = true,
                b'[' if self.depth == 1 => {
                    self.keep(bytes.get(..at).unwrap_or_default())?;
                    return Ok((at + 1, Step::List));
                }
                b'[' | b'{' => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(ImportError::TooDeep { most: DEEPEST });
                    }
                }
                b']' | b'}' if self.depth > 1 => self.depth -= 1,
                b']' | b'}' if self.depth == 1 => {
                    self.depth = 0;
                    at += 1;
                    break Step::Whole;
                }
                // The end of a number or a word; what ends it belongs to the list.
                b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => break Step::Whole,
                _ => {}
            }
            at += 1;
        };
        self.keep(bytes.get(..at).unwrap_or_default())?;
        Ok((at, step))
    }

    /// Passes the rest of a string, its quote included; how many bytes that were.
    fn pass_string(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            if self.escaped {
                self.escaped = rest.is_empty();
                if self.escaped {
                    break;
                }
                at += 1;
                continue;
            }
            match rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
                None => return bytes.len(),
                Some(next) => {
                    at += next + 1;
                    if rest.get(next) == Some(&b'"') {
                        self.quoted = false;
                        break;
                    }
                    self.escaped = true;
                }
            }
        }
        at
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        if self.json.len() + bytes.len() > LONGEST {
            return Err(ImportError::TooLong { most: LONGEST });
        }
        self.json.extend_from_slice(bytes);
        Ok(())
    }

    /// The name that a value at the end of an object would have. One with escapes in it is cut: no tool has any.
    fn last_name(&self) -> Option<&str> {
        let text = self.json.strip_prefix(b"{")?.trim_ascii_end().strip_suffix(b":")?;
        let name = text.trim_ascii_end().strip_suffix(b"\"")?;
        let start = name.iter().rposition(|byte| *byte == b'"')? + 1;
        std::str::from_utf8(name.get(start..)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[derive(Default)]
    struct Told(String);

    impl Sink for Told {
        fn part(&mut self, name: &str) {
            write!(self.0, "<{name}>").unwrap();
        }

        fn entry(&mut self, list: &str, json: &[u8]) -> Result<(), ImportError> {
            write!(self.0, "{list}:{} ", std::str::from_utf8(json).unwrap()).unwrap();
            Ok(())
        }
    }

    fn told(json: &str, slice: usize) -> Result<String, ImportError> {
        let (mut scanner, mut told) = (Scanner::default(), Told::default());
        for part in json.as_bytes().chunks(slice) {
            scanner.feed(part, &mut told)?;
        }
        scanner.finish()?;
        Ok(told.0)
    }

    #[test]
    fn entries_in_slices_of_every_length() {
        for (json, expected) in [
            (r#"[{"a":[1,{"b":2}]}, "x, ]\"" ,3]"#, r#"<>:{"a":[1,{"b":2}]} :"x, ]\"" :3 <>"#),
            (
                r#" {"A":[{"x":[0]},[1,[2]]],"n":{"B":[3]} , "C" : [ ] }"#,
                r#"<><A>A:{"x":[0]} A:[1,[2]] <><C><>:{"A":[],"n":{"B":[3]} , "C" : [] } "#,
            ),
            (
                r#"[{"k":{},"snapshots":[{"p":["]"]}],"paths":["q"]}]"#,
                r#"<><snapshots>snapshots:{"p":["]"]} <>:{"k":{},"snapshots":[],"paths":["q"]} <>"#,
            ),
            (r#"{"a":1}{"a":2} [[]]"#, r#"<>:{"a":1} <>:{"a":2} <>:[] <>"#),
        ] {
            for slice in 1..40 {
                assert_eq!(told(json, slice).unwrap(), expected, "{slice}");
            }
        }
    }

    #[test]
    fn damage_is_named() {
        assert_eq!(told(r#"[{"a":1},{"b":"#, 5), Err(ImportError::CutOff { read: 1 }));
        assert_eq!(told(r#"[{"a":"#, 5), Err(ImportError::CutOff { read: 0 }));
        assert_eq!(told("[] x", 5), Err(ImportError::Broken { at: 3 }));
        assert_eq!(told("[}]", 5), Err(ImportError::Broken { at: 1 }));
        assert!(matches!(told(&"[".repeat(1_000_000), 4_096), Err(ImportError::TooDeep { .. })));
        assert!(matches!(told(&"{\"a\":".repeat(1_000_000), 4_096), Err(ImportError::TooDeep { .. })));
        assert!(matches!(told(r#"{"A":[1],"A":[2]}"#, 9), Err(ImportError::Twice { .. })));
        assert!(matches!(
            told(&format!("[\"{}", "x".repeat(LONGEST)), 65_536),
            Err(ImportError::TooLong { .. })
        ));
    }
}
