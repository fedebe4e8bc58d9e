//! The letters that a description tells more of: locks, logins, numbers, versions.

use crate::system::{assessed, database, full, id, with_answers};
use holdfast::assess::Survival;
use holdfast::catalogue::{ScenarioId as S, ids};
use holdfast::system::{DeletedBy, Keep, Location, Protection, ProtectionKind as P, Told};
use holdfast::units::Duration;

fn survival(protection: Protection, answer: &str, scenario: S) -> Survival {
    let answers = crate::support::Told::default().one(ids::DELETE_ALL, answer);
    let outcome = with_answers(&answers.0, vec![database(vec![protection])]);
    outcome.matrix.cell(&id(), scenario).unwrap().survival
}

fn dump(at: Location) -> Protection {
    Protection { locations: Told::Known([at].into()), ..full(P::DbDump) }
}

#[test]
fn d_a_copys_own_login_overrides_the_answer() {
    use DeletedBy::{AsAnswered, Nobody, OwnLogin, SameLogin, Unsure};
    use Survival::{Lost, Survives, Unproven};
    let (here, apart, offline) = (Location::SameRegion, Location::OtherAccount, Location::Offline);
    for (place, deleted_by, answer, expected) in [
        (here, AsAnswered, "yes", Lost),
        (here, AsAnswered, "no-separate", Survives),
        (here, SameLogin, "no-separate", Lost),
        (here, OwnLogin, "yes", Survives),
        (here, Unsure, "no-separate", Unproven),
        // Nobody can delete it: for how long was not said.
        (here, Nobody, "yes", Unproven),
        (apart, AsAnswered, "yes", Survives),
        (apart, SameLogin, "yes", Lost),
        (offline, SameLogin, "yes", Survives),
    ] {
        let copy = Protection { deleted_by, ..dump(place) };
        assert_eq!(
            survival(copy, answer, S::RansomwareTakeover),
            expected,
            "{place:?} {deleted_by:?} {answer}"
        );
    }
}

#[test]
fn j_and_a_a_lock_has_to_outlast_the_time_to_notice() {
    let locked = |days, deleted_by| Protection {
        deleted_by,
        locked_for: Some(Duration::days(days)),
        keep: Told::Known(Keep::Age(Duration::days(7))),
        ..dump(Location::SameRegion)
    };
    let is = |copy, scenario| survival(copy, "yes", scenario);
    // The intruder stays for 14 days, quiet damage for 60.
    assert_eq!(is(locked(14, DeletedBy::Nobody), S::RansomwareTakeover), Survival::Lost);
    assert_eq!(is(locked(16, DeletedBy::Nobody), S::RansomwareTakeover), Survival::Survives);
    assert_eq!(is(locked(16, DeletedBy::SameLogin), S::RansomwareTakeover), Survival::Survives);
    assert_eq!(is(locked(60, DeletedBy::Nobody), S::SilentCorruption), Survival::Lost);
    assert_eq!(is(locked(62, DeletedBy::Nobody), S::SilentCorruption), Survival::Survives);
}

#[test]
fn a_copies_kept_for_ever_reach_back() {
    let forever = Protection { keep: Told::Known(Keep::Forever), ..dump(Location::SameRegion) };
    assert_eq!(survival(forever, "yes", S::SilentCorruption), Survival::Survives);
    let open = Protection { keep: Told::Unsure, ..dump(Location::SameRegion) };
    assert_eq!(survival(open, "yes", S::SilentCorruption), Survival::Unproven);
}

#[test]
fn what_all_copies_share_is_said_once() {
    let on_server = |kind| Protection {
        deleted_by: DeletedBy::SameLogin,
        locations: Told::Known([Location::SameServer].into()),
        ..full(kind)
    };
    let mut files = database(vec![on_server(P::FileFull)]);
    (files.id, files.name, files.holds) =
        (holdfast::system::ComponentId::new("uploaded-files"), "Uploads".into(), "uploads".into());
    let ids = |components| {
        let outcome = assessed(components);
        outcome.findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>()
    };
    let both = ids(vec![database(vec![on_server(P::DbDump)]), files.clone()]);
    assert!(
        both.contains(&"copies-on-same-server".to_owned()) && both.contains(&"one-login-ends-it".to_owned())
    );
    assert!(!both.iter().any(|id| id.contains("disk-host-loss") || id.contains("ransomware")), "{both:?}");
    // One copy elsewhere, and each component is told for itself.
    let mixed = ids(vec![database(vec![full(P::DbDump)]), files]);
    assert!(!mixed.contains(&"copies-on-same-server".to_owned()), "{mixed:?}");
    assert!(mixed.contains(&"no-surviving-copy-disk-host-loss-uploaded-files".to_owned()), "{mixed:?}");
}
