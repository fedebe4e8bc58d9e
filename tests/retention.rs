//! What each tool keeps: its own documented examples, its traps, and independent re-implementations over chance points.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "retention/advice.rs"]
mod advice;
#[path = "retention/borders.rs"]
mod borders;
#[path = "retention/chance.rs"]
mod chance;
#[path = "retention/forward.rs"]
mod forward;
#[path = "retention/oracle.rs"]
mod oracle;

use holdfast::retention::{
    Group, Instant, KeepPoint, Policy, Refusal, RetentionError, Rule, Status, Verdict, decide, lots, refusals,
};

pub(crate) const DAY: i64 = 86_400;

pub(crate) fn at(text: &str) -> i64 {
    let full = match text.len() {
        10 => format!("{text}T12:00:00Z"),
        19 => format!("{text}Z"),
        _ => text.to_owned(),
    };
    full.parse::<Instant>().unwrap().seconds
}

pub(crate) fn point(text: &str) -> KeepPoint {
    KeepPoint { id: text.to_owned(), at: at(text), ..KeepPoint::default() }
}

pub(crate) fn policy(json: &str) -> Policy {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

pub(crate) fn run(json: &str, points: &[KeepPoint], now: &str) -> Vec<Verdict> {
    decide(&policy(json), points, at(now)).unwrap()
}

fn kept(json: &str, points: &[KeepPoint], now: &str) -> Vec<String> {
    let verdicts = run(json, points, now);
    verdicts.iter().filter(|verdict| verdict.keep).map(|verdict| points[verdict.point].id.clone()).collect()
}

fn points(texts: &[&str]) -> Vec<KeepPoint> {
    texts.iter().map(|text| point(text)).collect()
}

/// The reasons of one point, in words.
fn why(json: &str, points: &[KeepPoint], now: &str, id: &str) -> Vec<String> {
    let place = points.iter().position(|point| point.id == id).unwrap();
    let policy = policy(json);
    run(json, points, now)[place].by.iter().map(|reason| policy.words(reason, points)).collect()
}

/// A backup on every day of 2015 except 19 December: the year of Borg's own visualised example.
fn year_2015() -> Vec<KeepPoint> {
    let start = at("2015-01-01");
    let days = (0..365).map(|n| start + n * DAY).filter(|day| *day != at("2015-12-19"));
    let id = |day: i64| Instant { seconds: day, nanos: 0, offset_s: 0 }.to_string()[..10].to_owned();
    days.map(|day| KeepPoint { id: id(day), at: day, ..KeepPoint::default() }).collect()
}

#[test]
fn the_same_numbers_keep_different_copies() {
    let points = year_2015();
    let expected = [
        (
            r#""keep_daily":14,"keep_monthly":6,"keep_yearly":1"#,
            [(19, "07-31"), (21, "01-01"), (21, "01-01"), (20, "06-30"), (19, "07-31")],
        ),
        (
            r#""keep_daily":7,"keep_weekly":4,"keep_monthly":12"#,
            [(20, "01-31"), (23, "01-01"), (23, "01-01"), (21, "01-31"), (20, "01-31")],
        ),
        (
            r#""keep_last":3,"keep_daily":7,"keep_weekly":4,"keep_monthly":12,"keep_yearly":3"#,
            [(21, "01-01"), (26, "01-01"), (26, "01-01"), (24, "01-31"), (20, "01-31")],
        ),
    ];
    for (rules, results) in expected {
        for (dialect, (count, oldest)) in ["restic", "borg", "borg2", "proxmox", "kopia"].iter().zip(results)
        {
            let rules = match *dialect {
                "borg2" => rules.replace("keep_last", "keep"),
                "kopia" => rules.replace("keep_last", "keep_latest").replace("keep_yearly", "keep_annual"),
                _ => rules.to_owned(),
            };
            let kept = kept(&format!(r#"{{"dialect":"{dialect}",{rules}}}"#), &points, "2016-01-01");
            assert_eq!((kept.len(), &kept[0][5..]), (count, oldest), "{dialect} {rules}");
        }
    }
}

/// "borg prune visualized" in Borg's documentation: 14 daily, 6 monthly, 1 yearly.
#[test]
fn borgs_visualised_year() {
    let points = year_2015();
    let json = r#"{"dialect":"borg","keep_daily":14,"keep_monthly":6,"keep_yearly":1}"#;
    let months = ["2015-06-30", "2015-07-31", "2015-08-31", "2015-09-30", "2015-10-31", "2015-11-30"];
    let days = ["17", "18", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31"];
    let mut expected = vec!["2015-01-01".to_owned()];
    expected.extend(months.map(str::to_owned));
    expected.extend(days.map(|day| format!("2015-12-{day}")));
    assert_eq!(kept(json, &points, "2016-01-01"), expected);
    let why = |id: &str| why(json, &points, "2016-01-01", id);
    assert_eq!(why("2015-12-31"), ["daily #1"]);
    assert_eq!(why("2015-12-17"), ["daily #14"]);
    assert_eq!(why("2015-06-30"), ["monthly #6"]);
    assert_eq!(why("2015-01-01"), ["yearly[oldest] #1"]);
}

#[test]
fn borg_keeps_within_from_now_exclusively_and_sets_checkpoints_apart() {
    let times = [
        "2024-03-01T00:00:00",
        "2024-03-01T00:00:01",
        "2024-03-02T12:00:00",
        "2024-03-03T00:00:00.checkpoint",
    ];
    let mut list = points(&times[..3]);
    list.push(KeepPoint { id: times[3].to_owned(), status: Status::Failed, ..point("2024-03-03T00:00:00") });
    let within = r#"{"dialect":"borg","keep_within":"2d"}"#;
    assert_eq!(kept(within, &list, "2024-03-03T00:00:00"), times[1..]);
    // Nothing but age decides here, so the end is known: 2 days on, at the second.
    assert_eq!(run(within, &list, "2024-03-03T00:00:00")[2].goes_at, Some(at("2024-03-04T12:00:00")));
    // A checkpoint takes no place; once something whole is newer, it goes.
    let last = r#"{"dialect":"borg","keep_last":1}"#;
    assert_eq!(kept(last, &list, "2024-03-03T01:00:00"), times[2..]);
    list.push(point("2024-03-03T06:00:00"));
    assert_eq!(kept(last, &list, "2024-03-03T07:00:00"), ["2024-03-03T06:00:00"]);
    // The oldest rule belongs to every count that is not reached, but not to one without a limit.
    let list = points(&["2024-03-01T01:00:00", "2024-03-01T02:00:00", "2024-03-02T01:00:00"]);
    assert_eq!(kept(r#"{"dialect":"borg","keep_daily":9}"#, &list, "2024-03-03").len(), 3);
    assert_eq!(kept(r#"{"dialect":"borg","keep_daily":-1}"#, &list, "2024-03-03").len(), 2);
    assert_eq!(kept(r#"{"dialect":"borg","keep_daily":2}"#, &list, "2024-03-03").len(), 2);
}

/// Borders as Borg 2's own tests have them, for an interval whose border counts as inside.
#[test]
fn borg_2_counts_or_measures() {
    let list =
        points(&["2023-12-30", "2023-12-29T12:00:01", "2023-12-29", "2023-12-28", "2023-12-27T23:59:59"]);
    let daily =
        |amount: &str| kept(&format!(r#"{{"dialect":"borg2","keep_daily":{amount}}}"#), &list, "2023-12-31");
    assert_eq!(daily("\"3d\""), ["2023-12-30", "2023-12-29T12:00:01", "2023-12-28"]);
    assert_eq!(daily("3"), ["2023-12-30", "2023-12-29T12:00:01", "2023-12-28"]);
    assert_eq!(daily("\"all\"").len(), 4);
    // 31 days a month: not the calendar's.
    let monthly = points(&["2023-11-30", "2023-10-30"]);
    assert_eq!(kept(r#"{"dialect":"borg2","keep_monthly":"2m"}"#, &monthly, "2023-12-31").len(), 2);
    assert_eq!(kept(r#"{"dialect":"borg2","keep_monthly":"61d"}"#, &monthly, "2023-12-31").len(), 1);
    // Only the coarsest rule keeps the oldest; one given as 0 is the coarsest all the same.
    let list = points(&["2024-03-01T01:00:00", "2024-03-01T02:00:00", "2024-03-02"]);
    assert_eq!(kept(r#"{"dialect":"borg2","keep_daily":9}"#, &list, "2024-03-03").len(), 3);
    assert_eq!(kept(r#"{"dialect":"borg2","keep_daily":9,"keep_yearly":0}"#, &list, "2024-03-03").len(), 2);
}

#[test]
fn borg_2_leaves_protected_and_later_archives_alone() {
    let mut list = points(&["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04"]);
    list[2].tags.push("@PROT".to_owned());
    let json = r#"{"dialect":"borg2","keep":1,"from":"2024-03-04T12:00:00Z"}"#;
    assert_eq!(kept(json, &list, "2024-03-05"), ["2024-03-02", "2024-03-03", "2024-03-04"]);
    assert_eq!(why(json, &list, "2024-03-05", "2024-03-02"), ["keep #1"]);
    assert!(why(json, &list, "2024-03-05", "2024-03-03")[0].contains("@PROT"));
    assert!(why(json, &list, "2024-03-05", "2024-03-04")[0].starts_with("skip #1"));
    // Lengths are counted back from there too.
    let json = r#"{"dialect":"borg2","keep":"2d","from":"2024-03-04T12:00:00Z"}"#;
    assert_eq!(kept(json, &list, "2034-03-05"), ["2024-03-02", "2024-03-03", "2024-03-04"]);
}

#[test]
fn borg_2_refuses_what_is_useless() {
    let refused = |rules: &str| {
        let policy = policy(&format!(r#"{{"dialect":"borg2",{rules}}}"#));
        refusals(&policy, &[], &[]).first().cloned()
    };
    assert!(matches!(refused(r#""keep_daily":"30d","keep_monthly":"30d""#), Some(Refusal::Useless { .. })));
    assert!(matches!(refused(r#""keep_daily":"all","keep_monthly":5"#), Some(Refusal::Useless { .. })));
    assert!(matches!(refused(r#""keep_daily":"all","keep_monthly":"9y""#), Some(Refusal::Useless { .. })));
    assert_eq!(refused(r#""keep_daily":30,"keep_monthly":"all""#), None);
    assert_eq!(refused(r#""keep_daily":30,"keep_monthly":"7d""#), None);
    assert_eq!(refused(r#""keep_daily":"7d","keep_monthly":"1y""#), None);
    assert_eq!(refused(r#""keep_daily":0"#), Some(Refusal::Empty));
}

/// The 13 weeks and the 3 months of Borg: week 53 is in the last quarter, and the ISO year counts.
#[test]
fn quarters() {
    let list = points(&["2021-01-03", "2021-01-04", "2020-12-28", "2020-09-28", "2020-09-27"]);
    // 2021-01-03 is in week 53 of 2020, 2020-09-28 begins its week 40.
    assert_eq!(
        kept(r#"{"dialect":"borg","keep_13weekly":3}"#, &list, "2021-02-01"),
        ["2021-01-03", "2021-01-04", "2020-09-27"]
    );
    assert_eq!(
        kept(r#"{"dialect":"borg","keep_3monthly":3}"#, &list, "2021-02-01"),
        ["2021-01-04", "2020-12-28", "2020-09-28"]
    );
    let both = policy(r#"{"dialect":"borg","keep_13weekly":3,"keep_3monthly":3}"#);
    assert!(matches!(decide(&both, &list, 0), Err(RetentionError::EitherOr { .. })));
}

/// Cases of Proxmox Backup Server's own tests, in our words.
#[test]
fn proxmox_covers_periods() {
    let prune = |rules: &str, list: &[&str]| {
        kept(&format!(r#"{{"dialect":"proxmox",{rules}}}"#), &points(list), "2020-01-01")
    };
    let hours = ["09:39:15", "10:49:15", "10:59:15", "11:39:15", "11:49:15", "11:59:15"];
    let hours = hours.map(|time| format!("2019-11-15T{time}"));
    let hours = hours.each_ref().map(String::as_str);
    assert_eq!(prune(r#""keep_hourly":3"#, &hours), [hours[0], hours[2], hours[5]]);
    assert_eq!(prune(r#""keep_hourly":2"#, &hours), [hours[2], hours[5]]);
    let list = [
        "2018-11-15",
        "2019-11-15",
        "2019-11-21",
        "2019-11-22",
        "2019-11-29",
        "2019-12-01",
        "2019-12-02",
        "2019-12-03",
        "2019-12-04",
    ];
    assert_eq!(prune(r#""keep_last":1,"keep_daily":1"#, &list), ["2019-12-03", "2019-12-04"]);
    // The week of 4 December is covered, so the weekly one is that of 1 December; the monthly one is then November's, but
    // not of the 29th: the weekly rule passed over it, and what was passed over is not looked at again.
    assert_eq!(prune(r#""keep_daily":1,"keep_weekly":1"#, &list), ["2019-12-01", "2019-12-04"]);
    assert_eq!(
        prune(r#""keep_daily":1,"keep_weekly":1,"keep_monthly":1"#, &list),
        ["2019-11-22", "2019-12-01", "2019-12-04"]
    );
    assert_eq!(prune(r#""keep_monthly":1,"keep_yearly":1"#, &list), ["2018-11-15", "2019-12-04"]);
    assert_eq!(
        prune(r#""keep_daily":1,"keep_weekly":5"#, &["2019-12-02", "2019-12-03", "2019-12-04"]),
        ["2019-12-04"]
    );
    // Nothing set: everything stays.
    assert_eq!(prune(r#""keep_last":0"#, &list).len(), 9);
    assert_eq!(prune(r#""keep_all":true"#, &list).len(), 9);
}

#[test]
fn proxmox_sets_protected_and_unfinished_copies_apart() {
    let mut list = points(&["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04", "2024-03-05"]);
    list[3].protected = true;
    list[4].status = Status::Failed;
    list[1].status = Status::Failed;
    let json = r#"{"dialect":"proxmox","keep_last":1}"#;
    assert_eq!(kept(json, &list, "2024-03-06"), ["2024-03-03", "2024-03-04", "2024-03-05"]);
    assert_eq!(why(json, &list, "2024-03-06", "2024-03-03"), ["keep-last 1"]);
    list.push(point("2024-03-06"));
    assert_eq!(kept(json, &list, "2024-03-07"), ["2024-03-04", "2024-03-06"]);
    // Groups are judged apart.
    list[0].group = Group::named("vm/100");
    assert_eq!(kept(json, &list, "2024-03-07"), ["2024-03-01", "2024-03-04", "2024-03-06"]);
}

/// Two latest and nothing else: the 600 GB of kopia/kopia/issues/1048.
#[test]
fn kopia_limits_number_and_age() {
    let points = year_2015();
    assert_eq!(
        kept(r#"{"dialect":"kopia","keep_latest":2}"#, &points, "2016-01-01"),
        ["2015-12-30", "2015-12-31"]
    );
    assert_eq!(
        kept(r#"{"dialect":"kopia","keep_latest":0,"keep_daily":0}"#, &points, "2016-01-01").len(),
        364
    );
    // The gap of 19 December is not made up for: 13 days and no fourteenth. The border itself counts: 15 days, 14 copies.
    let daily = |n: u32| kept(&format!(r#"{{"dialect":"kopia","keep_daily":{n}}}"#), &points, "2016-01-01");
    assert_eq!((daily(14).len(), daily(13).len()), (14, 13));
    assert_eq!(daily(14)[0], "2015-12-17");
    assert_eq!(daily(13)[0], "2015-12-18");
    // 6 hourly with one copy a day is the newest copy alone.
    assert_eq!(kept(r#"{"dialect":"kopia","keep_hourly":6}"#, &points, "2016-01-01"), ["2015-12-31"]);
}

/// The week `2015-02` and the month `2015-02` share a name in Kopia, and the month comes first.
#[test]
fn kopia_loses_the_first_weeks_of_a_year_to_its_months() {
    let points = year_2015();
    let both = kept(r#"{"dialect":"kopia","keep_weekly":52,"keep_monthly":12}"#, &points, "2016-01-01");
    let weekly = kept(r#"{"dialect":"kopia","keep_weekly":52}"#, &points, "2016-01-01");
    // Sunday of week 2, 11 January.
    assert!(weekly.contains(&"2015-01-11".to_owned()) && !both.contains(&"2015-01-11".to_owned()));
    let monthly = kept(r#"{"dialect":"kopia","keep_monthly":12}"#, &points, "2016-01-01");
    assert!(monthly.iter().all(|id| both.contains(id)));
}

#[test]
fn kopia_tells_days_by_utc_and_weeks_by_the_local_clock() {
    // 23:30 on Sunday in UTC is 01:30 on Monday two hours east.
    let east = |text: &str| KeepPoint { offset_s: 7_200, ..point(text) };
    let list = [east("2024-05-05T12:00:00"), east("2024-05-05T23:30:00")];
    assert_eq!(kept(r#"{"dialect":"kopia","keep_daily":7}"#, &list, "2024-05-06").len(), 1);
    assert_eq!(kept(r#"{"dialect":"kopia","keep_weekly":7}"#, &list, "2024-05-06").len(), 2);
    assert_eq!(kept(r#"{"dialect":"restic","keep_daily":7}"#, &list, "2024-05-06").len(), 2);
}

#[test]
fn kopia_keeps_a_few_incomplete_copies_and_all_pinned_ones() {
    let mut list: Vec<KeepPoint> =
        (0..9).map(|n| point(&format!("2024-05-05T{:02}:00:00", 10 + n))).collect();
    list.iter_mut().skip(2).for_each(|point| point.status = Status::Failed);
    list[0].protected = true;
    // The newest is of 18:00: 18, 17, 16 and 15 are younger than 4 h, or among the three newest; 14:00 is neither.
    let json = r#"{"dialect":"kopia","keep_latest":1}"#;
    let ids: Vec<String> = [10, 11, 15, 16, 17, 18].map(|hour| format!("2024-05-05T{hour}:00:00")).to_vec();
    assert_eq!(kept(json, &list, "2024-05-06"), ids);
    assert_eq!(why(json, &list, "2024-05-06", "2024-05-05T10:00:00"), ["pinned"]);
}

/// What restic's own files leave open.
#[test]
fn restic_traps() {
    // Keep-last 1 with a snapshot of 2099 removes everything else.
    let list = points(&["2024-01-01", "2024-01-02", "2099-12-31"]);
    assert_eq!(kept(r#"{"dialect":"restic","keep_last":1}"#, &list, "2024-02-01"), ["2099-12-31"]);
    // The window is counted from the newest that is not in the future, and its border is outside.
    assert_eq!(
        kept(r#"{"dialect":"restic","keep_within":"1d"}"#, &list, "2024-02-01"),
        ["2024-01-02", "2099-12-31"]
    );
    // All in the future: the window has no beginning.
    assert_eq!(kept(r#"{"dialect":"restic","keep_within":"1h"}"#, &list, "2023-01-01").len(), 3);
    // One month before 31 March is 3 March, and that border is outside.
    let list = points(&["2023-03-03", "2023-03-03T12:00:01", "2023-03-31"]);
    assert_eq!(
        kept(r#"{"dialect":"restic","keep_within":"1m"}"#, &list, "2023-04-01"),
        ["2023-03-03T12:00:01", "2023-03-31"]
    );
    // An ISO week over the turn of the year is one.
    let list = points(&["2018-12-30", "2018-12-31", "2019-01-01", "2019-01-06"]);
    assert_eq!(
        kept(r#"{"dialect":"restic","keep_weekly":2}"#, &list, "2019-02-01"),
        ["2018-12-30", "2019-01-06"]
    );
    // The oldest stays while a count has something left, and says so only when it is not the newest of its period anyway.
    let list = points(&["2024-01-01T01:00:00", "2024-01-01T02:00:00", "2024-01-02T01:00:00"]);
    let daily = r#"{"dialect":"restic","keep_daily":9}"#;
    assert_eq!(why(daily, &list, "2024-02-01", "2024-01-01T01:00:00"), ["oldest daily snapshot"]);
    assert_eq!(why(daily, &list[1..], "2024-02-01", "2024-01-01T02:00:00"), ["daily snapshot"]);
    // Without a limit hourly still drops what else there is in an hour.
    let list = points(&["2024-01-01T01:00:00", "2024-01-01T02:10:00", "2024-01-01T02:50:00"]);
    assert_eq!(kept(r#"{"dialect":"restic","keep_hourly":-1}"#, &list, "2024-02-01").len(), 2);
    // '' is for snapshots without tags; within a list all tags have to be there.
    let mut list = points(&["2024-01-01", "2024-01-02", "2024-01-03"]);
    list[1].tags = vec!["a".to_owned()];
    list[2].tags = vec!["b".to_owned(), "a".to_owned()];
    assert_eq!(kept(r#"{"dialect":"restic","keep_tags":[[""]]}"#, &list, "2024-02-01"), ["2024-01-01"]);
    assert_eq!(kept(r#"{"dialect":"restic","keep_tags":[["a","b"]]}"#, &list, "2024-02-01"), ["2024-01-03"]);
    assert_eq!(kept(r#"{"dialect":"restic","keep_tags":[["a"],["b"]]}"#, &list, "2024-02-01").len(), 2);
}

#[test]
fn restic_groups_and_refuses() {
    let from = |host: &str, paths: [&str; 2], text: &str| KeepPoint {
        group: Group { host: host.to_owned(), paths: paths.map(str::to_owned).to_vec(), name: String::new() },
        ..point(text)
    };
    let list = [
        from("b", ["/x", "/y"], "2024-01-01"),
        from("a", ["/x", "/y"], "2024-01-02"),
        from("a", ["/y", "/x"], "2024-01-03"),
    ];
    let last = policy(r#"{"dialect":"restic","keep_last":1}"#);
    let groups = lots(&last, &list);
    assert_eq!(
        groups.iter().map(|lot| (lot.key.host, lot.points.clone())).collect::<Vec<_>>(),
        [("a", vec![2, 1]), ("b", vec![0])]
    );
    assert_eq!(
        kept(r#"{"dialect":"restic","keep_last":1}"#, &list, "2024-02-01"),
        ["2024-01-01", "2024-01-03"]
    );
    assert_eq!(
        kept(r#"{"dialect":"restic","keep_last":1,"group_by":""}"#, &list, "2024-02-01"),
        ["2024-01-03"]
    );
    let empty = policy(r#"{"dialect":"restic"}"#);
    let verdicts = decide(&empty, &list, at("2024-02-01")).unwrap();
    assert!(verdicts.iter().all(|verdict| !verdict.keep));
    assert_eq!(refusals(&empty, &list, &verdicts), [Refusal::Empty]);
    let tags = policy(r#"{"dialect":"restic","keep_tags":[["none"]]}"#);
    let verdicts = decide(&tags, &list, at("2024-02-01")).unwrap();
    let refused = refusals(&tags, &list, &verdicts);
    assert_eq!(refused[0], Refusal::LosesAll { group: "a /x /y".to_owned(), snapshots: 2 });
    assert_eq!(refused.len(), 2);
}

#[test]
fn sanoid_needs_both_age_and_number() {
    let daily = |n: i64| {
        let at = at("2024-01-01") + n * DAY;
        KeepPoint { id: format!("pool@autosnap_{n}_daily"), at, ..KeepPoint::default() }
    };
    // Thirty a day apart, seen at noon of the last: seven periods back counts as young, what is older goes.
    let list: Vec<KeepPoint> = (0..30).map(daily).collect();
    let json = r#"{"dialect":"sanoid","daily":7}"#;
    assert_eq!(kept(json, &list, "2024-01-30").len(), 8);
    assert_eq!(kept(json, &list, "2024-01-30T12:00:01").len(), 7);
    // A month later: all are old, and seven stay.
    let late = kept(json, &list, "2024-03-01");
    assert_eq!((late.len(), late[0].as_str()), (7, "pool@autosnap_23_daily"));
    assert!(
        why(json, &list, "2024-03-01", "pool@autosnap_23_daily")[0].contains("no more than the set number")
    );
    // Other classes, and snapshots of others.
    let mut mixed = list.clone();
    mixed.push(KeepPoint { id: "pool@before-upgrade".to_owned(), ..daily(0) });
    assert!(kept(json, &mixed, "2024-03-01").contains(&"pool@before-upgrade".to_owned()));
    mixed.push(KeepPoint { id: "pool@autosnap_x_hourly".to_owned(), ..daily(0) });
    assert!(matches!(
        decide(&policy(json), &mixed, 0),
        Err(RetentionError::ClassNotSet { class: "hourly", .. })
    ));
}

#[test]
fn the_last_n_count_whatever_they_are() {
    let mut list = points(&["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]);
    list[3].status = Status::Failed;
    list[0].tags.push("manual".to_owned());
    assert_eq!(kept(r#"{"dialect":"nova","rotation":2}"#, &list, "2024-02-01"), ["2024-01-03", "2024-01-04"]);
    assert_eq!(
        kept(r#"{"dialect":"rackspace","retention":2}"#, &list, "2024-02-01"),
        ["2024-01-01", "2024-01-03", "2024-01-04"]
    );
    assert_eq!(kept(r#"{"dialect":"aws_dlm","count":3}"#, &list, "2024-02-01").len(), 3);
    assert_eq!(kept(r#"{"dialect":"last","keep_last":1}"#, &list, "2024-02-01"), ["2024-01-04"]);
    for wrong in [
        r#"{"dialect":"aws_dlm","count":1001}"#,
        r#"{"dialect":"aws_dlm","count":0}"#,
        r#"{"dialect":"aws_dlm"}"#,
        r#"{"dialect":"aws_dlm","count":3,"interval":1,"interval_unit":"DAYS"}"#,
    ] {
        assert!(decide(&policy(wrong), &list, 0).is_err(), "{wrong}");
    }
}

#[test]
fn age_alone_lets_everything_go() {
    let mut list = points(&["2024-01-31", "2024-02-01"]);
    let velero = r#"{"dialect":"velero","ttl":"24h0m0s"}"#;
    assert_eq!(kept(velero, &list, "2024-02-01"), ["2024-02-01"]);
    assert!(kept(velero, &list, "2024-02-02").is_empty());
    assert_eq!(run(velero, &list, "2024-02-01")[0].goes_at, Some(at("2024-02-01")));
    assert_eq!(run(velero, &list, "2024-02-01")[1].goes_at, Some(at("2024-02-02")));
    // What a backup was given when it was made holds, whatever the schedule says now.
    list[0].expires = Some(at("2024-03-01"));
    assert_eq!(kept(velero, &list, "2024-02-10"), ["2024-01-31"]);
    let mut list = points(&["2024-01-31", "2024-02-01"]);
    // One month after 31 January is the last of February.
    let dlm = r#"{"dialect":"aws_dlm","interval":1,"interval_unit":"MONTHS"}"#;
    assert_eq!(run(dlm, &list, "2024-02-01")[0].goes_at, Some(at("2024-02-29")));
    assert_eq!(kept(r#"{"dialect":"aws_backup","delete_after_days":-1}"#, &list, "2054-01-01").len(), 2);
    assert_eq!(
        kept(r#"{"dialect":"aws_backup","delete_after_days":1}"#, &list, "2024-02-01"),
        ["2024-02-01"]
    );
    list[0].protected = true;
    assert_eq!(kept(r#"{"dialect":"age","keep_for_s":60}"#, &list, "2054-01-01"), ["2024-01-31"]);
    let cold =
        policy(r#"{"dialect":"aws_backup","delete_after_days":100,"move_to_cold_storage_after_days":30}"#);
    assert!(matches!(decide(&cold, &list, 0), Err(RetentionError::OutOfRange { .. })));
}

#[test]
fn what_is_needed_stays() {
    let mut list = points(&["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]);
    list[1].needs = Some("2024-01-01".to_owned());
    list[2].needs = Some("2024-01-02".to_owned());
    let last = r#"{"dialect":"last","keep_last":2}"#;
    assert_eq!(kept(last, &list, "2024-02-01").len(), 4);
    assert_eq!(why(last, &list, "2024-02-01", "2024-01-01"), ["needed by 2024-01-02"]);
    assert!(matches!(run(last, &list, "2024-02-01")[1].by[0].rule, Rule::NeededBy { point: 2 }));
    assert_eq!(kept(r#"{"dialect":"last","keep_last":1}"#, &list, "2024-02-01"), ["2024-01-04"]);
    // By age the full copy goes with the last that needs it.
    let age = r#"{"dialect":"age","keep_for_s":172800}"#;
    assert_eq!(run(age, &list, "2024-01-04")[0].goes_at, Some(at("2024-01-05")));
    assert_eq!(kept(age, &list, "2024-01-04").len(), 4);
    assert_eq!(kept(age, &list, "2024-01-05"), ["2024-01-04"]);
    list[0].needs = Some("2024-01-03".to_owned());
    assert!(matches!(decide(&policy(last), &list, 0), Err(RetentionError::Circle { .. })));
    list[0].needs = Some("gone".to_owned());
    assert!(matches!(decide(&policy(last), &list, 0), Err(RetentionError::NeedsNothing { .. })));
    list[0].needs = None;
    list[3].id = "2024-01-01".to_owned();
    assert!(matches!(decide(&policy(last), &list, 0), Err(RetentionError::TwoOfAName { .. })));
}

#[test]
fn policies_are_read_strictly_and_written_readably() {
    for wrong in [
        r#"{"dialect":"restic","keep_every_day":1}"#,
        r#"{"dialect":"proxmox","keep_within":"1d"}"#,
        r#"{"dialect":"kopia","keep_daily":-1}"#,
        r#"{"dialect":"borg","keep_last":1,"keep_secondly":1}"#,
        r#"{"dialect":"restic","group_by":"server"}"#,
        r#"{"dialect":"tar","keep_daily":1}"#,
        r#"{"keep_daily":1}"#,
    ] {
        assert!(serde_json::from_str::<Policy>(wrong).is_err(), "{wrong}");
    }
    for text in [
        r#"{"dialect":"restic","keep_last":-1,"keep_within_daily":"1m7d","keep_tags":[["a","b"]],"group_by":"host,tags"}"#,
        r#"{"dialect":"borg2","keep":"7d","keep_daily":14,"keep_yearly":0}"#,
        r#"{"dialect":"velero","ttl":"720h0m0s"}"#,
        r#"{"dialect":"aws_dlm","interval":2,"interval_unit":"WEEKS"}"#,
    ] {
        assert_eq!(serde_json::to_string(&policy(text)).unwrap(), text);
    }
    let far = KeepPoint { at: i64::MAX, ..KeepPoint::default() };
    assert!(matches!(
        decide(&policy(r#"{"dialect":"restic"}"#), &[far], 0),
        Err(RetentionError::Instant { .. })
    ));
}

/// 100,000 points in order of time and six rules: less than 8 ms at opt-level 3, which is asserted where `HOLDFAST_TIMING`
/// is set, for a machine that has nothing else to do. Lists in no order have to be sorted first; their time is printed.
#[test]
#[allow(clippy::disallowed_methods, reason = "the core has no clock, its stopwatch has")]
fn a_hundred_thousand_points_are_quick() {
    let rules = r#""keep_last":10,"keep_hourly":48,"keep_daily":30,"keep_weekly":26,"keep_monthly":24"#;
    let start = at("2014-01-01");
    let mut list: Vec<KeepPoint> = (0..100_000)
        .map(|n| KeepPoint {
            id: n.to_string(),
            at: start + n * 3_000,
            offset_s: 7_200,
            ..KeepPoint::default()
        })
        .collect();
    list.iter_mut().for_each(|point| point.group.host = "web01".to_owned());
    let shuffled: Vec<KeepPoint> = (0..100_000).map(|n| list[n * 30_011 % 100_000].clone()).collect();
    for (name, list) in [("in order", &list), ("shuffled", &shuffled)] {
        for dialect in ["restic", "borg", "proxmox", "kopia"] {
            let last = if dialect == "kopia" { ",\"keep_annual\":10" } else { ",\"keep_yearly\":10" };
            let rules =
                if dialect == "kopia" { rules.replace("keep_last", "keep_latest") } else { rules.to_owned() };
            let policy = policy(&format!(r#"{{"dialect":"{dialect}",{rules}{last}}}"#));
            let best = (0..7)
                .map(|_| {
                    let from = std::time::Instant::now();
                    let verdicts = decide(&policy, list, at("2030-01-01")).unwrap();
                    let took = from.elapsed();
                    assert!((20..200).contains(&verdicts.iter().filter(|verdict| verdict.keep).count()));
                    took
                })
                .min()
                .unwrap();
            println!("{dialect}, {name}: {best:?}");
            if name == "in order" && std::env::var_os("HOLDFAST_TIMING").is_some() {
                assert!(best.as_millis() < 8, "{dialect}, {name}: {best:?}");
            }
        }
    }
}
