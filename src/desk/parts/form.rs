use crate::units::NBSP;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// Texts by the names of controls; a box that is ticked holds "on".
pub(in crate::desk) type Filled = BTreeMap<String, String>;

/// What stands in the controls of a page, what of it is to be put right, and what deserves a word.
///
/// A control that still shows what the document says is never read: nothing is rounded by being shown.
#[derive(Debug, Default)]
pub(in crate::desk) struct Form {
    /// As the person left the controls; `None` when the page is shown anew.
    typed: Option<Filled>,
    /// As the document fills them.
    filled: Filled,
    problems: Vec<(String, String)>,
    doubts: Vec<(String, String)>,
}

impl Form {
    pub(in crate::desk) fn new(fields: Option<&[(String, String)]>, filled: Filled) -> Form {
        let typed = fields.map(|all| all.iter().cloned().collect());
        Form { typed, filled, ..Form::default() }
    }

    /// Whether the page had a control of that name.
    pub(in crate::desk) fn had(&self, name: &str) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.contains_key(name))
    }

    /// What stands in a control.
    pub(in crate::desk) fn value(&self, name: &str) -> &str {
        let typed = self.typed.as_ref().and_then(|typed| typed.get(name));
        typed.or_else(|| self.filled.get(name)).map_or("", String::as_str)
    }

    /// What stands in a control, or `preset` where nothing was ever put into it.
    pub(in crate::desk) fn value_or<'a>(&'a self, name: &str, preset: &'a str) -> &'a str {
        if self.had(name) || self.filled.contains_key(name) { self.value(name) } else { preset }
    }

    /// Whether a box is ticked. `marker` is a control that stands wherever the box does.
    pub(in crate::desk) fn ticked(&self, name: &str, marker: &str) -> bool {
        match &self.typed {
            Some(typed) if typed.contains_key(marker) => typed.contains_key(name),
            _ => self.filled.contains_key(name),
        }
    }

    /// Whether a box was ticked or cleared.
    pub(in crate::desk) fn toggled(&self, name: &str, marker: &str) -> bool {
        self.ticked(name, marker) != self.filled.contains_key(name)
    }

    /// What was typed into a control, where that is not what the document says.
    pub(in crate::desk) fn changed(&self, name: &str) -> Option<String> {
        let text = self.typed.as_ref()?.get(name)?.trim();
        (text != self.filled.get(name).map_or("", |filled| filled.trim())).then(|| text.to_owned())
    }

    /// Reads a control that must hold something.
    pub(in crate::desk) fn read<T, E: Display>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.changed(name)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(says) => {
                self.problem(name, says);
                None
            }
        }
    }

    /// Reads a control that may be empty into its place; what cannot be read leaves the place as it was.
    pub(in crate::desk) fn optional<T, E: Display>(
        &mut self,
        name: &str,
        into: &mut Option<T>,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) {
        match self.changed(name) {
            None => {}
            Some(text) if text.is_empty() => *into = None,
            Some(_) => {
                if let Some(value) = self.read(name, read) {
                    *into = Some(value);
                }
            }
        }
    }

    /// As [`Form::optional`], for a type that reads itself.
    pub(in crate::desk) fn plain<T: FromStr<Err: Display>>(&mut self, name: &str, into: &mut Option<T>) {
        self.optional(name, into, str::parse);
    }

    /// Empties a control: what was chosen beside it says otherwise.
    pub(in crate::desk) fn empty(&mut self, name: &str) {
        if let Some(text) = self.typed.as_mut().and_then(|typed| typed.get_mut(name)) {
            text.clear();
        }
    }

    /// Clears a box.
    pub(in crate::desk) fn untick(&mut self, name: &str) {
        if let Some(typed) = &mut self.typed {
            typed.remove(name);
        }
    }

    /// Lets go of what stands in the controls whose names begin so: they show the document again.
    pub(in crate::desk) fn forget(&mut self, prefix: &str) {
        if let Some(typed) = &mut self.typed {
            typed.retain(|name, _| !name.starts_with(prefix));
        }
    }

    /// The document has changed to what was read.
    pub(in crate::desk) fn refill(&mut self, filled: Filled) {
        self.filled = filled;
    }

    pub(in crate::desk) fn problem(&mut self, name: &str, says: impl Display) {
        self.problems.push((name.to_owned(), says.to_string()));
    }

    pub(in crate::desk) fn doubt(&mut self, name: &str, says: impl Display) {
        self.doubts.push((name.to_owned(), says.to_string()));
    }

    /// What is to be put right, in the order in which it was read.
    pub(in crate::desk) fn problems(&self) -> &[(String, String)] {
        &self.problems
    }

    pub(in crate::desk) fn wrong(&self, name: &str) -> Option<&str> {
        said(&self.problems, name)
    }

    pub(in crate::desk) fn doubted(&self, name: &str) -> Option<&str> {
        said(&self.doubts, name)
    }

    /// Whether something in one of these controls is to be put right.
    pub(in crate::desk) fn any_wrong(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.wrong(name).is_some())
    }
}

fn said<'a>(all: &'a [(String, String)], name: &str) -> Option<&'a str> {
    all.iter().find(|(at, _)| at == name).map(|(_, says)| says.as_str())
}

/// Text as a person would have typed it.
pub(in crate::desk) fn typed(value: impl ToString) -> String {
    value.to_string().replace(NBSP, " ")
}
