//! What is missing among people and accesses.

use super::{Access, Gap, People, Person, PersonId, Reach, Role, Shown, Support};
use crate::catalogue::Severity;
use crate::system::Told;
use crate::units::{Arrange, Gather, Moment, day_and_time, in_words};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One person has every role that anybody has, and nobody stands in.
const ONE_FOR_ALL: &str = "one-person-for-all";

/// Something to mend among people, roles and accesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable name: what it is, with whom or what it is about where there is one for each.
    pub id: String,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub title: String,
    /// What to do first.
    pub next: String,
    /// Whom it is about.
    pub persons: Vec<PersonId>,
    /// Which access or support it is about.
    pub thing: Option<String>,
}

/// What is missing, worst first; nothing where nobody told of anybody. `reach` is [`super::reach`] of the same people.
pub fn findings(shown: Shown<'_>, reach: &Reach, today: NaiveDate) -> Vec<Finding> {
    let people = shown.people();
    let mut found = Vec::new();
    if people.is_empty() {
        return found;
    }
    everything(people, shown, &mut found);
    roles(people, &mut found);
    reached(people, shown, reach, &mut found);
    people.accesses.iter().for_each(|access| held(access, shown, &mut found));
    people.supports.iter().for_each(|support| called(support, shown, today, &mut found));
    found.arrange_by_key(|finding| finding.severity);
    found
}

fn finding(id: impl Into<String>, severity: Severity, title: String, next: impl Into<String>) -> Finding {
    Finding { id: id.into(), severity, title, next: next.into(), persons: Vec::new(), thing: None }
}

fn roles(people: &People, found: &mut Vec<Finding>) {
    let nobody = |role: &Role| people.with(*role).next().is_none();
    let without: Vec<Role> = Role::ALL.into_iter().filter(nobody).collect();
    for severity in [Severity::High, Severity::Medium, Severity::Low] {
        let of = |role: &&Role| role.severity_without() == severity;
        found.extend(without_person(
            people,
            &without.iter().filter(of).copied().collect::<Vec<_>>(),
            severity,
        ));
    }
    // Where one person is everything, that says this too.
    if !found.iter().any(|one| one.id == ONE_FOR_ALL) {
        found.extend(without_deputy(people));
    }
}

/// One finding for all roles of a severity that nobody has.
fn without_person(people: &People, roles: &[Role], severity: Severity) -> Option<Finding> {
    let (first, rest) = roles.split_first()?;
    let mut title = format!("Nobody is named who {}", first.does());
    for (left, role) in (0..rest.len()).rev().zip(rest) {
        title += &format!("{} who {}", if left == 0 { ", or" } else { "," }, role.does());
    }
    let stand_in: BTreeSet<&PersonId> =
        roles.iter().flat_map(|role| people.deputies(*role)).map(|person| &person.id).gather();
    Some(Finding {
        persons: stand_in.into_iter().cloned().collect(),
        ..finding(
            format!("role-without-person-{}", first.id()),
            severity,
            format!("{title}."),
            if rest.is_empty() {
                "Name one person and a deputy."
            } else {
                "Name one person and a deputy for each."
            },
        )
    })
}

/// One finding for all roles in which somebody has nobody to stand in.
fn without_deputy(people: &People) -> Option<Finding> {
    let alone = |role: &Role| people.with(*role).count() == 1 && people.deputies(*role).next().is_none();
    let roles: Vec<Role> = Role::ALL.into_iter().filter(alone).collect();
    let names: Vec<String> = roles.iter().map(|role| format!("the {}", role.name().to_lowercase())).collect();
    let persons: BTreeSet<&PersonId> =
        roles.iter().flat_map(|role| people.with(*role)).map(|person| &person.id).gather();
    (!roles.is_empty()).then(|| Finding {
        persons: persons.into_iter().cloned().collect(),
        ..finding(
            "role-without-deputy",
            Severity::Low,
            format!("Nobody stands in for {}.", in_words(&names)),
            match roles.as_slice() {
                [_] => "Name a deputy, and let the deputy do it in the next drill.",
                _ => "Name a deputy for each, and let the deputies do it in the next drill.",
            },
        )
    })
}

/// A name as it is, a role inside a sentence.
fn within(called: &str, shown: Shown<'_>) -> String {
    if shown.names() { called.to_owned() } else { format!("the {}", called.to_lowercase()) }
}

