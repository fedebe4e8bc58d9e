//! The pages of drills: chosen, planned, run with a reload in the middle, put together from two devices, reviewed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a test stops where it fails")]

#[path = "system/person.rs"]
mod person;
mod support;

use holdfast::answers::Answers;
use holdfast::assess::Figure;
use holdfast::desk::{Ask, Shown, page};
use holdfast::drill::{Level, Record, Stage, StepStage, records, state};
use holdfast::save::to_file;
use person::{Person, controls};

const BEGIN: i64 = 1_795_000_000;

/// Somebody with a device and a clock that goes on.
#[derive(Clone)]
struct Team {
    person: Person,
    device: &'static str,
    now: i64,
}

impl Team {
    fn shop() -> Team {
        let mut person = Person::with(&Answers::default());
        person.presses("system", "template shop");
        Team { person, device: "aa11", now: BEGIN }
    }

    fn ask(&self, address: &str, typed: &[(&str, &str)], act: Option<&str>) -> Shown {
        let ask = |fields, act: Option<&str>| Ask {
            fields,
            act: act.map(str::to_owned),
            instant: self.now,
            device: self.device.to_owned(),
            ..self.person.ask(address)
        };
        let file = to_file(&self.person.document);
        let mut fields = controls(&page(&file, &ask(None, None)).html);
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        page(&file, &ask(Some(fields.into_iter().collect()), act))
    }

    fn does(&mut self, address: &str, typed: &[(&str, &str)], act: &str) -> Shown {
        let shown = self.ask(address, typed, Some(act));
        self.person.write(&shown.changes);
        shown
    }

    fn drill(&self) -> Record {
        records(&self.person.document).0.last().unwrap().clone()
    }

    /// A planned drill, and its address.
    fn planned(&mut self, level: &str) -> String {
        let shown = self.does("drills", &[("level", level)], "plan");
        shown.go.unwrap()
    }
}

#[test]
fn the_next_drill_is_chosen_by_what_was_asked_for() {
    let mut team = Team::shop();
    for by in ["unproven", "finding", "chance"] {
        let shown = team.ask("drills", &[("by", by)], None);
        assert!(shown.html.contains("value=\"plan\""), "{by}");
    }
    let drawn = |team: &Team, seed: &str| team.ask("drills", &[("by", "chance"), ("seed", seed)], None).html;
    assert_eq!(drawn(&team, "7"), drawn(&team, "7"), "the same number draws the same");
    assert!(
        (1..30)
            .any(|n| drawn(&team, &n.to_string()) != drawn(&team, "7").replace("\"7\"", &format!("\"{n}\"")))
    );
    assert!(drawn(&team, "many").contains("Enter a whole number"));
    team.does("plans", &[("scenario", "region-loss")], "draft");
    let shown = team.does("drills", &[("runbook", "plan-1"), ("level", "side-system")], "plan-runbook");
    assert!(shown.go.unwrap().starts_with("drills/drill-1-aa11"));
    assert_eq!(team.drill().plan().unwrap().runbook, "plan-1");
}

#[test]
fn nothing_begins_before_it_is_written_down() {
    let mut team = Team::shop();
    let at = team.planned("live");
    let plan = team.drill().plan().unwrap().clone();
    assert!(plan.level == Level::Live && plan.safety.len() > 6);
    let refused = team.ask(&at, &[("radius", ""), ("stop-rule", "")], None);
    assert!(refused.html.contains("Write down what can be hit") && !refused.html.contains("value=\"begin\""));
    // Another level brings its own conditions; what was changed by hand stays.
    team.does(&at, &[("stop-rule", "When the cat comes in")], "none");
    team.does(&at, &[("level", "table-top")], "none");
    let plan = team.drill().plan().unwrap().clone();
    assert_eq!((plan.safety.len(), plan.stop_rule.as_str()), (2, "When the cat comes in"));
    let open = team.ask(&at, &[], None).html;
    assert!(open.contains("conditions have not been looked at"));
    for condition in &plan.safety {
        team.does(&at, &[], &format!("holds {}", condition.id));
    }
    assert!(!team.ask(&at, &[], None).html.contains("have not been looked at"));
    let shown = team.does(&at, &[], "begin");
    assert!(shown.html.contains("data-since=") && state(&team.drill()).stage == Stage::Running);
}

