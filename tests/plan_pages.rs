//! The pages of runbooks: drafted, changed, held against a system that changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a test stops where it fails")]

#[path = "system/person.rs"]
mod person;
mod support;

use holdfast::answers::Answers;
use holdfast::runbook::{Runbook, runbooks};
use holdfast::units::Duration;
use person::Person;

/// The shop of the template.
fn shop() -> Person {
    let mut person = Person::with(&Answers::default());
    person.presses("system", "template shop");
    person
}

fn plan(of: &Person) -> Runbook {
    runbooks(&of.document).0[0].clone()
}

/// The shop with a runbook for a lost host.
fn drafted() -> Person {
    let mut shop = shop();
    let shown = shop.typing("plans", &[("scenario", "disk-host-loss")], Some("draft"));
    assert_eq!(shown.go.as_deref(), Some("plans/plan-1"));
    shop.write(&shown.changes);
    shop
}

#[test]
fn a_runbook_is_drafted_and_read() {
    let shop = drafted();
    let plan = plan(&shop);
    assert!(plan.steps.len() > 6 && plan.expected().is_some());
    let html = shop.see("plans/plan-1").html;
    for step in &plan.steps {
        assert!(html.contains(&maud::html! { (step.does) }.into_string()), "{}", step.does);
    }
    assert!(!html.contains("Your system has changed"));
    assert!(shop.see("plans").html.contains("href=\"#/plans/plan-1\""));
}

#[test]
fn steps_are_changed_moved_added_and_taken_away() {
    let mut shop = drafted();
    let before = plan(&shop);
    let second = before.steps[1].id.clone();
    let address = format!("plans/plan-1/{second}");
    let typed = [("does", "Ring the bell"), ("takes", "7 min"), ("command", "https://status.example")];
    shop.types(&address, &typed);
    let step = plan(&shop).step(&second).unwrap().clone();
    assert_eq!((step.does.as_str(), step.takes), ("Ring the bell", Some(Duration::minutes(7))));
    assert!(shop.see("plans/plan-1").html.contains("href=\"https://status.example\""));
    let wrong = shop.types(&address, &[("takes", "soon")]);
    assert!(wrong.wrong && plan(&shop).step(&second).unwrap().takes == Some(Duration::minutes(7)));
    shop.presses("plans/plan-1", &format!("up {second}"));
    assert_eq!(plan(&shop).steps[0].id, second);
    let shown = shop.typing("plans/plan-1", &[("new-step", "Have a coffee")], Some("add-step"));
    shop.write(&shown.changes);
    assert_eq!(plan(&shop).steps.last().unwrap().does, "Have a coffee");
    let none = shop.typing("plans/plan-1", &[("new-step", " ")], Some("add-step"));
    assert!(none.wrong && none.changes.is_empty());
    shop.presses("plans/plan-1", &format!("remove-step {second}"));
    assert!(plan(&shop).step(&second).is_none());
    assert!(!shop.see("plans/plan-1").html.contains("would be new"), "it was taken away on purpose");
    let gone = shop.presses("plans/plan-1", "remove-plan");
    assert_eq!((gone.go.as_deref(), runbooks(&shop.document).0.len()), (Some("plans"), 0));
}

#[test]
fn steps_that_no_longer_match_are_marked_and_drafted_again() {
    let mut shop = drafted();
    shop.types("system/uploaded-files", &[("provision", "55 min")]);
    let shown = shop.see("plans/plan-1");
    assert!(shown.html.contains("Your system has changed") && shown.html.contains("value=\"redraft "));
    let time = plan(&shop).expected();
    shop.presses("plans/plan-1", "redraft-all");
    assert!(!shop.see("plans/plan-1").html.contains("Your system has changed"));
    assert_ne!(plan(&shop).expected(), time);
}

#[test]
fn a_runbook_is_taken_away_by_roles_or_by_names() {
    let mut shop = drafted();
    let shown = shop.typing("people", &[("new-person", "Ada Berg")], Some("add-person"));
    shop.write(&shown.changes);
    shop.types("people/person-1", &[("role.restores", "on")]);
    let take = |kind: &str, typed: &[(&str, &str)]| {
        shop.typing("plans/plan-1", typed, Some(&format!("take-away {kind}"))).save.unwrap()
    };
    for (kind, name) in
        [("html", ".html"), ("md", ".md"), ("csv", ".csv"), ("json", ".json"), ("chaos", ".chaos.json")]
    {
        let private = take(kind, &[]);
        assert!(private.name.ends_with(name) && private.name.len() > name.len() + 3, "{}", private.name);
        assert!(!private.text.contains("Ada") && private.text.len() > 500, "{kind}");
        assert!(take(kind, &[("with-names", "on")]).text.contains("Ada Berg"), "{kind}");
    }
    assert!(
        take("html", &[]).text.contains("<!DOCTYPE html>")
            || take("html", &[]).text.contains("<!doctype html>")
    );
    assert!(shop.typing("plans/plan-1", &[], Some("take-away exe")).save.is_none());
}

