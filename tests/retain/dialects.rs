//! Each dialect at its borders, by hand from the rules that `docs/retention.md` gives: points by day or instant, what stays.

use super::door::{Given, answer};
use serde_json::{Value, json};

/// A policy, the points, now, the zone; and which points stay.
struct Case {
    policy: Value,
    points: &'static [&'static str],
    now: &'static str,
    zone: Option<&'static str>,
    stay: &'static [&'static str],
}

fn case(
    policy: Value,
    points: &'static [&'static str],
    now: &'static str,
    stay: &'static [&'static str],
) -> Case {
    Case { policy, points, now, zone: None, stay }
}

/// `2026-11-21` is noon of it in UTC. After a space: words for the point, such as `failed` or `group=b`.
fn point(text: &str) -> Value {
    let mut words = text.split(' ');
    let time = words.next().unwrap();
    let full = if time.len() == 10 { format!("{time}T12:00:00Z") } else { time.to_owned() };
    let mut point = json!({ "id": text, "time": full });
    for word in words {
        match word.split_once('=') {
            Some(("tag", tag)) => point["tags"] = json!([tag]),
            Some(("group", name)) => point["group"] = json!(name),
            Some(("expires", at)) => point["expires"] = json!(format!("{at}T12:00:00Z")),
            Some((key, value)) => point[key] = json!(value),
            None if word == "failed" => point["status"] = json!("failed"),
            None => point[word] = json!(true),
        }
    }
    point
}

#[track_caller]
fn holds(case: &Case) {
    let points: Vec<Value> = case.points.iter().map(|text| point(text)).collect();
    let now = if case.now.len() == 10 { format!("{}T12:00:00Z", case.now) } else { case.now.to_owned() };
    let given = Given { now: Some(now), zone: case.zone.map(str::to_owned) };
    // The order of the list decides nothing.
    for turn in [false, true] {
        let mut points = points.clone();
        if turn {
            points.reverse();
        }
        let answer = answer(&case.policy.to_string(), &json!(points).to_string(), &given)
            .unwrap_or_else(|error| panic!("{}: {error}", case.policy));
        let verdicts = answer.verdicts.iter().filter(|verdict| verdict.keep);
        let mut stay: Vec<String> =
            verdicts.map(|verdict| answer.points.get(verdict.point).unwrap().id.clone()).collect();
        stay.sort();
        let mut expected = case.stay.to_vec();
        expected.sort_unstable();
        assert_eq!(stay, expected, "{}", case.policy);
    }
}

/// Weeks 52 and 53 of 2020, and week 1 of 2021, which begins on a Monday, the 4th.
const WEEKS: [&str; 5] = ["2020-12-27", "2020-12-28", "2021-01-01", "2021-01-03", "2021-01-04"];

#[test]
fn the_week_over_the_turn_of_a_year_is_one() {
    for dialect in ["restic", "borg", "borg2", "pbs", "kopia"] {
        holds(&case(
            json!({ "dialect": dialect, "keep_weekly": 2 }),
            &WEEKS,
            "2021-01-04",
            &["2021-01-03", "2021-01-04"],
        ));
    }
    // By the year on the calendar it is two.
    for dialect in ["restic", "borg", "borg2", "pbs", "kopia"] {
        holds(&case(
            json!({ "dialect": dialect, "keep_yearly": 2 }),
            &WEEKS,
            "2021-01-04",
            &["2020-12-28", "2021-01-04"],
        ));
    }
}

/// Friday, Thursday, then Sunday and Saturday of the week before: one daily and one weekly.
#[test]
fn a_pick_uses_up_a_count_or_a_period() {
    const DAYS: [&str; 4] = ["2026-11-20", "2026-11-19", "2026-11-15", "2026-11-14"];
    let rules = |dialect: &str| json!({ "dialect": dialect, "keep": { "daily": 1, "weekly": 1 } });
    for dialect in ["restic", "kopia"] {
        holds(&case(rules(dialect), &DAYS, "2026-11-21", &["2026-11-20"]));
    }
    for dialect in ["borg 1.4", "borg2", "proxmox"] {
        holds(&case(rules(dialect), &DAYS, "2026-11-21", &["2026-11-20", "2026-11-15"]));
    }
}

