//! The figures of a plan, and what follows from it elsewhere.

use super::{Visit, now, planned, shop};
use holdfast::assess::planned::{run, subjects};
use holdfast::assess::{Clock, Verdict, assess};
use holdfast::catalogue::ScenarioId;
use holdfast::guide::{GuideId, parse};
use holdfast::points::Points;
use holdfast::report::{GuideTexts, single_file};
use holdfast::retention::Policy;
use holdfast::schedule::{Change, Zone};
use holdfast::system::{ComponentId, Keep, System, Told};
use holdfast::units::Duration;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn clock() -> Clock {
    let rules = super::berlin();
    let changes = rules.changes.iter().map(|(at, offset)| Change { at: *at, offset: *offset }).collect();
    Clock {
        now: now(),
        here: String::new(),
        zones: [Zone::new("Europe/Berlin", rules.first, changes).unwrap()].into_iter().collect(),
    }
}

fn ran(plan: &str) -> holdfast::assess::planned::Ran {
    let answers = planned(plan);
    let system = System::of(&answers);
    let points = Points::of(&answers);
    let all = subjects(&answers, &system, &points);
    let dump = all.iter().find(|subject| subject.at == "database/db-dump").unwrap();
    let policy: &Policy = &dump.plan.as_ref().unwrap().policy;
    run(dump, &system.setup, &clock(), policy).unwrap().unwrap()
}

#[test]
fn the_nightly_dump_by_hand() {
    // 02:00 in Berlin, whole 2 h 10 min later; kept: the last 7 nights, then Sundays.
    let ran = ran(r#"{"policy":{"dialect":"restic","keep_daily":7,"keep_weekly":4}}"#);
    let days: Vec<String> = ran
        .points()
        .filter(|(_, _, state)| *state == holdfast::assess::planned::State::Kept)
        .map(|(_, point, _)| ran.ground.zone.local(point.at).civil().to_string()[5..16].to_owned())
        .collect();
    let nights = (15..=21).rev().map(|day| format!("11-{day} 02:00"));
    let expected: Vec<String> = nights.chain(["11-08 02:00".to_owned(), "11-01 02:00".to_owned()]).collect();
    assert_eq!(days, expected);
    // The next run is whole on the 22nd at 04:10: the night of the 15th is then a Sunday's, and stays; what goes is
    // decided on Monday, when a new week begins.
    let (at, places) = ran.next().unwrap();
    let written = |at: i64| ran.ground.zone.local(at).civil().to_string()[5..16].to_owned();
    let gone: Vec<String> = places.iter().map(|place| written(ran.ground.points[*place].at)).collect();
    assert_eq!(
        (written(at), gone),
        ("11-23 04:10".to_owned(), vec!["11-01 02:00".to_owned(), "11-16 02:00".to_owned()])
    );
    // Just after a Monday's run the oldest is a Sunday's two weeks and a day back; an hour less when clocks go forward.
    assert_eq!(ran.reach.unwrap().least, 15 * DAY + HOUR + 10 * 60);
    let clean = |days: i64| ran.clean_after(Duration::days(days)).unwrap();
    assert_eq!((clean(14).covered, clean(14).longest_without), (clean(14).of, 0));
    assert_eq!(clean(60).covered, 0);
    assert_eq!(clean(60).longest_without, clean(60).of);
}

#[test]
fn space_is_what_changed_between_what_stays() {
    let space = ran(r#"{"policy":{"dialect":"restic","keep_daily":7}}"#).space.unwrap();
    // 120 GB once, and six nights of 4 GB, of which a little overwrites itself: 120 (1 - e^(-4/120)) each. Kept in one place,
    // at half the size.
    let night = 120e9 * (1.0 - (-4.0_f64 / 120.0).exp());
    let expected = (120e9 + 6.0 * night) / 2.0;
    assert!((space.now().count() as f64 / expected - 1.0).abs() < 0.002, "{} {expected}", space.now());
    // 3 GB more a month of 730 h: 36 GB in a year, and a little more in what changes.
    assert!(space.then().count() > space.now().count() + 17_500_000_000);
    let whole = ran(r#"{"policy":{"dialect":"last","keep_last":7}}"#).space.unwrap();
    assert!((whole.now().count() as f64 / (7.0 * 60e9) - 1.0).abs() < 0.01, "{}", whole.now());
    assert!(!whole.once && space.once);
    assert!(whole.a_month.unwrap() > space.a_month.unwrap());
}

#[test]
fn there_is_one_truth() {
    let cell = |plan: &str| {
        let outcome = assess(&planned(plan), clock());
        let cell =
            outcome.matrix.cell(&ComponentId::new("database"), ScenarioId::SilentCorruption).unwrap().clone();
        (cell.verdict, cell.window.and_then(|window| window.worst))
    };
    // Damage noticed after 60 days: the logs of 14 days do not reach it, so the dump decides.
    assert_eq!(cell(r#"{"policy":{"dialect":"restic","keep_daily":7,"keep_weekly":4}}"#).0, Verdict::Gone);
    let (verdict, worst) = cell(r#"{"policy":{"dialect":"restic","keep_daily":7,"keep_monthly":12}}"#);
    assert_eq!(verdict, Verdict::Over);
    // The newest of a month is up to 31 days older than the damage.
    assert_eq!(worst, Some(Duration::days(31)));
    assert_eq!(cell(r#"{"policy":{"dialect":"age","keep_for_s":6048000}}"#).1, Some(Duration::days(1)));
    // What is said of keeping follows from the plan, whatever stood there before.
    let system = System::of(&planned(r#"{"policy":{"dialect":"nova","rotation":9}}"#));
    let database = system.component(&ComponentId::new("database")).unwrap();
    assert_eq!(database.protection("db-dump").unwrap().keep, Told::Known(Keep::Count(9)));
}

#[test]
fn the_report_tells_of_plans_alone() {
    let guides = GuideTexts::new().with(GuideId::ALL[0], parse("# A guide"));
    let report =
        |answers: &holdfast::answers::Answers| single_file(answers, &assess(answers, clock()), &guides);
    let plain = report(&shop());
    assert!(!plain.contains("What is kept, by which rules") && !plain.contains("Image plan"));
    let plan =
        r#"{"policy":{"dialect":"restic","keep_daily":7},"beside":[{"dialect":"borg","keep_daily":7}]}"#;
    let answers = super::with(&planned(plan), "settings", "images", r#"{"changing":"monthly"}"#);
    let written = report(&answers);
    for text in
        ["What is kept, by which rules", "Image plan", "restic forget --dry-run --keep-daily 7", "Next to go"]
    {
        assert!(written.contains(text), "{text}");
    }
    assert!(!written.contains("data-copy"), "there is no clipboard in a report");
    assert_eq!(written, report(&answers), "and always the same");
}

#[test]
fn tools_that_would_refuse_delete_nothing() {
    let ran = ran(r#"{"policy":{"dialect":"restic"}}"#);
    assert!(ran.next().is_none() && !ran.refusals.is_empty());
    let visit = Visit::to(planned(r#"{"policy":{"dialect":"restic"}}"#), "keep/database/db-dump");
    visit.says("Nothing goes: the tool refuses to run these rules.");
    visit.says("No rule is set, so the tool refuses to run and deletes nothing");
}
