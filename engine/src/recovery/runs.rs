//! When runs start and how long they take.

/// One recurring run: it starts at `offset + n * period` for every integer `n`. All in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Distance between two starts, at least 1 s.
    pub period: i64,
    /// One of the starts; any instant will do.
    pub offset: i64,
    /// How long the run takes, 0 s or more. It may exceed the period: such runs overlap.
    pub duration: i64,
}

/// One run that takes place once, such as an entry of a monthly calendar. In seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Once {
    /// When it starts.
    pub start: i64,
    /// How long it takes, 0 s or more.
    pub duration: i64,
}

/// The runs of one protection.
///
/// With repeating runs alone the schedule has always run (steady state). A protection with any listed run has no period
/// and no steady state: it begins with the first listed run, and its repeating runs go on from there to the last listed run
/// or to the end of the window and the detection delay, whichever is later. It can only be asked about over a window ([`loss_law_over`](super::loss_law_over)).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runs {
    /// Runs that repeat for ever.
    pub repeating: Vec<Run>,
    /// Runs listed one by one, in any order.
    pub listed: Vec<Once>,
}

impl Runs {
    /// Whether there is no run at all.
    pub fn is_empty(&self) -> bool {
        self.repeating.is_empty() && self.listed.is_empty()
    }
}

impl From<Vec<Run>> for Runs {
    fn from(repeating: Vec<Run>) -> Runs {
        Runs { repeating, listed: Vec::new() }
    }
}

impl From<Vec<Once>> for Runs {
    fn from(listed: Vec<Once>) -> Runs {
        Runs { repeating: Vec::new(), listed }
    }
}

impl FromIterator<Run> for Runs {
    fn from_iter<I: IntoIterator<Item = Run>>(runs: I) -> Runs {
        Runs::from(runs.into_iter().collect::<Vec<Run>>())
    }
}

impl FromIterator<Once> for Runs {
    fn from_iter<I: IntoIterator<Item = Once>>(runs: I) -> Runs {
        Runs::from(runs.into_iter().collect::<Vec<Once>>())
    }
}
