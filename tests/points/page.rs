//! The pages: a file goes in, is joined, shows what really was; everything can be undone.

use super::{NOW, restic};
use holdfast::answers::{Answers, Change, Edit};
use holdfast::assess::{Clock, assess};
use holdfast::desk::{Ask, FileRead, FileState, Shown, Taking, ZoneRules, page};
use holdfast::points::{Group, Points};
use holdfast::save::to_file;
use holdfast::schedule::{Schedule, Zone};
use holdfast::system::{Component, Protection, ProtectionKind, Told};
use holdfast::units::{Duration, TimeOfDay};

const DAY: i64 = 86_400;

/// What the host does with a file, without a browser: reads it in slices and asks for a zone where one is needed.
fn taken(name: &str, text: &str, zone: Option<&str>, document: &Answers) -> FileState {
    let mut taking = Taking::default();
    for slice in text.as_bytes().chunks(7_001) {
        if let Err(state) = taking.feed(slice) {
            return state;
        }
    }
    let mut taken = match taking.finish() {
        Ok(taken) => taken,
        Err(state) => return state,
    };
    let zone = zone.map(str::to_owned).or_else(|| taken.remembered(name, document));
    if let (Some(_), Some(zone)) = (taken.asks(""), zone) {
        taken = taken.placed(&zone, &ZoneRules { first: 3_600, changes: Vec::new() });
    }
    if let Some(asks) = taken.asks("") {
        return asks;
    }
    match taken.grouping(name, NOW, "Europe/Berlin", document) {
        Ok(mut grouping) => {
            while grouping.step() {}
            grouping.done()
        }
        Err(state) => state,
    }
}

struct Desk {
    document: Answers,
    files: Vec<FileRead>,
}

impl Desk {
    fn new() -> Desk {
        Desk { document: Answers::default(), files: Vec::new() }
    }

    /// With an orders database that is dumped daily at 02:00 and takes 40 min, with a limit of 4 h, and uploads copied
    /// daily by restic.
    fn described() -> Desk {
        let daily = |id, kind| Protection {
            schedule: Told::Known(Schedule::Daily { at: TimeOfDay::new(12, 0).unwrap() }),
            takes: Some(Duration::minutes(40)),
            ..Protection::new(id, kind)
        };
        let part = |id: &str, name: &str, protection: Protection| Component {
            name: name.to_owned(),
            holds: "orders".to_owned(),
            limit: Told::Known(Duration::hours(48)),
            protections: Told::Known(vec![protection]),
            ..Component::new(
                holdfast::system::ComponentId::new(id),
                holdfast::answers::ComponentKind::of_entry(id).unwrap(),
            )
        };
        let mut desk = Desk::new();
        let components = [
            part("database", "Orders database", daily("db-dump", ProtectionKind::DbDump)),
            part("uploaded-files", "Uploads", daily("file-full", ProtectionKind::FileFull)),
        ];
        desk.write(&components.map(|c| Change {
            section: Component::SECTION.to_owned(),
            id: c.id.to_string(),
            text: Some(c.write()),
        }));
        desk
    }

    fn write(&mut self, changes: &[Change]) {
        self.document =
            self.document.apply(&Edit::Change(changes.to_vec()), chrono::NaiveDate::default()).unwrap();
    }

    fn ask(&self, address: &str) -> Ask {
        Ask {
            page: address.to_owned(),
            heading: "heading".to_owned(),
            now: Zone::utc().local(NOW).seconds() + 3_600,
            here: "Europe/Berlin".to_owned(),
            zones: [("Europe/Berlin".to_owned(), ZoneRules { first: 3_600, changes: Vec::new() })].into(),
            files: self.files.clone(),
            ..Ask::default()
        }
    }

    fn sees(&self, address: &str) -> String {
        let shown = page(&to_file(&self.document), &self.ask(address));
        assert!(shown.changes.is_empty(), "looking changes nothing");
        shown.html
    }

    fn presses(&mut self, act: &str, fields: &[(&str, &str)]) -> Shown {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let ask = Ask { act: Some(act.to_owned()), fields: Some(fields), ..self.ask("points") };
        let shown = page(&to_file(&self.document), &ask);
        self.write(&shown.changes);
        shown
    }

    fn drops(&mut self, name: &str, text: &str) -> Shown {
        let state = taken(name, text, None, &self.document);
        self.files = vec![FileRead { number: 1, name: name.to_owned(), state }];
        let shown = self.presses("take 1", &[]);
        if matches!(self.files[0].state, FileState::Ready { .. }) {
            self.files.clear();
        }
        shown
    }

    fn points(&self) -> Points {
        Points::of(&self.document)
    }
}

