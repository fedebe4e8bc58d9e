//! Random described systems, sensible or not: everything an entry can hold, whatever it would mean.

use super::{day, today};
use holdfast::answers::{ComponentKind, Evidence};
use holdfast::schedule::{ClockPolicy, MonthDay, Nth, Schedule, Weekday};
use holdfast::system::{
    BadRuns, Changes, ChangesWhen, Component, ComponentId, DeletedBy, Hours, Keep, KeepPlan, LastGood,
    Location, Protection, ProtectionKind, Restoring, Setup, Told, Worth,
};
use holdfast::units::{Bytes, Duration, Money, Percent, Rate, TimeOfDay};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub fn time() -> impl Strategy<Value = TimeOfDay> {
    (0..24_u16, 0..60_u16).prop_map(|(hour, minute)| TimeOfDay::new(hour, minute).unwrap())
}

/// Of every form, the rarest and the most frequent among them.
pub fn schedule() -> impl Strategy<Value = Schedule> {
    let weekday = || select(Weekday::ALL.to_vec());
    let every = prop_oneof![
        select(vec![60_i64, 61, 300, 420, 3_600, 5 * 3_600, 86_400, 31 * 86_400]),
        60..=31 * 86_400_i64
    ];
    let lines = vec![
        "* * * * *",
        "*/7 * * * *",
        "30 2 * * 1-5",
        "0 0 29 2 *",
        "0 0 1,15 */2 *",
        "0 0 31 * *",
        "*/5 9-17 * * 1-5",
        "@weekly",
        "0 3 13 * 5",
        "* * 1 * *",
    ];
    prop_oneof![
        (every, time())
            .prop_map(|(s, from)| Schedule::Every { interval: Duration::from_seconds(s).unwrap(), from }),
        time().prop_map(|at| Schedule::Daily { at }),
        time().prop_map(|at| Schedule::Weekdays { at }),
        (weekday(), time()).prop_map(|(on, at)| Schedule::Weekly { on, at }),
        (0_u8..60).prop_map(|minute| Schedule::Hourly { minute }),
        (0_u8..32, time()).prop_map(|(day, at)| {
            Schedule::Monthly { day: MonthDay::day(day).unwrap_or(MonthDay::Last), at }
        }),
        (select(Nth::ALL.to_vec()), weekday(), time()).prop_map(|(nth, on, at)| Schedule::MonthlyWeekday {
            nth,
            on,
            at
        }),
        select(lines).prop_map(|text| Schedule::Cron { text: text.parse().unwrap() }),
        Just(Schedule::ByHand),
    ]
}

fn told<T: Clone + std::fmt::Debug + 'static>(
    known: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Told<T>> {
    prop_oneof![5 => known.prop_map(Told::Known), 1 => Just(Told::Unsure), 1 => Just(Told::Open)].boxed()
}

/// Nothing, seconds, usual lengths, a hundred years.
fn length() -> BoxedStrategy<Duration> {
    let usual = vec![0, 1, 59, 60, 1_800, 3_600, 7_800, 86_400, 7 * 86_400, 70 * 86_400, 36_525 * 86_400];
    prop_oneof![4 => select(usual), 1 => 0..=36_525 * 86_400_i64].prop_map(Duration::clamped).boxed()
}

fn bytes() -> BoxedStrategy<Bytes> {
    let usual = vec![0, 1, 1_000_000, 4_000_000_000, 120_000_000_000, 1_000_000_000_000_000_000];
    prop_oneof![4 => select(usual), 1 => 0..=1_000_000_000_000_000_000_u64]
        .prop_map(|n| Bytes::new(n).unwrap())
        .boxed()
}

fn rate() -> BoxedStrategy<Rate> {
    select(vec![1, 1_000, 50_000_000, 1_000_000_000_000_000])
        .prop_map(|n| Rate::per_second(n).unwrap())
        .boxed()
}

fn money() -> BoxedStrategy<Money> {
    select(vec![0, 1, 20_000, 100_000_000_000_000]).prop_map(|n| Money::from_hundredths(n).unwrap()).boxed()
}

fn percent() -> BoxedStrategy<Percent> {
    select(vec![0, 1, 50_000, 95_000, 99_999, 100_000])
        .prop_map(|n| Percent::from_thousandths(n).unwrap())
        .boxed()
}

fn evidence() -> BoxedStrategy<Evidence> {
    select(vec![Evidence::Guessed, Evidence::Told, Evidence::Seen, Evidence::Measured]).boxed()
}

