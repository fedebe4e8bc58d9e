//! Runbooks drafted from the example systems: order, times, changes, and what stays when the system changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use holdfast::answers::Answers;
use holdfast::assess::{Outcome, assess_system, return_after};
use holdfast::catalogue::{SCENARIOS, ScenarioId};
use holdfast::drill::Phase;
use holdfast::people::{People, Person, PersonId, Role};
use holdfast::runbook::check::{self, Refused, fits};
use holdfast::runbook::{
    Basis, Edit, Match, Runbook, Step, affected, compare, draft, planned, reboot_checks, reboot_steps,
    runbooks,
};
use holdfast::system::{Component, ComponentId, System, Template, Told};
use holdfast::units::{Bytes, Duration, Moment};

fn outcome(template: Template, change: impl FnOnce(&mut Vec<Component>)) -> Outcome {
    let mut components = template.components();
    change(&mut components);
    let system = System::of(&Answers::default()).described_as(components, template.setup());
    assess_system(&Answers::default(), system, Moment::from_seconds(0))
}

fn drafted(outcome: &Outcome, scenario: ScenarioId) -> Vec<Step> {
    draft(Basis::of(outcome, scenario), &People::default(), scenario, &affected(Basis::of(outcome, scenario)))
}

fn runbook(outcome: &Outcome, scenario: ScenarioId) -> Runbook {
    Runbook {
        id: "plan-1".to_owned(),
        name: "A plan".to_owned(),
        scenario,
        components: affected(Basis::of(outcome, scenario)),
        drafted: None,
        steps: drafted(outcome, scenario),
        left_out: Vec::new(),
    }
}

fn place(steps: &[Step], key: &str) -> usize {
    let keys: Vec<&str> = steps.iter().map(|step| step.key.as_str()).collect();
    steps.iter().position(|step| step.key == key).unwrap_or_else(|| panic!("{key} is not in {keys:?}"))
}