/// Daily points at 12:00 UTC, the last today, without those of these days ago.
fn daily(without: &[i64]) -> String {
    let list = restic("web", 20, DAY);
    let rows = list.trim_matches(['[', ']']).split(",{\"time\"").enumerate();
    let rows = rows.filter(|(n, _)| !without.contains(&(19 - i64::try_from(*n).unwrap())));
    let rows: Vec<String> = rows
        .map(|(_, row)| if row.starts_with('{') { row.to_owned() } else { format!("{{\"time\"{row}") })
        .collect();
    format!("[{}]", rows.join(","))
}

#[test]
fn a_file_goes_in_and_again() {
    let mut desk = Desk::new();
    assert!(desk.sees("points").contains("data-intake"));
    let shown = desk.drops("snapshots.json", &daily(&[]));
    assert!(shown.say.contains("20\u{a0}points of 1\u{a0}source"), "{}", shown.say);
    assert!(shown.html.contains("value=\"undo\"") && shown.html.contains("web /srv"));
    let shown = desk.drops("snapshots.json", &daily(&[3]));
    assert!(shown.say.contains("replaced"), "{}", shown.say);
    assert_eq!(desk.points().groups.len(), 1);
    let html = desk.sees("points");
    assert!(html.contains("Say what protects each part"), "there is nothing to join it to");
    let shown = desk.presses("remove restic", &[]);
    assert!(shown.say.contains("removed") && desk.points().groups.is_empty());
}

#[test]
fn a_proposal_is_never_taken_silently() {
    let mut desk = Desk::described();
    desk.drops("snapshots.json", &daily(&[]));
    let html = desk.sees("points");
    assert!(html.contains("<option value=\"uploaded-files/file-full\" selected>"), "{html}");
    assert!(desk.points().groups[0].joined.is_none());
    // Not by typing elsewhere on the page either.
    let typed = Ask {
        fields: Some(vec![("copy-restic".to_owned(), "uploaded-files/file-full".to_owned())]),
        ..desk.ask("points")
    };
    assert!(page(&to_file(&desk.document), &typed).changes.is_empty());
    desk.presses("join restic", &[("copy-restic", "uploaded-files/file-full")]);
    assert_eq!(desk.points().groups[0].joined.as_ref().unwrap().protection, "file-full");
    let wrong = desk.presses("part restic", &[]);
    assert!(desk.points().groups[0].joined.is_none() && !wrong.wrong);
    let wrong = desk.presses("join restic", &[("copy-restic", "")]);
    assert!(wrong.wrong && wrong.focus.is_some() && desk.points().groups[0].joined.is_none());
}

#[test]
fn what_is_kept_of_points_is_one_link_away() {
    let mut desk = Desk::described();
    desk.drops("snapshots.json", &daily(&[]));
    assert!(desk.sees("points/restic").contains("href=\"#/keep/points/restic\""));
    desk.presses("join restic", &[("copy-restic", "uploaded-files/file-full")]);
    assert!(desk.sees("points/restic").contains("href=\"#/keep/uploaded-files/file-full\""));
}

