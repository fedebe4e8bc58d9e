//! Somebody careless, or out to break things: nothing panics, nothing takes long, nothing is lost, nothing turns into markup.

#![expect(clippy::disallowed_methods, reason = "a test may look at the clock to see that nothing takes long")]

use crate::gallery::described;
use crate::person::{Person, controls};
use crate::support::nonsense::systems;
use crate::support::{now, today};
use holdfast::answers::{Answers, Change, ComponentKind, Edit};
use holdfast::assess::{Clock, Figure, Outcome, assess, recommendations};
use holdfast::desk::{ZoneRules, results};
use holdfast::report::{GuideTexts, single_file};
use holdfast::save::{open, to_file};
use holdfast::schedule::{Schedule, Zone};
use holdfast::system::{Component, ComponentId, Protection, ProtectionKind, Setup, System, Template, Told};
use holdfast::units::{Duration, TimeOfDay};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::{Duration as Time, Instant};

/// The most that figures and everything shown of them may take, without optimisation and on a busy machine: chains that run
/// by the month and are good by chance are the slowest there are.
const WORKED_OUT: Time = Time::from_secs(60);
const SHOWN: Time = Time::from_secs(180);

fn put(section: &str, id: &str, text: String) -> Change {
    Change { section: section.into(), id: id.into(), text: Some(text) }
}

fn document(components: &[Component], setup: &Setup) -> Answers {
    let mut changes: Vec<Change> =
        components.iter().map(|c| put("components", c.id.as_str(), c.write())).collect();
    changes.push(put("settings", "system", setup.write()));
    Answers::default().apply(&Edit::Change(changes), today()).unwrap()
}

/// The rules that the page would read from the browser.
fn rules(name: &str) -> Option<ZoneRules> {
    match name {
        "UTC" => Some(ZoneRules { first: 0, changes: Vec::new() }),
        "Europe/Berlin" => Some(ZoneRules { first: 3_600, changes: vec![(1_806_195_600, 7_200)] }),
        _ => None,
    }
}

fn clock() -> Clock {
    let zone = |name: &str, offset| Zone::new(name, offset, Vec::new()).unwrap();
    let jump = holdfast::schedule::Change { at: 1_806_195_600, offset: 7_200 };
    Clock {
        now: now(),
        here: String::new(),
        zones: [zone("UTC", 0), Zone::new("Europe/Berlin", 3_600, vec![jump]).unwrap()].into_iter().collect(),
    }
}

/// What changes would make of a component, name by name; nothing without changes.
fn written(c: &Component, changes: &[Change]) -> String {
    let was: Value = serde_json::from_str(&c.write()).unwrap();
    let mut says = String::new();
    for change in changes {
        let is: Value = serde_json::from_str(change.text.as_deref().unwrap_or("null")).unwrap();
        for path in [paths(&was, ""), paths(&is, "")].concat() {
            let (was, is) = (was.pointer(&path), is.pointer(&path));
            if was != is && !was.is_some_and(|of| of.is_object() || of.is_array()) {
                says.push_str(&format!("{path}: {was:?} becomes {is:?}\n"));
            }
        }
    }
    says
}

/// Where anything stands in a value.
fn paths(value: &Value, at: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(all) => all.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect(),
        _ => Vec::new(),
    };
    inside.into_iter().flat_map(|(path, value)| [vec![path.clone()], paths(value, &path)].concat()).collect()
}

/// Everything that is shown of an outcome.
fn shown(answers: &Answers, outcome: &Outcome) -> String {
    let mut all = single_file(answers, outcome, &GuideTexts::new());
    let longest =
        outcome.matrix.longest().map(|(column, row, _)| Figure::Loss(column.id.clone(), row.scenario.id));
    all.push_str(&results(&to_file(answers), now(), "", &rules, "h", longest.as_ref()));
    all
}

fn no_nonsense(page: &str) {
    for bad in ["NaN", ">inf", " inf ", "-inf", "infinit", "Some(", "None,"] {
        assert!(
            !page.contains(bad),
            "{bad}: {}",
            &page[page.find(bad).unwrap().saturating_sub(200)..][..400]
        );
    }
}

