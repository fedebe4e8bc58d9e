//! What to do about runs that do not fit, and about copies made more often, or less, than pays.

use super::hours::{Fit, InHours, Outgrown, date};
use super::{Keeping, Pays};
use crate::answers::Evidence;
use crate::assess::figure::Figure;
use crate::assess::findings::{evidence_words, weight};
use crate::assess::outcome::Finding;
use crate::catalogue::{Passage, Severity, ids};
use crate::cost::Verdict;
use crate::schedule::WhenLate;
use crate::system::{System, ToldBy};
use crate::units::{Duration, Moment, Text, TimeOfDay, capitalised};

/// Until then a run that outgrows something is worth a word, and sooner than that a louder one.
const IN_SIGHT: Duration = Duration::days(365);
const SOON: Duration = Duration::days(92);

/// What follows from what the copies cost and take: part of every [`Outcome`](crate::assess::Outcome), and by itself where
/// only this is asked.
pub fn findings(system: &System, keeping: &Keeping, now: Moment) -> Vec<Finding> {
    let mut all = Vec::new();
    for fit in &keeping.runs {
        all.extend(longer_than_interval(system, fit));
        all.extend(outgrows(system, fit, now));
    }
    all.extend(overlap(keeping));
    all.extend(keeping.pays.iter().filter_map(|pays| pays_better(system, pays)));
    all
}

/// A finding with everything but its substance filled in. In the quick check a component has one copy to speak of.
fn finding(
    system: &System,
    id: &str,
    (component, protection): (&crate::system::ComponentId, &str),
    severity: Severity,
    title: String,
    next: String,
) -> Finding {
    let described = system.component(component).is_some_and(|c| c.told_by == ToldBy::Description);
    let known = known(system, component, protection);
    Finding {
        figure: Some(Figure::Runs(component.clone(), protection.to_owned())),
        id: if described { format!("{id}-{component}-{protection}") } else { format!("{id}-{component}") },
        question: Some(ids::BACKUP_SCHEDULE),
        severity,
        shifted: String::new(),
        title,
        scenario: None,
        loss: None,
        evidence: evidence_words(known),
        next,
        passage: Passage::steady("too-much"),
        page: None,
        weight: weight(0, known),
    }
}

/// The weakest of what it rests on.
fn known(system: &System, component: &crate::system::ComponentId, protection: &str) -> Option<Evidence> {
    let component = system.component(component)?;
    if component.told_by != ToldBy::Description {
        return system.facts.weakest(&[ids::RUN_TO_SAFE, ids::BACKUP_SCHEDULE]);
    }
    Some(component.known.min(component.protection(protection)?.known))
}

/// A run that takes longer than the time until the next one.
fn longer_than_interval(system: &System, fit: &Fit) -> Option<Finding> {
    if fit.takes <= fit.every {
        return None;
    }
    let known = known(system, &fit.component, &fit.protection);
    let described = system.component(&fit.component).is_some_and(|c| c.told_by == ToldBy::Description);
    let copy = if described { format!("The {}", fit.name) } else { "A copy".to_owned() };
    let (takes, every) = (fit.takes, fit.every);
    let loss = fit.late.map(|late| match late.does {
        WhenLate::Overlap => {
            Text::from("Runs work side by side: up to ").strong(late.worst).plain(" may be lost.")
        }
        _ => Text::from(if late.known {
            "A run that is due is dropped: one starts every "
        } else {
            "Where a run that is due is dropped, one starts every "
        })
        .strong(late.every)
        .plain(", and up to ")
        .strong(late.worst)
        .plain(" may be lost."),
    });
    Some(Finding {
        loss,
        passage: Passage::steady("how-much-would-you-lose"),
        weight: weight(takes.minus(every).seconds(), known),
        ..finding(
            system,
            "run-longer-than-interval",
            (&fit.component, &fit.protection),
            Severity::High,
            format!(
                "{copy} takes {takes}, but the next one starts after {every}: they pile up or are skipped"
            ),
            "Copy less each time, or move to changes-only copies.".to_owned(),
        )
    })
}

