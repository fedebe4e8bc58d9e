//! What one answer means, worked out while it is being given.
//!
//! What it raises comes from the same findings as the results; what stands here are the sentences around them, for
//! somebody who has not seen the results yet.

mod choice;
mod copies;
mod date;
mod limit;
mod schedule;

use super::outcome::Finding;
use crate::answers::{Answer, Answers};
use crate::catalogue::{Question, ids};
use crate::schedule::Schedule;
use crate::system::System;
use crate::units::{Duration, Moment, Text};

/// What follows from one answer: never without a sentence or a finding.
#[derive(Debug, Clone, Default)]
pub struct Consequence {
    /// Sentences, each a paragraph of its own.
    pub says: Vec<Text>,
    /// What the answer raises: the findings that [`assess`](super::assess) has from this question, worst first.
    pub findings: Vec<Finding>,
    /// A remark in small print; empty for none.
    pub fine: String,
    /// The schedule to draw beside it.
    pub preview: Option<Preview>,
}

/// A schedule as the preview draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// When copies are made.
    pub schedule: Schedule,
    /// How long until one can be used.
    pub to_safe: Duration,
    /// The owner's limit.
    pub limit: Option<Duration>,
    /// What is lost, in the owner's word.
    pub holds: String,
}

/// What the answer to `question` in `answers` means at `now`. `None` while there is no answer, or nothing to say.
pub fn consequence(question: &'static Question, answers: &Answers, now: Moment) -> Option<Consequence> {
    let answer = &answers.stored(question.id)?.answer;
    let all = super::work_out(answers, &System::of(answers), &now.into()).findings;
    let findings: Vec<Finding> = all.into_iter().filter(|f| f.question == Some(question.id)).collect();
    let raises = |id: &str| findings.iter().any(|f| f.is(id));
    let consequence = match (question.id, answer) {
        (_, Answer::Unsure) => not_known(),
        (ids::COMPONENT_KINDS, _) => copies::parts(answers),
        (ids::PROTECTIONS, _) => copies::protections(answers, findings.is_empty()),
        (ids::COPY_LOCATIONS, _) => copies::locations(answers, &raises),
        (ids::LAST_GOOD, Answer::Date(date)) => date::last_good(answers, *date, now, findings.is_empty()),
        (ids::EVENT_DATE, Answer::Date(date)) => date::event(*date, now),
        (ids::ACCEPTABLE_LOSS, Answer::Duration(limit)) => limit::loss(answers, *limit),
        (ids::ACCEPTABLE_DOWNTIME, Answer::Duration(limit)) => limit::downtime(answers, *limit),
        (_, Answer::Schedule(schedule)) => schedule::schedule(answers, *schedule, &raises),
        (_, Answer::Date(date)) => date::proof(question, *date, now, findings.is_empty()),
        (_, Answer::One(option)) => choice::one(question, option, findings.is_empty()),
        (ids::RETURNS_AFTER_REBOOT, Answer::Many(_)) => choice::after_restart(findings.is_empty()),
        _ => Consequence::default(),
    };
    let consequence = Consequence { findings, ..consequence };
    (!consequence.says.is_empty() || !consequence.findings.is_empty()).then_some(consequence)
}

impl Consequence {
    fn says(text: impl Into<Text>) -> Consequence {
        Consequence { says: vec![text.into()], ..Consequence::default() }
    }

    fn and(mut self, text: impl Into<Text>) -> Consequence {
        self.says.push(text.into());
        self
    }
}

fn not_known() -> Consequence {
    Consequence::says(
        "It goes on the list of things to find out. Until then, every result that depends on it says “not known”. It \
         never counts as a pass.",
    )
}

/// What is lost, after "24 h of": the owner's word for it.
fn holds(answers: &Answers) -> &str {
    if answers.focus.holds.is_empty() { "work" } else { &answers.focus.holds }
}