/// Seven days to the second before now, a second more and a second less.
#[test]
fn borders_of_lengths() {
    const AT: [&str; 4] =
        ["2026-11-14T11:59:59Z", "2026-11-14T12:00:00Z", "2026-11-14T12:00:01Z", "2026-11-21T12:00:00Z"];
    let inclusive = &AT[1..];
    let exclusive = &AT[2..];
    let with =
        |policy: Value, stay| holds(&Case { policy, points: &AT, now: "2026-11-21", zone: None, stay });
    with(json!({ "dialect": "borg", "keep_within": "7d" }), exclusive);
    with(json!({ "dialect": "borg", "keep_within": "1w" }), exclusive);
    with(json!({ "dialect": "borg2", "keep": "168H" }), inclusive);
    with(json!({ "dialect": "velero", "ttl": "168h0m0s" }), exclusive);
    with(json!({ "dialect": "aws_backup", "delete_after_days": 7 }), exclusive);
    with(json!({ "dialect": "aws_dlm", "interval": 1, "interval_unit": "WEEKS" }), exclusive);
    with(json!({ "dialect": "age", "keep_for": "7 days" }), exclusive);
    // Kopia counts from the newest whole one, and its border is inside: of that day only the newest counts.
    with(json!({ "dialect": "kopia", "keep_daily": 7 }), &["2026-11-14T12:00:01Z", "2026-11-21T12:00:00Z"]);
    with(
        json!({ "dialect": "kopia", "keep_hourly": 168 }),
        &["2026-11-14T12:00:01Z", "2026-11-21T12:00:00Z"],
    );
    // restic counts from the newest that is not ahead: at the very second of now it is.
    let restic = json!({ "dialect": "restic", "keep_within": "7d" });
    holds(&case(restic.clone(), &AT, "2026-11-21T12:00:01Z", exclusive));
    holds(&case(restic, &AT, "2026-11-21T12:00:00Z", &AT));
}

#[test]
fn months_that_are_too_short() {
    const AT: [&str; 4] = ["2023-02-28", "2023-03-03", "2023-03-04", "2023-03-31"];
    // 31 March less a month is 31 February, which is 3 March; that border is outside for restic and inside for Kopia.
    holds(&case(json!({ "dialect": "restic", "keep_within": "1m" }), &AT, "2023-04-01", &AT[2..]));
    holds(&case(json!({ "dialect": "kopia", "keep_monthly": 1, "keep_daily": 99 }), &AT, "2023-04-01", &AT));
    holds(&case(
        json!({ "dialect": "kopia", "keep_monthly": 2 }),
        &AT,
        "2023-04-01",
        &["2023-02-28", "2023-03-31"],
    ));
    // A year less from a leap day is 1 March.
    holds(&case(
        json!({ "dialect": "restic", "keep_within_daily": "1y" }),
        &["2023-02-28", "2023-03-01", "2023-03-02", "2024-02-29"],
        "2024-03-01",
        &["2023-03-02", "2024-02-29"],
    ));
    // Borg's month has 31 days.
    holds(&case(json!({ "dialect": "borg2", "keep": "1m" }), &AT, "2023-03-31", &AT));
    holds(&case(json!({ "dialect": "borg", "keep_within": "1m" }), &AT, "2023-03-31", &AT[1..]));
}

