use super::Told;
use crate::answers::{Answer, Answers, ComponentKind, Evidence};
use crate::catalogue::ids;
use crate::units::Duration;

/// What holds for the whole application.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What it is made of.
    pub parts: Vec<ComponentKind>,
    /// Whether one login can delete the live data and every copy.
    pub delete_all: Told<DeleteAll>,
    /// Where keys, certificates and passwords would be found again.
    pub keys: Told<KeysCopy>,
    /// Whether servers are rebuilt from code kept elsewhere.
    pub rebuilt_from_code: Told<bool>,
    /// Whether somebody else can act.
    pub deputy: Told<Deputy>,
    /// Options of the restart question that were seen to come back.
    pub returns: Told<Vec<String>>,
    /// Whether little is at stake: what is computed is then rated medium at most.
    pub little_at_stake: bool,
    /// How well each answer is known, by question.
    pub(super) evidence: Vec<(&'static str, Evidence)>,
}

/// Whether one stolen login can delete the live data and every copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteAll {
    /// It can.
    Yes,
    /// One copy is locked.
    NoLocked,
    /// One copy has a login of its own.
    NoSeparate,
    /// One copy is offline.
    NoOffline,
}

/// Where keys, certificates and passwords would be found again: the options of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the options of the question")]
pub enum KeysCopy {
    SafeOutside,
    OtherProvider,
    InBackupReadable,
    InLockedBackup,
    OnServers,
    OneHead,
}

/// Whether a second person can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the options of the question")]
pub enum Deputy {
    HasDoneIt,
    Untried,
    Nobody,
}

impl Facts {
    /// From the answers that speak of the whole application.
    pub(super) fn of(answers: &Answers) -> Facts {
        Facts {
            parts: answers.parts(),
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
            little_at_stake: matches!(answers.one(ids::WORST_CONSEQUENCE), Some("inside" | "little")),
            evidence: crate::catalogue::QUICK
                .iter()
                .chain(&crate::catalogue::FOLLOW_UPS)
                .filter_map(|q| Some((q.id, answers.evidence(q.id)?)))
                .collect(),
        }
    }

    /// The weakest evidence among these answers; `None` when none of them is given.
    pub fn weakest(&self, questions: &[&str]) -> Option<Evidence> {
        self.evidence.iter().filter(|(id, _)| questions.contains(id)).map(|(_, known)| *known).min()
    }
}

pub(super) fn told<T>(answers: &Answers, id: &str, read: impl FnOnce(&Answer) -> Option<T>) -> Told<T> {
    match answers.given(id).map(|g| &g.answer) {
        None => Told::Open,
        Some(Answer::Unsure) => Told::Unsure,
        Some(answer) => read(answer).map_or(Told::Open, Told::Known),
    }
}

pub(super) fn option<T>(answers: &Answers, id: &str, read: impl FnOnce(&str) -> Option<T>) -> Told<T> {
    told(answers, id, |answer| match answer {
        Answer::One(option) => read(option),
        _ => None,
    })
}

pub(super) fn options(answers: &Answers, id: &str) -> Told<Vec<String>> {
    told(answers, id, |answer| match answer {
        Answer::Many(chosen) => Some(chosen.iter().cloned().collect()),
        _ => None,
    })
}

pub(super) fn length(answers: &Answers, id: &str) -> Told<Duration> {
    told(answers, id, |answer| match answer {
        Answer::Duration(d) => Some(*d),
        _ => None,
    })
}
