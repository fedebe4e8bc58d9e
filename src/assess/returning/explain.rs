//! How a recovery time and a consistent point come about, in words. Made when somebody asks; nothing is kept.

use super::missing::Missing;
use super::outcome::{Holder, Origin, PartReturn, Return, TaskBar};
use super::together::{Fit, Together};
use crate::assess::Derivation;
use crate::assess::outcome::Verdict;
use crate::units::{
    Arrange, Duration, Moment, Text, capitalised, grouped, in_words, short_date, spoken, uncapitalised,
};
use chrono::Timelike;

/// The recovery time after one scenario: what each part is brought back from, the critical path task by task, what is not
/// counted, and the limits.
pub fn explain_return(of: &Return) -> Derivation {
    let short = of.scenario.short;
    let mut derivation = Derivation {
        title: match of.total {
            Some(total) => format!(
                "{short}: why back after {}{}?",
                at_least(!of.missing.is_empty()),
                total.to_the_minute()
            ),
            None if of.verdict == Verdict::Gone => format!("{short}: why never back?"),
            None => format!("{short}: why is it not known when you would be back?"),
        },
        ..Derivation::default()
    };
    derivation.because(counted_from(of));
    for part in &of.parts {
        derivation.because(origin(part));
    }
    let mut critical: Vec<&TaskBar> = of.tasks.iter().filter(|task| task.critical).collect();
    critical.arrange_by_key(|task| task.start);
    works(&mut derivation, critical.into_iter());
    left_out(&mut derivation, &of.missing);
    let Some(total) = of.total else { return derivation };
    back(&mut derivation, of.worked_out, total, &of.missing);
    for part in &of.parts {
        limit(&mut derivation, part, true);
    }
    derivation
}

/// The recovery time of one part after a scenario: what it is brought back from, every task on its way, what is not counted,
/// and its limit.
pub fn explain_part(of: &Return, part: &PartReturn) -> Derivation {
    let (name, short) = (&part.name, uncapitalised(of.scenario.short));
    let mut derivation = Derivation {
        title: match part.back {
            Some(time) => {
                let time = time.to_the_minute();
                format!("{name}, {short}: why back after {}{time}?", at_least(!part.missing.is_empty()))
            }
            None if part.verdict == Verdict::Gone => format!("{name}, {short}: why never back?"),
            None => format!("{name}, {short}: why is the time not known?"),
        },
        ..Derivation::default()
    };
    derivation.because(counted_from(of));
    derivation.because(origin(part));
    works(&mut derivation, part.path.iter().filter_map(|at| of.tasks.get(*at)));
    left_out(&mut derivation, &part.missing);
    if let Some(time) = part.back {
        back(&mut derivation, part.worked_out, time, &part.missing);
        limit(&mut derivation, part, false);
    }
    derivation
}

fn counted_from(of: &Return) -> &'static str {
    if of.scenario.id.is_logical() {
        "Counted from the moment somebody knows of the damage. Until then the service runs, and the time until then \
         belongs to the loss."
    } else {
        "Counted from the failure."
    }
}

/// Tasks with how long each takes.
pub(in crate::assess) fn works<'a>(derivation: &mut Derivation, tasks: impl Iterator<Item = &'a TaskBar>) {
    tasks.for_each(|task| derivation.figure(work(task), task.finish.minus(task.start)));
}

pub(in crate::assess) fn left_out(derivation: &mut Derivation, missing: &[Missing]) {
    for missing in missing {
        derivation.because(format!("Not counted, because nobody has given it: {}.", missing.words));
    }
}

/// What was worked out; and what a drill took, where that was longer and stands instead.
fn back(derivation: &mut Derivation, worked_out: Option<Duration>, stands: Duration, missing: &[Missing]) {
    let label = if missing.is_empty() { "Back after" } else { "Back after at least" };
    match worked_out {
        Some(time) if time == stands => derivation.sum(Text::from(label), time),
        Some(time) => {
            derivation.sum(Text::from("Worked out"), time);
            derivation.because("A drill took longer, so its time stands.");
            derivation.sum(Text::from(label), stands);
        }
        None => {
            derivation.because("It could not be worked out. A drill took this long, so its time stands.");
            derivation.sum(Text::from(label), stands);
        }
    }
}

fn at_least(is: bool) -> &'static str {
    if is { "at least " } else { "" }
}