fn everything(people: &People, shown: Shown<'_>, found: &mut Vec<Finding>) {
    let filled: Vec<Role> =
        Role::ALL.into_iter().filter(|role| people.with(*role).next().is_some()).collect();
    let has_all = |person: &&Person| {
        let only = |role: &Role| people.with(*role).all(|other| other.id == person.id);
        filled.iter().all(|role| person.roles.contains(role) && only(role))
    };
    let without_deputy = filled.iter().all(|role| people.deputies(*role).next().is_none());
    if filled.len() > 1
        && without_deputy
        && let Some(person) = people.persons.iter().find(has_all)
    {
        found.push(Finding {
            persons: vec![person.id.clone()],
            ..finding(
                ONE_FOR_ALL,
                Severity::High,
                "Only one person has any role. While that person is ill or on a plane, nobody acts."
                    .to_owned(),
                "Give a second person access, and let them do the next restore.",
            )
        });
    } else if filled.len() > 2
        && let Some(person) = people.persons.iter().find(has_all)
    {
        found.push(Finding {
            persons: vec![person.id.clone()],
            ..finding(
                "person-with-every-role",
                Severity::Medium,
                format!("{} has every role, and cannot do all of it at once.", shown.person(&person.id)),
                "Share the roles out: whoever restores should not tell customers as well.",
            )
        });
    }
    let holds_all =
        |person: &&Person| people.accesses.iter().all(|access| access.holders.contains(&person.id));
    if people.accesses.len() > 1
        && let Some(person) = people.persons.iter().find(holds_all)
    {
        found.push(Finding {
            persons: vec![person.id.clone()],
            ..finding(
                "person-with-every-access",
                Severity::Medium,
                format!(
                    "{} holds every login and key. Whoever takes over that person’s laptop can reach everything.",
                    shown.person(&person.id)
                ),
                "Keep one copy behind a login that this person does not hold.",
            )
        });
    }
}

fn reached(people: &People, shown: Shown<'_>, reach: &Reach, found: &mut Vec<Finding>) {
    for person in people.persons.iter().filter(|person| person.acts()) {
        let about = |id: &str, severity, title, next: &str| Finding {
            persons: vec![person.id.clone()],
            ..finding(format!("{id}-{}", person.id), severity, title, next)
        };
        let called = shown.person(&person.id);
        if person.ways.is_empty() {
            found.push(about(
                "no-way-to-reach",
                Severity::Medium,
                format!("{called} has a role, and no way to reach that person is written down."),
                "Write down a telephone number that works at night.",
            ));
        } else if person.ways.iter().all(|way| way.goes_down) {
            found.push(about(
                "ways-go-down",
                Severity::Medium,
                format!("{called} can be reached only over what goes down with the system."),
                "Add a telephone number.",
            ));
        }
    }
    if !people.persons.iter().any(Person::acts) {
        return;
    }
    if !reach.told && !reach.gaps.is_empty() {
        found.push(finding(
            "hours-not-told",
            Severity::Medium,
            "Nobody said when anybody can be reached.".to_owned(),
            "Write down working hours, and who may be called outside them.",
        ));
        return;
    }
    let longest =
        |test: &dyn Fn(&Gap) -> bool| reach.gaps.iter().copied().filter(test).max_by_key(|gap| gap.seconds());
    let weekend = longest(&|gap| gap.is_at_weekend());
    let night = longest(&|gap| gap.is_at_night() && !gap.is_at_weekend());
    for (id, when, gap) in
        [("nobody-at-weekend", "at the weekend", weekend), ("nobody-at-night", "at night", night)]
    {
        let Some(gap) = gap else { continue };
        let (from, to) = (Moment::from_seconds(gap.from), Moment::from_seconds(gap.to));
        found.push(finding(
            id,
            Severity::High,
            format!("Nobody can be reached {when}: from {} to {}.", day_and_time(from), day_and_time(to)),
            "Agree who may be called then, and write it down.",
        ));
    }
}

