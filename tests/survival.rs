//! The survival rules, letter by letter, from answers to cells and findings.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use holdfast::answers::{Answer, ComponentKind as K, Evidence};
use holdfast::assess::{Finding, Outcome, Survival, Verdict, assess};
use holdfast::catalogue::{ScenarioId as S, Severity, ids};
use holdfast::schedule::{Schedule, Weekday};
use holdfast::units::{Duration, TimeOfDay};
use support::{Told, day, now};

const MANY_DATA: [S; 6] = [
    S::AccidentalDelete,
    S::BadDeploy,
    S::DiskHostLoss,
    S::RegionLoss,
    S::RansomwareTakeover,
    S::AccountClosure,
];

/// Told of a database of orders, and nothing of its copies.
fn orders() -> Told {
    Told::default().about(K::Database, "orders").many(ids::COMPONENT_KINDS, &["web-server", "database"])
}

trait Tell {
    fn lasts(self, id: &str, length: Duration) -> Told;
    fn runs(self, schedule: Schedule) -> Told;
    fn dump(self) -> Told;
    fn at(self, places: &[&str]) -> Told;
    fn unsure(self, id: &str) -> Told;
    fn never(self, id: &str) -> Told;
}

impl Tell for Told {
    fn lasts(self, id: &str, length: Duration) -> Told {
        self.with(id, Answer::Duration(length), Evidence::Seen)
    }
    fn runs(self, schedule: Schedule) -> Told {
        self.with(ids::BACKUP_SCHEDULE, Answer::Schedule(schedule), Evidence::Seen)
    }
    /// A nightly dump at 02:00, safe an hour later.
    fn dump(self) -> Told {
        self.many(ids::PROTECTIONS, &["db-dump"])
            .runs(Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() })
            .lasts(ids::RUN_TO_SAFE, Duration::hours(1))
    }
    fn at(self, places: &[&str]) -> Told {
        self.many(ids::COPY_LOCATIONS, places)
    }
    fn unsure(self, id: &str) -> Told {
        self.with(id, Answer::Unsure, Evidence::Told)
    }
    fn never(self, id: &str) -> Told {
        self.with(id, Answer::Never, Evidence::Told)
    }
}

fn cell(outcome: &Outcome, part: K, scenario: S) -> (Survival, Verdict, String) {
    let cell = outcome.matrix.cell(&part.into(), scenario).unwrap();
    (cell.survival, cell.verdict, cell.says.replace('\u{a0}', " "))
}

fn db(told: &Told, scenario: S) -> (Survival, Verdict, String) {
    cell(&told.outcome(), K::Database, scenario)
}

fn survival(told: &Told, scenario: S) -> Survival {
    db(told, scenario).0
}

fn steps(outcome: &Outcome, part: K, scenario: S) -> String {
    let derivation = outcome.derivation(&part.into(), scenario).unwrap();
    let words: Vec<String> = derivation.steps.iter().map(|s| s.text.words()).collect();
    words.join(" ").replace('\u{a0}', " ")
}

fn finding(told: &Told, id: &str) -> Option<Finding> {
    told.outcome().findings.into_iter().find(|f| f.id == id)
}

fn title(told: &Told, id: &str) -> String {
    finding(told, id).unwrap().title.replace('\u{a0}', " ")
}

