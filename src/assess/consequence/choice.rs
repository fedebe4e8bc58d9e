//! What one of several answers means when it raises nothing: what it rules out, or where it leads.

use super::Consequence;
use crate::catalogue::{Question, ids};

pub(super) fn one(question: &Question, option: &str, raises_nothing: bool) -> Consequence {
    MEANS
        .iter()
        .find(|(q, o, _)| raises_nothing && *q == question.id && *o == option)
        .map_or_else(Consequence::default, |(_, _, means)| Consequence::says(*means))
}

/// Answers that raise nothing: what they rule out, or where they lead.
const MEANS: [(&str, &str, &str); 28] = [
    (ids::CURRENT_STAGE, "launching", "Later you will be asked for the day it starts."),
    (ids::CURRENT_STAGE, "event-coming", "Later you will be asked when the busy time starts."),
    (ids::CURRENT_STAGE, "event-just-ended", "A good moment: what went wrong is still fresh."),
    (
        ids::CURRENT_STAGE,
        "steady",
        "The usual case. Steady times are when recovery is forgotten, and easiest to test.",
    ),
    (ids::CURRENT_STAGE, "always-changing", "Later you will be asked when the next busy time starts."),
    (ids::WORST_CONSEQUENCE, "harm-or-law", "What is found will be rated one step more severe than usual."),
    (ids::WORST_CONSEQUENCE, "money", "What is found will be rated as listed, neither up nor down."),
    (ids::WORST_CONSEQUENCE, "trust", "What is found will be rated as listed, neither up nor down."),
    (ids::WORST_CONSEQUENCE, "inside", "What is found will be rated one step less severe than usual."),
    (ids::WORST_CONSEQUENCE, "little", "What is found will be rated two steps less severe than usual."),
    (
        ids::KEYS_COPY,
        "safe-outside",
        "Losing every server would not lock you out of your own copies. Check once a year that two people can open the safe.",
    ),
    (ids::KEYS_COPY, "other-provider", "Losing this host would not lock you out of your own copies."),
    (
        ids::KEYS_COPY,
        "in-backup-readable",
        "The keys come back with the copies. Whoever can read the copies can read the keys too.",
    ),
    (
        ids::FAILED_RUN_NOTICE,
        "alert-same-day",
        "A failed run is known the same day. A run that never starts may send no alert: ask whether yours would.",
    ),
    (
        ids::FAILED_RUN_NOTICE,
        "alert-missing-too",
        "A failed or missing run is known at once, so at most one copy is missing before somebody acts.",
    ),
    (ids::IMAGE_CADENCE, "daily", "A server comes back as it was within the last day."),
    (
        ids::IMAGE_CADENCE,
        "weekly",
        "A server comes back as it was within the last week; what was changed on it since has to be done again.",
    ),
    (
        ids::IMAGE_CADENCE,
        "monthly",
        "A server comes back as it was within the last month; what was changed on it since has to be done again.",
    ),
    (
        ids::IMAGE_CADENCE,
        "after-changes",
        "A server comes back as it was after its last change: what a golden image is for.",
    ),
    (
        ids::IMAGE_CADENCE,
        "by-hand",
        "Nobody can say how old the image will be on the day. A later question asks what else you could rebuild from.",
    ),
    (ids::IMAGE_CADENCE, "never", "Servers have to be built again. A later question asks from what."),
    (
        ids::DELETE_ALL,
        "no-locked",
        "One stolen login would leave you the locked copy, for as long as the lock lasts.",
    ),
    (
        ids::DELETE_ALL,
        "no-separate",
        "One stolen login would leave you the copy behind the other login. Keep that login off the servers.",
    ),
    (
        ids::DELETE_ALL,
        "no-offline",
        "One stolen login would leave you the offline copy, as old as the last time it was connected.",
    ),
    (ids::REBUILD_SOURCE, "code", "Servers can be built again without the person who built them first."),
    (
        ids::REBUILD_SOURCE,
        "image-and-steps",
        "Servers can be built again. Check that image and steps are not kept on the servers themselves.",
    ),
    (ids::SECOND_PERSON, "yes-done", "One person away is not an emergency."),
    (
        ids::WRITTEN_PLAN,
        "current",
        "Keep a copy where you can read it when everything is down, on paper too.",
    ),
];

pub(super) fn after_restart(raises_nothing: bool) -> Consequence {
    if raises_nothing {
        Consequence::says("Everything you have has been seen to come back by itself.")
    } else {
        Consequence::default()
    }
}