#[test]
fn servers_are_checked_after_a_restart() {
    let mut shop = shop();
    let html = shop.see("plans/restart").html;
    assert!(html.contains("Orders database") && html.contains("systemctl") && html.contains("data-copy="));
    let shown = shop.presses("plans/restart", "tick");
    assert_eq!(shown.go.as_deref(), Some("plans/plan-1"));
    assert!(plan(&shop).steps.len() > 4);
    assert!(shop.see("plans/plan-1").html.contains("After a restart"));
}

#[test]
fn addresses_of_no_runbook_lead_back() {
    for address in ["plans/plan-9", "plans/plan-9/s-1"] {
        assert!(shop().see(address).html.contains("href=\"#/plans\""));
    }
    let nobody = Person::with(&Answers::default());
    assert!(nobody.see("plans").html.contains("Describe your system first"));
}

#[test]
fn what_everything_hangs_on_is_drawn_and_listed() {
    let html = shop().see("plans/hangs").html;
    assert!(html.contains("Single points of failure") && html.contains("class=\"arc\""));
    assert!(html.contains("would help most") && html.contains("Cannot do without"));
}

/// Two of a kind are said on the page of the part, and are no single point from then on.
#[test]
fn how_many_run_side_by_side_is_said_of_a_part() {
    let mut desk = Person::with(&Answers::default());
    desk.presses("system", "template shop");
    let table = |desk: &Person| {
        let html = desk.see("plans/hangs").html;
        html.split_once("Not single: ").map(|(_, rest)| rest.replace('\u{a0}', " ")).unwrap_or_default()
    };
    assert!(!table(&desk).contains("side by side"));
    for (typed, fits) in [("0", false), ("two", false), ("10001", false), ("2", true)] {
        let before = desk.document.clone();
        let shown = desk.types("system/load-balancer", &[("side-by-side", typed)]);
        assert_eq!(shown.wrong, !fits, "{typed}");
        assert!(
            fits || (shown.html.contains("Enter a whole number from 1 to 10,000") && desk.document == before)
        );
    }
    assert!(table(&desk).contains("(2 side by side)"));
    assert!(desk.see("system/load-balancer").html.contains("2 side by side"));
    desk.types("system/load-balancer", &[("side-by-side", "")]);
    assert!(!table(&desk).contains("side by side"));
}

/// The checks after a restart are held against the checks of today, not against a recovery.
#[test]
fn a_runbook_of_checks_after_a_restart_fits_until_the_servers_change() {
    let mut desk = Person::with(&Answers::default());
    desk.presses("system", "template shop");
    let shown = desk.presses("plans/restart", "tick");
    let at = shown.go.unwrap();
    assert!(!desk.see("plans").html.contains("to look at"), "{}", desk.see("plans").html);
    let page = desk.see(&at).html;
    assert!(!page.contains("Your system has changed") && !page.contains("asks for these too"));
    assert!(page.contains("Orders database: start"));
    desk.presses("system", "remove web-server");
    assert!(desk.see("plans").html.contains("steps to look at"));
    assert!(desk.see(&at).html.contains("does not ask for this step any more"));
    desk.presses(&at, "redraft-all");
    let after = desk.see(&at).html;
    assert!(!after.contains("Web servers: start") && after.contains("Orders database: start"));
}

/// Whoever opens a step lands on it, however far down it stands.
#[test]
fn a_step_that_is_open_takes_the_focus() {
    let mut desk = Person::with(&Answers::default());
    desk.presses("system", "template shop");
    desk.types("plans", &[("scenario", "region-loss")]);
    let at = desk.typing("plans", &[("scenario", "region-loss")], Some("draft"));
    desk.write(&at.changes);
    let heading = |html: &str| {
        let before = html.split_once("id=\"heading\"").unwrap().0;
        assert_eq!(html.matches("id=\"heading\"").count(), 1);
        before.rsplit_once('<').unwrap().1.trim().to_owned()
    };
    assert_eq!(heading(&desk.see("plans/plan-1").html), "h1");
    let open = desk.see("plans/plan-1/s-6").html;
    assert_eq!(heading(&open), "h3");
    assert!(open.split_once("id=\"heading\"").unwrap().1.contains(">6. "));
    assert_eq!(heading(&desk.see("plans/plan-1/s-99").html), "h1", "a step that is gone");
    // Closed again, the step keeps the place: nobody is sent back to the top.
    let (before, _) = open.split_once("/closed\"").unwrap();
    let close = format!("{}/closed", before.rsplit_once("href=\"#/").unwrap().1);
    let closed = desk.see(&close).html;
    assert!(close == "plans/plan-1/s-6/closed" && !closed.contains("Done: close this step"), "{close}");
    assert_eq!(heading(&closed), "h3");
    assert!(closed.split_once("id=\"heading\"").unwrap().1.contains(">6. "));
    assert_eq!(heading(&desk.see("plans/plan-1/s-99/closed").html), "h1");
    let moved = desk.typing("plans/plan-1/s-6", &[], Some("down s-6"));
    assert_eq!(moved.focus.as_deref(), Some("heading"));
}