fn text(most: usize) -> BoxedStrategy<String> {
    let hostile = vec!["<b>&amp;\"'", "a", "Ωmega – “x”", "]]></script>", "0", "null", "%s {} \\u0022"];
    let usual = select(hostile).prop_map(str::to_owned);
    prop_oneof![3 => usual, 1 => proptest::string::string_regex(&format!("[a-zäöß<>&' ]{{0,{most}}}")).unwrap()]
        .boxed()
}

fn name(most: usize) -> BoxedStrategy<String> {
    text(most - 1).prop_map(|rest| format!("{rest}x").trim().to_owned()).boxed()
}

fn zone() -> BoxedStrategy<String> {
    select(vec!["", "", "UTC", "Europe/Berlin", "America/New_York", "No/Where"])
        .prop_map(str::to_owned)
        .boxed()
}

fn keep() -> BoxedStrategy<Keep> {
    prop_oneof![
        3 => length().prop_map(Keep::Age),
        3 => select(vec![0, 1, 2, 7, 1_000, u32::MAX]).prop_map(Keep::Count),
        1 => Just(Keep::Forever),
    ]
    .boxed()
}

/// Rules of tools, usual and extreme.
fn plan() -> BoxedStrategy<KeepPlan> {
    let policies = vec![
        r#"{"dialect":"restic"}"#,
        r#"{"dialect":"restic","keep_daily":7,"keep_weekly":5,"keep_monthly":12,"keep_yearly":-1}"#,
        r#"{"dialect":"restic","keep_within":"1y5m7d2h","keep_last":4294967295}"#,
        r#"{"dialect":"borg","keep_hourly":24,"keep_yearly":2}"#,
        r#"{"dialect":"borg2","keep_daily":"7d","keep_3monthly":9}"#,
        r#"{"dialect":"proxmox"}"#,
        r#"{"dialect":"kopia","keep_weekly":4,"keep_monthly":4294967295}"#,
        r#"{"dialect":"sanoid","hourly":36,"daily":30}"#,
        r#"{"dialect":"nova","rotation":0}"#,
        r#"{"dialect":"aws_dlm","interval":100,"interval_unit":"YEARS"}"#,
        r#"{"dialect":"aws_backup"}"#,
        r#"{"dialect":"age","keep_for_s":1}"#,
    ];
    let policy = || select(policies.clone()).prop_map(|text| serde_json::from_str(text).unwrap());
    let beside = proptest::collection::vec(policy(), 0..=2);
    (policy(), beside, of(length()))
        .prop_map(|(policy, beside, unnoticed)| KeepPlan { policy, beside, unnoticed })
        .boxed()
}

/// A protection of that kind.
pub fn protection(id: String, kind: ProtectionKind) -> BoxedStrategy<Protection> {
    let when = (told(schedule()), told(schedule()), zone(), of(select(ClockPolicy::ALL.to_vec())));
    let lengths = (of(length()), of(length()), of(length()), of(length()), of(length()), of(length()));
    let places = told(subsequence(Location::ALL.to_vec(), 0..=3).prop_map(|some| some.into_iter().collect()));
    let by = select(vec![
        DeletedBy::AsAnswered,
        DeletedBy::SameLogin,
        DeletedBy::OwnLogin,
        DeletedBy::Nobody,
        DeletedBy::Unsure,
    ]);
    let bad =
        prop_oneof![Just(BadRuns::Silent), Just(BadRuns::Noticed), length().prop_map(BadRuns::NoticedAfter)];
    let date = || select(vec![day(1970, 1, 1), day(2026, 11, 1), today(), day(2199, 12, 31)]);
    let last = told(prop_oneof![
        Just(LastGood::NoneFound),
        (date(), date()).prop_map(|(date, told)| LastGood::On { date, told }),
    ]);
    let kept = (told(keep()), prop_oneof![5 => Just(None), 1 => plan().prop_map(Some)]);
    let rest = (text(60), kept, of(percent()), of(percent()), bad, last, of(date()), evidence());
    (when, lengths, places, by, rest)
        .prop_map(move |(when, lengths, locations, deleted_by, rest)| Protection {
            id: id.clone(),
            kind,
            name: rest.0.trim().to_owned(),
            schedule: when.0,
            fulls: when.1,
            zone: when.2,
            ahead: 0,
            scheduler: when.3,
            takes: lengths.0,
            full_takes: lengths.1,
            travels: lengths.2,
            lag: lengths.3,
            delay: lengths.4,
            locations,
            deleted_by,
            locked_for: lengths.5,
            keep: rest.1.0,
            plan: rest.1.1,
            success: rest.2,
            full_success: rest.3,
            bad_runs: rest.4,
            last_good: rest.5,
            tested: rest.6,
            known: rest.7,
        })
        // As it is once it has been read.
        .prop_map(|mut protection| {
            protection.settle_keep();
            protection
        })
        .boxed()
}

