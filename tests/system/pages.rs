//! Adding, removing, trying out, starting.

use crate::fields::message;
use crate::gallery::described;
use crate::person::{Person, controls};
use crate::support::{Told as Given, day, everything, now, shop, today};
use holdfast::answers::{Answer, Answers, Change, ComponentKind as K, Evidence};
use holdfast::assess::{Cell, Verdict, assess};
use holdfast::catalogue::{Consequence, ScenarioId, ids};
use holdfast::schedule::Schedule;
use holdfast::system::check::Doubt;
use holdfast::system::{
    Component, ComponentId, Keep, Protection, ProtectionKind as P, System, Template, Told,
};
use holdfast::units::{Duration, TimeOfDay};

/// Answers of different people, as the quick check leaves them.
fn samples() -> Vec<(&'static str, Answers)> {
    let example = std::fs::read("examples/shop.holdfast.json").unwrap();
    let at = TimeOfDay::new(2, 0).unwrap();
    let kinds = |of: &[&str]| {
        Given::default()
            .about(K::Database, "orders")
            .many(ids::COMPONENT_KINDS, &["database", "secrets"])
            .many(ids::PROTECTIONS, of)
    };
    vec![
        ("shop", shop().0),
        ("everything", everything().0),
        ("example", holdfast::save::open(&example).unwrap().moved_to(today())),
        ("nothing", kinds(&["nothing"]).0),
        (
            "unsure",
            Given::default()
                .many(ids::COMPONENT_KINDS, &["database"])
                .with(ids::PROTECTIONS, Answer::Unsure, Evidence::Told)
                .0,
        ),
        ("parts only", Given::default().many(ids::COMPONENT_KINDS, &["web-server", "code"]).0),
        ("keys in a safe", kinds(&["db-dump"]).one(ids::KEYS_COPY, "safe-outside").0),
        ("keys in one head", kinds(&["db-dump"]).one(ids::KEYS_COPY, "one-head").0),
        (
            "keys matter most",
            Given::default()
                .about(K::Secrets, "")
                .many(ids::COMPONENT_KINDS, &["secrets"])
                .one(ids::KEYS_COPY, "other-provider")
                .0,
        ),
        (
            "replicas",
            kinds(&["replica-async", "replica-delayed", "standby-sync", "pitr-logs"])
                .with(ids::CONTINUOUS_LAG, Answer::Duration(Duration::minutes(5)), Evidence::Seen)
                .many(ids::COPY_LOCATIONS, &["other-region", "other-provider"])
                .0,
        ),
        (
            "overdue",
            kinds(&["db-dump", "image"])
                .with(ids::BACKUP_SCHEDULE, Answer::Schedule(Schedule::Daily { at }), Evidence::Seen)
                .with(ids::LAST_GOOD, Answer::Date(day(2026, 11, 1)), Evidence::Seen)
                .one(ids::IMAGE_CADENCE, "monthly")
                .with(ids::KEEP_FOR, Answer::Duration(Duration::hours(12)), Evidence::Told)
                .0,
        ),
        ("none found", kinds(&["file-differential"]).with(ids::LAST_GOOD, Answer::Never, Evidence::Seen).0),
    ]
}

