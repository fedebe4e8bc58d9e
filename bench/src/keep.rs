//! What a tool would keep of a very long list of copies, by six rules at once.

use crate::Case;
use holdfast::retention::{Group, KeepPoint, Policy, decide};

/// How many copies there are: hourly ones of more than eleven years.
const POINTS: i64 = 100_000;
/// Different lists, so that nothing is gained by remembering an answer.
const VARIANTS: usize = 3;
const HOUR: i64 = 3_600;
/// 21 November 2026, 00:00 UTC.
const NOW: i64 = 1_795_219_200;
const RULES: &str = r#"{"dialect":"restic","keep_last":24,"keep_hourly":72,"keep_daily":90,"keep_weekly":104,
    "keep_monthly":120,"keep_yearly":20}"#;

/// The one case that has a ceiling of its own.
pub fn cases() -> Vec<Case> {
    let lists: Vec<Vec<KeepPoint>> = (0..VARIANTS).map(points).collect();
    let Ok(policy) = serde_json::from_str::<Policy>(RULES) else { return Vec::new() };
    let turn = move |turn: usize| {
        let Some(points) = lists.get(turn % VARIANTS) else { return f64::NAN };
        let verdicts = decide(&policy, points, NOW).unwrap_or_default();
        verdicts.iter().filter(|verdict| verdict.keep).map(|verdict| verdict.by.len()).sum::<usize>() as f64
    };
    vec![Case { name: "keep: 100,000 points, six rules".to_owned(), turn: Box::new(turn) }]
}

/// As restic lists them: the oldest first, each with its own name, host and path, on a clock that is set twice a year.
fn points(variant: usize) -> Vec<KeepPoint> {
    let shift = i64::try_from(variant).unwrap_or_default() * 61;
    let point = |n: i64| {
        let at = NOW - (POINTS - n) * HOUR + shift + n % 7;
        let summer = (at / (91 * 24 * HOUR)) % 4 < 2;
        KeepPoint {
            id: format!("{:016x}", n.wrapping_mul(0x2545_F491_4F6C_DD1D)),
            at,
            offset_s: if summer { 7_200 } else { 3_600 },
            group: Group {
                host: "web01".to_owned(),
                paths: vec!["/srv/data".to_owned()],
                name: String::new(),
            },
            ..KeepPoint::default()
        }
    };
    (0..POINTS).map(point).collect()
}