fn tries(cases: u32) -> ProptestConfig {
    let long = std::env::var("HOLDFAST_LONG").is_ok_and(|value| value == "1");
    ProptestConfig {
        cases: if long { cases * 50 } else { cases },
        // What takes long takes long to shrink.
        max_shrink_time: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(tries(3))]

    #[test]
    fn whatever_is_described_is_worked_out_soon((components, setup) in systems(4)) {
        let answers = document(&components, &setup);
        let system = System::of(&answers);
        prop_assert_eq!(&system.unreadable, &Vec::new());
        prop_assert_eq!(&system.components, &components);
        prop_assert_eq!(&system.setup, &setup);
        let start = Instant::now();
        let outcome = assess(&answers, clock());
        let took = start.elapsed();
        prop_assert!(took < WORKED_OUT, "{took:?}");
        no_nonsense(&shown(&answers, &outcome));
        prop_assert!(start.elapsed() < SHOWN, "shown in {:?}", start.elapsed());
    }

}

proptest! {
    #![proptest_config(tries(1))]

    #[test]
    fn whatever_is_described_can_be_looked_at((components, setup) in systems(3)) {
        let mut person = Person::with(&document(&components, &setup));
        no_nonsense(&person.see("system").html);
        for c in &components {
            let start = Instant::now();
            let page = format!("system/{}", c.id);
            let first = person.see(&page);
            no_nonsense(&first.html);
            // What a page shows is what stands there: looking at it changes nothing.
            prop_assert_eq!(&first.changes, &Vec::new());
            prop_assert_eq!(written(c, &person.typing(&page, &[], None).changes), "");
            for p in c.protections.known().into_iter().flatten() {
                let page = format!("{page}/{}", p.id);
                prop_assert_eq!(written(c, &person.typing(&page, &[], None).changes), "", "{}", page);
            }
            let advice = recommendations(&person.system(), &c.id, now());
            for way in &advice.recommendations {
                prop_assert!(way.component != *c);
            }
            prop_assert!(start.elapsed() < SHOWN, "{:?}", start.elapsed());
        }
        let gone = person.presses("system", &format!("remove {}", components[0].id));
        prop_assert!(gone.html.contains("is removed"));
    }
}

#[test]
fn every_kind_of_copy_of_every_kind_of_part() {
    let at = TimeOfDay::new(2, 0).unwrap();
    let kinds = ProtectionKind::ALL.into_iter().chain([ProtectionKind::KeyCopy]);
    for kind in kinds {
        for full in [false, true] {
            let copy = |schedule| {
                let bare = Protection::new(kind.id(), kind);
                if !full {
                    return bare;
                }
                Protection {
                    schedule: Told::Known(schedule),
                    fulls: Told::Known(Schedule::Daily { at }),
                    takes: Some(Duration::hours(1)),
                    lag: Some(Duration::minutes(1)),
                    delay: Some(Duration::hours(1)),
                    ..bare
                }
            };
            let every = Schedule::Cron { text: "* * * * *".parse().unwrap() };
            let components: Vec<Component> = ComponentKind::ALL
                .into_iter()
                .map(|of| Component {
                    protections: Told::Known(vec![copy(if full { every } else { Schedule::ByHand })]),
                    limit: Told::Known(Duration::hours(1)),
                    ..Component::new(of.into(), of)
                })
                .collect();
            let answers = document(&components, &Setup::default());
            let outcome = assess(&answers, clock());
            assert_eq!(outcome.matrix.columns.len(), 13);
            assert!(outcome.matrix.cells().all(|(.., cell)| !cell.says.is_empty()));
            if full {
                no_nonsense(&single_file(&answers, &outcome, &GuideTexts::new()));
            }
        }
    }
}

/// What people type who are in a hurry, or out to break things.
fn typed() -> Vec<String> {
    let mut all: Vec<String> = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE",
        "\u{202e}gpj.exe",
        "\u{2066}x",
        "a\u{0}b",
        "NaN",
        "inf",
        "-inf",
        "1e309",
        "-0",
        "-1 h",
        "0",
        "99999999999999999999",
        "99999999999999999999 h",
        "1e400 GB",
        "0.0000000001 s",
        "1/0",
        "\u{ff11}\u{ff12} h",
        "١٢ h",
        "½ h",
        " ",
        "\n\t",
        "%",
        "100.0001 %",
        "-5 %",
        "101",
        "25:00",
        "24:00",
        "02:60",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "2027-01-01",
        "* * * * * *",
        "0 0 30 2 *",
        "@reboot",
        "1-0 * * * *",
        "*/0 * * * *",
        "Europe/../../x",
        "on",
        "unsure",
        "true",
        "null",
        "undefined",
        "[object Object]",
        "\u{1f4a9}",
        "x\u{301}\u{301}\u{301}",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("x".repeat(10_000));
    all.push("9".repeat(10_000));
    all.push("<".repeat(10_000));
    all.push("é ".repeat(5_000));
    all
}

