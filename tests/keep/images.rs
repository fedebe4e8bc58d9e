//! The image plan: when it says yes, when not yet, and what it never offers.

use super::{Visit, now, shop, with};
use holdfast::images::{Advice, Cadence, Changing, Fate, Golden, Situation, Told, listed, plan};
use holdfast::import::{Point, Size, SizeKind, Status, Tool};
use holdfast::points::{Figures, Group};
use holdfast::system;
use holdfast::units::{Bytes, Duration, Money};

fn money(units: u64) -> Option<Money> {
    Money::from_hundredths(units * 100)
}

/// Daily images of 40 GB, 30 of them, at 0.05 a GB and month.
fn daily() -> Situation {
    Situation {
        cadence: Some(Cadence::Every(Duration::days(1))),
        kept: Some(30),
        configured: Some(true),
        steady: Some(true),
        price: money(50),
        ..Situation::default()
    }
}

fn steady() -> Told {
    Told {
        changing: system::Told::Known(Changing::Rarely),
        golden: system::Told::Known(Golden::ChosenCurrent),
        data_on_system_disk: system::Told::Known(false),
        size: Bytes::new(40_000_000_000),
        previous: Some(0),
        ..Told::default()
    }
}

#[test]
fn the_saving_of_the_worked_example() {
    // "Recovery mathematics", section 2(f): 60.00 a month against 2.00.
    let plan = plan(&steady(), &daily(), now().civil().date());
    assert_eq!(plan.advice, Advice::Change);
    assert_eq!(
        (plan.often.a_month, plan.golden.a_month, plan.saves_a_month),
        (money(60), money(2), money(58))
    );
    assert_eq!((plan.often.bytes, plan.saves_a_year), (Bytes::new(1_200_000_000_000), money(696)));
    let three = Told { servers: Some(3), previous: None, ..steady() };
    let plan = super::images::plan(&three, &daily(), now().civil().date());
    assert_eq!((plan.often.images, plan.golden.images, plan.saves_a_month), (Some(90), Some(2), money(176)));
}

#[test]
fn not_yet_and_find_out_come_before_yes() {
    let today = now().civil().date();
    let advice = |told: &Told, situation: &Situation| {
        let plan = plan(told, situation, today);
        (plan.advice, plan.reasons.len())
    };
    let changing = Told { changing: system::Told::Known(Changing::Daily), ..steady() };
    assert_eq!(advice(&changing, &daily()), (Advice::NotYet, 1));
    let data = Told { data_on_system_disk: system::Told::Known(true), ..changing };
    let by_hand = Situation { configured: Some(false), steady: Some(false), ..daily() };
    assert_eq!(advice(&data, &by_hand), (Advice::NotYet, 4));
    // "I do not know" is never a pass.
    let unsure = Told { data_on_system_disk: system::Told::Unsure, changing: system::Told::Open, ..steady() };
    assert_eq!(advice(&unsure, &Situation { configured: None, ..daily() }), (Advice::FindOut, 3));
    assert_eq!(advice(&steady(), &Situation::default()), (Advice::FindOut, 1));
    let rare = Situation { cadence: Some(Cadence::Every(Duration::days(31))), ..daily() };
    assert_eq!(advice(&steady(), &rare), (Advice::Rare, 0));
}

#[test]
fn a_new_one_is_due_by_the_calendar() {
    let today = now().civil().date();
    let day = |text: &str| text.parse().unwrap();
    let baked = Told { baked: Some(day("2026-10-01")), ..steady() };
    let plan = plan(&baked, &daily(), today);
    assert_eq!((plan.age, plan.overdue), (Some(51), None));
    assert_eq!(plan.bake_on[..2], [day("2026-12-30"), day("2027-03-30")]);
    let old = Told { baked: Some(day("2026-07-01")), ..steady() };
    let plan = super::images::plan(&old, &daily(), today);
    assert_eq!((plan.overdue, plan.bake_on[0]), (Some(53), today));
    let months =
        Told { every: Some(Duration::days(30)), changing: system::Told::Known(Changing::Weekly), ..baked };
    let plan = super::images::plan(&months, &daily(), today);
    assert!(plan.golden.lacks.contains("about 5"), "{}", plan.golden.lacks);
}

