use super::{Answers, EditError, Strict, depth};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// The sections of entries that a document may have. Who asks questions and keeps answers carries their text and never
/// looks inside; what stands in them is the matter of whoever works things out.
pub const SECTIONS: [&str; 6] = ["components", "settings", "points", "people", "plans", "drills"];
/// The largest entry, in bytes of its text.
pub const LARGEST_ENTRY: usize = 64_000;
/// The most entries in one section.
pub const MOST_ENTRIES: usize = 2_000;
/// The most that the entries of all sections take together, in bytes. Far below what a file may have.
pub const LARGEST_TOGETHER: usize = 2_000_000;
/// Brackets inside brackets in one entry, at most: two fewer than in a file, which puts it into a list in an object.
const DEEPEST: usize = 62;

/// One entry written or removed. An entry that is there keeps its place, a new one goes to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// One of [`SECTIONS`].
    pub section: String,
    /// 1 to 60 lower-case letters, digits and hyphens.
    pub id: String,
    /// The entry as a JSON object, with its id or without; `None` removes it.
    pub text: Option<String>,
}

impl Change {
    /// The change on one line, as the halves of the app tell it to each other; `after` is the document with it.
    pub fn line(&self, after: &Answers) -> String {
        let Change { section, id, .. } = self;
        // The text as the document has it never holds a line break.
        format!("{section} {id} {}", after.entry(section, id).unwrap_or_default())
    }

    /// Reads a [`Change::line`]. What is none is refused as an edit.
    pub fn from_line(line: &str) -> Change {
        let mut parts = line.splitn(3, ' ').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (section, id, text) = (next(), next(), next());
        Change { section, id, text: Some(text).filter(|text| !text.is_empty()) }
    }
}

/// The sections in the order of [`SECTIONS`]. Shared with the documents before and after, so that a copy costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sealed([Arc<Vec<Entry>>; SECTIONS.len()]);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: Arc<str>,
    /// A JSON object on one line, its names sorted, `id` among them.
    text: Arc<str>,
}

impl Sealed {
    fn section(&mut self, name: &str) -> Result<&mut Vec<Entry>, EditError> {
        let here = SECTIONS.iter().zip(&mut self.0).find(|(section, _)| **section == name);
        let (_, entries) = here.ok_or_else(|| EditError::UnknownSection { section: name.to_owned() })?;
        Ok(Arc::make_mut(entries))
    }
}

impl Answers {
    /// The entries of a section in their order: id, and text as [`Change::text`] but with its id and on one line. None
    /// for a section that is not one of [`SECTIONS`].
    pub fn entries(&self, section: &str) -> impl Iterator<Item = (&str, &str)> {
        SECTIONS
            .iter()
            .zip(&self.sealed.0)
            .filter(move |(name, _)| **name == section)
            .flat_map(|(_, entries)| entries.iter().map(|entry| (&*entry.id, &*entry.text)))
    }

    /// The text of an entry.
    pub fn entry(&self, section: &str, id: &str) -> Option<&str> {
        self.entries(section).find(|(at, _)| *at == id).map(|(_, text)| text)
    }

    /// What the texts of all entries take, in bytes.
    pub fn entry_bytes(&self) -> usize {
        self.sealed.0.iter().flat_map(|entries| entries.iter()).map(|entry| entry.text.len()).sum()
    }

    pub(super) fn change(&mut self, changes: &[Change]) -> Result<(), EditError> {
        for Change { section, id, text } in changes {
            match text {
                None => self.sealed.section(section)?.retain(|entry| *entry.id != **id),
                Some(text) => {
                    let form = || EditError::EntryForm { id: id.clone() };
                    if !is_id(id) {
                        return Err(EditError::EntryId);
                    }
                    if depth(text) > DEEPEST {
                        return Err(form());
                    }
                    let Strict(value) = serde_json::from_str(text).map_err(|_| form())?;
                    self.put_entry(section, id, value)?;
                }
            }
        }
        self.room()
    }

    /// Writes an entry, and says whether its id is a new one. [`Answers::check`] says whether there is room for all.
    pub(crate) fn put_entry(&mut self, section: &str, id: &str, value: Value) -> Result<bool, EditError> {
        if !is_id(id) {
            return Err(EditError::EntryId);
        }
        let text: Arc<str> = canonical(id, value)?.into();
        let has = text.len();
        if has > LARGEST_ENTRY {
            return Err(EditError::EntrySize { id: id.to_owned(), most: LARGEST_ENTRY, has });
        }
        let entries = self.sealed.section(section)?;
        let before = entries.iter_mut().find(|entry| *entry.id == *id);
        let new = before.is_none();
        match before {
            Some(entry) => entry.text = text,
            None => entries.push(Entry { id: id.into(), text }),
        }
        Ok(new)
    }

    /// Whether the entries are few and short enough.
    pub(super) fn room(&self) -> Result<(), EditError> {
        let many = self.sealed.0.iter().any(|entries| entries.len() > MOST_ENTRIES);
        if many || self.entry_bytes() > LARGEST_TOGETHER { Err(EditError::Full) } else { Ok(()) }
    }
}

/// Whether a text can be the id of an entry: 1 to 60 lower-case letters, digits and hyphens.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=60).contains(&id.len()) && id.bytes().all(plain)
}