#[test]
fn a_drill_runs_survives_and_is_reviewed() {
    let mut team = Team::shop();
    let at = team.planned("side-system");
    team.does(&at, &[], "begin");
    let steps: Vec<String> = team.drill().plan().unwrap().steps.iter().map(|step| step.id.clone()).collect();
    for (n, step) in steps.iter().enumerate() {
        team.now += 60;
        team.does(&at, &[], &format!("start {step}"));
        team.now += 300;
        if n == 1 {
            let none = team.ask(&at, &[], Some(&format!("skip {step}")));
            assert!(none.wrong && none.changes.is_empty(), "a reason is asked for");
            team.does(&at, &[("note", "It was there already")], &format!("skip {step}"));
        } else {
            team.does(&at, &[], &format!("done {step}"));
        }
        // Everything is in the document: whoever opens it anew sees the same.
        let again = Team { device: "aa11", ..team.clone() }.ask(&at, &[], None);
        assert!(again.html.contains("data-since="));
    }
    team.does(&at, &[("note", "The key had expired")], "surprise");
    let over = team.does(&at, &[], "end");
    assert!(over.html.contains("Planned and real") && over.html.contains("The key had expired"));
    let ends = state(&team.drill());
    assert_eq!((ends.stage, ends.steps[1].stage), (Stage::Ended, StepStage::Skipped));
    assert_eq!(ends.over.unwrap() - ends.begun.unwrap(), 360 * steps.len() as i64);
    // Lessons, and how much was restored.
    team.does(&at, &[("lesson", "Renew keys in time"), ("lesson-due", "2026-12-24")], "learn");
    assert!(team.ask(&at, &[], None).html.contains("until 24"));
    team.does(&at, &[], "see-to l-1");
    assert!(state(&team.drill()).lessons[0].closed);
    let wrong = team.ask(&at, &[("lesson", "x"), ("lesson-due", "soon")], Some("learn"));
    assert!(wrong.html.contains("Enter a date"));
    assert!(team.ask("drills", &[], None).html.contains("href=\"#/drills/drill-1-aa11\""));
}

#[test]
fn a_slip_is_taken_back_and_a_stop_is_said() {
    let mut team = Team::shop();
    let at = team.planned("table-top");
    team.does(&at, &[], "begin");
    let first = team.drill().plan().unwrap().steps[0].id.clone();
    team.does(&at, &[], &format!("done {first}"));
    let shown = team.ask(&at, &[], None);
    let (_, rest) = shown.html.split_once("value=\"take-back ").unwrap();
    let event = rest.split_once('"').unwrap().0.to_owned();
    team.does(&at, &[], &format!("take-back {event}"));
    assert_eq!(state(&team.drill()).steps[0].stage, StepStage::Waiting);
    assert!(team.ask(&at, &[], Some("stop")).wrong, "why is asked for");
    let over = team.does(&at, &[("note", "A real alarm")], "stop");
    assert!(over.html.contains("It was stopped: A real alarm"));
}

