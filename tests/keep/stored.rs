//! What a plan keeps, against a second account of it: every half hour of a year, by a few lines that know nothing of the
//! first one's events, sets and calendars.

use super::now;
use chrono::{DateTime, Datelike};
use holdfast::answers::{Answers, ComponentKind};
use holdfast::assess::{Amount, keeping, storage_series};
use holdfast::schedule::Schedule;
use holdfast::system::{
    Changes, ChangesWhen, Component, Keep, KeepPlan, Location, Protection, ProtectionKind, Setup, System,
    Told,
};
use holdfast::units::{Bytes, Duration, Money, TimeOfDay};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;
const STEP: i64 = HOUR / 2;

/// 100 GB that grow by 10 GB in 730 h and change by 4 GB a day; a run at 02:00 of every day that takes 6 h; kept at half the
/// size in two places; 20 for 1 TB and month.
const SIZE: f64 = 100e9;
const GROWS: f64 = 10e9 / (730.0 * 3_600.0);
const CHANGES: f64 = 4e9 / 86_400.0;
const LAG: i64 = 6 * HOUR;

fn system(plan: Option<&str>, keep: Keep) -> System {
    let dump = Protection {
        schedule: Told::Known(Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() }),
        takes: Some(Duration::hours(6)),
        keep: Told::Known(keep),
        plan: plan.map(|plan| KeepPlan::new(serde_json::from_str(plan).unwrap())),
        locations: Told::Known([Location::SameRegion, Location::OtherProvider].into()),
        ..Protection::new("dump", ProtectionKind::DbDump)
    };
    let mut database = Component {
        size: Bytes::new(100_000_000_000),
        grows: Bytes::new(10_000_000_000),
        changes: Bytes::new(4_000_000_000).map(|a_day| Changes { a_day, when: ChangesWhen::Always }),
        protections: Told::Known(vec![dump]),
        ..Component::new(ComponentKind::Database.into(), ComponentKind::Database)
    };
    database.settle_keep();
    let setup = Setup { ratio_tenths: Some(20), tb_month: Money::from_hundredths(2_000), ..Setup::default() };
    System { components: vec![database], setup, described: true, ..System::of(&Answers::default()) }
}

fn amount(system: &System) -> Amount {
    keeping(system, now()).storage[0].amount.unwrap()
}

/// What is kept of copies (seconds from now, ascending), right after a pruning at a moment.
type Rule = fn(&[i64], i64) -> Vec<i64>;