#[test]
fn days_are_told_by_somebodys_clock() {
    // In Berlin 23:59 and 00:30; in UTC both in the evening of the 24th. That night has 25 hours.
    const NIGHT: [&str; 2] = ["2026-10-24T21:59:00Z", "2026-10-24T22:30:00Z"];
    for dialect in ["borg", "borg2", "pbs"] {
        let policy = json!({ "dialect": dialect, "keep_daily": 1, "keep_yearly": 0 });
        let one = case(policy, &NIGHT, "2026-10-26", &NIGHT[1..]);
        holds(&one);
        let policy = json!({ "dialect": dialect, "keep_daily": 2, "keep_yearly": 0 });
        holds(&Case { policy: policy.clone(), zone: Some("Europe/Berlin"), stay: &NIGHT, ..one });
        // In borg alone the oldest fills what is left.
        let stay = if dialect == "borg" { &NIGHT[..] } else { &NIGHT[1..] };
        holds(&case(policy, &NIGHT, "2026-10-26", stay));
    }
    // Kopia tells days by UTC whatever the zone, and weeks by the local clock: midnight between Sunday and Monday in Berlin.
    const SUNDAY: [&str; 2] = ["2026-11-15T22:30:00Z", "2026-11-15T23:30:00Z"];
    let kopia = |rule: &str, stay| {
        let policy = json!({ "dialect": "kopia", rule: 5 });
        holds(&Case { policy, points: &SUNDAY, now: "2026-11-17", zone: Some("Europe/Berlin"), stay });
    };
    kopia("keep_daily", &SUNDAY[1..]);
    kopia("keep_weekly", &SUNDAY);
    // restic goes by the clock of each: the same instant on two days.
    holds(&case(
        json!({ "dialect": "restic", "keep_daily": 2, "keep_yearly": 1 }),
        &["2026-11-20T23:30:00Z", "2026-11-21T00:30:00+01:00", "2026-11-21T00:31:00+01:00"],
        "2026-11-22",
        &["2026-11-20T23:30:00Z", "2026-11-21T00:31:00+01:00"],
    ));
}

#[test]
fn points_ahead_of_now() {
    const AHEAD: [&str; 3] = ["2026-11-19", "2026-11-20", "2099-12-31"];
    for (policy, stay) in [
        (json!({ "dialect": "restic", "keep_last": 1 }), &AHEAD[2..]),
        (json!({ "dialect": "restic", "keep_within": "1d" }), &AHEAD[1..]),
        (json!({ "dialect": "borg", "keep_last": 1 }), &AHEAD[2..]),
        (json!({ "dialect": "borg2", "keep": 1 }), &AHEAD[2..]),
        (json!({ "dialect": "pbs", "keep_last": 1 }), &AHEAD[2..]),
        // Its limits are counted back from the newest whole one.
        (json!({ "dialect": "kopia", "keep_daily": 30 }), &AHEAD[2..]),
        (json!({ "dialect": "velero", "ttl": "24h0m0s" }), &AHEAD[2..]),
        (json!({ "dialect": "nova", "rotation": 2 }), &AHEAD[1..]),
    ] {
        holds(&Case { policy, points: &AHEAD, now: "2026-11-21", zone: None, stay });
    }
}

