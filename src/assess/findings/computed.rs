//! Findings that follow from the numbers and from several answers together.

use super::{evidence_words, little_at_stake, weight};
use crate::answers::Answers;
use crate::assess::advice::needed;
use crate::assess::outcome::{Cell, Finding, Matrix, Row, Survival, Verdict};
use crate::assess::survive::left;
use crate::assess::window::overdue;
use crate::catalogue::{Consequence, Passage, Scenario, ScenarioId, Severity, ids};
use crate::system::{Component, System, Told, ToldBy};
use crate::system::{Protection, ProtectionKind};
use crate::units::{Duration, Moment, Text, in_words};

/// Answers that already say what a scenario without a surviving copy would say again.
const SAID_BY: [(&str, &[ScenarioId]); 3] = [
    ("one-login-ends-it", &[ScenarioId::RansomwareTakeover]),
    ("copies-on-same-server", &[ScenarioId::DiskHostLoss, ScenarioId::RegionLoss]),
    ("copies-in-one-place", &[ScenarioId::RegionLoss]),
];

pub(super) fn findings(
    answers: &Answers,
    system: &System,
    matrix: &Matrix,
    now: Moment,
    all: &mut Vec<Finding>,
) {
    for component in &system.components {
        let Told::Known(protections) = &component.protections else { continue };
        let mut copies = protections.iter().filter(|p| p.kind.keeps_data()).peekable();
        if copies.peek().is_none() {
            // Keys that are nowhere but on the servers are said by the answer about the keys.
            all.extend((component.told_by == ToldBy::Focus).then(|| unprotected(component, system)));
            continue;
        }
        let only_replicas = copies.all(|p| p.kind.is_replica());
        if only_replicas {
            all.push(replica_only(component, protections, system));
        }
        no_surviving_copy(component, protections, system, matrix, only_replicas, all);
        all.extend(window_too_wide(answers, component, matrix));
        for protection in protections {
            all.extend(reach_back_short(answers, component, protection, matrix));
            all.extend(copy_overdue(answers, component, protection, system, now));
        }
    }
    all.extend(not_asked(system));
    all.extend(daily_images(answers));
}

/// A finding with everything but its substance filled in.
pub(super) fn finding(
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
        cell: None,
        weight: weight(0, None),
    }
}

