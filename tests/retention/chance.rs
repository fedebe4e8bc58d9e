//! No policy keeps a point outside its rules, and none that its rules demand is missing: all thirteen dialects over chance
//! points and policies, against `oracle`.

use super::borders::borders;
use super::oracle::{Kept, oracle};
use super::{at, policy};
use chrono::{DateTime, Datelike, Months};
use holdfast::retention::{Dialect, Group, KeepPoint, Policy, Rule, Status, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Where chance times begin: a plain day, the turn of a long ISO year, the end of a January, of a February with and without
/// a leap day.
const AROUND: [&str; 5] = ["2023-11-14", "2020-12-20", "2023-01-31", "2024-02-28", "2100-02-28"];
const CLOCKS: [i32; 6] = [0, 7_200, -14_400, 20_700, 32_400, 50_400];

/// Times within hours, weeks, months or years; some a second around midnight or a month's end on some clock, some twice.
fn times() -> impl Strategy<Value = Vec<(i64, u32)>> {
    let spread = select(vec![6 * HOUR, 20 * DAY, 200 * DAY, 4 * 366 * DAY]);
    (spread, select(AROUND.to_vec())).prop_flat_map(|(spread, from)| {
        let one = (0..spread, 0..8_u8, select(CLOCKS.to_vec()), -1..2_i64, 0..2_u32);
        let one = one.prop_map(move |(after, how, clock, by, nanos)| {
            let (at, clock) = (at(from) + after, i64::from(clock));
            let snapped = match how {
                0 => (at + clock).div_euclid(DAY) * DAY - clock + by,
                1 => month_end(at) - clock + by,
                _ => at,
            };
            (snapped, nanos)
        });
        let again = vec((any::<Index>(), any::<Index>()), 0..4);
        (vec(one, 0..40), again).prop_map(|(mut times, again)| {
            let len = times.len();
            for (from, to) in again.into_iter().filter(|_| len > 0) {
                times[to.index(len)] = times[from.index(len)];
            }
            times
        })
    })
}

/// Midnight after the last day of the month, UTC.
fn month_end(at: i64) -> i64 {
    let day = DateTime::from_timestamp(at, 0).unwrap().date_naive();
    let next = day.with_day(1).unwrap() + Months::new(1);
    next.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// Points of two hosts in any state, with whatever marks some dialect heeds.
fn points() -> impl Strategy<Value = Vec<KeepPoint>> {
    const TAGS: [&str; 8] = ["", "a", "a b", "manual", "@PROT", "daily", "hourly", "monthly"];
    let marks = (select(CLOCKS.to_vec()), 0..4_u8, select(TAGS.to_vec()), 0..16_u8, any::<Index>());
    let all = times().prop_flat_map(move |times| {
        let len = times.len();
        // In one list in four most runs fail.
        (Just(times), vec(marks.clone(), len), select(vec![4_u8, 4, 4, 14]))
    });
    all.prop_map(|(times, marks, failed)| {
        let one = |(n, ((at, nanos), (offset_s, from, tags, mark, other)))| {
            let of = |n: usize| format!("tank@autosnap_{n}_{}", ["daily", "weekly", "mine"][n % 3]);
            let (at, other): (i64, Index) = (at, other);
            KeepPoint {
                // Two in three have a class in their name.
                id: if n % 3 == 2 { format!("p{n}") } else { of(n) },
                at,
                nanos,
                offset_s,
                group: Group {
                    host: if from == 0 { "b" } else { "a" }.to_owned(),
                    paths: if from == 1 { ["/y", "/x"] } else { ["/x", "/y"] }.map(str::to_owned).to_vec(),
                    name: String::new(),
                },
                tags: str::split_whitespace(tags).map(str::to_owned).collect(),
                protected: mark == 0,
                status: if (1..failed).contains(&mark) { Status::Failed } else { Status::Good },
                needs: (mark == 4 && n > 0).then(|| {
                    let n = other.index(n);
                    if n % 3 == 2 { format!("p{n}") } else { of(n) }
                }),
                expires: (mark == 5).then_some(at + 9 * DAY),
            }
        };
        times.into_iter().zip(marks).enumerate().map(one).collect()
    })
}

/// Fields that are there or not.
type Fields = BTreeMap<String, Value>;

fn fields<T: std::fmt::Debug + Clone + Into<Value> + 'static>(
    names: &'static [&'static str],
    value: impl Strategy<Value = T> + Clone + 'static,
) -> impl Strategy<Value = Fields> {
    vec(prop::option::of(value), names.len()).prop_map(move |values| {
        let set =
            names.iter().zip(values).filter_map(|(name, value)| Some(((*name).to_owned(), value?.into())));
        set.collect()
    })
}

