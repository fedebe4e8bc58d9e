//! What the rest of the document says of images already: it is not asked again.

use crate::answers::{Answers, ComponentKind};
use crate::catalogue::ids;
use crate::schedule::Schedule;
use crate::system::{Component, Keep, Protection, ProtectionKind, System, Told};
use crate::units::{Duration, Money};

/// How often an image is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// At set times: every so often on average.
    Every(Duration),
    /// After each change.
    AfterChanges,
    /// Now and then, by hand.
    ByHand,
    /// Never.
    Never,
}

/// What is known beside what the owner says of images.
#[derive(Debug, Clone, Default)]
pub struct Situation {
    /// How often an image is made; `None` where nobody said.
    pub cadence: Option<Cadence>,
    /// Images kept of each server, as far as the description says so.
    pub kept: Option<u32>,
    /// The time that images reach back, where they are kept for a time.
    pub kept_for: Option<Duration>,
    /// Whether servers are built by configuration management kept elsewhere.
    pub configured: Option<bool>,
    /// Whether traffic and system are steady; `None` where nobody said.
    pub steady: Option<bool>,
    /// Components whose only copy is an image.
    pub images_alone: Vec<String>,
    /// Extra disks, which images usually leave out.
    pub volumes: Vec<String>,
    /// Databases: an image of one that runs is caught in mid-write.
    pub databases: Vec<String>,
    /// Components of which images are made.
    pub imaged: Vec<String>,
    /// What keeping 1 TB for a month costs.
    pub price: Option<Money>,
    /// What money is counted in.
    pub currency: String,
}

impl Situation {
    /// Of a document and its system.
    pub fn of(answers: &Answers, system: &System) -> Situation {
        let mut found = Situation {
            price: system.setup.tb_month,
            currency: system.setup.currency.clone(),
            steady: answers.one(ids::CURRENT_STAGE).map(|stage| stage == "steady"),
            ..Situation::default()
        };
        let mut managed = false;
        for component in &system.components {
            let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
            managed |= all.iter().any(|p| p.kind == ProtectionKind::ConfigManagement);
            found.look_at(component, all);
        }
        let rebuilt = system.facts.rebuilt_from_code.known().copied();
        found.configured = if managed { Some(true) } else { rebuilt };
        if found.cadence.is_none() {
            found.cadence = answers.one(ids::IMAGE_CADENCE).and_then(answered);
        }
        found
    }

    fn look_at(&mut self, component: &Component, all: &[Protection]) {
        match component.kind {
            ComponentKind::AttachedVolume => self.volumes.push(component.name.clone()),
            ComponentKind::Database => self.databases.push(component.name.clone()),
            _ => {}
        }
        let Some(image) = all.iter().find(|p| p.kind == ProtectionKind::Image) else { return };
        self.imaged.push(component.name.clone());
        if component.kind.holds_data() && all.iter().all(|p| p.kind == ProtectionKind::Image) {
            self.images_alone.push(component.name.clone());
        }
        // The one made most often is the one to save on.
        let cadence = image.schedule.known().map(cadence);
        let often = |cadence: Option<Cadence>| match cadence {
            Some(Cadence::Every(every)) => every,
            _ => Duration::days(3_650),
        };
        if cadence.is_some() && (self.cadence.is_none() || often(cadence) < often(self.cadence)) {
            self.cadence = cadence;
            self.kept_for = image.keep_for();
            self.kept = match (image.keep.known(), cadence) {
                (Some(Keep::Count(count)), _) => Some(*count),
                (Some(Keep::Age(age)), Some(Cadence::Every(every))) if every > Duration::ZERO => {
                    u32::try_from(age.seconds() / every.seconds()).ok().map(|n| n.max(1))
                }
                _ => None,
            };
        }
    }
}

fn cadence(schedule: &Schedule) -> Cadence {
    match schedule {
        Schedule::ByHand => Cadence::ByHand,
        schedule => match average(schedule) {
            Some(every) => Cadence::Every(every),
            None => Cadence::ByHand,
        },
    }
}

/// The time between two runs on average.
fn average(schedule: &Schedule) -> Option<Duration> {
    let slots = schedule.slots();
    let a_day: f64 = slots.iter().map(|slot| 86_400.0 / slot.period as f64).sum();
    (a_day > 0.0).then(|| Duration::clamped((86_400.0 / a_day).round() as i64))
}

fn answered(option: &str) -> Option<Cadence> {
    Some(match option {
        "daily" => Cadence::Every(Duration::days(1)),
        "weekly" => Cadence::Every(Duration::days(7)),
        "monthly" => Cadence::Every(Duration::hours(730)),
        "after-changes" => Cadence::AfterChanges,
        "by-hand" => Cadence::ByHand,
        "never" => Cadence::Never,
        _ => return None,
    })
}

/// Whether something was told at all.
pub(super) fn known<T: Copy>(told: &Told<T>) -> Option<T> {
    told.known().copied()
}
