//! The pages on which people are named: what is typed there, and what is said about it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a test stops where it fails")]

#[path = "system/person.rs"]
mod person;
mod support;

use holdfast::answers::Answers;
use holdfast::people::{People, Role};
use holdfast::system::Told;
use person::Person;

fn people(of: &Person) -> People {
    People::of(&of.document)
}

/// Somebody named Ada, with her page open.
fn ada() -> Person {
    let mut person = Person::with(&Answers::default());
    let shown = person.typing("people", &[("new-person", "Ada Berg")], Some("add-person"));
    assert_eq!(shown.go.as_deref(), Some("people/person-1"));
    person.write(&shown.changes);
    person
}

#[test]
fn somebody_is_added_and_described() {
    let mut desk = ada();
    desk.types(
        "people/person-1",
        &[("post", "administrator"), ("role.leads", "on"), ("deputy.decides", "on")],
    );
    let shown = desk.typing(
        "people/person-1",
        &[("new-way-kind", "phone"), ("new-way-to", "+49 30 123456")],
        Some("add-way"),
    );
    desk.write(&shown.changes);
    desk.presses("people/person-1", "add-hours");
    desk.types("people/person-1", &[("any-hour", "no"), ("hours.0.to", "17:30"), ("!hours.0.Friday", "")]);
    let ada = &people(&desk).persons[0];
    assert_eq!((ada.name.as_str(), ada.post.as_str()), ("Ada Berg", "administrator"));
    assert_eq!((ada.roles.first(), ada.deputy_for.first()), (Some(&Role::Leads), Some(&Role::Decides)));
    assert_eq!((ada.ways[0].to.as_str(), ada.any_hour.clone()), ("+49 30 123456", Told::Known(false)));
    assert_eq!((ada.hours[0].days.len(), ada.hours[0].to.to_string().as_str()), (4, "17:30"));
    let list = desk.see("people").html;
    assert!(
        list.contains("Nobody is named who decides to restore, and what may be lost, or who restores")
            && list.contains("Hours in which nobody can be reached")
    );
}

#[test]
fn what_cannot_be_taken_is_said_where_it_was_typed() {
    let mut desk = ada();
    for (typed, says) in
        [(vec![("name", "")], "wrong"), (vec![("zone", "Mars/Olympus Mons!")], "Enter a time zone")]
    {
        let before = desk.document.clone();
        let shown = desk.types("people/person-1", &typed);
        assert!(shown.wrong && shown.html.contains(says), "{typed:?}");
        assert_eq!(desk.document, before, "{typed:?}");
    }
    let none = desk.typing("people/person-1", &[("new-way-to", "  ")], Some("add-way"));
    assert!(none.wrong && none.html.contains("Enter a number or an address") && none.changes.is_empty());
    let same = desk.typing("people", &[("new-person", "ada berg")], Some("add-person"));
    assert!(same.html.contains("Somebody else is called") && same.changes.is_empty());
    desk.presses("people/person-1", "add-hours");
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(|day| format!("!hours.0.{day}"));
    let none: Vec<(&str, &str)> = days.iter().map(|day| (day.as_str(), "")).collect();
    assert!(desk.types("people/person-1", &none).html.contains("Choose at least one day"));
    assert_eq!(people(&desk).persons[0].hours[0].days.len(), 5);
}

#[test]
fn who_goes_holds_nothing_any_more() {
    let mut desk = ada();
    let add = |desk: &mut Person, what: &str, name: &str| {
        let shown = desk.typing("people", &[(what, name)], Some(&what.replace("new-", "add-")));
        desk.write(&shown.changes);
    };
    add(&mut desk, "new-access", "Host console");
    add(&mut desk, "new-support", "Emergency line");
    desk.types("people/access-1", &[("holder.person-1", "on"), ("sealed", "no"), ("kind", "encryption-key")]);
    desk.types(
        "people/support-1",
        &[("caller.person-1", "on"), ("at-hand", "customer number\n\nserver name")],
    );
    let before = people(&desk);
    assert_eq!((before.accesses[0].holders.len(), before.supports[0].may_call.len()), (1, 1));
    assert_eq!(before.supports[0].at_hand, ["customer number", "server name"]);
    assert!(desk.see("people").html.contains("Held by Ada Berg."));
    let gone = desk.presses("people/person-1", "remove-entry");
    assert_eq!(gone.go.as_deref(), Some("people"));
    let after = people(&desk);
    assert!(
        after.persons.is_empty()
            && after.accesses[0].holders.is_empty()
            && after.supports[0].may_call.is_empty()
    );
}

#[test]
fn one_person_for_everything_is_one_press_and_a_finding() {
    let mut desk = Person::with(&Answers::default());
    desk.presses("people", "alone");
    assert_eq!(people(&desk).persons[0].roles.len(), Role::ALL.len());
    let list = desk.see("people").html;
    assert!(list.contains("What is missing") && list.contains("class=\"find\""));
    assert!(desk.presses("people", "alone").changes.is_empty(), "only while nobody is named");
}

#[test]
fn addresses_of_nobody_lead_back() {
    let desk = ada();
    for address in ["people/person-9", "people/x"] {
        assert!(desk.see(address).html.contains("href=\"#/people\""));
    }
    assert!(desk.see("people/a/b").html.contains("There is no page at this address"));
}

#[test]
fn reports_show_roles_until_names_are_asked_for() {
    let mut desk = Person::with(&Answers::default());
    desk.presses("system", "template shop");
    let shown = desk.typing("people", &[("new-person", "Ada Berg")], Some("add-person"));
    desk.write(&shown.changes);
    desk.types("people/person-1", &[("role.restores", "on"), ("post", "administrator of the shop")]);
    let shown = desk.typing("people/person-1", &[("new-way-to", "+49 30 1234567")], Some("add-way"));
    desk.write(&shown.changes);
    let shown = desk.typing("plans", &[("scenario", "region-loss")], Some("draft"));
    desk.write(&shown.changes);
    let shown = desk.typing("plans/plan-1", &[("new-step", "Ring Ada on +49 30 1234567")], Some("add-step"));
    desk.write(&shown.changes);
    let report = |desk: &Person| {
        let outcome = holdfast::assess::assess(&desk.document, support::now());
        holdfast::report::single_file(&desk.document, &outcome, &holdfast::report::GuideTexts::new())
    };
    let private = report(&desk);
    assert!(private.contains("People and drills") && private.contains("Restorer"));
    for secret in ["Ada", "Berg", "1234567", "administrator of the shop"] {
        assert!(!private.contains(secret), "{secret}");
    }
    // It opens again, with everything but the names.
    let opened = holdfast::save::open(private.as_bytes()).unwrap();
    assert_eq!(People::of(&opened).persons[0].roles.first(), Some(&Role::Restores));
    assert_eq!(holdfast::runbook::runbooks(&opened).0.len(), 1);
    desk.types("people", &[("names-in-reports", "on")]);
    let named = report(&desk);
    assert!(named.contains("Ada Berg") && named.contains("+49 30 1234567"));
}
