//! The conformance door: that it tells right from wrong, and that the shared vectors pass.

#[path = "../examples/conformance/door.rs"]
mod door;

use door::{Report, check};

/// Cases worked by hand from the definitions: "recovery mathematics", section 2.
const OWN: &str = include_str!("conformance/own-vectors.json");

fn head(cases: &str) -> String {
    let tol = r#"{"rel":1e-6,"abs_times_and_bytes":0.001,"abs_everything_else":1e-12}"#;
    format!(r#"{{"format":"holdfast-recovery-vectors","version":1,"default_tol":{tol},"cases":[{cases}]}}"#)
}

/// A nightly case with `more` in its protection and these expectations.
fn nightly(more: &str, scenario: &str, expect: &str) -> String {
    let run = r#"{"period_s":86400,"offset_s":7200,"duration_s":2400}"#;
    let protection = format!(r#"{{"name":"n","kind":"full","runs":[{run}],"propagation_s":5400{more}}}"#);
    let input = format!(r#"{{"protections":[{protection}],"scenario":"{scenario}","detection_delay_s":0}}"#);
    format!(r#"{{"id":"x","kind":"rpo","input":{input},"expect":{expect}}}"#)
}

fn counts(report: &Report) -> (usize, usize, usize) {
    (report.passed, report.failed, report.not_implemented.values().sum())
}

/// Checks one case that has to fail, and returns what is said about it.
fn failure(case: &str) -> String {
    let report = check(&head(case));
    assert_eq!(counts(&report), (0, 1, 0), "{case}: {report:?}");
    report.lines.join("\n")
}

#[test]
fn own_vectors_pass() {
    let report = check(OWN);
    assert_eq!(report.lines, Vec::<String>::new());
    assert!(report.passed >= 23 && report.not_implemented.is_empty(), "{report:?}");
}

#[test]
fn shared_vectors_pass() {
    let Ok(text) = std::fs::read_to_string("../shared/conformance/recovery-vectors.json") else {
        println!("not run: no ../shared");
        return;
    };
    let report = check(&text);
    println!("{}", report.show("recovery-vectors.json"));
    assert_eq!(report.lines, Vec::<String>::new());
    assert!(report.passed >= 23, "{report:?}");
    let implemented = [
        "rpo",
        "points",
        "bytes",
        "recovery",
        "group_point",
        "storage",
        "interval",
        "annual_loss",
        "overrun",
        "schedule_dst",
        "drill",
    ];
    for kind in report.not_implemented.keys() {
        assert!(!implemented.contains(&kind.as_str()), "{kind}");
    }
}

#[test]
fn shared_files_of_other_formats_are_known() {
    let Ok(files) = std::fs::read_dir("../shared/conformance") else {
        println!("not run: no ../shared");
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let report = check(&std::fs::read_to_string(&path).unwrap());
            assert_eq!(report.failed, 0, "{}: {report:?}", path.display());
        }
    }
}

#[test]
fn a_wrong_result_is_told_with_both_values() {
    let said = failure(&nightly("", "physical", r#"{"worst_s":94201,"mean_given_recoverable_s":51000}"#));
    assert_eq!(said, "FAIL x: worst_s: expected 94201, got 94200.0");
    let passes = check(&head(&nightly("", "physical", r#"{"worst_s":94200.0009}"#)));
    assert_eq!(counts(&passes), (1, 0, 0), "within the tolerance");
    failure(&nightly("", "physical", r#"{"worst_s":null}"#));
    failure(&nightly("", "physical", r#"{"p_unrecoverable":null}"#));
    failure(&nightly("", "physical", r#"{"p_unrecoverable":1e-11}"#));
    failure(&nightly(r#","success_prob":0.5"#, "physical", r#"{"worst_s":94200}"#));
}

#[test]
fn the_unknown_fails_loudly() {
    let expect = r#"{"worst_s":94200}"#;
    assert!(failure(r#"{"id":"x","kind":"tarot","input":{},"expect":{}}"#).contains("unknown kind tarot"));
    assert!(failure(&nightly(r#","moon":"full""#, "physical", expect)).contains("unknown field moon"));
    assert!(
        failure(&nightly(r#","retention":{"years":1}"#, "physical", expect)).contains("unknown field years")
    );
    assert!(failure(&nightly("", "comet", expect)).contains("unknown scenario comet"));
    assert!(failure(&nightly("", "physical", r#"{"best_s":0}"#)).contains("unknown field expect.best_s"));
    assert!(failure(&nightly("", "physical", "{}")).contains("nothing is expected"));
    assert!(
        failure(&nightly("", "physical", expect).replace("\"full\"", "\"raid\""))
            .contains("unknown kind raid")
    );
    assert!(
        failure(&nightly("", "physical", expect).replace("\"id\"", "\"ego\":1,\"id\""))
            .contains("unknown field ego")
    );
    assert!(failure(&nightly("", "physical", expect).replace("86400,", "\"day\",")).contains("not a number"));
    assert!(failure(&nightly("", "physical", expect).replace("86400,", "0,")).contains("at least 1 s"));
    assert!(failure(&nightly("", "physical", expect).replace("86400,", "0.0001,")).contains("millisecond"));
}

#[test]
fn every_part_of_an_object_counts() {
    let case = |expect: &str| {
        let tasks = r#"[{"id":"a","seconds":5},{"id":"b","after":["a"],"seconds":1}]"#;
        format!(r#"{{"id":"x","kind":"recovery","input":{{"tasks":{tasks}}},"expect":{expect}}}"#)
    };
    let passes = check(&head(&case(r#"{"start_s":{"a":0,"b":5.0009},"finish_s":{"b":6}}"#)));
    assert_eq!(counts(&passes), (1, 0, 0), "{passes:?}");
    assert!(failure(&case(r#"{"start_s":{"a":0,"b":5.1}}"#)).contains("start_s: expected"));
    failure(&case(r#"{"start_s":{"a":0,"c":5}}"#));
    failure(&case(r#"{"start_s":[0,5]}"#));
    let unknown = |from: &str, to: &str| failure(&case(r#"{"rto_s":6}"#).replace(from, to));
    assert!(unknown(r#""seconds":5"#, r#""seconds":5,"minutes":1"#).contains("unknown field minutes"));
    assert!(unknown(r#"["a"]"#, r#"["z"]"#).contains("the task \"z\", which is not there"));
    assert!(unknown(r#""seconds":5"#, r#""after":["b"],"seconds":5"#).contains("can never start"));
}

#[test]
fn counts_and_starts_are_exact() {
    let case = |expect: &str| {
        let input = r#"{"period_s":1000000,"durations_s":[0,0],"policy":"skip"}"#;
        format!(r#"{{"id":"x","kind":"overrun","input":{input},"expect":{expect}}}"#)
    };
    assert_eq!(
        counts(&check(&head(&case(r#"{"starts_s":[0,1000000],"max_capture_gap_s":1000000.5}"#)))),
        (1, 0, 0)
    );
    failure(&case(r#"{"starts_s":[0,1000000.5]}"#));
    failure(&case(r#"{"starts_s":[0]}"#));
    assert!(failure(&case(r#"{"starts_s":[0]}"#).replace("skip", "wait")).contains("unknown policy wait"));
    let zone = r#"{"zone":"Mars/Olympus","local_time":"02:30","first_day":"2026-03-06","last_day":"2026-03-10","lag_s":0,"policies":["skip"]}"#;
    let case = format!(r#"{{"id":"x","kind":"schedule_dst","input":{zone},"expect":{{"policies":{{}}}}}}"#);
    assert!(failure(&case).contains("unknown zone Mars/Olympus"));
}

#[test]
fn known_kinds_without_an_implementation_are_not_passes() {
    let usl = r#"{"id":"x","kind":"usl","input":{},"expect":{}}"#;
    let drain = r#"{"id":"y","kind":"drain","input":{},"expect":{}}"#;
    let report = check(&head(&format!("{usl},{drain},{drain}")));
    assert_eq!(counts(&report), (0, 0, 3));
    let shown = report.show("some.json");
    let expected = "not implemented: drain (2 cases), usl (1 case)\n\
                    some.json: 0 passed, 0 failed, 3 not implemented\n";
    assert_eq!(shown, expected);
}

#[test]
fn formats_are_recognised_or_refused() {
    let known = r#"{"schema":"holdfast-corpus/1","kind":"zip","cases":[1,2]}"#;
    assert_eq!(
        check(known).show("f"),
        "not implemented: format holdfast-corpus/1 zip (2 cases)\nf: 0 passed, 0 failed, 2 not implemented\n"
    );
    let unknown = [
        "",
        "[]",
        "{}",
        r#"{"format":"horoscope"}"#,
        r#"{"schema":"holdfast-corpus/2","kind":"zip"}"#,
        r#"{"schema":"holdfast-corpus/1","kind":"tar"}"#,
        r#"{"format":"holdfast-recovery-vectors","version":2}"#,
        r#"{"format":"holdfast-recovery-vectors","version":1,"cases":[]}"#,
    ];
    for text in unknown {
        let report = check(text);
        assert_eq!((report.passed, report.failed), (0, 1), "{text}");
        assert!(report.show("f").ends_with("f: 0 passed, 1 failed\n"));
    }
    let unreadable = Report::refused("cannot be read".to_owned());
    assert_eq!(unreadable.show("f"), "FAIL cannot be read\nf: 0 passed, 1 failed\n");
}

/// Chains, logs and what they give beside copies: "recovery mathematics", section 2(b).
#[test]
fn own_vectors_of_chains_and_logs_pass() {
    let report = check(include_str!("conformance/chain-and-log-vectors.json"));
    assert_eq!(report.lines, Vec::<String>::new());
    assert_eq!(counts(&report), (10, 0, 0), "{report:?}");
}

#[test]
fn chains_and_logs_are_read_strictly() {
    let run = r#"{"period_s":86400,"offset_s":0,"duration_s":60,"level":"full"}"#;
    let case = |kind: &str, more: &str| {
        let protection = format!(r#"{{"name":"n","kind":"{kind}","runs":[{run}]{more}}}"#);
        let input =
            format!(r#"{{"protections":[{protection}],"scenario":"physical","detection_delay_s":0}}"#);
        format!(r#"{{"id":"x","kind":"rpo","input":{input},"expect":{{"worst_s":0}}}}"#)
    };
    let logs = r#","logs":[{"period_s":60,"offset_s":0,"ship_s":1}]"#;
    assert!(failure(&case("incremental", logs)).contains("logs has no meaning for kind incremental"));
    assert!(
        failure(&case("differential", "").replace(r#""full""#, r#""half""#)).contains("unknown level half")
    );
    assert!(failure(&case("pitr", logs).replace("ship_s", "sail_s")).contains("unknown field sail_s"));
    assert!(
        failure(&case("pitr", r#","base_consistent_at":"noon""#)).contains("unknown base_consistent_at noon")
    );
    assert!(failure(&case("incremental", r#","success_prob_incr":2"#)).contains("number from 0 to 1"));
    assert!(failure(&case("pitr", &logs.replace("60", "0"))).contains("at least 1 s"));
    assert!(failure(&case("pitr", logs)).contains("worst_s: expected 0, got 61"));
}

/// restic's own table of policies, and recorded runs of `restic forget`.
#[test]
fn shared_restic_files_pass() {
    for (name, least) in [("restic-policy.json", 20), ("restic-forget-live.json", 42)] {
        let Ok(text) = std::fs::read_to_string(format!("../shared/conformance/{name}")) else {
            println!("not run: no ../shared");
            return;
        };
        let report = check(&text);
        assert_eq!(report.lines, Vec::<String>::new(), "{name}");
        assert!(report.passed >= least && report.not_implemented.is_empty(), "{name}: {report:?}");
    }
}

/// One snapshot a day from Monday 6 to Sunday 12 January 2025; worked by hand.
fn restic_week(policy: &str, keep: &str, reasons: &str, counters: &str) -> String {
    let day = |n: usize| {
        format!(
            r#"{{"index":{n},"time":"2025-01-{:02}T03:00:00Z","host":"a","paths":["/"],"tags":[]}}"#,
            n + 6
        )
    };
    let days: Vec<String> = (0..7).map(day).collect();
    let places: Vec<usize> = serde_json::from_str(keep).unwrap_or_default();
    let times: Vec<String> = places.iter().map(|n| format!("2025-01-{:02}T03:00:00Z", n + 6)).collect();
    let case = format!(
        r#"{{"case":0,"policy":{policy},"keep":{keep},"keep_times":{times:?},"keep_count":{},"reasons":{reasons},
        "counters":{counters}}}"#,
        places.len()
    );
    format!(r#"{{"source":"restic","notes":[],"snapshots":[{}],"cases":[{case}]}}"#, days.join(","))
}

#[test]
fn restic_cases_are_compared_field_by_field_and_read_strictly() {
    let (keep, reasons, counters) =
        ("[6,5]", r#"[["daily snapshot"],["daily snapshot"]]"#, r#"[{"daily":1},{}]"#);
    let right = restic_week(r#"{"keep_daily":2}"#, keep, reasons, counters);
    assert_eq!(counts(&check(&right)), (1, 0, 0), "{:?}", check(&right));
    let wrong = |from: &str, to: &str| {
        assert!(right.contains(from), "{from}");
        let report = check(&right.replacen(from, to, 1));
        assert_eq!((report.passed, report.failed), (0, 1), "{from} -> {to}: {report:?}");
        report.lines.join("\n")
    };
    assert!(wrong(r#""keep_daily":2"#, r#""keep_daily":3"#).contains("keep: expected [6,5], got [6,5,4]"));
    assert!(wrong(r#""keep_daily":2"#, r#""keep_every_day":2"#).contains("unknown field `keep_every_day`"));
    assert!(wrong(r#""keep_daily":2"#, r#""keep_daily":-2"#).contains("-2 is no number of copies"));
    assert!(wrong(r#""keep_daily":2"#, r#""keep_daily":2,"keep_within":"2w""#).contains("“2w”"));
    assert!(wrong(r#""keep_count":2"#, r#""keep_count":3"#).contains("keep_count: expected 3"));
    assert!(wrong(r#"[{"daily":1},{}]"#, r#"[{"daily":2},{}]"#).contains("counters"));
    assert!(wrong(r#"["daily snapshot"]"#, r#"["weekly snapshot"]"#).contains("reasons"));
    assert!(wrong(r#""2025-01-12T03:00:00Z","#, r#""2025-01-12T04:00:00Z","#).contains("keep_times"));
    assert!(wrong(r#""case":0"#, r#""case":0,"why":1"#).contains("unknown field why"));
    assert!(wrong(r#""index":0"#, r#""index":1"#).contains("index 1 at place 0"));
    assert!(wrong(r#""notes":[]"#, r#""notes":[],"more":1"#).contains("unknown field more"));
    assert!(wrong(r#"T03:00:00Z","host""#, r#"T03:00:00","host""#).contains("is not an instant"));
}
