//! From answers to outcome: what a customer's answers lead to, end to end through the core.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use holdfast::answers::{Answer, Answers, ComponentKind, Edit, Evidence, Focus};
use holdfast::assess::{Outcome, Survival, Verdict, assess, consequence};
use holdfast::catalogue::{AnswerKind, Choice, QUICK, Question, ScenarioId as S, Severity, ids};
use holdfast::schedule::Schedule;
use holdfast::units::{Duration, Moment, TimeOfDay};

const DB: ComponentKind = ComponentKind::Database;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 21)
}

fn now() -> Moment {
    Moment::from_civil(today().and_hms_opt(9, 30, 0).unwrap())
}

struct Told(Answers);

impl Told {
    fn with(self, id: &str, answer: Answer) -> Told {
        let edit = Edit::Answer { question: id.into(), answer, known: Evidence::Told };
        Told(self.0.apply(&edit, today()).unwrap())
    }
    fn one(self, id: &str, option: &str) -> Told {
        self.with(id, Answer::One(option.into()))
    }
    fn many(self, id: &str, options: &[&str]) -> Told {
        self.with(id, Answer::Many(options.iter().map(|o| (*o).to_owned()).collect()))
    }
    fn outcome(&self) -> Outcome {
        assess(&self.0, now())
    }
}

/// A shop: a nightly dump at 02:00, safe after 2 h 10 min, kept 14 days, in the same region.
fn shop() -> Told {
    let at = TimeOfDay::new(2, 0).unwrap();
    let answers = Answers::default()
        .apply(&Edit::Focus(Focus { part: Some(DB), holds: "orders".into() }), today())
        .unwrap();
    Told(answers)
        .one(ids::CURRENT_STAGE, "steady")
        .many(ids::COMPONENT_KINDS, &["web-server", "database", "uploaded-files"])
        .many(ids::PROTECTIONS, &["db-dump"])
        .with(ids::BACKUP_SCHEDULE, Answer::Schedule(Schedule::Daily { at }))
        .with(ids::RUN_TO_SAFE, Answer::Duration(Duration::minutes(130)))
        .with(ids::KEEP_FOR, Answer::Duration(Duration::days(14)))
        .with(ids::LAST_GOOD, Answer::Date(today()))
        .with(ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::hours(4)))
        .many(ids::COPY_LOCATIONS, &["same-region"])
        .one(ids::DELETE_ALL, "yes")
}

fn says(outcome: &Outcome, kind: ComponentKind, scenario: S) -> String {
    outcome.matrix.cell(&kind.into(), scenario).unwrap().says.replace('\u{a0}', " ")
}

fn verdict(outcome: &Outcome, kind: ComponentKind, scenario: S) -> Verdict {
    outcome.matrix.cell(&kind.into(), scenario).unwrap().verdict
}

fn words(text: &holdfast::units::Text) -> String {
    text.words().replace('\u{a0}', " ")
}

#[test]
fn nothing_told_is_nothing_known() {
    let outcome = Told(Answers::default()).outcome();
    assert!(outcome.matrix.columns.is_empty());
    assert!(outcome.findings.is_empty());
    assert_eq!(
        words(&outcome.sentences[0]),
        "What you would lose is not known yet: say first which parts your application has."
    );
}

#[test]
fn the_shop_reads_as_the_rules_say() {
    let outcome = shop().outcome();
    assert_eq!(says(&outcome, DB, S::DiskHostLoss), "26 h 10 min");
    assert_eq!(says(&outcome, DB, S::AccidentalDelete), "24 h");
    assert_eq!(says(&outcome, DB, S::SilentCorruption), "no clean copy");
    assert_eq!(says(&outcome, DB, S::RegionLoss), "nothing left");
    assert_eq!(says(&outcome, DB, S::RansomwareTakeover), "nothing left");
    assert_eq!(says(&outcome, DB, S::AccountClosure), "nothing left");
    assert_eq!(verdict(&outcome, DB, S::DiskHostLoss), Verdict::Over);
    assert_eq!(verdict(&outcome, DB, S::RegionLoss), Verdict::Gone);
    assert_eq!(says(&outcome, ComponentKind::WebServer, S::RegionLoss), "no data");
    assert_eq!(says(&outcome, ComponentKind::UploadedFiles, S::RegionLoss), "not known");
}

