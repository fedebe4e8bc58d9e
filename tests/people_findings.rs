//! What is missing among people stands among everything else that is to be done, once, and names nobody.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod support;

use holdfast::answers::{Answer, Answers, Change, Edit};
use holdfast::assess::{Finding, Outcome, assess};
use holdfast::catalogue::{Severity, ids};
use holdfast::desk::results;
use holdfast::people::{Access, AccessKind, Entry, Person, PersonId, Role, Support, Way, WayKind};
use holdfast::report::single_file;
use holdfast::save::{open, to_file};
use holdfast::system::Told;
use support::{guides, now, today};

fn described() -> Answers {
    open(include_bytes!("../examples/shop-described.holdfast.json")).unwrap()
}

fn with(answers: &Answers, entries: &[Entry]) -> Answers {
    let put =
        |entry: &Entry| Change { section: "people".into(), id: entry.id().into(), text: Some(entry.write()) };
    answers.apply(&Edit::Change(entries.iter().map(put).collect()), today()).unwrap()
}

/// Somebody who does everything and holds every key, and a line of support of which only the name is known.
fn alone() -> Vec<Entry> {
    let me = Person {
        roles: Role::ALL.into(),
        ways: vec![Way { kind: WayKind::Phone, to: "+44 20 7946 0001".into(), goes_down: false }],
        any_hour: Told::Known(true),
        ..Person::new(PersonId::new("person-1"), "Zacharias Quill")
    };
    let access = |n: u32, opens: &str| Access {
        opens: [holdfast::system::ComponentId::new(opens)].into(),
        holders: [PersonId::new("person-1")].into(),
        ..Access::new(&format!("access-{n}"), AccessKind::Login, &format!("Zacharias’ login {n}"))
    };
    vec![
        Entry::Person(me),
        Entry::Access(access(1, "database")),
        Entry::Access(access(2, "uploaded-files")),
        Entry::Support(Support::new("support-1", "Host, emergency line")),
    ]
}

fn outcome(answers: &Answers) -> Outcome {
    assess(answers, now())
}

fn of_people(outcome: &Outcome) -> Vec<&Finding> {
    outcome.findings.iter().filter(|finding| finding.page.is_some()).collect()
}

fn screen(answers: &Answers) -> String {
    results(&to_file(answers), now(), "", &|_| None, "heading", None)
}

fn report(answers: &Answers) -> String {
    single_file(answers, &outcome(answers), &guides())
}

/// As it stands in markup.
fn times(page: &str, words: &str) -> usize {
    page.matches(&words.replace('&', "&amp;").replace('"', "&quot;")).count()
}

#[test]
fn nothing_is_raised_where_nobody_was_named() {
    let outcome = outcome(&described());
    assert!(of_people(&outcome).is_empty() && !outcome.findings.is_empty());
    assert!(!screen(&described()).contains("#/people"));
}

#[test]
fn each_stands_once_among_the_findings_of_screen_and_report() {
    let answers = with(&described(), &alone());
    let outcome = outcome(&answers);
    let found = of_people(&outcome);
    let ids: Vec<&str> = found.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "one-person-for-all",
            "sole-holder-access-1",
            "sole-holder-access-2",
            "support-without-way-support-1",
            "nobody-may-call-support-1",
            "person-with-every-access",
            "nothing-at-hand-support-1",
            "contacts-never-checked-support-1",
        ]
    );
    assert!(outcome.findings.is_sorted_by_key(|finding| finding.severity));
    let (screen, report) = (screen(&answers), report(&answers));
    for finding in found {
        assert!(!finding.next.is_empty() && finding.evidence == "Told", "{}", finding.id);
        assert_eq!(times(&screen, &finding.title), 1, "{}", finding.title);
        assert_eq!(times(&report, &finding.title), 1, "{}", finding.title);
        let page = finding.page.as_deref().unwrap();
        assert!(screen.contains(&format!("href=\"#/{page}\"")), "{page}");
    }
    assert!(report.contains("href=\"#people\"") && report.contains("id=\"people\""));
    assert!(report.contains("stands in <a href=\"#todo\">what to do</a>"));
}

#[test]
fn a_key_says_what_nobody_could_bring_back_without_it() {
    let answers = with(&described(), &alone());
    let screen = screen(&answers);
    let said = "Without it, nobody can restore or change <strong>Orders database</strong>.";
    assert_eq!(times(&screen, said), 1);
    assert!(screen.contains("Without that person, nobody can restore or change <strong>Orders database and"));
}

#[test]
fn nobody_is_named_unless_reports_are_to_show_names() {
    let answers = with(&described(), &alone());
    for page in [screen(&answers), report(&answers)] {
        assert!(!page.contains("Zacharias") && !page.contains("7946 0001"));
        assert!(page.contains("only the incident lead holds it"));
    }
    let names =
        Change { section: "settings".into(), id: "report".into(), text: Some("{\"names\":true}".into()) };
    let named = answers.apply(&Edit::Change(vec![names]), today()).unwrap();
    for page in [screen(&named), report(&named)] {
        assert!(page.contains("Zacharias’ login 1: only Zacharias Quill holds it"));
    }
}

