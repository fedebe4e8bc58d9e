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
fn components_are_listed_added_and_removed() {
    let answers = document(&[put("db", r#"{"name":"Orders <db>"}"#), put("web", "{}")]);
    let file = to_file(&answers);
    let shown = page(&file, &ask("system"));
    assert!(shown.html.starts_with(r#"<h1 id="heading" tabindex="-1">"#));
    assert!(shown.html.contains(">Orders &lt;db&gt;</a>") && shown.html.contains(">web</a>"));
    assert!(shown.changes.is_empty() && shown.title == "System");

    let add =
        |name: &str| Ask { act: Some("add".into()), fields: fields(&[("new-name", name)]), ..ask("system") };
    let added = page(&file, &add(" DB "));
    assert_eq!(added.changes, [put("db-2", r#"{"name":"DB"}"#)]);
    assert!(added.html.contains(">DB</a>"), "the page is that of the document after the change");
    assert_eq!(added.focus.as_deref(), Some("new-name"));

    let refused = page(&file, &add(" "));
    assert!(refused.changes.is_empty());
    assert!(refused.html.contains(r#"aria-describedby="new-name-wrong""#));
    assert!(refused.html.contains(r#"id="new-name-wrong">Enter a name, such as Orders database<"#));

    let removed = page(&file, &Ask { act: Some("remove db".into()), ..ask("system") });
    assert_eq!(removed.changes, [Change { text: None, ..put("db", "") }]);
    assert!(!removed.html.contains("Orders"));
    assert_eq!(removed.say, "Orders <db> is removed.");
}

#[test]
fn a_name_is_changed_while_it_is_typed() {
    let file = to_file(&document(&[put("db", r#"{"name":"Orders","since":2019}"#)]));
    let typing = |name: &str| page(&file, &Ask { fields: fields(&[("name", name)]), ..ask("system/db") });
    let shown = typing("Orders db");
    assert_eq!(shown.changes, [put("db", r#"{"id":"db","name":"Orders db","since":2019}"#)]);
    assert!(shown.html.contains(r#"value="Orders db""#));
    assert!(typing("Orders").changes.is_empty());
    let none = typing("");
    assert!(none.changes.is_empty() && none.html.contains("name-wrong"));
    let removed = page(&file, &Ask { act: Some("remove".into()), ..ask("system/db") });
    assert_eq!((removed.changes.len(), removed.go.as_deref()), (1, Some("system")));
}

#[test]
fn what_is_tried_stands_over_the_document() {
    let file = to_file(&document(&[put("db", r#"{"name":"Orders"}"#)]));
    let tried = |changes: Vec<Change>| Ask { tried: Some(changes), ..ask("system") };
    let shown = page(&file, &tried(vec![put("db", r#"{"name":"Ledger"}"#), put("web", r#"{"name":"Web"}"#)]));
    assert!(
        shown.html.contains("Ledger") && shown.html.contains(">Web</a>") && !shown.html.contains("Orders")
    );
    assert!(shown.html.contains(r#"value="apply""#) && shown.changes.is_empty());
    assert!(!page(&file, &ask("system")).html.contains("Ledger"), "and is forgotten with the ask");
}

#[test]
fn every_address_has_a_heading() {
    for address in ["system", "system/none", "system/a/b", "", "elsewhere"] {
        let shown = page(&to_file(&Answers::default()), &ask(address));
        assert!(shown.html.contains(r#"<h1 id="heading" tabindex="-1">"#), "{address}");
        assert!(!shown.title.is_empty(), "{address}");
    }
    let broken = page("{", &ask("system"));
    assert!(broken.html.contains("ends too early") && broken.html.contains(r#"id="heading""#));
}
