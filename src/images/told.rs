//! What the owner says of images beside the description of the system.

use crate::system::{self, EntryError};
use crate::units::{Bytes, Duration};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How often the operating system, installed software or server settings change: the options of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changing {
    /// Most days.
    Daily,
    /// Most weeks.
    Weekly,
    /// Most months.
    Monthly,
    /// Less often.
    Rarely,
}

/// Whether there is one chosen image to start a new server from: the options of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Golden {
    /// Yes, and it matches today's servers.
    ChosenCurrent,
    /// Yes, but servers have changed since.
    ChosenOld,
    /// There are several; it is not clear which.
    Several,
    /// No need: servers are built by configuration management.
    CodeInstead,
    /// No.
    None,
}

/// The entry "images" of the section "settings". What is not given was passed over; `null` is "I do not know".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Told {
    /// How often the system itself changes.
    #[serde(skip_serializing_if = "system::Told::is_open")]
    pub changing: system::Told<Changing>,
    /// Whether one image is chosen.
    #[serde(skip_serializing_if = "system::Told::is_open")]
    pub golden: system::Told<Golden>,
    /// Whether data lives on the system disk.
    #[serde(skip_serializing_if = "system::Told::is_open")]
    pub data_on_system_disk: system::Told<bool>,
    /// When the chosen image was made.
    #[serde(with = "crate::units::iso_date_option", skip_serializing_if = "Option::is_none")]
    pub baked: Option<NaiveDate>,
    /// When somebody last started a working server from it.
    #[serde(with = "crate::units::iso_date_option", skip_serializing_if = "Option::is_none")]
    pub started: Option<NaiveDate>,
    /// How many servers an image is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub servers: Option<u32>,
    /// How many images of each server are kept, where no protection says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<u32>,
    /// How large one image is where it is stored.
    #[serde(rename = "image_bytes", skip_serializing_if = "Option::is_none")]
    pub size: Option<Bytes>,
    /// How many golden images before the current one are kept; 1 where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<u32>,
    /// The longest that a golden image may be in use without a new one; 90 days where it is not given.
    #[serde(rename = "bake_every_s", skip_serializing_if = "Option::is_none")]
    pub every: Option<Duration>,
    /// From an image to a server that runs.
    #[serde(rename = "starts_in_s", skip_serializing_if = "Option::is_none")]
    pub starts: Option<Duration>,
    /// How long configuration management takes to bring a server from the image to today.
    #[serde(rename = "configured_in_s", skip_serializing_if = "Option::is_none")]
    pub configured: Option<Duration>,
    /// The ids of listed images that servers or templates use, or that are kept on purpose.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub in_use: BTreeSet<String>,
    /// The id of the listed image that is the golden one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub chosen: String,
}

impl Told {
    /// The section of the document.
    pub const SECTION: &'static str = "settings";
    /// The id of its entry.
    pub const ID: &'static str = "images";

    /// From an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it has another form, or a part this version does not know.
    pub fn read(text: &str) -> Result<Told, EntryError> {
        let problem = |error: serde_json::Error| EntryError::of(&error);
        let mut value: serde_json::Value = serde_json::from_str(text).map_err(problem)?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("id");
        }
        serde_json::from_value(value).map_err(problem)
    }

    /// As an entry.
    pub fn write(&self) -> String {
        serde_json::to_value(self).unwrap_or_default().to_string()
    }
}