fn named(dialect: &'static str, fields: impl Strategy<Value = Fields> + 'static) -> BoxedStrategy<Value> {
    let named = fields.prop_map(move |mut fields| {
        fields.insert("dialect".to_owned(), json!(dialect));
        json!(fields)
    });
    named.boxed()
}

/// Small numbers, and now and then one that is never reached.
fn count(least: i64) -> impl Strategy<Value = i64> + Clone {
    prop_oneof![8 => least..6, 1 => 30..60_i64]
}

fn restic() -> BoxedStrategy<Value> {
    let counts = &["keep_last", "keep_hourly", "keep_daily", "keep_weekly", "keep_monthly", "keep_yearly"];
    let within = &[
        "keep_within",
        "keep_within_hourly",
        "keep_within_daily",
        "keep_within_weekly",
        "keep_within_monthly",
        "keep_within_yearly",
    ];
    let span = (0..2, 0..14, 0..40, 0..50_u8).prop_map(|(y, m, d, h)| format!("{y}y{m}m{d}d{h}h"));
    let tags = select(vec![json!([]), json!([["a"]]), json!([["a", "b"], [""]]), json!([["none"], ["b"]])]);
    let by = select(vec!["host,paths", "host", "paths,tags", ""]);
    let all = (fields(counts, count(-1)), fields(within, span), any::<[bool; 2]>(), tags, by);
    named(
        "restic",
        all.prop_map(|(counts, within, which, tags, by)| {
            // Both kinds, or one alone: together they keep nearly everything.
            let mut all = if which[0] { counts } else { Fields::new() };
            all.extend(if which[1] { within } else { Fields::new() });
            all.extend([("keep_tags".to_owned(), tags), ("group_by".to_owned(), json!(by))]);
            all
        }),
    )
}

const BORG: [&str; 9] = [
    "keep_secondly",
    "keep_minutely",
    "keep_hourly",
    "keep_daily",
    "keep_weekly",
    "keep_monthly",
    "keep_13weekly",
    "keep_3monthly",
    "keep_yearly",
];

fn length() -> impl Strategy<Value = String> + Clone {
    (1..40_i64, select(vec!["S", "M", "H", "d", "d", "w", "m", "y"]))
        .prop_map(|(n, unit)| format!("{n}{unit}"))
}

fn borg() -> BoxedStrategy<Value> {
    let all = (fields(&BORG, count(-1)), prop::option::weighted(0.3, length()), any::<bool>());
    named(
        "borg",
        all.prop_map(|(mut all, within, thirteen)| {
            all.remove(if thirteen { "keep_3monthly" } else { "keep_13weekly" });
            all.extend(within.map(|length| ("keep_within".to_owned(), json!(length))));
            all
        }),
    )
}

fn borg2() -> BoxedStrategy<Value> {
    let amount = prop_oneof![
        4 => count(0).prop_map(|n| json!(n)),
        1 => Just(json!("all")),
        3 => length().prop_map(|length| json!(length)),
    ];
    let from = select(AROUND.to_vec()).prop_map(|day| format!("{day}T09:00:00+02:00"));
    let all = (
        fields(&BORG, amount.clone()),
        prop::option::weighted(0.3, amount),
        prop::option::weighted(0.2, from),
        any::<bool>(),
    );
    named(
        "borg2",
        all.prop_map(|(mut all, keep, from, thirteen)| {
            all.remove(if thirteen { "keep_3monthly" } else { "keep_13weekly" });
            all.extend(keep.map(|amount| ("keep".to_owned(), amount)));
            all.extend(from.map(|from| ("from".to_owned(), json!(from))));
            all
        }),
    )
}