#[test]
fn steps_come_in_the_order_in_which_they_need_each_other() {
    let outcome = outcome(Template::Shop, |_| {});
    let steps = drafted(&outcome, ScenarioId::DiskHostLoss);
    let order = [
        "detect",
        "first/switch-off",
        "decide",
        "call",
        "tell/begin",
        "uploaded-files/set-up",
        "uploaded-files/fetch",
        "uploaded-files/increments",
        "uploaded-files/verify",
        "web-server/verify",
        "load-balancer/verify",
        "cut-over",
        "tell/end",
    ];
    let places: Vec<usize> = order.iter().map(|key| place(&steps, key)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(place(&steps, "database/verify") < place(&steps, "web-server/verify"));
    assert_eq!(
        steps[place(&steps, "uploaded-files/increments")].does,
        "Put up to 7 increments on top, in order"
    );
}

#[test]
fn the_times_are_those_of_the_recovery() {
    for template in Template::ALL {
        let outcome = outcome(template, |_| {});
        for after in &outcome.returns {
            let steps = drafted(&outcome, after.scenario.id);
            let bars = &after.tasks;
            for bar in bars {
                let same = |step: &&Step| {
                    step.component == bar.component
                        && step.starts == Some(bar.start)
                        && step.takes == Some(bar.finish.minus(bar.start))
                };
                assert!(
                    steps.iter().any(|step| same(&step)),
                    "{}: {} {}",
                    after.scenario.short,
                    bar.name,
                    bar.label
                );
            }
            let last = planned(&steps).iter().filter_map(|(_, finish)| *finish).max();
            if let Some(total) = after.total {
                assert_eq!(last, Some(total), "{template:?} {}", after.scenario.short);
            }
        }
    }
}

#[test]
fn every_scenario_gives_whole_steps() {
    for template in Template::ALL {
        let outcome = outcome(template, |_| {});
        for scenario in ScenarioId::ALL {
            let book = runbook(&outcome, scenario);
            assert!(book.steps.len() >= 6, "{template:?} {scenario:?}");
            for step in &book.steps {
                check::step_sound(step).unwrap();
                assert!(!step.works_when.is_empty() && !step.way_back.is_empty(), "{scenario:?}: {step:?}");
                let shown = format!("{step:?}");
                assert!(!shown.contains("{}") && !shown.contains("the the "), "{shown}");
            }
            fits(&book).unwrap();
            assert_eq!(Runbook::read(&book.write()), Ok(book));
        }
    }
}

#[test]
fn what_is_gone_is_decided_and_not_restored() {
    let only_replica = |components: &mut Vec<Component>| {
        let database = components.iter_mut().find(|c| c.id.as_str() == "database").unwrap();
        if let Told::Known(protections) = &mut database.protections {
            protections.retain(|p| p.kind.is_replica());
        }
    };
    let outcome = outcome(Template::Shop, only_replica);
    let deleted = drafted(&outcome, ScenarioId::AccidentalDelete);
    assert_eq!(deleted[place(&deleted, "database/gone")].phase, Phase::Decide);
    assert!(deleted.iter().all(|step| step.key != "database/fetch" && step.key != "database/verify"));
    let lost = drafted(&outcome, ScenarioId::DiskHostLoss);
    assert_eq!(lost[place(&lost, "database/take-over")].phase, Phase::TakeOver);
}

#[test]
fn steps_that_no_longer_match_are_marked_with_what_changed() {
    let before = outcome(Template::Shop, |_| {});
    let book = runbook(&before, ScenarioId::DiskHostLoss);
    let same = compare(&book, &drafted(&before, ScenarioId::DiskHostLoss));
    assert!(same.steps.iter().all(|of| *of == Match::Fits) && same.new.is_empty() && same.stale() == 0);

    let after = outcome(Template::Shop, |components| {
        components.iter_mut().for_each(|c| {
            if c.id.as_str() == "uploaded-files" {
                c.size = Bytes::new(600_000_000_000);
            }
        });
        components.retain(|c| c.id.as_str() != "load-balancer");
        components.push(Component::new(ComponentId::new("cache"), holdfast::answers::ComponentKind::Cache));
    });
    let now = drafted(&after, ScenarioId::DiskHostLoss);
    let told = compare(&book, &now);
    let of = |key: &str| &told.steps[place(&book.steps, key)];
    let Match::Changed(changed) = of("uploaded-files/fetch") else {
        panic!("{:?}", of("uploaded-files/fetch"))
    };
    let words = |text: &Option<String>| text.clone().unwrap_or_default().replace('\u{a0}', " ");
    assert_eq!(changed[0].what, "size");
    assert_eq!((words(&changed[0].was), words(&changed[0].now)), ("300 GB".to_owned(), "600 GB".to_owned()));
    assert_eq!(*of("load-balancer/verify"), Match::NoLonger);
    assert_eq!(*of("call"), Match::Fits);
    assert!(told.new.iter().any(|step| step.key == "cache/verify"));

    let redrafted = book.apply(&Edit::RedraftAll, &now).unwrap();
    let told = compare(&redrafted, &now);
    assert_eq!((told.stale(), told.new.len()), (0, 0));
    assert!(place(&redrafted.steps, "cache/verify") < place(&redrafted.steps, "cut-over"));
    let mut ids: Vec<&str> = redrafted.steps.iter().map(|step| step.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), redrafted.steps.len());
}

