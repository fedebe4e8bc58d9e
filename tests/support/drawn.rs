//! A shop and its numbers, as the charts of many rows, of shares and of sizes take them.

use super::{DAY, HOUR, now, regular};
use holdfast::assess::CopyMark;
use holdfast::chart::{
    Gantt, GanttLimit, GanttRow, LossShares, Storage, StorageSeries, TimelineProtection, TimelineRow, gantt,
    timeline,
};
use holdfast::recovery::{Copies, Damage, Keep, Loss, Run, loss_law};
use holdfast::units::{Bytes, Duration, Moment};

pub fn row(
    name: &str,
    every: i64,
    last: i64,
    ready: i64,
    limit: Option<i64>,
    good: impl Fn(i64) -> bool,
) -> TimelineRow {
    let exposure = super::exposure(&regular(every, last), ready, limit.map(Duration::clamped), good);
    let copies = exposure.copies.clone();
    let of = TimelineProtection { name: format!("{name}: dump"), copies, follows: None };
    TimelineRow { name: name.to_owned(), ..TimelineRow::of(&exposure, vec![of]) }
}

pub fn weekly(name: &str) -> TimelineProtection {
    let copies = regular(7 * DAY, 2 * DAY).into_iter().map(|ago| CopyMark {
        captured: now().plus(-ago),
        usable: now().plus(5 * HOUR - ago),
        good: true,
    });
    TimelineProtection { name: name.to_owned(), copies: copies.collect(), follows: None }
}

pub fn shop() -> Vec<TimelineRow> {
    let night = 7 * HOUR + 1_800;
    let mut orders =
        row("Orders database", DAY, night, 7_800, Some(4 * HOUR), |a| !(9 * DAY..10 * DAY).contains(&a));
    orders.protections[0].name = "Nightly dump".to_owned();
    orders.protections.push(weekly("Weekly server image"));
    orders.protections.push(TimelineProtection {
        name: "Replica on a second host".to_owned(),
        copies: Vec::new(),
        follows: Some(Duration::clamped(20)),
    });
    let mut stock =
        row("Stock database", HOUR, 600, 900, Some(24 * HOUR), |a| !(5 * DAY..6 * DAY).contains(&a));
    stock.protections[0].name = "Hourly dump".to_owned();
    let mut pictures = row("Product pictures", 2 * DAY, 11 * HOUR, 10 * HOUR, Some(48 * HOUR), |_| true);
    pictures.protections[0].name = "File copy to another region".to_owned();
    let never = TimelineRow {
        name: "Keys and certificates".to_owned(),
        limit: None,
        holds_data: true,
        teeth: Vec::new(),
        protections: vec![TimelineProtection {
            name: "By hand".to_owned(),
            copies: Vec::new(),
            follows: None,
        }],
    };
    vec![orders, stock, pictures, never]
}

pub fn fortnight(rows: &[TimelineRow]) -> String {
    timeline(rows, now().plus(-14 * DAY), now(), "t").into_string()
}

pub fn nightly(success: f64, keep: Keep) -> Loss {
    Loss {
        protections: vec![
            Copies {
                name: "nightly".to_owned(),
                runs: vec![Run { period: DAY, offset: 2 * HOUR, duration: 2_400 }].into(),
                propagation: 5_400,
                keep,
                success,
                unnoticed: 0,
            }
            .into(),
        ],
        damage: Damage::Physical,
        detection: 0,
    }
}

pub fn shares(loss: &Loss, limit: Option<Duration>) -> LossShares {
    LossShares::of(&loss_law(loss).unwrap(), "Orders database", "orders", "the data centre were lost", limit)
}

pub fn step(group: &str, label: &str, from: i64, to: i64, critical: bool, note: Option<&str>) -> GanttRow {
    GanttRow {
        group: group.to_owned(),
        label: label.to_owned(),
        from_s: from as f64 * 60.0,
        to_s: to as f64 * 60.0,
        critical,
        note: note.map(str::to_owned),
    }
}

/// The database, which is back last, with this limit.
pub fn limited(limit: Duration) -> Option<GanttLimit> {
    Some(GanttLimit { of: "Orders database".to_owned(), back: Duration::minutes(350), limit, sure: true })
}

pub fn recovery() -> Gantt {
    let held = Some("held by the link for 1 h 20 min");
    Gantt {
        name: "Shop, production".to_owned(),
        total_s: 350.0 * 60.0,
        limit: limited(Duration::hours(8)),
        planned: None,
        hidden: false,
        rows: vec![
            step("Everything", "Notice", 0, 30, true, None),
            step("Everything", "Decide", 30, 50, true, None),
            step("Web servers", "Provision", 50, 80, false, None),
            step("Web servers", "Fetch the image", 80, 110, false, Some("held by the link for 30 min")),
            step("Orders database", "Provision", 50, 70, true, None),
            step("Orders database", "Fetch the full copy", 70, 150, true, held),
            step("Orders database", "Fetch 6 increments", 150, 190, true, held),
            step("Orders database", "Unpack", 190, 190, true, None),
            step("Orders database", "Replay the log", 190, 290, true, Some("one disk, 40 MB/s")),
            step("Orders database", "Verify", 290, 335, true, None),
            step(
                "Product pictures",
                "Fetch the full copy",
                70,
                322,
                false,
                Some("held by the link for 4 h 12 min"),
            ),
            step("Everything", "Cut over", 335, 350, true, None),
        ],
    }
}

pub fn year() -> Storage {
    let grow = |first: u64, daily: u64, keep: i64| -> Vec<(Moment, u64)> {
        (0..=365).map(|n: i64| (now().plus(n * DAY), first + daily * (n.min(keep) as u64))).collect()
    };
    let gb = 1_000_000_000;
    let saw = (0..=365)
        .map(|n: i64| (now().plus(n * DAY), (120 + n as u64 / 4 + (n as u64 % 30) * 7) * gb))
        .collect();
    let one = |name: &str, points| StorageSeries { name: name.to_owned(), points };
    Storage {
        name: "Shop, production".to_owned(),
        series: vec![
            one("Nightly dump", grow(300 * gb, 4 * gb, 90)),
            one("Weekly server image", saw),
            one("Product pictures, copied to another region by the provider", grow(200 * gb, gb, 365)),
            one("Transaction logs", grow(40 * gb, gb / 4, 14)),
            one("Keys", grow(gb / 100, 0, 0)),
        ],
        from: now(),
        to: now().plus(365 * DAY),
        now: now(),
        capacity: Bytes::new(2_000 * gb),
    }
}

/// Twelve components of all kinds, with long names, and forty steps.
pub fn crowd() -> String {
    let rows = (0..3).flat_map(|n| {
        let mut rows = shop();
        rows[n].name =
            "A component with a name that somebody thought would never need to be shown anywhere".to_owned();
        rows
    });
    let steps = (0..40).map(|n: i64| {
        let group = format!("Component {}", n / 5);
        step(&group, "Fetch what nobody else has fetched before", n * 3, n * 5 + 9, n % 3 == 0, None)
    });
    let many = Gantt {
        rows: steps.collect(),
        total_s: 204.0 * 60.0,
        limit: limited(Duration::days(9)),
        ..recovery()
    };
    fortnight(&rows.collect::<Vec<_>>()) + &gantt(&many, "m").into_string()
}