fn others(dialect: Dialect) -> BoxedStrategy<Value> {
    const DAYS: [&str; 6] =
        ["keep_last", "keep_hourly", "keep_daily", "keep_weekly", "keep_monthly", "keep_yearly"];
    const KOPIA: [&str; 6] =
        ["keep_latest", "keep_hourly", "keep_daily", "keep_weekly", "keep_monthly", "keep_annual"];
    let one = |name: &'static str, value: BoxedStrategy<Value>| {
        value.prop_map(move |value| Fields::from([(name.to_owned(), value)]))
    };
    let number = |range: std::ops::Range<i64>| range.prop_map(|n| json!(n)).boxed();
    match dialect {
        Dialect::Proxmox => named("proxmox", fields(&DAYS, count(0))),
        Dialect::Kopia => named("kopia", fields(&KOPIA, count(0))),
        Dialect::Sanoid => {
            let classes = &["frequently", "hourly", "daily", "weekly", "monthly", "yearly"];
            // A class that occurs has to be set.
            let set =
                (fields(classes, count(0)), prop::option::of(1..60_i64)).prop_map(|(mut set, minutes)| {
                    for class in ["hourly", "daily", "weekly", "monthly"] {
                        set.entry(class.to_owned()).or_insert(json!(2));
                    }
                    set.extend(minutes.map(|n| ("frequent_period".to_owned(), json!(n))));
                    set
                });
            named("sanoid", set)
        }
        Dialect::Nova => named("nova", one("rotation", number(0..9))),
        Dialect::Rackspace => named("rackspace", one("retention", number(0..9))),
        Dialect::Last => named("last", one("keep_last", number(0..9))),
        Dialect::AwsBackup => named(
            "aws_backup",
            one("delete_after_days", select(vec![-1, 1, 7, 35, 365]).prop_map(|n| json!(n)).boxed()),
        ),
        Dialect::Velero => named(
            "velero",
            one("ttl", (0..900, 1..60).prop_map(|(h, m)| json!(format!("{h}h{m}m0s"))).boxed()),
        ),
        Dialect::Age => named("age", one("keep_for_s", number(1..40_000_000))),
        _ => {
            let unit = select(vec!["DAYS", "WEEKS", "MONTHS", "YEARS"]);
            let aged = (1..9_i64, unit).prop_map(|(n, unit)| {
                Fields::from([("interval".to_owned(), json!(n)), ("interval_unit".to_owned(), json!(unit))])
            });
            prop_oneof![named("aws_dlm", one("count", number(1..9))), named("aws_dlm", aged)].boxed()
        }
    }
}

fn policies(dialect: Dialect) -> BoxedStrategy<Value> {
    match dialect {
        Dialect::Restic => restic(),
        Dialect::Borg => borg(),
        Dialect::Borg2 => borg2(),
        other => others(other),
    }
}

/// What the library keeps, in the oracle's words.
fn kept(policy: &Policy, points: &[KeepPoint], now: i64) -> Kept {
    let verdicts = decide(policy, points, now).unwrap();
    let mut kept = Kept::new();
    for (place, verdict) in verdicts.iter().enumerate() {
        // In input order, and nothing stays without a reason.
        assert_eq!((verdict.point, verdict.keep), (place, !verdict.by.is_empty()));
        for reason in &verdict.by {
            let word = match reason.rule {
                Rule::Tags { list } => format!("tags {list}"),
                Rule::Within => "within".to_owned(),
                Rule::Each { period } => period.each().to_owned(),
                Rule::EachWithin { period } => format!("within {}", period.each()),
                Rule::FewOfClass { period } => format!("few {}", period.each()),
                Rule::Age => "age".to_owned(),
                Rule::Protected => "protected".to_owned(),
                Rule::NotOurs => "not ours".to_owned(),
                Rule::Unfinished => "unfinished".to_owned(),
                Rule::From => "from".to_owned(),
                Rule::Everything => "everything".to_owned(),
                Rule::NeededBy { .. } => "needed".to_owned(),
            };
            let word = if reason.oldest { format!("{word}, oldest") } else { word };
            assert!(kept.entry(place).or_default().insert(word), "a reason is given twice: {verdict:?}");
        }
    }
    kept
}

