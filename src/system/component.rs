use super::{Protection, ProtectionKind, Told};
use crate::answers::{ComponentKind, Evidence};
use crate::schedule::Schedule;
use crate::units::{Bytes, Duration, Money, Percent, Rate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The name of a component in addresses and files: the id of its kind, with a number behind it from the second on. Shared,
/// because every result about a component names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ComponentId(Arc<str>);

impl ComponentId {
    /// Of that name.
    pub fn new(id: &str) -> ComponentId {
        ComponentId(id.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ComponentId {
    fn from(id: String) -> ComponentId {
        ComponentId(id.into())
    }
}

impl From<ComponentId> for String {
    fn from(id: ComponentId) -> String {
        id.as_str().to_owned()
    }
}

impl From<ComponentKind> for ComponentId {
    /// The first of its kind.
    fn from(kind: ComponentKind) -> ComponentId {
        ComponentId::new(kind.id())
    }
}

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of the system, as it is described: an entry of the document's section "components".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its own in the document.
    pub id: ComponentId,
    /// What it is.
    pub kind: ComponentKind,
    /// What it is called at the head of a column, up to 60 characters: "Orders database".
    pub name: String,
    /// What is lost with it, up to 40 characters: "orders". Never empty.
    pub holds: String,
    /// The most recent work that may be lost.
    #[serde(rename = "loss_limit_s", default, skip_serializing_if = "Told::is_open")]
    pub limit: Told<Duration>,
    /// How long it may be unavailable.
    #[serde(rename = "downtime_limit_s", default, skip_serializing_if = "Told::is_open")]
    pub downtime_limit: Told<Duration>,
    /// How much data it holds.
    #[serde(rename = "size_bytes", default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Bytes>,
    /// By how much it grows in a month of 730 h.
    #[serde(rename = "grows_bytes_a_month", default, skip_serializing_if = "Option::is_none")]
    pub grows: Option<Bytes>,
    /// How much of it changes, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// How many records or files change in an hour: "50 orders an hour".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records_per_hour: Option<u32>,
    /// How many of it run side by side, each of which can do the work of all, 1 to 10,000; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_by_side: Option<u32>,
    /// What has to be back before it can work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<ComponentId>,
    /// Whose data its own data speaks of: both have to come from fitting moments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refers_to: Vec<ComponentId>,
    /// What bringing it back takes.
    #[serde(default, skip_serializing_if = "Restoring::is_empty")]
    pub restoring: Restoring,
    /// What an hour of it is worth.
    #[serde(default, skip_serializing_if = "Worth::is_empty")]
    pub worth: Worth,
    /// What protects it.
    #[serde(default, skip_serializing_if = "Told::is_open")]
    pub protections: Told<Vec<Protection>>,
    /// The weakest of what is known about the component itself: limits, size, changes.
    #[serde(default)]
    pub known: Evidence,
    /// Which answers speak of its copies.
    #[serde(skip)]
    pub told_by: ToldBy,
    /// Why nothing can be said when the protections are not known.
    #[serde(skip, default = "not_described")]
    pub unknown_because: &'static str,
}

/// Which answers speak of a component's copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ToldBy {
    /// The description of the system.
    #[default]
    Description,
    /// In the quick check, those about the most important data.
    Focus,
    /// The one about keys and passwords.
    Keys,
    /// None: the quick check does not ask.
    Nobody,
}

/// How much data changes, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// On an average day of the week.
    #[serde(rename = "bytes_a_day")]
    pub a_day: Bytes,
    /// When in the week.
    #[serde(default)]
    pub when: ChangesWhen,
}

/// When in the week data changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangesWhen {
    /// Always alike.
    #[default]
    Always,
    /// Monday to Friday from 08:00 to 18:00, and nothing outside.
    OfficeHours,
    /// Every day alike, as a sine wave around its mean: most at 15:00, by this share more than the mean.
    DaySwing(Percent),
}

/// What bringing a component back takes. What is not given is not counted, and said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Restoring {
    /// Until there is something to restore to.
    #[serde(rename = "provision_s", skip_serializing_if = "Option::is_none")]
    pub provision: Option<Duration>,
    /// How fast it is written, at most.
    #[serde(rename = "write_bytes_a_second", skip_serializing_if = "Option::is_none")]
    pub write: Option<Rate>,
    /// How fast logs are replayed.
    #[serde(rename = "replay_bytes_a_second", skip_serializing_if = "Option::is_none")]
    pub replay: Option<Rate>,
    /// Until it is known to work.
    #[serde(rename = "verify_s", skip_serializing_if = "Option::is_none")]
    pub verify: Option<Duration>,
}

/// What an hour of a component is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Worth {
    /// What an hour of lost work costs.
    #[serde(rename = "lost_hour_hundredths", skip_serializing_if = "Option::is_none")]
    pub lost_hour: Option<Money>,
    /// What an hour without it costs.
    #[serde(rename = "down_hour_hundredths", skip_serializing_if = "Option::is_none")]
    pub down_hour: Option<Money>,
}

fn not_described() -> &'static str {
    "What protects it was not described."
}

impl Restoring {
    fn is_empty(&self) -> bool {
        *self == Restoring::default()
    }
}

impl Worth {
    fn is_empty(&self) -> bool {
        *self == Worth::default()
    }
}

impl Component {
    /// One of which no more is known than its kind.
    pub fn new(id: ComponentId, kind: ComponentKind) -> Component {
        Component {
            id,
            kind,
            name: kind.name().to_owned(),
            holds: kind.in_sentence().trim_start_matches("the ").to_owned(),
            limit: Told::Open,
            downtime_limit: Told::Open,
            size: None,
            grows: None,
            changes: None,
            records_per_hour: None,
            side_by_side: None,
            needs: Vec::new(),
            refers_to: Vec::new(),
            restoring: Restoring::default(),
            worth: Worth::default(),
            protections: Told::Open,
            known: Evidence::Told,
            told_by: ToldBy::Description,
            unknown_because: not_described(),
        }
    }

    /// Whether its copies have no date: keys and passwords change by hand, so a kept copy has no window.
    pub fn is_undated(&self) -> bool {
        let Some(copies) = self.protections.known().filter(|all| !all.is_empty()) else { return false };
        match self.told_by {
            ToldBy::Keys => true,
            ToldBy::Description => copies.iter().all(|copy| {
                copy.kind == ProtectionKind::KeyCopy
                    && copy.schedule.known().is_none_or(|schedule| *schedule == Schedule::ByHand)
            }),
            ToldBy::Focus | ToldBy::Nobody => false,
        }
    }

    /// How long copies are kept follows from the plans there are: see [`Protection::settle_keep`].
    pub fn settle_keep(&mut self) {
        if let Told::Known(all) = &mut self.protections {
            all.iter_mut().for_each(Protection::settle_keep);
        }
    }

    /// The protection of that id.
    pub fn protection(&self, id: &str) -> Option<&Protection> {
        self.protections.known()?.iter().find(|p| p.id == id)
    }
}