/// The newest of each of so many days or weeks: all that restic does with two counts that are always full.
fn daily_and_weekly(copies: &[i64], at: i64) -> Vec<i64> {
    let day = |copy: i64| DateTime::from_timestamp(START + copy, 0).unwrap().date_naive();
    let names: [fn(chrono::NaiveDate) -> String; 2] =
        [|day| day.to_string(), |day| format!("{:?}", day.iso_week())];
    let mut kept: Vec<i64> = copies.iter().copied().filter(|copy| copy + LAG > at).collect();
    for (name, most) in names.iter().zip([7, 4]) {
        let mut seen: Vec<String> = Vec::new();
        for copy in copies.iter().rev().filter(|copy| *copy + LAG <= at) {
            let name = name(day(*copy));
            if !seen.contains(&name) && seen.len() < most {
                kept.push(*copy);
                seen.push(name);
            }
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

fn last_seven(copies: &[i64], at: i64) -> Vec<i64> {
    let whole = copies.iter().filter(|copy| *copy + LAG <= at).count();
    copies[whole.saturating_sub(7)..].to_vec()
}

fn ten_days(copies: &[i64], at: i64) -> Vec<i64> {
    copies.iter().copied().filter(|copy| copy + 10 * DAY > at).collect()
}

fn whole(copies: &[i64], _: i64) -> f64 {
    copies.iter().map(|copy| SIZE + GROWS * *copy as f64).sum()
}

/// The newest whole, and of the others what changed until the next: writes that hit the same place twice count once.
fn common(copies: &[i64], at: i64) -> f64 {
    let size = SIZE + GROWS * at as f64;
    let changed = |pair: &[i64]| size * (1.0 - (-CHANGES * (pair[1] - pair[0]) as f64 / size).exp());
    copies.last().map_or(0.0, |newest| SIZE + GROWS * *newest as f64)
        + copies.windows(2).map(changed).sum::<f64>()
}

/// 21 November 2026, 09:30, in UTC: no zone is named.
const START: i64 = 1_795_253_400;

/// Every half hour from now on: seconds from now, bytes, copies.
fn account(rule: Rule, weigh: fn(&[i64], i64) -> f64) -> Vec<(i64, f64, usize)> {
    let mut copies: Vec<i64> = Vec::new();
    let mut out = Vec::new();
    for at in (-200 * DAY..=YEAR).step_by(usize::try_from(STEP).unwrap()) {
        if (START + at).rem_euclid(DAY) == 2 * HOUR {
            copies.push(at);
        }
        copies = rule(&copies, at);
        if at >= 0 {
            // Half the size, in two places.
            out.push((at, weigh(&copies, at), copies.len()));
        }
    }
    out
}

#[track_caller]
fn near(one: f64, other: f64, within: f64, what: &str) {
    assert!((one / other - 1.0).abs() < within, "{what}: {one}, not {other}");
}

#[track_caller]
fn agree(plan: &str, rule: Rule, weigh: fn(&[i64], i64) -> f64) {
    let system = system(Some(plan), Keep::Forever);
    let (amount, account) = (amount(&system), account(rule, weigh));
    let bytes = |bytes: Bytes| bytes.count() as f64;
    // Growing data is a little larger at the end of a half hour than at its beginning.
    let (at, peak, copies) = account.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a }).unwrap();
    near(bytes(amount.peak), peak, 1e-5, "peak");
    assert!((amount.peak_at.seconds() - now().seconds() - at).abs() <= STEP, "{:?} {at}", amount.peak_at);
    assert_eq!(amount.copies, Some(copies as u64), "copies at the peak");
    let mean = |of: &[(i64, f64, usize)]| of.iter().map(|(_, bytes, _)| bytes).sum::<f64>() / of.len() as f64;
    near(bytes(amount.mean), mean(&account[..account.len() - 1]), 1e-4, "mean");
    // 20 for 10^12 bytes; money is in hundredths.
    let cost = |bytes: f64| bytes / 1e12 * 2_000.0;
    let (month, then) = (amount.a_month.unwrap(), amount.a_month_in_a_year.unwrap());
    near(month.hundredths() as f64, cost(mean(&account[..1_460])), 2e-3, "a month");
    near(then.hundredths() as f64, cost(account.last().unwrap().1), 2e-3, "a month in a year");
    let series = &storage_series(&system, now())[0].points;
    assert_eq!(series.len(), 54);
    for (at, stored) in series {
        let (_, expected, _) = account.iter().find(|(of, ..)| of == &at.seconds()).unwrap();
        near(bytes(*stored), *expected, 1e-9, &format!("after {at}"));
    }
}

#[test]
fn peak_mean_cost_and_series_are_those_of_a_second_account() {
    agree(r#"{"dialect":"last","keep_last":7}"#, last_seven, whole);
    agree(r#"{"dialect":"age","keep_for_s":864000}"#, ten_days, whole);
    agree(r#"{"dialect":"restic","keep_daily":7,"keep_weekly":4}"#, daily_and_weekly, common);
}

/// The same said in two ways.
#[test]
fn a_plan_and_what_is_said_of_keeping_agree() {
    for (plan, keep) in [
        (r#"{"dialect":"last","keep_last":7}"#, Keep::Count(7)),
        (r#"{"dialect":"nova","rotation":3}"#, Keep::Count(3)),
        (r#"{"dialect":"age","keep_for_s":864000}"#, Keep::Age(Duration::days(10))),
        (r#"{"dialect":"velero","ttl":"240h0m0s"}"#, Keep::Age(Duration::days(10))),
    ] {
        let (planned, said) = (amount(&system(Some(plan), keep)), amount(&system(None, keep)));
        assert_eq!((planned.peak, planned.copies), (said.peak, said.copies), "{plan}");
        assert_eq!(planned.peak_at.civil().date(), said.peak_at.civil().date(), "{plan}");
        near(planned.mean.count() as f64, said.mean.count() as f64, 1e-6, plan);
        assert_eq!(planned.a_month, said.a_month, "{plan}");
    }
}