fn held(access: &Access, shown: Shown<'_>, found: &mut Vec<Finding>) {
    let name = shown.text(&access.name);
    let known: Vec<PersonId> =
        access.holders.iter().filter(|id| shown.people().person(id).is_some()).cloned().collect();
    let about = |id: &str, severity, title, next: &str| Finding {
        persons: known.clone(),
        thing: Some(access.id.clone()),
        ..finding(format!("{id}-{}", access.id), severity, title, next)
    };
    match (known.as_slice(), &access.sealed_copy) {
        (_, Told::Known(true)) => {}
        ([], _) => found.push(about(
            "nobody-holds",
            Severity::High,
            format!("{name}: nobody is named who holds it."),
            "Find out who does, and give it to a second person.",
        )),
        ([only], _) => found.push(about(
            "sole-holder",
            Severity::High,
            format!("{name}: only {} holds it.", within(&shown.person(only), shown)),
            "Give it to a second person, or put a sealed copy where somebody else can open it.",
        )),
        _ => {}
    }
}

fn called(support: &Support, shown: Shown<'_>, today: NaiveDate, found: &mut Vec<Finding>) {
    let name = shown.text(&support.name);
    let known: Vec<PersonId> =
        support.may_call.iter().filter(|id| shown.people().person(id).is_some()).cloned().collect();
    let about = |id: &str, severity, title, next: &str| Finding {
        persons: known.clone(),
        thing: Some(support.id.clone()),
        ..finding(format!("{id}-{}", support.id), severity, title, next)
    };
    if support.ways.is_empty() {
        found.push(about(
            "support-without-way",
            Severity::High,
            format!("{name}: how to reach it is not written down."),
            "Write down the number to call, and where else to ask when the account is locked.",
        ));
    }
    match known.len() {
        0 => found.push(about(
            "nobody-may-call",
            Severity::High,
            format!("{name}: nobody is named who may call."),
            "Sign in and register two people.",
        )),
        1 => found.push(about(
            "one-may-call",
            Severity::Medium,
            format!("{name}: only one person may call."),
            "Register a second person there.",
        )),
        _ => {}
    }
    if support.at_hand.is_empty() {
        found.push(about(
            "nothing-at-hand",
            Severity::Medium,
            format!("{name}: what they will ask for is not written down."),
            "Write down what has to be at hand, such as the customer number. Never the secret itself.",
        ));
    }
    let age = support.checked.map(|day| (today - day).num_days());
    match age {
        None => found.push(about(
            "contacts-never-checked",
            Severity::Medium,
            format!("{name}: nobody has checked whom they hold as your contacts. They may call someone who has left."),
            "Sign in and check every contact today.",
        )),
        Some(OLD..) => found.push(about(
            "contacts-old",
            Severity::Low,
            format!("{name}: the contacts they hold were last checked more than six months ago."),
            "Check them again.",
        )),
        Some(_) => {}
    }
}

