//! Words for derivations: what survives and why, and how a window comes about.

use super::derivation::Derivation;
use super::survive::Fate;
use super::window::{Basis, Windows};
use crate::catalogue::{Letter, Scenario};
use crate::recovery::WorstMoment;
use crate::system::Protection;
use crate::system::{Component, Told};
use crate::units::{Duration, Moment, NBSP, Text, day_and_time, in_words, short_date};

const DAY: i64 = 86_400;

/// One step per protection: what becomes of it and why.
pub(super) fn fates(derivation: &mut Derivation, fates: &[(&Protection, Fate)]) {
    if fates.is_empty() {
        derivation.because("There is no copy.");
    }
    for (protection, fate) in fates {
        let name = protection.kind.words();
        let means = |letters: &[Letter]| in_words(&letters.iter().map(|l| l.means()).collect::<Vec<_>>());
        let text = match fate {
            Fate::Survives => Text::from(format!("The {name} is still there and usable.")),
            Fate::Unproven(letters) => Text::from(format!(
                "The {name} helps only if this holds, which is not known: {}.",
                means(letters)
            )),
            Fate::Part => Text::from(format!("The {name} brings back servers and settings, not the data.")),
            Fate::Untouched => Text::from(format!("Nothing happens to the {name}.")),
            Fate::Lost(letters) if letters.is_empty() => {
                Text::from(format!("The {name} is lost with the rest, or carries the same damage."))
            }
            Fate::Lost(letters) => {
                Text::from(format!("The {name} does not help: it would only if {}.", means(letters)))
            }
        };
        derivation.because(text);
    }
}

/// How an instant of the repeating pattern is said: with its weekday where the pattern keeps days apart, with the
/// time alone where it repeats within a day, and not at all where it drifts through the days.
fn instant(at: i64, repeats: i64) -> Option<String> {
    let moment = day_and_time(Moment::from_seconds(at));
    if repeats % DAY == 0 {
        Some(moment)
    } else if DAY % repeats == 0 {
        moment.split(NBSP).nth(1).map(str::to_owned)
    } else {
        None
    }
}

/// How the window comes about: the copy, when it is usable, the worst moment, the sums.
pub(super) fn window(
    derivation: &mut Derivation,
    component: &Component,
    scenario: &Scenario,
    found: &Windows<'_>,
) {
    let holds = &component.holds;
    match &found.basis {
        Basis::Copies { protection, worst, repeats, overdue } => {
            copies(derivation, holds, protection, worst, *repeats, scenario);
            if let Some(age) = overdue {
                derivation.figure(
                    "The last good run is older than the schedule allows, so its age counts instead",
                    age,
                );
            }
        }
        Basis::Continuous { protection, lag } => {
            derivation.figure(format!("The {} runs at most this far behind", protection.kind.words()), lag)
        }
        Basis::None => {}
    }
    if component.is_undated() && !found.without.is_empty() {
        derivation
            .because("Keys and passwords change by hand. See to it that the copy holds the newest ones.");
        return;
    }
    for protection in &found.without {
        let words = protection.kind.words();
        derivation.because(match protection.schedule.known() {
            Some(_) => format!("The {words} is made by hand, so no window can be promised for it."),
            None if protection.kind.is_scheduled() => format!("How often the {words} is made is not known."),
            None => format!("How far behind the {words} runs is not known."),
        });
    }
    if let Some(run) = &found.last_run {
        derivation.figure("The last run that is known to be good", short_date(run.date));
    }
    if let Some(refused) = &found.refused {
        derivation.because(refused.to_string());
    }
    let Some(window) = found.window else { return };
    if let Some(worst) = window.worst {
        derivation.sum(Text::from("Most that would be lost"), worst);
    }
    if found.never > 0.0 {
        derivation.figure(
            "Share of all moments at which no copy from before the damage is kept",
            percent(found.never),
        );
    }
    if let Some(mean) = window.mean {
        derivation.figure("On average, over every moment it could happen", mean);
    }
    if let Some(p95) = window.p95 {
        derivation.figure("19 times out of 20, no more than", p95);
    }
    if let Some(now) = window.now {
        derivation.figure("If it happened now", now);
    }
}

