//! What a scenario asks for before anything is restored: data only.

use crate::catalogue::ScenarioId;
use crate::drill::Phase;
use crate::people::Role;

/// A step that belongs to a scenario and not to a component.
pub(super) struct First {
    pub(super) key: &'static str,
    pub(super) phase: Phase,
    pub(super) role: Role,
    pub(super) does: &'static str,
    pub(super) detail: &'static str,
    pub(super) works_when: &'static str,
    pub(super) way_back: &'static str,
}

const fn contain(
    key: &'static str,
    does: &'static str,
    detail: &'static str,
    works_when: &'static str,
    way_back: &'static str,
) -> First {
    First { key, phase: Phase::Contain, role: Role::Restores, does, detail, works_when, way_back }
}

static DELETED: [First; 1] = [contain(
    "stop-deleting",
    "Stop what deletes, and stop pruning old copies",
    "Pause the job or take the rights away. Pause the jobs that throw old copies away: the copy you need may be the next to go.",
    "The number of records or files no longer falls, and no copy is thrown away.",
    "Start the jobs again after the restore was checked.",
)];
static RELEASED: [First; 1] = [contain(
    "stop-releases",
    "Stop all releases, and go back to the version before",
    "Say when the release began: what was written after it has to be looked at.",
    "The version before runs, and nobody can release.",
    "The version before does not run with the changed data: restore the data to just before the release.",
)];
static CORRUPTED: [First; 1] = [contain(
    "last-good",
    "Find the last good moment, and stop pruning old copies",
    "Look for the first wrong value, going back copy by copy. Keep the oldest copies: the good one may be among them.",
    "One copy was opened and holds the right values, the next one the wrong ones.",
    "No good copy: restore the oldest and mend it by hand from what is in the newer ones.",
)];
static LOST: [First; 1] = [contain(
    "switch-off",
    "Make sure that the lost server cannot come back half alive",
    "Switch it off at the host, or take its network away.",
    "The host’s console shows it as stopped.",
    "Its disk may still be needed: do not delete it before everything works.",
)];
static PLACE: [First; 1] = [contain(
    "other-place",
    "Choose the place to build in, and check that you can sign in there",
    "Another region or provider that holds a copy. Everybody else will want to build there as well: ask for room at once.",
    "A server was started there.",
    "No room: take the next place that is written down.",
)];
static TAKEN: [First; 3] = [
    contain(
        "shut-out",
        "Shut the intruder out, from a clean machine",
        "Change the administrator’s login and its second factor, end all sessions, take away every key that you do not know. \
         Use a machine that was never signed in there.",
        "No session is open but your own, and the log of sign-ins shows no new one.",
        "You are locked out yourself: call the host and prove that the account is yours.",
    ),
    contain(
        "keep-traces",
        "Keep what shows how they came in",
        "Copy logs and one disk to a place they cannot reach, before anything is deleted. You may have to show it to the police or to an insurer.",
        "The logs open on another machine.",
        "Without traces you do not know since when: take an older copy.",
    ),
    contain(
        "clean-copy",
        "Choose a copy from before the intruder came, and scan it",
        "Open it on a network of its own. Take one that the stolen login could not delete.",
        "The scan finds nothing, and the accounts in it are the ones you know.",
        "It is not clean: take the one before it.",
    ),
];
static CLOSED: [First; 1] = [contain(
    "elsewhere",
    "Open the copy that lies with another provider",
    "Use nothing that needs the closed account: not its mail, not its second factor.",
    "The newest file of that copy opens.",
    "There is none: the host’s grace period is all that is left. Call until somebody answers.",
)];
static KEYS: [First; 2] = [
    First {
        role: Role::KeepsKeys,
        ..contain(
            "second-copy",
            "Fetch the second copy of the keys or the recovery codes",
            "From the safe or vault that is outside the servers and the backups.",
            "An encrypted copy opens with it on a clean machine.",
            "It does not open: try the second key holder’s copy.",
        )
    },
    First {
        role: Role::KeepsKeys,
        ..contain(
            "new-keys",
            "Make new keys and logins, and take the lost ones away",
            "Start with whatever the lost one could open.",
            "The old one no longer signs in anywhere.",
            "Keep the old key as long as copies exist that only it opens.",
        )
    },
];
static REBOOTED: [First; 1] = [First {
    phase: Phase::Other,
    role: Role::Watches,
    ..contain(
        "wait",
        "Wait until the host says that the restart is over",
        "Servers may go down in waves. Do not restart any by hand meanwhile.",
        "Every server answers, and has been up for less time than since the announcement.",
        "One does not come up: use the host’s console, and call.",
    )
}];
static NODE: [First; 2] = [
    contain(
        "out-of-use",
        "Check that the load balancer has taken the dead server out",
        "Take it out by hand if it has not.",
        "No request goes to it, and the rest carry the load.",
        "The rest cannot carry it: switch off what is heaviest first.",
    ),
    First {
        phase: Phase::SetUp,
        ..contain(
            "new-node",
            "Set up another server and put it behind the load balancer",
            "From the golden image or from settings.",
            "It shows healthy and gets its share of requests.",
            "Take it out again and look at its log.",
        )
    },
];
static AWAY: [First; 1] = [First {
    phase: Phase::Other,
    role: Role::Leads,
    ..contain(
        "deputy",
        "Let the deputy take over, with this page",
        "The one who usually does it is not asked. Everything that is not written here is written down now.",
        "The deputy has signed in everywhere that the steps need.",
        "An access is missing: its second holder is on the call sheet.",
    )
}];

/// What comes first in a scenario.
pub(super) fn first_steps(scenario: ScenarioId) -> &'static [First] {
    match scenario {
        ScenarioId::AccidentalDelete => &DELETED,
        ScenarioId::BadDeploy => &RELEASED,
        ScenarioId::SilentCorruption => &CORRUPTED,
        ScenarioId::DiskHostLoss => &LOST,
        ScenarioId::RegionLoss => &PLACE,
        ScenarioId::RansomwareTakeover => &TAKEN,
        ScenarioId::AccountClosure => &CLOSED,
        ScenarioId::KeyLoss => &KEYS,
        ScenarioId::EmergencyReboot => &REBOOTED,
        ScenarioId::LbNodeLoss => &NODE,
        ScenarioId::OperatorAway => &AWAY,
    }
}