#[test]
fn marks_groups_and_the_unfinished() {
    const MARKED: [&str; 5] = [
        "2026-11-16 protected",
        "2026-11-17 group=b",
        "2026-11-18",
        "2026-11-19 failed",
        "2026-11-20 failed",
    ];
    for (policy, stay) in [
        // A protected one takes no place, an unfinished one stays when it is the newest.
        (json!({ "dialect": "pbs", "keep_last": 1 }), vec![0, 1, 2, 4]),
        (json!({ "dialect": "pbs", "keep_last": 0, "keep_daily": 0 }), vec![0, 1, 2, 3, 4]),
        (json!({ "dialect": "kopia", "keep_latest": 1 }), vec![0, 1, 2, 3, 4]),
        (json!({ "dialect": "nova", "rotation": 1 }), vec![0, 1, 4]),
        // One group; protection is not known; a checkpoint is none.
        (json!({ "dialect": "borg", "keep_last": 1 }), vec![2, 4]),
        (json!({ "dialect": "borg2", "keep": 1 }), vec![0, 4]),
    ] {
        let stay: Vec<&'static str> = stay.into_iter().map(|n: usize| *MARKED.get(n).unwrap()).collect();
        let stay: &'static [&'static str] = Vec::leak(stay);
        holds(&Case { policy, points: &MARKED, now: "2026-11-21", zone: None, stay });
    }
    // Of three incomplete ones that are newer than every whole one all stay, whatever their age; of four the oldest goes.
    const OPEN: [&str; 5] =
        ["2026-11-16", "2026-11-17 failed", "2026-11-18 failed", "2026-11-19 failed", "2026-11-20 failed"];
    holds(&case(
        json!({ "dialect": "kopia", "keep_latest": 1 }),
        &OPEN,
        "2026-11-21",
        &["2026-11-16", "2026-11-18 failed", "2026-11-19 failed", "2026-11-20 failed"],
    ));
    // An end of its own holds, whatever is set now.
    holds(&case(
        json!({ "dialect": "velero", "ttl": "1h0m0s" }),
        &["2026-11-01 expires=2026-12-01", "2026-11-20"],
        "2026-11-21",
        &["2026-11-01 expires=2026-12-01"],
    ));
    // Tags: any of the lists, all of a list; none of them takes a place.
    holds(&case(
        json!({ "dialect": "restic", "keep_last": 1, "keep_tags": [["gold"], [""]] }),
        &["2026-11-16 tag=gold", "2026-11-17", "2026-11-18 tag=old", "2026-11-19 tag=new"],
        "2026-11-21",
        &["2026-11-16 tag=gold", "2026-11-17", "2026-11-19 tag=new"],
    ));
}

#[test]
fn the_oldest_fills_what_is_left() {
    const TWO_A_DAY: [&str; 4] =
        ["2026-11-19T01:00:00Z", "2026-11-19T02:00:00Z", "2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z"];
    let newest = &["2026-11-19T02:00:00Z", "2026-11-20T02:00:00Z"];
    let and_oldest = &["2026-11-19T01:00:00Z", "2026-11-19T02:00:00Z", "2026-11-20T02:00:00Z"];
    let daily = |dialect: &str, n: i64| json!({ "dialect": dialect, "keep_daily": n });
    for (policy, stay) in [
        (daily("restic", 3), &and_oldest[..]),
        (daily("restic", -1), and_oldest),
        (daily("restic", 2), newest),
        (daily("borg", 3), and_oldest),
        (daily("borg", -1), newest),
        (daily("borg2", 3), and_oldest),
        (json!({ "dialect": "borg2", "keep_daily": 3, "keep_yearly": 0 }), newest),
        (daily("pbs", 3), newest),
        (daily("kopia", 3), newest),
    ] {
        holds(&Case { policy, points: &TWO_A_DAY, now: "2026-11-21", zone: None, stay });
    }
}

#[test]
fn what_restic_prints_is_read_as_it_is() {
    let printed = r#"[{"time":"2026-11-20T03:00:00.123456789+01:00","tree":"t","paths":["/a"],"hostname":"h","username":"u",
        "id":"aaaa","short_id":"aa","program_version":"restic 0.18.0"},
        {"time":"2026-11-21T03:00:00.1+01:00","parent":"aaaa","tree":"t","paths":["/a"],"hostname":"h","username":"u",
        "id":"bbbb","short_id":"bb","tags":["x"],"summary":{"total_bytes_processed":5}}]"#;
    let answer = answer(r#"{"dialect":"restic","keep_last":1}"#, printed, &Given::default()).unwrap();
    // What it was compared with is not needed.
    let stay: Vec<bool> = answer.verdicts.iter().map(|verdict| verdict.keep).collect();
    assert_eq!(stay, [false, true]);
}