fn copies(
    derivation: &mut Derivation,
    holds: &str,
    protection: &Protection,
    worst: &WorstMoment,
    repeats: i64,
    scenario: &Scenario,
) {
    let words = protection.kind.words();
    if let Some(schedule) = protection.schedule.known() {
        derivation.because(format!("The {words} is made {schedule}."));
    }
    let captured = instant(worst.capture, repeats);
    derivation.steps.push(super::Step {
        text: format!("It holds the {holds} as they were when it started.").into(),
        figure: captured.clone(),
        sum: false,
    });
    let logical = scenario.id.is_logical();
    let usable = instant(worst.usable, repeats);
    match protection.to_safe() {
        Some(safe) if safe > Duration::ZERO => derivation.steps.push(super::Step {
            text: format!("Finishing it and bringing it to safety takes {safe}. Before that it is no help.")
                .into(),
            figure: usable.map(|u| format!("usable {u}")),
            sum: false,
        }),
        _ => derivation.because(
            "How long a copy takes until it is finished and safe was not given: that time comes on top.",
        ),
    }
    if logical {
        derivation.because(format!(
            "The damage is noticed {}. A copy taken after it carries the damage, so only older ones count.",
            match scenario.notice() {
                Duration::ZERO => "at once".to_owned(),
                notice => format!("after {notice}, the usual time for this"),
            }
        ));
        derivation.because(match protection.keep_for() {
            Some(keep) => format!("Each copy is kept for {keep}."),
            None => "How long copies are kept was not given: this takes it that one from before the damage is still \
                     there."
                .to_owned(),
        });
    }
    let loss = Duration::clamped(worst.loss);
    let strikes = instant(worst.failure_at, repeats);
    let text = match (captured, strikes, logical) {
        (Some(captured), Some(strikes), false) => format!(
            "Worst moment: a failure just before {strikes}, when the next copy becomes usable, falls back to the copy \
             of {captured}."
        ),
        (Some(captured), Some(strikes), true) => format!(
            "Worst moment: damage done just before {strikes}, when the next copy starts, falls back to the copy of \
             {captured}."
        ),
        (_, _, false) => {
            "Worst moment: just before the next copy becomes usable, the newest usable one is this old."
                .to_owned()
        }
        (_, _, true) => {
            "Worst moment: just before the next copy starts, the newest clean one is this old.".to_owned()
        }
    };
    derivation.figure(text, loss);
}

/// Against the owner's limit.
pub(super) fn limit(derivation: &mut Derivation, component: &Component, worst: Option<Duration>) {
    match (&component.limit, worst) {
        (Told::Known(limit), Some(worst)) => {
            derivation.figure("Your limit", limit);
            if worst > *limit {
                derivation.sum(Text::from("Over the limit by"), worst.minus(*limit));
            } else {
                derivation.sum(Text::from("Within the limit, with this to spare"), limit.minus(worst));
            }
        }
        (Told::Known(limit), None) => derivation.figure("Your limit", limit),
        (Told::Unsure, _) => {
            derivation.because("Nobody has said how much loss is too much, so this cannot be judged.")
        }
        (Told::Open, _) => derivation.because("No limit was given for it, so this cannot be judged."),
    }
}

/// A share of all moments, to a tenth of a per cent, never shown as zero or as all when it is not.
fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round();
    if tenths < 1.0 {
        format!("under 0.1{NBSP}%")
    } else if tenths > 999.0 && share < 1.0 {
        format!("over 99.9{NBSP}%")
    } else if (tenths % 10.0).abs() < 0.5 {
        format!("{:.0}{NBSP}%", tenths / 10.0)
    } else {
        format!("{:.1}{NBSP}%", tenths / 10.0)
    }
}
