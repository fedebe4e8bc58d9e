//! Every dialect against its naive double, over chance points and policies.

use super::naive::{self, FINE_TO_COARSE, Rules};
use super::policy;
use holdfast::retention::{KeepPoint, Policy, Status, decide};
use proptest::prelude::*;
use std::collections::BTreeSet;

const START: i64 = 1_700_000_000;

/// Points anywhere within a few hours, months or years, some of them at the same instant.
fn points(clocks: Vec<i32>) -> impl Strategy<Value = Vec<KeepPoint>> {
    let spread = prop::sample::select(vec![6 * 3_600_i64, 20 * 86_400, 200 * 86_400, 4 * 366 * 86_400]);
    spread.prop_flat_map(move |spread| {
        let clocks = prop::sample::select(clocks.clone());
        let one = (0..spread, 0_u32..2, clocks, 0_u8..12).prop_map(|(at, nanos, offset_s, mark)| KeepPoint {
            at: START + at,
            nanos,
            offset_s,
            protected: mark == 0,
            status: if mark == 1 { Status::Failed } else { Status::Good },
            ..KeepPoint::default()
        });
        prop::collection::vec(one, 0..60)
    })
}

fn rules(least: i64) -> impl Strategy<Value = Rules> {
    prop::collection::vec(prop::option::of(least..6), 6).prop_map(|counts| {
        FINE_TO_COARSE.into_iter().zip(counts).filter_map(|(rule, count)| Some((rule, count?))).collect()
    })
}

fn written(dialect: &str, rules: &Rules) -> Policy {
    let name = |rule: &str| match (dialect, rule) {
        ("borg2", "last") => "keep".to_owned(),
        ("kopia", "last") => "keep_latest".to_owned(),
        ("kopia", "yearly") => "keep_annual".to_owned(),
        _ => format!("keep_{rule}"),
    };
    let fields = rules.iter().map(|(rule, count)| format!(r#","{}":{count}"#, name(rule)));
    policy(&format!(r#"{{"dialect":"{dialect}"{}}}"#, fields.collect::<String>()))
}

fn kept(policy: &Policy, points: &[KeepPoint], now: i64) -> BTreeSet<usize> {
    let verdicts = decide(policy, points, now).unwrap();
    for (place, verdict) in verdicts.iter().enumerate() {
        // In input order, and nothing stays without a reason.
        assert_eq!((verdict.point, verdict.keep), (place, !verdict.by.is_empty()));
    }
    verdicts.into_iter().filter(|verdict| verdict.keep).map(|verdict| verdict.point).collect()
}

const NOW: i64 = START + 5 * 366 * 86_400;
const CLOCKS: [i32; 5] = [0, -14_400, 20_700, 32_400, 50_400];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn restic_keeps_what_its_rules_say(points in points(CLOCKS.to_vec()), rules in rules(-1)) {
        prop_assert_eq!(kept(&written("restic", &rules), &points, NOW), naive::restic(&points, &rules));
    }

    #[test]
    fn restic_windows(points in points(CLOCKS.to_vec()), days in 0_i64..90, hours in 1_i64..50, now in 0_i64..200) {
        let policy = policy(&format!(r#"{{"dialect":"restic","keep_within":"{days}d{hours}h"}}"#));
        let now = START + now * 86_400;
        prop_assert_eq!(kept(&policy, &points, now), naive::within(&points, now, days, hours));
    }

    #[test]
    fn borg_keeps_what_its_rules_say(points in points(CLOCKS.to_vec()), rules in rules(-1)) {
        let points: Vec<KeepPoint> =
            points.into_iter().map(|point| KeepPoint { status: Status::Good, protected: false, ..point }).collect();
        prop_assert_eq!(kept(&written("borg", &rules), &points, NOW), naive::borg(&points, &rules, false));
        prop_assert_eq!(kept(&written("borg2", &rules), &points, NOW), naive::borg(&points, &rules, true));
    }

    #[test]
    fn proxmox_keeps_what_its_rules_say(points in points(vec![3_600]), rules in rules(0)) {
        prop_assert_eq!(kept(&written("proxmox", &rules), &points, NOW), naive::proxmox(&points, &rules));
    }

    #[test]
    fn kopia_keeps_what_its_rules_say(points in points(vec![-18_000]), rules in rules(0)) {
        prop_assert_eq!(kept(&written("kopia", &rules), &points, NOW), naive::kopia(&points, &rules));
    }

    /// Points of different instants: the order of the list does not matter to any dialect.
    #[test]
    fn order_does_not_matter(points in points(vec![0]), rules in rules(0), turn in 0_usize..60) {
        let mut points = points;
        points.sort_by_key(|point| (point.at, point.nanos));
        points.dedup_by_key(|point| (point.at, point.nanos));
        let mut turned = points.clone();
        turned.rotate_left(turn.min(points.len()));
        turned.reverse();
        for dialect in ["restic", "borg", "borg2", "proxmox", "kopia"] {
            let policy = written(dialect, &rules);
            let instants = |points: &[KeepPoint]| -> BTreeSet<(i64, u32)> {
                kept(&policy, points, NOW).into_iter().map(|place| (points[place].at, points[place].nanos)).collect()
            };
            prop_assert_eq!(instants(&points), instants(&turned));
        }
    }

    /// Chance ages and numbers, judged by their definitions.
    #[test]
    fn ages_and_numbers(points in points(vec![0]), n in 0_u32..9, age in 1_i64..400_000, later in 0_i64..900_000) {
        let now = START + later;
        let young = |point: &KeepPoint| point.protected || now < point.at + age;
        let expected: BTreeSet<usize> = (0..points.len()).filter(|place| young(&points[*place])).collect();
        prop_assert_eq!(kept(&policy(&format!(r#"{{"dialect":"age","keep_for_s":{age}}}"#)), &points, now), expected);
        let newer = |place: usize| {
            let instant = |place: usize| (points[place].at, points[place].nanos, std::cmp::Reverse(place));
            (0..points.len()).filter(|other| instant(*other) > instant(place)).count()
        };
        let stays = |place: &usize| points[*place].protected || newer(*place) < n as usize;
        let expected: BTreeSet<usize> = (0..points.len()).filter(stays).collect();
        prop_assert_eq!(kept(&policy(&format!(r#"{{"dialect":"nova","rotation":{n}}}"#)), &points, now), expected);
    }
}
