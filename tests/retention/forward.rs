//! Points through time, and what a policy promises at least.

use super::{DAY, at, policy};
use holdfast::retention::{Held, KeepPoint, Period, Status, clean, decide, lives, reach};

fn runs(every: i64, days: i64) -> Vec<KeepPoint> {
    let start = at("2023-01-01T02:00:00");
    let point = |n: i64| KeepPoint { id: n.to_string(), at: start + n * every, ..KeepPoint::default() };
    (0..days * DAY / every).map(point).collect()
}

fn prunes(points: &[KeepPoint], lag: i64) -> Vec<i64> {
    points.iter().map(|point| point.at + lag).collect()
}

fn bucket(period: Period, at: i64) -> i64 {
    let day = at.div_euclid(DAY);
    let date = chrono::DateTime::from_timestamp(at, 0).unwrap().date_naive();
    use chrono::Datelike;
    match period {
        Period::Hour => at.div_euclid(3_600),
        Period::Day => day,
        Period::Week => (day + 3).div_euclid(7),
        Period::Month => i64::from(date.year() * 12 + date.month0().cast_signed()),
        Period::Year => i64::from(date.year()),
        _ => at,
    }
}

const POLICIES: [&str; 12] = [
    r#"{"dialect":"restic","keep_last":3,"keep_daily":7,"keep_weekly":4,"keep_monthly":12}"#,
    r#"{"dialect":"restic","keep_within":"5d","keep_within_weekly":"2m","keep_yearly":-1}"#,
    r#"{"dialect":"borg","keep_daily":7,"keep_weekly":4,"keep_monthly":6}"#,
    r#"{"dialect":"borg","keep_within":"3d","keep_hourly":24,"keep_yearly":2}"#,
    r#"{"dialect":"borg2","keep_daily":"7d","keep_weekly":4}"#,
    r#"{"dialect":"proxmox","keep_last":2,"keep_daily":5,"keep_monthly":3}"#,
    r#"{"dialect":"kopia","keep_latest":3,"keep_hourly":48,"keep_daily":7,"keep_weekly":4}"#,
    r#"{"dialect":"kopia","keep_daily":7,"keep_weekly":4,"keep_monthly":24}"#,
    r#"{"dialect":"nova","rotation":7}"#,
    r#"{"dialect":"aws_dlm","interval":2,"interval_unit":"MONTHS"}"#,
    r#"{"dialect":"velero","ttl":"240h0m0s"}"#,
    r#"{"dialect":"proxmox"}"#,
];

#[test]
fn no_copy_goes_before_its_promise() {
    let mut promised = 0;
    for (every, days) in [(DAY, 900), (7 * DAY, 1_500), (6 * 3_600, 200), (36 * 3_600, 600)] {
        for json in POLICIES {
            let policy = policy(json);
            let (points, lag) = (runs(every, days), 3_000);
            let gone = lives(&policy, &points, lag, &prunes(&points, lag)).unwrap();
            let tiers = policy.tiers(every);
            assert!(!tiers.is_empty(), "{json}");
            for (n, point) in points.iter().enumerate() {
                let next = points.get(n + 1).map(|next| next.at);
                for tier in &tiers {
                    let newest = tier.period == Period::Copy
                        || next
                            .is_some_and(|next| bucket(tier.period, next) != bucket(tier.period, point.at));
                    let Some(gone) = gone[n].filter(|_| newest) else { continue };
                    let lag = if policy.goes_by_clock() { 0 } else { lag };
                    let promise = tier.keep_for.map(|keep_for| point.at + keep_for + lag);
                    promised += 1;
                    assert!(promise.is_some_and(|promise| promise <= gone), "{json} {tier:?} {}", point.id);
                }
            }
        }
    }
    assert!(promised > 5_000, "{promised}");
}

