//! Changes that are tried, from the smallest step to the largest.

use crate::answers::ComponentKind;
use crate::assess::keeping::{LADDER, every};
use crate::schedule::Schedule;
use crate::system::{Component, DeletedBy, Keep, Location, Protection, ProtectionKind, Told};
use crate::units::{Duration, TimeOfDay};

/// One change of a component's protections.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// Run a protection this often.
    Every(String, Duration),
    /// Keep its copies for this long.
    KeepFor(String, Duration),
    /// Keep this many newer copies before one is deleted.
    KeepCount(String, u32),
    /// Let logs or a replica run at most this far behind.
    Lag(String, Duration),
    /// Keep its copies in this place too.
    Place(String, Location),
    /// Give it a login that is used for nothing else.
    OwnLogin(String),
    /// Lock each copy for this long.
    Lock(String, Duration),
    /// Ship the logs, at most 5 min behind, with a base every day.
    ShipLogs,
    /// Make a copy every day, kept for 61 days with another provider.
    NewCopy,
}

/// How far behind logs and replicas are let run.
const LAGS: [Duration; 3] = [Duration::minutes(15), Duration::minutes(5), Duration::minutes(1)];
const KEPT_DAYS: [i64; 8] = [14, 30, 35, 60, 61, 90, 180, 365];
const LOCKED_DAYS: [i64; 8] = [7, 14, 15, 30, 35, 60, 61, 90];

/// Every kind of change to a component, each as its steps from the smallest to the largest.
pub(super) fn families(component: &Component) -> Vec<Vec<Change>> {
    let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<Vec<Change>> = all.iter().flat_map(of_one).collect();
    if component.kind == ComponentKind::Database && !all.iter().any(|p| p.kind == ProtectionKind::Logs) {
        found.push(vec![Change::ShipLogs]);
    }
    if !all.iter().any(|p| p.kind.is_scheduled() && p.schedule.known().is_some()) {
        found.push(vec![Change::NewCopy]);
    }
    found.retain(|steps| !steps.is_empty());
    found
}

fn of_one(protection: &Protection) -> Vec<Vec<Change>> {
    let id = || protection.id.clone();
    let keeps = protection.kind.is_scheduled() || protection.kind == ProtectionKind::Logs;
    if protection.kind == ProtectionKind::KeyCopy {
        return Vec::new();
    }
    let mut found = Vec::new();
    if protection.kind.is_scheduled() {
        let present = protection.schedule.known().and_then(Schedule::longest_gap);
        let fits = |step: &Duration| {
            present.is_none_or(|present| *step < present)
                // A run has to be over before the next one is due.
                && protection.takes.is_none_or(|takes| takes <= *step)
                && *step <= Duration::days(1)
        };
        found.push(LADDER.into_iter().rev().filter(fits).map(|step| Change::Every(id(), step)).collect());
    }
    if let Some(lag) = protection.lag {
        found.push(LAGS.into_iter().filter(|l| *l < lag).map(|l| Change::Lag(id(), l)).collect());
    }
    if !keeps {
        return found;
    }
    // A planned policy is changed on its own page, where all that follows from it is seen.
    let kept = protection.keep.known().filter(|_| protection.plan.is_none());
    let days = || KEPT_DAYS.into_iter().map(Duration::days);
    match kept {
        Some(Keep::Age(age)) => {
            found.push(days().filter(|d| d > age).map(|d| Change::KeepFor(id(), d)).collect())
        }
        Some(Keep::Count(count)) => {
            let gap =
                protection.schedule.known().and_then(Schedule::shortest_gap).filter(|g| *g > Duration::ZERO);
            let enough = |d: Duration| {
                let runs = d.seconds() / gap?.seconds() + 1;
                u32::try_from(runs).ok().filter(|runs| runs > count)
            };
            found.push(days().filter_map(enough).map(|n| Change::KeepCount(id(), n)).collect());
        }
        Some(Keep::Forever) | None => {}
    }
    if let Told::Known(at) = &protection.locations {
        let far = [Location::OtherRegion, Location::OtherAccount, Location::OtherProvider];
        found.extend(far.into_iter().filter(|l| !at.contains(l)).map(|l| vec![Change::Place(id(), l)]));
    }
    if !matches!(protection.deleted_by, DeletedBy::OwnLogin | DeletedBy::Nobody) {
        found.push(vec![Change::OwnLogin(id())]);
    }
    if protection.deleted_by != DeletedBy::Nobody || protection.locked_for.is_some() {
        let longer = |d: &Duration| protection.locked_for.is_none_or(|locked| *d > locked);
        let locks = LOCKED_DAYS.into_iter().map(Duration::days).filter(longer);
        found.push(locks.map(|d| Change::Lock(id(), d)).collect());
    }
    found
}