#[test]
fn what_really_was_stands_beside_the_promise() {
    let mut desk = Desk::described();
    // Two days without a run, nine and eight days ago.
    desk.drops("snapshots.json", &daily(&[9, 8]));
    desk.presses("join restic", &[("copy-restic", "uploaded-files/file-full")]);
    let html = desk.sees("points/restic");
    for words in [
        "72\u{a0}h\u{a0}1\u{a0}min",
        "24\u{a0}h\u{a0}40\u{a0}min",
        "every day at\u{a0}12:00",
        "<svg",
        "over your limit of",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    let clock = Clock {
        now: Zone::utc().local(NOW).plus(3_600),
        here: String::new(),
        zones: [Zone::fixed("Europe/Berlin", 3_600)].into_iter().collect(),
    };
    let outcome = assess(&desk.document, clock);
    let found: Vec<&str> = outcome.findings.iter().map(|f| f.id.as_str()).collect();
    assert!(found.contains(&"really-worse-restic") && found.contains(&"runs-missed-restic"), "{found:?}");
    assert!(!found.contains(&"newest-point-too-old-restic"), "{found:?}");
    let runs = outcome.real[0].shown.measured.runs.as_ref().unwrap();
    assert_eq!(runs.missed.len(), 2);
    let worse = outcome.findings.iter().find(|f| f.is("really-worse")).unwrap();
    assert!(worse.evidence.starts_with("Measured"), "{}", worse.evidence);
    let known = outcome.system.components[1].protection("file-full").unwrap().known;
    assert_ne!(known, holdfast::answers::Evidence::Measured, "what was promised was not kept");
}

#[test]
fn a_kept_promise_is_known_by_measurement() {
    let mut desk = Desk::described();
    desk.drops("snapshots.json", &daily(&[]));
    desk.presses("join restic", &[("copy-restic", "uploaded-files/file-full")]);
    let outcome = assess(&desk.document, Zone::utc().local(NOW));
    let known = outcome.system.components[1].protection("file-full").unwrap().known;
    assert_eq!(known, holdfast::answers::Evidence::Measured);
    let guides = holdfast::report::GuideTexts::new();
    let report = holdfast::report::single_file(&desk.document, &outcome, &guides);
    assert!(report.contains("What the tools themselves say") && report.contains("id=\"real-restic\""));
    assert!(!outcome.findings.iter().any(|f| f.id.ends_with("-restic")), "{:?}", outcome.findings);
}

#[test]
fn a_file_without_a_zone_asks_once() {
    let borg = r#"{"archives":[{"archive":"a","name":"a","id":"1","start":"2026-11-20T03:00:00.000000","time":"2026-11-20T03:00:00.000000"},
        {"archive":"b","name":"b","id":"2","start":"2026-11-21T03:00:00.000000","time":"2026-11-21T03:00:00.000000"}],
        "encryption":{"mode":"none"},"repository":{"id":"r","location":"/backup","last_modified":"2026-11-21T03:00:00.000000"}}"#;
    let mut desk = Desk::new();
    desk.drops("borg.json", borg);
    assert!(matches!(desk.files[0].state, FileState::NeedsZone { points: 2, .. }), "{:?}", desk.files);
    let html = desk.sees("points");
    assert!(
        html.contains("On which clock did the tool run?") && html.contains("value=\"Europe/Berlin\""),
        "{html}"
    );
    let state = taken("borg.json", borg, Some("Europe/Berlin"), &desk.document);
    desk.files[0].state = state;
    desk.presses("take 1", &[]);
    desk.files.clear();
    let points = desk.points();
    assert_eq!(
        (points.groups[0].zone.as_str(), points.groups[0].points[0].captured_at % DAY),
        ("Europe/Berlin", 2 * 3_600)
    );
    // The same file again: remembered.
    assert!(matches!(taken("borg.json", borg, None, &desk.document), FileState::Ready { .. }));
    assert!(matches!(taken("other.json", borg, None, &desk.document), FileState::NeedsZone { .. }));
}

#[test]
fn what_cannot_be_read_is_said_beside_its_name() {
    let refused = |text: &str| match taken("x", text, None, &Answers::default()) {
        FileState::Refused(says) => says,
        state => panic!("{state:?}"),
    };
    assert!(refused("").contains("empty"));
    assert!(refused("<html>").contains("web page"));
    assert!(refused("[{\"a\":").contains("too early"));
    assert!(refused("{\"colour\":1}").contains("restic snapshots --json"));
    let all_failed = "time,size,status\n2026-11-20T03:00:00Z,5,failed\n2026-11-21T03:00:00Z,5,failed\n";
    let mut desk = Desk::new();
    desk.drops("runs.csv", all_failed);
    let html = desk.sees("points");
    assert!(
        html.contains("Not one entry of it is a restore point")
            && html.contains("2\u{a0}entries do not count"),
        "{html}"
    );
    desk.files[0].state = FileState::Refused("<b>bold</b>".to_owned());
    desk.files[0].name = "<i>\u{202e}x".to_owned();
    let html = desk.sees("points");
    assert!(html.contains("&lt;b&gt;") && html.contains("&lt;i&gt;"));
    desk.files[0].state = FileState::Reading { percent: 40, entries: 12_345 };
    let html = desk.sees("points");
    assert!(html.contains("<progress max=\"100\" value=\"40\"") && html.contains("12,345"), "{html}");
}

#[test]
fn a_join_to_what_is_gone_is_said() {
    let mut desk = Desk::described();
    desk.drops("snapshots.json", &daily(&[]));
    desk.presses("join restic", &[("copy-restic", "uploaded-files/file-full")]);
    desk.write(&[Change {
        section: Component::SECTION.to_owned(),
        id: "uploaded-files".to_owned(),
        text: None,
    }]);
    assert!(desk.sees("points/restic").contains("no longer part of your system"));
    assert!(desk.sees("points").contains("value=\"join restic\""));
    assert!(assess(&desk.document, Zone::utc().local(NOW)).real.is_empty());
    assert!(desk.sees("points/nothing").contains("There are no restore points at this address"));
}

#[test]
fn an_entry_that_cannot_be_read_can_be_removed() {
    let mut desk = Desk::new();
    desk.write(&[Change {
        section: Group::SECTION.to_owned(),
        id: "restic".to_owned(),
        text: Some("{\"x\":1}".to_owned()),
    }]);
    assert!(desk.sees("points").contains("discard points restic"));
    let outcome = assess(&desk.document, Zone::utc().local(NOW));
    assert!(outcome.system.unreadable.iter().any(|entry| entry.section == "points"));
    desk.presses("discard points restic", &[]);
    assert_eq!(desk.document.entries("points").count(), 0);
}