#[test]
fn a_the_copy_is_older_than_the_damage_and_still_kept() {
    let kept = |days| orders().dump().at(&["same-region"]).lasts(ids::KEEP_FOR, Duration::days(days));
    assert_eq!(db(&kept(14), S::SilentCorruption).2, "no clean copy");
    assert_eq!(
        title(&kept(14), "kept-too-short-database"),
        "Damage to the orders that nobody notices for 14 days cannot be undone"
    );
    // Exactly the time to notice is not longer than it.
    assert_eq!(db(&kept(60), S::SilentCorruption).2, "no clean copy");
    assert_eq!(finding(&kept(60), "kept-too-short-database").unwrap().severity, Severity::High);
    assert_eq!(db(&kept(61), S::SilentCorruption).0, Survival::Survives);
    assert!(finding(&kept(61), "kept-too-short-database").is_none());
    assert_eq!(db(&orders().dump().at(&["same-region"]), S::SilentCorruption).0, Survival::Unproven);
    // Longer than the time to notice, but not by a whole interval: at the worst moment none is left.
    let short = orders().dump().at(&["same-region"]).lasts(ids::KEEP_FOR, Duration::hours(60 * 24 + 6));
    assert_eq!(db(&short, S::SilentCorruption).1, Verdict::Gone);
    assert_eq!(
        title(&short, "kept-too-short-database"),
        "Damage to the orders that is noticed after 60 days can be too old to undo"
    );
    let next = finding(&short, "kept-too-short-database").unwrap().next.replace('\u{a0}', " ");
    assert_eq!(next, "Keep some copies for 61 days: one a week is enough for this.");
    // A lock may last longer than the copies are kept, which is not asked.
    let locked = kept(14).one(ids::DELETE_ALL, "no-locked");
    assert_eq!(survival(&locked, S::SilentCorruption), Survival::Unproven);
    assert_eq!(
        title(&locked, "kept-too-short-database"),
        "Damage to the orders that nobody notices for 14 days may be too old to undo"
    );
}

#[test]
fn b_c_and_e_go_by_the_place() {
    let at = |place: &str, scenario| survival(&orders().dump().at(&[place]), scenario);
    let places = [
        "same-server",
        "same-data-centre",
        "same-region",
        "other-region",
        "other-account",
        "other-provider",
        "offline",
    ];
    let surviving =
        |scenario| places.into_iter().filter(|p| at(p, scenario) == Survival::Survives).collect::<Vec<_>>();
    assert_eq!(surviving(S::DiskHostLoss), places[1..]);
    assert_eq!(surviving(S::RegionLoss), ["other-region", "other-provider", "offline"]);
    assert_eq!(surviving(S::AccountClosure), ["other-provider", "offline"]);
    for scenario in [S::DiskHostLoss, S::RegionLoss, S::AccountClosure] {
        assert_eq!(survival(&orders().dump().unsure(ids::COPY_LOCATIONS), scenario), Survival::Unproven);
        assert_eq!(survival(&orders().dump(), scenario), Survival::Unproven);
    }
}

#[test]
fn d_and_j_go_by_the_login_and_the_lock() {
    let takeover = |place: &str, login: &str| {
        survival(&orders().dump().at(&[place]).one(ids::DELETE_ALL, login), S::RansomwareTakeover)
    };
    assert_eq!(takeover("same-region", "yes"), Survival::Lost);
    assert_eq!(takeover("other-region", "yes"), Survival::Lost, "another place is not another authority");
    assert_eq!(takeover("same-region", "no-separate"), Survival::Survives);
    assert_eq!(takeover("same-region", "no-offline"), Survival::Survives);
    // j is not proved, but d holds in the copy's own column: the better result counts.
    assert_eq!(takeover("same-region", "no-locked"), Survival::Survives);
    for apart in ["other-account", "other-provider", "offline"] {
        assert_eq!(takeover(apart, "yes"), Survival::Survives);
    }
    let unsure = orders().dump().at(&["same-region"]).unsure(ids::DELETE_ALL);
    assert_eq!(survival(&unsure, S::RansomwareTakeover), Survival::Unproven);
    assert_eq!(
        survival(&orders().dump().at(&["same-region"]), S::RansomwareTakeover),
        Survival::Unproven,
        "passed over"
    );
}