/// Days after which contacts are to be checked again: the catalogue's limit.
const OLD: i64 = 181;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{AccessKind, Way, WayKind, reach};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn person(n: u32, name: &str, roles: &[Role]) -> Person {
        Person {
            roles: roles.iter().copied().collect(),
            ways: vec![Way { kind: WayKind::Phone, to: "+1".to_owned(), goes_down: false }],
            any_hour: Told::Known(true),
            ..Person::new(PersonId::new(&format!("person-{n}")), name)
        }
    }

    fn ids(people: &People) -> Vec<String> {
        let reach = reach(people, Moment::from_seconds(0), "", &|_| None);
        findings(Shown::by_role(people), &reach, day()).into_iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn nobody_told_of_is_no_finding() {
        assert_eq!(ids(&People::default()), Vec::<String>::new());
    }

    #[test]
    fn one_for_all_and_shared_roles() {
        let mut people = People { persons: vec![person(1, "Ada", &Role::ALL)], ..People::default() };
        let alone = ids(&people);
        assert_eq!(alone, ["one-person-for-all"], "that nobody stands in is said once");
        let mut second = person(2, "Bo", &[]);
        second.deputy_for = Role::ALL.into();
        people.persons.push(second);
        assert_eq!(ids(&people), ["person-with-every-role"]);
        people.persons[0].roles = Role::ALL[..4].iter().copied().collect();
        people.persons[1].roles = Role::ALL[4..].iter().copied().collect();
        people.persons[0].deputy_for = Role::ALL.into();
        assert_eq!(ids(&people), Vec::<String>::new());
        people.persons[1].roles.remove(&Role::Restores);
        assert_eq!(ids(&people), ["role-without-person-restores"]);
        people.persons[0].deputy_for = Role::ALL[6..].iter().copied().collect();
        people.persons[1].deputy_for = [Role::Watches, Role::Decides].into();
        let reach = reach(&people, Moment::from_seconds(0), "", &|_| None);
        let found = findings(Shown::by_role(&people), &reach, day());
        let low = found.iter().find(|one| one.id == "role-without-deputy").unwrap();
        assert_eq!(low.title, "Nobody stands in for the incident lead, the host caller and the key holder.");
        assert_eq!(low.persons.len(), 2);
    }

    #[test]
    fn keys_and_support_in_one_hand() {
        let holder = |name: &str, holders: &[&str]| Access {
            holders: holders.iter().map(|id| PersonId::new(id)).collect(),
            ..Access::new(&format!("access-{name}"), AccessKind::Login, name)
        };
        let two = || {
            let mut persons = vec![person(1, "Ada", &Role::ALL[..4]), person(2, "Bo", &Role::ALL[4..])];
            persons.iter_mut().for_each(|person| person.deputy_for = Role::ALL.into());
            People { persons, ..People::default() }
        };
        let mut people = two();
        people.accesses = vec![
            holder("a", &["person-1"]),
            holder("b", &["person-1", "person-2"]),
            holder("c", &["person-9"]),
        ];
        assert_eq!(ids(&people), ["sole-holder-access-a", "nobody-holds-access-c"]);
        people.accesses[0].sealed_copy = Told::Known(true);
        people.accesses.pop();
        assert_eq!(ids(&people), ["person-with-every-access"]);
        let mut people = two();
        people.supports = vec![Support::new("support-1", "Host")];
        assert_eq!(
            ids(&people),
            [
                "support-without-way-support-1",
                "nobody-may-call-support-1",
                "nothing-at-hand-support-1",
                "contacts-never-checked-support-1"
            ]
        );
        people.supports[0].checked = day().checked_sub_days(chrono::Days::new(181));
        assert_eq!(ids(&people).last().map(String::as_str), Some("contacts-old-support-1"));
        people.supports[0].checked = day().checked_sub_days(chrono::Days::new(180));
        assert!(!ids(&people).iter().any(|id| id.starts_with("contacts")));
    }

    #[test]
    fn hours_and_ways() {
        let mut people = People {
            persons: vec![person(1, "Ada", &Role::ALL), person(2, "Bo", &Role::ALL)],
            ..People::default()
        };
        assert_eq!(ids(&people), Vec::<String>::new(), "two of each");
        people.persons[1].ways.clear();
        people.persons[0].ways[0].goes_down = true;
        assert_eq!(ids(&people), ["ways-go-down-person-1", "no-way-to-reach-person-2"]);
        people.persons[0].any_hour = Told::Known(false);
        assert!(ids(&people).contains(&"hours-not-told".to_owned()));
        let office = crate::people::Span {
            days: crate::schedule::Weekday::ALL[..5].iter().copied().collect(),
            from: "08:00".parse().unwrap(),
            to: "18:00".parse().unwrap(),
        };
        people.persons[0].hours = vec![office];
        let reach = reach(&people, Moment::from_seconds(0), "", &|_| None);
        let found = findings(Shown::by_role(&people), &reach, day());
        let title = |id: &str| found.iter().find(|f| f.id == id).map(|f| f.title.replace('\u{a0}', " "));
        assert_eq!(
            title("nobody-at-weekend").as_deref(),
            Some("Nobody can be reached at the weekend: from Friday 18:00 to Monday 08:00.")
        );
        assert_eq!(
            title("nobody-at-night").as_deref(),
            Some("Nobody can be reached at night: from Thursday 18:00 to Friday 08:00.")
        );
    }

    #[test]
    fn no_finding_names_anybody_unless_asked() {
        let mut people =
            People { persons: vec![person(1, "Zacharias", &[Role::Leads])], ..People::default() };
        people.accesses = vec![Access {
            holders: [PersonId::new("person-1")].into(),
            ..Access::new("access-1", AccessKind::SecondFactor, "Zacharias’ token")
        }];
        let reach = reach(&people, Moment::from_seconds(0), "", &|_| None);
        let said = |shown| format!("{:?}", findings(shown, &reach, day()));
        assert!(!said(Shown::by_role(&people)).contains("Zacharias"));
        assert!(said(Shown::by_name(&people)).contains("only Zacharias holds it"));
    }
}