#[test]
fn what_a_user_changes_stays() {
    let before = outcome(Template::Shop, |_| {});
    let now = drafted(&before, ScenarioId::DiskHostLoss);
    let book = runbook(&before, ScenarioId::DiskHostLoss);
    let id = book.steps[place(&book.steps, "uploaded-files/fetch")].id.clone();

    let with_command = Step { command: "restore --latest".to_owned(), ..book.step(&id).unwrap().clone() };
    let commanded = book.apply(&Edit::Put(Box::new(with_command)), &now).unwrap();
    assert!(!commanded.step(&id).unwrap().edited, "a command is nothing that is drafted");
    let own = Step {
        does: "Ask Bo".to_owned(),
        takes: Some(Duration::minutes(5)),
        ..commanded.step(&id).unwrap().clone()
    };
    let edited = commanded.apply(&Edit::Put(Box::new(own)), &now).unwrap();
    assert!(edited.step(&id).unwrap().edited);
    let all = edited.apply(&Edit::RedraftAll, &now).unwrap();
    assert_eq!(all.step(&id).unwrap().does, "Ask Bo");
    let back = all.apply(&Edit::Redraft { id: id.clone() }, &now).unwrap();
    assert_eq!(back, commanded, "and the command is still there");

    let added = Edit::Add { after: Some(id.clone()), step: Box::new(Step::own("s-1", "Make coffee")) };
    let longer = book.apply(&added, &now).unwrap();
    let at = place(&longer.steps, "uploaded-files/fetch") + 1;
    assert_eq!(
        (longer.steps[at].does.as_str(), longer.steps[at].id.as_str()),
        ("Make coffee", book.fresh_step().as_str())
    );
    assert_eq!(compare(&longer, &now).steps[at], Match::Own);
    let moved = longer.apply(&Edit::Move { id: longer.steps[at].id.clone(), to: 0 }, &now).unwrap();
    assert_eq!(moved.steps[0].does, "Make coffee");

    let shorter = book.apply(&Edit::Remove { id: id.clone() }, &now).unwrap();
    assert!(compare(&shorter, &now).new.is_empty(), "what was taken away is not offered again");
    assert_eq!(shorter.apply(&Edit::RedraftAll, &now).unwrap(), shorter);
    let again = shorter.apply(&Edit::Take { key: "uploaded-files/fetch".to_owned() }, &now).unwrap();
    assert_eq!(place(&again.steps, "uploaded-files/fetch"), place(&book.steps, "uploaded-files/fetch"));
    assert_eq!(shorter.apply(&Edit::Redraft { id: id.clone() }, &now), Err(Refused::NoStep { id }));
    let empty = Step { does: "  ".to_owned(), ..book.steps[0].clone() };
    assert!(matches!(book.apply(&Edit::Put(Box::new(empty)), &now), Err(Refused::Text(_))));
}

#[test]
fn a_change_can_be_declared_to_fit() {
    let before = outcome(Template::Shop, |_| {});
    let book = runbook(&before, ScenarioId::DiskHostLoss);
    let after = outcome(Template::Shop, |components| components[0].name = "Order book".to_owned());
    let now = drafted(&after, ScenarioId::DiskHostLoss);
    let at = place(&book.steps, "database/verify");
    assert!(matches!(compare(&book, &now).steps[at], Match::Changed(_)));
    let kept = book.apply(&Edit::StillFits { id: book.steps[at].id.clone() }, &now).unwrap();
    assert_eq!(compare(&kept, &now).steps[at], Match::Fits);
    assert_eq!(kept.steps[at].does, book.steps[at].does);
}

#[test]
fn who_does_a_step_follows_the_roles() {
    let mut people = People::default();
    let mut put = |n: u32, roles: &[Role], deputy_for: &[Role]| {
        people.persons.push(Person {
            roles: roles.iter().copied().collect(),
            deputy_for: deputy_for.iter().copied().collect(),
            ..Person::new(PersonId::new(&format!("person-{n}")), &format!("P{n}"))
        });
    };
    put(1, &[Role::Restores], &[]);
    put(2, &[Role::Decides], &[Role::Restores]);
    let mut step = Step::own("s-1", "Restore");
    let who = |step: &Step| {
        let name = |person: Option<&Person>| person.map_or(String::new(), |person| person.name.clone());
        let who = step.who(&people);
        (name(who.owner), name(who.deputy))
    };
    assert_eq!(who(&step), ("P1".to_owned(), "P2".to_owned()));
    step.owner = Some(PersonId::new("person-2"));
    assert_eq!(who(&step), ("P2".to_owned(), String::new()), "nobody is their own deputy");
    step.owner = Some(PersonId::new("person-9"));
    assert_eq!(who(&step).0, "P1", "somebody who is no longer there");
    step.role = Role::TellsCustomers;
    assert_eq!(who(&step), (String::new(), String::new()));
}