fn unprotected(component: &Component, system: &System) -> Finding {
    let known = system.facts.weakest(&[ids::PROTECTIONS]);
    Finding {
        question: Some(ids::PROTECTIONS),
        evidence: evidence_words(known),
        weight: weight(i64::MAX, known),
        loss: Some(Text::from(format!("All of the {}.", component.holds))),
        cell: Some((component.id.clone(), ScenarioId::DiskHostLoss)),
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

fn replica_only(component: &Component, protections: &[Protection], system: &System) -> Finding {
    let known = system.facts.weakest(&[ids::PROTECTIONS]);
    let delayed = protections.iter().any(|p| p.kind == ProtectionKind::ReplicaDelayed);
    let reached = if delayed {
        "a mistake that nobody notices in time reaches them all"
    } else {
        "a mistaken delete reaches them all within seconds"
    };
    Finding {
        question: Some(ids::PROTECTIONS),
        evidence: evidence_words(known),
        weight: weight(i64::MAX, known),
        cell: Some((
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

/// One finding per scenario in which nothing is left. Where an answer says the same, that finding takes the scenario.
fn no_surviving_copy(
    component: &Component,
    protections: &[Protection],
    system: &System,
    matrix: &Matrix,
    only_replicas: bool,
    all: &mut Vec<Finding>,
) {
    for row in matrix.rows.iter().filter(|row| row.scenario.kind == Consequence::Data) {
        let id = row.scenario.id;
        let Some(cell) = matrix.cell(&component.id, id) else { continue };
        // Copies that do not reach back far enough have a finding of their own; so have replicas alone.
        let told_elsewhere = id == ScenarioId::SilentCorruption || (only_replicas && id.is_logical());
        if cell.verdict != Verdict::Gone || told_elsewhere {
            continue;
        }
        let left = left(component, protections, &system.facts, row.scenario);
        if let Some(main) = left.basis.iter().find(|p| p.keep_for().is_some()) {
            all.extend(thrown_away_too_early(component, main, row.scenario, cell));
            continue;
        }
        let loss = loss_of_all(component);
        let said =
            SAID_BY.iter().filter(|(_, scenarios)| scenarios.contains(&id)).map(|(finding, _)| *finding);
        let said: Vec<&str> = said.collect();
        if let Some(twin) = all.iter_mut().find(|f| said.contains(&f.id.as_str())) {
            if twin.scenario.is_none() {
                twin.scenario = Some(row.scenario);
                twin.loss = Some(loss);
                twin.cell = Some((component.id.clone(), id));
                twin.weight = weight(i64::MAX, cell.evidence);
            }
            if twin.severity != Severity::Critical {
                twin.severity = Severity::Critical;
                twin.shifted = "Raised, because no usable copy would be left.".to_owned();
            }
            continue;
        }
        all.push(Finding {
            scenario: Some(row.scenario),
            loss: Some(loss),
            evidence: evidence_words(cell.evidence),
            cell: Some((component.id.clone(), id)),
            weight: weight(i64::MAX, cell.evidence),
            passage: passage_for(id),
            question: None,
            ..finding(
                &format!("no-surviving-copy-{}", id.slug()),
                Some(component),
                Severity::Critical,
                format!("If {}, no copy of the {} would be left", row.scenario.clause, component.holds),
                next_for(id).to_owned(),
            )
        });
    }
}

/// A copy that the scenario itself would leave, but that is no longer kept when it is needed.
fn thrown_away_too_early(
    component: &Component,
    protection: &Protection,
    scenario: &'static Scenario,
    cell: &Cell,
) -> Option<Finding> {
    let keep = protection.keep_for()?;
    let gap = protection.schedule.known()?.longest_gap()?;
    let needed = gap.plus(if scenario.id.is_logical() {
        scenario.notice()
    } else {
        protection.to_safe().unwrap_or(Duration::ZERO)
    });
    Some(Finding {
        question: Some(ids::COPY_LOCATIONS),
        scenario: Some(scenario),
        loss: Some(loss_of_all(component)),
        evidence: evidence_words(cell.evidence),
        cell: Some((component.id.clone(), scenario.id)),
        weight: weight(i64::MAX, cell.evidence),
        passage: Passage::steady("how-far-back"),
        ..finding(
            &format!("no-surviving-copy-{}", scenario.id.slug()),
            Some(component),
            Severity::Critical,
            format!(
                "If {}, every copy of the {} from before could be gone: each is kept for {keep}",
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
fn window_too_wide(answers: &Answers, component: &Component, matrix: &Matrix) -> Option<Finding> {
    let limit = *component.limit.known()?;
    let (row, cell, worst) = worst_over(component, matrix)?;
    let over = worst.minus(limit);
    let next = next_for_window(component, limit);
    let severity = if little_at_stake(answers) { Severity::Medium } else { Severity::High };
    let mut found = finding(
        "window-too-wide",
        Some(component),
        severity,
        format!("{}: up to {worst} lost; the limit is {limit}", component.name),
        next,
    );
    found.question = Some(ids::BACKUP_SCHEDULE);
    found.scenario = Some(row.scenario);
    found.loss = Some(Text::new().strong(over).plain(" over the limit at the worst moment."));
    found.evidence = evidence_words(cell.evidence);
    found.passage = Passage::steady("acceptable-loss");
    found.cell = Some((component.id.clone(), row.scenario.id));
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

fn worst_over<'a>(component: &Component, matrix: &'a Matrix) -> Option<(&'a Row, &'a Cell, Duration)> {
    matrix
        .rows
        .iter()
        .filter_map(|row| {
            let cell = matrix.cell(&component.id, row.scenario.id).filter(|c| c.verdict == Verdict::Over)?;
            Some((row, cell, cell.window?.lost()?))
        })
        .reduce(|a, b| if b.2 > a.2 { b } else { a })
}

fn silent() -> Option<&'static Scenario> {
    crate::catalogue::scenario(ScenarioId::SilentCorruption)
}

fn reach_back_short(
    answers: &Answers,
    component: &Component,
    protection: &Protection,
    matrix: &Matrix,
) -> Option<Finding> {
    let keep = protection.keep_for()?;
    let scenario = silent()?;
    let notice = scenario.notice();
    let cell = matrix.cell(&component.id, scenario.id)?;
    let gap = protection.schedule.known().and_then(|s| s.longest_gap()).unwrap_or(Duration::days(1));
    let needed = notice.plus(gap);
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
    let known = answers.evidence(ids::KEEP_FOR);
    Some(Finding {
        question: Some(ids::COPY_LOCATIONS),
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
        cell: Some((component.id.clone(), scenario.id)),
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
    answers: &Answers,
    component: &Component,
    protection: &Protection,
    system: &System,
    now: Moment,
) -> Option<Finding> {
    let age = overdue(protection, now)?;
    let schedule = protection.schedule.known()?;
    let over_limit = component.limit.known().is_some_and(|limit| age > *limit);
    let severity = if over_limit && !little_at_stake(answers) { Severity::High } else { Severity::Medium };
    let known = system.facts.weakest(&[ids::LAST_GOOD, ids::BACKUP_SCHEDULE]);
    Some(Finding {
        question: Some(ids::LAST_GOOD),
        loss: Some(Text::from("Lost now: ").strong(age).plain(format!(" of {}.", component.holds))),
        evidence: evidence_words(known),
        passage: Passage::steady("the-last-good-copy"),
        weight: weight(age.seconds(), known),
        ..finding(
            "copy-overdue",
            Some(component),
            severity,
            format!("The last good copy is {age} old, though it should run {schedule}"),
            "Run it by hand now, then find out why it stopped.".to_owned(),
        )
    })
}

/// Parts whose copies the quick check does not ask about.
fn not_asked(system: &System) -> Option<Finding> {
    let names: Vec<&str> = system
        .components
        .iter()
        .filter(|c| c.kind.holds_data() && c.told_by == ToldBy::Nobody)
        .map(|c| c.kind.in_sentence())
        .collect();
    (!names.is_empty()).then(|| Finding {
        passage: Passage::steady("list-everything"),
        ..finding(
            "not-asked",
            None,
            Severity::Low,
            format!("What protects {} is not known", in_words(&names)),
            "Go through the same questions for each of them; the quick check asks about your most important data only."
                .to_owned(),
        )
    })
}

/// Daily images in a steady state are often waste. Whether they are here takes answers that the quick check does not
/// ask for, so this is a note and names no amount.
fn daily_images(answers: &Answers) -> Option<Finding> {
    let daily = answers.one(ids::IMAGE_CADENCE) == Some("daily");
    let steady = answers.one(ids::CURRENT_STAGE) == Some("steady");
    let known = answers.evidence(ids::IMAGE_CADENCE);
    (daily && steady).then(|| Finding {
        question: Some(ids::IMAGE_CADENCE),
        evidence: evidence_words(known),
        passage: Passage::steady("images"),
        weight: weight(0, known),
        ..finding(
            "daily-images-in-steady-state",
            None,
            Severity::Note,
            "You make a server image every day while traffic is steady".to_owned(),
            "If the system changes less than once a month, choose and test one golden image, keep a second, then \
             stop the daily ones."
                .to_owned(),
        )
    })
}
