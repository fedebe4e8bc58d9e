//! What each protection keeps: bytes now and in a year, and what they cost.

use super::by_plan::{self, by_plan};
use super::model::{Model, What, model};
use crate::assess::derivation::Derivation;
use crate::cost::{YEAR, cost_per_month};
use crate::system::{Component, ComponentId, Protection, ProtectionKind, Setup, System};
use crate::units::{Bytes, Duration, Moment, Money, Text, capitalised, in_words, long_date};

/// What one protection keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Of which component.
    pub component: ComponentId,
    /// Its id among those of the component.
    pub protection: String,
    /// What it is called inside a sentence: "nightly dump".
    pub name: String,
    /// How much; `None` where `missing` or `refused` says why.
    pub amount: Option<Amount>,
    /// What has to be known first, as it stands after "To work this out: ".
    pub missing: Vec<&'static str>,
    /// Why the numbers cannot be worked out as they are; empty where they can.
    pub refused: String,
}

/// How much a protection keeps ("recovery mathematics", section 2(f)), in all places together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The most there is, in the coming year.
    pub peak: Bytes,
    /// When that is first reached.
    pub peak_at: Moment,
    /// Copies kept then, in each place; `None` where nothing is ever deleted.
    pub copies: Option<u64>,
    /// On average over the coming year.
    pub mean: Bytes,
    /// Whether nothing is ever deleted: it grows without end. Only what is made from now on is counted then.
    pub forever: bool,
    /// What the coming month of 730 h costs; `None` without a price, or where what is there now is not known.
    pub a_month: Option<Money>,
    /// What the month costs that begins in a year of 8,760 h.
    pub a_month_in_a_year: Option<Money>,
}

/// The bytes of one protection through the coming year.
#[derive(Debug, Clone, PartialEq)]
pub struct StorageSeries {
    /// Of which component.
    pub component: ComponentId,
    /// Its id among those of the component.
    pub protection: String,
    /// What it is called inside a sentence.
    pub name: String,
    /// Time from now, and what is kept then: one a week, and the end of the year. Exact at each.
    pub points: Vec<(Duration, Bytes)>,
    /// Whether only what is made from now on is counted, because nothing is ever deleted.
    pub forever: bool,
}

/// Every protection that stores data.
fn storing(system: &System) -> impl Iterator<Item = (&Component, &Protection)> {
    system.components.iter().flat_map(|component| {
        let all = component.protections.known().map(Vec::as_slice).unwrap_or_default();
        let stores = |p: &&Protection| p.kind.keeps_data() && p.kind != ProtectionKind::KeyCopy;
        all.iter().filter(stores).map(move |protection| (component, protection))
    })
}

/// What each protection keeps.
pub(super) fn kept(system: &System, now: Moment) -> Vec<Kept> {
    let one = |(component, protection): (&Component, &Protection)| {
        let mut kept = of(component, protection, &system.setup, now);
        if let Some(planned) = by_plan(component, protection, &system.setup, now) {
            kept.amount = Some(by_plan::amount(&planned, now));
        }
        kept
    };
    storing(system).map(one).collect()
}

/// What one protection keeps.
pub(in crate::assess) fn of(
    component: &Component,
    protection: &Protection,
    setup: &Setup,
    now: Moment,
) -> Kept {
    let mut kept = Kept {
        component: component.id.clone(),
        protection: protection.id.clone(),
        name: protection.words().into_owned(),
        amount: None,
        missing: Vec::new(),
        refused: String::new(),
    };
    match model(component, protection, setup, now) {
        Err(missing) => kept.missing = missing,
        Ok(model) => match amount(&model, setup, now) {
            Ok(amount) => kept.amount = Some(amount),
            Err(refused) => kept.refused = refused.to_string(),
        },
    }
    kept
}

fn amount(model: &Model, setup: &Setup, now: Moment) -> Result<Amount, crate::cost::CostError> {
    let year = model.year()?;
    let forever = matches!(model.what, What::Repeating { forever: true, .. });
    let price = |from: i64| {
        let Some(tb_month) = setup.tb_month else { return Ok(None) };
        let month = cost_per_month(model.month(from)?, tb_month.as_f64() / 1_000.0);
        Ok(Some(Money::rounded(month)))
    };
    Ok(Amount {
        peak: bytes(year.peak),
        peak_at: now.plus(year.peak_at),
        copies: year.copies,
        mean: bytes(year.mean),
        forever,
        a_month: if forever { None } else { price(0)? },
        a_month_in_a_year: price(YEAR as i64)?,
    })
}

/// Whole bytes, cut to the range.
fn bytes(amount: f64) -> Bytes {
    const LARGEST: f64 = 1e18;
    Bytes::new(amount.round().clamp(0.0, LARGEST) as u64).unwrap_or_else(|| bytes(LARGEST))
}