/// Moves some points to where a length ends, or a second beside it.
fn on_borders(
    json: &Value,
    mut points: Vec<KeepPoint>,
    now: i64,
    moves: Vec<(Index, Index, i64)>,
) -> Vec<KeepPoint> {
    for (point, border, by) in moves {
        let borders = borders(json, &points, now);
        if !borders.is_empty() && !points.is_empty() {
            let (at, nanos) = borders[border.index(borders.len())];
            let place = point.index(points.len());
            (points[place].at, points[place].nanos) = (at + by, nanos);
        }
    }
    points
}

/// How many cases a dialect is tried with.
fn cases() -> u32 {
    if std::env::var_os("HOLDFAST_LONG").is_some() { 20_000 } else { 400 }
}

#[test]
fn no_policy_keeps_a_point_outside_its_rules() {
    for dialect in Dialect::ALL {
        let (stay, go) = (Cell::new(0), Cell::new(0));
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(cases())
        });
        // From the middle of the points on, so that some lie ahead; or long after all of them.
        let moves = vec((any::<Index>(), any::<Index>(), -1..2_i64), 0..6);
        let given = (policies(dialect), points(), 0..5 * 366_i64, 0..DAY, moves);
        let run = runner.run(&given, |(json, points, days, seconds, moves)| {
            let first = points.iter().map(|point| point.at).min().unwrap_or(0);
            let now = first + days * DAY / 3 + seconds;
            let points = on_borders(&json, points, now, moves);
            let policy = policy(&json.to_string());
            prop_assert_eq!(policy.dialect(), dialect);
            let (found, demanded) = (kept(&policy, &points, now), oracle(&json, &points, now));
            stay.set(stay.get() + found.len());
            go.set(go.get() + points.len() - found.len());
            prop_assert_eq!(found, demanded, "{} at {}", json, now);
            Ok(())
        });
        if let Err(error) = run {
            panic!("{dialect:?}: {error}");
        }
        // A test in which everything stays, or nothing, shows little.
        let (stay, go) = (stay.get(), go.get());
        println!("{dialect:?}: {stay} stay, {go} go");
        assert!(stay.min(go) > 300, "{dialect:?}: {stay} stay, {go} go");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Points of different instants: the order of the list does not matter to any dialect.
    #[test]
    fn order_does_not_matter(all in Dialect::ALL.map(policies), points in points(), days in 0..1_500_i64) {
        let mut points = points;
        points.sort_by_key(|point| (point.at, point.nanos));
        points.dedup_by_key(|point| (point.at, point.nanos));
        let ids: Vec<String> = points.iter().map(|point| point.id.clone()).collect();
        points.iter_mut().for_each(|point| point.needs = point.needs.take().filter(|id| ids.contains(id)));
        let turned: Vec<KeepPoint> = points.iter().rev().cloned().collect();
        let now = points.first().map_or(0, |point| point.at) + days * DAY;
        for json in all {
            let policy = policy(&json.to_string());
            let stay = |points: &[KeepPoint]| -> BTreeMap<String, _> {
                kept(&policy, points, now).into_iter().map(|(at, why)| (points[at].id.clone(), why)).collect()
            };
            prop_assert_eq!(stay(&points), stay(&turned), "{}", json);
        }
    }

    /// Where only the clock decides, a point stays until the end that is told, and not a second longer.
    #[test]
    fn ends_are_kept(points in points(), dialect in select(vec![Dialect::AwsBackup, Dialect::Velero, Dialect::Age, Dialect::Borg]), turn in any::<Index>()) {
        let json = match dialect {
            Dialect::AwsBackup => json!({ "dialect": "aws_backup", "delete_after_days": 40 }),
            Dialect::Velero => json!({ "dialect": "velero", "ttl": "720h0m0s" }),
            Dialect::Age => json!({ "dialect": "age", "keep_for_s": 3_000_000 }),
            _ => json!({ "dialect": "borg", "keep_within": "40d" }),
        };
        let policy = policy(&json.to_string());
        let points: Vec<KeepPoint> =
            points.into_iter().map(|point| KeepPoint { nanos: 0, status: Status::Good, ..point }).collect();
        prop_assume!(!points.is_empty());
        let place = turn.index(points.len());
        let told = decide(&policy, &points, points[place].at).unwrap()[place].goes_at;
        if let Some(end) = told {
            let stays = |now: i64| decide(&policy, &points, now).unwrap()[place].keep;
            prop_assert!(stays(end - 1) && !stays(end), "{} {:?}", json, points[place]);
        }
    }
}
