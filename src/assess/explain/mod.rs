//! Words for derivations: what survives and why, and how a window comes about.

mod source;

use super::derivation::Derivation;
use super::survive::Fate;
use super::window::{Basis, Windows};
use crate::catalogue::{Letter, Scenario};
use crate::recovery::{RecoveryError, Span};
use crate::system::Protection;
use crate::system::{Component, Told, ToldBy};
use crate::units::{Duration, Moment, NBSP, Text, in_words, long_date, short_date};

/// One step per protection: what becomes of it and why.
pub(super) fn fates(derivation: &mut Derivation, fates: &[(&Protection, Fate)]) {
    if fates.is_empty() {
        derivation.because("There is no copy.");
    }
    for (protection, fate) in fates {
        let name = protection.words();
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

/// How the window comes about: the copy, when it is usable, the worst moment, the sums.
pub(super) fn window(
    derivation: &mut Derivation,
    component: &Component,
    scenario: &Scenario,
    found: &Windows<'_>,
) {
    for (protection, age) in &found.stopped {
        derivation.figure(
            format!(
                "The last good run of the {} is older than its schedule allows, so it is not counted on",
                protection.words()
            ),
            age,
        );
    }
    match &found.basis {
        Basis::Law { protection, worst, overdue } => {
            source::worst(derivation, component, scenario, found, protection, worst);
            if let Some(age) = overdue {
                derivation.figure(
                    "The last good run is older than the schedule allows, so its age counts instead",
                    age,
                );
            }
        }
        Basis::Behind { protection, lag } => {
            derivation.figure(format!("The {} runs at most this far behind", protection.words()), lag)
        }
        Basis::None => {}
    }
    if component.is_undated() && !found.without.is_empty() {
        derivation
            .because("Keys and passwords change by hand. See to it that the copy holds the newest ones.");
        return;
    }
    for (protection, lack) in &found.without {
        derivation.because(lack.words(&protection.words()));
    }
    if let Some(run) = &found.last_run {
        derivation.figure("The last run that is known to be good", short_date(run.date));
    }
    if let Some(refused) = &found.refused {
        derivation.because(refusal(refused));
    }
    sums(derivation, component, found);
}

fn sums(derivation: &mut Derivation, component: &Component, found: &Windows<'_>) {
    let Some(window) = found.window else {
        if found.leaves_nothing && component.told_by == ToldBy::Description {
            derivation.figure(
                "By the time anything is restored, no copy from before the failure or damage is there any more; share of \
                 all moments at which that is so",
                percent(found.never),
            );
        }
        return;
    };
    if let Some(worst) = window.worst {
        derivation.sum(Text::from("Most that would be lost"), worst);
    }
    if found.leaves_nothing {
        derivation.figure(
            "Share of all moments at which no copy from before the damage is kept",
            percent(found.never),
        );
    } else if found.is_cut() {
        derivation.because(
            "Should even more runs in a row be bad, more would be lost. At no moment does the chance of that reach 1 in \
             1,000, so it is left out.",
        );
    }
    // A figure that is the same at every moment is said once.
    let steady = component.told_by == ToldBy::Description && window.mean == window.worst;
    if let Some(mean) = window.mean.filter(|_| !steady) {
        derivation.figure("On average, over every moment it could happen", mean);
    }
    if let Some(p95) = window.p95.filter(|_| !steady) {
        derivation.figure("19 times out of 20, no more than", p95);
    }
    if let Some(Span::Window { from, .. }) = found.woven.as_ref().map(|woven| woven.law.span()) {
        derivation.because(format!(
            "The runs hardly ever line up, so these figures are for the 366 days from {}.",
            long_date(Moment::from_seconds(from).civil().date())
        ));
    }
    if let Some(now) = window.now {
        derivation.figure("If it happened now", now);
    }
}

/// Why the engine gives no number, in the reader's words.
fn refusal(refused: &RecoveryError) -> String {
    match refused {
        RecoveryError::TooManyCandidates { protection, .. } => format!(
            "There is no figure: so many copies of the {protection} may be the newest good one that they cannot all be \
             gone through. Give a higher share of good runs, or a shorter time for which copies are kept."
        ),
        RecoveryError::HyperPeriod { .. } | RecoveryError::WindowTooLong { .. } => {
            "There is no figure: the runs hardly ever line up, and a year holds too many of them to go through. \
             Intervals that divide a day, such as 5 min, 6 h or 24 h, can be gone through."
                .to_owned()
        }
        RecoveryError::RunTooLong { protection } => format!(
            "There is no figure: the {protection} takes many times longer than the time until its next run. Check how \
             long it takes and how often it runs."
        ),
        RecoveryError::KeepsNothing { protection } => {
            format!("The {protection} keeps 0 copies, so there is none to go back to.")
        }
        other => format!("There is no figure: {other}."),
    }
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

/// A share, to a tenth of a per cent, never shown as zero or as all when it is not.
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
