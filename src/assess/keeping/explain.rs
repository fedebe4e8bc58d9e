//! How runs fit, in words. Made when somebody asks; nothing is kept.

use super::Keeping;
use super::hours::{Fit, Outgrown, date};
use crate::assess::derivation::Derivation;
use crate::schedule::WhenLate;
use crate::system::{Component, ComponentId, System};
use crate::units::{Duration, Text, capitalised, spoken};

/// How the runs of a protection fit, and from when on they no longer do. `None` where how long they take is not known.
pub fn why_runs(system: &System, id: &ComponentId, protection: &str, runs: &[Fit]) -> Option<Derivation> {
    let component = system.component(id)?;
    let words = component.protection(protection)?.words();
    let of_it = |fit: &&Fit| fit.component == *id && fit.protection == protection;
    let into = match runs.iter().filter(of_it).any(|fit| fit.hours.is_some()) {
        true => " between its runs and into its hours",
        false => " between its runs",
    };
    let mut why = Derivation {
        title: format!("{}: does the {words} fit{into}?", component.name),
        ..Derivation::default()
    };
    for fit in runs.iter().filter(of_it) {
        why_run(&mut why, component, fit);
    }
    (!why.steps.is_empty()).then_some(why)
}

fn why_run(why: &mut Derivation, component: &Component, fit: &Fit) {
    why.figure(format!("The {} takes now", fit.name), fit.takes);
    why.figure("The shortest time between two starts", fit.every);
    if let Some(late) = fit.late {
        match late.does {
            WhenLate::Overlap => {
                why.because("The next one is started all the same, so runs work side by side.")
            }
            _ => why.figure(
                match late.known {
                    true => "A run that is due meanwhile is dropped, so one starts every",
                    false => "Where a run that is due meanwhile is dropped, one starts every",
                },
                late.every,
            ),
        }
        why.sum(Text::from("The most that may be lost then"), late.worst);
    } else if fit.takes <= fit.every {
        why.sum(Text::from("Between its runs it has to spare"), fit.every.minus(fit.takes));
    } else {
        why.sum(Text::from("Longer than that by"), fit.takes.minus(fit.every));
    }
    match fit.hours {
        Some(hours) if !hours.starts_inside => why.because(format!(
            "It starts outside the hours in which copies may run; they end at {}.",
            hours.close
        )),
        Some(hours) => {
            why.figure(format!("From its start until its hours end at {}", hours.close), hours.room);
            match hours.over > Duration::ZERO {
                true => why.sum(Text::from("It is still running then for"), hours.over),
                false => why.sum(Text::from("In its hours it has to spare"), hours.room.minus(fit.takes)),
            }
        }
        None => {}
    }
    if let (Some((from, what)), Some(size), Some(grows)) = (fit.outgrows, component.size, component.grows) {
        why.figure(format!("{} now", component.name), size);
        why.figure("It grows in a month of 730 h by", grows);
        why.because("A run takes longer in step with the data.");
        let label = match what {
            Outgrown::Hours => "The first run that no longer fits its hours starts on",
            Outgrown::Interval => "The first run that is not over before the next one is due starts on",
        };
        why.sum(Text::from(label), date(from));
    }
}

/// For how long two runs work at the same time; `None` where none do.
pub fn why_overlap(system: &System, keeping: &Keeping) -> Option<Derivation> {
    let overlap = keeping.overlap.as_ref()?;
    let both = [keeping.runs.get(overlap.runs.0)?, keeping.runs.get(overlap.runs.1)?];
    let name = |run: &Fit| {
        let component = system.component(&run.component).map_or("", |component| component.name.as_str());
        format!("the {} of {}", run.name, spoken(component))
    };
    let mut why = Derivation {
        title: format!(
            "{} and {}: why {} at the same time?",
            capitalised(&name(both[0])),
            name(both[1]),
            overlap.lasts
        ),
        ..Derivation::default()
    };
    for run in both {
        let (starts, _) = run.at?;
        why.figure(format!("{} starts at {starts} and takes", capitalised(&name(run))), run.takes);
    }
    why.because("Counted on a day on which both start, each as long as it takes alone.");
    why.sum(Text::from("Both at work"), overlap.lasts);
    if overlap.pairs > 1 {
        why.figure("Pairs of runs that overlap; these two do for the longest", overlap.pairs);
    }
    Some(why)
}
