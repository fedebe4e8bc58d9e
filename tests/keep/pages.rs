//! What is typed and pressed, what is written, what is shown.

use super::{Visit, planned, shop};
use holdfast::answers::Answers;
use holdfast::points::{ROOM, Source, gather};
use holdfast::system::{ComponentId, Keep, System, Told};

const PLAN: &str = r#"{"policy":{"dialect":"restic","keep_daily":7,"keep_weekly":5,"keep_monthly":12}}"#;

fn plan(answers: &Answers) -> serde_json::Value {
    let entry: serde_json::Value =
        serde_json::from_str(answers.entry("components", "database").unwrap()).unwrap();
    entry["protections"][0]["keep_plan"].clone()
}

#[test]
fn a_tool_is_chosen_first_and_starts_with_what_is_enough() {
    let mut visit = Visit::to(shop(), "keep/database/db-dump");
    assert!(visit.shown.changes.is_empty(), "opening a page is no reason to write");
    visit.says("Nothing is deleted by what you plan here");
    visit.fill(&[("r0.dialect", "restic")]);
    // 14 days, from a copy every night: some copy is always that old.
    assert_eq!(plan(&visit.answers)["policy"]["dialect"], "restic");
    visit.says("a clean copy is there at every moment");
    visit.press("suggest");
    visit.says("These are they: no smaller numbers give a clean copy at every moment");
    // Only this tool's own fields, under its own names.
    for (name, there) in
        [("--keep-daily", true), ("--keep-within", true), ("--keep-annual", false), ("--ttl", false)]
    {
        assert_eq!(visit.shown.html.contains(name), there, "{name}");
    }
    visit.fill(&[("r0.dialect", "kopia")]);
    assert!(visit.shown.html.contains("--keep-annual") && !visit.shown.html.contains("--keep-within"));
}

#[test]
fn numbers_are_written_and_nonsense_is_said() {
    let mut visit = Visit::to(planned(PLAN), "keep/database/db-dump");
    visit.says("21 copies are kept");
    visit.fill(&[("r0.keep_weekly", ""), ("r0.keep_daily", "unlimited"), ("unnoticed", "60 days")]);
    assert_eq!(
        plan(&visit.answers),
        serde_json::json!({
            "policy": {"dialect": "restic", "group_by": "host,paths", "keep_daily": -1, "keep_monthly": 12},
            "unnoticed_s": 5_184_000
        })
    );
    visit.fill(&[("r0.keep_monthly", "many"), ("r0.keep_within", "2w")]);
    assert!(visit.shown.wrong);
    visit.says("Enter a whole number up to 100,000, or unlimited");
    visit.says("write it as 1y5m7d2h");
    assert_eq!(plan(&visit.answers)["policy"]["keep_monthly"], 12, "what cannot be read stays as it was");
}

#[test]
fn policies_stand_beside_each_other_and_change_places() {
    let mut visit = Visit::to(planned(PLAN), "keep/database/db-dump");
    visit.press("beside");
    visit.press("beside");
    assert!(!visit.shown.html.contains("value=\"beside\""), "three is the most");
    visit.fill(&[("r2.dialect", "last"), ("unnoticed", "30 days")]);
    visit.fill(&[("r2.keep_last", "35")]);
    visit.says("Only this one keeps");
    visit.says("Noticed after 30 days: a clean copy");
    visit.press("force 2");
    assert_eq!(plan(&visit.answers)["policy"]["dialect"], "last");
    assert_eq!(plan(&visit.answers)["beside"][1]["keep_monthly"], 12);
    visit.press("without 1");
    visit.press("without 1");
    assert_eq!(plan(&visit.answers).get("beside"), None);
    visit.press("suggested");
    assert_eq!(plan(&visit.answers)["policy"]["keep_last"], 31);
    visit.press("unplan");
    assert!(plan(&visit.answers).is_null());
    visit.says("Which tool deletes old copies?");
}

#[test]
fn every_tool_has_its_page() {
    let tools = [
        "restic",
        "borg",
        "borg2",
        "proxmox",
        "kopia",
        "sanoid",
        "nova",
        "rackspace",
        "aws_dlm",
        "aws_backup",
        "velero",
        "last",
        "age",
    ];
    for tool in tools {
        let mut visit = Visit::to(shop(), "keep/database/db-dump");
        visit.fill(&[("r0.dialect", tool)]);
        assert_eq!(plan(&visit.answers)["policy"]["dialect"], tool);
        visit.says("a clean copy is there at every moment");
        visit.says("puts it into force");
        assert!(!visit.shown.wrong, "{tool}");
        let system = System::of(&visit.answers);
        let dump = system.component(&ComponentId::new("database")).unwrap().protection("db-dump").unwrap();
        assert!(matches!(dump.keep, Told::Known(Keep::Age(_) | Keep::Count(_))), "{tool}: {:?}", dump.keep);
    }
}

