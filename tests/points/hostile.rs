use super::{groups, restic};
use holdfast::answers::{Answers, Change, Edit};
use holdfast::points::{Group, Points};
use serde_json::{Value, json};

fn entry() -> Value {
    let mut group = groups(&restic("web", 3, 3_600)).remove(0);
    group.id = "restic".to_owned();
    serde_json::from_str(&group.write()).unwrap()
}

fn with(path: &str, value: Value) -> String {
    let mut entry = entry();
    match entry.pointer_mut(path) {
        Some(place) => *place = value,
        None => entry[path.trim_start_matches('/')] = value,
    }
    entry.to_string()
}

#[test]
fn what_is_wrong_is_said() {
    for (text, says) in [
        (with("/tool", json!("floppy")), "tool"),
        (with("/colour", json!("red")), "colour"),
        (with("/zone", json!("Mars/<b>")), "time zone"),
        (with("/component", json!("database")), "belong together"),
        (with("/imported_at", json!(9_000_000_000_000_i64)), "calendar"),
        (with("/all/points", json!(1)), "counts those"),
        (with("/all/longest_gap", json!([5, 1])), "before it begins"),
        (with("/all/grows_is", json!("imagined")), "kind of size"),
        (with("/points/0", json!({"at": i64::MAX})), "calendar"),
        (with("/points/0", json!({"at": i64::MAX - 5, "took_s": 10})), "calendar"),
        (with("/points/0", json!({"at": 1_795_262_400, "took_s": -1})), "took_s"),
        (with("/points/0", json!({"at": 1_795_262_400, "size_bytes": 5})), "belong together"),
        (with("/points/0", json!({"at": 0})), "newest"),
        (with("/points/0", json!({"at": 1_795_262_400, "size_bytes": u64::MAX, "size_is": "stored"})), "TB"),
        ("{}".to_owned(), "missing"),
    ] {
        let error = Group::read(&text).unwrap_err();
        assert!(error.problem.contains(says), "{says}: {error}");
    }
}

#[test]
fn an_entry_that_cannot_be_read_is_kept_and_shown() {
    let text = with("/colour", json!("red\u{202e}"));
    let change = Change { section: "points".to_owned(), id: "restic".to_owned(), text: Some(text) };
    let answers =
        Answers::default().apply(&Edit::Change(vec![change]), chrono::NaiveDate::default()).unwrap();
    let mut points = Points::of(&answers);
    assert!(points.groups.is_empty());
    assert_eq!((points.unreadable[0].section, points.unreadable[0].id.as_str()), ("points", "restic"));
    assert!(points.unreadable[0].text.contains("\\u202e"));
    // Its id is not given to another.
    assert_eq!(points.put(groups(&restic("db", 2, 60)).remove(0)), "restic-2");
}
