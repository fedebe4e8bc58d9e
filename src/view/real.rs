use super::marks::{verdict_class, verdict_mark};
use crate::assess::Verdict;
use crate::assess::real::{Real, coarse};
use crate::chart;
use crate::import::{Gap, SizeKind};
use crate::units::{Bytes, Duration, NBSP, grouped, in_words, long_moment};
use maud::{Markup, html};

/// What restore points show beside what was promised: a verdict, a table, a picture with its numbers. `id` begins every id
/// inside.
pub fn real(real: &Real, id: &str) -> Markup {
    html! {
        (verdict(real))
        (table(real))
        (beside(real))
        @if let Some(picture) = chart::points(real, &format!("{id}-c")) { div class="block" { (picture) } }
    }
}

/// The verdict in a sentence, with its mark.
fn verdict(real: &Real) -> Markup {
    let (verdict, says) = stands(real);
    html! {
        p class={ "measure block-s " (verdict_class(verdict)) } { (verdict_mark(verdict)) " " (says) "." }
        @if let Some(stale) = real.too_old() {
            p class={ "measure " (verdict_class(Verdict::Over)) } {
                (verdict_mark(Verdict::Over)) " The newest point was " (coarse(stale)) " old when the list was read."
            }
        }
    }
}

/// How the worst that really was stands against the limit and the promise.
pub fn stands(real: &Real) -> (Verdict, String) {
    let Some(worst) = real.worst() else {
        return (Verdict::Unknown, "One restore point alone shows no window".to_owned());
    };
    let mut against = Vec::new();
    let mut kept = Vec::new();
    match (real.limit(), real.over(Some(worst))) {
        (Some(limit), Some(over)) => against.push(format!("{over} over your limit of {limit}")),
        (Some(limit), None) => kept.push(format!("within your limit of {limit}")),
        (None, _) => {}
    }
    match (&real.promised, real.beyond(Some(worst))) {
        (Some(_), Some(more)) => against.push(format!("{more} more than the schedule promises")),
        (Some(promised), None) => {
            kept.push(format!("within what the schedule promises, {}", promised.loss()))
        }
        (None, _) => {}
    }
    match (against.is_empty(), kept.is_empty()) {
        (false, _) => (Verdict::Over, format!("Up to {worst} were at stake: {}", in_words(&against))),
        (true, false) => (Verdict::Within, format!("Up to {worst} were at stake: {}", in_words(&kept))),
        (true, true) => (Verdict::None, format!("Up to {worst} were at stake")),
    }
}

fn table(real: &Real) -> Markup {
    let m = &real.shown.measured;
    let promised = real.promised.as_ref();
    let gap = |gap: Gap| (Duration::clamped(gap.seconds()).to_string(), between(real, gap));
    let none = || ("–".to_owned(), String::new());
    html! {
        table class="tbl flow really" {
            caption class="vh" { "What was promised and what really was" }
            thead { tr { th scope="col" { "What" } th scope="col" { "Promised" } th scope="col" { "Really" } } }
            tbody {
                (row("Longest time between two points", promised.map(|p| p.gap.to_string()), m.longest_gap.map_or_else(none, gap)))
                (row("Most that was at stake", promised.map(|p| p.loss().to_string()), m.worst_loss.map_or_else(none, gap)))
                (row("Age of the newest point when it was looked up", promised.map(|p| format!("at most {}", p.loss().plus(p.grace))), newest(real)))
                @if let Some(runs) = &m.runs {
                    (row("Runs without a point", promised.map(|p| format!("none; {}", p.schedule)), missed(real, runs)))
                    (row(&format!("Runs that started more than {} late", promised.map_or(Duration::ZERO, |p| p.grace)), Some("none".to_owned()), late(runs)))
                }
                @if let Some(took) = took(real) { (row("Time until a point could be used", promised.and_then(|p| p.to_safe).map(|t| t.to_string()), took)) }
                @if let Some(size) = size(real) { (row("Size of the newest point", None, size)) }
            }
        }
    }
}

fn row(what: &str, promised: Option<String>, (figure, words): (String, String)) -> Markup {
    html! {
        tr {
            th scope="row" { (what) }
            td data-label="Promised" { div { (promised.as_deref().unwrap_or("–")) } }
            td data-label="Really" { div { strong { (figure) } @if !words.is_empty() { span class="hint" { " " (words) } } } }
        }
    }
}

fn between(real: &Real, gap: Gap) -> String {
    format!("from {} to {}", long_moment(real.local(gap.from)), long_moment(real.local(gap.to)))
}

