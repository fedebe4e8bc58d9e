//! Made-up systems and charts for the tests of what is drawn and exported.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod drawn;
pub mod labels;
pub mod nonsense;

use chrono::NaiveDate;
use holdfast::answers::{Answer, Answers, ComponentKind, Edit, Evidence, Focus};
use holdfast::assess::{CopyMark, Exposure, Outcome, Tooth, Window, assess};
use holdfast::catalogue::{SCENARIOS, ScenarioId, ids, scenario};
use holdfast::guide::{GuideId, parse};
use holdfast::report::GuideTexts;
use holdfast::schedule::Schedule;
use holdfast::units::{Duration, Moment, TimeOfDay};

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

pub fn now() -> Moment {
    Moment::from_civil(today().and_hms_opt(9, 30, 0).unwrap())
}

pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// Answers, one after the other.
#[derive(Clone, Default)]
pub struct Told(pub Answers);

impl Told {
    pub fn edit(self, edit: Edit) -> Told {
        Told(self.0.apply(&edit, today()).unwrap())
    }
    pub fn named(self, name: &str) -> Told {
        self.edit(Edit::Rename { name: name.to_owned() })
    }
    pub fn about(self, part: ComponentKind, holds: &str) -> Told {
        self.edit(Edit::Focus(Focus { part: Some(part), holds: holds.to_owned() }))
    }
    pub fn with(self, id: &str, answer: Answer, known: Evidence) -> Told {
        self.edit(Edit::Answer { question: id.to_owned(), answer, known })
    }
    pub fn one(self, id: &str, option: &str) -> Told {
        self.with(id, Answer::One(option.to_owned()), Evidence::Told)
    }
    pub fn many(self, id: &str, options: &[&str]) -> Told {
        let options = options.iter().map(|o| (*o).to_owned()).collect();
        self.with(id, Answer::Many(options), Evidence::Seen)
    }
    pub fn outcome(&self) -> Outcome {
        assess(&self.0, now())
    }
}

/// A shop with a nightly dump in the same region, one login over everything, and a few things nobody knows.
pub fn shop() -> Told {
    let at = TimeOfDay::new(2, 0).unwrap();
    let told = Told::default()
        .named("Shop, production")
        .about(ComponentKind::Database, "orders")
        .one(ids::CURRENT_STAGE, "steady")
        .one(ids::WORST_CONSEQUENCE, "money")
        .many(ids::COMPONENT_KINDS, &["web-server", "database", "uploaded-files", "dns-domain", "secrets"])
        .many(ids::PROTECTIONS, &["image", "db-dump"])
        .with(ids::KEYS_COPY, Answer::Unsure, Evidence::Told)
        .with(ids::BACKUP_SCHEDULE, Answer::Schedule(Schedule::Daily { at }), Evidence::Seen)
        .with(ids::RUN_TO_SAFE, Answer::Duration(Duration::minutes(130)), Evidence::Measured)
        .with(ids::KEEP_FOR, Answer::Duration(Duration::days(14)), Evidence::Told)
        .with(ids::LAST_GOOD, Answer::Date(today()), Evidence::Seen)
        .with(ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::hours(4)), Evidence::Told)
        .many(ids::COPY_LOCATIONS, &["same-region"])
        .one(ids::DELETE_ALL, "yes")
        .with(ids::LAST_RESTORE, Answer::Never, Evidence::Told)
        .with(ids::ACCEPTABLE_DOWNTIME, Answer::Duration(Duration::hours(8)), Evidence::Guessed);
    Told(told.0)
}

/// Every part there is, so that the matrix has 13 columns.
pub fn everything() -> Told {
    let all = ComponentKind::ALL.map(ComponentKind::id);
    shop().named("Everything").many(ids::COMPONENT_KINDS, &all)
}

/// Compares with a file that is kept; `HOLDFAST_BLESS=1` writes it anew.
pub fn golden(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("HOLDFAST_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{name} has changed. Look at it, and if the change is meant, run the test with HOLDFAST_BLESS=1"
    );
}

/// The guides of the app.
pub fn guides() -> GuideTexts {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public/guides");
    GuideId::ALL.into_iter().fold(GuideTexts::new(), |texts, id| {
        texts.with(id, parse(&std::fs::read_to_string(folder.join(id.file_name())).unwrap()))
    })
}

