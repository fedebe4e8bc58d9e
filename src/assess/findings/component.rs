//! What follows for one component from its cells and copies.

use super::{evidence_words, weight};
use crate::answers::Evidence;
use crate::assess::advice::needed;
use crate::assess::figure::Figure;
use crate::assess::model::bases;
use crate::assess::outcome::{Cell, Finding, Survival, Verdict};
use crate::assess::window::overdue;
use crate::assess::worked::Worked;
use crate::catalogue::{Consequence, Passage, Scenario, ScenarioId, Severity, ids};
use crate::system::{Component, Facts, Keep, Told, ToldBy};
use crate::system::{Protection, ProtectionKind};
use crate::units::{Duration, Moment, Text};

/// A finding of one component.
pub(in crate::assess) struct Raised {
    pub(in crate::assess) finding: Finding,
    /// The scenario in which nothing is left, where a finding about all copies may say the same.
    pub(super) nothing_left_in: Option<ScenarioId>,
}

impl From<Finding> for Raised {
    fn from(finding: Finding) -> Raised {
        Raised { finding, nothing_left_in: None }
    }
}

/// Every cell of a component, in the order of the scenarios.
pub(in crate::assess) type Cells = [(&'static Scenario, Cell)];

/// All that follows for a component.
pub(in crate::assess) fn raised(worked: &mut Worked<'_>, cells: &Cells) -> Vec<Raised> {
    let Worked { component, facts, clock, .. } = *worked;
    let now = clock.now;
    let mut all = Vec::new();
    let Told::Known(protections) = &component.protections else {
        super::described::findings(worked, cells, &mut all);
        return all;
    };
    let mut copies = protections.iter().filter(|p| p.kind.keeps_data()).peekable();
    if copies.peek().is_none() {
        // Keys that are nowhere but on the servers are said by the answer about the keys.
        let bare = match component.told_by {
            ToldBy::Focus => true,
            ToldBy::Description => component.kind.holds_data(),
            ToldBy::Keys | ToldBy::Nobody => false,
        };
        all.extend(bare.then(|| unprotected(component, facts).into()));
        super::described::findings(worked, cells, &mut all);
        return all;
    }
    let only_replicas = copies.all(|p| p.kind.is_replica());
    if only_replicas {
        all.push(replica_only(component, protections, facts).into());
    }
    no_surviving_copy(worked, protections, cells, only_replicas, &mut all);
    all.extend(window_too_wide(component, facts, cells).map(Raised::from));
    let kept_longest = protections.iter().max_by_key(|p| p.keep_for());
    for protection in protections {
        // One copy that reaches back far enough is enough.
        let reaches = component.told_by != ToldBy::Description
            || kept_longest.is_some_and(|longest| std::ptr::eq(longest, protection));
        let of_one = [
            reach_back_short(component, protection, facts, cells).filter(|_| reaches),
            copy_overdue(component, protection, facts, now),
        ];
        all.extend(of_one.into_iter().flatten().map(Raised::from));
    }
    super::described::findings(worked, cells, &mut all);
    once_each(&mut all);
    all
}

/// Several copies of a component may raise the same: each finding has an id of its own.
fn once_each(all: &mut [Raised]) {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for raised in all {
        let count = seen.entry(raised.finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            raised.finding.id = format!("{}-{count}", raised.finding.id);
        }
    }
}

/// The cell of a scenario.
fn cell(cells: &Cells, id: ScenarioId) -> Option<&Cell> {
    cells.iter().find(|(scenario, _)| scenario.id == id).map(|(_, cell)| cell)
}

/// How well it is known: what was described of the copies, or the weakest of the answers.
pub(super) fn known(component: &Component, facts: &Facts, questions: &[&str]) -> Option<Evidence> {
    match component.told_by {
        ToldBy::Description => component.protections.known()?.iter().map(|p| p.known).min(),
        _ => facts.weakest(questions),
    }
}

/// The question it comes from; a description answers the questions about copies.
pub(super) fn question(component: &Component, id: &'static str) -> Option<&'static str> {
    (component.told_by != ToldBy::Description).then_some(id)
}

/// A finding with everything but its substance filled in.
pub(in crate::assess) fn finding(
    id: &str,
    component: Option<&Component>,
    severity: Severity,
    title: String,
    next: String,
) -> Finding {
    Finding {
        id: component.map_or_else(|| id.to_owned(), |c| format!("{id}-{}", c.id)),
        question: None,
        severity,
        shifted: String::new(),
        title,
        scenario: None,
        loss: None,
        evidence: evidence_words(None),
        next,
        passage: Passage::steady("what-protects-it"),
        figure: None,
        page: None,
        weight: weight(0, None),
    }
}

fn unprotected(component: &Component, facts: &Facts) -> Finding {
    let known = known(component, facts, &[ids::PROTECTIONS]);
    Finding {
        question: question(component, ids::PROTECTIONS),
        evidence: evidence_words(known),
        weight: weight(i64::MAX, known),
        loss: Some(Text::from(format!("All of the {}.", component.holds))),
        figure: Some(Figure::Loss(component.id.clone(), ScenarioId::DiskHostLoss)),
        ..finding(
            "unprotected",
            Some(component),
            Severity::Critical,
            if component.kind.is_plural() {
                format!("{} have no copy at all: if they are lost, they are gone", component.name)
            } else {
                format!("{} has no copy at all: if it is lost, it is gone", component.name)
            },
            "Set up one scheduled copy kept off the server this week.".to_owned(),
        )
    }
}

fn replica_only(component: &Component, protections: &[Protection], facts: &Facts) -> Finding {
    let known = known(component, facts, &[ids::PROTECTIONS]);
    let delayed = protections.iter().any(|p| p.kind == ProtectionKind::ReplicaDelayed);
    let reached = if delayed {
        "a mistake that nobody notices in time reaches them all"
    } else {
        "a mistaken delete reaches them all within seconds"
    };
    Finding {
        question: question(component, ids::PROTECTIONS),
        evidence: evidence_words(known),
        weight: weight(i64::MAX, known),
        figure: Some(Figure::Loss(
            component.id.clone(),
            if delayed { ScenarioId::SilentCorruption } else { ScenarioId::AccidentalDelete },
        )),
        passage: Passage::images("replicas"),
        ..finding(
            "replica-is-not-a-backup",
            Some(component),
            Severity::Critical,
            format!(
                "{} {} only replicas: {reached}",
                component.name,
                if component.kind.is_plural() { "have" } else { "has" }
            ),
            "Add a dump, a file backup or kept logs beside the replica.".to_owned(),
        )
    }
}

/// One finding per scenario in which nothing is left.
fn no_surviving_copy<'a>(
    worked: &mut Worked<'a>,
    protections: &'a [Protection],
    cells: &Cells,
    only_replicas: bool,
    all: &mut Vec<Raised>,
) {
    let component = worked.component;
    for (scenario, cell) in cells.iter().filter(|(scenario, _)| scenario.kind == Consequence::Data) {
        let id = scenario.id;
        // Copies that do not reach back far enough have a finding of their own; so have replicas alone.
        let told_elsewhere = id == ScenarioId::SilentCorruption || (only_replicas && id.is_logical());
        if cell.verdict != Verdict::Gone || told_elsewhere {
            continue;
        }
        let left = worked.left(protections, scenario);
        let described = component.told_by == ToldBy::Description;
        let by_number = |p: &Protection| described && matches!(p.keep, Told::Known(Keep::Count(_)));
        if let Some(main) = left.basis.iter().find(|p| p.keep_for().is_some() || by_number(p)) {
            all.extend(thrown_away_too_early(component, main, scenario, cell).map(Raised::from));
            continue;
        }
        let finding = Finding {
            scenario: Some(*scenario),
            loss: Some(loss_of_all(component)),
            evidence: evidence_words(cell.evidence),
            figure: Some(Figure::Loss(component.id.clone(), id)),
            weight: weight(i64::MAX, cell.evidence),
            passage: passage_for(id),
            question: None,
            ..finding(
                &format!("no-surviving-copy-{}", id.slug()),
                Some(component),
                Severity::Critical,
                format!("If {}, no copy of the {} would be left", scenario.clause, component.holds),
                next_for(id).to_owned(),
            )
        };
        all.push(Raised { finding, nothing_left_in: Some(id) });
    }
}

/// A copy that the scenario itself would leave, but that is no longer kept when it is needed.
fn thrown_away_too_early(
    component: &Component,
    protection: &Protection,
    scenario: &'static Scenario,
    cell: &Cell,
) -> Option<Finding> {
    let kept = match protection.keep.known()? {
        Keep::Age(keep) => format!("each is kept for {keep}"),
        Keep::Count(1) => "only the newest is kept".to_owned(),
        Keep::Count(count) => format!("only the newest {count} are kept"),
        Keep::Forever => return None,
    };
    let schedule =
        if protection.kind == ProtectionKind::Logs { bases(protection).0 } else { &protection.schedule };
    let gap = schedule.known()?.longest_gap()?;
    let needed = gap.plus(if scenario.id.is_logical() {
        scenario.notice()
    } else {
        protection.to_safe().unwrap_or(Duration::ZERO)
    });
    Some(Finding {
        question: question(component, ids::COPY_LOCATIONS),
        scenario: Some(scenario),
        loss: Some(loss_of_all(component)),
        evidence: evidence_words(cell.evidence),
        figure: Some(Figure::Loss(component.id.clone(), scenario.id)),
        weight: weight(i64::MAX, cell.evidence),
        passage: Passage::steady("how-far-back"),
        ..finding(
            &format!("no-surviving-copy-{}", scenario.id.slug()),
            Some(component),
            Severity::Critical,
            format!(
                "If {}, every copy of the {} from before could be gone: {kept}",
                scenario.clause, component.holds
            ),
            format!("Keep each copy for at least {needed}."),
        )
    })
}

fn loss_of_all(component: &Component) -> Text {
    let text = Text::from(format!("All of the {}.", component.holds));
    match component.limit {
        Told::Known(limit) => text.plain(" Your limit is ").strong(limit).plain("."),
        Told::Unsure | Told::Open => text,
    }
}

const fn next_for(id: ScenarioId) -> &'static str {
    match id {
        ScenarioId::DiskHostLoss => "Send every finished copy off the server.",
        ScenarioId::RegionLoss => "Keep one copy in another region or with another provider.",
        ScenarioId::RansomwareTakeover => "Keep one copy locked, or behind a login used for nothing else.",
        ScenarioId::AccountClosure => "Send one copy to another provider, on its own account and bill.",
        _ => "Add a scheduled copy with versions, kept longer than it takes to notice a mistake.",
    }
}

const fn passage_for(id: ScenarioId) -> Passage {
    match id {
        ScenarioId::RansomwareTakeover => Passage::steady("one-login"),
        ScenarioId::DiskHostLoss | ScenarioId::RegionLoss => Passage::steady("where-copies-live"),
        ScenarioId::AccountClosure => Passage::images("another-place"),
        _ => Passage::steady("what-protects-it"),
    }
}

/// The worst window over the limit, once per component.
fn window_too_wide(component: &Component, facts: &Facts, cells: &Cells) -> Option<Finding> {
    let limit = *component.limit.known()?;
    let (scenario, cell, worst) = worst_over(cells)?;
    let over = worst.minus(limit);
    let protections = component.protections.known()?;
    let has_logs = component.told_by == ToldBy::Description
        && protections.iter().any(|p| p.kind == ProtectionKind::Logs);
    let next = if has_logs {
        format!("Send logs, or copies, at most {limit} apart to a place that is still there afterwards.")
    } else {
        next_for_window(component, limit)
    };
    let severity = if facts.little_at_stake { Severity::Medium } else { Severity::High };
    let mut found = finding(
        "window-too-wide",
        Some(component),
        severity,
        format!("{}: up to {worst} lost; the limit is {limit}", component.name),
        next,
    );
    found.question = question(component, ids::BACKUP_SCHEDULE);
    found.scenario = Some(scenario);
    found.loss = Some(Text::new().strong(over).plain(" over the limit at the worst moment."));
    found.evidence = evidence_words(cell.evidence);
    found.passage = Passage::steady("acceptable-loss");
    found.figure = Some(Figure::Loss(component.id.clone(), scenario.id));
    found.weight = weight(over.seconds(), cell.evidence);
    Some(found)
}

/// What would bring a window within the limit.
fn next_for_window(component: &Component, limit: Duration) -> String {
    let needed = needed(component);
    if let (ToldBy::Description, Some(needed)) = (component.told_by, &needed) {
        return needed.says.clone();
    }
    // The quick check speaks of one copy.
    match needed.map_or(Some(limit), |needed| needed.every) {
        Some(every) if every >= Duration::minutes(15) => {
            format!("Run the copy at least every {every}, or keep logs between copies.")
        }
        _ => "Keep logs between copies: copies alone cannot be made often enough for this limit.".to_owned(),
    }
}

fn worst_over(cells: &Cells) -> Option<(&'static Scenario, &Cell, Duration)> {
    cells
        .iter()
        .filter(|(_, cell)| cell.verdict == Verdict::Over)
        .filter_map(|(scenario, cell)| Some((*scenario, cell, cell.window?.lost()?)))
        .reduce(|a, b| if b.2 > a.2 { b } else { a })
}

fn silent() -> Option<&'static Scenario> {
    crate::catalogue::scenario(ScenarioId::SilentCorruption)
}

