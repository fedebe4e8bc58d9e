use super::{NOW, groups, restic, source};
use holdfast::answers::{Answers, Change, Edit, LARGEST_ENTRY};
use holdfast::import::{Gap, Point, Size, SizeKind, Skipped, Status, Tool};
use holdfast::points::{Figures, Group, Joined, Points, gather};
use holdfast::schedule::Zone;
use holdfast::system::ComponentId;
use holdfast::units::{Bytes, Moment};
use proptest::prelude::*;

const HOUR: i64 = 3_600;

fn document(groups: &[Group]) -> Answers {
    let change = |group: &Group| Change {
        section: Group::SECTION.to_owned(),
        id: group.id.clone(),
        text: Some(group.write()),
    };
    let edit = Edit::Change(groups.iter().map(change).collect());
    Answers::default().apply(&edit, chrono::NaiveDate::default()).unwrap()
}

#[test]
fn a_few_points_are_kept_in_full() {
    let group = &groups(&restic("web", 3, 24 * HOUR))[0];
    assert_eq!((group.tool, group.name.as_str(), group.not_kept()), (Tool::Restic, "web /srv", 0));
    let newest = &group.points[0];
    assert_eq!((newest.captured_at, newest.usable_at), (NOW, Some(NOW + 60)));
    assert_eq!((newest.id.as_str(), newest.tags.as_slice()), ("00000002", &["daily".to_owned()][..]));
    assert_eq!(newest.size.unwrap().kind, SizeKind::Logical);
    assert_eq!(group.figures.longest_gap.unwrap().seconds(), 24 * HOUR);
    assert_eq!(group.figures.worst_loss.unwrap().seconds(), 24 * HOUR + 60);
    assert_eq!(group.figures.growth_of, Some(SizeKind::Logical));
    assert_eq!(Group::read(&group.write()).as_ref(), Ok(group));
}

#[test]
fn many_points_are_cut_and_their_figures_are_not() {
    // One gap of 9 h far back, where no point is kept.
    let mut list = restic("web", 5_000, HOUR);
    let at = |n: i64| format!("\"id\":\"{n:064x}\"");
    for n in 100..108 {
        let from = list[..list.find(&at(n)).unwrap()].rfind("{\"time\"").unwrap();
        let to = list.find(&at(n + 1)).map(|next| list[..next].rfind("{\"time\"").unwrap()).unwrap();
        list.replace_range(from..to, "");
    }
    let group = &mut groups(&list)[0];
    assert!(group.not_kept() > 3_000 && group.points.len() > 300, "{}", group.points.len());
    assert_eq!(group.points[0].captured_at, NOW);
    assert_eq!(group.figures.points, 4_992);
    group.id = "x".repeat(60);
    group.joined = Some(Joined { component: ComponentId::new(&"c".repeat(60)), protection: "p".repeat(60) });
    assert!(group.write().len() <= LARGEST_ENTRY, "{}", group.write().len());
    let measured = group.measured(NOW + 5 * HOUR, None).unwrap();
    assert_eq!((measured.points, measured.ahead), (4_992, 0));
    assert_eq!(measured.longest_gap.unwrap().seconds(), 9 * HOUR);
    assert_eq!(measured.stale.unwrap().seconds(), 5 * HOUR);
    assert_eq!(Group::read(&group.write()).as_ref(), Ok(&*group));
}

#[test]
fn many_sources_share_the_room() {
    let lists: Vec<String> = (0..40).map(|n| restic(&format!("host-{n:02}"), 400, HOUR)).collect();
    let inside: Vec<&str> = lists.iter().map(|list| list.trim_matches(['[', ']'])).collect();
    let mut points = Points::default();
    for group in groups(&format!("[{}]", inside.join(","))) {
        points.put(group);
    }
    assert_eq!(points.groups.len(), 40);
    let all = document(&points.groups);
    assert!(all.entry_bytes() < 1_250_000, "{}", all.entry_bytes());
    assert_eq!(Points::of(&all), points);
    assert!(points.groups.iter().all(|group| group.figures.points == 400));
}

