/// Why runs cannot be listed. Every message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// A window that ends before it starts.
    #[error("the window ends before it starts: give an end after the start")]
    Backwards,
    /// More runs than can be listed.
    #[error("the window holds more than {most} runs: give a shorter window")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// Beyond the calendar.
    #[error("the window lies beyond the calendar: give years within 262,000 of today")]
    Calendar,
    /// A period below one second.
    #[error("the run repeats every {period} s: give a period of at least 1 s")]
    Period {
        /// As given.
        period: i64,
    },
    /// A length of time below zero, or beyond the range.
    #[error("a duration of {seconds} s was given: give 0 s to 35 million years")]
    Duration {
        /// As given.
        seconds: i64,
    },
    /// Changes of a zone out of order.
    #[error("the zone {zone} has a change at {at} (UTC) out of order: list its changes from past to future")]
    ZoneOrder {
        /// Its name.
        zone: String,
        /// Seconds since 1 January 1970.
        at: i64,
    },
    /// An offset that no clock has.
    #[error("the zone {zone} has an offset of {offset} s from UTC: give one of less than 26 h")]
    ZoneOffset {
        /// Its name.
        zone: String,
        /// Seconds east of UTC.
        offset: i32,
    },
    /// A size or a rate that makes no sense.
    #[error("the {quantity} of \"{name}\" is {value}: give a number above 0")]
    NotPositive {
        /// Of which run.
        name: String,
        /// Which quantity.
        quantity: &'static str,
        /// As given.
        value: String,
    },
}
