//! Parts that speak of each other.

use super::described::*;
use holdfast::answers::ComponentKind as K;
use holdfast::assess::Outcome;
use holdfast::assess::returning::{Fit, Together, explain_together, together};
use holdfast::catalogue::{ScenarioId as S, Severity};
use holdfast::schedule::Schedule;
use holdfast::system::{Component, ComponentId, Keep, Protection, ProtectionKind as P, Setup, System, Told};
use holdfast::units::{Duration, Moment, NBSP, TimeOfDay};

/// "recovery mathematics", section 2(c): failure at 15:00, the database up to 14:55 by its logs, files of 02:00; 36 records
/// an hour that point at files.
fn orders_and_files(database: Protection, files: Protection) -> System {
    let database = Component {
        refers_to: vec![ComponentId::new("uploaded-files")],
        records_per_hour: Some(36),
        ..part(K::Database, "Orders database", database)
    };
    system(vec![database, part(K::UploadedFiles, "Uploads", files)], Setup::default())
}

fn worked_example() -> System {
    orders_and_files(logs(daily(0), Duration::minutes(5)), copy(P::FileFull, daily(2)))
}

fn of(outcome: &Outcome, scenario: S) -> &Together {
    outcome.together.iter().find(|of| of.scenario.id == scenario).unwrap()
}

fn at(hour: u32, minute: u32) -> Moment {
    Moment::from_civil(today().and_hms_opt(hour, minute, 0).unwrap())
}

#[test]
fn a_database_by_log_and_files_by_night() {
    let outcome = outcome(&worked_example());
    let fit = of(&outcome, S::DiskHostLoss).now.as_ref().unwrap();
    assert_eq!(fit.newest, [at(14, 55), at(2, 0)]);
    let common = fit.common.as_ref().unwrap();
    assert_eq!((common.point, common.lost), (at(2, 0), Duration::hours(13)));
    assert_eq!(common.choice, [at(2, 0), at(2, 0)], "logs stop at the copy of the other");
    let misfit = &fit.misfits[0];
    assert_eq!((misfit.apart, misfit.dangling, misfit.records), (Duration::minutes(775), true, Some(465)));
    // At the worst moment the next copy of the files is about to be made: 24 h.
    let worst = of(&outcome, S::DiskHostLoss).worst.as_ref().unwrap();
    assert_eq!(worst.common.as_ref().unwrap().lost, Duration::hours(24));
    // The source of a deletion lives on: logs reach up to it.
    let deleted = of(&outcome, S::AccidentalDelete).now.as_ref().unwrap();
    assert_eq!(deleted.newest[0], at(15, 0));
}

#[test]
fn what_does_not_fit_is_a_finding_with_its_numbers() {
    let found = |system: &System| outcome(system).findings.into_iter().find(|f| f.is("parts-do-not-fit"));
    let mut system = worked_example();
    let finding = found(&system).unwrap();
    assert_eq!(finding.severity, Severity::Medium);
    assert_eq!(
        finding.title,
        "If each goes back to its newest copy, 468 records of the orders database would point at what is missing in the \
         uploads"
    );
    assert_eq!(
        words(finding.loss.as_ref().unwrap()),
        "To fit, all of them go back to one moment: 13 h lost."
    );
    assert!(
        finding
            .next
            .replace(NBSP, " ")
            .starts_with("If it happened now, restore all of them to 21 Nov, 02:00.")
    );
    system.components[0].records_per_hour = None;
    assert!(
        found(&system).unwrap().title.replace(NBSP, " ").contains("the last 13 h of the orders database")
    );
    // Within the tolerance it fits.
    system.setup.tolerance = Some(Duration::hours(14));
    assert!(found(&system).is_none());
    // The other way round nothing dangles: there are files that nothing speaks of.
    let newer_files = orders_and_files(copy(P::DbDump, daily(2)), copy(P::FileFull, daily(3)));
    assert!(found(&newer_files).is_none());
    let outcome = outcome(&newer_files);
    let fit = of(&outcome, S::DiskHostLoss).now.as_ref().unwrap();
    assert_eq!((fit.misfits[0].dangling, fit.misfits[0].records), (false, Some(36)));
    assert_eq!(fit.common, None, "copies an hour apart never fit to the second");
}

