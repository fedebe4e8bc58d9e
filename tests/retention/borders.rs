//! The instants at which a policy's lengths end: chance alone hardly ever puts a point there.

use super::oracle::{borg_length, earlier, local, moment, parts};
use chrono::{DateTime, Datelike, FixedOffset, Months, TimeDelta};
use holdfast::retention::{KeepPoint, Status};
use serde_json::Value;

/// Instants, in seconds since 1970 and nanoseconds, at which a point is just young enough, or just not.
pub(crate) fn borders(policy: &Value, points: &[KeepPoint], now: i64) -> Vec<(i64, u32)> {
    let number = |field: &str| policy[field].as_i64().and_then(|n| u32::try_from(n).ok());
    let texts = || {
        policy.as_object().into_iter().flatten().filter_map(|(field, value)| Some((field, value.as_str()?)))
    };
    let newest = |counts: &dyn Fn(&KeepPoint) -> bool| {
        let all = points.iter().filter(|point| counts(point));
        all.max_by_key(|point| (point.at, point.nanos)).map(local)
    };
    let at = moment(now);
    let found: Vec<Option<DateTime<FixedOffset>>> = match policy["dialect"].as_str().unwrap() {
        "restic" => {
            let from = newest(&|point| (point.at, point.nanos) < (now, 0));
            let spans = texts().filter(|(field, _)| field.starts_with("keep_within"));
            let before = |text: &str| {
                let parts = parts(text);
                let of = |unit: char| parts.iter().find(|(_, of)| *of == unit).map_or(0, |(n, _)| *n);
                let [y, m, d] = ['y', 'm', 'd'].map(|unit| u32::try_from(of(unit)).unwrap());
                Some(earlier(from?, y, m, d) - TimeDelta::hours(of('h')))
            };
            spans.map(|(_, text)| before(text)).collect()
        }
        "borg" | "borg2" => {
            let from = policy["from"].as_str().map(|text| DateTime::parse_from_rfc3339(text).unwrap());
            let lengths = texts().filter(|(field, text)| field.starts_with("keep") && *text != "all");
            lengths.map(|(_, text)| Some(from.unwrap_or(at) - borg_length(text))).chain([from]).collect()
        }
        "kopia" => {
            let whole = newest(&|point| point.status == Status::Good);
            let back = |field, back: &dyn Fn(DateTime<FixedOffset>, u32) -> DateTime<FixedOffset>| {
                Some(back(whole?, number(field)?))
            };
            vec![
                back("keep_hourly", &|at, n| at - TimeDelta::hours(i64::from(n))),
                back("keep_daily", &|at, n| earlier(at, 0, 0, n)),
                back("keep_weekly", &|at, n| earlier(at, 0, 0, 7 * n)),
                back("keep_monthly", &|at, n| earlier(at, 0, n, 0)),
                back("keep_annual", &|at, n| earlier(at, n, 0, 0)),
                newest(&|_| true).map(|at| at - TimeDelta::hours(4)),
            ]
        }
        "sanoid" => {
            let frequent = policy["frequent_period"].as_i64().unwrap_or(15) * 60;
            let classes = [
                ("frequently", frequent),
                ("hourly", 3_600),
                ("daily", 86_400),
                ("weekly", 604_800),
                ("monthly", 2_678_400),
            ];
            classes
                .iter()
                .map(|(class, s)| Some(at - TimeDelta::seconds(i64::from(number(class)?) * s)))
                .collect()
        }
        "age" => vec![number("keep_for_s").map(|s| at - TimeDelta::seconds(i64::from(s)))],
        "aws_backup" => vec![number("delete_after_days").map(|n| at - TimeDelta::days(i64::from(n)))],
        "velero" => {
            let unit = |letter| if letter == 'h' { 3_600 } else { 60 };
            let length = parts(policy["ttl"].as_str().unwrap());
            vec![Some(at - TimeDelta::seconds(length.iter().map(|(n, of)| n * unit(*of)).sum()))]
        }
        "aws_dlm" => number("interval").map_or_else(Vec::new, |n| {
            let months = |n: u32| {
                let back = at - Months::new(n);
                // And the end of the month before: a day that the later month may not have.
                vec![Some(back), Some(back.with_day(1).unwrap() - TimeDelta::hours(12))]
            };
            match policy["interval_unit"].as_str().unwrap() {
                "DAYS" => vec![Some(at - TimeDelta::days(i64::from(n)))],
                "WEEKS" => vec![Some(at - TimeDelta::weeks(i64::from(n)))],
                "MONTHS" => months(n),
                _ => months(12 * n),
            }
        }),
        _ => Vec::new(),
    };
    found.into_iter().flatten().map(|at| (at.timestamp(), at.timestamp_subsec_nanos())).collect()
}