#[test]
fn the_quick_way_and_the_long_way_agree() {
    let points = runs(DAY, 60);
    let prunes = prunes(&points, 600);
    let quick = lives(&policy(r#"{"dialect":"last","keep_last":5}"#), &points, 600, &prunes).unwrap();
    // restic's last five are the same five; it goes the long way.
    let long = lives(&policy(r#"{"dialect":"restic","keep_last":5}"#), &points, 600, &prunes).unwrap();
    assert_eq!(quick, long);
    assert_eq!(quick[3], Some(points[8].at + 600));
    assert_eq!(quick.iter().flatten().count(), 55);
}

/// Points of one group go through prunings without being copied; the same points with a tag that no rule heeds do not. And
/// both are as one pruning after another decides.
#[test]
fn one_group_and_many_agree() {
    for json in POLICIES {
        let policy = policy(json);
        if policy.goes_by_clock() {
            continue;
        }
        for (every, days, lag) in [(DAY, 500, 600), (7 * 3_600, 90, 9 * 3_600)] {
            let mut points = runs(every, days);
            // Some at the same instant, some failed, some protected.
            for n in (5..points.len()).step_by(7) {
                points[n].at = points[n - 1].at;
                points[n].status = if n % 2 == 0 { Status::Failed } else { Status::Good };
                points[n - 2].protected = n % 3 == 0;
            }
            let prunes = prunes(&points, lag);
            let quick = lives(&policy, &points, lag, &prunes).unwrap();
            let mut long = vec![None; points.len()];
            for prune in &prunes {
                let there: Vec<usize> = (0..points.len())
                    .filter(|n| points[*n].at + lag <= *prune && long[*n].is_none())
                    .collect();
                let list: Vec<KeepPoint> = there.iter().map(|n| points[*n].clone()).collect();
                for verdict in decide(&policy, &list, *prune).unwrap().iter().filter(|verdict| !verdict.keep)
                {
                    long[there[verdict.point]] = Some(*prune);
                }
            }
            assert_eq!(quick, long, "{json} every {every}");
            points[0].tags = vec!["mine".to_owned()];
            assert_eq!(lives(&policy, &points, lag, &prunes).unwrap(), long, "{json} every {every}");
        }
    }
}

/// A nightly copy, 7 daily and 4 weekly: the figures by hand.
#[test]
fn what_seven_daily_and_four_weekly_reach() {
    let policy = policy(r#"{"dialect":"restic","keep_daily":7,"keep_weekly":4}"#);
    let mut points = runs(DAY, 400);
    let lag = 3_600;
    let gone = lives(&policy, &points, lag, &prunes(&points, lag)).unwrap();
    let held = Held::of(&points, lag, &gone);
    let (from, to) = (at("2023-07-03T00:00:00"), at("2024-01-01T00:00:00"));
    // The newest of the week three weeks ago is a Sunday's; it goes on Monday at 03:00, when the one a week younger is 15
    // days and 1 hour old, and is 22 days and 1 hour old by then itself.
    let reached = reach(&held, from, to).unwrap();
    assert_eq!((reached.least, reached.most), (15 * DAY + 3_600, 22 * DAY + 3_600));
    // Noticed after 5 days there is always one no more than a day older.
    let soon = clean(&held, 5 * DAY, from, to);
    assert_eq!((soon.covered, soon.worst), (soon.of, Some(DAY)));
    // After 14 days always, though up to a week older; after 18 days in 4 d 1 h of 7 days.
    let later = clean(&held, 14 * DAY, from, to);
    assert_eq!((later.covered, later.worst), (later.of, Some(7 * DAY)));
    let late = clean(&held, 18 * DAY, from, to);
    assert_eq!(late.covered, 26 * (4 * DAY + 3_600));
    assert_eq!(late.longest_without, 3 * DAY - 3_600);
    // Failed ones never count.
    points.iter_mut().for_each(|point| point.status = Status::Failed);
    assert!(Held::of(&points, lag, &gone).is_empty());
}
