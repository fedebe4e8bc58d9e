//! What one answer means, worked out while it is being given.
//!
//! Smaller than an [`Outcome`](super::Outcome): it looks at one question, in sentences for somebody who has not
//! seen the results yet.

mod choice;
mod copies;
mod date;
mod limit;
mod schedule;

use crate::answers::{Answer, Answers};
use crate::catalogue::{FindingRule, FindingTest, Question, Severity, ids};
use crate::schedule::Schedule;
use crate::units::{Duration, Moment, Text, capitalised};

/// What follows from one answer.
#[derive(Debug, Clone, Default)]
pub struct Consequence {
    /// How bad what it raises is; `None` when it raises nothing.
    pub severity: Option<Severity>,
    /// Sentences, each a paragraph of its own. Never empty.
    pub says: Vec<Text>,
    /// What to do first about what it raises; empty for nothing.
    pub next: String,
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
    let consequence = match (question.id, answer) {
        (_, Answer::Unsure) => not_known(question, answers),
        (ids::COMPONENT_KINDS, _) => copies::parts(answers),
        (ids::PROTECTIONS, _) => copies::protections(question, answers),
        (ids::COPY_LOCATIONS, _) => copies::locations(question, answers),
        (ids::LAST_GOOD, Answer::Date(date)) => date::last_good(question, answers, *date, now),
        (ids::EVENT_DATE, Answer::Date(date)) => date::event(*date, now),
        (ids::ACCEPTABLE_LOSS, Answer::Duration(limit)) => limit::loss(answers, *limit),
        (ids::ACCEPTABLE_DOWNTIME, Answer::Duration(limit)) => limit::downtime(answers, *limit),
        (_, Answer::Schedule(schedule)) => schedule::schedule(question, answers, *schedule),
        (_, Answer::Never) => never(question, answers),
        (_, Answer::Date(date)) => date::proof(question, answers, *date, now),
        (_, Answer::One(option)) => choice::one(question, answers, option),
        (ids::RETURNS_AFTER_REBOOT, Answer::Many(_)) => choice::after_restart(question, answers),
        _ => return None,
    };
    (!consequence.says.is_empty()).then_some(consequence)
}

impl Consequence {
    fn says(text: impl Into<Text>) -> Consequence {
        Consequence { says: vec![text.into()], ..Consequence::default() }
    }

    fn and(mut self, text: impl Into<Text>) -> Consequence {
        self.says.push(text.into());
        self
    }

    /// A finding of the catalogue, with its severity moved by what is at stake.
    fn raises(rule: &FindingRule, answers: &Answers) -> Consequence {
        let part = answers.focus_part().map_or("your most important data", |p| p.in_sentence());
        Consequence {
            severity: rule.severity.map(|s| moved_by_stake(s, answers)),
            next: rule.next.to_owned(),
            ..Consequence::says(capitalised(&rule.says.replace("{component}", part)))
        }
    }
}

fn not_known(question: &Question, answers: &Answers) -> Consequence {
    let own = question
        .findings
        .iter()
        .find(|f| matches!(f.test, FindingTest::AnyOf(options) if options.contains(&"unsure")));
    match own {
        Some(rule) => Consequence::raises(rule, answers),
        None => Consequence::says("It goes on the list of things to find out.")
            .and("Until then, every result that depends on it says “not known”. It never counts as a pass."),
    }
}

fn never(question: &Question, answers: &Answers) -> Consequence {
    match rule(question, |test| matches!(test, FindingTest::Never)) {
        Some(rule) => Consequence::raises(rule, answers),
        None => Consequence::default(),
    }
}

fn rule(question: &Question, is: impl Fn(&FindingTest) -> bool) -> Option<&FindingRule> {
    question.findings.iter().find(|f| is(&f.test))
}

fn rule_named<'a>(question: &'a Question, id: &str) -> Option<&'a FindingRule> {
    question.findings.iter().find(|f| f.id == id)
}

/// A finding that rests on an answer moves with the worst that could follow from a bad day.
fn moved_by_stake(severity: Severity, answers: &Answers) -> Severity {
    severity.moved(match answers.one(ids::WORST_CONSEQUENCE) {
        Some("harm-or-law") => 1,
        Some("inside") => -1,
        Some("little") => -2,
        _ => 0,
    })
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
    use crate::catalogue::{AnswerKind, QUICK, question};
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
        let words: Vec<String> = c.says.iter().map(Text::words).collect();
        words.join(" ").replace(NBSP, " ")
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
        assert_eq!(c.severity, Some(Severity::Medium));
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
        assert_eq!(c.severity, Some(Severity::Critical));
        assert!(c.next.starts_with("Put a second copy"));
        let little = with(&[(ids::WORST_CONSEQUENCE, one("little")), (ids::KEYS_COPY, one("on-servers"))]);
        let c = consequence(question(ids::KEYS_COPY).unwrap(), &little, now()).unwrap();
        assert_eq!(c.severity, Some(Severity::Medium));
    }

    #[test]
    fn not_knowing_is_never_a_pass() {
        for question in QUICK.iter().filter(|q| q.unsure) {
            let answers = with(&[(question.id, Answer::Unsure)]);
            assert!(consequence(question, &answers, now()).is_some(), "{}", question.id);
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
                assert_eq!(
                    c.severity.is_some_and(|s| s < Severity::Waste),
                    !c.next.is_empty(),
                    "{}",
                    option.id
                );
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
            (
                consequence(question(ids::LAST_DRILL).unwrap(), &answers, now()).unwrap().severity,
                says(ids::LAST_DRILL, &answers),
            )
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
            let c = consequence(question(ids::COPY_LOCATIONS).unwrap(), &answers, now()).unwrap();
            (c.severity, says(ids::COPY_LOCATIONS, &answers))
        };
        assert_eq!(at(&["same-server"]).0, Some(Severity::Critical));
        assert_eq!(at(&["same-server", "same-data-centre"]).0, Some(Severity::High));
        let (severity, words) = at(&["same-data-centre", "other-provider"]);
        assert_eq!(severity, None);
        assert!(words.contains("the provider closing your account"), "{words}");
    }
}