#[test]
fn the_window_is_explained_to_the_minute() {
    let outcome = shop().outcome();
    let derivation = outcome.derivation(&DB.into(), S::DiskHostLoss).unwrap();
    let lines: Vec<String> = derivation
        .steps
        .iter()
        .map(|s| format!("{} [{}]", words(&s.text), s.figure.as_deref().unwrap_or("").replace('\u{a0}', " ")))
        .collect();
    assert_eq!(
        derivation.title.replace('\u{a0}', " "),
        "Orders database, disk or host lost: why 26 h 10 min?"
    );
    assert_eq!(
        lines,
        [
            "The database dump is still there and usable. []",
            "The database dump is made every day at 02:00. []",
            "It holds the orders as they were when it started. [Sunday 02:00]",
            "Finishing it and bringing it to safety takes 2 h 10 min. Before that it is no help. [usable Sunday 04:10]",
            "Worst moment: a failure just before Monday 04:10, when the next copy becomes usable, falls back to the \
             copy of Sunday 02:00. [26 h 10 min]",
            "Most that would be lost [26 h 10 min]",
            "On average, over every moment it could happen [14 h 10 min]",
            "19 times out of 20, no more than [24 h 58 min]",
            "If it happened now [7 h 30 min]",
            "Your limit [4 h]",
            "Over the limit by [22 h 10 min]",
        ]
    );
}

#[test]
fn the_three_sentences_say_it() {
    let outcome = shop().outcome();
    assert_eq!(
        words(&outcome.sentences[0]),
        "If the data centre were lost, no copy of the orders would be left, and the same holds in 3 other scenarios; if \
         the server or its disk died, up to 26 h 10 min of them would be gone, and your limit is 4 h."
    );
    assert_eq!(
        words(&outcome.sentences[1]),
        "How soon you would be back is not yet estimated; no limit is set, and no restore is known to have proved it."
    );
    assert!(
        words(&outcome.sentences[2]).starts_with("12 of 20 answers are not known, and"),
        "{}",
        words(&outcome.sentences[2])
    );
}

#[test]
fn findings_come_worst_first_and_say_each_thing_once() {
    let outcome = shop().outcome();
    let ids: Vec<&str> = outcome.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "one-login-ends-it",
            "no-surviving-copy-region-loss-database",
            "no-surviving-copy-account-closure-database",
            "kept-too-short-database",
            "window-too-wide-database",
            "not-asked",
        ]
    );
    assert!(outcome.findings.is_sorted_by_key(|f| f.severity));
    let window = outcome.findings.iter().find(|f| f.id == "window-too-wide-database").unwrap();
    assert_eq!(
        window.title.replace('\u{a0}', " "),
        "Orders database: up to 26 h 10 min lost; the limit is 4 h"
    );
    assert_eq!(
        window.next.replace('\u{a0}', " "),
        "Run the copy at least every 1 h 50 min, or keep logs between copies."
    );
    assert_eq!(window.evidence, "Told");
}

#[test]
fn the_needed_interval_meets_the_limit() {
    let outcome = shop()
        .with(
            ids::BACKUP_SCHEDULE,
            Answer::Schedule(Schedule::Every { interval: Duration::minutes(110), from: TimeOfDay::MIDNIGHT }),
        )
        .outcome();
    assert_eq!(says(&outcome, DB, S::DiskHostLoss), "4 h");
    assert_eq!(verdict(&outcome, DB, S::DiskHostLoss), Verdict::Within);
    // The run of 130 minutes is longer than that interval, and this is said.
    assert!(outcome.findings.iter().any(|f| f.id == "run-longer-than-interval-database"));
}

#[test]
fn what_is_not_known_never_passes() {
    let outcome = shop().with(ids::COPY_LOCATIONS, Answer::Unsure).outcome();
    let cell = outcome.matrix.cell(&DB.into(), S::DiskHostLoss).unwrap();
    assert_eq!(cell.survival, Survival::Unproven);
    assert_eq!(cell.verdict, Verdict::Unknown);
    assert_eq!(cell.says.replace('\u{a0}', " "), "26 h 10 min at best");
    let find_out = outcome.findings.iter().find(|f| f.id == "find-out-copy-locations").unwrap();
    assert_eq!(find_out.severity, Severity::High, "one below the worst the question can raise, at most high");
    assert_eq!(find_out.evidence, "Not known");

    let outcome = shop().with(ids::PROTECTIONS, Answer::Unsure).outcome();
    for scenario in [S::DiskHostLoss, S::AccidentalDelete, S::KeyLoss] {
        assert_eq!(verdict(&outcome, DB, scenario), Verdict::Unknown);
    }
}