#[test]
fn taking_over_answers_changes_no_result() {
    for (name, answers) in samples() {
        let before = assess(&answers, now());
        let mut person = Person::with(&answers);
        let shown = person.presses("system", "from-quick");
        assert_eq!(shown.changes.len(), before.matrix.columns.len(), "{name}");
        let after = assess(&person.document, now());
        assert!(person.system().described, "{name}");
        let heads = |of: &holdfast::assess::Outcome| -> Vec<_> {
            of.matrix
                .columns
                .iter()
                .map(|c| (c.id.clone(), c.name.clone(), c.under.clone(), c.limit))
                .collect()
        };
        assert_eq!(heads(&after), heads(&before), "{name}");
        for ((column, row, cell), (_, _, was)) in after.matrix.cells().zip(before.matrix.cells()) {
            let at = format!("{name}: {} if {}", column.name, row.scenario.short);
            // Described in full, logs need a base and chains their fulls: that is asked for, and never a pass.
            let component = person.component(column.id.as_str());
            let needs = |p: &Protection| {
                holdfast::system::check::doubts(p)
                    .iter()
                    .any(|(_, doubt)| matches!(doubt, Doubt::NoBases | Doubt::NoFulls))
            };
            let asks = component.protections.known().is_some_and(|all| all.iter().any(needs));
            if asks && cell.verdict == Verdict::Unknown {
                continue;
            }
            let worst = |c: &Cell| (c.verdict, c.says.clone(), c.window.map(|w| w.worst), c.survival);
            assert_eq!(worst(cell), worst(was), "{at}");
            // A copy that has stopped is counted out of a description at once; the quick check only says so.
            if name != "overdue" {
                assert_eq!(cell.window, was.window, "{at}");
            }
        }
        let downtime = |s: &System| s.components.iter().map(|c| c.downtime_limit.clone()).collect::<Vec<_>>();
        assert_eq!(downtime(&System::of(&answers)), downtime(&person.system()), "{name}");
    }
}

#[test]
fn evidence_is_taken_over_too() {
    let mut person = Person::with(&shop().0);
    person.presses("system", "from-quick");
    let database = person.component("database");
    // The weakest of the two limits, and of all that was said of the copies.
    assert_eq!(database.known, Evidence::Guessed);
    assert!(database.protections.known().unwrap().iter().all(|p| p.known == Evidence::Told));
    assert_eq!(person.component("web-server").known, Evidence::Told);
}

#[test]
fn templates_are_complete_and_guessed() {
    for template in Template::ALL {
        let person = described(template);
        let system = person.system();
        assert_eq!(system.setup, template.setup());
        let outcome = assess(&person.document, now());
        for (column, row, cell) in outcome.matrix.cells() {
            let at = format!("{template:?}: {} if {}: {}", column.name, row.scenario.short, cell.says);
            // The takeover asks about logins, which the quick check asks of the whole application.
            let asked_elsewhere =
                row.scenario.kind != Consequence::Data || row.scenario.id == ScenarioId::RansomwareTakeover;
            assert!(asked_elsewhere || cell.verdict != Verdict::Unknown, "{at}");
        }
        for c in &system.components {
            assert_eq!(c.known, Evidence::Guessed, "{template:?} {}", c.name);
            assert!(
                c.needs.iter().chain(&c.refers_to).all(|id| system.component(id).is_some()),
                "{}",
                c.name
            );
            assert!(holdfast::system::check::needs(&c.id, &c.needs, &system.components).is_ok());
            assert!(!c.kind.holds_data() || (c.size.is_some() && c.limit.known().is_some()), "{}", c.name);
            for p in c.protections.known().unwrap() {
                assert_eq!(p.known, Evidence::Guessed);
                assert_eq!(holdfast::system::check::doubts(p), [], "{template:?} {} {}", c.name, p.name);
            }
        }
        assert!(
            described(template).presses("system", "template shop").changes.is_empty(),
            "only where nothing is described"
        );
    }
}

