//! How the worst moment comes about, by what is restored from.

use super::percent;
use crate::assess::Step;
use crate::assess::derivation::Derivation;
use crate::assess::law::WorstMoment;
use crate::assess::model::{bases, full_success, success};
use crate::assess::window::{Windows, Woven};
use crate::catalogue::Scenario;
use crate::recovery::{Loss, Source, Span, YEAR, newest_at};
use crate::system::{BadRuns, Component, Keep, Protection, ProtectionKind, ToldBy};
use crate::units::{Duration, Moment, NBSP, day_and_time, short_date};
use chrono::Timelike;
use std::borrow::Cow;

const DAY: i64 = 86_400;

/// How an instant is said: with its weekday where the pattern keeps days apart, with the time alone where it repeats
/// within a day, with its date where a pattern is longer than a year, and not at all where it drifts through the days.
fn instant(at: i64, span: Span) -> Option<String> {
    let moment = Moment::from_seconds(at);
    match span {
        Span::HyperPeriod(repeats) if repeats <= YEAR => {
            let words = day_and_time(moment);
            if repeats % DAY == 0 {
                Some(words)
            } else if DAY % repeats == 0 {
                words.split(NBSP).nth(1).map(str::to_owned)
            } else {
                None
            }
        }
        _ => {
            let civil = moment.civil();
            Some(format!("{}{NBSP}{:02}:{:02}", short_date(civil.date()), civil.hour(), civil.minute()))
        }
    }
}

/// The steps up to the loss at the worst moment.
pub(super) fn worst(
    derivation: &mut Derivation,
    component: &Component,
    scenario: &Scenario,
    found: &Windows<'_>,
    protection: &Protection,
    worst: &WorstMoment,
) {
    let Some(Woven { of, law, question, .. }) = &found.woven else { return };
    let told = Told {
        component,
        protection,
        worst,
        span: law.span(),
        logical: scenario.id.is_logical(),
        notice: scenario.notice(),
    };
    if component.told_by == ToldBy::Description && *of > 1 {
        derivation.because(format!(
            "Of the {} that are left, the one that reaches furthest is used. At the worst moment that is the {}.",
            of,
            protection.words()
        ));
    }
    match (protection.kind, component.told_by) {
        (ProtectionKind::Logs, ToldBy::Description) => told.logs(derivation),
        (kind, ToldBy::Description) if kind.is_replica() => told.replica(derivation),
        (kind, ToldBy::Description) if kind.is_chain() => told.chain(derivation, question),
        _ => told.copies(derivation),
    }
}

struct Told<'a> {
    component: &'a Component,
    protection: &'a Protection,
    worst: &'a WorstMoment,
    span: Span,
    logical: bool,
    notice: Duration,
}