#[test]
fn no_copy_at_all_is_one_critical_finding() {
    let outcome = shop().many(ids::PROTECTIONS, &["nothing"]).outcome();
    assert_eq!(words(&outcome.sentences[0]), "Whatever happens, no copy of the orders would be left.");
    assert_eq!(outcome.findings[0].id, "unprotected-database");
    assert!(!outcome.findings.iter().any(|f| f.id.starts_with("no-surviving-copy")));
}

#[test]
fn a_replica_is_not_a_backup() {
    let outcome = shop().many(ids::PROTECTIONS, &["replica-async"]).outcome();
    assert!(outcome.findings.iter().any(|f| f.id == "replica-is-not-a-backup-database"));
    assert_eq!(verdict(&outcome, DB, S::AccidentalDelete), Verdict::Gone);
    assert_eq!(verdict(&outcome, DB, S::DiskHostLoss), Verdict::Unknown, "its lag was not given");
    let with_lag = shop()
        .many(ids::PROTECTIONS, &["replica-async"])
        .with(ids::CONTINUOUS_LAG, Answer::Duration(Duration::minutes(1)));
    assert_eq!(says(&with_lag.outcome(), DB, S::DiskHostLoss), "1 min");
}

#[test]
fn logs_beside_a_dump_give_the_number() {
    let outcome = shop()
        .many(ids::PROTECTIONS, &["db-dump", "pitr-logs"])
        .with(ids::CONTINUOUS_LAG, Answer::Duration(Duration::minutes(5)))
        .outcome();
    assert_eq!(says(&outcome, DB, S::DiskHostLoss), "5 min");
    assert_eq!(verdict(&outcome, DB, S::DiskHostLoss), Verdict::Within);
}

#[test]
fn an_overdue_copy_counts_with_its_age() {
    let outcome = shop().with(ids::LAST_GOOD, Answer::Date(day(2026, 11, 12))).outcome();
    // Started 12 November 02:00; now is 21 November 09:30.
    assert_eq!(says(&outcome, DB, S::DiskHostLoss), "9 d 7 h 30 min");
    let finding = outcome.findings.iter().find(|f| f.id == "copy-overdue-database").unwrap();
    assert_eq!(finding.severity, Severity::High);
    let exposure = &outcome.exposures[0];
    assert_eq!(exposure.teeth.last().unwrap().to, now());
    assert!(exposure.copies.iter().any(|c| !c.good));
    // The same answer read a week later is still judged by the day it was given.
    let fresh = assess(&shop().0, now().plus(7 * 86_400));
    assert!(!fresh.findings.iter().any(|f| f.id.starts_with("copy-overdue")));
}

#[test]
fn nobody_has_seen_a_finished_run() {
    let outcome = shop().with(ids::LAST_GOOD, Answer::Never).outcome();
    assert!(outcome.findings.iter().any(|f| f.id == "no-good-copy-found" && f.severity == Severity::High));
    assert_eq!(verdict(&outcome, DB, S::DiskHostLoss), Verdict::Unknown);
}

#[test]
fn what_is_at_stake_moves_answers_but_not_numbers() {
    let severity =
        |told: &Told, id: &str| told.outcome().findings.iter().find(|f| f.id == id).map(|f| f.severity);
    let base = shop().one(ids::WRITTEN_PLAN, "no");
    assert_eq!(severity(&base, "no-plan"), Some(Severity::High));
    let law = shop().one(ids::WRITTEN_PLAN, "no").one(ids::WORST_CONSEQUENCE, "harm-or-law");
    assert_eq!(severity(&law, "no-plan"), Some(Severity::Critical));
    assert_eq!(severity(&law, "window-too-wide-database"), Some(Severity::High));
    let little = shop().one(ids::WRITTEN_PLAN, "no").one(ids::WORST_CONSEQUENCE, "little");
    assert_eq!(severity(&little, "no-plan"), Some(Severity::Low));
    assert_eq!(severity(&little, "window-too-wide-database"), Some(Severity::Medium));
}

#[test]
fn copies_in_one_place_take_the_scenario_with_them() {
    let outcome = shop().many(ids::COPY_LOCATIONS, &["same-server"]).outcome();
    let finding = outcome.findings.iter().find(|f| f.id == "copies-on-same-server").unwrap();
    assert_eq!(finding.scenario.unwrap().id, S::DiskHostLoss);
    let twins = outcome.findings.iter().filter(|f| f.id.contains("disk-host-loss")).count();
    assert_eq!(twins, 0, "the same thing is not said twice");
}

