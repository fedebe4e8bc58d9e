//! The catalogue in the code against the catalogue it was taken from, where that is at hand.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use holdfast::catalogue::{
    AREAS, AnswerKind, FOLLOW_UPS, FindingTest, Letter, QUICK, Question, SCENARIOS, Severity, Survives,
    WhenTest,
};
use toml::{Table, Value};

const FILE: &str = "../shared/design/question-catalogue.toml";

fn shared() -> Option<Table> {
    let Ok(text) = std::fs::read_to_string(FILE) else {
        println!("not run: no ../shared");
        return None;
    };
    Some(text.parse().unwrap())
}

fn list<'a>(of: &'a Table, key: &str) -> Vec<&'a Table> {
    of.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn text<'a>(of: &'a Table, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or("")
}

fn names<'a>(of: &'a Table, key: &str) -> Vec<&'a str> {
    of.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn the_quick_questions_are_those_of_the_catalogue() {
    let Some(catalogue) = shared() else { return };
    let all = list(&catalogue, "question");
    let quick: Vec<&&Table> = all.iter().filter(|q| q.get("quick") == Some(&Value::Boolean(true))).collect();
    assert_eq!(
        quick.iter().map(|q| text(q, "id")).collect::<Vec<_>>(),
        QUICK.iter().map(|q| q.id).collect::<Vec<_>>()
    );
    for (theirs, ours) in quick.into_iter().zip(&QUICK) {
        let ask = if text(theirs, "quick_ask").is_empty() {
            text(theirs, "ask")
        } else {
            text(theirs, "quick_ask")
        };
        assert_eq!(ask, ours.ask);
        assert_eq!(text(theirs, "hint"), ours.hint);
        assert_eq!(text(theirs, "area"), ours.area);
        assert_eq!(theirs.get("unsure").and_then(Value::as_bool), Some(ours.unsure), "{}", ours.id);
        assert_eq!(text(theirs, "answer"), kind(ours.kind));
        let options: Vec<(&str, &str)> =
            list(theirs, "options").iter().map(|o| (text(o, "id"), text(o, "label"))).collect();
        assert_eq!(options, ours.options.iter().map(|o| (o.id, o.label)).collect::<Vec<_>>());
        same_branching(theirs, ours);
        same_findings(theirs, ours);
    }
    for ours in &FOLLOW_UPS {
        assert!(all.iter().any(|q| text(q, "id") == ours.id), "{}", ours.id);
    }
}

const fn kind(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Single => "single",
        AnswerKind::Multi => "multi",
        AnswerKind::Duration => "duration",
        AnswerKind::Date => "date",
        AnswerKind::Schedule => "schedule",
    }
}

fn same_branching(theirs: &Table, ours: &Question) {
    let when = list(theirs, "when");
    assert_eq!(when.len(), ours.when.len(), "{}", ours.id);
    for (theirs, ours) in when.into_iter().zip(ours.when) {
        assert_eq!(text(theirs, "q"), ours.question);
        match ours.test {
            WhenTest::Any(of) => assert_eq!(names(theirs, "any"), of),
            WhenTest::NoneOf(of) => assert_eq!(names(theirs, "none"), of),
            WhenTest::Answered => assert_eq!(theirs.get("answered"), Some(&Value::Boolean(true))),
        }
    }
}

fn same_findings(theirs: &Table, ours: &Question) {
    let findings = list(theirs, "finding");
    assert_eq!(findings.len(), ours.findings().len(), "{}", ours.id);
    for (theirs, ours) in findings.into_iter().zip(ours.findings()) {
        assert_eq!(text(theirs, "id"), ours.id);
        assert_eq!(text(theirs, "says"), ours.says);
        assert_eq!(text(theirs, "next"), ours.next);
        assert_eq!(text(theirs, "severity"), ours.severity.map_or("computed", Severity::name));
        match ours.test {
            FindingTest::AnyOf(of) => assert_eq!(names(theirs, "answer_any"), of),
            FindingTest::Only(of) => assert_eq!(names(theirs, "only"), of),
            FindingTest::Never => assert_eq!(theirs.get("never"), Some(&Value::Boolean(true))),
            FindingTest::OlderThanDays(days) => assert_eq!(text(theirs, "older_than"), format!("P{days}D")),
            FindingTest::MissingPresent => {
                assert_eq!(theirs.get("missing_present"), Some(&Value::Boolean(true)))
            }
            FindingTest::Rule(rule) => assert_eq!(text(theirs, "rule"), rule),
        }
    }
}

