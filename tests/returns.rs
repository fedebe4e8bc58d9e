//! Recovery time and consistent points: worked examples, and against plain simulations.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use holdfast::returns::{
    Component, Flow, Held, Limit, Need, Part, Plan, Points, Reference, Replay, Resource, Restore,
    ReturnError, Stage, Task, Timeline, Unpack, Why, Work, consistent_point, fair_rates, restore_plan,
    restore_timeline, timeline,
};
use proptest::prelude::*;

fn wait(id: &str, after: &[&str], seconds: f64) -> Task {
    Task { id: id.to_owned(), after: owned(after), work: Work::Wait { seconds } }
}

fn transfer(id: &str, after: &[&str], bytes: f64, resources: &[&str], cap: Option<f64>) -> Task {
    Task {
        id: id.to_owned(),
        after: owned(after),
        work: Work::Transfer { bytes, resources: owned(resources), cap },
    }
}

/// The timeline of a restore, by way of its plan and without it: always the same.
fn back(restore: &Restore) -> Result<Timeline, ReturnError> {
    let line = restore_timeline(restore);
    assert_eq!(line, restore_plan(restore).and_then(|plan| timeline(&plan)));
    line
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn resource(name: &str, rate: f64) -> Resource {
    Resource { name: name.to_owned(), rate }
}

/// "recovery mathematics", section 2(e).
fn worked_example() -> Plan {
    let both = &["link", "store"];
    Plan {
        resources: vec![resource("link", 100e6), resource("store", 150e6)],
        tasks: vec![
            wait("cut-over", &["verify", "web"], 300.0),
            wait("detect", &[], 600.0),
            wait("decide", &["detect"], 900.0),
            wait("provision", &["decide"], 300.0),
            transfer("db", &["provision"], 120e9, both, Some(20e6)),
            transfer("files", &["provision"], 60e9, both, None),
            transfer("web", &["provision"], 20e9, both, None),
            wait("replay", &["db"], 1_200.0),
            wait("verify", &["replay", "files"], 600.0),
        ],
    }
}

fn finish(line: &Timeline, id: &str) -> f64 {
    line.tasks.iter().find(|times| times.id == id).unwrap().finish
}

#[test]
fn three_restores_share_a_link() {
    let line = timeline(&worked_example()).unwrap();
    assert_eq!(
        (finish(&line, "web"), finish(&line, "files"), finish(&line, "db")),
        (2_300.0, 2_800.0, 7_800.0)
    );
    assert_eq!(line.total, 9_900.0);
    let path: Vec<&str> = line.critical.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(path, ["detect", "decide", "provision", "db", "replay", "verify", "cut-over"]);
    assert_eq!(
        line.critical[3].why,
        Why::Held(vec![Held { by: None, seconds: 6_000.0 }]),
        "held by its own disk"
    );
    assert_eq!(line.critical[4].why, Why::Takes);
    let files = &line.tasks[5].stretches;
    assert_eq!(
        files.iter().map(|part| (part.from, part.rate)).collect::<Vec<_>>(),
        [(1_800.0, 40e6), (2_300.0, 80e6)]
    );
    assert_eq!(files[0].limit, Limit::Resource(0));
}

#[test]
fn what_held_a_transfer_is_named() {
    let plan = Plan {
        resources: vec![resource("link", 10.0), resource("disk", 6.0)],
        tasks: vec![
            transfer("a", &[], 100.0, &["link", "disk"], None),
            transfer("b", &[], 50.0, &["link"], None),
        ],
    };
    // 5 each for 10 s, held by the link; then a alone at 6, held by its disk, for 50/6 s.
    let line = timeline(&plan).unwrap();
    let held = |by: &str, seconds: f64| Held { by: Some(by.to_owned()), seconds };
    let Why::Held(told) = &line.critical[0].why else { return assert_eq!(line.critical.len(), 0) };
    assert_eq!(told[0], held("link", 10.0));
    assert_eq!(told[1].by.as_deref(), Some("disk"));
    assert!((told[1].seconds - 50.0 / 6.0).abs() < 1e-9);
}

#[test]
fn nothing_to_do_takes_no_time() {
    let empty = timeline(&Plan::default()).unwrap();
    assert_eq!((empty.total, empty.critical.len()), (0.0, 0));
    let plan = Plan {
        resources: Vec::new(),
        tasks: vec![
            wait("b", &["a"], 0.0),
            transfer("a", &[], 0.0, &[], Some(1.0)),
            wait("c", &["b", "b"], 2.0),
        ],
    };
    let line = timeline(&plan).unwrap();
    assert_eq!(line.total, 2.0);
    assert_eq!(line.critical.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn mistakes_are_named() {
    let said = |resources: Vec<Resource>, tasks: Vec<Task>| {
        timeline(&Plan { resources, tasks }).unwrap_err().to_string()
    };
    let link = || vec![resource("link", 1.0)];
    let cycle =
        vec![wait("a", &["c"], 1.0), wait("x", &["a"], 1.0), wait("b", &["a"], 1.0), wait("c", &["b"], 1.0)];
    assert_eq!(
        timeline(&Plan { resources: Vec::new(), tasks: cycle.clone() }),
        Err(ReturnError::Cycle { cycle: owned(&["a", "c", "b"]) })
    );
    assert_eq!(
        said(Vec::new(), cycle),
        "\"a\" waits for \"c\", which waits for \"b\", which waits for \"a\", so that it can never start: \
         take one of these dependencies out"
    );
    assert!(said(Vec::new(), vec![wait("a", &["a"], 1.0)]).starts_with("\"a\" waits for \"a\", so"));
    assert!(
        said(Vec::new(), vec![wait("a", &["b"], 1.0)])
            .contains("\"a\" names the task \"b\", which is not there")
    );
    assert!(
        said(Vec::new(), vec![wait("a", &[], 1.0), wait("a", &[], 1.0)]).contains("two tasks called \"a\"")
    );
    assert!(said(vec![resource("link", 0.0)], Vec::new()).contains("\"link\" lets 0 bytes a second through"));
    assert!(said(link(), vec![transfer("a", &[], 1.0, &["disk"], None)]).contains("resource \"disk\""));
    assert!(said(link(), vec![transfer("a", &[], 1.0, &["link"], Some(0.0))]).contains("held to 0 bytes"));
    assert!(said(link(), vec![transfer("a", &[], 1.0, &[], None)]).contains("nothing limits"));
    assert!(said(link(), vec![transfer("a", &[], -1.0, &["link"], None)]).contains("is -1: give 0 or more"));
    assert!(said(link(), vec![wait("a", &[], f64::NAN)]).contains("is NaN"));
    assert!(said(Vec::new(), vec![transfer("a", &[], 1e300, &[], Some(1e-300))]).contains("takes too long"));
}

#[test]
fn a_whole_system_comes_back() {
    let database = Part {
        ratio: 2.0,
        increments: vec![4e9, 2e9],
        write_rate: Some(100e6),
        // 24 h at 1.2 MB/s, replayed at 30 MB/s: 3456 s.
        replay: Some(Replay { span: 86_400.0, write_rate: 1.2e6, replay_rate: 30e6 }),
        provision: 300.0,
        verify: 600.0,
        ..Part::new("database", 100e9, &["link"])
    };
    let files = Part {
        objects: 1e6,
        seconds_per_object: 0.001,
        unpack: Unpack::Afterwards,
        write_rate: Some(100e6),
        ..Part::new("files", 10e9, &["link"])
    };
    let needs = vec![Need { part: "database".to_owned(), before: Stage::Verify }];
    let web = Part { needs, verify: 60.0, ..Part::new("web", 1e9, &["link"]) };
    let restore = Restore {
        detect: 600.0,
        decide: 900.0,
        resources: vec![resource("link", 1e9)],
        parts: vec![web, database, files],
        cut_over: 120.0,
    };
    let line = back(&restore).unwrap();
    // The database: 50 GB at 50 MB/s (its disk, compressed), 2 and 1 GB more, the log, the check.
    let database = 1_500.0 + 300.0 + 1_000.0 + 40.0 + 20.0 + 3_456.0 + 600.0;
    assert!((finish(&line, "database: verify") - database).abs() < 1e-6);
    assert!((line.total - (database + 60.0 + 120.0)).abs() < 1e-6);
    let path: Vec<&str> = line.critical.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(
        path,
        [
            "detect",
            "decide",
            "database: provision",
            "database: fetch full copy",
            "database: fetch increment 1",
            "database: fetch increment 2",
            "database: replay log",
            "database: verify",
            "web: verify",
            "cut over"
        ]
    );
    // Unpacked afterwards, then a million files at a millisecond each.
    let fetched = finish(&line, "files: fetch full copy");
    assert!((finish(&line, "files: verify") - (fetched + 100.0 + 1_000.0)).abs() < 1e-6);
}

#[test]
fn parts_that_need_each_other_are_told() {
    let need = |part: &str| vec![Need { part: part.to_owned(), before: Stage::Provision }];
    let part = |name: &str, needs| Part { needs, ..Part::new(name, 1.0, &["link"]) };
    let mut restore = Restore {
        resources: vec![resource("link", 1.0)],
        parts: vec![part("a", need("b")), part("b", need("a"))],
        ..Restore::default()
    };
    let told = back(&restore).unwrap_err();
    assert!(matches!(told, ReturnError::Cycle { ref cycle } if cycle.len() == 6), "{told}");
    restore.parts[0].needs = need("c");
    assert!(restore_plan(&restore).unwrap_err().to_string().contains("\"a\" names the part \"c\""));
    restore.parts = vec![Part { ratio: 0.0, ..Part::new("a", 1.0, &["link"]) }];
    assert!(restore_plan(&restore).unwrap_err().to_string().contains("ratio of \"a\" is 0"));
    restore.parts.clear();
    restore.cut_over = 5.0;
    assert_eq!(back(&restore).unwrap().total, 5.0);
}

#[test]
fn a_database_by_log_and_files_by_night() {
    // Failure at 15:00 of day 20 (from 0): the database up to 14:55, files at 02:00 of every day.
    let at = |day: i64, hour: i64, minute: i64| day * 86_400 + hour * 3_600 + minute * 60;
    let components = [
        Component {
            name: "db".to_owned(),
            points: Points::Between { from: at(14, 0, 0), to: at(20, 14, 55) },
        },
        Component { name: "files".to_owned(), points: Points::At(vec![at(20, 2, 0), at(19, 2, 0)]) },
    ];
    let rows = [Reference { from: "db".to_owned(), to: "files".to_owned(), rate: 0.01 }];
    let told = consistent_point(&components, 0, &rows).unwrap();
    let chosen = told.consistent.unwrap();
    assert_eq!((chosen.point, chosen.skew, chosen.held_by), (at(20, 2, 0), 0, vec![0, 1]));
    assert_eq!(at(20, 15, 0) - chosen.point, 13 * 3_600);
    assert_eq!(told.latest_each.skew, Some(12 * 3_600 + 55 * 60));
    assert!((told.latest_each.mismatches[0].dangling - 465.0).abs() < 1e-9);
}

#[test]
fn states_that_never_fit() {
    let at =
        |name: &str, points: &[i64]| Component { name: name.to_owned(), points: Points::At(points.to_vec()) };
    let apart = consistent_point(&[at("a", &[10, 30]), at("b", &[19, 41])], 8, &[]).unwrap();
    assert_eq!(apart.consistent, None);
    assert_eq!((apart.latest_each.point, apart.latest_each.skew), (Some(30), Some(11)));
    let none = consistent_point(&[at("a", &[10]), at("b", &[])], 8, &[]).unwrap();
    assert_eq!((none.consistent, none.latest_each.point), (None, None));
    assert_eq!(consistent_point(&[], 0, &[]).unwrap().consistent, None);
    assert!(consistent_point(&[at("a", &[]), at("a", &[])], 0, &[]).is_err());
    assert!(consistent_point(&[at("a", &[i64::MIN])], 0, &[]).is_err());
    assert!(consistent_point(&[at("a", &[1])], -1, &[]).is_err());
    let lost = [Reference { from: "a".to_owned(), to: "z".to_owned(), rate: 1.0 }];
    assert!(consistent_point(&[at("a", &[1])], 0, &lost).unwrap_err().to_string().contains("the part \"z\""));
    let huge = consistent_point(&[at("a", &[1]), at("b", &[9])], i64::MAX, &[]).unwrap();
    assert_eq!(huge.consistent.unwrap().choice, [1, 9]);
}

fn flows() -> impl Strategy<Value = (Vec<f64>, Vec<Flow>)> {
    let capacities = prop::collection::vec(1_u32..50, 1..5);
    let flow = (prop::collection::btree_set(0_usize..5, 0..4), prop::option::of(1_u32..30));
    (capacities, prop::collection::vec(flow, 0..9)).prop_map(|(capacities, flows)| {
        let known = capacities.len();
        let flows = flows.into_iter().map(|(resources, cap)| {
            let resources: Vec<usize> = resources.into_iter().filter(|at| *at < known).collect();
            let cap = cap.map(f64::from).or(if resources.is_empty() { Some(3.0) } else { None });
            Flow { resources, cap }
        });
        (capacities.into_iter().map(f64::from).collect(), flows.collect())
    })
}

/// Which rates are max-min fair: none over its cap, no resource over its capacity, and each transfer is at its cap or goes
/// through a full resource in which nobody gets more. There is only one such division.
fn check_fair(capacities: &[f64], flows: &[Flow], rates: &[f64]) -> Result<(), TestCaseError> {
    let used = |resource: usize| -> f64 {
        flows
            .iter()
            .zip(rates)
            .filter(|(flow, _)| flow.resources.contains(&resource))
            .map(|(_, rate)| rate)
            .sum()
    };
    for (resource, capacity) in capacities.iter().enumerate() {
        prop_assert!(used(resource) <= capacity * (1.0 + 1e-9), "resource {} over", resource);
    }
    for (flow, rate) in flows.iter().zip(rates) {
        prop_assert!(*rate > 0.0 && flow.cap.is_none_or(|cap| *rate <= cap * (1.0 + 1e-9)));
        let at_cap = flow.cap.is_some_and(|cap| *rate >= cap * (1.0 - 1e-9));
        let held = flow.resources.iter().any(|resource| {
            let most = flows
                .iter()
                .zip(rates)
                .filter(|(other, _)| other.resources.contains(resource))
                .map(|(_, rate)| *rate)
                .fold(0.0, f64::max);
            used(*resource) >= capacities[*resource] * (1.0 - 1e-9) && *rate >= most * (1.0 - 1e-9)
        });
        prop_assert!(at_cap || held, "{:?} at {} could get more", flow, rate);
    }
    Ok(())
}

fn plan() -> impl Strategy<Value = Plan> {
    let task = (
        prop::collection::btree_set(0_usize..8, 0..3),
        prop_oneof![
            (0_u32..20).prop_map(|seconds| (Some(seconds), 0, BTreeSet::new(), None)),
            (0_u32..200, prop::collection::btree_set(0_usize..3, 0..3), prop::option::of(1_u32..20))
                .prop_map(|(bytes, resources, cap)| (None, bytes, resources, cap)),
        ],
    );
    (prop::collection::vec(1_u32..30, 3), prop::collection::vec(task, 0..8)).prop_map(|(rates, tasks)| {
        let resources = rates
            .into_iter()
            .enumerate()
            .map(|(at, rate)| resource(&format!("r{at}"), f64::from(rate)))
            .collect();
        let tasks = tasks.into_iter().enumerate().map(|(at, (after, (seconds, bytes, resources, cap)))| {
            // Only earlier tasks, so that there is no cycle; then in reverse order, so that order is of no help.
            let after =
                after.into_iter().filter(|before| *before < at).map(|before| format!("t{before}")).collect();
            let work = match seconds {
                Some(seconds) => Work::Wait { seconds: f64::from(seconds) },
                None => {
                    let cap = cap.map(f64::from).or(if resources.is_empty() { Some(5.0) } else { None });
                    let resources = resources.into_iter().map(|at| format!("r{at}")).collect();
                    Work::Transfer { bytes: f64::from(bytes), resources, cap }
                }
            };
            Task { id: format!("t{at}"), after, work }
        });
        let mut tasks: Vec<Task> = tasks.collect();
        tasks.reverse();
        Plan { resources, tasks }
    })
}

/// The transfer as a flow of the plan's resources.
fn flow(plan: &Plan, task: &Task) -> Option<Flow> {
    let Work::Transfer { resources, cap, .. } = &task.work else { return None };
    let index = |name: &String| plan.resources.iter().position(|resource| resource.name == *name).unwrap();
    Some(Flow { resources: resources.iter().map(index).collect(), cap: *cap })
}

/// In steps of `dt`, rates anew in every step by raising all of them bit by bit.
fn tiny_steps(plan: &Plan, dt: f64) -> Vec<f64> {
    let mut left: Vec<f64> = plan
        .tasks
        .iter()
        .map(|task| match &task.work {
            Work::Wait { seconds } => *seconds,
            Work::Transfer { bytes, .. } => *bytes,
        })
        .collect();
    let mut done: Vec<Option<f64>> = vec![None; plan.tasks.len()];
    let mut rates: Vec<f64> = Vec::new();
    let mut running_before = Vec::new();
    for step in 0_u32.. {
        let now = f64::from(step) * dt;
        let finished: BTreeSet<&str> = (plan.tasks.iter().zip(&done))
            .filter(|(_, done)| done.is_some_and(|at| at <= now))
            .map(|(task, _)| task.id.as_str())
            .collect();
        if finished.len() == plan.tasks.len() {
            break;
        }
        let running: Vec<bool> = plan
            .tasks
            .iter()
            .zip(&done)
            .map(|(task, done)| done.is_none() && task.after.iter().all(|id| finished.contains(id.as_str())))
            .collect();
        if running != running_before {
            rates = raised(plan, &running);
            running_before.clone_from(&running);
        }
        for at in 0..plan.tasks.len() {
            if running[at] {
                left[at] -= rates[at] * dt;
                if left[at] <= 1e-9 {
                    done[at] = Some(now + if left[at] < 0.0 { dt + left[at] / rates[at] } else { dt });
                }
            }
        }
    }
    done.into_iter().map(Option::unwrap).collect()
}

fn raised(plan: &Plan, running: &[bool]) -> Vec<f64> {
    let flows: Vec<Option<Flow>> = plan.tasks.iter().map(|task| flow(plan, task)).collect();
    let mut rates = vec![0.0; running.len()];
    let mut rising = running.to_vec();
    let bit = 1.0 / 512.0;
    while rising.contains(&true) {
        for at in 0..rates.len() {
            let Some(flow) = flows[at].as_ref().filter(|_| rising[at]) else {
                if rising[at] {
                    rates[at] = 1.0;
                }
                rising[at] = false;
                continue;
            };
            let used = |resource: usize| -> f64 {
                let through =
                    |other: &usize| flows[*other].as_ref().is_some_and(|f| f.resources.contains(&resource));
                (0..rates.len()).filter(through).map(|other| rates[other]).sum()
            };
            let full =
                flow.resources.iter().any(|resource| used(*resource) + bit > plan.resources[*resource].rate);
            if full || flow.cap.is_some_and(|cap| rates[at] + bit > cap) {
                rising[at] = false;
            } else {
                rates[at] += bit;
            }
        }
    }
    rates
}

fn group() -> impl Strategy<Value = Vec<Component>> {
    let points = prop_oneof![
        3 => prop::collection::vec(0_i64..25, 0..5).prop_map(Points::At),
        1 => (0_i64..25, 0_i64..10).prop_map(|(from, length)| Points::Between { from, to: from + length }),
    ];
    prop::collection::vec(points, 1..5).prop_map(|all| {
        all.into_iter().enumerate().map(|(at, points)| Component { name: format!("c{at}"), points }).collect()
    })
}

/// Parts that need what they may, each other in a ring too, through links that may not be there or let nothing through.
fn restore() -> impl Strategy<Value = Restore> {
    let stage = prop_oneof![Just(Stage::Provision), Just(Stage::Fetch), Just(Stage::Verify)];
    let part = (
        prop::collection::vec((0_usize..12, stage), 0..3),
        prop::collection::vec(0.0_f64..9.0, 0..3),
        (0_u8..40, -0.02_f64..5.0, prop::option::of(1.0_f64..9.0)),
        any::<[bool; 4]>(),
    );
    (prop::collection::vec(part, 0..8), 0.0_f64..3.0, -0.1_f64..4.0).prop_map(|(parts, detect, rate)| {
        let one = |(at, (needs, increments, (full, verify, cap), is)): (
            usize,
            (Vec<_>, Vec<f64>, _, [bool; 4]),
        )| Part {
            needs: needs
                .into_iter()
                // Mostly on what stands before it.
                .filter(|(on, _): &(usize, Stage)| *on < at || *on == 11)
                .map(|(on, before)| Need { part: format!("p{}", on.min(at + 1)), before })
                .collect(),
            provision: f64::from(full % 3),
            increments,
            unpack: if is[0] { Unpack::Afterwards } else { Unpack::AsItArrives },
            write_rate: is[1].then_some(2.0),
            fetch_rate: cap,
            ratio: if is[2] { 2.0 } else { 1.0 },
            objects: f64::from(u8::from(is[3])),
            seconds_per_object: 0.5,
            replay: is[0].then_some(Replay { span: 1.0, write_rate: 3.0, replay_rate: 2.0 }),
            verify,
            ..Part::new(&format!("p{at}"), f64::from(full), if full == 7 { &["lost"] } else { &["link"] })
        };
        Restore {
            detect,
            decide: 1.0,
            resources: vec![resource("link", rate)],
            parts: parts.into_iter().enumerate().map(one).collect(),
            cut_over: 0.5,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_restore_takes_as_long_as_its_plan(restore in restore()) {
        let _ = back(&restore);
    }

    #[test]
    fn shares_are_fair((capacities, flows) in flows()) {
        let rates: Vec<f64> = fair_rates(&capacities, &flows).iter().map(|rate| rate.rate).collect();
        check_fair(&capacities, &flows, &rates)?;
    }

    /// Every start follows the last predecessor, all bytes are moved, and rates are fair among those that run, all the time.
    #[test]
    fn a_timeline_keeps_all_promises(plan in plan()) {
        let line = timeline(&plan).unwrap();
        let capacities: Vec<f64> = plan.resources.iter().map(|resource| resource.rate).collect();
        let mut cuts: Vec<f64> = line.tasks.iter().flat_map(|times| [times.start, times.finish]).collect();
        cuts.sort_by(f64::total_cmp);
        for (task, times) in plan.tasks.iter().zip(&line.tasks) {
            let ready = task.after.iter().map(|id| finish(&line, id)).fold(0.0, f64::max);
            prop_assert_eq!(times.start, ready);
            match task.work {
                Work::Wait { seconds } => prop_assert!((times.finish - times.start - seconds).abs() < 1e-9),
                Work::Transfer { bytes, .. } => {
                    let moved: f64 = times.stretches.iter().map(|part| part.rate * (part.to - part.from)).sum();
                    prop_assert!((moved - bytes).abs() < 1e-6, "{} moved of {}", moved, bytes);
                }
            }
        }
        for pair in cuts.windows(2).filter(|pair| pair[1] - pair[0] > 1e-6) {
            let middle = f64::midpoint(pair[0], pair[1]);
            let (mut flows, mut rates) = (Vec::new(), Vec::new());
            for (task, times) in plan.tasks.iter().zip(&line.tasks) {
                if let Some(flow) = flow(&plan, task).filter(|_| times.start <= middle && middle < times.finish) {
                    flows.push(flow);
                    let part = times.stretches.iter().find(|part| part.from <= middle && middle <= part.to);
                    rates.push(part.unwrap().rate);
                }
            }
            check_fair(&capacities, &flows, &rates)?;
        }
        // The critical path has no hole.
        let ends = line.critical.last().map_or(0.0, |step| step.finish);
        prop_assert_eq!(ends, line.total);
        prop_assert_eq!(line.critical.first().map_or(0.0, |step| step.start), 0.0);
        for pair in line.critical.windows(2) {
            prop_assert_eq!(pair[0].finish, pair[1].start);
        }
    }

    #[test]
    fn a_consistent_point_is_the_best_of_all(components in group(), tolerance in 0_i64..12) {
        let mut combinations: Vec<Vec<i64>> = vec![Vec::new()];
        for component in &components {
            let states: Vec<i64> = match &component.points {
                Points::At(points) => points.clone(),
                Points::Between { from, to } => (*from..=*to).collect(),
            };
            combinations = combinations
                .iter()
                .flat_map(|chosen| states.iter().map(move |state| chosen.iter().copied().chain([*state]).collect()))
                .collect();
        }
        let best = combinations
            .into_iter()
            .map(|choice| (*choice.iter().min().unwrap(), *choice.iter().max().unwrap(), choice))
            .filter(|(least, most, _)| most - least <= tolerance)
            .max_by_key(|(least, _, choice)| (*least, choice.iter().sum::<i64>()));
        let told = consistent_point(&components, tolerance, &[]).unwrap().consistent;
        let told = told.map(|told| (told.point, told.point + told.skew, told.choice));
        prop_assert_eq!(told, best);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_simulation_in_tiny_steps_ends_at_the_same_time(plan in plan()) {
        let line = timeline(&plan).unwrap();
        let simulated = tiny_steps(&plan, 1.0 / 64.0);
        for (times, simulated) in line.tasks.iter().zip(simulated) {
            // Steps and bits are coarse; along a chain of tasks the error adds up.
            let room = 0.3 + 0.02 * times.finish;
            prop_assert!((times.finish - simulated).abs() < room, "{} {} {}", times.id, times.finish, simulated);
        }
    }
}