#[test]
fn f_and_q_go_by_the_keys() {
    let keys = |option: &str| db(&orders().dump().one(ids::KEYS_COPY, option), S::KeyLoss);
    for good in ["safe-outside", "other-provider", "in-backup-readable"] {
        assert_eq!(keys(good), (Survival::Survives, Verdict::Within, "can be reached".to_owned()));
    }
    for bad in ["in-locked-backup", "on-servers", "one-head"] {
        assert_eq!(keys(bad), (Survival::Lost, Verdict::Gone, "cannot be reached".to_owned()));
    }
    assert_eq!(db(&orders().dump(), S::KeyLoss).1, Verdict::Unknown);
    assert_eq!(db(&orders().dump().unsure(ids::KEYS_COPY), S::KeyLoss).1, Verdict::Unknown);
    // Whether the host would believe you is not asked.
    let image = orders().many(ids::PROTECTIONS, &["image"]).one(ids::KEYS_COPY, "safe-outside");
    assert_eq!(db(&image, S::KeyLoss).1, Verdict::Unknown);
    // A replica is live: no key of a copy is needed.
    let replica = orders().many(ids::PROTECTIONS, &["standby-sync"]).one(ids::KEYS_COPY, "on-servers");
    assert_eq!(db(&replica, S::KeyLoss).2, "can be reached");
    let nothing = orders().many(ids::PROTECTIONS, &["nothing"]);
    assert_eq!(db(&nothing, S::KeyLoss), (Survival::Lost, Verdict::Gone, "no copy to reach".to_owned()));
    assert!(steps(&nothing.outcome(), K::Database, S::KeyLoss).ends_with("There is no copy."));
}

#[test]
fn g_a_chain_is_kept_in_one_place() {
    for kind in ["file-differential", "file-incremental"] {
        let chain = orders().dump().many(ids::PROTECTIONS, &[kind]).at(&["same-region"]);
        assert_eq!(db(&chain, S::AccidentalDelete).2, "24 h", "{kind}");
        assert_eq!(db(&chain, S::DiskHostLoss).2, "25 h", "{kind}");
        assert_eq!(survival(&chain, S::RegionLoss), Survival::Lost, "{kind}");
    }
}

#[test]
fn h_a_delayed_replica_helps_within_its_delay() {
    let delayed = |hours| {
        let told = orders().many(ids::PROTECTIONS, &["replica-delayed"]).at(&["other-region"]);
        told.lasts(ids::CONTINUOUS_LAG, Duration::hours(hours))
    };
    assert_eq!(survival(&delayed(48), S::AccidentalDelete), Survival::Survives);
    assert_eq!(
        survival(&delayed(24), S::AccidentalDelete),
        Survival::Lost,
        "no longer than the time to notice"
    );
    for hours in [24, 48] {
        assert_eq!(survival(&delayed(hours), S::SilentCorruption), Survival::Lost);
        assert_eq!(survival(&delayed(hours), S::RansomwareTakeover), Survival::Lost);
        assert_eq!(survival(&delayed(hours), S::RegionLoss), Survival::Survives);
    }
    let open = orders().many(ids::PROTECTIONS, &["replica-delayed"]);
    assert_eq!(survival(&open, S::AccidentalDelete), Survival::Unproven);
    let only = finding(&delayed(48), "replica-is-not-a-backup-database").unwrap();
    assert_eq!(only.severity, Severity::Critical);
    assert_eq!(
        only.title,
        "Orders database has only replicas: a mistake that nobody notices in time reaches them all"
    );
    // The lag of the logs says nothing of a delay made on purpose.
    let beside = orders()
        .many(ids::PROTECTIONS, &["pitr-logs", "replica-delayed"])
        .at(&["other-provider"])
        .lasts(ids::CONTINUOUS_LAG, Duration::minutes(5));
    let outcome = beside.outcome();
    assert!(!steps(&outcome, K::Database, S::AccidentalDelete).contains("delayed replica does not help"));
    assert_eq!(cell(&outcome, K::Database, S::AccidentalDelete).2, "5 min");
}

#[test]
fn i_the_better_column_counts() {
    // A copy elsewhere may be a mirror; the same copy in its own column is a copy all the same.
    let far = orders().dump().at(&["other-provider"]);
    for scenario in [S::AccidentalDelete, S::BadDeploy] {
        assert_eq!(survival(&far, scenario), Survival::Survives, "its own column");
    }
    assert_eq!(survival(&far, S::AccountClosure), Survival::Survives);
    // A replica elsewhere stays a replica.
    let replica = orders().many(ids::PROTECTIONS, &["replica-async"]).at(&["other-provider"]);
    assert_eq!(survival(&replica, S::AccidentalDelete), Survival::Lost);
    let logs = orders()
        .many(ids::PROTECTIONS, &["pitr-logs"])
        .at(&["other-region"])
        .lasts(ids::CONTINUOUS_LAG, Duration::minutes(5));
    assert_eq!(db(&logs, S::RegionLoss).2, "5 min");
}