fn group(points: Vec<Point>) -> Group {
    Group {
        id: "openstack-glance".to_owned(),
        tool: Tool::Glance,
        name: "web".to_owned(),
        file: String::new(),
        imported: 0,
        here: String::new(),
        zone: String::new(),
        joined: None,
        figures: Figures { points: points.len(), ..Figures::default() },
        points,
        skipped: Vec::new(),
        skipped_in_file: 0,
        notes: Vec::new(),
    }
}

fn point(id: &str, at: i64, gigabytes: u64, kind: SizeKind) -> Point {
    Point {
        captured_at: 1_790_000_000 + at * 86_400,
        usable_at: None,
        offset: None,
        size: Bytes::new(gigabytes * 1_000_000_000).map(|bytes| Size { bytes, kind }),
        adds: None,
        status: Status::Complete,
        group: 0,
        note: "".into(),
        id: id.to_owned(),
        tags: Vec::new(),
        needs: Vec::new(),
    }
}

fn six() -> Vec<Group> {
    use SizeKind::{Provisioned, Stored, Unique};
    let all = [
        ("f", 9, 6, Stored),
        ("e", 8, 5, Stored),
        ("d", 7, 4, Stored),
        ("c", 6, 3, Unique),
        ("b", 5, 2, Provisioned),
        ("a", 4, 1, Stored),
    ];
    vec![group(all.into_iter().map(|(id, at, size, kind)| point(id, at, size, kind)).collect())]
}

#[test]
fn images_in_use_are_never_offered_and_kinds_never_added() {
    let fates = |told: &Told| -> Vec<Fate> { listed(&six(), told).images.iter().map(|c| c.fate).collect() };
    let mut told = Told::default();
    assert!(listed(&six(), &told).free.is_empty(), "without a golden one nothing is offered");
    told.in_use.insert("f".to_owned());
    assert_eq!(fates(&told)[0], Fate::InUse);
    told.chosen = "e".to_owned();
    use Fate::{Before, Free, InUse};
    assert_eq!(fates(&told), [InUse, Fate::Golden, Before, Free, Free, Free]);
    let free = listed(&six(), &told).free;
    let bytes = |gigabytes: u64| Bytes::new(gigabytes * 1_000_000_000).unwrap();
    assert_eq!(
        free,
        [
            (SizeKind::Stored, 1, bytes(1)),
            (SizeKind::Unique, 1, bytes(3)),
            (SizeKind::Provisioned, 1, bytes(2)),
        ]
    );
    told.previous = Some(9);
    assert!(listed(&six(), &told).free.is_empty());
}

#[test]
fn the_page_asks_what_is_not_known_and_shows_the_list() {
    let answers = with(&shop(), "points", "openstack-glance", &six()[0].write());
    let mut visit = Visit::to(answers, "images");
    assert!(visit.shown.changes.is_empty());
    visit.says("Say which one is golden. Until then none is offered to be let go of.");
    visit.says("runs with steady traffic");
    visit.fill(&[("changing", "daily"), ("data", "unsure"), ("size", "40 GB")]);
    assert_eq!(
        visit.answers.entry("settings", "images").unwrap(),
        r#"{"changing":"daily","data_on_system_disk":null,"id":"images","image_bytes":40000000000}"#
    );
    visit.press("golden e");
    visit.press("use f");
    visit.says("3 images are referred to by nothing you said.");
    visit.says(
        "Their disks add up to 2 GB of 1 of them, however full: what deleting them frees is not in the list.",
    );
    visit.press("use c");
    visit.says("2 images are referred to by nothing you said.");
    visit.press("unuse c");
    visit.fill(&[("baked", "2027-01-01"), ("servers", "0")].map(|(name, value)| (name, value))[1..]);
    visit.says("Enter a whole number from 1 to 10,000, such as 3");
    visit.says("Holdfast deletes nothing, here or anywhere.");
}