#[test]
fn components_come_and_go() {
    let mut shop = described(Template::Shop);
    let kind = |shop: &Person, kind: &str, name: &str| {
        shop.typing("system", &[("new-kind", kind), ("new-name", name)], Some("add"))
    };
    let added = kind(&shop, "database", "Stock database");
    assert_eq!(added.go.as_deref(), Some("system/database-2"));
    let text: serde_json::Value = serde_json::from_str(added.changes[0].text.as_deref().unwrap()).unwrap();
    assert_eq!((text["name"].as_str(), text["kind"].as_str()), (Some("Stock database"), Some("database")));
    assert_eq!(kind(&shop, "queue", "").go.as_deref(), Some("system/queue"), "a kind has a name of its own");
    let taken = kind(&shop, "database", "orders DATABASE");
    assert!(taken.changes.is_empty() && taken.focus.as_deref() == Some("f-new-name"));
    assert!(message(&taken, "new-name", "wrong").unwrap().contains("name of another one"));
    assert_eq!(controls(&taken.html)["new-name"], "orders DATABASE");

    let removed = shop.presses("system", "remove uploaded-files");
    assert_eq!(
        removed.changes[0],
        Change { section: "components".into(), id: "uploaded-files".into(), text: None }
    );
    assert!(removed.html.contains("Product pictures is removed.") && removed.html.contains("value=\"undo\""));
    assert!(
        shop.component("database").refers_to.is_empty()
            && !shop.component("web-server").needs.contains(&ComponentId::new("uploaded-files"))
    );
    let gone = shop.presses("system/secrets", "remove-component");
    assert_eq!(gone.go.as_deref(), Some("system"));
    assert!(shop.system().component(&ComponentId::new("secrets")).is_none());
}

#[test]
fn protections_come_and_go_and_shift_nothing() {
    let mut shop = described(Template::Shop);
    let add = |shop: &Person, kind: &str| {
        shop.typing("system/database", &[("new-kind", kind), ("down-limit", "5 h")], Some("add"))
    };
    let added = add(&shop, "db-dump");
    assert_eq!(added.go.as_deref(), Some("system/database/db-dump-2"));
    assert!(
        added.changes[0].text.as_deref().unwrap().contains("\"downtime_limit_s\":18000"),
        "what was typed is written with it"
    );
    let first: Vec<String> =
        controls(&shop.see("system/database").html)["new-kind"].split(' ').map(str::to_owned).collect();
    assert_eq!(first, ["db-dump"], "what fits comes first");
    shop.write(&add(&shop, "db-dump").changes);
    assert_eq!(shop.component("database").protection("db-dump-2").unwrap().name, "Database dump 2");
    let typed = [("p.db-dump-2.takes", "9 min"), ("p.db-dump-2.runs", "daily"), ("p.db-dump-2.at", "14:00")];
    shop.types("system/database/db-dump-2", &typed);
    let removed = shop.presses("system/database/db-dump-2", "remove db-dump");
    assert_eq!(
        (removed.go.as_deref(), removed.focus.as_deref()),
        (Some("system/database"), Some("protections"))
    );
    let left = shop.component("database");
    let ids: Vec<&str> = left.protections.known().unwrap().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["replica-async", "db-dump-2"]);
    assert_eq!(left.protections.known().unwrap()[1].takes, Some(Duration::minutes(9)));
    // The last one gone, nothing protects it: that is known.
    shop.presses("system/database", "remove replica-async");
    shop.presses("system/database", "remove db-dump-2");
    assert_eq!(shop.component("database").protections, Told::Known(Vec::new()));
    shop.types("system/database", &[("protected", "unsure")]);
    assert_eq!(shop.component("database").protections, Told::Unsure);
}

#[test]
fn limits_of_number_are_said_when_adding() {
    let web = |n: usize| Component {
        name: format!("Web {n}"),
        ..Component::new(ComponentId::new(&format!("web-server-{n}")), K::WebServer)
    };
    let many: Vec<Component> = (0..200).map(web).collect();
    let full = Person::describing(&many).typing("system", &[("new-name", "One more")], Some("add"));
    assert!(full.changes.is_empty());
    assert!(message(&full, "new-name", "wrong").unwrap().contains("a system holds 200"));
    let mut crowded = web(0);
    crowded.protections =
        Told::Known((0..400).map(|n| Protection::new(&format!("image-{n}"), P::Image)).collect());
    let full = Person::describing(&[crowded]).typing("system/web-server-0", &[], Some("add"));
    assert!(full.changes.is_empty());
    assert!(message(&full, "new-kind", "wrong").unwrap().contains("a component holds 400"));
}

