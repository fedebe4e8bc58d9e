//! What only a description tells: by hand, never seen, clocks that are set, copies by number, restores, open matters.

use super::component::{Cells, Raised, finding};
use super::{evidence_words, weight};
use crate::assess::figure::Figure;
use crate::assess::open::open;
use crate::assess::outcome::{Cell, Finding, Verdict};
use crate::assess::worked::Worked;
use crate::catalogue::{FindingTest, Passage, Scenario, ScenarioId, Severity, ids, question};
use crate::schedule::Schedule;
use crate::system::{Component, Keep, LastGood, Protection, Told, ToldBy};
use crate::units::{Duration, Moment, NBSP, Text, in_words};

/// A change of clocks that makes the worst longer by more than this is worth a finding, whatever the limit.
const MUCH: Duration = Duration::hours(1);

pub(super) fn findings(worked: &Worked<'_>, cells: &Cells, all: &mut Vec<Raised>) {
    let component = worked.component;
    if component.told_by != ToldBy::Description || !component.kind.holds_data() {
        return;
    }
    let protections = component.protections.known().map_or(&[][..], Vec::as_slice);
    for protection in protections.iter().filter(|p| p.kind.keeps_data()) {
        all.extend(by_hand(component, protection).map(Raised::from));
        all.extend(never_seen(component, protection).map(Raised::from));
    }
    let of_all = [
        too_few_kept(component, protections, cells),
        clock_change(component, cells),
        restore(component, protections, worked.clock.now),
        find_out(component),
    ];
    all.extend(of_all.into_iter().flatten().map(Raised::from));
}

fn by_hand(component: &Component, protection: &Protection) -> Option<Finding> {
    let schedules = [&protection.schedule, &protection.fulls];
    let by_hand = schedules.into_iter().any(|s| *s == Told::Known(Schedule::ByHand));
    (by_hand && protection.kind != crate::system::ProtectionKind::KeyCopy).then(|| Finding {
        evidence: evidence_words(Some(protection.known)),
        weight: weight(0, Some(protection.known)),
        ..finding(
            "copied-by-hand",
            Some(component),
            Severity::Medium,
            format!("{}: the {} depends on somebody remembering", component.name, protection.words()),
            "Schedule it, and have a failed run tell someone.".to_owned(),
        )
    })
}

fn never_seen(component: &Component, protection: &Protection) -> Option<Finding> {
    (protection.last_good == Told::Known(LastGood::NoneFound)).then(|| Finding {
        evidence: evidence_words(Some(protection.known)),
        passage: Passage::steady("the-last-good-copy"),
        weight: weight(0, Some(protection.known)),
        ..finding(
            "no-good-copy-found",
            Some(component),
            Severity::High,
            format!("{}: no finished run of the {} could be found", component.name, protection.words()),
            "Run it now and watch it finish. Until then it is not counted on.".to_owned(),
        )
    })
}

fn cell(cells: &Cells, id: ScenarioId) -> Option<(&'static Scenario, &Cell)> {
    cells.iter().find(|(scenario, _)| scenario.id == id).map(|(scenario, cell)| (*scenario, cell))
}

