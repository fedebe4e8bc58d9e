use super::series::Series;
use crate::assess::{CopyMark, Exposure};
use crate::units::{Duration, Moment, NBSP, in_words, long_date, long_moment, short_date};

/// "Orders database, orders that would be lost if the data centre were lost, 7 to 21 November 2026".
pub(super) fn title(exposure: &Exposure) -> String {
    format!(
        "{}, {} that would be lost if {}, {}",
        exposure.name,
        held(exposure),
        exposure.scenario.clause,
        span(exposure.from, exposure.to)
    )
}

/// What the chart shows, in sentences: the finding, not the drawing.
pub(super) fn description(series: &Series, copies: &[CopyMark], limit: Option<Duration>) -> String {
    let mut says: Vec<String> = Vec::new();
    match series.worst() {
        None => says.push("There was no usable copy at any time".to_owned()),
        Some(worst) if worst.now && worst.loss == only_rise(series) => {
            says.push(format!("The loss grew all the time, to {} now", worst.loss));
        }
        Some(worst) if worst.now => says.push(format!("The loss is at its largest now: {}", worst.loss)),
        Some(worst) => {
            let times = series.peaks().iter().filter(|p| p.loss == worst.loss && !p.now).count();
            let when = match times {
                0 | 1 => format!("on {}", long_moment(worst.at)),
                n => format!("{n} times, last on {}", long_moment(worst.at)),
            };
            says.push(format!(
                "The loss grows until the next copy can be used, then falls. It was largest, {}, {when}",
                worst.loss
            ));
        }
    }
    for (from, to) in series.gaps() {
        if series.worst().is_some() {
            let long = Duration::clamped(to.seconds().saturating_sub(from.seconds()));
            says.push(format!("For {long} from {} there was no usable copy", long_moment(from)));
        }
    }
    if let Some(failed) = failed(copies) {
        says.push(failed);
    }
    if let Some(limit) = limit {
        says.push(above(series, limit));
    } else {
        says.push("No limit was given".to_owned());
    }
    if let Some(now) = series.now().filter(|now| series.worst().is_none_or(|w| w.loss != *now)) {
        says.push(format!("Now it is {now}"));
    }
    says.join(". ") + "."
}

/// "Now 7 h 30 min. As scheduled: worst 26 h 10 min, mean 14 h 10 min".
pub(super) fn kicker(exposure: &Exposure, series: &Series) -> String {
    let now = series.now().map_or_else(|| "Now no usable copy".to_owned(), |now| format!("Now {now}"));
    let scheduled: Vec<String> = [("worst", exposure.window.worst), ("mean", exposure.window.mean)]
        .into_iter()
        .filter_map(|(word, figure)| figure.map(|f| format!("{word} {f}")))
        .collect();
    if scheduled.is_empty() { now } else { format!("{now}. As scheduled: {}", scheduled.join(", ")) }
}

/// What is lost, in the owner's words.
pub(super) fn held(exposure: &Exposure) -> &str {
    if exposure.holds.is_empty() { "data" } else { &exposure.holds }
}

/// The loss of a chart that is one rise from edge to edge; zero for any other.
fn only_rise(series: &Series) -> Duration {
    match (series.peaks().as_slice(), series.gaps().is_empty()) {
        ([one], true) => one.loss,
        _ => Duration::ZERO,
    }
}

fn above(series: &Series, limit: Duration) -> String {
    let seconds = series.above(limit);
    if seconds == 0 {
        return format!("It was within the limit of {limit} all the time");
    }
    if seconds >= series.length() {
        return format!("It was above the limit of {limit} all the time");
    }
    let (long, all) = (Duration::clamped(seconds), Duration::clamped(series.length()));
    format!("It was above the limit of {limit} for {long} of {all}")
}

/// "The copies of 11 Nov and 12 Nov do not count", at most six days named.
pub(super) fn failed(copies: &[CopyMark]) -> Option<String> {
    let failed: Vec<&CopyMark> = copies.iter().filter(|c| !c.good).collect();
    let mut days: Vec<String> = failed.iter().map(|c| short_date(c.captured.civil().date())).collect();
    days.dedup();
    match (failed.len(), days.as_slice()) {
        (_, []) => None,
        (1, [day]) => Some(format!("The copy of {day} does not count")),
        (n, [day]) => Some(format!("{n} copies of {day} do not count")),
        (_, days) if days.len() <= 6 => Some(format!("The copies of {} do not count", in_words(days))),
        (n, [first, .., last]) => Some(format!("{n} copies from {first} to {last} do not count")),
    }
}

/// "7 to 21 November 2026", with the month and year on both sides where they differ.
pub(super) fn span(from: Moment, to: Moment) -> String {
    let (from, to) = (long_date(from.civil().date()), long_date(to.civil().date()));
    if from == to {
        return to;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (from.split(NBSP).collect(), to.split(NBSP).collect());
    match (a.as_slice(), b.as_slice()) {
        ([day, month, year], [_, m, y]) if month == m && year == y => format!("{day} to {to}"),
        ([day, month, year], [_, _, y]) if year == y => format!("{day}{NBSP}{month} to {to}"),
        _ => format!("{from} to {to}"),
    }
}