#[test]
fn copies_taken_together_fit() {
    let mut system = orders_and_files(copy(P::DbDump, daily(2)), copy(P::FileFull, daily(2)));
    if let Told::Known(copies) = &mut system.components[1].protections {
        copies[0].takes = Some(Duration::hours(3));
    }
    let outcome = outcome(&system);
    let of = of(&outcome, S::DiskHostLoss);
    assert_eq!(of.now.as_ref().unwrap().misfits, []);
    // Just before 05:00 the files of that night are not there yet, so both go back to the night before: 27 h.
    let worst = of.worst.as_ref().unwrap();
    assert_eq!(worst.common.as_ref().unwrap().lost, Duration::hours(27));
    assert!(!outcome.findings.iter().any(|f| f.is("parts-do-not-fit")));
}

/// All that happens happens on tens of minutes: a day of these, just before each.
#[test]
fn the_worst_moment_is_the_worst_of_all() {
    let six = Schedule::Every { interval: Duration::hours(6), from: TimeOfDay::new(1, 0).unwrap() };
    let mut dump = copy(P::DbDump, Some(six));
    dump.takes = Some(Duration::minutes(50));
    let mut files = copy(P::FileFull, daily(7));
    files.travels = Some(Duration::minutes(90));
    (dump.keep, files.keep) = (Told::Known(Keep::Count(9)), Told::Known(Keep::Count(4)));
    let system = orders_and_files(dump, files);
    let told = together(&system, now());
    for scenario in [S::DiskHostLoss, S::AccidentalDelete] {
        let of = |all: &[Together]| all.iter().find(|of| of.scenario.id == scenario).unwrap().clone();
        let lost = |fit: Option<Fit>| fit.unwrap().common.unwrap().lost.seconds();
        let just_before = (0..24 * 6).map(|ten| now().plus(ten * 600 - 1));
        let most = just_before.map(|at| lost(of(&together(&system, at)).now)).max();
        assert_eq!(Some(lost(of(&told).worst) - 1), most, "{scenario:?}");
    }
}

#[test]
fn what_is_gone_or_not_known_leaves_it_open() {
    let mut system = worked_example();
    if let Told::Known(copies) = &mut system.components[1].protections {
        copies[0].schedule = Told::Unsure;
    }
    let outcome = outcome(&system);
    let of = of(&outcome, S::DiskHostLoss);
    assert!(of.now.is_none() && of.worst.is_none());
    assert_eq!(of.open, ["When copies of the uploads are made is not known."]);
}

#[test]
fn groups_join_by_way_of_others() {
    let mut system = worked_example();
    let mut third = part(K::ObjectStorage, "Pictures", copy(P::FileFull, daily(2)));
    third.refers_to = vec![ComponentId::new("database"), ComponentId::new("nowhere")];
    system.components.push(third);
    system.components.push(part(K::AttachedVolume, "Scratch", copy(P::FileFull, daily(2))));
    let outcome = outcome(&system);
    let of = of(&outcome, S::DiskHostLoss);
    assert_eq!(of.names, ["Orders database", "Uploads", "Pictures"]);
    assert_eq!(outcome.together.len(), outcome.returns.len(), "one group after each scenario");
}

#[test]
fn a_consistent_point_is_explained() {
    let outcome = outcome(&worked_example());
    let derivation = explain_together(of(&outcome, S::DiskHostLoss));
    assert_eq!(
        derivation.title,
        "Disk or host lost: which moment can Orders database and Uploads go back to?"
    );
    let lines: Vec<String> = derivation
        .steps
        .iter()
        .map(|s| format!("{} [{}]", words(&s.text), s.figure.as_deref().unwrap_or("").replace(NBSP, " ")))
        .collect();
    assert_eq!(
        lines[..8],
        [
            "Orders database and Uploads speak of each other, so they have to come from one moment. []",
            "How far apart they may be [0 min]",
            "If it happened now: it fails at [21 Nov, 15:00]",
            "The newest state of the orders database [21 Nov, 14:55]",
            "The newest state of the uploads [21 Nov, 02:00]",
            "Each at its newest, the orders database and the uploads are apart by [12 h 55 min]",
            "Records in the orders database that would point at nothing in the uploads [465]",
            "The latest moment that all of them can go back to [21 Nov, 02:00]",
        ]
    );
}
