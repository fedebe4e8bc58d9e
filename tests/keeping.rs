//! What described protections keep, cost and take: the worked examples of "recovery mathematics", through a system.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use chrono::NaiveDate;
use holdfast::answers::{Answers, ComponentKind};
use holdfast::assess::{Derivation, Figure, Keeping, Kept, Outgrown, keeping, storage_series};
use holdfast::assess::{Yearly, assess_system, keeping_findings, why_pays, why_runs, why_stored};
use holdfast::catalogue::Severity;
use holdfast::cost::Verdict;
use holdfast::schedule::{ClockPolicy, Schedule, Weekday, WhenLate};
use holdfast::system::{
    Changes, ChangesWhen, Component, ComponentId, Hours, Keep, Location, Protection, ProtectionKind as P,
    Setup, System, Told, Worth,
};
use holdfast::units::{Bytes, Duration, Moment, Money, Rate, TimeOfDay};

const GB: u64 = 1_000_000_000;

fn now() -> Moment {
    Moment::from_civil(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap().and_hms_opt(9, 30, 0).unwrap())
}

fn at(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::new(hour, minute).unwrap()
}

fn gb(n: u64) -> Bytes {
    Bytes::new(n * GB).unwrap()
}

fn money(hundredths: u64) -> Money {
    Money::from_hundredths(hundredths).unwrap()
}

fn system(components: Vec<Component>, setup: Setup) -> System {
    System { components, setup, described: true, ..System::of(&Answers::default()) }
}

fn part(kind: ComponentKind, protections: Vec<Protection>) -> Component {
    Component { protections: Told::Known(protections), ..Component::new(kind.into(), kind) }
}

fn daily(kind: P, hour: u16) -> Protection {
    Protection {
        schedule: Told::Known(Schedule::Daily { at: at(hour, 0) }),
        keep: Told::Known(Keep::Age(Duration::days(30))),
        locations: Told::Known([Location::SameRegion].into()),
        ..Protection::new(kind.id(), kind)
    }
}

/// The chain of section 2(f): fulls on Sunday, increments on the other days, 28 days, 500 GB at 10 GB a day, half the size.
fn chain(kind: P) -> System {
    let protection = Protection {
        schedule: Told::Known(Schedule::Cron { text: "0 1 * * 1-6".parse().unwrap() }),
        fulls: Told::Known(Schedule::Weekly { on: Weekday::Sunday, at: at(1, 0) }),
        keep: Told::Known(Keep::Age(Duration::days(28))),
        ..daily(kind, 1)
    };
    let files = Component {
        size: Some(gb(500)),
        changes: Some(Changes { a_day: gb(10), when: ChangesWhen::Always }),
        ..part(ComponentKind::UploadedFiles, vec![protection])
    };
    let setup = Setup { ratio_tenths: Some(20), ..Setup::default() };
    system(vec![files], setup)
}

fn only(system: &System) -> Kept {
    let storage = keeping(system, now()).storage;
    assert_eq!(storage.len(), 1);
    storage[0].clone()
}

