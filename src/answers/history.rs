use super::{Answers, Edit, EditError};
use chrono::NaiveDate;
use std::collections::VecDeque;

/// The document with what was before and after it: the one door for writes, with undo and redo.
#[derive(Debug, Clone, Default)]
pub struct History {
    present: Answers,
    past: VecDeque<Answers>,
    future: Vec<Answers>,
}

/// Steps that can be undone; older ones are forgotten.
const DEPTH: usize = 200;

impl History {
    /// A history that begins with this document.
    pub fn new(present: Answers) -> History {
        History { present, ..History::default() }
    }

    /// The document now.
    pub fn present(&self) -> &Answers {
        &self.present
    }

    /// Makes an edit on the day `today`. An edit that changes nothing leaves no trace; a refused one changes nothing.
    pub fn edit(&mut self, edit: &Edit, today: NaiveDate) -> Result<(), EditError> {
        let next = self.present.apply(edit, today)?;
        if next != self.present {
            self.past.push_back(std::mem::replace(&mut self.present, next));
            if self.past.len() > DEPTH {
                self.past.pop_front();
            }
            self.future.clear();
        }
        Ok(())
    }

    /// Takes the last edit back. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop_back() else { return false };
        self.future.push(std::mem::replace(&mut self.present, before));
        true
    }

    /// Makes the last undone edit again. Says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push_back(std::mem::replace(&mut self.present, after));
        true
    }

    /// Whether [`History::undo`] would do anything.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether [`History::redo`] would do anything.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Edit {
        Edit::Rename { name: name.to_owned() }
    }

    #[test]
    fn undo_and_redo_walk_the_same_path() {
        let mut history = History::default();
        for name in ["a", "b", "c"] {
            history.edit(&named(name), NaiveDate::default()).unwrap();
        }
        assert!(history.undo() && history.undo());
        assert_eq!(history.present().name, "a");
        assert!(history.redo());
        assert_eq!(history.present().name, "b");
        history.edit(&named("d"), NaiveDate::default()).unwrap();
        assert!(!history.redo(), "a new edit ends the old future");
        assert!(history.undo());
        assert_eq!(history.present().name, "b");
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut history = History::default();
        history.edit(&named("a"), NaiveDate::default()).unwrap();
        history.edit(&named("a"), NaiveDate::default()).unwrap();
        assert!(history.undo());
        assert!(!history.undo());
    }

    #[test]
    fn a_refused_edit_leaves_everything_as_it_was() {
        let mut history = History::default();
        history.edit(&named("a"), NaiveDate::default()).unwrap();
        assert!(history.edit(&named(&"x".repeat(121)), NaiveDate::default()).is_err());
        assert_eq!(history.present().name, "a");
    }
}