#[test]
fn k_and_l_bring_back_servers_without_data() {
    let config = orders().many(ids::PROTECTIONS, &["config-management"]).one(ids::REBUILD_SOURCE, "code");
    assert_eq!(db(&config, S::DiskHostLoss), (Survival::Part, Verdict::Gone, "nothing left".to_owned()));
    assert_eq!(survival(&config, S::AccidentalDelete), Survival::Lost);
    let by_hand = config.clone().one(ids::REBUILD_SOURCE, "memory");
    assert_eq!(survival(&by_hand, S::DiskHostLoss), Survival::Lost);
    let unsure = config.clone().unsure(ids::REBUILD_SOURCE);
    assert_eq!(survival(&unsure, S::DiskHostLoss), Survival::Unproven);
    // Servers without data are no copy: one finding says it, not one per scenario.
    let critical: Vec<String> = config
        .outcome()
        .findings
        .into_iter()
        .filter(|f| f.severity == Severity::Critical)
        .map(|f| f.id)
        .collect();
    assert_eq!(critical, ["unprotected-database"]);
    let beside = orders().many(ids::PROTECTIONS, &["config-management", "standby-sync"]);
    assert!(
        finding(&beside, "replica-is-not-a-backup-database").is_some(),
        "every copy of the data is a replica"
    );
}

#[test]
fn m_a_second_person_decides_when_the_first_is_away() {
    let away = |option: &str| db(&orders().dump().one(ids::SECOND_PERSON, option), S::OperatorAway);
    assert_eq!(away("yes-done").2, "can be reached");
    assert_eq!(away("yes-untried").1, Verdict::Unknown);
    assert_eq!(away("no").2, "cannot be reached");
    let web = |told: &Told| cell(&told.outcome(), K::WebServer, S::OperatorAway).2;
    assert_eq!(web(&orders().dump().one(ids::SECOND_PERSON, "yes-done")), "someone can act");
    assert_eq!(web(&orders().dump().one(ids::SECOND_PERSON, "no")), "nobody can act");
    // n: whether a standby takes over by itself is not asked.
    let standby = orders().many(ids::PROTECTIONS, &["standby-sync"]).one(ids::SECOND_PERSON, "no");
    assert_eq!(db(&standby, S::OperatorAway).1, Verdict::Unknown);
}

#[test]
fn o_service_rows_keep_the_stored_data() {
    let told = orders().dump().many(ids::RETURNS_AFTER_REBOOT, &["web"]);
    let outcome = told.outcome();
    assert_eq!(cell(&outcome, K::WebServer, S::EmergencyReboot).2, "returns");
    assert_eq!(cell(&outcome, K::Database, S::EmergencyReboot).2, "not seen to return");
    for part in [K::WebServer, K::Database] {
        assert!(steps(&outcome, part, S::EmergencyReboot).starts_with("Stored data stays."));
        assert_eq!(cell(&outcome, part, S::LbNodeLoss).1, Verdict::None);
    }
    let balanced = orders().many(ids::COMPONENT_KINDS, &["web-server", "database", "load-balancer"]);
    assert_eq!(cell(&balanced.outcome(), K::WebServer, S::LbNodeLoss).1, Verdict::Unknown);
    assert_eq!(cell(&balanced.outcome(), K::Database, S::LbNodeLoss).1, Verdict::None);
}

#[test]
fn p_an_image_is_an_image_wherever_it_is() {
    for part in [K::Database, K::UploadedFiles, K::AttachedVolume, K::Queue, K::ObjectStorage] {
        for place in ["same-region", "other-region", "other-provider"] {
            let told = Told::default()
                .about(part, "")
                .many(ids::COMPONENT_KINDS, &["web-server", part.id()])
                .many(ids::PROTECTIONS, &["image"])
                .at(&[place])
                .one(ids::DELETE_ALL, "no-locked")
                .lasts(ids::KEEP_FOR, Duration::days(90))
                .runs(Schedule::Daily { at: TimeOfDay::MIDNIGHT });
            let outcome = told.outcome();
            // Which disks an image holds is not asked; object storage is on none of them.
            let expected = if part == K::ObjectStorage { Survival::Lost } else { Survival::Unproven };
            for scenario in [S::AccidentalDelete, S::SilentCorruption, S::DiskHostLoss, S::RansomwareTakeover]
            {
                assert_eq!(cell(&outcome, part, scenario).0, expected, "{part:?} {place} {scenario:?}");
            }
        }
    }
    let told = orders().dump().many(ids::PROTECTIONS, &["image"]).at(&["other-region"]);
    assert_eq!(db(&told, S::RegionLoss).2, "25 h at best");
}

