//! Warnings, the smallest policy that reaches, and policies in their tools' words.

use super::{DAY, at, point, policy, run};
use holdfast::retention::{
    Dialect, Facts, KeepPoint, Period, Policy, Status, Targets, Warning, decide, smallest, warnings,
};

fn warned(json: &str, points: &[KeepPoint], now: &str) -> Vec<Warning> {
    told(json, points, now, None, None)
}

fn told(
    json: &str,
    points: &[KeepPoint],
    now: &str,
    delay_s: Option<i64>,
    locked_s: Option<i64>,
) -> Vec<Warning> {
    let verdicts = run(json, points, now);
    let facts = Facts { points, verdicts: &verdicts, now: at(now), every_s: None, delay_s, locked_s };
    let policy = policy(json);
    let found = warnings(&policy, &facts);
    found.iter().for_each(|warning| assert!(!warning.to_string().contains('!'), "{warning}"));
    found
}

fn daily(n: i64) -> Vec<KeepPoint> {
    let start = at("2024-01-01");
    (0..n)
        .map(|day| KeepPoint { id: day.to_string(), at: start + day * DAY, ..KeepPoint::default() })
        .collect()
}

#[test]
fn age_alone_is_told() {
    let points = daily(10);
    let age = r#"{"dialect":"velero","ttl":"120h0m0s"}"#;
    let expected = Warning::CanExpireAll { copies: 4, last_goes_at: at("2024-01-15"), left: 4 * DAY };
    assert_eq!(warned(age, &points, "2024-01-11"), std::slice::from_ref(&expected));
    assert!(
        expected
            .to_string()
            .contains("all 4 good copies are gone at 2024-01-15 12:00:00 UTC, 4\u{a0}days from now")
    );
    let borg = r#"{"dialect":"borg","keep_within":"5d"}"#;
    assert!(matches!(warned(borg, &points, "2024-01-11")[..], [Warning::CanExpireAll { copies: 4, .. }]));
    let restic = r#"{"dialect":"restic","keep_within":"5d"}"#;
    assert_eq!(warned(restic, &points, "2024-01-11"), []);
    assert_eq!(warned(r#"{"dialect":"borg","keep_within":"5d","keep_daily":1}"#, &points, "2024-01-11"), []);
    assert_eq!(warned(r#"{"dialect":"aws_backup"}"#, &points, "2024-01-11"), []);
}

#[test]
fn failed_copies_that_count_are_told() {
    let mut points = daily(10);
    points[9].status = Status::Failed;
    points[8].status = Status::Failed;
    points[1].status = Status::Failed;
    let found = warned(r#"{"dialect":"nova","rotation":7}"#, &points, "2024-01-11");
    assert_eq!(found, [Warning::FailedCounted { counted: 7, failed: 2 }]);
    assert!(
        found[0].to_string().starts_with("2 of the 7 copies that count are failed ones, which leaves 5.")
    );
    assert_eq!(warned(r#"{"dialect":"proxmox","keep_last":7}"#, &points, "2024-01-11"), []);
}

#[test]
fn counts_taken_for_times_are_told() {
    let points = daily(40);
    let hourly = |dialect: &str| {
        warned(&format!(r#"{{"dialect":"{dialect}","keep_hourly":6}}"#), &points, "2024-02-11")
    };
    let expected = |dialect, reach| Warning::CountIsNoTime {
        dialect,
        period: Period::Hour,
        count: 6,
        every: DAY,
        reach,
    };
    assert_eq!(hourly("restic"), [expected(Dialect::Restic, 6 * DAY)]);
    assert!(hourly("restic")[0].to_string().contains("reaches 6\u{a0}days back"));
    assert_eq!(hourly("kopia"), [expected(Dialect::Kopia, 6 * 3_600)]);
    let hours: Vec<KeepPoint> =
        (0..40).map(|n| KeepPoint { at: at("2024-01-01") + n * 3_600, ..point("2024-01-01") }).collect();
    let found = warned(r#"{"dialect":"last","keep_last":7}"#, &hours, "2024-02-11");
    assert!(matches!(found[..], [Warning::CountIsNoTime { period: Period::Copy, reach: 25_200, .. }]));
    assert_eq!(warned(r#"{"dialect":"restic","keep_daily":7}"#, &points, "2024-02-11"), []);
}

#[test]
fn swallowed_rules_are_told() {
    let points = daily(40);
    let found = warned(r#"{"dialect":"restic","keep_daily":14,"keep_weekly":2}"#, &points, "2024-02-11");
    let expected =
        Warning::Swallowed { period: Period::Week, count: 2, picked: 2, by: vec![(Period::Day, 14)] };
    assert_eq!(found, [expected]);
    assert!(found[0].to_string().contains("“2 weekly” adds no copy to 14 daily: all 2 copies"));
    assert_eq!(warned(r#"{"dialect":"restic","keep_daily":14,"keep_weekly":4}"#, &points, "2024-02-11"), []);
    // In Borg a coarser rule goes on where the finer one ends.
    assert_eq!(warned(r#"{"dialect":"borg","keep_daily":14,"keep_weekly":2}"#, &points, "2024-02-11"), []);
    let week = daily(7);
    let found = warned(r#"{"dialect":"proxmox","keep_daily":3,"keep_weekly":2}"#, &week, "2024-02-11");
    assert!(matches!(found[..], [Warning::Swallowed { picked: 0, .. }]));
}

#[test]
fn locks_marks_groups_and_futures_are_told() {
    let points = daily(4);
    let json = r#"{"dialect":"restic","keep_daily":14}"#;
    let week = Some(7 * DAY);
    assert_eq!(
        told(json, &points, "2024-02-11", Some(10 * DAY), week),
        [Warning::LockTooShort { locked: 7 * DAY, delay: 10 * DAY }]
    );
    assert_eq!(told(json, &points, "2024-02-11", week, week).len(), 1);
    assert_eq!(told(json, &points, "2024-02-11", week, Some(7 * DAY + 1)), []);
    let mut marked = points.clone();
    marked[0].protected = true;
    assert_eq!(
        warned(r#"{"dialect":"restic","keep_daily":1}"#, &marked, "2024-02-11"),
        [Warning::ProtectionIgnored { points: 1, going: 1 }]
    );
    marked[0].protected = false;
    marked[0].group.host = "other".to_owned();
    assert_eq!(
        warned(r#"{"dialect":"borg","keep_daily":9}"#, &marked, "2024-02-11"),
        [Warning::OneGroup { groups: 2 }]
    );
    assert_eq!(warned(json, &points, "2024-01-03"), [Warning::FutureCounted { points: 1 }]);
}

/// Run by run through some years, the oldest copy is always old enough and the newest ones stand close together.
fn least_reach(policy: &Policy, every: i64, years: i64) -> i64 {
    let start = at("2021-01-01");
    let mut kept: Vec<KeepPoint> = Vec::new();
    let mut least = i64::MAX;
    for run in 0..years * 366 * DAY / every {
        let at = start + run * every;
        let mut new = KeepPoint { id: run.to_string(), at, ..KeepPoint::default() };
        if matches!(policy, Policy::Sanoid(_)) {
            // Classes as sanoid makes them: the first of each period.
            let of_day = (at - start) % DAY;
            new.tags = vec![if of_day == 0 { "daily" } else { "hourly" }.to_owned()];
        }
        kept.push(new);
        let verdicts = decide(policy, &kept, at).unwrap();
        let mut stays = verdicts.iter().map(|verdict| verdict.keep);
        kept.retain(|_| stays.next().unwrap());
        if run * every > (years - 1) * 366 * DAY {
            least = least.min(at - kept[0].at);
        }
    }
    least
}

#[test]
fn the_smallest_policy_reaches_and_a_smaller_one_does_not() {
    for (reach_days, window_s) in [(30, DAY), (90, DAY), (14, 6 * 3_600)] {
        for dialect in [Dialect::Restic, Dialect::Borg, Dialect::Borg2, Dialect::Proxmox, Dialect::Kopia] {
            let policy = smallest(dialect, Targets { reach_days, window_s }).unwrap();
            let reach = i64::from(reach_days) * DAY;
            let got = least_reach(&policy, window_s, 3);
            assert!(got >= reach, "{dialect:?} {reach_days} d: {policy:?} reaches {} d", got / DAY);
            let mut json = serde_json::to_value(&policy).unwrap();
            let coarsest = ["keep_annual", "keep_yearly", "keep_monthly", "keep_weekly", "keep_daily"];
            let rule = coarsest.into_iter().find(|rule| json.get(rule).is_some()).unwrap();
            let n = json[rule].as_i64().unwrap();
            json[rule] = (n - 1).into();
            let fewer: Policy = serde_json::from_value(json).unwrap();
            let got = least_reach(&fewer, window_s, 3);
            assert!(got < reach, "{dialect:?} {reach_days} d: {fewer:?} would do: {} d", got / DAY);
        }
    }
}

#[test]
fn counted_and_aged_policies_reach_too() {
    let targets = Targets { reach_days: 30, window_s: DAY };
    for dialect in [
        Dialect::Last,
        Dialect::Nova,
        Dialect::Rackspace,
        Dialect::AwsDlm,
        Dialect::Age,
        Dialect::Velero,
        Dialect::AwsBackup,
        Dialect::Sanoid,
    ] {
        let policy = smallest(dialect, targets).unwrap();
        let got = least_reach(&policy, DAY, 3);
        if dialect == Dialect::Sanoid {
            continue;
        }
        assert!((30 * DAY..32 * DAY).contains(&got), "{dialect:?}: {policy:?}: {} d", got / DAY);
    }
    assert_eq!(smallest(Dialect::Nova, targets).unwrap(), policy(r#"{"dialect":"nova","rotation":31}"#));
    assert_eq!(
        smallest(Dialect::AwsBackup, targets).unwrap(),
        policy(r#"{"dialect":"aws_backup","delete_after_days":31}"#)
    );
    let hourly = Targets { reach_days: 365, window_s: 3_600 };
    assert!(
        matches!(smallest(Dialect::AwsDlm, hourly), Ok(Policy::AwsDlm(dlm)) if dlm.interval == Some(366))
    );
    for wrong in [(0, DAY), (9_999, DAY), (30, 1), (1, 2 * DAY)] {
        let (reach_days, window_s) = wrong;
        assert!(smallest(Dialect::Restic, Targets { reach_days, window_s }).is_err(), "{wrong:?}");
    }
}

#[test]
fn policies_in_the_words_of_their_tools() {
    let first = |json: &str| policy(json).syntax().first.unwrap_or_default();
    let then = |json: &str| policy(json).syntax().then;
    assert_eq!(
        first(
            r#"{"dialect":"restic","keep_daily":7,"keep_yearly":-1,"keep_within":"2d","keep_tags":[["a","b"],[""]],"group_by":"host"}"#
        ),
        "restic forget --dry-run --keep-daily 7 --keep-yearly unlimited --keep-within 2d --keep-tag 'a,b' --keep-tag '' \
         --group-by 'host'"
    );
    assert_eq!(
        first(r#"{"dialect":"borg","keep_within":"1m","keep_daily":7,"keep_yearly":-1}"#),
        "borg prune --dry-run --list --keep-within 31d --keep-daily 7 --keep-yearly -1 REPOSITORY"
    );
    assert_eq!(
        first(r#"{"dialect":"borg2","keep":"2d","keep_daily":7,"from":"2024-05-01T02:00:00+02:00"}"#),
        "borg prune --dry-run --list --from 2024-05-01T00:00:00Z --keep 2d --keep-daily 7 SERIES"
    );
    let proxmox = r#"{"dialect":"proxmox","keep_last":3,"keep_daily":13}"#;
    assert!(
        first(proxmox)
            .starts_with("proxmox-backup-client prune GROUP --dry-run true --keep-last 3 --keep-daily 13\n")
    );
    assert!(then(proxmox).ends_with("--prune-backups keep-last=3,keep-daily=13"));
    assert_eq!(
        then(r#"{"dialect":"kopia","keep_daily":7}"#),
        "kopia policy set SOURCE --keep-latest 0 --keep-hourly 0 --keep-daily 7 --keep-weekly 0 --keep-monthly 0 --keep-annual 0"
    );
    assert!(then(r#"{"dialect":"sanoid","daily":30}"#).contains("\tdaily = 30\n"));
    for json in [
        r#"{"dialect":"aws_dlm","interval":2,"interval_unit":"WEEKS"}"#,
        r#"{"dialect":"aws_backup","delete_after_days":35}"#,
        r#"{"dialect":"rackspace","retention":7}"#,
    ] {
        let text = then(json);
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    }
    assert_eq!(then(r#"{"dialect":"aws_dlm","count":5}"#), r#"{"RetainRule": {"Count": 5}}"#);
    // Whatever only shows says so.
    for json in [
        proxmox,
        r#"{"dialect":"restic","keep_last":1}"#,
        r#"{"dialect":"borg","keep_last":1}"#,
        r#"{"dialect":"sanoid"}"#,
    ] {
        assert!(first(json).contains("--dry-run") || first(json).contains("--readonly"), "{json}");
    }
}
