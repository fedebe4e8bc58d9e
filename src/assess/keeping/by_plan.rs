//! What a protection keeps by the rules of its tool.

use super::stored::Amount;
use crate::assess::Clock;
use crate::assess::derivation::Derivation;
use crate::assess::planned::{Subject, Weighed, weigh};
use crate::system::{Component, Protection, Setup};
use crate::units::{Bytes, Duration, Moment, Text, long_date};

/// The rules run forward, and what is kept then. `None` without rules, or where the bytes are not known.
pub(super) fn by_plan(
    component: &Component,
    protection: &Protection,
    setup: &Setup,
    now: Moment,
) -> Option<Weighed> {
    let policy = protection.policy()?;
    let subject = Subject {
        name: String::new(),
        of: Some((component, protection)),
        groups: Vec::new(),
        plan: protection.plan.clone(),
        at: String::new(),
    };
    // Clock changes move a run by an hour: nothing to the bytes of a year.
    weigh(&subject, setup, &Clock::from(now), policy)
}

pub(super) fn amount(Weighed { now: at, space, .. }: &Weighed, now: Moment) -> Amount {
    Amount {
        peak: space.peak.bytes,
        peak_at: now.plus(space.peak.at - at),
        copies: u64::try_from(space.peak.copies).ok(),
        mean: space.mean,
        forever: false,
        a_month: space.a_month,
        a_month_in_a_year: space.a_month_then,
    }
}

/// The bytes week by week, from now.
pub(super) fn points(Weighed { now, space, .. }: &Weighed) -> Vec<(Duration, Bytes)> {
    space.points.iter().map(|(at, bytes)| (Duration::clamped(at - now), *bytes)).collect()
}

/// How they come about.
pub(super) fn why(
    why: &mut Derivation,
    planned: &Weighed,
    protection: &Protection,
    amount: &Amount,
    setup: &Setup,
) {
    if let Some(policy) = protection.policy() {
        why.because(format!("Copies are kept by the rules of {}, run forward.", policy.dialect().name()));
    }
    why.figure("Copies kept now", planned.kept);
    why.because(if planned.space.once {
        "What copies have in common is stored once: the newest counts whole, the others what changed between them."
    } else {
        "Each kept copy is counted by itself."
    });
    if let Some(copies) = amount.copies {
        why.figure("Copies at the fullest moment", copies);
    }
    why.figure("The fullest moment is on", long_date(amount.peak_at.civil().date()));
    why.sum(Text::from("Most that is kept in the coming year"), amount.peak);
    why.figure("On average", amount.mean);
    for (says, month) in [("A month now", amount.a_month), ("A month in a year", amount.a_month_in_a_year)] {
        if let Some(month) = month {
            why.sum(Text::from(says), month.with_currency(&setup.currency));
        }
    }
}
