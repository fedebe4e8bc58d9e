//! The door of the live pages: what is asked of the desk, and what it answers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use chrono::NaiveDate;
use holdfast::answers::{Answers, Change, Edit};
use holdfast::desk::{Ask, Shown, ZoneRules, page};
use holdfast::save::to_file;

fn put(id: &str, text: &str) -> Change {
    Change { section: "components".into(), id: id.into(), text: Some(text.into()) }
}

fn document(changes: &[Change]) -> Answers {
    Answers::default().apply(&Edit::Change(changes.to_vec()), NaiveDate::default()).unwrap()
}

fn ask(page: &str) -> Ask {
    Ask { page: page.into(), heading: "heading".into(), ..Ask::default() }
}

fn fields(given: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
    Some(given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn what_crosses_the_door_is_read_back() {
    let ask = Ask {
        fields: fields(&[("name", "Ä \u{2028} </script>")]),
        act: Some("add".into()),
        tried: Some(vec![put("a", "{}"), Change { text: None, ..put("b", "") }]),
        now: 1_790_000_000,
        here: "Europe/Berlin".into(),
        zones: [("Europe/Berlin".into(), ZoneRules { first: 3600, changes: vec![(1_774_746_000, 7200)] })]
            .into(),
        ..ask("system")
    };
    assert_eq!(serde_json::from_str::<Ask>(&serde_json::to_string(&ask).unwrap()).unwrap(), ask);
    let shown = page(&to_file(&Answers::default()), &ask);
    assert_eq!(serde_json::from_str::<Shown>(&serde_json::to_string(&shown).unwrap()).unwrap(), shown);
}

#[test]
fn what_is_tried_stands_over_the_document() {
    let named = |id: &str, kind: &str, name: &str| {
        put(id, &format!(r#"{{"id":"{id}","kind":"{kind}","name":"{name}","holds":"orders"}}"#))
    };
    let file = to_file(&document(&[named("database", "database", "Orders")]));
    let tried = |changes: Vec<Change>| Ask { tried: Some(changes), ..ask("system") };
    let shown =
        page(&file, &tried(vec![named("database", "database", "Ledger"), named("queue", "queue", "Jobs")]));
    assert!(shown.html.contains(">Ledger</a>") && shown.html.contains(">Jobs</a>"));
    assert!(!shown.html.contains(">Orders</a>"));
    assert!(shown.html.contains(r#"value="apply""#) && shown.changes.is_empty());
    assert!(!page(&file, &ask("system")).html.contains("Ledger"), "and is forgotten with the ask");
}

#[test]
fn every_address_has_a_heading() {
    for address in
        ["system", "system/none", "system/a/b", "points", "points/none", "points/a/b", "", "elsewhere"]
    {
        let shown = page(&to_file(&Answers::default()), &ask(address));
        assert!(shown.html.contains(r#"<h1 id="heading" tabindex="-1">"#), "{address}");
        assert!(!shown.title.is_empty(), "{address}");
    }
    let broken = page("{", &ask("system"));
    assert!(broken.html.contains("ends too early") && broken.html.contains(r#"id="heading""#));
}
