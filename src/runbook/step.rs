use crate::catalogue::ScenarioId;
use crate::drill::Phase;
use crate::people::{People, Person, PersonId, Role};
use crate::system::ComponentId;
use crate::units::{Duration, iso_date_option};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is done, by whom, in which order, after something went wrong: an entry of the document's section "plans".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runbook {
    /// Its own in the document: `plan-1`.
    pub id: String,
    /// What it is called, up to 60 characters.
    pub name: String,
    /// After what.
    #[serde(with = "crate::drill::slug")]
    pub scenario: ScenarioId,
    /// What is brought back with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentId>,
    /// When it was last drafted.
    #[serde(default, with = "iso_date_option", skip_serializing_if = "Option::is_none")]
    pub drafted: Option<NaiveDate>,
    /// The steps, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Drafted steps that somebody took away, by their keys: they are not offered again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its own in the runbook: `s-1`.
    pub id: String,
    /// What it was drafted for, such as `database/fetch`; empty for a step of the user's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// What it is for.
    pub phase: Phase,
    /// Which component it is about; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// What is done, up to 160 characters: "Fetch the full copy of the orders database".
    pub does: String,
    /// More about it, up to 600 characters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Who does it, by role.
    pub role: Role,
    /// Who does it, where it is not whoever has the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Who does it instead, where it is not the deputy of the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<PersonId>,
    /// How long it is expected to take; none when nothing was given to work it out from.
    #[serde(rename = "takes_s", default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<Duration>,
    /// When it is expected to start, from the failure on, where it was worked out with all others: steps of several components go
    /// on side by side.
    #[serde(rename = "starts_s", default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Duration>,
    /// A command or a link, up to 500 characters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// How to know that it worked, up to 300 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub works_when: String,
    /// How to get back when it did not, up to 300 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub way_back: String,
    /// What of the system it was drafted from: as soon as that is no longer so, the step no longer matches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Whether somebody changed what was drafted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
}

/// Something that was so when a step was drafted, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "(String, String)", from = "(String, String)")]
pub struct Fact {
    /// What: "size".
    pub what: String,
    /// How it is: "120 GB".
    pub is: String,
}

impl From<(String, String)> for Fact {
    fn from((what, is): (String, String)) -> Fact {
        Fact { what, is }
    }
}

impl From<Fact> for (String, String) {
    fn from(fact: Fact) -> (String, String) {
        (fact.what, fact.is)
    }
}

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who<'a> {
    /// The one who does it; none when nobody is named.
    pub owner: Option<&'a Person>,
    /// The one who does it instead.
    pub deputy: Option<&'a Person>,
}

impl Step {
    /// One of the user's own.
    pub fn own(id: &str, does: &str) -> Step {
        Step {
            id: id.to_owned(),
            key: String::new(),
            phase: Phase::Other,
            component: None,
            does: does.to_owned(),
            detail: String::new(),
            role: Phase::Other.role(),
            owner: None,
            deputy: None,
            takes: None,
            starts: None,
            command: String::new(),
            works_when: String::new(),
            way_back: String::new(),
            facts: Vec::new(),
            edited: false,
        }
    }

    /// Who does it: whoever is named and still known, or else whoever has the role.
    pub fn who<'a>(&self, people: &'a People) -> Who<'a> {
        let named = |id: &Option<PersonId>| id.as_ref().and_then(|id| people.person(id));
        let owner = named(&self.owner).or_else(|| people.with(self.role).next());
        let is_other = |person: &&Person| owner.is_none_or(|owner| owner.id != person.id);
        let deputy = named(&self.deputy).filter(is_other);
        Who { owner, deputy: deputy.or_else(|| people.deputies(self.role).find(is_other)) }
    }
}

impl Runbook {
    /// The step of that id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// An id that no step has.
    pub fn fresh_step(&self) -> String {
        let number = |step: &Step| step.id.strip_prefix("s-")?.parse::<u32>().ok();
        let highest = self.steps.iter().filter_map(number).max().unwrap_or(0);
        format!("s-{}", highest.saturating_add(1))
    }

    /// Until the last step is done, where times were worked out; a step of unknown length counts as none. `None` when no step has
    /// a time.
    pub fn expected(&self) -> Option<Duration> {
        planned(&self.steps).iter().filter_map(|(_, finish)| *finish).max()
    }
}

/// When each step is expected to start and be done, from the failure on: as worked out, and a step without a start begins when
/// the one before it is done. A step of unknown length has no end, and what follows begins with it.
pub fn planned(steps: &[Step]) -> Vec<(Duration, Option<Duration>)> {
    crate::drill::planned(steps.iter().map(|step| (step.starts, step.takes)))
}
