use crate::system::ComponentId;
use crate::units::{Bytes, iso_date_option};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that happened during a drill, or was written down after it. Never changed: what was wrong is taken back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When, by the clock of the device: seconds since 1 January 1970, 00:00 UTC.
    pub at: i64,
    /// Its own on every device: the device's id and a number.
    pub id: String,
    /// On which device it was written down.
    pub device: String,
    /// Who did it: the id of a person, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum What {
    /// A safety condition was looked at and holds.
    Checked {
        /// Its id.
        condition: String,
    },
    /// The drill began: from here on the time counts.
    Begun,
    /// Somebody started a step.
    Started {
        /// Its id.
        step: String,
    },
    /// A step is done and it worked.
    Done {
        /// Its id.
        step: String,
    },
    /// A step was left out.
    Skipped {
        /// Its id.
        step: String,
        /// Why, up to 500 characters.
        reason: String,
    },
    /// Something nobody expected.
    Surprise {
        /// In which step; none for the drill as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// What, up to 500 characters.
        note: String,
    },
    /// How much data was restored.
    Data {
        /// Of which component.
        component: ComponentId,
        /// How much was restored.
        #[serde(rename = "restored_bytes")]
        restored: Bytes,
        /// How much the component holds.
        #[serde(rename = "full_bytes")]
        full: Bytes,
    },
    /// The drill was stopped before its end.
    Stopped {
        /// Why, up to 500 characters.
        reason: String,
    },
    /// The drill is over.
    Ended,
    /// Something learned. The last one of a lesson counts.
    Lesson {
        /// The lesson's id.
        lesson: String,
        /// What, up to 500 characters; empty takes it away.
        text: String,
        /// Who sees to it: the id of a person, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        owner: String,
        /// Until when.
        #[serde(default, with = "iso_date_option", skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
        /// Whether it is seen to.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        closed: bool,
    },
    /// Another event was a slip of the hand.
    TakenBack {
        /// Its id.
        event: String,
    },
}

impl What {
    /// The step it is about.
    pub fn step(&self) -> Option<&str> {
        match self {
            What::Started { step } | What::Done { step } | What::Skipped { step, .. } => Some(step),
            What::Surprise { step, .. } => step.as_deref(),
            _ => None,
        }
    }

    /// The text that somebody typed; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            What::Skipped { reason, .. } | What::Stopped { reason } => reason,
            What::Surprise { note, .. } => note,
            What::Lesson { text, .. } => text,
            _ => "",
        }
    }
}