fn tame(html: &str, at: &str) {
    for banned in ["<script", "<img"] {
        assert!(!html.contains(banned), "{at}: {banned}");
    }
    // What was typed may well stand there.
    if !["NaN", "inf"].iter().any(|typed| at.contains(typed)) {
        no_nonsense(html);
    }
}

#[test]
fn nothing_typed_breaks_a_field() {
    let person = described(Template::Shop);
    let pages = [
        "system",
        "system/settings",
        "system/database",
        "system/database/db-dump",
        "system/uploaded-files/file-incremental",
    ];
    for page in pages {
        let names: Vec<String> = controls(&person.see(page).html).into_keys().collect();
        assert!(names.len() > 1, "{page}");
        for (at, name) in names.iter().enumerate() {
            // Each field a third of them, its neighbours the others.
            for text in typed().into_iter().skip(at % 3).step_by(3) {
                let at = format!("{page} {name} {}", text.chars().take(40).collect::<String>());
                let shown = person.typing(page, &[(name, &text)], None);
                tame(&shown.html, &at);
                let Ok(after) = person.document.apply(&Edit::Change(shown.changes.clone()), today()) else {
                    panic!("{at}: what is written is refused");
                };
                let system = System::of(&after);
                assert!(system.unreadable.is_empty(), "{at}: {:?}", system.unreadable);
                assert_eq!(system.components.len(), 5, "{at}");
            }
        }
    }
    for text in typed() {
        for (page, act) in
            [("system", "add"), ("system/database", "add"), ("system/database", &text), ("system", &text)]
        {
            let shown = person.typing(page, &[("new-name", &text), ("new-kind", &text)], Some(act));
            tame(&shown.html, &text);
            let after = person.document.apply(&Edit::Change(shown.changes.clone()), today()).unwrap();
            assert!(System::of(&after).unreadable.is_empty(), "{text}");
        }
        tame(&person.see(&format!("system/{text}")).html, &text);
        tame(&person.see(&format!("system/database/{text}")).html, &text);
    }
}

#[test]
fn as_much_as_can_be_described() {
    let at = TimeOfDay::new(2, 0).unwrap();
    let copies = |count: usize| -> Vec<Protection> {
        (0..count)
            .map(|n| Protection {
                schedule: Told::Known(Schedule::Daily { at }),
                takes: Some(Duration::minutes(10)),
                ..Protection::new(&format!("db-dump-{n}"), ProtectionKind::DbDump)
            })
            .collect()
    };
    let part = |n: usize, copies: Vec<Protection>| Component {
        name: format!("Database {n}"),
        protections: Told::Known(copies),
        limit: Told::Known(Duration::hours(4)),
        ..Component::new(ComponentId::new(&format!("database-{n}")), ComponentKind::Database)
    };
    let one = document(&[part(1, copies(400))], &Setup::default());
    let many: Vec<Component> = (0..200).map(|n| part(n, copies(2))).collect();
    let many = document(&many, &Setup::default());
    for answers in [one, many] {
        let start = Instant::now();
        let outcome = assess(&answers, clock());
        println!("worked out in {:?}", start.elapsed());
        assert!(start.elapsed() < Time::from_secs(15), "{:?}", start.elapsed());
        shown(&answers, &outcome);
        println!("shown in {:?}", start.elapsed());
        let mut person = Person::with(&answers);
        let id = person.system().components[0].id.clone();
        let start = Instant::now();
        person.see("system");
        println!("listed in {:?}", start.elapsed());
        let start = Instant::now();
        person.see(&format!("system/{id}"));
        println!("opened in {:?}", start.elapsed());
        let full =
            person.typing("system", &[("new-kind", "database"), ("new-name", "One more")], Some("add"));
        assert_eq!(full.changes.is_empty(), person.system().components.len() == 200);
        let full = person.presses(&format!("system/{id}"), "add");
        assert_eq!(
            full.changes.is_empty(),
            person.component(id.as_str()).protections.known().unwrap().len() == 400
        );
    }
}

