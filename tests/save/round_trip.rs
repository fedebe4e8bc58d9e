use crate::any::document;
use holdfast::answers::{Answer, Answers, Change, Edit, Evidence};
use holdfast::save::{file_name, island, open, to_file};
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #[test]
    fn a_file_gives_the_document_back(answers in document()) {
        let file = to_file(&answers);
        let again = open(file.as_bytes()).unwrap();
        prop_assert_eq!(&again, &answers);
        prop_assert_eq!(to_file(&again), file, "the same document, the same bytes");
    }

    #[test]
    fn a_report_gives_the_document_back(answers in document()) {
        let island = island(&answers);
        let bare = island.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']);
        prop_assert!(!bare, "nothing that could end the element");
        let page = format!(
            "<!doctype html><title>Report</title><h1 id=\"holdfast-document\">x</h1>\
             <script type=\"application/json\" id=\"holdfast-document\">{island}</script><p>end</p>"
        );
        prop_assert_eq!(open(page.as_bytes()).unwrap(), answers);
    }

    #[test]
    fn a_file_name_never_surprises(name in any::<String>()) {
        let mut answers = Answers::default();
        answers.name = name;
        let file = file_name(&answers);
        prop_assert!(file.len() <= 80 && file.ends_with(".holdfast.json"));
        prop_assert!(file.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()));
        prop_assert!(file.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.'));
    }
}

#[test]
fn hostile_text_in_an_island_ends_nothing() {
    for name in ["</script><img src=x onerror=alert(1)>", "<!--<script>", "]]>&lt;", "a\u{200d}b"] {
        let mut answers = Answers::default();
        answers.name = name.to_owned();
        let page = format!(
            r#"<script type="application/json" id="holdfast-document">{}</script>"#,
            island(&answers)
        );
        assert_eq!(open(page.as_bytes()).unwrap().name, name);
    }
}

/// A file with something unknown in every place where this version lets it be.
fn from_the_future() -> Value {
    json!({
        "format": "holdfast", "schema": 1, "app": "0.9.0", "catalogue": "3", "name": "Shop", "example": false,
        "contacts": [{"name": "Ana", "phones": ["1", "2"]}],
        "focus": {"part": "database", "holds": "orders", "size_bytes": 5_000_000_000_u64},
        "answers": {
            "keys-copy": {"is": {"one": "one-head"}, "known": "told", "note": "ask Ben"},
            "tape-robot": {"is": {"robots": 2}, "known": "seen", "because": null},
            "who-pays": "nobody",
        },
    })
}

#[test]
fn an_entry_stands_on_one_line_as_it_is() {
    let put = |section: &str, id: &str, text: &str| Change {
        section: section.to_owned(),
        id: id.to_owned(),
        text: Some(text.to_owned()),
    };
    let edit = Edit::Change(vec![
        put("settings", "prices", r#"{"eur": 0.1}"#),
        put("components", "web", r#"{ "name": "Web \n \u2028 </script>" }"#),
        put("components", "db", r#"{"runs":[{"b":1,"a":[]}],"id":"db","big":18446744073709551615}"#),
    ]);
    let answers = Answers::default().apply(&edit, chrono::NaiveDate::default()).unwrap();
    let file = to_file(&answers);
    let lines: Vec<&str> = file.lines().collect();
    let at = lines.iter().position(|line| *line == r#"  "components": ["#).unwrap();
    assert_eq!(
        lines[at + 1..at + 5],
        [
            "    {\"id\":\"web\",\"name\":\"Web \\n \u{2028} </script>\"},",
            r#"    {"big":18446744073709551615,"id":"db","runs":[{"a":[],"b":1}]}"#,
            "  ],",
            r#"  "example": false,"#,
        ]
    );
    assert!(
        file.ends_with("  \"schema\": 1,\n  \"settings\": [\n    {\"eur\":0.1,\"id\":\"prices\"}\n  ]\n}\n")
    );
    assert_eq!(open(file.as_bytes()).unwrap(), answers);
    assert_eq!(answers.entries("components").map(|(id, _)| id).collect::<Vec<_>>(), ["web", "db"]);
    // Without entries a file is as it was before there were any.
    assert!(!to_file(&Answers::default()).contains("components"));
    let none = br#"{"format":"holdfast","schema":1,"components":[],"settings":[]}"#;
    assert_eq!(open(none).unwrap(), Answers::default());
}

#[test]
fn what_is_unknown_is_written_back() {
    let answers = open(from_the_future().to_string().as_bytes()).unwrap();
    let mut expected = from_the_future();
    expected["app"] = json!(env!("CARGO_PKG_VERSION"));
    expected["catalogue"] = json!("1");
    assert_eq!(serde_json::from_str::<Value>(&to_file(&answers)).unwrap(), expected);
}

#[test]
fn what_is_unknown_outlives_edits() {
    let answers = open(from_the_future().to_string().as_bytes()).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let edit = Edit::Answer {
        question: "keys-copy".to_owned(),
        answer: Answer::One("safe-outside".to_owned()),
        known: Evidence::Seen,
    };
    let file: Value = serde_json::from_str(&to_file(&answers.apply(&edit, today).unwrap())).unwrap();
    assert_eq!(file["answers"]["keys-copy"]["note"], "ask Ben");
    assert_eq!(file["answers"]["keys-copy"]["is"]["one"], "safe-outside");
    assert_eq!(file["answers"]["tape-robot"]["is"]["robots"], 2);
    // A note beside an answer that was taken back has nothing to stand beside.
    let cleared = answers.apply(&Edit::Clear { question: "keys-copy".to_owned() }, today).unwrap();
    let file = to_file(&cleared);
    assert!(!file.contains("ask Ben"));
    open(file.as_bytes()).unwrap();
}

#[test]
fn fields_may_be_missing() {
    let answers = open(br#"{"format":"holdfast","schema":1}"#).unwrap();
    assert_eq!(answers, Answers::default());
    let answers =
        open(br#"{"format":"holdfast","schema":1,"answers":{"last-drill":{"is":"never"}}}"#).unwrap();
    assert_eq!(answers.given("last-drill").unwrap().known, Evidence::Told);
}

#[test]
fn a_byte_order_mark_and_other_line_ends_do_no_harm() {
    let file = to_file(&Answers::default()).replace('\n', "\r\n");
    assert_eq!(open(format!("\u{feff}{file}\r\n").as_bytes()).unwrap(), Answers::default());
}

#[test]
fn text_is_tidied_as_typing_would_have() {
    let answers = open(br#"{"format":"holdfast","schema":1,"name":"  Shop\tA\n"}"#).unwrap();
    assert_eq!(answers.name, "Shop A");
}