/// Copies kept by their number that do not reach back far enough.
fn too_few_kept(component: &Component, protections: &[Protection], cells: &Cells) -> Option<Finding> {
    let (scenario, cell) = cell(cells, ScenarioId::SilentCorruption)?;
    let counted = |p: &&Protection| matches!(p.keep, Told::Known(Keep::Count(_)));
    if cell.verdict != Verdict::Gone || protections.iter().any(|p| p.keep_for().is_some()) {
        return None;
    }
    let protection = protections.iter().find(counted)?;
    let Told::Known(Keep::Count(count)) = protection.keep else { return None };
    let (notice, gap) = (scenario.notice(), protection.schedule.known()?.longest_gap()?);
    let needed = if gap > Duration::ZERO { notice.seconds() / gap.seconds() + 2 } else { 2 };
    Some(Finding {
        scenario: Some(scenario),
        loss: Some(
            Text::from("The newest ")
                .strong(count)
                .plain(" copies are kept; such damage is usually noticed after ")
                .strong(notice)
                .plain("."),
        ),
        evidence: evidence_words(Some(protection.known)),
        passage: Passage::steady("how-far-back"),
        figure: Some(Figure::Loss(component.id.clone(), scenario.id)),
        weight: weight(notice.seconds(), Some(protection.known)),
        ..finding(
            "kept-too-short",
            Some(component),
            Severity::High,
            format!(
                "Damage to the {} that is noticed after {notice} can be too old to undo",
                component.holds
            ),
            format!(
                "Keep some copies for {}, or {needed}{NBSP}copies at this interval: one a week is enough for this.",
                notice.plus(gap)
            ),
        )
    })
}

/// The day on which clocks are set, where it breaks the limit or makes much of a difference.
fn clock_change(component: &Component, cells: &Cells) -> Option<Finding> {
    let worse = cells.iter().filter_map(|(scenario, cell)| {
        let gap = cell.clock_gap.as_ref()?;
        let ordinary = cell.window?.worst?;
        let over = component.limit.known().is_some_and(|limit| gap.worst > *limit && ordinary <= *limit);
        (over || gap.worst.minus(ordinary) > MUCH).then_some((
            over,
            gap.worst.minus(ordinary),
            scenario,
            cell,
            gap,
        ))
    });
    let (over, more, scenario, cell, gap) =
        worse.reduce(|a, b| if (b.0, b.1, b.4.worst) > (a.0, a.1, a.4.worst) { b } else { a })?;
    Some(Finding {
        scenario: Some(*scenario),
        loss: Some(Text::from(gap.words()).plain(": ").strong(gap.worst).plain(".")),
        evidence: evidence_words(cell.evidence),
        passage: Passage::steady("how-much-would-you-lose"),
        figure: Some(Figure::Loss(component.id.clone(), scenario.id)),
        weight: weight(more.seconds(), cell.evidence),
        ..finding(
            "clock-change-gap",
            Some(component),
            if over { Severity::Medium } else { Severity::Low },
            format!(
                "{}: when the clocks are set, up to {} lost, {more} more than in an ordinary week",
                component.name, gap.worst
            ),
            gap.way_out(),
        )
    })
}

/// A proof of a restore that has grown old, by the rules of the question about it.
fn restore(component: &Component, protections: &[Protection], now: Moment) -> Option<Finding> {
    let tested = protections.iter().filter_map(|p| p.tested).max()?;
    let days = now.civil().date().signed_duration_since(tested).num_days();
    let question = question(ids::LAST_RESTORE)?;
    let rule = question.findings().iter().find(|rule| match rule.test {
        FindingTest::OlderThanDays(most) => days > most,
        _ => false,
    })?;
    Some(Finding {
        evidence: evidence_words(Some(component.known)),
        passage: question.passage,
        weight: weight(0, Some(component.known)),
        ..finding(
            rule.id,
            Some(component),
            rule.severity?,
            format!("{}: {}", component.name, crate::units::uncapitalised(rule.says.trim_end_matches('.'))),
            rule.next.to_owned(),
        )
    })
}

/// What is not known of it. A limit has a finding of its own.
fn find_out(component: &Component) -> Option<Finding> {
    let open = open(component);
    let copies_unknown = component.protections.known().is_none();
    (!open.is_empty()).then(|| Finding {
        passage: Passage::steady("list-everything"),
        ..finding(
            "find-out",
            Some(component),
            if copies_unknown { Severity::High } else { Severity::Medium },
            format!("Not known of {}: {}", component.name, in_words(&open)),
            "Find out, or ask the person who would know, and say it in the description.".to_owned(),
        )
    })
}