#[test]
fn keys_without_a_date_are_kept_or_not() {
    let keys = |option: &str| {
        orders()
            .dump()
            .at(&["same-region"])
            .many(ids::COMPONENT_KINDS, &["web-server", "database", "secrets"])
            .one(ids::KEYS_COPY, option)
    };
    let says = |told: &Told, scenario| cell(&told.outcome(), K::Secrets, scenario).2;
    let safe = keys("safe-outside");
    for scenario in MANY_DATA {
        assert_eq!(says(&safe, scenario), "kept", "{scenario:?}");
    }
    assert_eq!(says(&safe, S::SilentCorruption), "not known");
    assert_eq!(
        steps(&safe.outcome(), K::Secrets, S::RegionLoss),
        "The copy of the keys is still there and usable. Keys and passwords change by hand. See to it that the copy \
         holds the newest ones."
    );
    assert_eq!(says(&keys("other-provider"), S::AccountClosure), "kept");
    assert_eq!(says(&keys("in-backup-readable"), S::RegionLoss), "nothing left", "where the backups are");
    assert_eq!(says(&keys("one-head"), S::RegionLoss), "not known");
    for nowhere in ["on-servers", "in-locked-backup"] {
        let told = keys(nowhere);
        assert_eq!(says(&told, S::DiskHostLoss), "nothing left");
        // The answer about the keys says it, once.
        let about_keys: Vec<String> = told
            .outcome()
            .findings
            .into_iter()
            .map(|f| f.id)
            .filter(|id| id.contains("secrets") || id.contains("keys"))
            .collect();
        assert_eq!(about_keys, ["keys-lost-with-servers"]);
    }
}

#[test]
fn keys_can_be_what_matters_most() {
    let only = Told::default().many(ids::COMPONENT_KINDS, &["secrets"]);
    let disk = |told: &Told| cell(&told.outcome(), K::Secrets, S::DiskHostLoss).2;
    assert_eq!(disk(&only), "not known");
    assert_eq!(disk(&only.clone().one(ids::KEYS_COPY, "safe-outside")), "kept");
    let nothing = only.clone().many(ids::PROTECTIONS, &["nothing"]);
    assert_eq!(disk(&nothing), "nothing left");
    assert_eq!(
        title(&nothing, "unprotected-secrets"),
        "Keys and passwords have no copy at all: if they are lost, they are gone"
    );
    // Named as copied nowhere, yet in a safe: the safe is a copy.
    assert_eq!(disk(&nothing.one(ids::KEYS_COPY, "safe-outside")), "kept");
    let dumped = only
        .many(ids::PROTECTIONS, &["file-full"])
        .at(&["same-region"])
        .runs(Schedule::Daily { at: TimeOfDay::MIDNIGHT });
    assert_eq!(disk(&dumped), "24 h");
}

#[test]
fn by_hand_promises_nothing() {
    let by_hand = orders()
        .many(ids::PROTECTIONS, &["db-dump"])
        .runs(Schedule::ByHand)
        .at(&["same-region"])
        .lasts(ids::ACCEPTABLE_LOSS, Duration::days(2));
    assert_eq!(
        db(&by_hand, S::DiskHostLoss),
        (Survival::Survives, Verdict::Unknown, "a copy, age not known".into())
    );
    assert!(finding(&by_hand, "copied-by-hand").is_some());
    let on = |d| by_hand.clone().with(ids::LAST_GOOD, Answer::Date(day(2026, 11, d)), Evidence::Seen);
    // Recent enough today, and still no promise.
    assert_eq!(
        db(&on(20), S::DiskHostLoss),
        (Survival::Survives, Verdict::Unknown, "a copy of 20 Nov".into())
    );
    assert!(finding(&on(20), "window-too-wide-database").is_none());
    // What is lost already is over the limit.
    assert_eq!(db(&on(12), S::DiskHostLoss), (Survival::Survives, Verdict::Over, "9 d 9 h 30 min".into()));
    assert_eq!(
        title(&on(12), "window-too-wide-database"),
        "Orders database: up to 9 d 9 h 30 min lost; the limit is 48 h"
    );
}

