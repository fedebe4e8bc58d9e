use crate::units::{Duration, Money, Rate};
use serde::{Deserialize, Serialize};

/// What holds for the whole system and is not asked in the quick check: the entry "system" of the document's section
/// "settings". What is not given is not counted, and said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Setup {
    /// The time zone of the servers, such as "Europe/Berlin"; empty for none given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Until somebody knows that it is down.
    #[serde(rename = "detect_s", skip_serializing_if = "Option::is_none")]
    pub detect: Option<Duration>,
    /// Until somebody has decided to restore.
    #[serde(rename = "decide_s", skip_serializing_if = "Option::is_none")]
    pub decide: Option<Duration>,
    /// Until users are back, once every part works.
    #[serde(rename = "cut_over_s", skip_serializing_if = "Option::is_none")]
    pub cut_over: Option<Duration>,
    /// How fast copies can be fetched, all restores together.
    #[serde(rename = "fetch_bytes_a_second", skip_serializing_if = "Option::is_none")]
    pub fetch: Option<Rate>,
    /// How far apart the data of parts that refer to each other may be.
    #[serde(rename = "tolerance_s", skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Duration>,
    /// What it counts money in, such as "EUR", up to 8 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// What keeping 1 TB (10^12 bytes) for a month of 730 h costs.
    #[serde(rename = "tb_month_hundredths", skip_serializing_if = "Option::is_none")]
    pub tb_month: Option<Money>,
    /// What one run of a copy costs, in load and attention.
    #[serde(rename = "run_hundredths", skip_serializing_if = "Option::is_none")]
    pub run: Option<Money>,
    /// Years between two losses of data, on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_between_losses: Option<u32>,
    /// By how much copies are smaller where they are kept, in tenths: 20 means half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_tenths: Option<u32>,
    /// The hours in which copies may run, if there is such a window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Hours>,
}

/// A window of hours, which may go past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// When it opens.
    pub from: crate::units::TimeOfDay,
    /// When it closes.
    pub to: crate::units::TimeOfDay,
}
