//! What the controls of a description say; the words that the report says too are the view's.

pub(super) use crate::view::describe::{component, in_a_line, kind, names, summary, title};

use crate::answers::{ComponentKind as K, Evidence};
use crate::schedule::Schedule;
use crate::system::{DeletedBy, Location, ProtectionKind as P};
use crate::units::{Duration, NBSP};

/// Under a schedule that was not described.
pub(super) const UNSAID: &str = "Until this is said, nothing can be worked out from it.";

/// How something can be known, in the person's words.
pub(super) const KNOWN: [(&str, &str); 4] = [
    ("told", "I believe so, or was told"),
    ("seen", "I looked it up"),
    ("guessed", "It is a guess"),
    ("measured", "A tool recorded it"),
];

/// The name of a way to know in a control.
pub(super) const fn known(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Guessed => "guessed",
        Evidence::Told => "told",
        Evidence::Seen => "seen",
        Evidence::Measured => "measured",
    }
}

/// The way to know of that name.
pub(super) fn evidence(name: &str) -> Evidence {
    let all = [Evidence::Guessed, Evidence::Seen, Evidence::Measured];
    all.into_iter().find(|e| known(*e) == name).unwrap_or(Evidence::Told)
}

/// What it is good for and where it ends, in a sentence.
pub(super) const fn use_of(kind: P) -> &'static str {
    match kind {
        P::Image => "Brings back the system disk; attached disks are usually not in it.",
        P::VolumeSnapshot => "Brings back a whole disk as it was at one moment.",
        P::FileFull => "Each run copies everything, so each copy stands alone.",
        P::FileDifferential => "Each run copies what changed since the last full one, and needs that full.",
        P::FileIncremental => {
            "Each run copies what changed since the last run, and needs every one back to the full."
        }
        P::DbDump => "A complete copy of the database as it was when the dump began.",
        P::Logs => "Brings the database back to nearly any moment, together with a base copy.",
        P::StandbySync => "Takes over when a disk or host is lost; repeats every deletion.",
        P::ReplicaAsync => "Helps when a disk or host is lost; repeats every deletion.",
        P::ReplicaDelayed => {
            "Helps when a disk or host is lost, and against a mistake noticed within its delay."
        }
        P::ConfigManagement => "Builds servers again from settings; brings back no data.",
        P::KeyCopy => "Opens the copies, and the accounts, when every server is gone.",
    }
}

/// The kinds that fit a component, most usual first.
pub(super) const fn fitting(kind: K) -> &'static [P] {
    match kind {
        K::Database => &[
            P::DbDump,
            P::Logs,
            P::StandbySync,
            P::ReplicaAsync,
            P::ReplicaDelayed,
            P::VolumeSnapshot,
            P::Image,
        ],
        K::UploadedFiles | K::AttachedVolume => &[
            P::FileFull,
            P::FileIncremental,
            P::FileDifferential,
            P::VolumeSnapshot,
            P::ReplicaAsync,
            P::Image,
        ],
        K::ObjectStorage => {
            &[P::FileFull, P::FileIncremental, P::FileDifferential, P::ReplicaAsync, P::ReplicaDelayed]
        }
        K::Queue | K::Cache => &[P::StandbySync, P::ReplicaAsync, P::FileFull, P::Image],
        K::Secrets => &[P::KeyCopy, P::FileFull],
        K::WebServer | K::LoadBalancer | K::ScheduledJobs => &[P::Image, P::ConfigManagement, P::FileFull],
        K::Code | K::DnsDomain | K::OutsideService => &[P::ConfigManagement, P::FileFull],
    }
}

/// What a schedule comes to, in words: how many copies, when each is usable, the largest gap.
pub(super) fn comes_to(schedule: &Schedule, to_safe: Option<Duration>, what: &str, whats: &str) -> String {
    let Some(gap) = schedule.longest_gap() else {
        return "Made by hand: nothing can be counted on.".to_owned();
    };
    let usable = match to_safe {
        Some(Duration::ZERO) => " Each is usable as soon as it starts.".to_owned(),
        Some(time) => format!(" Each is usable {time} after it starts."),
        None => " How long one takes until it is usable is not said yet.".to_owned(),
    };
    let count = count(schedule, what, whats);
    format!("{count}{usable} The largest gap between two starts is {gap}.")
}

/// "7 copies a week."; in its own words for what does not come out even.
fn count(schedule: &Schedule, what: &str, whats: &str) -> String {
    const WEEK: i64 = 7 * 86_400;
    /// After 28 years a calendar repeats.
    const CALENDAR: i64 = 10_227 * 86_400;
    let slots = schedule.slots();
    let even = !slots.is_empty() && slots.iter().all(|slot| WEEK % slot.period == 0);
    let said = |n: i64, per: &str| match n {
        1 => format!("1{NBSP}{what} {per}."),
        n => format!("{}{NBSP}{whats} {per}.", crate::units::grouped(n.unsigned_abs())),
    };
    if even {
        return said(slots.iter().map(|slot| WEEK / slot.period).sum(), "a week");
    }
    let years = i64::try_from(slots.len()).unwrap_or(0);
    if slots.iter().all(|slot| slot.period == CALENDAR) && years > 0 && years % 28 == 0 {
        return said(years / 28, "a year");
    }
    format!("A {what} {schedule}.")
}

/// Places, as options.
pub(super) const fn place(place: Location) -> &'static str {
    match place {
        Location::SameServer => "On the same server",
        Location::SameDataCentre => "In the same data centre",
        Location::SameRegion => "In the same region, another data centre",
        Location::OtherRegion => "In another region of the same host",
        Location::OtherAccount => "With the same host, in an account with separate logins",
        Location::OtherProvider => "With another provider, or on our own premises",
        Location::Offline => "Offline or disconnected",
    }
}

/// Who can delete a copy: names in a control, and words.
pub(super) const DELETED_BY: [(DeletedBy, &str, &str); 5] = [
    (DeletedBy::AsAnswered, "as-answered", "As answered for the whole application"),
    (DeletedBy::SameLogin, "same-login", "The login that runs the live system"),
    (DeletedBy::OwnLogin, "own-login", "A login used for nothing else"),
    (DeletedBy::Nobody, "nobody", "Nobody, before its lock ends"),
    (DeletedBy::Unsure, "unsure", "I do not know"),
];