/// The one text for what an entry says.
fn canonical(id: &str, mut value: Value) -> Result<String, EditError> {
    match &mut value {
        Value::Object(fields) if fields.get("id").is_none_or(|said| said == id) => {
            fields.insert("id".to_owned(), id.into());
        }
        _ => return Err(EditError::EntryForm { id: id.to_owned() }),
    }
    // Without effect unless some crate makes serde_json keep the order of insertion.
    value.sort_all_objects();
    Ok(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Edit, History};
    use chrono::NaiveDate;

    fn put(id: &str, text: &str) -> Change {
        Change { section: "components".into(), id: id.into(), text: Some(text.into()) }
    }

    fn gone(id: &str) -> Change {
        Change { section: "components".into(), id: id.into(), text: None }
    }

    fn after(answers: &Answers, changes: &[Change]) -> Result<Answers, EditError> {
        answers.apply(&Edit::Change(changes.to_vec()), NaiveDate::default())
    }

    fn ids(answers: &Answers) -> Vec<&str> {
        answers.entries("components").map(|(id, _)| id).collect()
    }

    #[test]
    fn an_entry_keeps_its_place_and_a_new_one_goes_to_the_end() {
        let three = after(&Answers::default(), &[put("c", "{}"), put("a", "{}"), put("b", "{}")]).unwrap();
        assert_eq!(ids(&three), ["c", "a", "b"]);
        let changed = after(&three, &[put("a", r#"{ "z": 1, "name": "A", "id": "a" }"#)]).unwrap();
        assert_eq!(ids(&changed), ["c", "a", "b"]);
        assert_eq!(changed.entry("components", "a"), Some(r#"{"id":"a","name":"A","z":1}"#));
        assert_eq!(three.entry("components", "a"), Some(r#"{"id":"a"}"#), "the document before is as it was");
        let back = after(&changed, &[gone("c"), put("c", "{}")]).unwrap();
        assert_eq!(ids(&back), ["a", "b", "c"]);
        assert_eq!(after(&three, &[gone("x")]).unwrap(), three);
        assert_eq!(three.entries("settings").count() + three.entries("answers").count(), 0);
    }

    #[test]
    fn entries_are_part_of_the_document() {
        let one = after(&Answers::default(), &[put("a", "{}")]).unwrap();
        assert!(!one.is_empty() && one != Answers::default());
        let setting = Change { section: "settings".into(), ..put("a", "{}") };
        assert_ne!(after(&Answers::default(), &[setting]).unwrap(), one, "each section is its own");
        let mut history = History::default();
        for text in [r#"{"n":1}"#, r#"{"n":2}"#, r#"{ "n": 2 }"#] {
            history.edit(&Edit::Change(vec![put("a", text)]), NaiveDate::default()).unwrap();
        }
        assert!(history.undo(), "saying the same again is no step");
        assert_eq!(history.present().entry("components", "a"), Some(r#"{"id":"a","n":1}"#));
        assert!(history.undo() && history.present().is_empty() && !history.undo());
    }

    #[test]
    fn what_is_no_entry_is_refused_and_changes_nothing() {
        let deep = |levels: usize| format!(r#"{{"x":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
        let long = |bytes: usize| format!(r#"{{"id":"a","x":"{}"}}"#, "x".repeat(bytes - 17));
        let refused = |change: Change| after(&Answers::default(), &[put("ok", "{}"), change]).unwrap_err();
        for text in [
            "",
            "7",
            "null",
            "[]",
            "{",
            "{} {}",
            "\"{}\"",
            r#"{"a":1,"a":2}"#,
            r#"{"id":"b"}"#,
            r#"{"id":7}"#,
            r#"{"n":1e999}"#,
            &deep(62),
        ] {
            assert!(matches!(refused(put("a", text)), EditError::EntryForm { .. }), "{text}");
        }
        for id in ["", "A", "a b", "ä", "a_b", "a.b", &"x".repeat(61)] {
            assert_eq!(refused(put(id, "{}")), EditError::EntryId, "{id}");
        }
        assert!(matches!(refused(put("a", &long(64_001))), EditError::EntrySize { has: 64_001, .. }));
        let elsewhere = Change { section: "answers".into(), ..put("a", "{}") };
        assert!(matches!(refused(elsewhere), EditError::UnknownSection { .. }));
        for fits in [deep(61), long(64_000)] {
            after(&Answers::default(), &[put("a", &fits), put(&"x".repeat(60), "{}")]).unwrap();
        }
    }

    #[test]
    fn a_change_goes_over_one_line() {
        let changes = [put("a", "{ \"name\": \"Two words\\n\" }"), gone("b"), put("c", "{}")];
        let answers = after(&Answers::default(), &changes).unwrap();
        let lines = changes.each_ref().map(|change| change.line(&answers));
        assert!(lines.iter().all(|line| line.lines().count() == 1), "{lines:?}");
        let read = lines.each_ref().map(|line| Change::from_line(line));
        assert_eq!(after(&Answers::default(), &read).unwrap(), answers);
        assert_eq!(read[1], gone("b"));
        assert!(after(&answers, &[Change::from_line("")]).is_err());
    }

    #[test]
    fn there_is_room_for_so_many() {
        let many: Vec<Change> = (0..2_000).map(|n| put(&format!("c-{n}"), "{}")).collect();
        let full = after(&Answers::default(), &many).unwrap();
        assert_eq!(after(&full, &[put("more", "{}")]), Err(EditError::Full));
        after(&full, &[put("more", "{}"), gone("c-7")]).unwrap();
        let long = format!(r#"{{"x":"{}"}}"#, "x".repeat(60_000));
        let much: Vec<Change> = (0..40).map(|n| put(&format!("c-{n}"), &long)).collect();
        assert_eq!(after(&Answers::default(), &much), Err(EditError::Full));
    }
}
