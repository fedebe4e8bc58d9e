use super::protection::{LastGood, Location, Protection, ProtectionKind as P};
use crate::answers::{Answer, Answers, ComponentKind, Evidence};
use crate::catalogue::ids;
use crate::schedule::Schedule;
use crate::units::{Duration, TimeOfDay, capitalised};
use std::collections::BTreeSet;

/// The described system in types: what the rules read instead of option names.
#[derive(Debug, Clone)]
pub(super) struct System {
    pub(super) components: Vec<Component>,
    pub(super) facts: Facts,
}

/// What is known of a matter that was asked, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told<T> {
    Known(T),
    /// "I do not know".
    Unsure,
    /// Passed over, not asked, or asked about other data only.
    Open,
}

impl<T> Told<T> {
    pub(super) fn known(&self) -> Option<&T> {
        match self {
            Told::Known(value) => Some(value),
            Told::Unsure | Told::Open => None,
        }
    }

    fn map<U>(self, f: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Told::Known(value) => Told::Known(f(value)),
            Told::Unsure => Told::Unsure,
            Told::Open => Told::Open,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) kind: ComponentKind,
    /// "Orders database" at the head of a column.
    pub(super) name: String,
    /// "orders": what is lost.
    pub(super) holds: String,
    pub(super) limit: Told<Duration>,
    pub(super) protections: Told<Vec<Protection>>,
    pub(super) told_by: ToldBy,
    /// Why nothing can be said when the protections are not known.
    pub(super) unknown_because: &'static str,
}

/// Which answers speak of a component's copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToldBy {
    /// Those about the most important data.
    Focus,
    /// The one about keys and passwords.
    Keys,
    /// None: the quick check does not ask.
    Nobody,
}

impl Component {
    /// Whether its copies have no date: keys and passwords change by hand, so a kept copy has no window.
    pub(super) fn is_undated(&self) -> bool {
        self.told_by == ToldBy::Keys && self.protections.known().is_some_and(|all| !all.is_empty())
    }
}