/// The coming year of every protection whose bytes are known, for the chart.
pub fn storage_series(system: &System, now: Moment) -> Vec<StorageSeries> {
    const WEEK: i64 = 7 * 86_400;
    let year = YEAR as i64;
    let days: Vec<i64> = (0..).map(|week| week * WEEK).take_while(|at| *at < year).chain([year]).collect();
    let series = |(component, protection): (&Component, &Protection)| {
        if let Some(planned) = by_plan(component, protection, &system.setup, now) {
            return Some(StorageSeries {
                component: component.id.clone(),
                protection: protection.id.clone(),
                name: protection.words().into_owned(),
                points: by_plan::points(&planned),
                forever: false,
            });
        }
        let model = model(component, protection, &system.setup, now).ok()?;
        let point = |at: &i64| Some((Duration::clamped(*at), bytes(model.at(*at).ok()?)));
        Some(StorageSeries {
            component: component.id.clone(),
            protection: protection.id.clone(),
            name: protection.words().into_owned(),
            points: days.iter().map(point).collect::<Option<_>>()?,
            forever: matches!(model.what, What::Repeating { forever: true, .. }),
        })
    };
    storing(system).filter_map(series).collect()
}

impl Kept {
    /// What keeps it from being worked out, as a sentence; `None` where it is worked out.
    pub fn why_not(&self) -> Option<String> {
        if !self.missing.is_empty() {
            return Some(format!("To work this out: {}.", in_words(&self.missing)));
        }
        (!self.refused.is_empty()).then(|| format!("{}.", capitalised(&self.refused)))
    }
}

/// How the bytes of a protection come about. `None` where there is no such protection.
pub fn why_stored(system: &System, id: &ComponentId, protection: &str, now: Moment) -> Option<Derivation> {
    let component = system.component(id)?;
    let protection = component.protection(protection)?;
    let kept = of(component, protection, &system.setup, now);
    let mut why = Derivation::default();
    let words = protection.words();
    if let Some(planned) = by_plan(component, protection, &system.setup, now) {
        let amount = by_plan::amount(&planned, now);
        why.title = format!("{}, {words}: why {}?", component.name, amount.peak);
        by_plan::why(&mut why, &planned, protection, &amount, &system.setup);
        return Some(why);
    }
    let Some(amount) = kept.amount else {
        why.title = format!("{}, {words}: why is its storage not known?", component.name);
        why.because(kept.why_not().unwrap_or_default());
        return Some(why);
    };
    why.title = format!("{}, {words}: why {}?", component.name, amount.peak);
    let model = model(component, protection, &system.setup, now).ok()?;
    if let Some(size) = component.size {
        why.figure(format!("{} now", component.name), size);
    }
    if let Some(grows) = component.grows {
        why.figure("It grows in a month of 730 h by", grows);
    }
    match &model.what {
        What::Repeating { stored, logs, .. } => {
            if let Some(schedule) = protection.schedule.known() {
                why.because(match protection.kind {
                    ProtectionKind::Logs => format!("A base copy is made {schedule}."),
                    _ => format!("The {words} is made {schedule}."),
                });
            }
            if let Some(fulls) = protection.fulls.known().filter(|_| protection.kind.is_chain()) {
                why.because(format!(
                    "A full copy is made {fulls}. It stays as long as a copy that builds on it."
                ));
            }
            let uses_changes = protection.kind.is_chain() || *logs > 0.0;
            if let Some(changes) = component.changes.filter(|_| uses_changes) {
                why.figure("Changes in a day", changes.a_day);
            }
            if protection.kind == ProtectionKind::VolumeSnapshot {
                why.because(
                    "Each snapshot counts as a whole copy. A provider that stores changes alone keeps less.",
                );
            }
            why.because(match protection.keep.known() {
                Some(crate::system::Keep::Age(age)) => format!("Each copy is kept for {age}, counted from its start."),
                Some(crate::system::Keep::Count(n)) => format!("Each copy is kept until {n} newer ones are usable."),
                _ => "Nothing is ever deleted, so it grows without end. Copies made before today come on top: how many \
                      there are is not known."
                    .to_owned(),
            });
            if stored.runs.is_empty() {
                why.because("It has no runs.");
            }
        }
        What::Number(copies) => why.figure("Copies that are kept", copies),
        What::Live => why.because("It is a second copy in use: as large as the data, and not compressed."),
    }
    if model.ratio > 1.0 && !matches!(model.what, What::Live) {
        why.figure("Copies are smaller where they are kept, by a factor of", model.ratio);
    }
    if model.places > 1.0 {
        why.figure("Each place it is kept in holds all of it. Places", model.places);
    }
    if let Some(copies) = amount.copies {
        why.figure("Copies at the fullest moment", copies);
    }
    why.figure("The fullest moment is on", long_date(amount.peak_at.civil().date()));
    why.sum(Text::from("Most that is kept in the coming year"), amount.peak);
    if !amount.forever {
        why.figure("On average", amount.mean);
    }
    let currency = &system.setup.currency;
    if let Some(price) = system.setup.tb_month {
        why.figure("1 TB for a month of 730 h costs", price.with_currency(currency));
    }
    if let Some(month) = amount.a_month {
        why.sum(Text::from("A month now"), month.with_currency(currency));
    }
    if let Some(month) = amount.a_month_in_a_year {
        why.sum(Text::from("A month in a year"), month.with_currency(currency));
    }
    Some(why)
}
