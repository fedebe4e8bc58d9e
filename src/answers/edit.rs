use super::{Answer, Answers, Change, Evidence, Focus, Given};
use crate::catalogue::{AnswerKind, Question, ids, question};
use crate::schedule::Schedule;
use crate::units::Duration;
use chrono::{Datelike, NaiveDate};

/// A change to the document. Every write in the app is one of these.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Answers a question.
    Answer {
        /// The question's id.
        question: String,
        /// What is answered.
        answer: Answer,
        /// How well it is known.
        known: Evidence,
    },
    /// Takes an answer back.
    Clear {
        /// The question's id.
        question: String,
    },
    /// Names the system.
    Rename {
        /// Up to 120 characters.
        name: String,
    },
    /// Names the data that would be missed most.
    Focus(Focus),
    /// Writes and removes entries of the sections.
    Change(Vec<Change>),
    /// Several edits that are undone together.
    All(Vec<Edit>),
    /// Puts another document in its place: a file opened, the example, a fresh start.
    Replace(Box<Answers>),
}

/// Why an edit was refused. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No question of that name.
    #[error("There is no question “{question}” in this version of Holdfast")]
    UnknownQuestion {
        /// The name.
        question: String,
    },
    /// The answer has another form than the question.
    #[error("“{ask}” takes another kind of answer")]
    WrongKind {
        /// The question's words.
        ask: &'static str,
    },
    /// An option that the question does not have.
    #[error("“{option}” is not one of the answers to “{ask}”")]
    UnknownOption {
        /// The option.
        option: String,
        /// The question's words.
        ask: &'static str,
    },
    /// No option was chosen.
    #[error("Choose at least one, or “I do not know”")]
    NothingChosen,
    /// An option that excludes all others was chosen beside others.
    #[error("“{option}” cannot stand beside another answer: choose it alone, or take it away")]
    NotAlone {
        /// Its label.
        option: &'static str,
    },
    /// Too short or too long a time between copies.
    #[error("Enter a time between copies from 1 min to 31 days, such as 1 h")]
    Interval,
    /// A text longer than its field.
    #[error("Use {most} characters or fewer; this has {has}")]
    TooLong {
        /// The most allowed.
        most: usize,
        /// What was typed.
        has: usize,
    },
    /// A character that cannot be seen, or that turns the writing direction of what follows.
    #[error("Type the text anew: it holds a character that cannot be seen (U+{code:04X})")]
    Unseen {
        /// Its code point.
        code: u32,
    },
    /// No section of that name.
    #[error("There is no section “{section}” in this version of Holdfast")]
    UnknownSection {
        /// The name.
        section: String,
    },
    /// What cannot name an entry.
    #[error("Name each entry with 1 to 60 lower-case letters, digits and hyphens, such as orders-db")]
    EntryId,
    /// A text that is no entry.
    #[error(
        "The entry “{id}” must be a JSON object, up to 62 levels deep, in which no name stands twice; if it holds an \
         id, this one"
    )]
    EntryForm {
        /// Its id.
        id: String,
    },
    /// An entry that is too large.
    #[error("Make the entry “{id}” shorter: it takes {has} bytes, and {most} is the most")]
    EntrySize {
        /// Its id.
        id: String,
        /// The most allowed.
        most: usize,
        /// What it takes.
        has: usize,
    },
    /// Too many entries, or too many bytes of them.
    #[error("Take an entry away first: a section holds 2,000, and all of them together 2 MB")]
    Full,
    /// A date outside the years 1970 to 2199.
    #[error("Enter a date from 1970 to 2199, such as 21 November 2026")]
    Year,
}

const LONGEST_NAME: usize = 120;
const LONGEST_HOLDS: usize = 40;

impl Answers {
    /// The document after an edit made on the day `today`, or why it cannot be made. The document itself never
    /// changes in place.
    pub fn apply(&self, edit: &Edit, today: NaiveDate) -> Result<Answers, EditError> {
        let mut next = self.clone();
        match edit {
            Edit::Answer { question: id, answer, known } => {
                let question =
                    question(id).ok_or_else(|| EditError::UnknownQuestion { question: id.clone() })?;
                check(question, answer)?;
                let same = |g: &Given| g.answer == *answer && g.known == *known;
                if !self.given.get(id).is_some_and(same) {
                    next.given
                        .insert(id.clone(), Given { answer: answer.clone(), known: *known, on: Some(today) });
                }
            }
            Edit::Clear { question } => {
                next.given.remove(question);
            }
            Edit::Rename { name } => next.name = fitting(name, LONGEST_NAME)?,
            Edit::Focus(focus) => {
                next.focus = Focus { part: focus.part, holds: fitting(&focus.holds, LONGEST_HOLDS)? };
            }
            Edit::Change(changes) => next.change(changes)?,
            Edit::All(edits) => {
                for edit in edits {
                    next = next.apply(edit, today)?;
                }
            }
            Edit::Replace(other) => next = other.as_ref().clone(),
        }
        Ok(next)
    }
}

