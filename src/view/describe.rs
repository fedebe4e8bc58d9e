//! A described system in words, the same in its editor and in the report.

use crate::answers::ComponentKind as K;
use crate::schedule::{ClockPolicy, Schedule};
use crate::system::{
    BadRuns, Changes, ChangesWhen, Component, ComponentId, DeletedBy, Keep, LastGood, Protection,
    ProtectionKind as P, Restoring, System, Told, Worth,
};
use crate::units::{Duration, NBSP, capitalised, grouped, in_words, long_date};

/// What a protection is, as the quick check's options say it.
pub const fn kind(kind: P) -> &'static str {
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

/// What one component is, as an option: its name, save where that speaks of several or needs a word more.
pub const fn component(kind: K) -> &'static str {
    match kind {
        K::WebServer => "Web or application server",
        K::UploadedFiles => "Files that people upload",
        K::AttachedVolume => "Extra disk",
        other => other.name(),
    }
}

/// The name of a protection at the head of its paragraph.
pub fn title(protection: &Protection) -> String {
    capitalised(&protection.words())
}

/// A protection in a sentence or two: when, where, how long kept, last good run.
pub fn summary(protection: &Protection) -> String {
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
    if let Some(words) = kept(p) {
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

/// How long copies are kept, inside a sentence; `None` where it is not known.
pub fn kept(p: &Protection) -> Option<String> {
    // One that keeps the last, or each for a time, says no more than the words below.
    if let Some(policy) = p.policy().filter(|policy| policy.only_last().is_none() && !policy.goes_by_clock())
    {
        return Some(format!("kept by the rules of {}", policy.dialect().name()));
    }
    Some(match p.keep.known()? {
        Keep::Age(age) => format!("kept {age}"),
        Keep::Count(1) => "the newest one kept".to_owned(),
        Keep::Count(count) => format!("the newest {count} kept"),
        Keep::Forever => "kept for ever".to_owned(),
    })
}

/// What protects a component, in one line: "Nightly dump every day at 02:00, replica".
pub fn in_a_line(component: &Component) -> String {
    let all = match &component.protections {
        Told::Known(all) if all.is_empty() => return "Nothing".to_owned(),
        Told::Known(all) => all,
        Told::Unsure => return "Not known".to_owned(),
        Told::Open => return "Not described yet".to_owned(),
    };
    let one = |p: &Protection| match p.schedule.known().filter(|_| p.kind.is_scheduled()) {
        Some(Schedule::ByHand) => format!("{}, by hand", p.words()),
        Some(schedule) => format!("{} {schedule}", p.words()),
        None => p.words().into_owned(),
    };
    const SHOWN: usize = 3;
    let mut words: Vec<String> = all.iter().take(SHOWN).map(one).collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    capitalised(&words.join("; "))
}

/// The names of components in words.
pub fn names(ids: &[ComponentId], system: &System) -> String {
    let names: Vec<&str> =
        ids.iter().filter_map(|id| system.component(id)).map(|c| c.name.as_str()).collect();
    in_words(&names)
}

/// Everything about a protection that [`summary`] leaves out, a sentence each.
pub fn details(protection: &Protection) -> Vec<String> {
    let p = protection;
    let run = if p.kind == P::Logs { "base copy" } else { "run" };
    let took = |what: &str, takes: Option<Duration>| takes.map(|t| format!("A {what} takes {t}."));
    let good = |what: &str, share: Option<_>| share.map(|s| format!("{s} of {what} give a good copy."));
    let runs = p.kind.is_scheduled() || p.kind == P::Logs;
    [
        took(run, p.takes),
        took("full", p.full_takes.filter(|_| p.kind.is_chain())),
        p.travels.filter(|t| *t > Duration::ZERO).map(|t| format!("Its copy is in its place {t} later.")),
        p.lag.filter(|_| p.delay.is_some()).map(|lag| format!("It follows within {lag}.")),
        good("its runs", p.success),
        good("its fulls", p.full_success.filter(|_| p.kind.is_chain())),
        bad_runs(p.bad_runs).filter(|_| runs && p.schedule != Told::Known(Schedule::ByHand)),
        deleted_by(p.deleted_by),
        p.locked_for.map(|lock| format!("Nobody can delete a copy for {lock}.")),
        clock(p),
        p.tested.map(|day| format!("Last restored from on {}.", long_date(day))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn bad_runs(bad: BadRuns) -> Option<String> {
    Some(match bad {
        BadRuns::Silent => "Nobody would hear of a bad run.".to_owned(),
        BadRuns::Noticed => {
            "A bad run is noticed, and the next one starts from the last good one.".to_owned()
        }
        BadRuns::NoticedAfter(time) => format!("Runs that fail are noticed after {time}."),
    })
}

fn deleted_by(who: DeletedBy) -> Option<String> {
    let who = match who {
        DeletedBy::AsAnswered => return None,
        DeletedBy::SameLogin => "The login that runs the live system can delete it.",
        DeletedBy::OwnLogin => "Only a login used for nothing else can delete it.",
        DeletedBy::Nobody => "Nobody can delete it before its lock ends.",
        DeletedBy::Unsure => "Who can delete it is not known.",
    };
    Some(who.to_owned())
}

/// What starts a scheduler's runs, in words.
pub const fn scheduler(policy: ClockPolicy) -> &'static str {
    match policy {
        ClockPolicy::Cronie => "cron",
        ClockPolicy::Systemd252 => "a systemd timer",
        ClockPolicy::Croner => "croner",
        ClockPolicy::Skip => "a scheduler that leaves out times no clock shows",
        ClockPolicy::Shift => "a scheduler that moves times no clock shows",
        ClockPolicy::Both => "a scheduler that runs twice in a repeated hour",
    }
}

fn clock(p: &Protection) -> Option<String> {
    match (p.scheduler.map(scheduler), p.zone.as_str()) {
        (None, "") => None,
        (Some(by), "") => Some(format!("Started by {by}.")),
        (None, zone) => Some(format!("Started by the clock of {zone}.")),
        (Some(by), zone) => Some(format!("Started by {by}, by the clock of {zone}.")),
    }
}

/// A limit, or why there is none: "4 h", "not known", "not said".
pub fn limit(limit: &Told<Duration>) -> String {
    match limit {
        Told::Known(limit) => limit.to_string(),
        Told::Unsure => "not known".to_owned(),
        Told::Open => "not said".to_owned(),
    }
}

/// How much changes, and when: "4 GB a day, always alike".
pub fn changes(changes: Changes) -> String {
    let when = match changes.when {
        ChangesWhen::Always => "at all hours alike".to_owned(),
        ChangesWhen::OfficeHours => "Monday to Friday from 08:00 to 18:00".to_owned(),
        ChangesWhen::DaySwing(share) => format!("most at 15:00: {share} more than on average"),
    };
    format!("{} a day, {when}", changes.a_day)
}

/// How much it holds, and by how much it grows; empty where neither is said.
pub fn size(c: &Component) -> String {
    let size = c.size.map(|size| size.to_string());
    let grows = c.grows.map(|grows| format!("grows by {grows} a month"));
    size.into_iter().chain(grows).collect::<Vec<_>>().join(", ")
}

/// What changes in it, in bytes and in records; empty where nothing is said.
pub fn changing(c: &Component) -> String {
    let records = c.records_per_hour.map(|n| format!("{}{NBSP}{} an hour", grouped(n.into()), c.holds));
    c.changes.map(changes).into_iter().chain(records).collect::<Vec<_>>().join("; ")
}

/// What bringing it back takes; empty where nothing is said.
pub fn restoring(of: &Restoring) -> String {
    let parts = [
        of.provision.map(|t| format!("{t} until there is something to restore to")),
        of.write.map(|rate| format!("written back at up to {rate}")),
        of.replay.map(|rate| format!("logs replayed at {rate}")),
        of.verify.map(|t| format!("{t} until it is known to work")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What an hour is worth; empty where nothing is said.
pub fn worth(of: &Worth, currency: &str) -> String {
    let parts = [
        of.lost_hour.map(|m| format!("an hour of lost work costs {}", m.with_currency(currency))),
        of.down_hour.map(|m| format!("an hour without it costs {}", m.with_currency(currency))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