#[test]
fn keys_are_judged_by_where_their_copy_is() {
    let kinds = &["web-server", "database", "secrets"];
    let keys = |option: &str| shop().many(ids::COMPONENT_KINDS, kinds).one(ids::KEYS_COPY, option).outcome();
    let secrets = ComponentKind::Secrets;
    assert_eq!(says(&keys("other-provider"), secrets, S::AccountClosure), "kept");
    assert_eq!(verdict(&keys("on-servers"), secrets, S::DiskHostLoss), Verdict::Gone);
    assert_eq!(verdict(&keys("one-head"), secrets, S::DiskHostLoss), Verdict::Unknown);
    assert_eq!(says(&keys("on-servers"), DB, S::KeyLoss), "cannot be reached");
    assert_eq!(says(&keys("safe-outside"), DB, S::KeyLoss), "can be reached");
}

#[test]
fn a_restart_shows_what_nobody_has_seen_return() {
    let outcome = shop().many(ids::RETURNS_AFTER_REBOOT, &["web"]).outcome();
    assert_eq!(says(&outcome, ComponentKind::WebServer, S::EmergencyReboot), "returns");
    assert_eq!(says(&outcome, DB, S::EmergencyReboot), "not seen to return");
    let finding = outcome.findings.iter().find(|f| f.id == "may-not-come-back").unwrap();
    assert_eq!(
        finding.title,
        "After an unplanned restart these may stay down: the database, firewall rules and network addresses"
    );
}

#[test]
fn the_picture_has_no_gap_and_two_weeks() {
    let outcome = shop().outcome();
    let exposure = &outcome.exposures[0];
    assert_eq!(exposure.to.seconds() - exposure.from.seconds(), 14 * 86_400);
    assert_eq!(exposure.teeth.first().unwrap().from, exposure.from);
    assert_eq!(exposure.teeth.last().unwrap().to, exposure.to);
    assert!(exposure.teeth.windows(2).all(|w| w[0].to == w[1].from));
    assert_eq!(exposure.copies.iter().filter(|c| c.good).count(), exposure.copies.len());
    assert_eq!(exposure.window.worst, Some(Duration::minutes(26 * 60 + 10)));
}

#[test]
fn every_cell_says_why() {
    for told in
        [shop(), shop().with(ids::PROTECTIONS, Answer::Unsure), shop().many(ids::PROTECTIONS, &["nothing"])]
    {
        let outcome = told.outcome();
        for (column, row, cell) in outcome.matrix.cells() {
            let derivation = outcome.derivation(&column.id, row.scenario.id).unwrap();
            assert!(!derivation.steps.is_empty(), "{} {:?}", column.name, row.scenario.id);
            assert!(derivation.title.contains(&column.name) && derivation.title.contains(&cell.says));
        }
    }
}

#[test]
fn an_answer_out_of_force_does_not_count() {
    let told = shop();
    let hidden = told.outcome();
    // "Nothing" hides the schedule, the places and the restore test; their answers stay in the document.
    let nothing = shop().many(ids::PROTECTIONS, &["nothing"]);
    assert!(nothing.0.given(ids::BACKUP_SCHEDULE).is_none());
    assert!(nothing.0.stored(ids::BACKUP_SCHEDULE).is_some());
    assert!(nothing.outcome().exposures.is_empty());
    assert_eq!(hidden.exposures.len(), 1);
}

/// Every answer worth telling apart that a question takes.
fn every_answer(question: &Question) -> Vec<Answer> {
    let at = TimeOfDay::new(2, 0).unwrap();
    let mut answers: Vec<Answer> = match question.kind {
        AnswerKind::Single => question.options.iter().map(|o| Answer::One(o.id.to_owned())).collect(),
        AnswerKind::Multi => {
            let alone = question.options.iter().map(|o| vec![o]);
            let pairs = question.options.windows(2).map(|pair| pair.iter().collect());
            let free =
                |of: &Vec<&Choice>| of.len() == 1 || !of.iter().any(|o| question.exclusive() == Some(o.id));
            alone
                .chain(pairs)
                .filter(free)
                .map(|of| Answer::Many(of.iter().map(|o| o.id.to_owned()).collect()))
                .collect()
        }
        AnswerKind::Duration => [0, 60, 86_400].map(|s| Answer::Duration(Duration::clamped(s))).into(),
        AnswerKind::Schedule => vec![
            Answer::Schedule(Schedule::ByHand),
            Answer::Schedule(Schedule::Daily { at }),
            Answer::Schedule(Schedule::Weekdays { at }),
        ],
        AnswerKind::Date => [today(), day(2026, 11, 2), day(2026, 8, 1), day(2026, 4, 1), day(2024, 1, 1)]
            .map(Answer::Date)
            .into(),
    };
    if question.kind == AnswerKind::Date && question.id != ids::EVENT_DATE {
        answers.push(Answer::Never);
    }
    if question.unsure {
        answers.push(Answer::Unsure);
    }
    answers
}

