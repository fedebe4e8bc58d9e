use crate::schedule::Schedule;
use crate::units::{Duration, iso_date, iso_date_option, long_date};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// "I do not know": an answer, and never a pass.
    Unsure,
    /// One option, by its id.
    One(String),
    /// Several options, by their ids.
    Many(BTreeSet<String>),
    /// A length of time.
    #[serde(rename = "duration_s")]
    Duration(Duration),
    /// A calendar date.
    Date(#[serde(with = "iso_date")] NaiveDate),
    /// It has never happened, or none could be found.
    Never,
    /// When something runs.
    Schedule(Schedule),
}

/// How well an answer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// A guess.
    Guessed,
    /// Somebody said so, or believes so.
    #[default]
    Told,
    /// Somebody looked.
    Seen,
    /// Read from what a tool recorded.
    Measured,
}

/// An answer and how well it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What was answered.
    #[serde(rename = "is")]
    pub answer: Answer,
    /// How well it is known.
    #[serde(default)]
    pub known: Evidence,
    /// The day it was given. Facts such as "the last good run" hold for that day, not for the day of reading.
    #[serde(default, with = "iso_date_option", skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

impl Evidence {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Evidence::Guessed => "Guessed",
            Evidence::Told => "Told",
            Evidence::Seen => "Seen",
            Evidence::Measured => "Measured",
        }
    }
}

impl Answer {
    /// The options it chooses, as branching reads them.
    pub fn chosen(&self) -> Vec<String> {
        match self {
            Answer::Unsure => vec!["unsure".to_owned()],
            Answer::One(option) => vec![option.clone()],
            Answer::Many(options) => options.iter().cloned().collect(),
            Answer::Schedule(Schedule::ByHand) => vec!["by-hand".to_owned()],
            Answer::Duration(_) | Answer::Date(_) | Answer::Never | Answer::Schedule(_) => Vec::new(),
        }
    }

    /// The answer as a reader sees it.
    pub fn words(&self, question: &crate::catalogue::Question) -> String {
        let label = |id: &str| question.label(id).map_or_else(|| id.to_owned(), str::to_owned);
        match self {
            Answer::Unsure => "I do not know".to_owned(),
            Answer::Never => match question.id {
                crate::catalogue::ids::LAST_GOOD => "None found".to_owned(),
                _ => "Never".to_owned(),
            },
            Answer::One(id) => label(id),
            Answer::Many(_) => {
                let chosen = self.chosen();
                let words: Vec<&str> = question
                    .options
                    .iter()
                    .filter(|option| chosen.iter().any(|c| c == option.id))
                    .map(|option| option.label)
                    .collect();
                words.join("; ")
            }
            Answer::Duration(d) => d.to_string(),
            Answer::Date(d) => long_date(*d),
            Answer::Schedule(s) => {
                // Its words begin with a plain letter.
                let mut words = s.to_string();
                if let Some(first) = words.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                words
            }
        }
    }
}