/// A run that does not fit its hours, or that will outgrow something within a year.
fn outgrows(system: &System, fit: &Fit, now: Moment) -> Option<Finding> {
    let name = &fit.name;
    let (severity, title, next, over) = match (fit.hours, fit.outgrows) {
        (Some(hours), _) if !hours.starts_inside => (
            Severity::Medium,
            format!("The {name} starts outside the hours in which copies may run"),
            format!("Start it while these hours are open; they end at {}.", hours.close),
            0,
        ),
        (Some(InHours { close, over, room, .. }), _) if over > Duration::ZERO => (
            Severity::Medium,
            format!("The {name} is still running at {close}, when its hours end"),
            format!("It takes {} and has {room}: start it {over} earlier, or copy changes only.", fit.takes),
            over.seconds(),
        ),
        (hours, Some((from, what))) if fit.takes <= fit.every => {
            let left = Duration::clamped(from.seconds() - now.seconds());
            if left > IN_SIGHT {
                return None;
            }
            let severity = if left <= SOON { Severity::Medium } else { Severity::Low };
            let title = match (what, hours) {
                (Outgrown::Hours, Some(hours)) => {
                    format!(
                        "From {} the {name} will still run at {}, when its hours end",
                        date(from),
                        hours.close
                    )
                }
                _ => format!(
                    "From {} the {name} will take longer than the time until the next one",
                    date(from)
                ),
            };
            let next = "Before then: copy changes only, start earlier, or give it a faster way.".to_owned();
            (severity, title, next, 0)
        }
        _ => return None,
    };
    let known = known(system, &fit.component, &fit.protection);
    let loss = fit.hours.filter(|hours| hours.starts_inside && hours.over == Duration::ZERO).map(|hours| {
        Text::from("It takes ").strong(fit.takes).plain(" now and has ").strong(hours.room).plain(".")
    });
    Some(Finding {
        loss,
        weight: weight(over, known),
        ..finding(system, "outgrows-its-hours", (&fit.component, &fit.protection), severity, title, next)
    })
}

/// Runs that slow each other down: one finding, about the longest time together.
fn overlap(keeping: &Keeping) -> Option<Finding> {
    let worst = keeping.overlap.as_ref()?;
    let (one, other) = (keeping.runs.get(worst.runs.0)?, keeping.runs.get(worst.runs.1)?);
    // The later one waits.
    let ((first, _), (second, _)) = (one.at?, other.at?);
    let after = |starts: TimeOfDay, takes: Duration| (starts.seconds() + takes.seconds()).rem_euclid(86_400);
    let (earlier, later, from) = if starts_within(first, one.takes, second) {
        (one, other, after(first, one.takes))
    } else {
        (other, one, after(second, other.takes))
    };
    let minutes = u16::try_from((from + 59) / 60 % 1_440).ok()?;
    let from = TimeOfDay::new(minutes / 60, minutes % 60)?;
    let more = match worst.pairs - 1 {
        0 => String::new(),
        1 => " One more pair of runs overlaps.".to_owned(),
        more => format!(" {more} more pairs of runs overlap."),
    };
    Some(Finding {
        id: "runs-overlap".to_owned(),
        question: None,
        severity: Severity::Low,
        shifted: String::new(),
        title: format!(
            "{} and {} work at the same time for {}",
            capitalised(&format!("the {}", earlier.name)),
            format_args!("the {}", later.name),
            worst.lasts
        ),
        scenario: None,
        loss: Some(Text::from(format!(
            "Each makes the other slower, and both make the live system slower.{more}"
        ))),
        evidence: evidence_words(Some(Evidence::Told)),
        next: format!("Start the {} at {from} or later, or let it wait for the other.", later.name),
        passage: Passage::steady("how-much-would-you-lose"),
        figure: Some(Figure::Overlap),
        page: None,
        weight: weight(worst.lasts.seconds(), Some(Evidence::Told)),
    })
}

fn starts_within(starts: TimeOfDay, takes: Duration, at: TimeOfDay) -> bool {
    (at.seconds() - starts.seconds()).rem_euclid(86_400) < takes.seconds()
}

/// Copies made more often, or less, than pays: never without every number it takes.
fn pays_better(system: &System, pays: &Pays) -> Option<Finding> {
    let (step, saved) = pays.better?;
    let saved = saved.with_currency(&system.setup.currency);
    let (id, severity, title, next) = match pays.verdict {
        Verdict::TooOften => (
            "more-often-than-pays",
            Severity::Waste,
            format!("The {} runs every {}; every {step} would save {saved} a year", pays.name, pays.every),
            format!("Run it every {step}: every limit is met as it is now."),
        ),
        Verdict::TooSeldom => (
            "too-seldom",
            Severity::Low,
            format!(
                "The {} runs every {}; every {step} would save {saved} a year in lost work, runs paid",
                pays.name, pays.every
            ),
            format!("Run it every {step}."),
        ),
        _ => return None,
    };
    let currency = &system.setup.currency;
    let at_best = pays.a_year_at_best?.with_currency(currency);
    Some(Finding {
        figure: Some(Figure::Pays(pays.component.clone())),
        loss: Some(
            Text::from("Runs and expected losses cost ")
                .strong(pays.a_year.with_currency(currency))
                .plain(" a year, and at best ")
                .strong(at_best)
                .plain("."),
        ),
        ..finding(system, id, (&pays.component, &pays.protection), severity, title, next)
    })
}