#[test]
fn no_finished_run_counts_for_nothing_until_seen() {
    let told = orders().dump().at(&["other-provider"]).never(ids::LAST_GOOD);
    assert_eq!(db(&told, S::RegionLoss), (Survival::Unproven, Verdict::Unknown, "25 h at best".into()));
    assert!(steps(&told.outcome(), K::Database, S::RegionLoss).contains("not counted on until one is seen"));
    assert_eq!(finding(&told, "no-good-copy-found").unwrap().severity, Severity::High);
    // Another copy that survives carries the cell alone.
    let logs = told
        .many(ids::PROTECTIONS, &["db-dump", "pitr-logs"])
        .lasts(ids::CONTINUOUS_LAG, Duration::minutes(5));
    assert_eq!(db(&logs, S::RegionLoss).2, "5 min");
}

#[test]
fn a_standby_beside_a_dump() {
    let told = orders().dump().many(ids::PROTECTIONS, &["db-dump", "standby-sync"]).at(&["same-region"]);
    assert_eq!(db(&told, S::DiskHostLoss).2, "0 min");
    assert_eq!(db(&told, S::AccidentalDelete).2, "24 h");
    assert_eq!(survival(&told, S::RegionLoss), Survival::Lost);
    assert!(finding(&told, "replica-is-not-a-backup-database").is_none());
    // How far the logs run behind is not how far the standby does.
    let logs = told
        .many(ids::PROTECTIONS, &["pitr-logs", "standby-sync"])
        .lasts(ids::CONTINUOUS_LAG, Duration::minutes(5));
    assert_eq!(db(&logs, S::DiskHostLoss).2, "0 min");
    assert_eq!(db(&logs, S::AccidentalDelete).2, "5 min");
}

#[test]
fn without_a_limit_nothing_passes() {
    let told = orders().dump().at(&["same-region"]);
    assert_eq!(db(&told, S::DiskHostLoss), (Survival::Survives, Verdict::Unknown, "25 h".into()));
    assert_eq!(told.outcome().matrix.columns[0].under, "no limit given");
    let unsure = told.unsure(ids::ACCEPTABLE_LOSS);
    assert_eq!(db(&unsure, S::DiskHostLoss).1, Verdict::Unknown);
    assert_eq!(unsure.outcome().matrix.columns[0].under, "no limit known");
    assert_eq!(finding(&unsure, "no-loss-limit").unwrap().severity, Severity::Medium);
}

#[test]
fn copies_thrown_away_before_anyone_notices() {
    // Nightly, kept for a day: a delete is noticed after a day, when the copy from before it is gone.
    let told = orders().dump().at(&["other-provider"]).lasts(ids::KEEP_FOR, Duration::days(1));
    assert_eq!(db(&told, S::AccidentalDelete), (Survival::Lost, Verdict::Gone, "nothing left".into()));
    assert_eq!(
        title(&told, "no-surviving-copy-accidental-delete-database"),
        "If someone deleted the data, every copy of the orders from before could be gone: each is kept for 24 h"
    );
    let next = |told: &Told, id: &str| finding(told, id).unwrap().next.replace('\u{a0}', " ");
    assert_eq!(
        next(&told, "no-surviving-copy-accidental-delete-database"),
        "Keep each copy for at least 48 h."
    );
    let longer = told.clone().lasts(ids::KEEP_FOR, Duration::hours(48));
    assert_eq!(db(&longer, S::AccidentalDelete).2, "24 h", "what the next step says is enough");
    // The intruder stays for two weeks: not a matter of logins.
    assert_eq!(
        next(&told, "no-surviving-copy-ransomware-takeover-database"),
        "Keep each copy for at least 15 days."
    );
    let unsure = told.unsure(ids::COPY_LOCATIONS).unsure(ids::DELETE_ALL);
    assert_eq!(db(&unsure, S::RansomwareTakeover).1, Verdict::Gone, "wherever it is, it is no longer kept");
}