/// The text as it is stored: trimmed, with tabs and line ends as spaces.
fn fitting(text: &str, most: usize) -> Result<String, EditError> {
    let text = text.trim();
    let has = text.chars().count();
    if has > most {
        return Err(EditError::TooLong { most, has });
    }
    let text = text.replace(['\t', '\n', '\r'], " ");
    match text.chars().find(|c| is_unseen(*c)) {
        Some(c) => Err(EditError::Unseen { code: u32::from(c) }),
        None => Ok(text),
    }
}

/// Control characters, and the marks that make text read in another order than it is written. Joiners and
/// direction marks that some scripts need are let be.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn in_range(date: NaiveDate) -> Result<(), EditError> {
    if (1970..=2199).contains(&date.year()) { Ok(()) } else { Err(EditError::Year) }
}

/// Whether the answer has the form its question asks for.
fn check(question: &'static Question, answer: &Answer) -> Result<(), EditError> {
    let known = |option: &str| {
        if question.options.iter().any(|c| c.id == option) {
            Ok(())
        } else {
            Err(EditError::UnknownOption { option: option.to_owned(), ask: question.ask })
        }
    };
    match (question.kind, answer) {
        (_, Answer::Unsure) if question.unsure => Ok(()),
        (AnswerKind::Single, Answer::One(option)) => known(option),
        (AnswerKind::Multi, Answer::Many(options)) => {
            options.iter().try_for_each(|option| known(option))?;
            if options.is_empty() {
                return Err(EditError::NothingChosen);
            }
            match question.exclusive() {
                Some(alone) if options.contains(alone) && options.len() > 1 => {
                    Err(EditError::NotAlone { option: question.label(alone).unwrap_or(alone) })
                }
                _ => Ok(()),
            }
        }
        (AnswerKind::Duration, Answer::Duration(_)) => Ok(()),
        (AnswerKind::Date, Answer::Date(date)) => in_range(*date),
        // An event has a date; the other dates are of things that may never have happened.
        (AnswerKind::Date, Answer::Never) if question.id != ids::EVENT_DATE => Ok(()),
        (AnswerKind::Schedule, Answer::Schedule(Schedule::Every { interval, .. })) => {
            if (Duration::minutes(1)..=Duration::days(31)).contains(interval) {
                Ok(())
            } else {
                Err(EditError::Interval)
            }
        }
        (AnswerKind::Schedule, Answer::Schedule(_)) => Ok(()),
        _ => Err(EditError::WrongKind { ask: question.ask }),
    }
}

impl Answers {
    /// What the system is called, or what it is called while nobody named it.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { "Your system" } else { &self.name }
    }

    /// Whether every stored answer of a known question has the form its question asks for. Answers to questions of
    /// other versions are let be.
    pub fn check(&self) -> Result<(), EditError> {
        fitting(&self.name, LONGEST_NAME)?;
        fitting(&self.focus.holds, LONGEST_HOLDS)?;
        self.room()?;
        self.given.iter().try_for_each(|(id, given)| {
            given.on.map_or(Ok(()), in_range)?;
            match question(id) {
                Some(question) => check(question, &given.answer),
                None => Ok(()),
            }
        })
    }

    /// The same document with its texts as an edit would have stored them.
    pub(crate) fn tidied(mut self) -> Result<Answers, EditError> {
        self.name = fitting(&self.name, LONGEST_NAME)?;
        self.focus.holds = fitting(&self.focus.holds, LONGEST_HOLDS)?;
        self.check().map(|()| self)
    }
}

impl Answers {
    /// The same document as if its newest answer had been given on the day `today`: every date in it moves by the
    /// same number of days. Keeps the example believable whenever it is opened.
    #[must_use]
    pub fn moved_to(&self, today: NaiveDate) -> Answers {
        let mut next = self.clone();
        let Some(newest) = self.given.values().filter_map(|g| g.on).max() else { return next };
        let by = today.signed_duration_since(newest);
        let moved = |date: NaiveDate| date.checked_add_signed(by).unwrap_or(date);
        for given in next.given.values_mut() {
            given.on = given.on.map(moved);
            if let Answer::Date(date) = &mut given.answer {
                *date = moved(*date);
            }
        }
        next
    }
}
