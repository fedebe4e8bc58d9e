//! Why a recovery cannot be computed as described.

/// What is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReturnError {
    /// Two tasks, resources or parts of one name.
    #[error("there are two {kind}s called \"{name}\": give each its own name")]
    Twice {
        /// "task", "resource" or "part".
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A name that is not there.
    #[error("\"{by}\" names the {kind} \"{name}\", which is not there: add it, or take the name out")]
    Unknown {
        /// "task", "resource" or "part".
        kind: &'static str,
        /// The name.
        name: String,
        /// Who names it.
        by: String,
    },
    /// Tasks that wait for each other.
    #[error("{}, so that it can never start: take one of these dependencies out", chain(.cycle))]
    Cycle {
        /// Each waits for the next, and the last for the first.
        cycle: Vec<String>,
    },
    /// A resource that lets nothing through.
    #[error("\"{resource}\" lets {rate} bytes a second through: give a rate above 0")]
    NoCapacity {
        /// Its name.
        resource: String,
        /// As given.
        rate: f64,
    },
    /// A transfer that never ends.
    #[error("\"{task}\" is held to {rate} bytes a second: give a rate above 0")]
    NoRate {
        /// Its name.
        task: String,
        /// As given.
        rate: f64,
    },
    /// A transfer that nothing holds back.
    #[error(
        "nothing limits how fast \"{task}\" transfers: name a resource it goes through, or the rate it is held to"
    )]
    NoLimit {
        /// Its name.
        task: String,
    },
    /// A quantity below zero, or no number.
    #[error("the {quantity} of \"{name}\" is {value}: give {least} or more")]
    OutOfRange {
        /// Of which task, part or reference.
        name: String,
        /// Which quantity.
        quantity: &'static str,
        /// As given.
        value: f64,
        /// The least it may be.
        least: f64,
    },
    /// A quantity that has to be above zero.
    #[error("the {quantity} of \"{name}\" is {value}: give a number above 0")]
    NotPositive {
        /// Of which part.
        name: String,
        /// Which quantity.
        quantity: &'static str,
        /// As given.
        value: f64,
    },
    /// More tasks than can be gone through.
    #[error("the plan has more than {most} tasks: put small ones together")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// A task that goes on beyond all measure.
    #[error("\"{task}\" takes too long to be computed: check its size and its rates")]
    Endless {
        /// Its name.
        task: String,
    },
    /// An interval that ends before it begins.
    #[error("the restorable interval of \"{name}\" ends at {to} before it begins at {from}: swap the two")]
    Backwards {
        /// Of which component.
        name: String,
        /// Its begin.
        from: i64,
        /// Its end.
        to: i64,
    },
    /// A tolerance below zero.
    #[error("the tolerance is {tolerance} s: give 0 s when all parts must be of the same instant, or more")]
    Tolerance {
        /// As given.
        tolerance: i64,
    },
    /// An instant beyond the range.
    #[error("an instant of {value} s was given for \"{name}\": give one within 2^50 s")]
    Instant {
        /// Of which component.
        name: String,
        /// As given.
        value: i64,
    },
}

fn chain(cycle: &[String]) -> String {
    let first = cycle.first().map(String::as_str).unwrap_or_default();
    let rest = cycle.iter().skip(1).map(|next| format!("waits for \"{next}\", which "));
    format!("\"{first}\" {}waits for \"{first}\"", rest.collect::<String>())
}