#[test]
fn reboot_checks_only_look() {
    let outcome = outcome(Template::Shop, |_| {});
    let checks = reboot_checks(&outcome.system);
    let names: Vec<&str> = checks.iter().map(|server| server.component.as_str()).collect();
    assert_eq!(names, ["database", "uploaded-files", "web-server", "load-balancer"]);
    let allowed = [
        "systemctl is-system-running",
        "systemctl is-active ",
        "systemctl is-enabled ",
        "systemctl --failed ",
        "systemctl list-units ",
        "systemctl list-timers ",
        "uptime --since",
        "journalctl --boot ",
        "findmnt ",
        "crontab -l",
        "nft list ruleset",
        "firewall-cmd --state",
        "ufw status",
        "ip -brief address",
        "ss --listening ",
        "pg_isready",
        "psql --no-psqlrc --command='SELECT ",
        "mysql --execute='SHOW ",
        "mongosh --quiet --eval 'rs.printSecondaryReplicationInfo()",
        "redis-cli INFO ",
        "redis-cli PING",
        "rabbitmqctl list_queues ",
    ];
    for server in &checks {
        for check in &server.checks {
            assert!(!check.commands.is_empty() && !check.must.is_empty() && !check.says.is_empty());
            for command in &check.commands {
                assert!(allowed.iter().any(|start| command.line.starts_with(start)), "{}", command.line);
                assert!(!command.line.contains([';', '&', '|', '>', '`', '$']), "{}", command.line);
            }
        }
    }
    let of_database: Vec<String> = checks[0].checks.iter().map(|check| check.id.clone()).collect();
    assert!(of_database.contains(&"database/replication".to_owned()), "{of_database:?}");
    assert!(checks[2].checks.iter().all(|check| check.id != "web-server/replication"));
    let steps = reboot_steps(&checks);
    assert_eq!(steps.len(), checks.iter().map(|server| server.checks.len()).sum::<usize>());
    steps.iter().for_each(|step| check::step_sound(step).unwrap());
}

#[test]
fn a_plan_for_too_much_is_refused_with_words() {
    let outcome = outcome(Template::Shop, |components| {
        let database = components[0].clone();
        for n in 2..70 {
            let id = ComponentId::new(&format!("database-{n}"));
            components.push(Component { id, name: format!("Database {n}"), ..database.clone() });
        }
    });
    let book = runbook(&outcome, ScenarioId::RegionLoss);
    assert!(book.steps.len() > check::MOST_STEPS);
    assert_eq!(fits(&book), Err(Refused::Full));
    let (read, unreadable) = runbooks(&Answers::default());
    assert!(read.is_empty() && unreadable.is_empty());
}

/// A page of a runbook works out its own scenario only: the same as the whole outcome has it.
#[test]
fn one_scenario_alone_is_what_the_whole_outcome_says() {
    for template in Template::ALL {
        let outcome = outcome(template, |_| {});
        for scenario in &SCENARIOS {
            let alone = return_after(&outcome.system, scenario.id, &outcome.clock, &outcome.proven);
            let whole = outcome.returns.iter().find(|after| after.scenario.id == scenario.id);
            assert_eq!(format!("{:?}", alone.as_ref()), format!("{whole:?}"), "{}", scenario.title);
            let basis = Basis { system: &outcome.system, after: alone.as_ref() };
            assert_eq!(affected(basis), affected(Basis::of(&outcome, scenario.id)));
        }
    }
}

/// The steps of one component are expected one after the other, those that take no time too.
#[test]
fn no_step_of_a_component_begins_before_the_one_above_it() {
    for template in Template::ALL {
        let outcome = outcome(template, |_| {});
        for scenario in &SCENARIOS {
            let steps = drafted(&outcome, scenario.id);
            for component in &outcome.system.components {
                let begins: Vec<Duration> = steps
                    .iter()
                    .zip(planned(&steps))
                    .filter(|(step, _)| step.component.as_ref() == Some(&component.id))
                    .map(|(_, (start, _))| start)
                    .collect();
                assert!(begins.is_sorted(), "{}, {}: {begins:?}", component.name, scenario.title);
            }
        }
    }
}