impl Told<'_> {
    fn at(&self, at: i64) -> Option<String> {
        instant(at, self.span)
    }

    fn words(&self) -> Cow<'_, str> {
        self.protection.words()
    }

    /// That what starts it shows another time than the figures above.
    fn other_clock(&self, derivation: &mut Derivation) {
        let ahead = self.protection.ahead;
        if ahead == 0 {
            return;
        }
        let by = Duration::clamped(ahead.abs());
        let way = if ahead > 0 { "behind" } else { "ahead of" };
        derivation.because(format!(
            "That is by the clock of {}, which is {by} {way} the one that the times below are on.",
            self.protection.zone
        ));
    }

    /// Each run a copy by itself.
    fn copies(&self, derivation: &mut Derivation) {
        if let Some(schedule) = self.protection.schedule.known() {
            derivation.because(format!("The {} is made {schedule}.", self.words()));
        }
        self.captured_and_usable(derivation);
        self.bad_runs(derivation);
        self.kept(derivation);
        self.moment(derivation);
    }

    /// Fulls and what builds on them.
    fn chain(&self, derivation: &mut Derivation, question: &Loss) {
        let incremental = self.protection.kind == ProtectionKind::FileIncremental;
        if let (Some(fulls), Some(schedule)) =
            (self.protection.fulls.known(), self.protection.schedule.known())
        {
            derivation.because(format!(
                "A full of the {} is made {fulls}, and the changes since {} {schedule}.",
                self.words(),
                if incremental { "the run before" } else { "the full" }
            ));
        }
        self.captured_and_usable(derivation);
        self.links(derivation, question);
        self.bad_runs(derivation);
        self.kept(derivation);
        self.moment(derivation);
    }

    /// What the runs of a chain need, and how likely all of that is good.
    fn links(&self, derivation: &mut Derivation, question: &Loss) {
        match self.needs(self.worst.source) {
            Some((text, _)) if success(self.protection) >= 1.0 && full_success(self.protection) >= 1.0 => {
                derivation.because(format!("It needs {text}, all of them good."));
            }
            Some((text, good)) => {
                derivation.figure(format!("It needs {text}; chance that all are good"), percent(good));
            }
            None => derivation.because("It is a full, and needs no other run."),
        }
        // What would have been used, had it been good.
        if self.worst.newer > 0
            && let Ok(Some(newest)) = newest_at(question, self.worst.failure_at - 1)
            && newest.protection == self.worst.protection
            && let Some((text, good)) = self.needs(newest.source)
        {
            derivation.figure(
                format!("The newest at that moment needs {text}; chance that all are good"),
                percent(good),
            );
        }
    }

    /// The runs beside itself that one of a chain needs, in words, and the chance that it and they are good. `None` for a
    /// full.
    fn needs(&self, source: Source) -> Option<(String, f64)> {
        let (full, links, words) = match source {
            Source::Incremental { full, between, .. } => {
                let links = between.saturating_add(1);
                (full, links, format!("{links}{NBSP}increment{}", if links == 1 { "" } else { "s" }))
            }
            Source::Differential { full, .. } => (full, 1, "the differential itself".to_owned()),
            _ => return None,
        };
        let of = self.at(full).map_or_else(String::new, |at| format!(" of {at}"));
        let (whole, each) = (full_success(self.protection), success(self.protection));
        let good = match self.protection.bad_runs {
            // The next run is taken against the last good one: each stands for itself.
            BadRuns::Noticed => each,
            BadRuns::Silent | BadRuns::NoticedAfter(_) => {
                whole * each.powi(i32::try_from(links).unwrap_or(i32::MAX))
            }
        };
        Some((format!("the full{of} and {words}"), good))
    }

    /// Bases, and the logs from there.
    fn logs(&self, derivation: &mut Derivation) {
        let lag = self.protection.lag.unwrap_or(Duration::ZERO);
        derivation.figure(format!("The {} is at most this far behind", self.words()), lag);
        if let Some(schedule) = bases(self.protection).0.known() {
            derivation.because(format!("A base backup to replay it on is made {schedule}."));
        }
        self.other_clock(derivation);
        self.bad_runs(derivation);
        let base = match self.worst.source {
            Source::LogEnd { base, consistent, .. } | Source::JustBefore { base, consistent } => {
                self.at(base).zip(self.at(consistent))
            }
            _ => None,
        };
        if let Some((base, consistent)) = base {
            derivation.because(format!(
                "It is replayed on a base such as that of {base}, which is whole only from its end at {consistent} on."
            ));
        }
        self.kept(derivation);
        let loss = Duration::clamped(self.worst.loss);
        match self.worst.source {
            Source::JustBefore { .. } => derivation.figure(
                "The logs are replayed to just before the damage, so nothing from before it is lost",
                loss,
            ),
            Source::LogEnd { .. } => derivation.figure(
                "Worst moment: just before the next log arrives, the newest one there is this old",
                loss,
            ),
            _ => self.moment(derivation),
        }
    }

    fn replica(&self, derivation: &mut Derivation) {
        let (words, loss) = (self.words(), Duration::clamped(self.worst.loss));
        self.bad_runs(derivation);
        match (self.protection.kind, self.logical) {
            (ProtectionKind::StandbySync, _) => derivation.because(format!(
                "Every change is in the {words} before it counts as done, so nothing is lost with the original."
            )),
            (_, true) => derivation.figure(
                format!(
                    "The {words} holds changes back for {}, and the damage is noticed after {}, before it gets there. As \
                     it stands then, it is this far behind the damage; run on to just before it, it would lose less",
                    self.protection.delay.unwrap_or(Duration::ZERO),
                    self.notice
                ),
                loss,
            ),
            (_, false) => derivation.figure(format!("The {words} runs at most this far behind"), loss),
        }
    }

    fn captured_and_usable(&self, derivation: &mut Derivation) {
        self.other_clock(derivation);
        let holds = &self.component.holds;
        derivation.steps.push(Step {
            text: format!("It holds the {holds} as they were when it started.").into(),
            figure: self.at(self.worst.capture),
            sum: false,
        });
        let full = matches!(self.worst.source, Source::Copy { .. }) && self.protection.kind.is_chain();
        let takes = self.protection.full_takes.filter(|_| full).or(self.protection.takes);
        let safe = Protection { takes, ..self.protection.clone() }.to_safe();
        match safe {
            Some(safe) if safe > Duration::ZERO => derivation.steps.push(Step {
                text: format!(
                    "Finishing it and bringing it to safety takes {safe}. Before that it is no help."
                )
                .into(),
                figure: self.at(self.worst.usable).map(|usable| format!("usable {usable}")),
                sum: false,
            }),
            _ => derivation.because(
                "How long a copy takes until it is finished and safe was not given: that time comes on top.",
            ),
        }
    }

    /// What is said of runs that fail.
    fn bad_runs(&self, derivation: &mut Derivation) {
        let (whole, each) = (full_success(self.protection), success(self.protection));
        let of_fulls = self.protection.kind.is_chain() && self.protection.full_success.is_some();
        match (of_fulls, self.protection.kind.is_replica()) {
            (true, _) if whole < 1.0 || each < 1.0 => derivation.because(format!(
                "{} of its fulls and {} of its other runs are good; which ones, only a restore shows.",
                percent(whole),
                percent(each)
            )),
            (false, true) if each < 1.0 => {
                derivation.figure("Chance that it is there and in step when it is needed", percent(each))
            }
            (false, false) if each < 1.0 => derivation.because(format!(
                "{} of its runs are good; which ones, only a restore shows.",
                percent(each)
            )),
            _ => {}
        }
        if let BadRuns::NoticedAfter(after) = self.protection.bad_runs
            && after > Duration::ZERO
        {
            derivation.figure(
                "All its runs may have failed for this long before anybody hears of it: that comes on top",
                after,
            );
        }
        match self.worst.newer {
            0 => {}
            1 => derivation.because(
                "The newest copy may be bad, and that is not rare enough to leave out: this counts on the one before.",
            ),
            n => derivation.because(format!(
                "The {n} newest copies may all be bad, and that is not rare enough to leave out: this counts on the one \
                 before."
            )),
        }
    }

    /// How late damage is noticed, and for how long copies are kept until then.
    fn kept(&self, derivation: &mut Derivation) {
        if self.logical {
            derivation.because(format!(
                "The damage is noticed {}. A copy taken after it carries the damage, so only older ones count.",
                match self.notice {
                    Duration::ZERO => "at once".to_owned(),
                    notice => format!("after {notice}, the usual time for this"),
                }
            ));
        }
        let locked = self.protection.locked_for;
        if let Some(policy) = self.protection.policy().filter(|_| self.logical) {
            derivation.because(format!(
                "Copies are kept by the rules of {}. Of those that are thinned out, what stays at least is counted.",
                policy.dialect().name()
            ));
        }
        match self.protection.keep.known() {
            Some(Keep::Age(_)) if self.protection.plan.is_some() => {}
            Some(Keep::Age(keep)) if self.logical => match locked.filter(|locked| locked > keep) {
                Some(locked) => derivation.because(format!("Each copy is locked for {locked}.")),
                None => derivation.because(format!("Each copy is kept for {keep}.")),
            },
            Some(Keep::Count(1)) => derivation.because("Only the newest copy is kept."),
            Some(Keep::Count(count)) => derivation.because(format!(
                "The newest {count} copies are kept: one goes as soon as that many newer ones can be used."
            )),
            Some(Keep::Forever) if self.logical => derivation.because("Its copies are never deleted."),
            None if self.logical => derivation.because(
                "How long copies are kept was not given: this takes it that one from before the damage is still \
                 there.",
            ),
            _ => {}
        }
    }

    fn moment(&self, derivation: &mut Derivation) {
        let loss = Duration::clamped(self.worst.loss);
        let (captured, strikes) = (self.at(self.worst.capture), self.at(self.worst.failure_at));
        let text = match (captured, strikes, self.logical) {
            (Some(captured), Some(strikes), false) => format!(
                "Worst moment: a failure just before {strikes}, when the next copy becomes usable, falls back to the \
                 copy of {captured}."
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
}
