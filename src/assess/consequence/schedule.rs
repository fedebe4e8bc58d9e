//! What a schedule leaves exposed.

use super::{Consequence, Preview, average, holds};
use crate::answers::Answers;
use crate::catalogue::ids;
use crate::schedule::Schedule;
use crate::units::{Duration, Text};

/// The most and the mean that a schedule loses when every run keeps its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) worst: Duration,
    pub(super) mean: Duration,
}

/// A run covers its start from the moment it is safe until the next one is: the loss grows from `safe` to
/// `gap + safe`. Averaged over time, a gap weighs as much as it lasts: the mean is the sum of `gap²` over twice the
/// period, plus `safe`.
pub(super) fn loss(schedule: Schedule, safe: Duration) -> Option<Loss> {
    let slots = schedule.slots();
    let period = slots.first()?.period;
    let mut starts: Vec<i64> = slots.iter().map(|s| s.offset.rem_euclid(period)).collect();
    starts.sort_unstable();
    let first = *starts.first()?;
    let next = starts.iter().skip(1).copied().chain([first + period]);
    let gaps: Vec<i64> = starts.iter().zip(next).map(|(a, b)| b - a).collect();
    let squares: i128 = gaps.iter().map(|g| i128::from(*g) * i128::from(*g)).sum();
    let mean = i64::try_from(squares / (2 * i128::from(period))).ok()?;
    Some(Loss {
        worst: Duration::clamped(gaps.iter().copied().max()?).plus(safe),
        mean: Duration::clamped(mean).plus(safe),
    })
}

pub(super) fn schedule(answers: &Answers, schedule: Schedule, raises: &dyn Fn(&str) -> bool) -> Consequence {
    let safe = answers.duration(ids::RUN_TO_SAFE);
    let Some(loss) = loss(schedule, safe.unwrap_or(Duration::ZERO)) else {
        return Consequence::says(
            "Nobody can say how much you would lose: it is the time since somebody last remembered.",
        );
    };
    let (what, mean) = (holds(answers), average(loss.mean));
    let text = Text::new().plain(format!("With a copy {schedule}"));
    let text = match safe {
        Some(safe) => text.plain(format!(" that is safe {safe} after it starts, you could lose up to ")),
        None => text.plain(" you could lose up to "),
    };
    let text = text.strong(loss.worst).plain(format!(" of {what}, and ")).strong(mean).plain(" on average");
    let text =
        if safe.is_some() { text.plain(".") } else { text.plain(", plus the time the copy itself takes.") };
    let mut c = Consequence::says(text);
    if let Schedule::Weekdays { at } = schedule {
        c = c
            .and(format!("The longest gap is the weekend: from Friday {at} to Monday {at} no copy is made."));
    }
    if let Some(limit) = answers.duration(ids::ACCEPTABLE_LOSS).filter(|_| !raises("window-too-wide")) {
        c = c.and(against(limit, loss.worst));
    }
    if safe.is_none() {
        let example = Duration::minutes(130);
        c.fine = format!(
            "If taking it lasts 40 minutes and sending it away 90 more, the worst case is {}.",
            loss.worst.plus(example)
        );
    }
    c.preview = Some(Preview {
        schedule,
        to_safe: safe.unwrap_or(Duration::ZERO),
        limit: answers.duration(ids::ACCEPTABLE_LOSS),
        holds: what.to_owned(),
    });
    c
}

/// A loss against the owner's limit.
pub(super) fn against(limit: Duration, worst: Duration) -> Text {
    if worst > limit {
        Text::new()
            .plain("That is ")
            .strong(worst.minus(limit))
            .plain(format!(" more than your limit of {limit}."))
    } else {
        Text::from(format!("That is within your limit of {limit}."))
    }
}