#[test]
fn a_circle_is_named_and_refused() {
    let shop = described(Template::Shop);
    let shown = shop.typing("system/database", &[("needs.load-balancer", "on")], None);
    assert!(shown.changes.is_empty());
    assert_eq!(
        message(&shown, "needs", "wrong").unwrap(),
        "Orders database needs Load balancer, which needs Web servers, which needs Orders database: none of them could \
         come back first. Take one of the ticks away"
    );
    assert!(
        controls(&shown.html).contains_key("needs.load-balancer"),
        "the tick stays until it is taken away"
    );
}

#[test]
fn doubts_are_said_and_the_value_is_taken() {
    let mut shop = described(Template::Shop);
    let dump = "system/database/db-dump";
    for (typed, at, says) in [
        (&[("takes", "25 h")][..], "takes", "A run takes 25 h and the next one starts 24 h after it"),
        (
            &[("keep-for", "1 h")],
            "keep-for",
            "Each copy is deleted after 1 h, and the next one can be used only after 26 h 10 min",
        ),
        (&[("lock", "80 days")], "lock", "The lock of 80 days is longer than each copy is kept (70 days)"),
    ] {
        let typed: Vec<(String, &str)> =
            typed.iter().map(|(part, text)| (format!("p.db-dump.{part}"), *text)).collect();
        let typed: Vec<(&str, &str)> = typed.iter().map(|(n, t)| (n.as_str(), *t)).collect();
        let shown = shop.typing(dump, &typed, None);
        assert_eq!(shown.changes.len(), 1, "{at}");
        let said = message(&shown, &format!("p.db-dump.{at}"), "doubt")
            .unwrap_or_else(|| panic!("{at}: nothing is said"));
        assert!(said.contains(says), "{at}: {said}");
        assert!(!shown.html.contains("errbox"), "{at}");
    }
    let files = "system/uploaded-files/file-incremental";
    let cut = shop.typing(files, &[("p.file-incremental.keep-for", "5 days")], None);
    assert!(
        message(&cut, "p.file-incremental.keep-for", "doubt")
            .unwrap()
            .contains("Increments are useless without their full")
    );
    let headless = shop.typing(files, &[("p.file-incremental.full.runs", "")], None);
    assert!(message(&headless, "p.file-incremental.full.runs", "doubt").unwrap().contains("Without a full"));
    let replica = [
        ("p.replica-async.kind", "replica-delayed"),
        ("p.replica-async.delay", "1 h"),
        ("p.replica-async.lag", "2 h"),
    ];
    shop.types("system/database/replica-async", &replica);
    let shown = shop.see("system/database");
    assert!(shown.html.contains("Both cannot be"), "said under the summary as well");
}

#[test]
fn a_kind_chosen_anew_leaves_nothing_unseen() {
    let mut shop = described(Template::Shop);
    shop.types("system/database/db-dump", &[("p.db-dump.kind", "replica-async")]);
    let p = shop.component("database").protections.known().unwrap()[0].clone();
    assert_eq!(
        (p.schedule, p.takes, p.keep.known().copied()),
        (Told::Open, None, Some(Keep::Age(Duration::days(70))))
    );
}

#[test]
fn a_trial_stands_beside_what_is() {
    let mut shop = described(Template::Shop);
    let quiet = shop.see("system/database");
    assert!(quiet.html.contains("value=\"try\"") && !quiet.html.contains("value=\"apply\""));
    shop.tried = Some(Vec::new());
    let untouched = shop.see("system/database");
    assert!(untouched.html.contains("Your system is not changed.") && !untouched.html.contains(">changed<"));
    assert!(shop.see("system").html.contains("No result would be another"));
    let fifteen = [("p.db-dump.runs", "every"), ("p.db-dump.every", "1 h"), ("p.db-dump.from", "00:00")];
    let tried = shop.types("system/database/db-dump", &fifteen);
    let text = tried.html.replace(holdfast::units::NBSP, " ");
    assert!(text.contains("26 h 10 min") && text.contains("3 h 10 min") && text.contains(">changed<"));
    let list = shop.see("system").html.replace(holdfast::units::NBSP, " ");
    assert!(
        list.contains("What would change") && list.contains("26 h 10 min") && list.contains("3 h 10 min")
    );
    let apply = shop.tried.take().unwrap();
    assert!(shop.see("system").html.replace(holdfast::units::NBSP, " ").contains("26 h 10 min"));
    shop.write(&apply);
    assert!(!shop.see("system").html.replace(holdfast::units::NBSP, " ").contains("26 h 10 min"));
}

