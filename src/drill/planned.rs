use crate::units::Duration;

/// When steps are expected to start and be done, from when each starts and how long it takes, where these are known: a step
/// without a start begins when the one before it is done; one of unknown length has no end, and what follows begins with it.
pub fn planned(
    steps: impl IntoIterator<Item = (Option<Duration>, Option<Duration>)>,
) -> Vec<(Duration, Option<Duration>)> {
    let mut before = Duration::ZERO;
    let mut out = Vec::new();
    for (starts, takes) in steps {
        let start = starts.unwrap_or(before);
        let finish = takes.map(|takes| start.plus(takes));
        before = finish.unwrap_or(start);
        out.push((start, finish));
    }
    out
}