/// Two weeks of copies that start at these seconds before now and can be used `ready` seconds later; those for which
/// `good` fails do not count.
pub fn exposure(
    starts_ago: &[i64],
    ready: i64,
    limit: Option<Duration>,
    good: impl Fn(i64) -> bool,
) -> Exposure {
    let (from, to) = (now().plus(-14 * DAY), now());
    let mut starts = starts_ago.to_vec();
    starts.sort_by_key(|ago| std::cmp::Reverse(*ago));
    let mut teeth: Vec<Tooth> = Vec::new();
    let mut begin = from;
    let mut newest = None;
    for ago in starts.iter().copied().filter(|ago| good(*ago)) {
        let (captured, usable) = (to.plus(-ago), to.plus(ready - ago));
        if usable > to {
            break;
        }
        if usable > begin {
            teeth.push(Tooth { from: begin, to: usable, captured: newest });
            begin = usable;
        }
        newest = Some(captured);
    }
    teeth.push(Tooth { from: begin, to, captured: newest });
    let mark =
        |ago: &i64| CopyMark { captured: to.plus(-ago), usable: to.plus(ready - ago), good: good(*ago) };
    let copies = starts.iter().map(mark).filter(|c| from <= c.usable && c.usable <= to).collect();
    Exposure {
        id: ComponentKind::Database.into(),
        name: "Orders database".to_owned(),
        holds: "orders".to_owned(),
        scenario: scenario(ScenarioId::RegionLoss).unwrap_or(&SCENARIOS[0]),
        from,
        to,
        limit,
        teeth,
        copies,
        window: Window { worst: None, mean: None, p95: None, now: None },
    }
}

/// Starts every `every` seconds, the last one `last` seconds ago, from before the two weeks on.
pub fn regular(every: i64, last: i64) -> Vec<i64> {
    (0..).map(|n| last + n * every).take_while(|ago| *ago < 16 * DAY + 2 * every).collect()
}

fn weekdays(last: i64) -> Vec<i64> {
    // Today is a Saturday: no run today, five before, two days without, and so on.
    let weekday = |ago: &i64| !matches!((ago / DAY) % 7, 0 | 6);
    (0..18).map(|n| n * DAY + last).filter(weekday).collect()
}

/// Every shape of chart there is, by name.
pub fn gallery() -> Vec<(&'static str, Exposure)> {
    let hours = |n| Some(Duration::hours(n));
    let all = |_: i64| true;
    let night = 7 * HOUR + 1_800;
    let mut charts = vec![
        ("hourly", exposure(&regular(HOUR, 600), 900, hours(4), all)),
        (
            "hourly, failed for a day",
            exposure(&regular(HOUR, 600), 900, hours(4), |a| !(5 * DAY..6 * DAY).contains(&a)),
        ),
        ("every minute", exposure(&regular(60, 20), 30, Some(Duration::minutes(15)), all)),
        ("daily", exposure(&regular(DAY, night), 7_800, hours(4), all)),
        (
            "daily, one failed",
            exposure(&regular(DAY, night), 7_800, hours(4), |a| !(9 * DAY..10 * DAY).contains(&a)),
        ),
        (
            "daily, three failed in a row",
            exposure(&regular(DAY, night), 7_800, hours(4), |a| !(4 * DAY..7 * DAY).contains(&a)),
        ),
        (
            "daily, failed at the left edge",
            exposure(&regular(DAY, night), 7_800, hours(4), |a| !(13 * DAY..14 * DAY).contains(&a)),
        ),
        ("weekdays", exposure(&weekdays(night), 10_800, hours(24), all)),
        ("weekly", exposure(&regular(7 * DAY, 2 * DAY), 7_800, hours(24), all)),
        ("last good 9 days ago", exposure(&regular(DAY, night), 7_800, hours(4), |a| a > 9 * DAY)),
        ("last good 60 days ago", exposure(&[60 * DAY], 7_800, hours(4), all)),
        ("no copy at first", exposure(&regular(DAY, night)[..6], 7_800, hours(4), all)),
        ("never a copy", exposure(&[], 0, hours(4), all)),
        ("limit just above", exposure(&regular(DAY, night), 7_800, hours(30), all)),
        ("limit far above", exposure(&regular(DAY, night), 7_800, Some(Duration::days(60)), all)),
        ("limit far below", exposure(&regular(DAY, night), 7_800, Some(Duration::clamped(1)), all)),
        ("limit zero", exposure(&regular(DAY, night), 7_800, Some(Duration::ZERO), all)),
        ("no limit", exposure(&regular(DAY, night), 7_800, None, all)),
        ("long limit label", exposure(&regular(DAY, night), 7_800, Some(Duration::clamped(86_399)), all)),
        ("limit at a figure", exposure(&regular(DAY, night), 7_800, hours(12), all)),
        ("limit near a figure", exposure(&regular(DAY, night), 7_800, hours(13), all)),
        ("years", exposure(&[9 * 365 * DAY], 7_800, Some(Duration::days(1)), all)),
    ];
    // A hole in the middle: the only copies of that time were found to be useless.
    let (_, daily) = charts.swap_remove(3);
    let mut holed = daily.clone();
    for tooth in holed.teeth.iter_mut().skip(5).take(3) {
        tooth.captured = None;
    }
    charts.push(("daily", daily));
    charts.push(("hole in the middle", holed));
    charts
}
