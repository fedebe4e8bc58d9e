//! The example `retain`: what it reads, and what it refuses.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "../examples/retain/door.rs"]
mod door;

#[path = "retain/dialects.rs"]
mod dialects;

use door::{Given, answer};

const POINTS: &str = r#"[{"id":"a","time":"2024-01-01T12:00:00Z"},{"id":"b","time":"2024-01-01T13:00:00Z"},
    {"id":"c","at":1704196800}]"#;

fn kept(policy: &str, points: &str) -> Vec<String> {
    let answer =
        answer(policy, points, &Given::default()).unwrap_or_else(|error| panic!("{policy}: {error}"));
    let stays = answer.verdicts.iter().filter(|verdict| verdict.keep || answer.refused());
    stays.map(|verdict| answer.points.get(verdict.point).unwrap().id.clone()).collect()
}

fn refused(policy: &str, points: &str) -> String {
    answer(policy, points, &Given::default()).unwrap_err()
}

#[test]
fn policies_are_read_as_tools_and_people_write_them() {
    for policy in [
        r#"{"dialect":"restic","keep_daily":2}"#,
        r#"{"tool":"Restic","policy":{"keep-daily":2}}"#,
        r#"{"dialect":"borg 1.4","daily":2}"#,
        r#"{"dialect":"borg2","keep":{"daily":2}}"#,
        r#"{"dialect":"pbs","keep-daily":2}"#,
        r#"{"dialect":"Kopia","keepDaily":2}"#,
        r#"{"dialect":"nova","keep_last":2}"#,
        r#"{"dialect":"aws-dlm","RetainRule":{"Count":2}}"#,
    ] {
        assert_eq!(kept(policy, POINTS), ["b", "c"], "{policy}");
    }
    for policy in [
        r#"{"dialect":"age","age_s":3600}"#,
        r#"{"dialect":"velero","ttl":"1h0m0s"}"#,
        r#"{"dialect":"restic","keep_within":"1h"}"#,
        r#"{"dialect":"borg2","keep_within":"1H"}"#,
    ] {
        assert_eq!(kept(policy, POINTS), ["c"], "{policy}");
    }
    assert_eq!(kept(r#"{"dialect":"restic","keep_tags":["x"],"keep_last":1}"#, POINTS), ["c"]);
}

#[test]
fn points_are_read_as_tools_and_the_importer_write_them() {
    let last = r#"{"dialect":"restic","keep_last":1}"#;
    let imported = r#"{"tool":"restic","points":[{"captured_at":"2024-01-01T12:00:00Z","usable_at":null,"size_bytes":1,
        "size_kind":"logical","status":"good","group":"web01 /data","note":null}],"skipped":[],"worst_loss_s":{}}"#;
    assert_eq!(kept(last, imported), ["0"]);
    let snapshots = r#"{"snapshots":[{"index":7,"time":"2024-01-01T12:00:00.5+02:00","host":"a","paths":["/"],"tags":["x"]}]}"#;
    assert_eq!(kept(last, snapshots), ["7"]);
    // Local times need a zone, and the zone tells the day: 23:30 UTC is the next day in Berlin.
    let local = r#"[{"name":"a","start":"2024-01-01T12:00:00"},{"name":"b","start":"2024-01-01T23:30:00Z"}]"#;
    let daily = r#"{"dialect":"borg","keep_daily":2,"keep_yearly":0}"#;
    assert!(refused(daily, local).contains("name the zone with --zone"));
    let zoned = r#"{"dialect":"borg","keep_daily":2,"zone":"Europe/Berlin"}"#;
    assert_eq!(kept(zoned, local), ["a", "b"]);
    let list = r#"[{"name":"b","start":"2024-01-02"}]"#;
    assert!(answer(zoned, list, &Given::default()).is_ok() || refused(zoned, list).contains("is not a time"));
    let checkpoint =
        r#"[{"name":"a","at":0},{"name":"a.checkpoint","at":-5},{"name":"b.checkpoint.1","at":5}]"#;
    assert_eq!(kept(r#"{"dialect":"borg","keep_last":9}"#, checkpoint), ["a", "b.checkpoint.1"]);
}

#[test]
fn the_unknown_is_refused_loudly() {
    let last = r#"{"dialect":"restic","keep_last":1}"#;
    assert!(
        refused(r#"{"dialect":"restic","keep_every_day":1}"#, POINTS)
            .contains("unknown field keep_every_day")
    );
    assert!(
        refused(r#"{"dialect":"proxmox","keep_within":"1d"}"#, POINTS).contains("unknown field keep_within")
    );
    assert!(refused(r#"{"dialect":"tar"}"#, POINTS).contains("unknown dialect tar"));
    assert!(refused(r#"{"keep_last":1}"#, POINTS).contains("no field dialect"));
    assert!(refused(r#"{"dialect":"restic","keep_daily":1,"keep-daily":2}"#, POINTS).contains("given twice"));
    assert!(refused(r#"{"dialect":"restic","keep_daily":"many"}"#, POINTS).contains("“many” is no number"));
    assert!(refused(last, r#"[{"id":"a"}]"#).contains("point 0: it has no time"));
    assert!(refused(last, r#"[{"id":"a","at":1,"mood":"good"}]"#).contains("unknown field mood"));
    assert!(refused(last, r#"[{"id":"a","at":1,"time":2}]"#).contains("another field says"));
    assert!(refused(last, r#"[{"id":"a","at":1,"status":"meh"}]"#).contains("unknown status meh"));
    assert!(refused(last, r#"{"points":[],"more":1}"#).contains("unknown field more"));
    assert!(refused(last, "{}").contains("no list of points"));
    assert!(refused("[", POINTS).contains("POLICY.json is not JSON"));
    let now = Given { now: Some("noon".to_owned()), zone: None };
    assert!(answer(last, POINTS, &now).unwrap_err().contains("“noon” is not an instant"));
    let twice = r#"{"dialect":"restic","keep_last":1,"now":5}"#;
    let now = Given { now: Some("6".to_owned()), zone: None };
    assert!(answer(twice, POINTS, &now).unwrap_err().contains("now is given twice"));
}

#[test]
fn answers_say_what_stays_and_why() {
    let said = answer(
        r#"{"dialect":"restic","keep_daily":2,"detection_delay":"30 days","locked_for":"7 days"}"#,
        POINTS,
        &Given::default(),
    )
    .unwrap();
    let expected = "restic at 2024-01-02 12:00:01 UTC: 2 of 3 points stay\n\
        keep\tc\t2024-01-02 12:00:00 UTC\tdaily snapshot\n\
        keep\tb\t2024-01-01 13:00:00 UTC\tdaily snapshot\n\
        remove\ta\t2024-01-01 12:00:00 UTC\n\
        WARNING: Copies are locked for 7\u{a0}days, but damage may go unnoticed for 30\u{a0}days. Lock them for longer than \
        that.\n";
    assert_eq!(said.text(), expected);
    let json: serde_json::Value = serde_json::from_str(&said.json()).unwrap();
    assert_eq!(json.pointer("/points/1/why/0").unwrap(), "daily snapshot");
    assert_eq!(json.pointer("/points/1/by/0/rule/each/period").unwrap(), "day");
    assert_eq!(json.pointer("/points/0/keep").unwrap(), false);
    assert_eq!(
        (json.pointer("/dialect").unwrap(), said.warnings.len(), said.refusals.len()),
        (&"restic".into(), 1, 0)
    );
    // What the tool would not run removes nothing.
    let empty = answer(r#"{"dialect":"restic"}"#, POINTS, &Given::default()).unwrap();
    assert!(
        empty.refused()
            && empty.text().contains("3 of 3 points stay")
            && empty.text().contains("REFUSED: no rule")
    );
}
