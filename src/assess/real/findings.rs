//! Findings where the tools say otherwise than the description.

use super::{Real, coarse};
use crate::answers::Evidence;
use crate::assess::findings::{evidence_words, finding_of, weight};
use crate::assess::outcome::Finding;
use crate::catalogue::{Passage, Severity};
use crate::import::Gap;
use crate::system::{Component, System};
use crate::units::{Duration, NBSP, Text, capitalised, grouped, long_date, long_moment};

/// A list may be this old before it is to be read anew: as long as drills and reviews take for "lately".
const OLD: Duration = Duration::days(30);

pub(in crate::assess) fn findings(system: &System, reals: &[Real]) -> Vec<Finding> {
    reals
        .iter()
        .flat_map(|real| [too_old(system, real), worse(system, real), missed(real), read_again(real)])
        .flatten()
        .collect()
}

/// The newest point was too old already when the list was read.
fn too_old(system: &System, real: &Real) -> Option<Finding> {
    let (component, protection) = real.of.as_ref()?;
    let stale = real.stale()?;
    let grace = real.promised.as_ref().map_or(Duration::ZERO, |promise| promise.grace);
    let over = real.over(Some(stale));
    let beyond = real.beyond(Some(stale.minus(grace)));
    let newest = real.shown.measured.stale?.from;
    let (severity, loss) = against(system, real, over, beyond)?;
    Some(Finding {
        loss: Some(loss),
        weight: weight(over.or(beyond)?.seconds(), Some(Evidence::Measured)),
        ..finding(
            "newest-point-too-old",
            real,
            component,
            severity,
            format!(
                "{}: the newest restore point of the {} is of {}, {} before it was looked up",
                component.name,
                protection.words(),
                long_date(real.local(newest).civil().date()),
                coarse(stale),
            ),
            format!(
                "Look whether there is a newer one with `{}`. If there is none, make one now, and find out why the runs \
                 stopped.",
                real.group.tool.command()
            ),
        )
    })
}

/// Between two points more was at stake than the limit or the schedule allows.
fn worse(system: &System, real: &Real) -> Option<Finding> {
    let (component, protection) = real.of.as_ref()?;
    let worst = real.worst()?;
    let (over, beyond) = (real.over(Some(worst)), real.beyond(Some(worst)));
    let (severity, loss) = against(system, real, over, beyond)?;
    let Gap { from, to } = real.shown.measured.worst_loss?;
    Some(Finding {
        loss: Some(loss),
        weight: weight(over.or(beyond)?.seconds(), Some(Evidence::Measured)),
        ..finding(
            "really-worse",
            real,
            component,
            severity,
            format!(
                "{}: up to {worst} of {} were really at stake with the {}",
                component.name,
                component.holds,
                protection.words()
            ),
            format!(
                "Find out why no run gave a restore point between {} and {}, and let somebody hear of every run that fails.",
                long_moment(real.local(from)),
                long_moment(real.local(to)),
            ),
        )
    })
}

/// How bad it is, and the sentence about it: over the owner's limit, or only beyond what was promised.
fn against(
    system: &System,
    real: &Real,
    over: Option<Duration>,
    beyond: Option<Duration>,
) -> Option<(Severity, Text)> {
    if let Some(over) = over {
        let severity = if system.facts.little_at_stake { Severity::Medium } else { Severity::High };
        return Some((severity, Text::new().strong(over).plain(" over the limit.")));
    }
    let promised = real.promised.as_ref()?;
    let text = Text::new().strong(beyond?).plain(format!(
        " more than the schedule promises: {}, so at most {}.",
        promised.schedule,
        promised.loss()
    ));
    Some((Severity::Medium, text))
}

/// Runs that were due and left nothing.
fn missed(real: &Real) -> Option<Finding> {
    let (component, protection) = real.of.as_ref()?;
    let runs = real.shown.measured.runs.as_ref()?;
    let last = runs.missed.last()?;
    let n = runs.missed.len();
    let of = grouped(runs.due as u64);
    Some(Finding {
        loss: Some(Text::from(format!("The last of them was due on {}.", long_moment(real.local(*last))))),
        ..finding(
            "runs-missed",
            real,
            component,
            Severity::Medium,
            match n {
                1 => format!(
                    "{}: 1 of {of} runs of the {} left no restore point",
                    component.name,
                    protection.words()
                ),
                n => format!(
                    "{}: {} of {of} runs of the {} left no restore point",
                    component.name,
                    grouped(n as u64),
                    protection.words()
                ),
            },
            "Read what the tool logged on those days, and let somebody hear of every run that fails."
                .to_owned(),
        )
    })
}

/// A list that was read long ago says nothing of today.
fn read_again(real: &Real) -> Option<Finding> {
    let (component, protection) = real.of.as_ref()?;
    let age = real.age();
    (age > OLD).then(|| {
        finding(
            "points-read-long-ago",
            real,
            component,
            Severity::Note,
            format!(
                "{}: the restore points of the {} were looked up {}{NBSP}days ago",
                component.name,
                protection.words(),
                age.seconds() / 86_400
            ),
            format!("Run `{}` again, and drop in what it prints.", real.group.tool.command()),
        )
    })
}

fn finding(
    id: &str,
    real: &Real,
    component: &Component,
    severity: Severity,
    title: String,
    next: String,
) -> Finding {
    Finding {
        id: format!("{id}-{}", real.group.id),
        evidence: evidence_words(Some(Evidence::Measured)),
        passage: Passage::steady("the-last-good-copy"),
        weight: weight(0, Some(Evidence::Measured)),
        ..finding_of(id, Some(component), severity, capitalised(&title), next)
    }
}
