use holdfast::save::{LARGEST_FILE, OpenError, open};

/// What opening says; every message tells that nothing was changed.
fn refused(bytes: impl AsRef<[u8]>) -> String {
    let error = open(bytes.as_ref()).expect_err("should be refused");
    let message = error.to_string();
    assert!(message.ends_with("Your answers here were left as they are."), "{message}");
    assert!(!message.chars().any(char::is_control), "{message:?}");
    assert!(message.chars().count() < 500, "{message}");
    message
}

/// A small file with one field changed.
fn with(field: &str, json: &str) -> String {
    format!(r#"{{"format":"holdfast","schema":1,"{field}":{json}}}"#)
}

fn answered(id: &str, json: &str) -> String {
    with("answers", &format!(r#"{{"{id}":{json}}}"#))
}

fn says(bytes: impl AsRef<[u8]>, words: &str) {
    let message = refused(bytes);
    assert!(message.contains(words), "“{words}” is not in: {message}");
}

#[test]
fn files_that_are_no_text() {
    says("", "is empty");
    says(" \r\n\t", "is empty");
    says("\u{feff}", "is empty");
    says(b"\xff\xfe{\0}\0", "UTF-16");
    says(b"PK\x03\x04\xff\xff", "zip archive");
    says(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF");
    says(b"{\"format\":\"\xc3\x28\"}", "not text in UTF-8");
}

#[test]
fn files_of_other_kinds() {
    says(
        r#"{"name":"left-pad","version":"1.0.0","dependencies":{}}"#,
        "This is a package.json, not a Holdfast file",
    );
    says("[]", "This is a list");
    says(r#"[{"short_id":"a1","time":"2026-01-01T00:00:00Z"}]"#, "output of a backup tool");
    says("7", "a single value");
    says(r#"{"format":"Holdfast","schema":1}"#, "JSON of another kind");
    says(r#"{"format":["holdfast"],"schema":1}"#, "JSON of another kind");
    says("<!doctype html><p>Hello</p>", "web page without Holdfast answers");
    says("name,answer\n1,2", "line 1, character 2");
    says("{'format': 'holdfast'}", "line 1");
}

#[test]
fn files_that_are_cut_off() {
    let whole = include_str!("../../examples/shop.holdfast.json");
    for at in (1..whole.len() - 2).step_by(37) {
        let cut = whole.get(..at).unwrap();
        assert!(matches!(open(cut.as_bytes()), Err(OpenError::CutOff { .. })), "at {at}");
    }
    says(&whole[..whole.len() / 2], "ends too early");
    let page = format!(r#"<script type="application/json" id="holdfast-document">{}"#, &whole[..200]);
    says(page, "ends too early");
}

#[test]
fn newer_files() {
    says(
        r#"{"format":"holdfast","schema":2,"app":"1.4.0","answers":7}"#,
        "made by a newer Holdfast (1.4.0, file version 2); this one reads up to version 1. Reload",
    );
    says(r#"{"format":"holdfast","schema":18446744073709551615}"#, "version not said");
    says(with("app", "\"\\u202e\\n\\u0000\"").replace("\"schema\":1", "\"schema\":9"), "file version 9");
    for schema in ["0", "-1", "1.5", "\"1\"", "null", "[1]"] {
        says(format!(r#"{{"format":"holdfast","schema":{schema}}}"#), "“schema” cannot be read");
    }
    says(r#"{"format":"holdfast"}"#, "“schema” cannot be read");
}

#[test]
fn fields_of_another_form() {
    says(with("name", "7"), "“name” cannot be read");
    says(with("name", "null"), "“name” cannot be read");
    says(with("example", "\"yes\""), "“example” cannot be read");
    says(with("focus", "[]"), "“focus” cannot be read");
    says(with("focus", r#"{"part":"moon"}"#), "“focus” cannot be read");
    says(with("answers", "[]"), "“answers” cannot be read");
}

#[test]
fn answers_of_another_form() {
    for json in [
        "null",
        "7",
        "{}",
        r#"{"is":null}"#,
        r#"{"is":{"duration_s":-1}}"#,
        r#"{"is":{"duration_s":1e400}}"#,
        r#"{"is":{"duration_s":1e300}}"#,
        r#"{"is":{"duration_s":99999999999999999999999999}}"#,
        r#"{"is":{"duration_s":3155760001}}"#,
        r#"{"is":{"duration_s":"4 h"}}"#,
        r#"{"is":{"duration_s":4,"minutes":5}}"#,
        r#"{"is":{"weight_kg":4}}"#,
        r#"{"is":"later"}"#,
        r#"{"is":{"duration_s":4},"known":"sworn"}"#,
        r#"{"is":{"duration_s":4},"on":"yesterday"}"#,
        r#"{"is":{"duration_s":4},"on":"1969-12-31"}"#,
        r#"{"is":{"one":"4"}}"#,
        r#"{"is":{"date":"2026-11-21"}}"#,
    ] {
        refused(answered("acceptable-loss", json));
    }
    says(answered("acceptable-loss", r#"{"is":{"duration_s":-1}}"#), "How much recent work could you lose");
    says(
        answered("keys-copy", r#"{"is":{"one":"under-the-mat"}}"#),
        "“under-the-mat” is not one of the answers",
    );
    says(answered("component-kinds", r#"{"is":{"many":[]}}"#), "Choose at least one");
    says(answered("component-kinds", r#"{"is":"unsure"}"#), "another kind of answer");
    says(answered("protections-in-place", r#"{"is":{"many":["nothing","image"]}}"#), "cannot stand beside");
}

#[test]
fn dates_and_times_that_do_not_exist() {
    for date in [
        "2026-02-31",
        "2026-13-01",
        "0000-00-00",
        "21.11.2026",
        "",
        "tomorrow",
        "+999999-01-01",
        "1899-01-01",
    ] {
        refused(answered("last-drill", &format!(r#"{{"is":{{"date":"{date}"}}}}"#)));
    }
    for schedule in [
        r#"{"daily":{"at":"24:00"}}"#,
        r#"{"daily":{}}"#,
        r#"{"daily":{"at":"02:00","zone":"Mars"}}"#,
        r#"{"daily":{"at":"02:00"},"weekly":{"on":"monday","at":"02:00"}}"#,
        r#"{"weekly":{"on":"Someday","at":"02:00"}}"#,
        r#"{"every":{"interval_s":0,"from":"00:00"}}"#,
        r#"{"every":{"interval_s":59,"from":"00:00"}}"#,
        r#""never""#,
    ] {
        refused(answered("backup-schedule", &format!(r#"{{"is":{{"schedule":{schedule}}}}}"#)));
    }
}

#[test]
fn a_name_that_stands_twice() {
    says(r#"{"format":"holdfast","schema":1,"name":"a","name":"b"}"#, "“name” stands twice");
    says(r#"{"format":"holdfast","schema":1,"x":{"y":1,"\u0079":2}}"#, "“y” stands twice");
    let long = "k".repeat(10_000);
    refused(format!(r#"{{"format":"holdfast","schema":1,"{long}":1,"{long}":2}}"#));
    says(r#"{"a\u0000\u202e at line 7":1,"a\u0000\u202e at line 7":2}"#, "stands twice");
}

#[test]
fn entries_of_another_form() {
    for section in ["components", "settings"] {
        let entries = |json: &str| with(section, json);
        for json in ["null", "7", "{}", "\"db\""] {
            says(entries(json), &format!("“{section}” cannot be read"));
        }
        for json in
            ["[7]", "[null]", "[[]]", "[{}]", r#"[{"name":"Orders"}]"#, r#"[{"id":7}]"#, r#"[{"id":null}]"#]
        {
            says(entries(json), "each of them is an object with an id");
        }
        for id in ["", "Orders db", "\\u202e", "a/b", &"x".repeat(61)] {
            says(entries(&format!(r#"[{{"id":"{id}"}}]"#)), "lower-case letters, digits and hyphens");
        }
        says(entries(r#"[{"id":"db"},{"id":"web"},{"id":"db"}]"#), "“db” stands twice");
        says(entries(r#"[{"id":"db","x":{"y":1,"y":1}}]"#), "“y” stands twice");
        says(entries(&format!(r#"[{{"id":"db","x":"{}"}}]"#, "x".repeat(64_000))), "64000 is the most");
        let many: Vec<String> = (0..2_001).map(|n| format!(r#"{{"id":"c-{n}"}}"#)).collect();
        says(entries(&format!("[{}]", many.join(","))), "a section holds 2,000");
        let deep = format!(r#"[{{"id":"db","x":{}{}}}]"#, "[".repeat(62), "]".repeat(62));
        says(entries(&deep), "more than 64 levels deep");
    }
    // As much as an edit lets in.
    let long: Vec<String> =
        (0..33).map(|n| format!(r#"{{"id":"c-{n}","x":"{}"}}"#, "x".repeat(60_000))).collect();
    open(with("components", &format!("[{}]", long.join(","))).as_bytes()).unwrap();
    let longer = format!("[{},{}]", long.join(","), long.join(",").replace("c-", "d-"));
    says(with("components", &longer), "together 2 MB");
}

#[test]
fn hostile_texts() {
    for unseen in ["\\u0000", "\\u0007", "\\u001b[31m", "\\u007f", "\\u202e", "\\u2066", "\\u2028", "\\ufeff"]
    {
        says(with("name", &format!("\"Shop {unseen} x\"")), "character that cannot be seen");
        says(with("focus", &format!(r#"{{"holds":"a{unseen}b"}}"#)), "character that cannot be seen");
    }
    says(with("name", &format!("\"{}\"", "x".repeat(1_000_000))), "Use 120 characters or fewer");
    says(with("focus", &format!(r#"{{"holds":"{}"}}"#, "é".repeat(41))), "Use 40 characters or fewer");
    refused(with("name", r#""\ud800""#));
}

#[test]
fn too_much() {
    let huge = vec![b' '; LARGEST_FILE as usize + 1];
    says(&huge, "too large: 10000001 bytes, and Holdfast reads up to 10000000");
    // A file within the limit whose unknown parts would be carried along for ever.
    says(with("x", &format!("\"{}\"", "x".repeat(1_100_000))), "too large");
    says(with("x", &format!("[{}[]]", "[],".repeat(300_000))), "too large");
    for deep in ["[".repeat(100_000), "{\"\":".repeat(50_000), "[{\"\":".repeat(50_000), "[".repeat(65)] {
        says(&deep, "more than 64 levels deep");
        says(with("x", &deep), "more than 64 levels deep");
    }
    let most = with("x", &format!("{}{}", "[".repeat(63), "]".repeat(63)));
    open(most.as_bytes()).unwrap();
}