#[test]
fn the_scenarios_are_those_of_the_catalogue() {
    let Some(catalogue) = shared() else { return };
    let theirs = list(&catalogue, "scenario");
    assert_eq!(theirs.len(), SCENARIOS.len());
    for (theirs, ours) in theirs.into_iter().zip(&SCENARIOS) {
        assert_eq!(text(theirs, "id"), ours.id.slug());
        assert_eq!(text(theirs, "title"), ours.title);
        assert_eq!(text(theirs, "kind"), format!("{:?}", ours.kind).to_lowercase());
        assert_eq!(text(theirs, "notice"), format!("P{}D", ours.notice_days));
        let table = theirs.get("survives").and_then(Value::as_table).unwrap();
        assert_eq!(table.len(), ours.survives.len());
        for (column, result, letters) in ours.survives {
            let cell = table.get(column_id(*column)).and_then(Value::as_table).unwrap();
            assert_eq!(text(cell, "result"), result_id(*result), "{:?} {column:?}", ours.id);
            let ours: Vec<String> = letters.iter().map(|l| format!("{l:?}").to_lowercase()).collect();
            assert_eq!(names(cell, "conditions"), ours);
        }
    }
    for condition in list(&catalogue, "condition") {
        let letter =
            LETTERS.iter().find(|l| format!("{l:?}").to_lowercase() == text(condition, "id")).unwrap();
        assert_eq!(letter.means(), text(condition, "means"));
    }
}

const LETTERS: [Letter; 17] = [
    Letter::A,
    Letter::B,
    Letter::C,
    Letter::D,
    Letter::E,
    Letter::F,
    Letter::G,
    Letter::H,
    Letter::I,
    Letter::J,
    Letter::K,
    Letter::L,
    Letter::M,
    Letter::N,
    Letter::O,
    Letter::P,
    Letter::Q,
];

const fn column_id(column: holdfast::catalogue::Column) -> &'static str {
    use holdfast::catalogue::Column as C;
    match column {
        C::Image => "image",
        C::Full => "full",
        C::Differential => "diff",
        C::Incremental => "incr",
        C::Dump => "dump",
        C::Logs => "pitr",
        C::Sync => "sync",
        C::Async => "async",
        C::Offsite => "offsite",
        C::Locked => "locked",
        C::Config => "config",
    }
}

const fn result_id(result: Survives) -> &'static str {
    match result {
        Survives::Yes => "yes",
        Survives::If => "if",
        Survives::Partly => "part",
        Survives::No => "no",
        Survives::Nothing => "-",
    }
}

#[test]
fn areas_and_severities_are_those_of_the_catalogue() {
    let Some(catalogue) = shared() else { return };
    let areas: Vec<(&str, &str, &str)> = list(&catalogue, "area")
        .into_iter()
        .map(|a| (text(a, "id"), text(a, "title"), text(a, "about")))
        .collect();
    assert_eq!(areas, AREAS.iter().map(|a| (a.id, a.title, a.about)).collect::<Vec<_>>());
    let severities: Vec<&str> = list(&catalogue, "severity").into_iter().map(|s| text(s, "id")).collect();
    assert_eq!(severities, Severity::ALL.map(Severity::name));
}

#[test]
fn every_condition_names_a_question_asked_before_or_never() {
    // Branching reads answers in order; a forward reference could never be in force in time.
    for (at, question) in QUICK.iter().enumerate() {
        for when in question.when {
            let named = QUICK.iter().position(|q| q.id == when.question);
            assert!(named.is_none_or(|named| named < at), "{} depends on {}", question.id, when.question);
        }
    }
}

#[test]
fn every_area_of_a_question_exists() {
    for question in QUICK.iter().chain(&FOLLOW_UPS) {
        assert!(AREAS.iter().any(|a| a.id == question.area), "{}", question.id);
    }
}

#[test]
fn every_question_and_finding_leads_to_a_passage_that_exists() {
    use holdfast::guide::{GuideId, parse};
    let exists = |passage: holdfast::catalogue::Passage| {
        let id = GuideId::from_slug(passage.guide).unwrap();
        let text = std::fs::read_to_string(format!("public/guides/{}", id.file_name())).unwrap();
        assert!(parse(&text).section(passage.anchor).is_some(), "{passage:?}");
    };
    for question in QUICK.iter().chain(&FOLLOW_UPS) {
        exists(question.passage);
    }
    // Passages that computed findings name are written in the code itself.
    for file in ["component", "described", "whole", "answered"] {
        let code = std::fs::read_to_string(format!("src/assess/findings/{file}.rs")).unwrap();
        let mut seen = 0;
        for (call, guide) in
            [("Passage::steady(\"", "steady-state"), ("Passage::images(\"", "images-and-backups")]
        {
            for rest in code.split(call).skip(1) {
                let anchor: &'static str = rest.split('"').next().unwrap().to_owned().leak();
                exists(holdfast::catalogue::Passage { guide, anchor });
                seen += 1;
            }
        }
        assert!(seen > 0 || file == "answered");
    }
}