#[test]
fn copies_kept_for_less_than_their_interval() {
    let weekly = Schedule::Weekly { on: Weekday::Sunday, at: TimeOfDay::new(2, 0).unwrap() };
    let told = orders().dump().runs(weekly).at(&["other-provider"]).lasts(ids::KEEP_FOR, Duration::days(2));
    for scenario in MANY_DATA {
        assert_eq!(db(&told, scenario).1, Verdict::Gone, "{scenario:?}");
    }
    let disk = finding(&told, "no-surviving-copy-disk-host-loss-database").unwrap();
    assert_eq!(disk.next.replace('\u{a0}', " "), "Keep each copy for at least 7 d 1 h.");
    let enough = told.lasts(ids::KEEP_FOR, Duration::hours(7 * 24 + 1));
    assert_eq!(db(&enough, S::DiskHostLoss).2, "7 d 1 h");
    // A second copy of which nothing is known may be kept longer.
    let second =
        enough.lasts(ids::KEEP_FOR, Duration::days(2)).many(ids::PROTECTIONS, &["db-dump", "file-full"]);
    assert_eq!(db(&second, S::DiskHostLoss).2, "a copy, age not known");
}

#[test]
fn runs_longer_than_their_interval() {
    let every = |schedule, hours| {
        let told = orders().dump().runs(schedule).lasts(ids::RUN_TO_SAFE, Duration::hours(hours));
        finding(&told, "run-longer-than-interval-database")
    };
    let at = TimeOfDay::new(2, 0).unwrap();
    assert!(every(Schedule::Daily { at }, 24).is_none());
    assert_eq!(every(Schedule::Daily { at }, 25).unwrap().severity, Severity::High);
    assert!(every(Schedule::Weekdays { at }, 25).is_some(), "they pile up from Monday to Friday");
    assert!(every(Schedule::ByHand, 25).is_none());
}

#[test]
fn the_next_step_leaves_room_for_the_run() {
    let told = orders()
        .dump()
        .many(ids::PROTECTIONS, &["image", "db-dump"])
        .one(ids::IMAGE_CADENCE, "daily")
        .at(&["same-region"])
        .lasts(ids::ACCEPTABLE_LOSS, Duration::hours(4));
    let next = finding(&told, "window-too-wide-database").unwrap().next.replace('\u{a0}', " ");
    assert_eq!(next, "Run the copy at least every 3 h, or keep logs between copies.");
}

#[test]
fn what_was_asked_is_not_listed_as_not_asked() {
    assert!(finding(&orders(), "not-asked").is_none(), "the questions about it are still to come");
    let more = orders().many(ids::COMPONENT_KINDS, &["database", "uploaded-files", "secrets"]);
    assert_eq!(title(&more, "not-asked"), "What protects the uploaded files is not known");
}

#[test]
fn the_limit_is_no_evidence() {
    let told = orders()
        .dump()
        .with(ids::PROTECTIONS, Answer::Many(["db-dump".to_owned()].into()), Evidence::Measured)
        .at(&["same-region"])
        .with(ids::ACCEPTABLE_LOSS, Answer::Duration(Duration::hours(4)), Evidence::Told);
    assert_eq!(finding(&told, "window-too-wide-database").unwrap().evidence, "Seen");
}