impl Change {
    /// The component with it.
    pub(super) fn apply(&self, component: &Component) -> Component {
        let mut changed = component.clone();
        let mut all = match std::mem::take(&mut changed.protections) {
            Told::Known(all) => all,
            Told::Unsure | Told::Open => Vec::new(),
        };
        match self {
            Change::ShipLogs => all.push(logs(&all)),
            Change::NewCopy => all.push(copy(component.kind)),
            _ => {
                if let Some(protection) = all.iter_mut().find(|p| self.protection() == Some(&p.id)) {
                    self.change(protection);
                }
            }
        }
        changed.protections = Told::Known(all);
        changed
    }

    fn change(&self, protection: &mut Protection) {
        match self {
            Change::Every(_, interval) => {
                protection.schedule = Told::Known(every(*interval, protection.schedule.known()));
            }
            Change::KeepFor(_, age) => protection.keep = Told::Known(Keep::Age(*age)),
            Change::KeepCount(_, count) => protection.keep = Told::Known(Keep::Count(*count)),
            Change::Lag(_, lag) => protection.lag = Some(*lag),
            Change::Place(_, place) => {
                if let Told::Known(at) = &mut protection.locations {
                    at.insert(*place);
                }
            }
            Change::OwnLogin(_) => protection.deleted_by = DeletedBy::OwnLogin,
            Change::Lock(_, length) => {
                protection.deleted_by = DeletedBy::Nobody;
                protection.locked_for = Some(*length);
                // What cannot be deleted is kept.
                if let Some(age) = protection.keep_for().filter(|_| protection.plan.is_none()) {
                    protection.keep = Told::Known(Keep::Age(age.max(*length)));
                }
            }
            Change::ShipLogs | Change::NewCopy => {}
        }
    }

    /// Which protection it changes; `None` for a new one.
    fn protection(&self) -> Option<&String> {
        match self {
            Change::Every(id, _)
            | Change::KeepFor(id, _)
            | Change::KeepCount(id, _)
            | Change::Lag(id, _)
            | Change::Place(id, _)
            | Change::OwnLogin(id)
            | Change::Lock(id, _) => Some(id),
            Change::ShipLogs | Change::NewCopy => None,
        }
    }

    /// Its name in a recommendation's: "more-often-db-dump-6h".
    pub(super) fn slug(&self) -> String {
        match self {
            Change::Every(id, interval) => format!("more-often-{id}-{}", short(*interval)),
            Change::KeepFor(id, age) => format!("keep-longer-{id}-{}", short(*age)),
            Change::KeepCount(id, count) => format!("keep-more-{id}-{count}"),
            Change::Lag(id, lag) => format!("less-behind-{id}-{}", short(*lag)),
            Change::Place(id, place) => format!("second-place-{id}-{}", place.id()),
            Change::OwnLogin(id) => format!("own-login-{id}"),
            Change::Lock(id, length) => format!("lock-{id}-{}", short(*length)),
            Change::ShipLogs => "ship-logs".to_owned(),
            Change::NewCopy => "daily-copy".to_owned(),
        }
    }