#[test]
fn the_same_source_again_replaces_its_group() {
    let mut points = Points::default();
    assert_eq!(points.put(groups(&restic("web", 3, HOUR)).remove(0)), "restic");
    assert_eq!(points.put(groups(&restic("db", 3, HOUR)).remove(0)), "restic-2");
    let to = Joined { component: ComponentId::new("database"), protection: "db-dump".to_owned() };
    points.groups[1].joined = Some(to.clone());
    assert_eq!(points.put(groups(&restic("db", 5, HOUR)).remove(0)), "restic-2");
    assert_eq!(points.groups.len(), 2);
    assert_eq!((points.groups[1].points.len(), points.groups[1].joined.as_ref()), (5, Some(&to)));
    let of: Vec<&Group> = points.of_protection(&to.component, "db-dump").collect();
    assert_eq!(of, [&points.groups[1]]);
}

#[test]
fn now_is_read_by_the_clock_of_the_importer() {
    let group = &groups(&restic("web", 3, HOUR))[0];
    let zone = Zone::fixed("Europe/Berlin", 3_600);
    let noon: Moment = Zone::utc().local(NOW);
    assert_eq!(group.instant(noon, Some(&zone)), NOW - 3_600);
    assert_eq!(group.instant(noon, None), NOW);
}

#[test]
fn what_does_not_count_is_kept_and_counted() {
    let list = r#"{"snapshots":[]}"#;
    assert!(holdfast::import::import(list.as_bytes()).is_err());
    let csv: String = (0..500).map(|n| format!("2026-11-{:02}T03:00:00Z,5,failed\n", n % 28 + 1)).collect();
    let text = format!("time,size,status\n2026-11-20T03:00:00Z,5,ok\n{csv}");
    let group = &groups(&text)[0];
    assert_eq!((group.skipped_in_file, group.skipped.len()), (500, 200));
    assert_eq!(Group::read(&group.write()).as_ref(), Ok(group));
}

fn point() -> impl Strategy<Value = Point> {
    let kind = prop::sample::select(SizeKind::ALL.to_vec());
    let size = (0..=1_000_000_000_000_000_000_u64, kind);
    let texts = || prop::collection::vec(".{0,300}", 0..3);
    (
        -70_000_000_000_i64..260_000_000_000,
        prop::option::of(0..100_000_i64),
        prop::option::of(-90_000..90_000_i32),
        prop::option::of(size),
        any::<bool>(),
        (".{0,300}", ".{0,300}", texts(), texts()),
    )
        .prop_map(|(at, took, offset, size, verified, (id, note, tags, needs))| Point {
            captured_at: at,
            usable_at: took.map(|took| at + took),
            offset,
            size: size.map(|(bytes, kind)| Size { bytes: Bytes::new(bytes).unwrap(), kind }),
            adds: None,
            status: if verified { Status::Verified } else { Status::Complete },
            group: 0,
            note: note.into(),
            id,
            tags,
            needs,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a tool may print, its groups fit into a document and read back as they were.
    #[test]
    fn any_points_fit(
        points in prop::collection::vec(point(), 0..80),
        skipped in prop::collection::vec((".{0,400}", ".{0,400}"), 0..300),
        notes in prop::collection::vec(".{0,400}", 0..50),
        name in ".{0,400}",
    ) {
        let imported = holdfast::import::Imported {
            tool: Tool::Kopia,
            groups: vec![name],
            points,
            unplaced: Vec::new(),
            skipped: skipped.into_iter().map(|(what, reason)| Skipped { what, reason: reason.into() }).collect(),
            notes: notes.into_iter().map(Into::into).collect(),
        };
        for mut group in gather(imported, source()) {
            group.id = "kopia".to_owned();
            prop_assert!(group.write().len() < LARGEST_ENTRY);
            let (read, wrote) = (Group::read(&group.write()), group.write());
            prop_assert_eq!(read.as_ref(), Ok(&group), "{}", wrote);
            prop_assert_eq!(&Points::of(&document(std::slice::from_ref(&group))).groups, &[group]);
        }
    }
}

#[test]
fn no_point_no_figure() {
    let empty = Figures::default();
    assert_eq!((empty.points, empty.span), (0, None));
    assert_eq!(Gap { from: 1, to: 4 }.longer(Gap { from: 0, to: 3 }), Gap { from: 1, to: 4 });
}