#[test]
fn an_answer_that_says_the_same_gives_way() {
    let told = |answers: &Answers, one: &str| {
        let answer = Edit::Answer {
            question: ids::SECOND_PERSON.into(),
            answer: Answer::One(one.into()),
            known: holdfast::answers::Evidence::Told,
        };
        answers.apply(&answer, today()).unwrap()
    };
    let raised = |answers: &Answers| outcome(answers).findings.iter().any(|f| f.is("one-person-only"));
    let answers = told(&described(), "no");
    assert!(raised(&answers), "while nobody is named");
    let mut entries = alone();
    assert!(!raised(&with(&answers, &entries)));
    if let Entry::Person(person) = &mut entries[0] {
        person.roles = [Role::Leads].into();
    }
    assert!(raised(&with(&answers, &entries)), "nothing says the same of one role");
}

#[test]
fn what_is_at_stake_moves_them_and_is_said() {
    let answer = Edit::Answer {
        question: ids::WORST_CONSEQUENCE.into(),
        answer: Answer::One("harm-or-law".into()),
        known: holdfast::answers::Evidence::Told,
    };
    let answers = with(&described().apply(&answer, today()).unwrap(), &alone());
    let outcome = outcome(&answers);
    let first = of_people(&outcome)[0];
    assert_eq!((first.id.as_str(), first.severity), ("one-person-for-all", Severity::Critical));
    assert!(first.shifted.starts_with("Raised"));
}

/// Each page lists the entries of its own section that cannot be read, with their text and the way to be rid of them.
#[test]
fn what_cannot_be_read_is_shown_kept_and_removed_when_asked() {
    use holdfast::desk::{Ask, page};
    for (section, id, address) in [
        ("people", "person-7", "people"),
        ("plans", "plan-7", "plans"),
        ("drills", "drill-7", "drills"),
        ("drills", "programme", "drills/year"),
        ("settings", "drills", "drills"),
    ] {
        let change =
            Change { section: section.into(), id: id.into(), text: Some(r#"{"of":"tomorrow"}"#.into()) };
        let answers = described().apply(&Edit::Change(vec![change]), today()).unwrap();
        let ask = |act: Option<String>| Ask {
            page: address.into(),
            heading: "heading".into(),
            now: now().seconds(),
            fields: act.is_some().then(Vec::new),
            act,
            ..Ask::default()
        };
        let seen = page(&to_file(&answers), &ask(None));
        assert!(seen.html.contains("It cannot be read") && seen.html.contains("tomorrow"), "{address}");
        let act = format!("discard {section} {id}");
        assert!(seen.changes.is_empty() && seen.html.contains(&format!("value=\"{act}\"")), "{address}");
        let gone = page(&to_file(&answers), &ask(Some(act)));
        assert!(!gone.html.contains("It cannot be read"), "{address}");
        assert_eq!((gone.changes.len(), gone.changes[0].text.as_ref()), (1, None), "{address}");
        assert!(gone.html.contains("is removed.") && gone.html.contains("value=\"undo\""), "{address}");
    }
}

/// Hours are read on each person's own clock in the results too, where the description names no zone.
#[test]
fn hours_are_read_on_the_clocks_that_the_results_are_given() {
    let rules = |name: &str| {
        let east = match name {
            "Here/Here" => 3_600,
            "There/There" => -5 * 3_600,
            _ => return None,
        };
        Some(holdfast::desk::ZoneRules { first: east, changes: vec![(0, east)] })
    };
    let away = Person {
        roles: Role::ALL.into(),
        ways: vec![Way { kind: WayKind::Phone, to: "+44 20 7946 0001".into(), goes_down: false }],
        zone: "There/There".into(),
        hours: vec![holdfast::people::Span {
            days: holdfast::schedule::Weekday::ALL[..5].iter().copied().collect(),
            from: "08:00".parse().unwrap(),
            to: "16:00".parse().unwrap(),
        }],
        ..Person::new(PersonId::new("person-1"), "Zacharias Quill")
    };
    let quick = open(include_bytes!("../examples/shop.holdfast.json")).unwrap();
    let file = to_file(&with(&quick, &[Entry::Person(away)]));
    let seen = |here| results(&file, now(), here, &rules, "heading", None).replace('\u{a0}', " ");
    assert!(seen("Here/Here").contains("at night: from Thursday 22:00 to Friday 14:00"));
    assert!(seen("").contains("at night: from Thursday 16:00 to Friday 08:00"), "no other clock is known");
}

#[test]
fn what_cannot_be_read_is_named_with_the_page_to_mend_it() {
    for (section, id, page) in [
        ("people", "person-1", "people"),
        ("plans", "plan-1", "plans"),
        ("drills", "drill-1", "drills"),
        ("drills", "programme", "drills/year"),
        ("settings", "drills", "drills"),
        ("components", "database", "system"),
    ] {
        let text = Some("{\"surprise\":1}".to_owned());
        let change = Change { section: section.into(), id: id.into(), text };
        let answers = described().apply(&Edit::Change(vec![change]), today()).unwrap();
        let page_text = screen(&answers);
        assert!(page_text.contains("cannot be read"), "{section}/{id}");
        assert!(page_text.contains(&format!("href=\"#/{page}\">Go to ")), "{section}/{id}");
    }
}