fn import(answers: &Answers, text: &str, join: bool) -> Answers {
    let source = Source {
        file: "list.json".to_owned(),
        now: 1_795_250_000,
        here: "Europe/Berlin".to_owned(),
        zone: String::new(),
        room: ROOM,
    };
    let mut answers = answers.clone();
    for (n, mut group) in gather(holdfast::import::import(text.as_bytes()).unwrap(), source).enumerate() {
        group.id = format!("{}-{n}", group.tool.id());
        if join {
            group.joined = Some(holdfast::points::Joined {
                component: ComponentId::new("database"),
                protection: "db-dump".to_owned(),
            });
        }
        answers = super::with(&answers, "points", &group.id.clone(), &group.write());
    }
    answers
}

/// Nightly snapshots up to 21 November 2026, 02:00 in Berlin.
fn restic(nights: i64) -> String {
    let rows = (0..nights).map(|n| {
        let at = chrono::DateTime::from_timestamp(1_795_222_800 - (nights - 1 - n) * 86_400, 0)
            .unwrap()
            .naive_utc();
        format!(
            r#"{{"time":"{at:?}Z","hostname":"db1","paths":["/dump"],"id":"{n:064x}","short_id":"{n:08x}"}}"#
        )
    });
    format!("[{}]", rows.collect::<Vec<_>>().join(","))
}

#[test]
fn real_points_take_the_place_of_the_schedule() {
    let answers = import(&planned(PLAN), &restic(40), true);
    let visit = Visit::to(answers, "keep/database/db-dump");
    visit.says("40 copies that restic listed.");
    // 7 daily, 5 weekly of which two are daily too, the monthly ones of October and November, and the oldest of all for the
    // months that are not reached.
    visit.says("12 copies are kept, the oldest of 13 October 2026, 01:00 +00:00. 28 copies go.");
    visit.says("Copies that failed are none, and are not among these.");
    visit.says("oldest monthly snapshot");
    assert!(!visit.words().contains("The schedule run forward"));
}

#[test]
fn points_that_are_no_copy_of_the_system_have_a_plan_of_their_own() {
    let answers = import(&shop(), &restic(20), false);
    let list = Visit::to(answers.clone(), "keep");
    list.says("from what restic lists");
    let mut visit = Visit::to(answers, "keep/points/restic-0");
    visit.fill(&[("r0.dialect", "restic")]);
    visit.fill(&[("r0.keep_daily", "3"), ("r0.keep_weekly", "")]);
    assert!(visit.answers.entry("settings", "keep-restic-0").unwrap().contains("\"keep_daily\":3"));
    visit.says("3 copies are kept, the oldest of 19 November 2026, 01:00 +00:00. 17 copies go.");
    visit.says("yes, as it stands now");
    visit.press("unplan");
    assert_eq!(visit.answers.entry("settings", "keep-restic-0"), None);
}

#[test]
fn what_cannot_be_run_says_so() {
    let visit = Visit::to(shop(), "keep/database/nothing");
    visit.says("There are no copies at this address");
    let mut shop = shop();
    let mut entry: serde_json::Value =
        serde_json::from_str(shop.entry("components", "database").unwrap()).unwrap();
    entry["protections"][0]["schedule"] = "by_hand".into();
    entry["protections"][0]["keep_plan"] = serde_json::from_str(PLAN).unwrap();
    shop = super::with(&shop, "components", "database", &entry.to_string());
    Visit::to(shop.clone(), "keep/database/db-dump")
        .says("It is made by hand, so nothing can be run forward.");
    // A plan that its tool has no meaning for makes the entry unreadable, and it is kept.
    entry["protections"][0]["keep_plan"] = serde_json::json!({"policy": {"dialect": "aws_dlm"}});
    let broken = super::with(&shop, "components", "database", &entry.to_string());
    let system = System::of(&broken);
    assert!(system.unreadable[0].error.problem.contains("give either count or interval"), "{system:?}");
}
