/// Why a retention policy or a list of points cannot be worked with. Every message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RetentionError {
    /// A length of time in a form that the tool does not know.
    #[error("“{text}” is not a length of time: write it as {form}")]
    Length {
        /// As given.
        text: String,
        /// An example of what the tool takes.
        form: &'static str,
    },
    /// A grouping that the tool does not know.
    #[error("“{text}” is not a grouping: list any of host, paths and tags, or leave it empty for one group")]
    GroupBy {
        /// As given.
        text: String,
    },
    /// A point that needs another which is not there.
    #[error("the point “{id}” needs “{needs}”, which is not in the list: add it, or leave out what it needs")]
    NeedsNothing {
        /// The point.
        id: String,
        /// What it needs.
        needs: String,
    },
    /// Two points with the same name, one of which is needed.
    #[error("two points are named “{id}”, and another one needs it: give every point a name of its own")]
    TwoOfAName {
        /// The name.
        id: String,
    },
    /// An instant or a zone beyond what the calendar is good for.
    #[error(
        "the point “{id}” lies at {at} s with an offset of {offset} s: give an instant within 100,000 years of today and an offset of less than 26 h"
    )]
    Instant {
        /// The point.
        id: String,
        /// Seconds since 1970.
        at: i64,
        /// Seconds east of UTC.
        offset: i32,
    },
    /// More points than can be gone through.
    #[error("{points} points are more than can be gone through: give at most {most}", most = super::MOST_POINTS)]
    TooMany {
        /// How many.
        points: usize,
    },
    /// A number outside its range.
    #[error("{name} is {value}: give {range}")]
    OutOfRange {
        /// Which number.
        name: &'static str,
        /// As given.
        value: i64,
        /// What would be accepted.
        range: &'static str,
    },
    /// Two settings that exclude each other, or of which one is missing.
    #[error("give either {one} or {other}")]
    EitherOr {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// Points that need each other.
    #[error("the point “{id}” needs itself, directly or by way of others: correct what it needs")]
    Circle {
        /// One of them.
        id: String,
    },
    /// sanoid: snapshots of a class that the policy does not mention.
    #[error(
        "the policy says nothing about {class} snapshots, such as “{id}”: set it (0 for none; sanoid.defaults.conf has values of its own)"
    )]
    ClassNotSet {
        /// The class.
        class: &'static str,
        /// One of its snapshots.
        id: String,
    },
}
