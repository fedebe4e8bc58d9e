//! What a described protection stores, as the cost formulas read it.

use crate::cost::{
    Chain, CostError, Growth, Level, Retention, Run, Sizes, Stored, YEAR, growing_storage, storage,
};
use crate::schedule::Schedule;
use crate::system::{Component, Keep, Protection, ProtectionKind as P, Setup, Told};
use crate::units::{Duration, Moment};

/// Seconds in a month of 730 h.
pub(super) const MONTH: i64 = 730 * 3_600;
const DAY: f64 = 86_400.0;

/// What a protection stores. Instants are seconds from now.
pub(super) struct Model {
    pub(super) what: What,
    pub(super) growth: Growth,
    /// How large the data is now, bytes.
    pub(super) full: f64,
    /// By how much copies are smaller than the data.
    pub(super) ratio: f64,
    /// In how many places all of this is kept, 1 or more.
    pub(super) places: f64,
}

/// The form it takes.
pub(super) enum What {
    /// Copies that come and go.
    Repeating {
        stored: Stored,
        /// Bytes of logs beside them for each second of `stored`'s retention.
        logs: f64,
        /// Seconds for which logs are kept: as long as the copy they start from.
        logs_for: i64,
        /// Nothing is ever deleted.
        forever: bool,
    },
    /// So many copies of today's size, whoever makes them.
    Number(u32),
    /// A second copy that is in use: neither older nor smaller than the data.
    Live,
}

/// The fullest instant of a time, and its mean. Bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) peak: f64,
    pub(super) peak_at: i64,
    pub(super) copies: Option<u64>,
    pub(super) mean: f64,
}

/// The model of a protection, or what has to be known first, as it stands after "To work this out: ".
pub(super) fn model(
    component: &Component,
    protection: &Protection,
    setup: &Setup,
    now: Moment,
) -> Result<Model, Vec<&'static str>> {
    let mut missing = Vec::new();
    let full = component.size.map(|size| size.count() as f64);
    if full.is_none() {
        missing.push("how large it is");
    }
    let what = what(component, protection, full.unwrap_or(0.0), now, &mut missing);
    let Some(what) = what.filter(|_| missing.is_empty()) else { return Err(missing) };
    let ratio =
        setup.ratio_tenths.filter(|tenths| *tenths > 0).map_or(1.0, |tenths| f64::from(tenths) / 10.0);
    let a_month = component.grows.map_or(0.0, |grows| grows.count() as f64);
    let mut model = Model {
        what,
        growth: Growth::Linear { rate: a_month / MONTH as f64 },
        full: full.unwrap_or(0.0),
        ratio,
        places: protection.locations.known().map_or(1, |at| at.len().max(1)) as f64,
    };
    if let What::Repeating { stored, .. } = &mut model.what {
        stored.sizes.ratio = ratio;
    }
    Ok(model)
}

fn what(
    component: &Component,
    protection: &Protection,
    full: f64,
    now: Moment,
    missing: &mut Vec<&'static str>,
) -> Option<What> {
    if protection.kind.is_replica() {
        return Some(What::Live);
    }
    let by_hand = !matches!(&protection.schedule, Told::Known(schedule) if *schedule != Schedule::ByHand);
    // A number of copies says how much there is, however they are made.
    if let (true, false, Told::Known(Keep::Count(copies))) =
        (by_hand, protection.kind.is_chain(), &protection.keep)
    {
        return Some(What::Number(*copies));
    }
    let mut runs = runs(protection.schedule.known(), Level::Partial, now);
    if runs.is_empty() {
        missing.push(if by_hand && protection.schedule.known().is_some() {
            "how many copies made by hand are kept"
        } else {
            "when it runs"
        });
    }
    let chain = match protection.kind {
        P::FileIncremental => Chain::Incremental,
        P::FileDifferential => Chain::Differential,
        _ => Chain::StandAlone,
    };
    if chain != Chain::StandAlone {
        let fulls = self::runs(protection.fulls.known(), Level::Full, now);
        if fulls.is_empty() {
            missing.push("when its full copies are made");
        }
        runs.extend(fulls);
    }
    let needs_changes = chain != Chain::StandAlone || protection.kind == P::Logs;
    let change_rate = component.changes.map(|changes| changes.a_day.count() as f64 / DAY);
    if needs_changes && change_rate.is_none() {
        missing.push("how much of it changes in a day");
    }
    let usable = protection.to_safe().unwrap_or(Duration::ZERO).seconds();
    let gap = protection.schedule.known().and_then(Schedule::longest_gap).unwrap_or(Duration::ZERO);
    let (retention, kept_for, forever) = match protection.keep.known() {
        Some(Keep::Age(age)) => (Retention::Age(age.seconds()), age.seconds(), false),
        Some(Keep::Count(newer)) => {
            let kept_for = gap.seconds().saturating_mul(i64::from(*newer));
            (Retention::Count { newer: *newer, usable }, kept_for, false)
        }
        Some(Keep::Forever) => (Retention::Age(0), 0, true),
        None => {
            missing.push("how long copies are kept");
            return None;
        }
    };
    let change_rate = change_rate.unwrap_or(0.0);
    let sizes = Sizes { full_bytes: full, change_rate, ratio: 1.0 };
    Some(What::Repeating {
        stored: Stored { runs, chain, retention, sizes },
        logs: if protection.kind == P::Logs { change_rate } else { 0.0 },
        logs_for: kept_for,
        forever,
    })
}

