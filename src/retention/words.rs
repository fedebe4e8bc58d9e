//! Reasons in words, as near to the tool's own as they are clear.

use super::period::Period;
use super::point::KeepPoint;
use super::policy::Policy;
use super::reason::{Reason, Rule};

impl Policy {
    /// A reason in words: `daily snapshot`, `yearly[oldest] #1`, `keep-weekly 2`. `points` are those of the verdicts.
    pub fn words(&self, reason: &Reason, points: &[KeepPoint]) -> String {
        let nth = reason.nth;
        match (self, reason.rule) {
            (Policy::Restic(restic), rule) => restic_words(restic, rule, reason.oldest, points),
            (_, Rule::NeededBy { point }) => needed_by(point, points),
            (Policy::Borg(_) | Policy::Borg2(_), Rule::Each { period } | Rule::EachWithin { period }) => {
                let name = match period {
                    Period::Copy => "keep",
                    period => period.each(),
                };
                let oldest = if reason.oldest { "[oldest]" } else { "" };
                format!("{name}{oldest} #{nth}")
            }
            (Policy::Borg(_), Rule::Within) => format!("within #{nth}"),
            (Policy::Borg(_), Rule::Unfinished) => "checkpoint newer than every archive".to_owned(),
            (Policy::Borg2(_), Rule::From) => format!("skip #{nth}: not looked at from --from on"),
            (Policy::Borg2(_), Rule::Protected) => "protected by @PROT, and not looked at".to_owned(),
            (Policy::Proxmox(_), Rule::Each { period }) => format!("keep-{} {nth}", period.each()),
            (Policy::Proxmox(_), Rule::Unfinished) => {
                "unfinished, and newer than every finished one".to_owned()
            }
            (Policy::Kopia(_), Rule::Each { period }) => match period {
                Period::Copy => format!("latest-{nth}"),
                Period::Year => format!("annual-{nth}"),
                period => format!("{}-{nth}", period.each()),
            },
            (Policy::Kopia(_), Rule::Unfinished) => "incomplete, and newer than every whole one".to_owned(),
            (Policy::Kopia(_), Rule::Protected) => "pinned".to_owned(),
            (Policy::Sanoid(_), Rule::EachWithin { period }) => format!("{}: young enough", class(period)),
            (Policy::Sanoid(_), Rule::FewOfClass { period }) => {
                format!("{}: old enough to go, but no more than the set number are left", class(period))
            }
            (Policy::Sanoid(_), Rule::NotOurs) => "no snapshot of sanoid’s".to_owned(),
            (_, Rule::NotOurs) => "made by hand: never removed, not counted".to_owned(),
            (_, Rule::Each { .. }) => format!("last {nth}"),
            (_, Rule::Age) => "not yet at the end of its time".to_owned(),
            (_, Rule::Protected) => "protected".to_owned(),
            (_, Rule::Everything) => "no rule removes anything".to_owned(),
            (_, rule) => format!("{rule:?}"),
        }
    }
}

fn restic_words(restic: &super::restic::Restic, rule: Rule, oldest: bool, points: &[KeepPoint]) -> String {
    let oldest = if oldest { "oldest " } else { "" };
    match rule {
        Rule::Tags { list } => {
            let tags = restic.keep_tags.get(list).map(|tags| tags.join(", ")).unwrap_or_default();
            format!("has tags [{tags}]")
        }
        Rule::Within => format!("within {}", restic.keep_within),
        Rule::EachWithin { period } => {
            let span = restic.windows().into_iter().find(|(of, _)| *of == period).map(|(_, span)| span);
            format!("{oldest}{} within {}", period.each(), span.unwrap_or_default())
        }
        Rule::Each { period } => format!("{oldest}{} snapshot", period.each()),
        Rule::NeededBy { point } => needed_by(point, points),
        rule => format!("{rule:?}"),
    }
}

fn needed_by(point: usize, points: &[KeepPoint]) -> String {
    format!("needed by {}", points.get(point).map_or("a copy that stays", |point| &point.id))
}

fn class(period: Period) -> &'static str {
    match period {
        Period::Minute => "frequently",
        period => period.each(),
    }
}
