//! What a window is worth: data and records changed in that time.

use super::cell::DataCell;
use super::outcome::Survival;
use super::window::{Basis, Woven};
use crate::catalogue::ScenarioId;
use crate::recovery::{Profile, RecoveryError, WorstBytes, bytes_of};
use crate::system::{Changes, ChangesWhen, Component};
use crate::units::{Bytes, Duration, capitalised, grouped};
use std::f64::consts::TAU;

const DAY: i64 = 86_400;

/// How finely a sine wave is cut: each step writes exactly what the wave does in that time.
const STEP: i64 = 900;

/// When a day that swings has most changes, in seconds from midnight.
const PEAK: i64 = 15 * 3_600;

/// What is lost at the worst moment, in what the owner counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// In which scenario.
    pub scenario: ScenarioId,
    /// The most recent work that is lost.
    pub window: Duration,
    /// Most data changed in any time that is lost; `None` when it was not said how much changes.
    pub bytes: Option<Bytes>,
    /// Records or files changed in the window, to the nearest; `None` when it was not said how many change.
    pub records: Option<u64>,
    /// How many change in an hour.
    pub records_per_hour: Option<u32>,
    /// What they are, inside a sentence: "orders".
    pub holds: String,
}

impl Lost {
    /// What it comes to, as words and figures: "Data changed in that time", "4.71 GB".
    pub fn facts(&self) -> Vec<(String, String)> {
        let bytes = self.bytes.map(|bytes| ("Data changed in that time".to_owned(), bytes.to_string()));
        let records = self.records.zip(self.records_per_hour).map(|(records, per_hour)| {
            let per_hour = grouped(u64::from(per_hour));
            (format!("{}, at {per_hour} an hour", capitalised(&self.holds)), grouped(records))
        });
        bytes.into_iter().chain(records).collect()
    }
}

/// What the window of a cell is worth; `None` without a window at the worst moment, and when nothing was said of how much
/// changes.
pub(super) fn of_cell(component: &Component, scenario: ScenarioId, data: &DataCell<'_>) -> Option<Lost> {
    if component.changes.is_none() && component.records_per_hour.is_none() {
        return None;
    }
    if !matches!(data.cell.survival, Survival::Survives | Survival::Unproven) {
        return None;
    }
    let window = data.cell.window?.worst?;
    let per_hour = component.records_per_hour;
    let records = per_hour.map(|per_hour| {
        (window.seconds().unsigned_abs().saturating_mul(u64::from(per_hour)) + 1_800) / 3_600
    });
    Some(Lost {
        scenario,
        window,
        bytes: component.changes.and_then(|changes| bytes(&changes, window, data)),
        records,
        records_per_hour: per_hour,
        holds: component.holds.clone(),
    })
}

/// Most data changed in any time that is lost.
fn bytes(changes: &Changes, window: Duration, data: &DataCell<'_>) -> Option<Bytes> {
    let profile = profile(changes).ok()?;
    let windows = &data.found.windows;
    let Woven { law, .. } = windows.woven.as_ref()?;
    let Basis::Law { worst, overdue, .. } = &windows.basis else { return None };
    let most = if overdue.is_some() {
        // Runs have stopped: whenever it strikes, that long is lost, less a part of a week's pattern.
        profile.total() / profile.length() as f64 * window.seconds() as f64
    } else if windows.is_cut() {
        profile.written(worst.capture, worst.failure_at)
    } else {
        match bytes_of(law, &profile).ok()?.worst() {
            WorstBytes::At(moment) => moment.bytes,
            WorstBytes::Unbounded | WorstBytes::NothingRecoverable => return None,
        }
    };
    Bytes::new(most.round().max(0.0) as u64)
}

/// How much changes over the week.
///
/// # Errors
/// None in truth: all steps are in order.
pub(super) fn profile(changes: &Changes) -> Result<Profile, RecoveryError> {
    let a_day = changes.a_day.count() as f64;
    let mean = a_day / DAY as f64;
    match changes.when {
        ChangesWhen::Always => Profile::repeating(DAY, &[(0, mean)]),
        ChangesWhen::OfficeHours => {
            // Seven average days in five times ten hours.
            let rate = a_day * 7.0 / (50.0 * 3_600.0);
            let steps = (0..5).flat_map(|day| {
                let start = day * DAY;
                [(start + 8 * 3_600, rate), (start + 18 * 3_600, 0.0)]
            });
            Profile::weekly(&steps.collect::<Vec<_>>())
        }
        ChangesWhen::DaySwing(swing) => {
            let turn = TAU / DAY as f64;
            let wave = |at: i64| (turn * (at - PEAK) as f64).sin() / turn;
            let steps = (0..DAY / STEP).map(|n| {
                let (from, to) = (n * STEP, (n + 1) * STEP);
                let share = 1.0 + swing.share() * (wave(to) - wave(from)) / STEP as f64;
                (from, mean * share.max(0.0))
            });
            Profile::repeating(DAY, &steps.collect::<Vec<_>>())
        }
    }
}
