use super::tool;

/// Why a file gave no restore points. Every message says what happened and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing in it.
    #[error("This file is empty. Run the command again and choose what it prints.")]
    Empty,
    /// A list without entries, and nothing that says whose.
    #[error("This list is empty: there is no restore point in it.")]
    EmptyList,
    /// Not text.
    #[error("This is {what}, not the output of a backup tool. {next}")]
    NotText {
        /// What it looks like: "a zip archive".
        what: &'static str,
        /// What to do.
        next: &'static str,
    },
    /// The end is missing.
    #[error("This file ends too early, after {read} entries: part of it is missing. Run the command again.")]
    CutOff {
        /// Entries read before the end.
        read: usize,
    },
    /// Brackets that do not fit, or text where JSON is expected.
    #[error(
        "This file cannot be read from byte {at} on. Choose it as the tool printed it, with no line before or after."
    )]
    Broken {
        /// Place, from 0, of the text in UTF-8.
        at: u64,
    },
    /// Brackets inside brackets, too many.
    #[error(
        "This file is nested more than {most} levels deep: no backup tool prints that. Choose another file."
    )]
    TooDeep {
        /// The most allowed.
        most: usize,
    },
    /// A list that stands twice in one place.
    #[error("This file says two things at once: the list “{name}” stands twice. Run the command again.")]
    Twice {
        /// The list.
        name: String,
    },
    /// One entry or line that is too long to be one.
    #[error(
        "One entry of this file is longer than {most} bytes: no backup tool prints that. Choose another file."
    )]
    TooLong {
        /// Bytes allowed.
        most: usize,
    },
    /// More entries than are kept.
    #[error(
        "This file lists more than {most} entries. Choose a shorter time or fewer sources, and run the command again."
    )]
    TooMany {
        /// The most.
        most: usize,
    },
    /// A known tool in a form that leaves out the times.
    #[error(
        "This is {what}. It leaves out what has to be known of each point, such as the exact time. Run `{command}` instead."
    )]
    NoTimes {
        /// What it is: "the short list of `openstack image list`".
        what: &'static str,
        /// What to run.
        command: &'static str,
    },
    /// Not known.
    #[error(
        "Holdfast does not know this file. It reads {}. Choose what one of these prints.",
        tool::understood()
    )]
    Unknown,
}
