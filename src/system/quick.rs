//! The system that the quick check describes.

use super::facts::{Facts, KeysCopy, length, option, options, told};
use super::{
    Component, ComponentId, Keep, LastGood, Location, Protection, ProtectionKind as P, Told, ToldBy,
};
use crate::answers::{Answer, Answers, ComponentKind};
use crate::catalogue::ids;
use crate::schedule::Schedule;
use crate::units::{Arrange, Duration, Gather, TimeOfDay, capitalised};
use std::collections::BTreeSet;

/// Every part ticked, with copies told of the most important data.
pub(super) fn components(answers: &Answers, facts: &Facts) -> Vec<Component> {
    let focus = answers.focus_part();
    // What matters most stands first, parts without data of their own last.
    let mut order = facts.parts.clone();
    order.arrange_by_key(|kind| (focus != Some(*kind), !kind.holds_data()));
    order
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
                    id: ComponentId::from(*kind),
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
                    downtime_limit: if is_focus { length(answers, ids::ACCEPTABLE_DOWNTIME) } else { Told::Open },
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
                    ..Component::new(ComponentId::from(*kind), *kind)
                }
            })
            .collect()
}

/// The copies of the most important data. Schedule, age and length of keeping were asked once, of the copy that runs
/// most often: they belong to the first scheduled kind that fits; of the others only the place is known.
fn protections(answers: &Answers) -> Told<Vec<Protection>> {
    let locations = options(answers, ids::COPY_LOCATIONS)
        .map(|chosen| chosen.iter().filter_map(|id| Location::from_id(id)).gather::<BTreeSet<_>>());
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
                    schedule: match kind {
                        _ if is_main => schedule.clone(),
                        P::Image => image_schedule(answers),
                        _ => Told::Open,
                    },
                    takes: is_main.then(|| answers.duration(ids::RUN_TO_SAFE)).flatten(),
                    keep: is_main.then(|| answers.duration(ids::KEEP_FOR)).flatten().map(Keep::Age).into(),
                    lag: lag.filter(|_| lagging.contains(&kind)),
                    delay: lag.filter(|_| lagging.contains(&kind) && kind == P::ReplicaDelayed),
                    last_good: if is_main { last_good.clone() } else { Told::Open },
                    locations: locations.clone(),
                    ..Protection::new(kind.id(), kind)
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
            schedule: Told::Known(Schedule::ByHand),
            locations,
            ..Protection::new(P::KeyCopy.id(), P::KeyCopy)
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
