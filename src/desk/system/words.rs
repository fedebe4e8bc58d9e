//! Components and protections in words.

use crate::answers::{ComponentKind as K, Evidence};
use crate::schedule::Schedule;
use crate::system::{
    Component, ComponentId, DeletedBy, Keep, LastGood, Location, Protection, ProtectionKind as P, System,
    Told,
};
use crate::units::{Duration, NBSP, capitalised, in_words, long_date};

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

/// What a protection is, as the quick check's options say it.
pub(super) const fn kind(kind: P) -> &'static str {
    match kind {
        P::Image => "Server image",
        P::VolumeSnapshot => "Disk or volume snapshot",
        P::FileFull => "File backup, everything each time",
        P::FileDifferential => "File backup, changes since the last full one",
        P::FileIncremental => "File backup, changes since the last run",
        P::DbDump => "Database dump",
        P::Logs => "Database logs kept for point-in-time recovery",
        P::StandbySync => "Standby kept exactly in step",
        P::ReplicaAsync => "Replica a little behind",
        P::ReplicaDelayed => "Replica held back on purpose",
        P::ConfigManagement => "Servers built by configuration management",
        P::KeyCopy => "Copy of keys and passwords, made by hand",
    }
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

/// What a component is, as an option.
pub(super) const fn component(kind: K) -> &'static str {
    match kind {
        K::WebServer => "Web or application server",
        K::Database => "Database",
        K::UploadedFiles => "Files that people upload",
        K::AttachedVolume => "Extra disk",
        K::ObjectStorage => "Object storage",
        K::LoadBalancer => "Load balancer",
        K::Cache => "Cache",
        K::Queue => "Queue",
        K::ScheduledJobs => "Scheduled jobs",
        K::DnsDomain => "DNS and domain",
        K::OutsideService => "Outside service",
        K::Code => "Source code",
        K::Secrets => "Keys and passwords",
    }
}

/// The name of a protection at the head of its paragraph.
pub(super) fn title(protection: &Protection) -> String {
    capitalised(protection.words())
}

/// A protection in a sentence or two: when, where, how long kept, last good run.
pub(super) fn summary(protection: &Protection) -> String {
    let p = protection;
    let mut parts = Vec::new();
    match (&p.schedule, p.kind) {
        _ if p.kind == P::StandbySync && p.lag.is_none() => parts.push("Kept exactly in step".to_owned()),
        _ if p.kind.is_continuous() => parts.push(behind(p)),
        (Told::Known(schedule), _) => parts.push(capitalised(&schedule.to_string())),
        (Told::Unsure, _) => parts.push("When it runs is not known".to_owned()),
        (Told::Open, P::ConfigManagement) => {}
        (Told::Open, _) => parts.push("When it runs is not said yet".to_owned()),
    }
    if let (Told::Known(fulls), true) = (&p.fulls, p.kind.is_chain()) {
        parts.push(format!("a full {fulls}"));
    }
    match &p.locations {
        Told::Known(places) if !places.is_empty() => {
            let words: Vec<&str> = places.iter().map(|place| place.words()).collect();
            parts.push(in_words(&words));
        }
        Told::Known(_) | Told::Open => {}
        Told::Unsure => parts.push("where is not known".to_owned()),
    }
    if let Some(words) = keep(p) {
        parts.push(words);
    }
    let mut out = capitalised(&parts.join(", "));
    if !out.is_empty() {
        out.push('.');
    }
    let last = match p.last_good.known() {
        Some(LastGood::On { date, .. }) => format!(" Last good run: {}.", long_date(*date)),
        Some(LastGood::NoneFound) => " No good run could be found.".to_owned(),
        None => String::new(),
    };
    format!("{out}{last}").trim().to_owned()
}

fn behind(p: &Protection) -> String {
    let lag = |lag: Duration| match p.kind {
        P::Logs => format!("Logs arrive within {lag}"),
        _ => format!("Follows within {lag}"),
    };
    match (p.kind, p.delay, p.lag) {
        (P::ReplicaDelayed, Some(delay), _) => format!("Held back by {delay}"),
        (_, _, Some(behind)) => lag(behind),
        _ => "How far it runs behind is not said yet".to_owned(),
    }
}

fn keep(p: &Protection) -> Option<String> {
    Some(match p.keep.known()? {
        Keep::Age(age) => format!("kept {age}"),
        Keep::Count(1) => "the newest one kept".to_owned(),
        Keep::Count(count) => format!("the newest {count} kept"),
        Keep::Forever => "kept for ever".to_owned(),
    })
}

/// What protects a component, in one line: "Nightly dump every day at 02:00, replica".
pub(super) fn in_a_line(component: &Component) -> String {
    let all = match &component.protections {
        Told::Known(all) if all.is_empty() => return "Nothing".to_owned(),
        Told::Known(all) => all,
        Told::Unsure => return "Not known".to_owned(),
        Told::Open => return "Not described yet".to_owned(),
    };
    let one = |p: &Protection| match p.schedule.known().filter(|_| p.kind.is_scheduled()) {
        Some(Schedule::ByHand) => format!("{}, by hand", p.words()),
        Some(schedule) => format!("{} {schedule}", p.words()),
        None => p.words().to_owned(),
    };
    const SHOWN: usize = 3;
    let mut words: Vec<String> = all.iter().take(SHOWN).map(one).collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    capitalised(&words.join("; "))
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

/// The names of components in words.
pub(super) fn names(ids: &[ComponentId], system: &System) -> String {
    let names: Vec<&str> =
        ids.iter().filter_map(|id| system.component(id)).map(|c| c.name.as_str()).collect();
    in_words(&names)
}