#[test]
fn two_devices_become_one() {
    let mut ours = Team::shop();
    let at = ours.planned("table-top");
    ours.does(&at, &[], "begin");
    let steps: Vec<String> = ours.drill().plan().unwrap().steps.iter().map(|step| step.id.clone()).collect();
    let file = ours.ask(&at, &[], Some("save-drill")).save.unwrap();
    assert_eq!(file.name, "drill-1-aa11.drill.json");
    let mut theirs = Team { person: Team::shop().person, device: "bb22", now: BEGIN + 100 };
    theirs.does("drills", &[("drill-text", &file.text)], "into drill-text");
    theirs.does(&at, &[], &format!("done {}", steps[0]));
    ours.now += 200;
    ours.does(&at, &[], &format!("done {}", steps[1]));
    let back = theirs.ask(&at, &[], Some("save-drill")).save.unwrap();
    ours.does("drills", &[("drill-text", &back.text)], "into drill-text");
    let state = state(&ours.drill());
    assert_eq!([state.steps[0].stage, state.steps[1].stage], [StepStage::Done, StepStage::Done]);
    let wrong = ours.ask("drills", &[("drill-text", "{\"a\":1}")], Some("into drill-text"));
    assert!(wrong.html.contains("This is no file of a drill") && wrong.changes.is_empty());
}