/// Up to `most` protections of any kinds.
pub fn protections(most: usize) -> BoxedStrategy<Vec<Protection>> {
    let kinds: Vec<ProtectionKind> =
        ProtectionKind::ALL.into_iter().chain([ProtectionKind::KeyCopy]).collect();
    proptest::collection::vec(select(kinds), 0..=most)
        .prop_flat_map(|kinds| {
            kinds
                .into_iter()
                .enumerate()
                .map(|(n, kind)| protection(format!("{}-{n}", kind.id()), kind))
                .collect::<Vec<_>>()
        })
        .boxed()
}

/// A component of that id; what it needs is among `ids`, itself included.
pub fn component(id: String, ids: Vec<String>) -> BoxedStrategy<Component> {
    let some = |ids: &[String]| {
        let ids: Vec<ComponentId> = ids.iter().map(|id| ComponentId::new(id)).collect();
        let most = ids.len().min(4);
        subsequence(ids, 0..=most)
    };
    let when = prop_oneof![
        Just(ChangesWhen::Always),
        Just(ChangesWhen::OfficeHours),
        percent().prop_map(ChangesWhen::DaySwing),
    ];
    let size = (
        of(bytes()),
        of(bytes()),
        of((bytes(), when).prop_map(|(a_day, when)| Changes { a_day, when })),
        of(prop_oneof![Just(0), Just(50), any::<u32>()]),
        of(1..=10_000_u32),
    );
    let restoring = (of(length()), of(rate()), of(rate()), of(length()))
        .prop_map(|(provision, write, replay, verify)| Restoring { provision, write, replay, verify });
    let worth = (of(money()), of(money())).prop_map(|(lost_hour, down_hour)| Worth { lost_hour, down_hour });
    let of_it = (
        name(60),
        name(40),
        told(length()),
        told(length()),
        size,
        restoring,
        worth,
        told(protections(5)),
        evidence(),
    );
    (select(ComponentKind::ALL.to_vec()), some(&ids), some(&ids), of_it)
        .prop_map(move |(kind, needs, refers_to, of_it)| Component {
            name: of_it.0,
            holds: of_it.1,
            limit: of_it.2,
            downtime_limit: of_it.3,
            size: of_it.4.0,
            grows: of_it.4.1,
            changes: of_it.4.2,
            records_per_hour: of_it.4.3,
            side_by_side: of_it.4.4,
            needs,
            refers_to,
            restoring: of_it.5,
            worth: of_it.6,
            protections: of_it.7,
            known: of_it.8,
            ..Component::new(ComponentId::new(&id), kind)
        })
        .boxed()
}

/// What holds for all of it.
pub fn setup() -> BoxedStrategy<Setup> {
    let lengths = (of(length()), of(length()), of(length()), of(length()));
    let years = of(select(vec![1, 5, 10_000]));
    let ratio = of(select(vec![10, 20, 1_000]));
    let hours = of((time(), time()).prop_map(|(from, to)| Hours { from, to }));
    (
        zone(),
        lengths,
        of(rate()),
        select(vec!["", "EUR", "<&>"]),
        of(money()),
        of(money()),
        years,
        ratio,
        hours,
    )
        .prop_map(
            |(zone, lengths, fetch, currency, tb_month, run, years_between_losses, ratio_tenths, window)| {
                Setup {
                    zone,
                    detect: lengths.0,
                    decide: lengths.1,
                    cut_over: lengths.2,
                    fetch,
                    tolerance: lengths.3,
                    currency: currency.to_owned(),
                    tb_month,
                    run,
                    years_between_losses,
                    ratio_tenths,
                    window,
                }
            },
        )
        .boxed()
}

/// Up to `most` components that may need each other in circles, and what holds for all.
pub fn systems(most: usize) -> BoxedStrategy<(Vec<Component>, Setup)> {
    (1..=most)
        .prop_flat_map(|count| {
            let ids: Vec<String> = (1..=count).map(|n| format!("part-{n}")).collect();
            let all: Vec<_> = ids.iter().map(|id| component(id.clone(), ids.clone())).collect();
            (all, setup())
        })
        .boxed()
}
