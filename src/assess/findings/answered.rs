//! Findings that a single answer raises.

use super::{evidence_words, shifted, weight};
use crate::answers::{Answer, Answers, ComponentKind, asked};
use crate::assess::open::ANSWERED;
use crate::assess::outcome::Finding;
use crate::assess::service::returns_as;
use crate::catalogue::{FindingRule, FindingTest, Question, Severity, ids};
use crate::system::{Component, DeletedBy, System};
use crate::units::{Moment, in_words, uncapitalised};

/// What stays down after a restart, in words, by the option of the restart question.
const RETURNS: [(&str, &str); 7] = [
    ("web", "the web service"),
    ("database", "the database"),
    ("disks", "attached disks"),
    ("firewall", "firewall rules"),
    ("jobs", "scheduled jobs"),
    ("workers", "queue workers"),
    ("address", "network addresses"),
];

/// Whether there is anything for an option of the restart question to stand for. Firewall rules and addresses are
/// wherever something runs on a server.
fn exists(option: &str, parts: &[ComponentKind]) -> bool {
    let stands_for = |part: &ComponentKind| returns_as(*part) == Some(option);
    match option {
        "firewall" | "address" => parts.iter().any(|part| returns_as(*part).is_some()),
        _ => parts.iter().any(stands_for),
    }
}

pub(super) fn findings(answers: &Answers, system: &System, now: Moment) -> Vec<Finding> {
    asked(answers)
        .into_iter()
        .filter(|question| !is_described(system, question.id))
        .flat_map(|question| of_question(answers, question, now))
        .collect()
}

/// Whether a description says better what a question asks. Who can delete everything is told copy by copy, where it is.
fn is_described(system: &System, id: &str) -> bool {
    let told = |c: &Component| {
        c.protections.known().is_some_and(|all| all.iter().any(|p| p.deleted_by == DeletedBy::AsAnswered))
    };
    system.described
        && (ANSWERED.contains(&id)
            || (id == ids::DELETE_ALL
                && (system.facts.delete_all.known().is_some() || !system.components.iter().any(told))))
}

fn of_question(answers: &Answers, question: &'static Question, now: Moment) -> Vec<Finding> {
    let Some(given) = answers.given(question.id) else { return Vec::new() };
    let mut found: Vec<Finding> = question
        .findings()
        .iter()
        .filter_map(|rule| {
            let severity = rule.severity?;
            let missing = raised(answers, rule, &given.answer, now)?;
            let (severity, why) = shifted(answers, severity);
            Some(Finding {
                id: rule.id.to_owned(),
                question: Some(question.id),
                severity,
                shifted: why,
                title: without_stop(&rule.says.replace("{missing}", &missing)),
                scenario: None,
                loss: None,
                evidence: evidence_words(answers.evidence(question.id)),
                next: rule.next.to_owned(),
                passage: question.passage,
                figure: None,
                page: None,
                weight: weight(0, answers.evidence(question.id)),
            })
        })
        .collect();
    if given.answer == Answer::Unsure && found.is_empty() {
        found.push(find_out(answers, question));
    }
    found
}

/// Whether a rule holds of an answer: `None` when not, else what `{missing}` stands for.
fn raised(answers: &Answers, rule: &FindingRule, answer: &Answer, now: Moment) -> Option<String> {
    let chosen = answer.chosen();
    let has = |of: &[&str]| chosen.iter().any(|c| of.contains(&c.as_str()));
    let holds = match rule.test {
        FindingTest::AnyOf(of) => has(of),
        FindingTest::Only(of) => !chosen.is_empty() && chosen.iter().all(|c| of.contains(&c.as_str())),
        FindingTest::Never => *answer == Answer::Never,
        FindingTest::OlderThanDays(days) => match answer {
            Answer::Date(date) => now.civil().date().signed_duration_since(*date).num_days() > days,
            _ => false,
        },
        FindingTest::MissingPresent => {
            let Answer::Many(seen) = answer else { return None };
            let parts = answers.parts();
            let missing: Vec<&str> = RETURNS
                .iter()
                .filter(|(option, _)| exists(option, &parts) && !seen.contains(*option))
                .map(|(_, words)| *words)
                .collect();
            return (!missing.is_empty()).then(|| in_words(&missing));
        }
        // Rules over several answers are worked out from the numbers.
        FindingTest::Rule(_) => false,
    };
    holds.then(String::new)
}

/// "I do not know" without a finding of its own: one step below the worst that the question can raise.
fn find_out(answers: &Answers, question: &'static Question) -> Finding {
    let worst = question
        .findings()
        .iter()
        // A severity that the numbers decide can be high.
        .map(|rule| rule.severity.unwrap_or(Severity::High))
        .filter(|severity| *severity <= Severity::Low)
        .min()
        .unwrap_or(Severity::Low);
    let below = worst.moved(-1).max(Severity::High);
    let (severity, why) = shifted(answers, below);
    Finding {
        id: format!("find-out-{}", question.id),
        question: Some(question.id),
        severity: severity.max(Severity::High),
        shifted: why,
        title: format!("Not known: {}", uncapitalised(question.ask)),
        scenario: None,
        loss: None,
        evidence: evidence_words(None),
        next: match question.id {
            ids::LAST_GOOD => {
                "Look in the log of your backup tool, and answer this question again.".to_owned()
            }
            ids::COPY_LOCATIONS => {
                "Look where the newest copy lies, and answer this question again.".to_owned()
            }
            _ => "Find out, or ask the person who would know, and answer this question again.".to_owned(),
        },
        passage: question.passage,
        figure: None,
        page: None,
        weight: weight(0, None),
    }
}

/// A heading carries no full stop.
pub(super) fn without_stop(words: &str) -> String {
    words.strip_suffix('.').unwrap_or(words).to_owned()
}