/// The runs of a schedule, counted from now.
fn runs(schedule: Option<&Schedule>, level: Level, now: Moment) -> Vec<Run> {
    let slots = schedule.map(Schedule::slots).unwrap_or_default();
    slots
        .iter()
        .map(|slot| Run {
            period: slot.period,
            offset: (slot.offset - now.seconds()).rem_euclid(slot.period),
            level,
        })
        .collect()
}

impl Model {
    /// Whether it grows with time, as far as is known.
    pub(super) fn grows(&self) -> bool {
        let data = self.growth.size(self.full, MONTH) > self.full;
        match &self.what {
            What::Repeating { forever, .. } => data || *forever,
            What::Number(_) => false,
            What::Live => data,
        }
    }

    /// Bytes at an instant from now on. What is kept for ever is counted from now on, with the chain under way.
    pub(super) fn at(&self, at: i64) -> Result<f64, CostError> {
        let here = match &self.what {
            What::Repeating { stored, logs, forever: true, .. } => {
                let since_now = Stored { retention: Retention::Age(at), ..stored.clone() };
                let copies = growing_storage(&since_now, self.growth, at, at.saturating_add(1))?;
                copies.mean_bytes + logs * at as f64 / self.ratio
            }
            _ => self.over(at, at.saturating_add(1))?.mean / self.places,
        };
        Ok(here * self.places)
    }

    /// What is occupied in `[from, to)`, or in steady state where nothing grows.
    pub(super) fn over(&self, from: i64, to: i64) -> Result<Span, CostError> {
        let flat = |bytes: f64, copies| Span { peak: bytes, peak_at: from, copies, mean: bytes };
        let here = match &self.what {
            What::Repeating { forever: true, .. } => {
                let (first, last) = (self.at(from)? / self.places, self.at(to)? / self.places);
                Span { peak: last, peak_at: to, copies: None, mean: (first + last) / 2.0 }
            }
            What::Repeating { stored, logs, logs_for, .. } => {
                let beside = logs * *logs_for as f64 / self.ratio;
                let found = growing_storage(stored, self.growth, from, to)?;
                Span {
                    peak: found.peak.bytes + beside,
                    peak_at: found.peak.at,
                    copies: Some(found.peak.copies),
                    mean: found.mean_bytes + beside,
                }
            }
            What::Number(copies) => {
                flat(self.full * f64::from(*copies) / self.ratio, Some(u64::from(*copies)))
            }
            What::Live => {
                let (first, last) = (self.growth.size(self.full, from), self.growth.size(self.full, to));
                Span { peak: last, peak_at: to, copies: Some(1), mean: (first + last) / 2.0 }
            }
        };
        Ok(Span { peak: here.peak * self.places, mean: here.mean * self.places, ..here })
    }

    /// The coming year; where nothing grows, the steady state.
    pub(super) fn year(&self) -> Result<Span, CostError> {
        match &self.what {
            What::Repeating { stored, logs, logs_for, forever: false } if !self.grows() => {
                let found = storage(stored)?;
                let beside = logs * *logs_for as f64 / self.ratio;
                Ok(Span {
                    peak: (found.peak.bytes + beside) * self.places,
                    peak_at: found.peak.at,
                    copies: Some(found.peak.copies),
                    mean: (found.mean_bytes + beside) * self.places,
                })
            }
            _ => self.over(0, YEAR as i64),
        }
    }

    /// Mean bytes over the month that begins at an instant.
    pub(super) fn month(&self, from: i64) -> Result<f64, CostError> {
        match self.what {
            What::Repeating { .. } if !self.grows() => Ok(self.year()?.mean),
            _ => Ok(self.over(from, from + MONTH)?.mean),
        }
    }
}
