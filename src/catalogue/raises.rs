//! What the answers of each question can raise: data only.
//!
//! Apart from the questions, because who asks does not need it: the half of the app that asks stays small.

use super::{FindingRule, FindingTest, Severity};

/// The findings of each question that has any.
pub(super) static RAISES: [(&str, &[FindingRule]); 21] = [
    (
        "worst-consequence",
        &[FindingRule {
            id: "consequence-unknown",
            severity: Some(Severity::Note),
            test: FindingTest::AnyOf(&["unsure"]),
            says: "Nobody has said what is at stake, so findings use the middle rating.",
            next: "Ask the person who owns the service, and answer this again.",
        }],
    ),
    (
        "protections-in-place",
        &[
            FindingRule {
                id: "unprotected",
                severity: Some(Severity::Critical),
                test: FindingTest::Rule("no-surviving-copy"),
                says: "{component} has no copy at all. If it is lost, it is gone.",
                next: "Set up one scheduled copy kept off the server this week.",
            },
            FindingRule {
                id: "replica-is-not-a-backup",
                severity: Some(Severity::Critical),
                test: FindingTest::Rule("replica-only"),
                says: "{component} has only replicas. A mistaken delete reaches them all within seconds.",
                next: "Add a dump, a file backup or kept logs beside the replica.",
            },
        ],
    ),
    (
        "keys-copy",
        &[
            FindingRule {
                id: "keys-lost-with-servers",
                severity: Some(Severity::Critical),
                test: FindingTest::AnyOf(&["in-locked-backup", "on-servers"]),
                says: "Without the keys the backups cannot be opened or the application cannot start.",
                next: "Put a second copy of the keys in a safe outside the servers and the backups; open a backup with it.",
            },
            FindingRule {
                id: "keys-with-one-person",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["one-head"]),
                says: "If that person cannot be reached, nothing can be brought back.",
                next: "Store them in a shared vault with two people able to open it.",
            },
        ],
    ),
    (
        "backup-schedule",
        &[
            FindingRule {
                id: "window-too-wide",
                severity: None,
                test: FindingTest::Rule("loss-exceeds-accept"),
                says: "In {scenario} you would lose up to {loss-window} of {component}; you said {acceptable-loss} is the limit.",
                next: "Run the copy at least every {needed-interval}, or keep logs between copies.",
            },
            FindingRule {
                id: "copied-by-hand",
                severity: Some(Severity::Medium),
                test: FindingTest::AnyOf(&["by-hand"]),
                says: "The copy depends on somebody remembering.",
                next: "Schedule it, and have a failed run tell someone.",
            },
        ],
    ),
    (
        "last-good-backup",
        &[
            FindingRule {
                id: "copy-overdue",
                severity: None,
                test: FindingTest::Rule("overdue-copy"),
                says: "The last good copy is {age} old, though it should run every {interval}. Lost now: {age}.",
                next: "Run it by hand now, then find out why it stopped.",
            },
            FindingRule {
                id: "no-good-copy-found",
                severity: Some(Severity::High),
                test: FindingTest::Never,
                says: "No finished run could be found. Treat it as no backup until one is seen.",
                next: "Run it now and watch it finish.",
            },
        ],
    ),
    (
        "acceptable-loss",
        &[FindingRule {
            id: "no-loss-limit",
            severity: Some(Severity::Medium),
            test: FindingTest::AnyOf(&["unsure"]),
            says: "Nobody has said how much loss is too much, so no backup plan can be called good enough.",
            next: "Agree a limit for each kind of data with its owner.",
        }],
    ),
    (
        "failed-run-notice",
        &[
            FindingRule {
                id: "failures-unseen",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["when-we-look", "when-needed"]),
                says: "Backups can stop for weeks without anyone knowing; the loss window grows every day.",
                next: "Send failures, and missing runs, to a person who acts; make one fail on purpose.",
            },
            FindingRule {
                id: "failures-to-unread-inbox",
                severity: Some(Severity::Medium),
                test: FindingTest::AnyOf(&["unread-inbox"]),
                says: "Failure notices go where few people read.",
                next: "Send them to the on-call person.",
            },
        ],
    ),
    (
        "image-cadence",
        &[FindingRule {
            id: "daily-images-in-steady-state",
            severity: Some(Severity::Waste),
            test: FindingTest::Rule("daily-image-steady"),
            says: "{images-kept} daily images hold the same system; one good image would free {space} and {money} a month.",
            next: "Choose and test one golden image, keep a second, then stop the daily ones.",
        }],
    ),
    (
        "copy-locations",
        &[
            FindingRule {
                id: "copies-on-same-server",
                severity: Some(Severity::Critical),
                test: FindingTest::Only(&["same-server"]),
                says: "When the server goes, its backups go with it.",
                next: "Send every finished copy somewhere else.",
            },
            FindingRule {
                id: "copies-in-one-place",
                severity: Some(Severity::High),
                test: FindingTest::Only(&["same-server", "same-data-centre"]),
                says: "One fire or flood takes the live data and every copy.",
                next: "Keep one copy in another region or with another provider.",
            },
        ],
    ),
    (
        "delete-all-copies",
        &[
            FindingRule {
                id: "one-login-ends-it",
                severity: Some(Severity::Critical),
                test: FindingTest::AnyOf(&["yes"]),
                says: "An attacker, or a mistake, with one login can leave you with nothing.",
                next: "Keep one copy locked, or behind a login used for nothing else.",
            },
            FindingRule {
                id: "one-login-unknown",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["unsure"]),
                says: "You do not know whether one login can delete everything.",
                next: "List what the strongest login can delete.",
            },
        ],
    ),
    (
        "last-restore-test",
        &[
            FindingRule {
                id: "never-restored",
                severity: Some(Severity::High),
                test: FindingTest::Never,
                says: "Nobody knows whether this backup can be restored.",
                next: "Restore it to a spare server this week and use the result.",
            },
            FindingRule {
                id: "restore-test-over-a-year",
                severity: Some(Severity::High),
                test: FindingTest::OlderThanDays(365),
                says: "The last proof is more than a year old.",
                next: "Restore it again.",
            },
            FindingRule {
                id: "restore-test-over-a-quarter",
                severity: Some(Severity::Low),
                test: FindingTest::OlderThanDays(90),
                says: "The last proof is more than three months old.",
                next: "Put a quarterly restore in the calendar.",
            },
        ],
    ),
    (
        "acceptable-downtime",
        &[FindingRule {
            id: "no-downtime-limit",
            severity: Some(Severity::Medium),
            test: FindingTest::AnyOf(&["unsure"]),
            says: "Nobody has said how long is too long.",
            next: "Agree a limit with the owner.",
        }],
    ),
    (
        "rebuild-source",
        &[
            FindingRule {
                id: "rebuild-from-memory",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["memory", "unknown"]),
                says: "The way to rebuild exists only in people's heads.",
                next: "Write the steps down while building one test server.",
            },
            FindingRule {
                id: "rebuild-by-hand",
                severity: Some(Severity::Low),
                test: FindingTest::AnyOf(&["steps"]),
                says: "Rebuilding is by hand: slow, and different each time.",
                next: "Put the settings that matter into configuration management.",
            },
        ],
    ),
    (
        "contacts-checked",
        &[
            FindingRule {
                id: "contacts-never-checked",
                severity: Some(Severity::Medium),
                test: FindingTest::Never,
                says: "The host may call someone who has left.",
                next: "Sign in and check every contact today.",
            },
            FindingRule {
                id: "contacts-old",
                severity: Some(Severity::Low),
                test: FindingTest::OlderThanDays(180),
                says: "The check is more than six months old.",
                next: "Check again.",
            },
        ],
    ),
    (
        "second-person",
        &[
            FindingRule {
                id: "one-person-only",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["no"]),
                says: "If one person is ill or on a plane, nobody can act.",
                next: "Give a second person access and let them do the next restore.",
            },
            FindingRule {
                id: "deputy-untried",
                severity: Some(Severity::Medium),
                test: FindingTest::AnyOf(&["yes-untried"]),
                says: "The deputy has never done it.",
                next: "Let the deputy run the next drill.",
            },
        ],
    ),
    (
        "written-plan",
        &[
            FindingRule {
                id: "no-plan",
                severity: Some(Severity::High),
                test: FindingTest::AnyOf(&["no"]),
                says: "In an emergency everyone will improvise.",
                next: "Export the plan draft from this assessment and fill the gaps.",
            },
            FindingRule {
                id: "plan-old",
                severity: Some(Severity::Medium),
                test: FindingTest::AnyOf(&["old"]),
                says: "The plan describes an older system.",
                next: "Walk through it once and correct it.",
            },
        ],
    ),
    (
        "last-drill",
        &[
            FindingRule {
                id: "never-practised",
                severity: Some(Severity::High),
                test: FindingTest::Never,
                says: "The plan is a guess until someone tries it.",
                next: "Hold a one-hour drill on a copy; start with a restart.",
            },
            FindingRule {
                id: "practice-old",
                severity: Some(Severity::Medium),
                test: FindingTest::OlderThanDays(365),
                says: "The last practice is more than a year old.",
                next: "Hold one this quarter.",
            },
        ],
    ),
    (
        "returns-after-reboot",
        &[FindingRule {
            id: "may-not-come-back",
            severity: Some(Severity::High),
            test: FindingTest::MissingPresent,
            says: "After an unplanned restart these may stay down: {missing}.",
            next: "Restart on purpose at a quiet time and fix what stays down.",
        }],
    ),
    (
        "event-date",
        &[FindingRule {
            id: "event-date-unknown",
            severity: Some(Severity::Medium),
            test: FindingTest::AnyOf(&["unsure"]),
            says: "Without a date nothing can be booked, tested or frozen.",
            next: "Agree a date, even a rough one.",
        }],
    ),
    (
        "run-to-safe",
        &[FindingRule {
            id: "run-longer-than-interval",
            severity: Some(Severity::High),
            test: FindingTest::Rule("run-longer-than-interval"),
            says: "Runs take longer than the time between them, so they pile up or are skipped.",
            next: "Copy less each time, or move to changes-only copies.",
        }],
    ),
    (
        "keep-for",
        &[FindingRule {
            id: "kept-too-short",
            severity: Some(Severity::High),
            test: FindingTest::Rule("reach-back-short"),
            says: "The oldest copy is {keep-for} old, but damage may go unnoticed for {detection-delay}.",
            next: "Keep some older copies.",
        }],
    ),
];
