//! Over which instants the failure is uniform.

/// The instants a law is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// `[0, length)`, after which everything repeats: the lcm of all periods, in seconds. The law holds for all time.
    HyperPeriod(i64),
    /// One explicit window. The law holds for failures in it and for no others.
    Window {
        /// Start, seconds from the epoch.
        from: i64,
        /// End, exclusive.
        to: i64,
    },
}

impl Span {
    /// Start, in seconds from the epoch.
    pub fn from(self) -> i64 {
        match self {
            Span::HyperPeriod(_) => 0,
            Span::Window { from, .. } => from,
        }
    }

    /// End, exclusive.
    pub fn to(self) -> i64 {
        match self {
            Span::HyperPeriod(length) => length,
            Span::Window { to, .. } => to,
        }
    }

    /// Seconds from start to end.
    pub fn length(self) -> i64 {
        self.to() - self.from()
    }

    /// After how many seconds everything repeats, if it does.
    pub fn hyper_period(self) -> Option<i64> {
        match self {
            Span::HyperPeriod(length) => Some(length),
            Span::Window { .. } => None,
        }
    }
}