#[test]
fn a_year_is_planned_moved_and_handed_to_a_calendar() {
    let mut team = Team::shop();
    assert!(team.ask("drills/year", &[], None).html.contains("What it would be"));
    assert!(team.ask("drills/year", &[("a-month", "9")], None).wrong);
    let shown = team.does("drills/year", &[("a-month", "1"), ("on", "Friday")], "plan-year");
    assert!(shown.html.contains("The programme"));
    let programme = |team: &Team| holdfast::programme::Programme::of(&team.person.document).0.unwrap();
    let before = programme(&team);
    let many = before.slots.len();
    assert!((12..=13).contains(&many), "a date in every month that begins or ends in it");
    let id = before.slots[3].id.clone();
    let (day, at) = (format!("day.{id}"), format!("at.{id}"));
    team.does("drills/year", &[(&day, "2027-03-03"), (&at, "15:30")], &format!("move-slot {id}"));
    let moved = programme(&team).slots.iter().find(|slot| slot.id == id).unwrap().clone();
    assert_eq!((moved.day.to_string().as_str(), moved.sequence), ("2027-03-03", 1));
    assert!(team.ask("drills/year", &[(&day, "soon")], Some(&format!("move-slot {id}"))).wrong);
    team.does("drills/year", &[], &format!("cancel-slot {id}"));
    let file = team.ask("drills/year", &[], Some("save-ics")).save.unwrap();
    assert!(file.name.ends_with(".ics") && file.text.starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(file.text.matches("BEGIN:VEVENT").count(), many);
    assert!(file.text.contains("STATUS:CANCELLED") && file.text.contains("SEQUENCE:2"));
    team.does("drills/year", &[], "plan-year");
    assert!(
        programme(&team)
            .slots
            .iter()
            .all(|slot| before.slots.iter().any(|old| old.id == slot.id) || slot.sequence == 0)
    );
}

#[test]
fn a_measured_time_is_evidence_and_counts_where_it_was_longer() {
    let mut team = Team::shop();
    team.does("plans", &[("scenario", "region-loss")], "draft");
    let at =
        team.does("drills", &[("runbook", "plan-1"), ("level", "duplicate")], "plan-runbook").go.unwrap();
    let pictures = holdfast::system::ComponentId::new("uploaded-files");
    let region = |team: &Team| {
        let outcome = holdfast::assess::assess(&team.person.document, support::now());
        let after = outcome.returns.iter().find(|r| r.scenario.id.slug() == "region-loss").unwrap().clone();
        (after.part(&pictures).unwrap().clone(), after.total.unwrap())
    };
    let (before, _) = region(&team);
    // The drill is over on the day of the outcome, and took three days.
    team.now = support::now().seconds() - 270_000;
    team.does(&at, &[], "begin");
    let steps: Vec<String> = team.drill().plan().unwrap().steps.iter().map(|step| step.id.clone()).collect();
    for step in &steps {
        team.does(&at, &[], &format!("start {step}"));
        team.now += 260_000 / steps.len() as i64;
        team.does(&at, &[], &format!("done {step}"));
    }
    team.does(&at, &[], "end");
    let shown = team.ask(&at, &[], None);
    let full = controls(&shown.html)["data.uploaded-files.full"].clone();
    team.does(&at, &[("data.uploaded-files.restored", &full)], "amounts");
    let (after, total) = region(&team);
    assert!(after.back > before.back && after.back.unwrap().seconds() > 40_000, "{after:?}");
    assert_eq!(after.known, holdfast::answers::Evidence::Measured);
    assert_eq!(after.verdict, holdfast::assess::Verdict::Over);
    assert!(total >= after.back.unwrap());
    // What was worked out still stands beside it, and how the figure was reached says what took its place.
    assert_eq!((before.worked_out, before.back), (after.worked_out, before.worked_out));
    let outcome = holdfast::assess::assess(&team.person.document, support::now());
    let measured = holdfast::programme::measured_returns(&outcome, &outcome.proven);
    let beside = measured.iter().find(|one| one.component == pictures).unwrap();
    assert_eq!((beside.worked_out, Some(beside.measured.time)), (before.back, after.back));
    let figure = Figure::Back(beside.scenario, Some(pictures.clone()));
    let why = outcome.why(&figure).unwrap();
    let has = |label: &str, figure: String| {
        why.steps.iter().any(|s| s.text.words().starts_with(label) && s.figure.as_ref() == Some(&figure))
    };
    assert!(has("Worked out", before.back.unwrap().to_string()), "{why:?}");
    assert!(has("Back after", after.back.unwrap().to_string()), "{why:?}");
    assert!(why.steps.iter().any(|s| s.text.words().starts_with("A drill took longer")));
    let whole = outcome.why(&Figure::Back(beside.scenario, None)).unwrap();
    assert!(whole.steps.iter().any(|s| s.text.words().starts_with("A drill took longer")), "{whole:?}");
    // Beside the part the same figure stands, and that no change to the description mends what happened.
    let panel = team.person.see("system/uploaded-files").html.replace('\u{a0}', " ");
    let spoken = after.back.unwrap().to_the_minute().to_string().replace('\u{a0}', " ");
    assert!(panel.contains(&format!("<strong>{spoken}</strong>")), "{spoken}");
    assert!(panel.contains(
        "A drill took longer than your limit. Its time stands until another drill shows otherwise"
    ));
}

/// A drill that brought pictures and what they wait for back, over on the day of the outcome.
fn held(team: &mut Team) -> String {
    team.does("plans", &[("scenario", "region-loss")], "draft");
    let typed = [("runbook", "plan-1"), ("level", "duplicate")];
    let at = team.does("drills", &typed, "plan-runbook").go.unwrap();
    // Moments count from Monday, 5 January 1970.
    team.now = support::now().seconds() + 4 * support::DAY - 20_000;
    team.does(&at, &[], "begin");
    let steps: Vec<String> = team.drill().plan().unwrap().steps.iter().map(|step| step.id.clone()).collect();
    for step in &steps {
        team.does(&at, &[], &format!("start {step}"));
        team.now += 10_000 / steps.len() as i64;
        team.does(&at, &[], &format!("done {step}"));
    }
    team.does(&at, &[], "end");
    let full = controls(&team.ask(&at, &[], None).html)["data.uploaded-files.full"].clone();
    team.does(&at, &[("data.uploaded-files.restored", &full)], "amounts");
    at
}

#[test]
fn how_long_a_proof_holds_is_the_users_to_say_and_counts_everywhere() {
    let mut team = Team::shop();
    let at = held(&mut team);
    let later = support::now().plus(150 * support::DAY);
    let page = |team: &Team, address: &str| {
        let ask = Ask { now: later.seconds(), ..team.person.ask(address) };
        page(&to_file(&team.person.document), &ask).html.replace('\u{a0}', " ")
    };
    let results = |team: &Team| {
        holdfast::desk::results(&to_file(&team.person.document), later, "", &|_| None, "heading", None)
    };
    let report = |team: &Team| {
        let outcome = holdfast::assess::assess(&team.person.document, later);
        holdfast::report::single_file(&team.person.document, &outcome, &support::guides())
    };
    let usual = page(&team, "drills");
    assert!(
        usual.contains("parts in the last 100 days") || usual.contains("parts</strong> in the last 100 days"),
        "{usual}"
    );
    assert!(usual.contains("name=\"proof-days\" value=\"100\""));
    assert!(page(&team, "drills/year").contains("before 100 days are over"));
    assert!(!results(&team).contains("Measured in drills") && report(&team).contains("which is over"));
    assert_eq!(team.person.document.entry("settings", "drills"), None);

    // Typed, it counts on the same page at once.
    let shown = team.ask("drills", &[("proof-days", "200")], None);
    assert!(shown.html.replace('\u{a0}', " ").contains("of the last 200 days"), "{}", shown.html);
    let mut history = holdfast::answers::History::new(team.person.document.clone());
    history.edit(&holdfast::answers::Edit::Change(shown.changes.clone()), support::today()).unwrap();
    team.person.write(&shown.changes);
    assert_eq!(team.person.document.entry("settings", "drills"), Some(r#"{"id":"drills","proof_days":200}"#));
    assert!(page(&team, "drills").contains("parts were brought back in a drill of the last 200 days"));
    assert!(page(&team, "drills/year").contains("before 200 days are over"));
    let until = holdfast::units::long_date(support::today() + chrono::Days::new(200)).replace('\u{a0}', " ");
    let drill = page(&team, &at);
    assert!(drill.contains(&until), "{drill}");
    assert!(results(&team).contains("Measured in drills") && !report(&team).contains("which is over"));
    assert!(history.undo() && history.present().entry("settings", "drills").is_none());

    // The usual needs no entry.
    let usual = team.ask("drills", &[("proof-days", "100")], None);
    assert!(usual.changes.len() == 1 && usual.changes[0].text.is_none(), "{:?}", usual.changes);
}

#[test]
fn days_that_cannot_be_taken_are_said_at_the_field_and_what_cannot_be_read_stays() {
    let mut team = Team::shop();
    for typed in ["0", "3651", "-3", "2.5", "a quarter", ""] {
        let shown = team.ask("drills", &[("proof-days", typed)], None);
        assert!(shown.wrong && shown.changes.is_empty(), "{typed}");
        assert!(shown.html.contains("Enter a whole number of days from 1 to 3,650"), "{typed}");
        assert!(
            shown.html.contains("id=\"f-proof-days\" name=\"proof-days\"")
                && shown.html.contains("aria-invalid")
        );
    }
    let entry = |text: &str| holdfast::answers::Change {
        section: "settings".into(),
        id: "drills".into(),
        text: Some(text.into()),
    };
    team.person.write(&[entry(r#"{"proof_days":200,"by_level":true}"#)]);
    let shown = team.ask("drills", &[("proof-days", "50")], None);
    assert!(shown.changes.is_empty() && shown.html.contains("It cannot be read"));
    assert!(!shown.html.contains("name=\"proof-days\""));
}

/// A step of which neither time nor name is known has nothing behind it, not even a comma.
#[test]
fn what_will_be_done_is_a_list_without_stray_marks() {
    let mut team = Team::shop();
    let at = team.planned("table-top");
    let html = team.ask(&at, &[], None).html;
    assert!(
        html.contains("plan-steps")
            && !html.contains("\"> , ")
            && !html.contains("<span class=\"hint\"> </span>")
    );
    let shown = team.does("people", &[("new-person", "Ada Berg")], "add-person");
    team.does(&shown.go.unwrap(), &[("role.restores", "on"), ("role.calls-host", "on")], "none");
    let other = team.planned("table-top");
    let html = team.ask(&other, &[], None).html;
    assert!(html.contains("<span class=\"hint\"> Ada Berg</span>"), "{html}");
    assert!(!html.contains("\"> , "));
}