fn reach_back_short(
    component: &Component,
    protection: &Protection,
    facts: &Facts,
    cells: &Cells,
) -> Option<Finding> {
    let keep = protection.keep_for()?;
    let scenario = silent()?;
    let notice = scenario.notice();
    let cell = cell(cells, scenario.id)?;
    let holds = &component.holds;
    let title = match (cell.verdict, cell.survival) {
        (Verdict::Gone, _) if keep <= notice => {
            format!("Damage to the {holds} that nobody notices for {keep} cannot be undone")
        }
        (Verdict::Gone, _) => {
            format!("Damage to the {holds} that is noticed after {notice} can be too old to undo")
        }
        // Another copy, or a lock, may reach back further.
        (_, Survival::Unproven) if keep <= notice => {
            format!("Damage to the {holds} that nobody notices for {keep} may be too old to undo")
        }
        _ => return None,
    };
    let gap = protection.schedule.known().and_then(|s| s.longest_gap()).unwrap_or(Duration::days(1));
    let needed = notice.plus(gap);
    let known = known(component, facts, &[ids::KEEP_FOR]);
    Some(Finding {
        question: question(component, ids::COPY_LOCATIONS),
        scenario: Some(scenario),
        loss: Some(
            Text::from("Copies are kept for ")
                .strong(keep)
                .plain("; such damage is usually noticed after ")
                .strong(notice)
                .plain("."),
        ),
        evidence: evidence_words(known),
        passage: Passage::steady("how-far-back"),
        figure: Some(Figure::Loss(component.id.clone(), scenario.id)),
        weight: weight(notice.minus(keep).seconds(), known),
        ..finding(
            "kept-too-short",
            Some(component),
            Severity::High,
            title,
            format!("Keep some copies for {needed}: one a week is enough for this."),
        )
    })
}

fn copy_overdue(
    component: &Component,
    protection: &Protection,
    facts: &Facts,
    now: Moment,
) -> Option<Finding> {
    let age = overdue(protection, now)?;
    let schedule = protection.schedule.known()?;
    let over_limit = component.limit.known().is_some_and(|limit| age > *limit);
    let severity = if over_limit && !facts.little_at_stake { Severity::High } else { Severity::Medium };
    let known = known(component, facts, &[ids::LAST_GOOD, ids::BACKUP_SCHEDULE]);
    Some(Finding {
        question: question(component, ids::LAST_GOOD),
        loss: Some(Text::from("Lost now: ").strong(age).plain(format!(" of {}.", component.holds))),
        evidence: evidence_words(known),
        passage: Passage::steady("the-last-good-copy"),
        weight: weight(age.seconds(), known),
        ..finding(
            "copy-overdue",
            Some(component),
            severity,
            match component.told_by {
                ToldBy::Description => format!(
                    "{}: the last good run of the {} is {age} old, though it should run {schedule}",
                    component.name,
                    protection.words()
                ),
                _ => format!("The last good copy is {age} old, though it should run {schedule}"),
            },
            "Run it by hand now, then find out why it stopped.".to_owned(),
        )
    })
}