#[test]
fn what_cannot_be_read_is_kept_named_and_not_counted() {
    let mut site = described(Template::StaticSite);
    let odd = r#"{"kind":"queue","name":"Later","colour":"red"}"#;
    site.write(&[Change { section: "components".into(), id: "queue".into(), text: Some(odd.into()) }]);
    let shown = site.see("system");
    assert!(shown.html.contains("queue: ") && shown.html.contains("cannot be read"));
    let added = site.typing("system", &[("new-kind", "queue"), ("new-name", "Jobs")], Some("add"));
    assert_eq!(added.changes[0].id, "queue-2", "it is not written over");
    let removed = site.presses("system", "discard components queue");
    assert_eq!(removed.changes.len(), 1);
    assert!(!site.see("system").html.contains("cannot be read"));
}

#[test]
fn the_figures_are_those_of_the_mock_up() {
    let text = described(Template::Shop).see("system/database").html.replace(holdfast::units::NBSP, " ");
    for piece in [
        ">26 h 10 min</p>",
        "Over your limit</span></span> by 22 h 10 min",
        "14 h 10 min",
        "24 h 58 min",
        "4.36 GB",
        ">1,308<",
        "</strong> run the nightly dump at least every 1 h 50 min, or ship the logs.",
        "href=\"#/results/why/database/account-closure\"",
    ] {
        assert!(text.contains(piece), "{piece}");
    }
    let dump =
        described(Template::Shop).see("system/database/db-dump").html.replace(holdfast::units::NBSP, " ");
    assert!(dump.contains("7 copies a week. Each is usable 2 h 10 min after it starts. The largest gap between two starts is 24 h."));
}

#[test]
fn a_way_is_taken_with_a_button() {
    let mut shop = described(Template::Shop);
    let shown = shop.see("system/database");
    let (_, rest) = shown.html.split_once("value=\"advice:").unwrap();
    let act = format!("advice:{}", rest.split_once('"').unwrap().0);
    let before = shop.component("database");
    let taken = shop.presses("system/database", &act);
    assert!(taken.html.contains("Done: ") && taken.html.contains("value=\"undo\""));
    assert_ne!(shop.component("database"), before);
    assert!(shop.presses("system/database", "advice:none").changes.is_empty());
    let typing = shop.typing("system/database", &[("loss-limit", "1 min")], None);
    assert!(typing.html.contains("value=\"advise\"") && !typing.html.contains("value=\"advice:"));
}

#[test]
fn a_way_to_be_back_sooner_changes_what_it_says_it_does() {
    let mut shop = described(Template::Shop);
    assert!(shop.see("system/database").html.contains("How soon it is back"));
    assert!(!shop.see("system/database").html.contains("value=\"sooner:"), "the shop is back in time");
    let late = shop.types("system/database", &[("down-limit", "150 min")]);
    assert!(late.html.contains("over your limit of") && late.html.contains("value=\"advise\""));
    let shown = shop.see("system/database");
    let way = |id: &str| {
        let (_, rest) = shown.html.split_once(&format!("value=\"sooner:{id}-")).unwrap();
        format!("sooner:{id}-{}", rest.split_once('"').unwrap().0)
    };
    // One is about the component itself, the other about the whole system.
    for (act, changed) in [(way("provision"), "components"), (way("detect"), "settings")] {
        let mut person = shop.clone();
        let taken = person.presses("system/database", &act);
        let sections: Vec<&str> = taken.changes.iter().map(|c| c.section.as_str()).collect();
        assert_eq!(sections, [changed], "{act}");
        assert!(taken.html.contains("Done: ") && !taken.html.contains("value=\"sooner:"), "{act}");
    }
    assert!(shop.presses("system/database", "sooner:none").changes.is_empty());
}