#[test]
fn what_cannot_be_read_is_said_kept_and_given_back() {
    let shop = described(Template::Shop);
    let whole: Value = serde_json::from_str(&shop.component("database").write()).unwrap();
    let with = |at: &str, value: Value| {
        let mut entry = whole.clone();
        *entry.pointer_mut(at).unwrap() = value;
        entry
    };
    let more = |name: &str, value: Value| {
        let mut entry = whole.clone();
        entry[name] = value;
        entry
    };
    for entry in [
        json!({"id": "database"}),
        more("colour", json!("red <b>\u{202e}")),
        with("/name", json!("")),
        with("/name", json!("shop\u{202e}gpj.exe")),
        with("/name", json!("x".repeat(61))),
        with("/holds", json!("")),
        with("/size_bytes", json!(2_000_000_000_000_000_000_u64)),
        with("/size_bytes", json!(-1)),
        with("/size_bytes", json!(0.5)),
        with("/loss_limit_s", json!(1e300)),
        with("/kind", json!("moon")),
        with("/protections/0/id", json!("<img src=x onerror=alert(1)>")),
        with("/protections/0/id", json!("")),
        with("/protections/0/id", json!("replica-async")),
        with("/protections/0/name", json!("a\u{2066}b")),
        with("/protections/0/schedule", json!({"every": {"interval_s": 1, "from": "00:00"}})),
        with("/protections/0/schedule", json!({"cron": {"text": "0 0 30 2 *"}})),
        more("needs", json!(["<b>"])),
        more("zone", json!("x")),
    ] {
        let text = entry.to_string();
        let mut person = shop.clone();
        person.write(&[put("components", "database", text.clone())]);
        let kept = person.document.entry("components", "database").unwrap().to_owned();
        let system = person.system();
        assert_eq!((system.unreadable.len(), system.components.len()), (1, 4), "{text}");
        let said = holdfast::view::unreadable(&system.unreadable, &|_| maud::html! {}).into_string();
        assert!(said.contains("database: ") && said.contains("What stands there"));
        let list = person.see("system").html;
        let results = results(&to_file(&person.document), now(), "", &rules, "h", None);
        let report = single_file(&person.document, &assess(&person.document, now()), &GuideTexts::new());
        for (page, html) in [("list", &list), ("results", &results)] {
            tame(html, page);
            assert!(html.contains("cannot be read") && html.contains("What stands there"), "{page}: {text}");
            assert!(!html.contains(['\u{202e}', '\u{2066}']), "{page}: {text}");
        }
        assert!(report.contains("cannot be read") && open(report.as_bytes()).unwrap() == person.document);
        // Everything else goes on, and nothing writes over it.
        for (page, act) in [
            ("system", "add"),
            ("system/web-server", "add"),
            ("system", "template shop"),
            ("system", "from-quick"),
        ] {
            let shown = person.typing(page, &[("new-kind", "database"), ("new-name", "Other")], Some(act));
            assert!(shown.changes.iter().all(|c| c.id != "database"), "{page} {act}: {:?}", shown.changes);
        }
        assert_eq!(person.document.entry("components", "database"), Some(kept.as_str()));
        assert_eq!(open(to_file(&person.document).as_bytes()).unwrap(), person.document);
        let gone = person.presses("system", "discard components database");
        assert!(gone.html.contains("database is removed.") && gone.html.contains("value=\"undo\""));
        assert!(
            person.system().unreadable.is_empty() && !person.see("system").html.contains("cannot be read")
        );
    }
}

#[test]
fn a_setup_that_cannot_be_read_is_not_written_over() {
    let mut person = described(Template::Shop);
    person.write(&[put("settings", "system", json!({"zone": "Europe/Berlin", "colour": "red"}).to_string())]);
    let kept = person.document.entry("settings", "system").unwrap().to_owned();
    for page in ["system", "system/settings"] {
        let html = person.see(page).html;
        assert!(html.contains("What holds for the whole system: ") && html.contains("colour"), "{page}");
    }
    for typed in [("zone", "UTC"), ("currency", "USD")] {
        assert!(person.typing("system/settings", &[typed], None).changes.is_empty());
    }
    let mut bare = Person::with(&Answers::default());
    bare.write(&[put("settings", "system", kept.clone())]);
    assert!(bare.presses("system", "template shop").changes.iter().all(|c| c.section != "settings"));
    assert_eq!(person.document.entry("settings", "system"), Some(kept.as_str()));
    let gone = person.presses("system/settings", "discard settings system");
    assert_eq!(gone.changes, [Change { section: "settings".into(), id: "system".into(), text: None }]);
    assert!(controls(&gone.html).contains_key("zone") && gone.html.contains("value=\"undo\""));
}

#[test]
fn only_entries_that_cannot_be_read_are_said_on_every_page() {
    let mut person = Person::with(&Answers::default());
    person.write(&[put("components", "database", "{}".to_owned())]);
    let results = results(&to_file(&person.document), now(), "", &rules, "h", None);
    let report = single_file(&person.document, &assess(&person.document, now()), &GuideTexts::new());
    for html in [&person.see("system").html, &results, &report] {
        assert!(html.contains("cannot be read"));
    }
}