/// An average, to the minute once it is an hour or more: its seconds mean nothing.
fn average(d: Duration) -> Duration {
    let seconds = d.seconds();
    if seconds < 3_600 { d } else { Duration::clamped((seconds + 30) / 60 * 60) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Edit, Evidence, Focus};
    use crate::catalogue::{AnswerKind, QUICK, Severity, question};
    use crate::schedule::Weekday;
    use crate::units::{NBSP, TimeOfDay};
    use chrono::NaiveDate;

    pub(super) fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn now() -> Moment {
        Moment::from_civil(day(21).and_hms_opt(9, 30, 0).unwrap())
    }

    fn with(given: &[(&str, Answer)]) -> Answers {
        let mut answers = Answers::default();
        for (id, answer) in given {
            let edit = Edit::Answer { question: (*id).into(), answer: answer.clone(), known: Evidence::Told };
            answers = answers.apply(&edit, day(21)).unwrap();
        }
        answers
    }

    fn many(options: &[&str]) -> Answer {
        Answer::Many(options.iter().map(|o| (*o).to_owned()).collect())
    }

    fn one(option: &str) -> Answer {
        Answer::One(option.to_owned())
    }

    fn says(id: &str, answers: &Answers) -> String {
        let c = consequence(question(id).unwrap(), answers, now()).unwrap();
        let findings = c.findings.iter().map(Finding::sentence);
        let words: Vec<String> = c.says.iter().map(Text::words).chain(findings).collect();
        words.join(" ").replace(NBSP, " ")
    }

    fn worst(id: &str, answers: &Answers) -> Option<Severity> {
        consequence(question(id).unwrap(), answers, now()).unwrap().findings.first().map(|f| f.severity)
    }

    fn nightly() -> Vec<(&'static str, Answer)> {
        vec![
            (ids::PROTECTIONS, many(&["db-dump"])),
            (ids::BACKUP_SCHEDULE, Answer::Schedule(Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() })),
        ]
    }

    #[test]
    fn a_nightly_copy_leaves_a_day() {
        let mut answers = with(&nightly());
        answers.focus = Focus { part: None, holds: "orders".into() };
        assert_eq!(
            says(ids::BACKUP_SCHEDULE, &answers),
            "With a copy every day at 02:00 you could lose up to 24 h of orders, and 12 h on average, plus the \
             time the copy itself takes."
        );
        let mut given = nightly();
        given.push((ids::RUN_TO_SAFE, Answer::Duration(Duration::minutes(130))));
        given.push((ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::hours(4))));
        assert_eq!(
            says(ids::BACKUP_SCHEDULE, &with(&given)),
            "With a copy every day at 02:00 that is safe 2 h 10 min after it starts, you could lose up to \
             26 h 10 min of work, and 14 h 10 min on average. That is 22 h 10 min more than your limit of 4 h."
        );
    }

    #[test]
    fn weekends_count() {
        let at = TimeOfDay::new(2, 0).unwrap();
        let mut given = nightly();
        given[1].1 = Answer::Schedule(Schedule::Weekdays { at });
        let words = says(ids::BACKUP_SCHEDULE, &with(&given));
        assert!(words.contains("up to 72 h of work, and 22 h 17 min on average"), "{words}");
        given[1].1 = Answer::Schedule(Schedule::Weekly { on: Weekday::Sunday, at });
        assert!(says(ids::BACKUP_SCHEDULE, &with(&given)).contains("up to 7 days of work"));
    }

    #[test]
    fn by_hand_has_no_bound() {
        let mut given = nightly();
        given[1].1 = Answer::Schedule(Schedule::ByHand);
        let answers = with(&given);
        let c = consequence(question(ids::BACKUP_SCHEDULE).unwrap(), &answers, now()).unwrap();
        assert!(c.findings[0].is("copied-by-hand"));
        assert!(c.preview.is_none());
        assert!(
            says(ids::ACCEPTABLE_LOSS, &{
                let mut given = given.clone();
                given.push((ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::hours(4))));
                with(&given)
            })
            .contains("by hand")
        );
    }

    #[test]
    fn an_answer_that_raises_a_finding_says_so_and_what_to_do() {
        let answers = with(&[(ids::KEYS_COPY, one("on-servers"))]);
        let c = consequence(question(ids::KEYS_COPY).unwrap(), &answers, now()).unwrap();
        assert_eq!(c.findings[0].severity, Severity::Critical);
        assert!(c.findings[0].next.starts_with("Put a second copy"));
        let little = with(&[(ids::WORST_CONSEQUENCE, one("little")), (ids::KEYS_COPY, one("on-servers"))]);
        assert_eq!(worst(ids::KEYS_COPY, &little), Some(Severity::Medium));
    }

    #[test]
    fn not_knowing_is_never_a_pass() {
        for question in QUICK.iter().filter(|q| q.unsure) {
            let answers = with(&[(question.id, Answer::Unsure)]);
            let c = consequence(question, &answers, now()).unwrap();
            assert!(c.findings.len() == 1 || !answers.asks(question), "{}", question.id);
        }
    }

    #[test]
    fn every_choice_means_something() {
        for question in QUICK.iter() {
            let kind = question.kind;
            for option in question.options {
                let answer = match kind {
                    AnswerKind::Single => one(option.id),
                    AnswerKind::Multi => many(&[option.id]),
                    _ => continue,
                };
                let mut given = vec![(question.id, answer)];
                if question.id == ids::COPY_LOCATIONS {
                    given.push((ids::PROTECTIONS, many(&["db-dump"])));
                }
                let answers = with(&given);
                let c = consequence(question, &answers, now());
                let c = c.unwrap_or_else(|| panic!("{} {}", question.id, option.id));
                for text in &c.says {
                    let words = text.words();
                    assert!(!words.contains('{') && words.ends_with(['.', '?']), "{}: {words}", option.id);
                    assert!(!words.starts_with(char::is_lowercase), "{words}");
                }
                for finding in &c.findings {
                    assert!(!finding.title.contains('{') && !finding.next.is_empty(), "{}", finding.id);
                }
            }
        }
    }

    #[test]
    fn the_last_good_copy_is_dated() {
        let last = |d: u32| {
            let mut given = nightly();
            given.push((ids::LAST_GOOD, Answer::Date(day(d))));
            says(ids::LAST_GOOD, &with(&given))
        };
        assert_eq!(
            last(21),
            "If it broke now, everything since Saturday 02:00 would be gone: 7 h 30 min of work. That is what the \
             schedule promises."
        );
        assert!(last(11).contains("10 d 7 h 30 min"), "{}", last(11));
        assert!(last(11).contains("should run every 24 h"), "{}", last(11));
    }

    #[test]
    fn proofs_grow_old() {
        let proof = |date: NaiveDate| {
            let answers = with(&[(ids::LAST_DRILL, Answer::Date(date))]);
            (worst(ids::LAST_DRILL, &answers), says(ids::LAST_DRILL, &answers))
        };
        let (severity, words) = proof(day(20));
        assert_eq!(
            (severity, words.as_str()),
            (None, "That was yesterday. It counts until 20 November 2027, then it is time for another.")
        );
        assert_eq!(proof(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap()).0, Some(Severity::Medium));
    }

    #[test]
    fn where_copies_are_decides_what_they_survive() {
        let at = |places: &[&str]| {
            let answers =
                with(&[(ids::PROTECTIONS, many(&["db-dump"])), (ids::COPY_LOCATIONS, many(places))]);
            (worst(ids::COPY_LOCATIONS, &answers), says(ids::COPY_LOCATIONS, &answers))
        };
        assert_eq!(at(&["same-server"]).0, Some(Severity::Critical));
        assert_eq!(at(&["same-server", "same-data-centre"]).0, Some(Severity::High));
        let (severity, words) = at(&["same-data-centre", "other-provider"]);
        assert_eq!(severity, None);
        assert!(words.contains("the provider closing your account"), "{words}");
    }
}