fn newest(real: &Real) -> (String, String) {
    let Some(stale) = real.shown.measured.stale else {
        return ("–".to_owned(), String::new());
    };
    let mut words = format!("of {}", long_moment(real.local(stale.from)));
    if let Some(now) = real.stale_now().filter(|_| real.age() > Duration::hours(1)) {
        words.push_str(&format!("; {} ago now", coarse(now)));
    }
    (coarse(Duration::clamped(stale.seconds())).to_string(), words)
}

fn missed(real: &Real, runs: &crate::import::Runs) -> (String, String) {
    let of = format!("of {}", grouped(runs.due as u64));
    let figure = if runs.missed.is_empty() { "none".to_owned() } else { grouped(runs.missed.len() as u64) };
    let words = match runs.missed.last() {
        Some(last) => format!("{of}, the last was due on {}", long_moment(real.local(*last))),
        None => of,
    };
    (figure, words)
}

fn late(runs: &crate::import::Runs) -> (String, String) {
    match runs.late.iter().map(|late| late.by).max() {
        None => ("none".to_owned(), String::new()),
        Some(by) => (grouped(runs.late.len() as u64), format!("by up to {}", Duration::clamped(by))),
    }
}

fn took(real: &Real) -> Option<(String, String)> {
    let all = || real.group.points.iter().filter_map(|p| Some(p.usable_at?.saturating_sub(p.captured_at)));
    let (least, most) = (all().min()?, all().max()?);
    let figure = match least == most {
        true => Duration::clamped(most).to_string(),
        false => format!("{} to {}", Duration::clamped(least), Duration::clamped(most)),
    };
    let trend = real.shown.measured.slower_per_day.map(|s| s.round() as i64);
    let words = match trend {
        Some(s) if s > 0 => format!("longer by {} a day", Duration::clamped(s)),
        Some(s) if s < 0 => format!("shorter by {} a day", Duration::clamped(-s)),
        Some(_) => "not changing".to_owned(),
        None => String::new(),
    };
    Some((figure, words))
}

fn size(real: &Real) -> Option<(String, String)> {
    let newest = real.group.points.iter().find_map(|p| p.size)?;
    let kind = match newest.kind {
        SizeKind::Logical => "as a restore would write it",
        SizeKind::Stored => "in the storage",
        SizeKind::Unique => "that no other point shares",
        SizeKind::Provisioned => "the whole disk, however full",
    };
    let m = &real.shown.measured;
    let bytes = |value: f64| Bytes::new(value.abs().round() as u64).unwrap_or(newest.bytes);
    let trend = m.growth_per_day.filter(|_| m.growth_of == Some(newest.kind)).map(|day| match day {
        d if d >= 1.0 => format!(", growing by {} a day", bytes(d)),
        d if d <= -1.0 => format!(", shrinking by {} a day", bytes(d)),
        _ => ", not changing".to_owned(),
    });
    Some((newest.bytes.to_string(), format!("{kind}{}", trend.unwrap_or_default())))
}

/// What these figures leave out.
fn beside(real: &Real) -> Markup {
    let m = &real.shown.measured;
    let group = &real.group;
    let mut says: Vec<String> = Vec::new();
    if real.shown.thinned
        && let Some(from) = real.shown.from
    {
        let mut words = format!(
            "Points from before {} lie further apart than runs do, as a keep policy leaves them: what is gone cannot be seen, \
             so only what came after counts here",
            long_moment(real.local(from))
        );
        if let Some(gap) = real.shown.before {
            words.push_str(&format!(
                ". The longest time between two that are left is {}",
                Duration::clamped(gap.seconds())
            ));
        }
        says.push(words);
    }
    if group.not_kept() > 0 {
        says.push(format!(
            "{}{NBSP}older points are not kept in your answers. The longest times, and how sizes change, speak of all {}{NBSP}points; \
             runs of those that are kept",
            grouped(group.not_kept() as u64),
            grouped(group.figures.points as u64)
        ));
    }
    if m.ahead > 0 {
        says.push(format!(
            "{}{NBSP}points lie in the future, by a wrong clock, and do not count",
            grouped(m.ahead as u64)
        ));
    }
    if group.points.iter().all(|p| p.usable_at.is_none()) && !group.points.is_empty() {
        says.push(
            "This list does not say when a point could first be used, so what was at stake is the least it can have been"
                .to_owned(),
        );
    }
    if let Some(promised) = &real.promised {
        says.push(format!("Runs are due on the clock of {}", promised.zone));
    }
    html! { @for words in &says { p class="hint measure" { (words) "." } } }
}