#[test]
fn the_panel_and_the_results_say_the_same() {
    type Base = fn() -> Told;
    let bases: [Base; 6] = [
        || Told(Answers::default()),
        shop,
        || shop().one(ids::WORST_CONSEQUENCE, "harm-or-law"),
        || shop().one(ids::WORST_CONSEQUENCE, "little").one(ids::CURRENT_STAGE, "event-coming"),
        || shop().with(ids::COPY_LOCATIONS, Answer::Unsure),
        || shop().many(ids::COMPONENT_KINDS, &["secrets"]),
    ];
    let mut raised = 0;
    for base in bases {
        for question in &QUICK {
            for answer in every_answer(question) {
                let told = base().with(question.id, answer.clone());
                let panel = consequence(question, &told.0, now());
                let shown: Vec<_> = panel.iter().flat_map(|c| &c.findings).collect();
                let outcome = told.outcome();
                let found: Vec<_> =
                    outcome.findings.iter().filter(|f| f.question == Some(question.id)).collect();
                assert_eq!(shown.len(), found.len(), "{} {answer:?}", question.id);
                for (a, b) in shown.iter().zip(&found) {
                    let same = (&a.id, a.severity, &a.shifted, &a.title, &a.next)
                        == (&b.id, b.severity, &b.shifted, &b.title, &b.next);
                    assert!(same, "{} {answer:?}: {a:?} {b:?}", question.id);
                }
                // What stands in the panel is never a bare mark, and an answer that was found wanting is never praised.
                assert!(panel.is_none_or(|c| !c.says.is_empty() || !c.findings.is_empty()));
                raised += found.len();
            }
        }
    }
    assert!(raised > 200, "{raised}");
}

#[test]
fn the_panel_reads_as_it_should() {
    let panel = |told: &Told, id: &str| {
        let c = consequence(holdfast::catalogue::question(id).unwrap(), &told.0, now()).unwrap();
        let says: Vec<String> = c.says.iter().map(words).collect();
        let found: Vec<String> =
            c.findings.iter().map(|f| format!("{}: {}", f.severity.word(), f.sentence())).collect();
        [says, found].concat().join(" | ").replace('\u{a0}', " ")
    };
    let unsure = shop().with(ids::DELETE_ALL, Answer::Unsure);
    assert_eq!(
        panel(&unsure, ids::DELETE_ALL),
        "It goes on the list of things to find out. Until then, every result that depends on it says “not known”. It \
         never counts as a pass. | High: You do not know whether one login can delete everything."
    );
    assert_eq!(
        panel(&shop(), ids::COPY_LOCATIONS),
        "By its place alone, at least one copy outlives the server dying. | Nothing ticked here is sure to outlive the \
         loss of the data centre, one stolen login and the provider closing your account. | High: Damage to the orders \
         that nobody notices for 14 days cannot be undone."
    );
    assert_eq!(
        panel(&shop().many(ids::PROTECTIONS, &["nothing"]), ids::PROTECTIONS),
        "Critical: Orders database has no copy at all: if it is lost, it is gone."
    );
    assert_eq!(
        panel(&shop().one(ids::IMAGE_CADENCE, "daily"), ids::IMAGE_CADENCE),
        "Note: You make a server image every day while traffic is steady."
    );
    assert_eq!(
        panel(&shop().with(ids::LAST_GOOD, Answer::Date(day(2026, 11, 12))), ids::LAST_GOOD),
        "If it broke now, everything since 12 Nov would be gone: 9 d 7 h 30 min of orders. | High: The last good copy \
         is 9 d 7 h 30 min old, though it should run every day at 02:00."
    );
}
