/// Why a file was not opened. Every message says what happened, what to do, and that nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Nothing in it.
    #[error("This file is empty. Choose another copy of it. {LEFT}")]
    Empty,
    /// More bytes than are read.
    #[error(
        "This file is too large: {has} bytes, and Holdfast reads up to {most}. Choose the file whose name ends in \
         .holdfast.json, or an exported report. {LEFT}"
    )]
    TooLarge {
        /// Bytes read at most.
        most: u64,
        /// Bytes in the file.
        has: u64,
    },
    /// Not text in UTF-8.
    #[error("This is {what}, not a Holdfast file. {next} {LEFT}")]
    NotText {
        /// What it looks like: "a zip archive".
        what: &'static str,
        /// What to do.
        next: &'static str,
    },
    /// A web page without the document in it.
    #[error(
        "This is a web page without Holdfast answers in it. Choose the file whose name ends in .holdfast.json, or the \
         first page of an exported report. {LEFT}"
    )]
    NoIsland,
    /// The end is missing.
    #[error(
        "This file ends too early, at line {line}: part of it is missing. Download or copy it again. {LEFT}"
    )]
    CutOff {
        /// The last line.
        line: usize,
    },
    /// Not JSON.
    #[error(
        "This is not a Holdfast file, or it was changed by hand: line {line}, character {column} cannot be read. \
         Choose another copy of it. {LEFT}"
    )]
    Broken {
        /// Line, from 1.
        line: usize,
        /// Place in the line, from 1.
        column: usize,
    },
    /// Brackets inside brackets, too many.
    #[error(
        "This is not a Holdfast file: it is nested more than {most} levels deep. Choose another file. {LEFT}"
    )]
    TooDeep {
        /// The most allowed.
        most: usize,
    },
    /// A name that stands twice: which value is meant cannot be known.
    #[error(
        "This file says two things at once: “{name}” stands twice in the same place. Choose a copy that was not \
         changed by hand. {LEFT}"
    )]
    Twice {
        /// The name.
        name: String,
    },
    /// JSON of another kind.
    #[error("This is {what}, not a Holdfast file. Choose the file whose name ends in .holdfast.json. {LEFT}")]
    NotHoldfast {
        /// What it looks like: "a package.json".
        what: &'static str,
    },
    /// Written by a version to come.
    #[error(
        "This file was made by a newer Holdfast ({app}, file version {schema}); this one reads up to version {most}. \
         Reload the page to get the newest Holdfast, then open the file again. {LEFT}"
    )]
    Newer {
        /// The file's version.
        schema: u64,
        /// The newest version read.
        most: u64,
        /// The program that wrote it, as far as it says.
        app: String,
    },
    /// A field of the document has another form.
    #[error(
        "This file was changed: its “{field}” cannot be read ({problem}). Choose another copy of it. {LEFT}"
    )]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// An answer has a form that this version does not know.
    #[error(
        "This file was changed, or made by another Holdfast: the answer to “{ask}” cannot be read ({problem}). Choose \
         another copy of it, or reload the page to get the newest Holdfast. {LEFT}"
    )]
    Answer {
        /// The question's words.
        ask: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// A text or an answer that the app itself would refuse.
    #[error(
        "This file holds something that does not fit. {source}. Choose another copy of it, or correct it there. {LEFT}"
    )]
    Refused {
        /// Why.
        source: crate::answers::EditError,
    },
}

/// How every message ends.
const LEFT: &str = "Your answers here were left as they are.";

impl OpenError {
    /// A text from a file as it may stand in a message: short, and without marks that cannot be seen.
    pub(super) fn quoted(text: &str) -> String {
        const MOST: usize = 100;
        let seen: String =
            text.chars().map(|c| if crate::answers::is_unseen(c) { ' ' } else { c }).take(MOST).collect();
        if text.chars().count() > MOST { seen + "…" } else { seen }
    }
}