#[test]
fn zones_are_asked_for_and_read() {
    let mut shop = described(Template::Shop);
    shop.types("system/database/db-dump", &[("p.db-dump.zone", "Europe/Berlin")]);
    let typed = shop.types("system/settings", &[("zone", "America/New_York")]);
    assert_eq!(typed.zones, ["America/New_York", "Europe/Berlin"]);
    let mut ask = shop.ask("system");
    ask.zones.insert("Europe/Berlin".into(), holdfast::desk::ZoneRules { first: 3_600, changes: Vec::new() });
    assert_eq!(
        holdfast::desk::page(&holdfast::save::to_file(&shop.document), &ask).zones,
        ["America/New_York"]
    );
}

/// The explanation that is folded away under an id: its text.
fn folded(html: &str, id: &str) -> String {
    let opens = format!("<details class=\"how\" id=\"{id}\">");
    assert!(html.contains(&opens), "{id} is not explained");
    let (_, rest) = html.split_once(&opens).unwrap();
    rest.split_once("</details>").unwrap().0.replace(holdfast::units::NBSP, " ")
}

#[test]
fn every_way_opens_to_how_its_figures_were_reached() {
    let mut shop = described(Template::Shop);
    shop.types("system/database", &[("down-limit", "150 min")]);
    let html = shop.see("system/database").html;
    let (mut loss, mut back) = (0, 0);
    for way in html.split("<li><p>").skip(1) {
        let Some((_, act)) = way.split_once("value=\"") else { continue };
        let Some((kind @ ("advice" | "sooner"), id)) = act.split_once('"').unwrap().0.split_once(':') else {
            continue;
        };
        let why = folded(way, &format!("how-{id}"));
        let says =
            way.split_once("</p>").unwrap().0.trim_end_matches('.').replace(holdfast::units::NBSP, " ");
        assert!(why.contains(&says[1..]), "{says}: {why}");
        // Each figure that the way shows is among those that explain it.
        let muted = way.split_once("muted\">").unwrap().1.split_once("</p>").unwrap().0;
        let muted = muted.replace(holdfast::units::NBSP, " ");
        match kind {
            "advice" => {
                loss += 1;
                let worst = muted.split_once("Then at worst ").unwrap().1.split_once(" (").unwrap().0;
                assert!(why.contains(&format!("<span class=\"num\">{worst}</span>")), "{worst}: {why}");
            }
            _ => {
                back += 1;
                // To the minute beside the button, to the second here.
                let minutes =
                    muted.split_once("Then back after ").unwrap().1.split_once(" instead of").unwrap().0;
                assert!(why.contains("With it, back after") && !minutes.is_empty(), "{why}");
            }
        }
    }
    assert!(loss > 1 && back > 1, "{loss} and {back}");
}

#[test]
fn a_figure_is_explained_beside_it_and_as_it_is_tried_out() {
    let mut shop = described(Template::Shop);
    let now = shop.see("system/database").html;
    let why = folded(&now, "how-region-loss");
    assert!(why.contains("26 h 10 min") && why.contains("Over the limit by"), "{why}");
    assert!(folded(&now, "how-back").contains("Back after"));
    shop.tried = Some(Vec::new());
    let tried = shop
        .types("system/database/db-dump", &[("p.db-dump.runs", "every"), ("p.db-dump.every", "3 h")])
        .html;
    let region = folded(&tried, "how-region-loss");
    assert!(!region.contains("26 h 10 min"), "{region}");
    // Links would lead to the results of the document as it is.
    let panel = tried.split_once("aria-label=\"What it means\"").unwrap().1;
    assert!(!panel.contains("#/results/why/"), "the document's derivations are of other figures");
    assert!(now.split_once("aria-label=\"What it means\"").unwrap().1.contains("#/results/why/"));
}