    /// What to do, as it stands inside a sentence: "run the nightly dump every 3 h".
    pub(super) fn says(&self, component: &Component) -> String {
        let words = self
            .protection()
            .and_then(|id| component.protection(id))
            .map_or("copy".into(), Protection::words);
        match self {
            Change::Every(_, interval) => format!("run the {words} {}", how_often(*interval)),
            Change::KeepFor(_, age) => format!("keep each copy of the {words} for {age}"),
            Change::KeepCount(_, count) => format!("keep {count} copies of the {words}"),
            Change::Lag(_, lag) => format!("let the {words} run at most {lag} behind"),
            Change::Place(_, place) => format!("keep a second copy of the {words} {}", place.words()),
            Change::OwnLogin(_) => format!("give the {words} a login that is used for nothing else"),
            Change::Lock(_, length) => format!("lock each copy of the {words} for {length}"),
            Change::ShipLogs => {
                format!("ship the logs of the {}, at most {} behind", component.holds, Duration::minutes(5))
            }
            Change::NewCopy => format!(
                "make a {} every day, and keep each for {} with another provider",
                copy(component.kind).kind.words(),
                Duration::days(61)
            ),
        }
    }

    /// How much work it is, for the order: settings before places before new machinery.
    pub(super) const fn effort(&self) -> u32 {
        match self {
            Change::Every(..) | Change::KeepFor(..) | Change::KeepCount(..) | Change::Lag(..) => 1,
            Change::OwnLogin(_) | Change::Lock(..) | Change::Place(..) => 2,
            Change::ShipLogs | Change::NewCopy => 3,
        }
    }
}

/// "every day", "every hour", "every 15 min".
pub(super) fn how_often(interval: Duration) -> String {
    match interval {
        day if day == Duration::days(1) => "every day".to_owned(),
        hour if hour == Duration::hours(1) => "every hour".to_owned(),
        other => format!("every {other}"),
    }
}

/// Logs beside these copies: where and as long as the copy that is kept longest.
fn logs(beside: &[Protection]) -> Protection {
    let model = beside.iter().filter(|p| p.kind.is_scheduled()).max_by_key(|p| p.keep_for());
    let at = model.and_then(|p| p.schedule.known()?.starts_at()).unwrap_or(TimeOfDay::MIDNIGHT);
    let near = Told::Known([Location::SameRegion].into());
    Protection {
        schedule: Told::Known(Schedule::Daily { at }),
        takes: model.and_then(|p| p.takes),
        travels: model.and_then(|p| p.travels),
        lag: Some(Duration::minutes(5)),
        keep: Told::Known(Keep::Age(model.and_then(Protection::keep_for).unwrap_or(Duration::days(14)))),
        locations: model.map_or(near, |p| p.locations.clone()),
        deleted_by: model.map(|p| p.deleted_by).unwrap_or_default(),
        ..Protection::new(ProtectionKind::Logs.id(), ProtectionKind::Logs)
    }
}

/// A first copy.
fn copy(kind: ComponentKind) -> Protection {
    let kind = match kind {
        ComponentKind::Database => ProtectionKind::DbDump,
        _ => ProtectionKind::FileFull,
    };
    Protection {
        schedule: Told::Known(Schedule::Daily { at: TimeOfDay::MIDNIGHT }),
        keep: Told::Known(Keep::Age(Duration::days(61))),
        locations: Told::Known([Location::OtherProvider].into()),
        ..Protection::new(kind.id(), kind)
    }
}

/// A length of time in a name: "6h", "30min", "61d".
fn short(length: Duration) -> String {
    match length.seconds() {
        s if s % 86_400 == 0 && s > 86_400 => format!("{}d", s / 86_400),
        s if s % 3_600 == 0 => format!("{}h", s / 3_600),
        s => format!("{}min", s / 60),
    }
}
