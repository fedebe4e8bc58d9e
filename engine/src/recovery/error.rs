//! Why a question about data loss cannot be answered as asked.

/// What is wrong with a question, and what to do about it. Lengths and instants are in seconds.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RecoveryError {
    /// A run with a period of zero or less.
    #[error("the {quantity} of \"{protection}\" is {period} s: give one of at least 1 s")]
    Period {
        /// Name of the protection.
        protection: String,
        /// Which period: "run period" or "log period".
        quantity: &'static str,
        /// The period given.
        period: i64,
    },
    /// A length of time below zero.
    #[error("the {quantity} of \"{protection}\" is {value} s: give 0 s or more")]
    Negative {
        /// Name of the protection.
        protection: String,
        /// Which length, such as "run duration", "propagation" or "keep age".
        quantity: &'static str,
        /// The value given.
        value: i64,
    },
    /// A detection delay below zero.
    #[error("the detection delay is {value} s: give 0 s when damage is seen at once, or a positive delay")]
    Detection {
        /// The value given.
        value: i64,
    },
    /// Keeping no copy at all.
    #[error("\"{protection}\" keeps 0 copies: keep at least 1, or leave this protection out")]
    KeepsNothing {
        /// Name of the protection.
        protection: String,
    },
    /// A chance outside 0 to 1.
    #[error("the chance that a run of \"{protection}\" is good is {success}: give a number from 0 to 1")]
    Success {
        /// Name of the protection.
        protection: String,
        /// The chance given.
        success: f64,
    },
    /// An instant or a length beyond the engine's range.
    #[error(
        "the {quantity} is {value} s: give a value within {limit} s, which is 35 million years",
        limit = super::MAX_SECONDS
    )]
    TooLarge {
        /// Which value, with the name of its protection where it has one.
        quantity: String,
        /// The value given.
        value: i64,
    },
    /// The periods hardly ever line up, so that the joint pattern is too long to go through.
    #[error(
        "the periods {} s repeat together too rarely to go through every run: use periods that divide a common week, \
         such as 5 minutes, 6 hours, 1 day and 7 days",
        list(.periods)
    )]
    HyperPeriod {
        /// The different periods, ascending.
        periods: Vec<i64>,
    },
    /// Runs listed one by one, which have no period.
    #[error(
        "the runs of \"{protection}\" are listed one by one and do not repeat: ask about a window, such as one year, \
         instead of a whole pattern"
    )]
    Listed {
        /// Name of the protection.
        protection: String,
    },
    /// Runs that are under way, or kept, over more periods than can be gone through.
    #[error(
        "\"{protection}\" has a run that takes millions of its periods to become usable: shorten the duration or the \
         propagation, or lengthen the period"
    )]
    RunTooLong {
        /// Name of the protection.
        protection: String,
    },
    /// Too many copies may turn out to be the newest good one.
    #[error(
        "too many copies of \"{protection}\" may be the newest good one (success {success}): raise the success, keep \
         copies for a shorter time, or run less often"
    )]
    TooManyCandidates {
        /// Name of the protection, or of all of them.
        protection: String,
        /// Its chance that a run is good.
        success: f64,
    },
    /// A window that ends before it starts.
    #[error("the window from {from} to {to} is empty: give an end after the start")]
    Window {
        /// Start of the window.
        from: i64,
        /// End of the window.
        to: i64,
    },
    /// More runs in a window than can be listed.
    #[error("the window from {from} to {to} holds more than {limit} runs: give a shorter window", limit = super::MAX_RUNS)]
    WindowTooLong {
        /// Start of the window.
        from: i64,
        /// End of the window.
        to: i64,
    },
    /// A write profile without a step.
    #[error("the write profile has no step: give at least one start and rate")]
    ProfileEmpty,
    /// Steps out of order or outside the repeated time.
    #[error(
        "the write profile has a step at {start} s: give starts in ascending order, from 0 to before its length of \
         {length} s"
    )]
    ProfileStart {
        /// The start given.
        start: i64,
        /// How long the profile is before it repeats.
        length: i64,
    },
    /// A rate that is negative or not a number.
    #[error("the write profile has a rate of {rate} bytes per second: give 0 or more")]
    ProfileRate {
        /// The rate given.
        rate: f64,
    },
    /// The write profile and the schedules together give too many pieces.
    #[error(
        "the schedules and the write profile repeat together only after {pieces} pieces: use periods that divide the \
         week, or fewer steps in the profile"
    )]
    ProfilePieces {
        /// How many pieces there would be.
        pieces: i64,
    },
}

fn list(periods: &[i64]) -> String {
    let shown: Vec<String> = periods.iter().take(12).map(i64::to_string).collect();
    let more = if periods.len() > shown.len() { " and more" } else { "" };
    format!("{}{more}", shown.join(", "))
}