/// What holds for the whole application.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) parts: Vec<ComponentKind>,
    pub(super) delete_all: Told<DeleteAll>,
    pub(super) keys: Told<KeysCopy>,
    /// Whether servers are rebuilt from code kept elsewhere.
    pub(super) rebuilt_from_code: Told<bool>,
    pub(super) deputy: Told<Deputy>,
    /// Options of the restart question that were seen to come back.
    pub(super) returns: Told<Vec<String>>,
    /// How well each answer is known, by question.
    evidence: Vec<(&'static str, Evidence)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeleteAll {
    Yes,
    NoLocked,
    NoSeparate,
    NoOffline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeysCopy {
    SafeOutside,
    OtherProvider,
    InBackupReadable,
    InLockedBackup,
    OnServers,
    OneHead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deputy {
    HasDoneIt,
    Untried,
    Nobody,
}

impl Facts {
    /// The weakest evidence among these answers; `None` when none of them is given.
    pub(super) fn weakest(&self, questions: &[&str]) -> Option<Evidence> {
        self.evidence.iter().filter(|(id, _)| questions.contains(id)).map(|(_, known)| *known).min()
    }
}

fn told<T>(answers: &Answers, id: &str, read: impl FnOnce(&Answer) -> Option<T>) -> Told<T> {
    match answers.given(id).map(|g| &g.answer) {
        None => Told::Open,
        Some(Answer::Unsure) => Told::Unsure,
        Some(answer) => read(answer).map_or(Told::Open, Told::Known),
    }
}

fn option<T>(answers: &Answers, id: &str, read: impl FnOnce(&str) -> Option<T>) -> Told<T> {
    told(answers, id, |answer| match answer {
        Answer::One(option) => read(option),
        _ => None,
    })
}

fn options(answers: &Answers, id: &str) -> Told<Vec<String>> {
    told(answers, id, |answer| match answer {
        Answer::Many(chosen) => Some(chosen.iter().cloned().collect()),
        _ => None,
    })
}

fn length(answers: &Answers, id: &str) -> Told<Duration> {
    told(answers, id, |answer| match answer {
        Answer::Duration(d) => Some(*d),
        _ => None,
    })
}

impl System {
    /// The component of that kind.
    pub(super) fn component(&self, kind: ComponentKind) -> Option<&Component> {
        self.components.iter().find(|c| c.kind == kind)
    }

    /// The system that the quick check describes: every part ticked, with copies told of the most important data.
    pub(super) fn from_quick(answers: &Answers) -> System {
        let parts = answers.parts();
        let focus = answers.focus_part();
        let facts = Facts {
            parts: parts.clone(),
            delete_all: option(answers, ids::DELETE_ALL, |o| {
                Some(match o {
                    "yes" => DeleteAll::Yes,
                    "no-locked" => DeleteAll::NoLocked,
                    "no-separate" => DeleteAll::NoSeparate,
                    "no-offline" => DeleteAll::NoOffline,
                    _ => return None,
                })
            }),
            keys: option(answers, ids::KEYS_COPY, |o| {
                Some(match o {
                    "safe-outside" => KeysCopy::SafeOutside,
                    "other-provider" => KeysCopy::OtherProvider,
                    "in-backup-readable" => KeysCopy::InBackupReadable,
                    "in-locked-backup" => KeysCopy::InLockedBackup,
                    "on-servers" => KeysCopy::OnServers,
                    "one-head" => KeysCopy::OneHead,
                    _ => return None,
                })
            }),
            rebuilt_from_code: option(answers, ids::REBUILD_SOURCE, |o| Some(o == "code")),
            deputy: option(answers, ids::SECOND_PERSON, |o| {
                Some(match o {
                    "yes-done" => Deputy::HasDoneIt,
                    "yes-untried" => Deputy::Untried,
                    "no" => Deputy::Nobody,
                    _ => return None,
                })
            }),
            returns: options(answers, ids::RETURNS_AFTER_REBOOT),
            evidence: crate::catalogue::QUICK
                .iter()
                .chain(&crate::catalogue::FOLLOW_UPS)
                .filter_map(|q| Some((q.id, answers.evidence(q.id)?)))
                .collect(),
        };
        // What matters most stands first, parts without data of their own last.
        let mut order = parts.clone();
        order.sort_by_key(|kind| (focus != Some(*kind), !kind.holds_data()));
        let components = order
            .iter()
            .map(|kind| {
                let is_focus = focus == Some(*kind);
                let holds = answers.focus.holds.as_str();
                let (told_by, protections) = match kind {
                    ComponentKind::Secrets => copies_of_keys(answers, &facts.keys, is_focus),
                    _ if is_focus => (ToldBy::Focus, protections(answers)),
                    _ => (ToldBy::Nobody, Told::Open),
                };
                Component {
                    kind: *kind,
                    name: match holds {
                        _ if !is_focus || holds.is_empty() => kind.name().to_owned(),
                        holds if *kind == ComponentKind::Database => capitalised(&format!("{holds} database")),
                        holds => format!("{} ({holds})", kind.name()),
                    },
                    holds: match holds {
                        holds if is_focus && !holds.is_empty() => holds.to_owned(),
                        _ => kind.in_sentence().trim_start_matches("the ").to_owned(),
                    },
                    limit: if is_focus { length(answers, ids::ACCEPTABLE_LOSS) } else { Told::Open },
                    unknown_because: match (kind, &facts.keys) {
                        _ if told_by == ToldBy::Focus && answers.is_unsure(ids::PROTECTIONS) => {
                            "You do not know yet what protects it."
                        }
                        _ if told_by == ToldBy::Focus => "What protects it was not answered.",
                        (ComponentKind::Secrets, Told::Known(KeysCopy::OneHead)) => {
                            "One person knows them. Nobody can say whether they would be found again."
                        }
                        (ComponentKind::Secrets, Told::Open) => "Where a copy of them is was not answered.",
                        (ComponentKind::Secrets, _) => "You do not know yet where a copy of them is.",
                        _ => "What protects it was not asked: the quick check asks about your most important data only.",
                    },
                    told_by,
                    protections,
                }
            })
            .collect();
        System { components, facts }
    }
}

/// The copies of the most important data. Schedule, age and length of keeping were asked once, of the copy that runs
/// most often: they belong to the first scheduled kind that fits; of the others only the place is known.
fn protections(answers: &Answers) -> Told<Vec<Protection>> {
    let locations = options(answers, ids::COPY_LOCATIONS)
        .map(|chosen| chosen.iter().filter_map(|id| Location::from_id(id)).collect::<BTreeSet<_>>());
    let last_good = match answers.given(ids::LAST_GOOD) {
        Some(given) => match given.answer {
            Answer::Date(date) => Told::Known(LastGood::On { date, told: given.on.unwrap_or(date) }),
            Answer::Never => Told::Known(LastGood::NoneFound),
            Answer::Unsure => Told::Unsure,
            _ => Told::Open,
        },
        None => Told::Open,
    };
    let schedule = told(answers, ids::BACKUP_SCHEDULE, |answer| match answer {
        Answer::Schedule(schedule) => Some(*schedule),
        _ => None,
    });
    options(answers, ids::PROTECTIONS).map(|chosen| {
        let kinds: Vec<P> = P::ALL.into_iter().filter(|k| chosen.iter().any(|c| c == k.id())).collect();
        let lag = answers.duration(ids::CONTINUOUS_LAG);
        // One answer for all that runs behind: "at most" holds of logs and of the replica that follows. A standby in
        // step and a delay made on purpose are other matters, and it speaks of them only when they stand alone.
        let lagging = [&[P::Logs, P::ReplicaAsync][..], &[P::ReplicaDelayed], &[P::StandbySync]]
            .into_iter()
            .find(|of| kinds.iter().any(|k| of.contains(k)))
            .unwrap_or_default();
        // An image of the whole server is the least likely to be "the copy of the data" when there is another.
        let main = kinds
            .iter()
            .copied()
            .filter(|k| k.is_scheduled() && *k != P::Image)
            .max()
            .or_else(|| kinds.iter().copied().find(|k| *k == P::Image));
        kinds
            .into_iter()
            .map(|kind| {
                let is_main = main == Some(kind);
                Protection {
                    kind,
                    schedule: match kind {
                        _ if is_main => schedule.clone(),
                        P::Image => image_schedule(answers),
                        _ => Told::Open,
                    },
                    run_to_safe: is_main.then(|| answers.duration(ids::RUN_TO_SAFE)).flatten(),
                    keep_for: is_main.then(|| answers.duration(ids::KEEP_FOR)).flatten(),
                    lag: lag.filter(|_| lagging.contains(&kind)),
                    last_good: if is_main { last_good.clone() } else { Told::Open },
                    locations: locations.clone(),
                }
            })
            .collect()
    })
}

/// What "how often is a new server image made" says of its schedule; the hour of the day does not change the window.
fn image_schedule(answers: &Answers) -> Told<Schedule> {
    option(answers, ids::IMAGE_CADENCE, |o| {
        Some(match o {
            "daily" => Schedule::Daily { at: TimeOfDay::MIDNIGHT },
            "weekly" => Schedule::Every { interval: Duration::days(7), from: TimeOfDay::MIDNIGHT },
            "monthly" => Schedule::Every { interval: Duration::days(31), from: TimeOfDay::MIDNIGHT },
            "after-changes" | "by-hand" => Schedule::ByHand,
            _ => return None,
        })
    })
}

/// The copies of keys and passwords. Where they are the most important data themselves, the copies named for these
/// count; when there are none, the answer about the keys does.
fn copies_of_keys(
    answers: &Answers,
    keys: &Told<KeysCopy>,
    is_focus: bool,
) -> (ToldBy, Told<Vec<Protection>>) {
    let by_hand = key_copies(answers, keys);
    let has_any = |of: &Told<Vec<Protection>>| of.known().is_some_and(|all| !all.is_empty());
    let told = if is_focus { protections(answers) } else { Told::Open };
    if has_any(&told) || (told != Told::Open && !has_any(&by_hand)) {
        (ToldBy::Focus, told)
    } else {
        (ToldBy::Keys, by_hand)
    }
}

/// What the answer about keys says of the copies of keys and passwords. One person's memory is no copy, and whether it
/// can be reached is not known.
fn key_copies(answers: &Answers, keys: &Told<KeysCopy>) -> Told<Vec<Protection>> {
    let at = |locations: Told<BTreeSet<Location>>| {
        vec![Protection {
            kind: P::KeyCopy,
            schedule: Told::Known(Schedule::ByHand),
            run_to_safe: None,
            keep_for: None,
            lag: None,
            last_good: Told::Open,
            locations,
        }]
    };
    match keys {
        Told::Known(KeysCopy::SafeOutside) => Told::Known(at(Told::Known([Location::Offline].into()))),
        Told::Known(KeysCopy::OtherProvider) => {
            Told::Known(at(Told::Known([Location::OtherProvider].into())))
        }
        Told::Known(KeysCopy::InBackupReadable) => match protections(answers) {
            Told::Known(copies) => {
                Told::Known(at(copies.into_iter().next().map_or(Told::Open, |copy| copy.locations)))
            }
            Told::Unsure => Told::Unsure,
            Told::Open => Told::Open,
        },
        Told::Known(KeysCopy::InLockedBackup | KeysCopy::OnServers) => Told::Known(Vec::new()),
        Told::Known(KeysCopy::OneHead) | Told::Unsure => Told::Unsure,
        Told::Open => Told::Open,
    }
}