fn origin(part: &PartReturn) -> String {
    let name = &part.name;
    if !part.because.is_empty() {
        return format!("{name}: {}", uncapitalised(&part.because));
    }
    let from = match &part.from {
        Origin::Copy { words, increments: 0, .. } => format!("fetched from the {words}"),
        Origin::Copy { words, increments: 1, .. } => format!("fetched from the {words}, with 1 increment"),
        Origin::Copy { words, increments, .. } => {
            format!("fetched from the {words}, with {increments} increments when there are most")
        }
        Origin::Replica { words, .. } => format!("the {words} takes over, so nothing is fetched"),
        Origin::Rebuilt => "made again, because it holds no data".to_owned(),
        Origin::Nothing => "it stands, and waits for what it needs".to_owned(),
    };
    let proof = if part.proven { "" } else { ". That it is left is not proved" };
    format!("{name}: {from}{proof}.")
}

fn work(task: &TaskBar) -> String {
    let of = if task.name.is_empty() { String::new() } else { format!(": {}", spoken(&task.name)) };
    let held = task.note().map(|note| format!(", {note}")).unwrap_or_default();
    format!("{}{of}{held}", task.label)
}

impl TaskBar {
    /// What held it: "held by the speed of fetching". `None` for what takes its time.
    pub fn note(&self) -> Option<String> {
        let speed = |holder: &Holder| match holder {
            Holder::Link => "fetching",
            Holder::Writing => "writing",
        };
        match self.held.as_slice() {
            [] => None,
            [(only, _)] => Some(format!("held by the speed of {}", speed(only))),
            [(first, long), (second, short), ..] => Some(format!(
                "held for {long} by the speed of {} and for {short} by that of {}",
                speed(first),
                speed(second)
            )),
        }
    }
}

/// The limit and how the time stands against it; with the part's name and time where several stand together.
fn limit(derivation: &mut Derivation, part: &PartReturn, named: bool) {
    let (Some(back), Some(limit)) = (part.back, part.limit) else { return };
    let at_least = at_least(!part.missing.is_empty());
    derivation.figure(
        match named {
            true => format!("{}: back after {at_least}{back}, and the limit is", part.name),
            false => "The limit".to_owned(),
        },
        limit,
    );
    match (part.verdict, part.over()) {
        (Verdict::Over, Some(over)) => derivation.sum(Text::from("Over the limit by"), over),
        (Verdict::Within, _) => {
            derivation.figure("Within the limit, with this to spare", limit.minus(back));
        }
        (Verdict::Gone, _) => {}
        _ => derivation.because("Not everything is known, so this is no pass."),
    }
}

/// The moment that all parts of a group can go back to after one scenario, now and at the worst moment.
pub fn explain_together(of: &Together) -> Derivation {
    let names = in_words(&of.names);
    let mut derivation = Derivation {
        title: format!("{}: which moment can {names} go back to?", of.scenario.short),
        ..Derivation::default()
    };
    derivation.because(format!(
        "{} speak of each other, so they have to come from one moment.",
        capitalised(&names)
    ));
    derivation.figure("How far apart they may be", of.tolerance);
    for why in &of.open {
        derivation.because(why.as_str());
    }
    if let Some(fit) = &of.now {
        explain_fit(&mut derivation, of, fit, "If it happened now");
    }
    if let Some(fit) = &of.worst {
        explain_fit(&mut derivation, of, fit, "At the worst moment");
    }
    derivation
}

fn explain_fit(derivation: &mut Derivation, of: &Together, fit: &Fit, when: &str) {
    derivation.figure(format!("{when}: it fails at"), moment(fit.at));
    for (name, newest) in of.names.iter().zip(&fit.newest) {
        derivation.figure(format!("The newest state of {}", spoken(name)), moment(*newest));
    }
    for misfit in &fit.misfits {
        let (from, to) = (spoken(&misfit.from_name), spoken(&misfit.to_name));
        derivation.figure(format!("Each at its newest, {from} and {to} are apart by"), misfit.apart);
        match misfit.records.map(grouped) {
            Some(count) if misfit.dangling => {
                derivation.figure(format!("Records in {from} that would point at nothing in {to}"), count);
            }
            Some(count) => {
                derivation.figure(format!("Things in {to} that nothing in {from} would point at"), count);
            }
            None => {
                derivation.because(format!("How many records of {from} change in an hour was not given."))
            }
        }
    }
    match &fit.common {
        Some(common) => {
            derivation.figure("The latest moment that all of them can go back to", moment(common.point));
            derivation.sum(Text::from(format!("{when}, lost to get there")), common.lost);
        }
        None => derivation.sum(Text::from(format!("{when}, a moment that fits all of them")), "none"),
    }
}

/// "21 Nov, 02:00".
pub(in crate::assess) fn moment(at: Moment) -> String {
    let civil = at.civil();
    format!("{}, {:02}:{:02}", short_date(civil.date()), civil.hour(), civil.minute())
}
