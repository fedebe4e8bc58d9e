//! The sentences about a described system, and what is open in it.

use crate::system::{assessed, database, full, logs};
use holdfast::assess::Outcome;
use holdfast::system::{Component, ComponentId, Location, Protection, ProtectionKind as P, Told};
use holdfast::units::Duration;

fn named(name: &str, holds: &str, hours: i64, protections: Vec<Protection>) -> Component {
    Component {
        id: ComponentId::new(&name.to_lowercase()),
        name: name.into(),
        holds: holds.into(),
        limit: Told::Known(Duration::hours(hours)),
        ..database(protections)
    }
}

fn first(components: Vec<Component>) -> String {
    assessed(components).sentences[0].words().replace('\u{a0}', " ")
}

fn dump() -> Protection {
    full(P::DbDump)
}

fn here() -> Protection {
    Protection { locations: Told::Known([Location::SameRegion].into()), ..dump() }
}

fn apart(protection: Protection) -> Protection {
    Protection { locations: Told::Known([Location::OtherProvider].into()), ..protection }
}

#[test]
fn the_worst_off_against_its_own_limit_comes_first() {
    // The longest loss is not the worst one.
    let weekly = Protection { schedule: Told::Known(crate::system::sundays()), ..dump() };
    assert_eq!(
        first(vec![
            named("Archive", "papers", 240, vec![weekly.clone()]),
            named("Shop", "orders", 4, vec![dump()])
        ]),
        "If the server or its disk died, up to 26 h 10 min of orders would be gone, and the limit is 4 h; 1 of 2 \
         components with data can lose more than their limit."
    );
    // Nothing left beats more than the limit.
    assert_eq!(
        first(vec![named("Shop", "orders", 4, vec![dump()]), named("Archive", "papers", 240, vec![here()])]),
        "If the data centre were lost, no copy of the papers would be left, and the same holds in 1 other scenario; 1 of \
         2 components with data can lose everything, and 1 more than the limit."
    );
    // Within the limits, and all is known.
    assert_eq!(
        first(vec![
            named("Shop", "orders", 1, vec![apart(logs())]),
            named("Archive", "papers", 240, vec![weekly])
        ]),
        "If the server or its disk died, up to 7 d 2 h 10 min of papers would be gone, within the limit of 10 days, and \
         none of the 2 components with data loses more than its limit."
    );
    assert_eq!(
        first(vec![named("Shop", "orders", 4, vec![here()])]),
        "If the data centre were lost, no copy of the orders would be left, and the same holds in 1 other scenario; if \
         the server or its disk died, up to 26 h 10 min would be gone, and the limit is 4 h."
    );
    assert_eq!(
        first(vec![named("Shop", "orders", 4, vec![])]),
        "Whatever happens, no copy of the orders would be left."
    );
}

fn matters(outcome: &Outcome) -> (usize, usize, usize) {
    (outcome.known.asked, outcome.known.open, outcome.known.unsure)
}

#[test]
fn what_is_open_in_the_description_is_counted_and_named() {
    let base = matters(&assessed(vec![database(vec![dump()])]));
    let open = Protection { keep: Told::Unsure, locations: Told::Open, ..dump() };
    let outcome = assessed(vec![Component { limit: Told::Unsure, ..database(vec![open]) }]);
    assert_eq!(matters(&outcome), (base.0, base.1 + 1, base.2 + 2));
    let finding = outcome.findings.iter().find(|f| f.is("find-out")).unwrap();
    assert!(finding.title.contains("how long copies of the database dump are kept"), "{}", finding.title);
    assert!(outcome.findings.iter().any(|f| f.id == "no-loss-limit" && f.title.ends_with("Orders database")));
    let third = outcome.sentences[2].words();
    assert!(
        third.contains(&format!("of\u{a0}{}", base.0)) || third.contains(&format!("of {}", base.0)),
        "{third}"
    );
}