fn words(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn lines(why: &Derivation) -> Vec<String> {
    why.steps
        .iter()
        .map(|s| words(&format!("{} [{}]", s.text.words(), s.figure.as_deref().unwrap_or(""))))
        .collect()
}

#[test]
fn chains_are_kept_whole() {
    let amount = only(&chain(P::FileIncremental)).amount.unwrap();
    assert_eq!((amount.peak, amount.mean, amount.copies), (gb(1_395), gb(1_345), Some(34)));
    let amount = only(&chain(P::FileDifferential)).amount.unwrap();
    assert_eq!(amount.peak, gb(1_670));
    assert_eq!(amount.mean.count() / GB, 1_634);
    assert_eq!((amount.a_month, amount.a_month_in_a_year), (None, None), "no price was given");
    // Fullest from the sixth increment on, Friday or Saturday: the day named is one on which it is so.
    let series = storage_series(&chain(P::FileIncremental), now());
    assert_eq!(series[0].points.len(), 54);
    assert!(series[0].points.iter().all(|(_, bytes)| *bytes <= gb(1_395)));
}

#[test]
fn daily_images_against_one_golden_image() {
    let image = |protection| {
        let server = Component { size: Some(gb(40)), ..part(ComponentKind::WebServer, vec![protection]) };
        let setup = Setup { tb_month: Some(money(5_000)), currency: "EUR".into(), ..Setup::default() };
        system(vec![server], setup)
    };
    let every_day = image(daily(P::Image, 3));
    let amount = only(&every_day).amount.unwrap();
    assert_eq!((amount.peak, amount.copies), (gb(1_200), Some(30)));
    assert_eq!((amount.a_month, amount.a_month_in_a_year), (Some(money(6_000)), Some(money(6_000))));
    let golden = Protection {
        schedule: Told::Known(Schedule::ByHand),
        keep: Told::Known(Keep::Count(1)),
        ..daily(P::Image, 3)
    };
    let amount = only(&image(golden)).amount.unwrap();
    assert_eq!((amount.peak, amount.a_month), (gb(40), Some(money(200))));
    let why = why_stored(&every_day, &ComponentId::new("web-server"), "image", now()).unwrap();
    assert_eq!(words(&why.title), "Web servers, server image: why 1.2 TB?");
    assert!(lines(&why).contains(&"A month now [EUR 60.00]".to_owned()), "{:?}", lines(&why));
}

#[test]
fn what_is_missing_is_named() {
    let why_not = |change: &dyn Fn(&mut Component)| {
        let mut system = chain(P::FileIncremental);
        change(&mut system.components[0]);
        only(&system).why_not().map(|said| words(&said))
    };
    let protection = |change: fn(&mut Protection)| {
        why_not(&|c| {
            let Told::Known(all) = &mut c.protections else { return };
            change(&mut all[0]);
        })
    };
    assert_eq!(why_not(&|_| {}), None);
    assert_eq!(
        why_not(&|c| (c.size, c.changes) = (None, None)).unwrap(),
        "To work this out: how large it is and how much of it changes in a day."
    );
    assert_eq!(
        protection(|p| p.fulls = Told::Unsure).unwrap(),
        "To work this out: when its full copies are made."
    );
    assert_eq!(protection(|p| p.keep = Told::Open).unwrap(), "To work this out: how long copies are kept.");
    assert_eq!(
        protection(|p| {
            p.kind = P::DbDump;
            p.schedule = Told::Known(Schedule::ByHand);
        })
        .unwrap(),
        "To work this out: how many copies made by hand are kept."
    );
}

#[test]
fn counts_growth_and_for_ever() {
    let of = |keep, grows| {
        let dump = Protection { keep: Told::Known(keep), ..daily(P::DbDump, 2) };
        let grows = (grows > 0).then(|| gb(grows));
        let database = Component { size: Some(gb(100)), grows, ..part(ComponentKind::Database, vec![dump]) };
        let setup = Setup { tb_month: Some(money(10_000)), ..Setup::default() };
        system(vec![database], setup)
    };
    // The eighth copy makes the first superfluous as soon as it is usable; while it is being made there are eight.
    let mut counted = of(Keep::Count(7), 0);
    let amount = only(&counted).amount.unwrap();
    assert_eq!((amount.peak, amount.mean), (gb(700), gb(700)));
    let Told::Known(all) = &mut counted.components[0].protections else { return };
    all[0].takes = Some(Duration::hours(6));
    let amount = only(&counted).amount.unwrap();
    assert_eq!((amount.peak, amount.mean, amount.copies), (gb(800), gb(725), Some(8)));

    // 10 GB a month: ten copies of the last ten days, each as large as the data was.
    let growing = of(Keep::Age(Duration::days(10)), 10);
    let amount = only(&growing).amount.unwrap();
    let points = storage_series(&growing, now())[0].points.clone();
    let (first, last) = (points[0].1, points.last().unwrap().1);
    assert!(first < gb(1_000) && first > gb(980), "the copies kept now are a little older: {first}");
    // 365 days are twelve months of 730 h and a little: 120 GB more in each of ten copies.
    assert_eq!((last.count() - first.count() + GB / 2) / GB, 1_200);
    assert!(points.is_sorted(), "it only grows");
    assert!(amount.peak >= points.last().unwrap().1 && amount.peak_at > now().plus(363 * 86_400));
    assert!(amount.a_month_in_a_year > amount.a_month);

    let forever = of(Keep::Forever, 0);
    let amount = only(&forever).amount.unwrap();
    assert!(amount.forever && amount.a_month.is_none() && amount.copies.is_none());
    assert_eq!(amount.peak, gb(36_500), "365 copies from now on");
    let series = &storage_series(&forever, now())[0];
    assert_eq!((series.points[0].1, series.points[1].1), (Bytes::new(0).unwrap(), gb(700)));
    let why = why_stored(&forever, &ComponentId::new("database"), "db-dump", now()).unwrap();
    assert!(lines(&why).iter().any(|line| line.starts_with("Nothing is ever deleted")));
}

#[test]
fn logs_replicas_and_places_count() {
    let protections = vec![
        Protection { keep: Told::Known(Keep::Age(Duration::days(7))), ..daily(P::Logs, 1) },
        Protection::new("replica-async", P::ReplicaAsync),
        Protection {
            locations: Told::Known([Location::SameRegion, Location::OtherProvider].into()),
            ..daily(P::DbDump, 2)
        },
    ];
    let database = Component {
        size: Some(gb(100)),
        changes: Some(Changes { a_day: gb(10), when: ChangesWhen::Always }),
        ..part(ComponentKind::Database, protections)
    };
    let setup = Setup { ratio_tenths: Some(20), ..Setup::default() };
    let means: Vec<Bytes> = keeping(&system(vec![database], setup), now())
        .storage
        .iter()
        .map(|k| k.amount.unwrap().mean)
        .collect();
    // Seven bases of 50 GB and seven days of logs at 5 GB; as large as the data; thirty dumps in two places.
    assert_eq!(means, [gb(385), gb(100), gb(3_000)]);
}

/// Section 2(g): a run at 0.40, 50 an hour, one loss in two years.
fn paying(interval: Duration, limit: Option<Duration>) -> System {
    let dump = Protection {
        name: "nightly dump".into(),
        schedule: Told::Known(Schedule::Every { interval, from: TimeOfDay::MIDNIGHT }),
        ..daily(P::DbDump, 0)
    };
    let database = Component {
        limit: limit.into(),
        worth: Worth { lost_hour: Some(money(5_000)), down_hour: None },
        ..part(ComponentKind::Database, vec![dump])
    };
    let setup = Setup {
        run: Some(money(40)),
        years_between_losses: Some(2),
        currency: "EUR".into(),
        ..Setup::default()
    };
    system(vec![database], setup)
}

fn found(system: &System) -> Vec<(String, Severity, String, String)> {
    let told = keeping(system, now());
    keeping_findings(system, &told, now())
        .into_iter()
        .map(|f| (f.id, f.severity, words(&f.title), words(&f.next)))
        .collect()
}

#[test]
fn copies_more_often_than_pays() {
    let hourly = paying(Duration::hours(1), Some(Duration::hours(24)));
    let pays = keeping(&hourly, now()).pays[0].clone();
    assert_eq!(pays.verdict, Verdict::TooOften);
    assert_eq!(pays.best.unwrap().seconds(), 60_274, "16.7 h");
    // Runs 3504, and 25 x half an hour; without a lag, 54.17 less than the example has.
    assert_eq!(pays.a_year, money(351_650));
    assert_eq!(pays.a_year_at_best, Some(money(41_857)));
    // 12 h: 292 of runs and 150 of losses.
    assert_eq!(pays.better, Some((Duration::hours(12), money(351_650 - 44_200))));
    assert_eq!(
        found(&hourly),
        [(
            "more-often-than-pays-database-db-dump".to_owned(),
            Severity::Waste,
            "The nightly dump runs every 1 h; every 12 h would save EUR 3,074.50 a year".to_owned(),
            "Run it every 12 h: every limit is met as it is now.".to_owned()
        )]
    );
    // Where the limit needs it, it is not waste: at 4 h nothing longer than 4 h is advised.
    let tight = keeping(&paying(Duration::hours(1), Some(Duration::hours(4))), now()).pays[0].clone();
    assert_eq!(tight.better.unwrap().0, Duration::hours(4));
    assert!(found(&paying(Duration::hours(1), Some(Duration::minutes(90)))).is_empty());
    let why = lines(&why_pays(&hourly, &ComponentId::new("database"), now()).unwrap());
    assert!(why.contains(&"Losses expected in a year, at present [EUR 12.50]".to_owned()), "{why:?}");
    assert!(why.iter().any(|line| line.ends_with("[every 16 h 45 min]")), "{why:?}");
}

#[test]
fn copies_too_seldom_and_never_without_numbers() {
    let weekly = paying(Duration::days(7), None);
    let told = found(&weekly);
    assert_eq!((told[0].0.as_str(), told[0].1), ("too-seldom-database-db-dump", Severity::Low));
    // 0.4 x 8760 / 168 + 25 x 84 = 2120.86; at 12 h 442, at 24 h 446.
    assert!(told[0].2.contains("every 12 h would save EUR 1,678.86 a year"), "{}", told[0].2);
    assert!(found(&paying(Duration::hours(24), None)).is_empty(), "within a factor of two of the best");
    for without in [
        |s: &mut System| s.setup.run = None,
        |s: &mut System| s.setup.years_between_losses = None,
        |s: &mut System| s.setup.years_between_losses = Some(0),
        |s: &mut System| s.components[0].worth = Worth::default(),
        // Logs beside it: how much is lost no longer follows from the time between copies.
        |s: &mut System| {
            let Told::Known(all) = &mut s.components[0].protections else { return };
            all.push(Protection::new("pitr-logs", P::Logs));
        },
    ] {
        let mut system = paying(Duration::days(7), None);
        without(&mut system);
        assert!(keeping(&system, now()).pays.is_empty() && found(&system).is_empty());
    }
}

#[test]
fn a_year_of_losses_counts_lost_work_and_time_without() {
    let mut weekly = paying(Duration::days(7), None);
    let year = |system: &System| -> Vec<Yearly> {
        let outcome = assess_system(&Answers::default(), system.clone(), now());
        let all = outcome.yearly();
        assert!(all.iter().all(|of| outcome.why_yearly(of).is_some()));
        all
    };
    let of = year(&weekly)[0].clone();
    assert_eq!((of.lost, of.down), (Some((Duration::hours(84), money(210_000))), None));
    assert_eq!(of.together, money(210_000));
    // Back after 2 h, at 90 an hour, every two years.
    weekly.components[0].worth.down_hour = Some(money(9_000));
    weekly.components[0].size = Some(gb(72));
    weekly.setup.fetch = Rate::per_second(10_000_000);
    let of = year(&weekly)[0].clone();
    assert_eq!(of.down, Some((Duration::hours(2), money(9_000))));
    assert!(of.at_least, "what setting up takes was not said");
    assert_eq!(of.together, money(219_000));
    weekly.components[0].worth = Worth::default();
    assert!(year(&weekly).is_empty());
}

/// A dump of 2 h that starts at 02:00 in hours that end at 06:00, of 100 GB that grow by 10 GB a month.
fn nights(change: impl Fn(&mut Component, &mut Setup)) -> System {
    let dump =
        Protection { takes: Some(Duration::hours(2)), name: "nightly dump".into(), ..daily(P::DbDump, 2) };
    let mut database =
        Component { size: Some(gb(100)), grows: Some(gb(10)), ..part(ComponentKind::Database, vec![dump]) };
    let mut setup = Setup { window: Some(Hours { from: at(22, 0), to: at(6, 0) }), ..Setup::default() };
    change(&mut database, &mut setup);
    system(vec![database], setup)
}

fn dump(component: &mut Component, change: impl Fn(&mut Protection)) {
    let Told::Known(all) = &mut component.protections else { return };
    change(&mut all[0]);
}

#[test]
fn the_day_a_run_outgrows_its_hours() {
    // Twice as long when the data is twice as large: in ten months of 730 h, on 21 September 2027 at 13:30.
    let system = nights(|_, _| {});
    let told = keeping(&system, now());
    let (from, what) = told.runs[0].outgrows.unwrap();
    assert_eq!(what, Outgrown::Hours);
    assert_eq!(from.civil().to_string(), "2027-09-22 02:00:00");
    let due = now().plus(7_300 * 3_600);
    assert!(from > due && from.plus(-86_400) <= due, "the first run after the data has doubled");
    assert_eq!(
        found(&system),
        [(
            "outgrows-its-hours-database-db-dump".to_owned(),
            Severity::Low,
            "From 22 September 2027 the nightly dump will still run at 06:00, when its hours end".to_owned(),
            "Before then: copy changes only, start earlier, or give it a faster way.".to_owned()
        )]
    );
    let why =
        lines(&why_runs(&system, &told.runs[0].component, &told.runs[0].protection, &told.runs).unwrap());
    assert!(why.contains(&"From its start until its hours end at 06:00 [4 h]".to_owned()), "{why:?}");
    let soon = found(&nights(|c, _| c.grows = Some(gb(50))));
    assert_eq!(soon[0].1, Severity::Medium);
    assert!(found(&nights(|c, _| c.grows = Some(gb(5)))).is_empty(), "in two years is not in sight");
    assert!(found(&nights(|c, _| c.size = None)).is_empty());
    // Without hours it is the next run that it meets, 22 h of growth later.
    let free = keeping(&nights(|c, s| (c.grows, s.window) = (Some(gb(200)), None)), now()).runs[0].clone();
    assert_eq!(free.outgrows.unwrap().1, Outgrown::Interval);
}

/// How the runs of the only copy fit, in words.
fn why_of_runs(system: &System) -> Vec<String> {
    let told = keeping(system, now());
    lines(&why_runs(system, &told.runs[0].component, &told.runs[0].protection, &told.runs).unwrap())
}

#[test]
fn runs_that_leave_their_hours() {
    let long = found(&nights(|c, _| dump(c, |p| p.takes = Some(Duration::hours(5)))));
    assert_eq!(long[0].1, Severity::Medium);
    assert_eq!(long[0].2, "The nightly dump is still running at 06:00, when its hours end");
    assert_eq!(long[0].3, "It takes 5 h and has 4 h: start it 1 h earlier, or copy changes only.");
    assert_eq!(
        why_of_runs(&nights(|c, _| dump(c, |p| p.takes = Some(Duration::hours(5)))))[2..5],
        [
            "Between its runs it has to spare [19 h]",
            "From its start until its hours end at 06:00 [4 h]",
            "It is still running then for [1 h]",
        ]
    );
    let late = nights(|c, _| dump(c, |p| p.schedule = Told::Known(Schedule::Daily { at: at(7, 0) })));
    let outside = found(&late);
    assert_eq!(outside[0].2, "The nightly dump starts outside the hours in which copies may run");
    let says = "It starts outside the hours in which copies may run; they end at 06:00. []";
    assert!(why_of_runs(&late).contains(&says.to_owned()));
}

#[test]
fn runs_longer_than_their_interval() {
    let every_hour = |scheduler| {
        nights(|c, s| {
            (c.grows, s.window) = (None, None);
            dump(c, |p| {
                p.schedule = Told::Known(Schedule::Hourly { minute: 0 });
                p.takes = Some(Duration::minutes(150));
                p.travels = Some(Duration::minutes(10));
                p.scheduler = scheduler;
            });
        })
    };
    let told = keeping(&every_hour(None), now());
    let late = told.runs[0].late.unwrap();
    // Every third one runs: T x ceil(d / T); the worst is that and the time until it is safe.
    assert_eq!((late.does, late.known), (WhenLate::Skip, false));
    assert_eq!((late.every, late.worst), (Duration::hours(3), Duration::minutes(340)));
    let finding = &keeping_findings(&every_hour(None), &told, now())[0];
    assert_eq!(finding.severity, Severity::High);
    assert_eq!(
        words(&finding.loss.as_ref().unwrap().words()),
        "Where a run that is due is dropped, one starts every 3 h, and up to 5 h 40 min may be lost."
    );
    assert_eq!(
        why_of_runs(&every_hour(None)),
        [
            "The nightly dump takes now [2 h 30 min]",
            "The shortest time between two starts [1 h]",
            "Where a run that is due meanwhile is dropped, one starts every [3 h]",
            "The most that may be lost then [5 h 40 min]",
        ]
    );
    let cron = every_hour(Some(ClockPolicy::Cronie));
    let late = keeping(&cron, now()).runs[0].late.unwrap();
    assert_eq!(
        (late.does, late.every, late.worst),
        (WhenLate::Overlap, Duration::hours(1), Duration::minutes(220))
    );
    assert_eq!(
        why_of_runs(&cron)[2..],
        [
            "The next one is started all the same, so runs work side by side. []",
            "The most that may be lost then [3 h 40 min]"
        ]
    );
}

#[test]
fn runs_that_work_at_the_same_time() {
    let both = |starts: Schedule| {
        let files = Protection {
            takes: Some(Duration::hours(1)),
            name: "file backup".into(),
            schedule: Told::Known(starts),
            ..daily(P::FileFull, 3)
        };
        let mut system = nights(|c, s| (c.grows, s.window) = (None, None));
        system.components.push(part(ComponentKind::UploadedFiles, vec![files]));
        system
    };
    let told = found(&both(Schedule::Daily { at: at(3, 30) }));
    assert_eq!(
        told,
        [(
            "runs-overlap".to_owned(),
            Severity::Low,
            "The nightly dump and the file backup work at the same time for 30 min".to_owned(),
            "Start the file backup at 04:00 or later, or let it wait for the other.".to_owned()
        )]
    );
    let system = both(Schedule::Daily { at: at(3, 30) });
    let outcome = assess_system(&Answers::default(), system.clone(), now());
    let finding = outcome.findings.iter().find(|finding| finding.id == "runs-overlap").unwrap();
    assert_eq!(finding.figure, Some(Figure::Overlap));
    assert_eq!(
        lines(&outcome.why(&Figure::Overlap).unwrap()),
        [
            "The nightly dump of the database starts at 02:00 and takes [2 h]",
            "The file backup of the uploaded files starts at 03:30 and takes [1 h]",
            "Counted on a day on which both start, each as long as it takes alone. []",
            "Both at work [30 min]",
        ]
    );
    assert!(found(&both(Schedule::Daily { at: at(4, 0) })).is_empty(), "ends as the other starts");
    assert_eq!(found(&both(Schedule::Weekly { on: Weekday::Sunday, at: at(1, 30) })).len(), 1);
    let weekdays = Schedule::Weekdays { at: at(3, 30) };
    let mut apart = both(Schedule::Weekly { on: Weekday::Sunday, at: at(3, 30) });
    dump(&mut apart.components[0], |p| p.schedule = Told::Known(weekdays));
    assert!(found(&apart).is_empty(), "never on the same day");
}

#[test]
fn nothing_known_is_nothing_found() {
    let Keeping { storage, pays, runs, overlap } = keeping(&System::of(&Answers::default()), now());
    assert!(storage.is_empty() && pays.is_empty() && runs.is_empty() && overlap.is_none());
}