#[test]
fn customers_are_told_in_plain_words() {
    let mut read = Vec::new();
    let parts = |parts: &[&str]| Told::default().many(ids::COMPONENT_KINDS, parts);
    let daily = Schedule::Daily { at: TimeOfDay::new(2, 0).unwrap() };
    let customers: Vec<(&str, Told)> = vec![
        ("parts only", parts(&["web-server", "database"])),
        ("web only", parts(&["web-server", "code"])),
        (
            "uploads, no word for them",
            parts(&["uploaded-files"])
                .many(ids::PROTECTIONS, &["file-full"])
                .runs(daily)
                .at(&["same-region"])
                .one(ids::DELETE_ALL, "yes")
                .lasts(ids::ACCEPTABLE_LOSS, Duration::hours(4)),
        ),
        (
            "uploads called work",
            parts(&["uploaded-files"])
                .about(K::UploadedFiles, "customer work")
                .many(ids::PROTECTIONS, &["file-full"])
                .runs(daily)
                .at(&["same-region"])
                .one(ids::DELETE_ALL, "yes"),
        ),
        (
            "database without a word",
            parts(&["database"])
                .dump()
                .at(&["same-region"])
                .one(ids::DELETE_ALL, "yes")
                .unsure(ids::ACCEPTABLE_LOSS),
        ),
        (
            "one gone",
            orders()
                .dump()
                .at(&["other-provider"])
                .lasts(ids::KEEP_FOR, Duration::days(14))
                .one(ids::DELETE_ALL, "no-offline")
                .lasts(ids::ACCEPTABLE_LOSS, Duration::days(2))
                .lasts(ids::ACCEPTABLE_DOWNTIME, Duration::hours(8))
                .never(ids::LAST_RESTORE),
        ),
        ("only secrets, safe", parts(&["secrets"]).one(ids::KEYS_COPY, "safe-outside")),
        ("only secrets, nowhere", parts(&["secrets"]).one(ids::KEYS_COPY, "on-servers")),
        (
            "everything unknown",
            holdfast::catalogue::QUICK
                .iter()
                .filter(|q| q.unsure)
                .fold(orders(), |told, q| told.unsure(q.id)),
        ),
        ("all fine", all_fine()),
        ("nothing", orders().many(ids::PROTECTIONS, &["nothing"])),
        (
            "by hand",
            orders().many(ids::PROTECTIONS, &["db-dump"]).runs(Schedule::ByHand).at(&["other-provider"]),
        ),
        ("a replica", orders().many(ids::PROTECTIONS, &["standby-sync"]).at(&["same-region"])),
    ];
    for (who, told) in &customers {
        read.push(format!("# {who}"));
        for sentence in &told.outcome().sentences {
            read.push(sentence.words().replace('\u{a0}', " "));
        }
        read.push(String::new());
    }
    support::golden("sentences.txt", &read.join("\n"));
}

/// Every question answered, and every answer good.
fn all_fine() -> Told {
    holdfast::catalogue::QUICK
        .iter()
        .fold(orders(), |told, q| match (q.id, q.options.first()) {
            (ids::COMPONENT_KINDS, _) => told,
            (ids::RETURNS_AFTER_REBOOT, _) => told.many(q.id, &["web", "database", "firewall", "address"]),
            (_, Some(first)) if q.kind == holdfast::catalogue::AnswerKind::Single => told.one(q.id, first.id),
            (_, None) if q.kind == holdfast::catalogue::AnswerKind::Date => {
                told.with(q.id, Answer::Date(support::today()), Evidence::Seen)
            }
            (_, None) if q.kind == holdfast::catalogue::AnswerKind::Duration => {
                told.lasts(q.id, Duration::days(2))
            }
            _ => told,
        })
        .one(ids::CURRENT_STAGE, "steady")
        .one(ids::DELETE_ALL, "no-locked")
        .one(ids::IMAGE_CADENCE, "monthly")
        .dump()
        .at(&["same-region", "other-provider"])
        .lasts(ids::KEEP_FOR, Duration::days(90))
}

#[test]
fn parts_that_hold_no_data_are_spoken_of_in_their_number() {
    let all = Told::default().many(ids::COMPONENT_KINDS, &K::ALL.map(K::id));
    for column in assess(&all.0, now()).matrix.columns {
        if column.kind.holds_data() {
            continue;
        }
        let says = steps(&all.outcome(), column.kind, S::DiskHostLoss);
        assert_eq!(says.contains("hold no data"), column.under == "hold no data", "{says}");
        assert!(says.contains("hold no data") || says.contains("holds no data"), "{says}");
    }
}
