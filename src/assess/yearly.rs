//! What a year of losses is expected to cost ("recovery mathematics", section 2(g)).

use super::derivation::Derivation;
use super::outcome::Outcome;
use crate::catalogue::ScenarioId;
use crate::cost::{AnnualLoss, Prices, Scenario as Risk, annual_loss};
use crate::system::{Component, ComponentId, Setup};
use crate::units::{Duration, Money, Text};

/// What is taken to happen: of all that harms data, what leaves most copies. Scenarios that leave nothing cost more.
pub(super) const TAKEN: ScenarioId = ScenarioId::DiskHostLoss;

/// What a year of losses of one component is expected to cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Yearly {
    /// Of which component.
    pub component: ComponentId,
    /// Work lost on average each time, and what that comes to in a year; `None` where one of them is not known.
    pub lost: Option<(Duration, Money)>,
    /// How long it is down each time, at the worst moment, and what that comes to in a year; `None` where one of them is
    /// not known.
    pub down: Option<(Duration, Money)>,
    /// Whether `down` is a lower bound, because something that bringing it back takes was not given.
    pub at_least: bool,
    /// Both together.
    pub together: Money,
}

impl Outcome {
    /// Of every component of which it is known how often data is lost, what that loses or how long it takes, and what an hour
    /// of it is worth.
    pub fn yearly(&self) -> Vec<Yearly> {
        self.system.components.iter().filter_map(|component| self.year_of(component)).collect()
    }

    /// How the expected cost of a year comes about; `None` where there is none.
    pub fn why_yearly(&self, of: &Yearly) -> Option<Derivation> {
        let component = self.system.component(&of.component)?;
        let currency = &self.system.setup.currency;
        let mut why = Derivation {
            title: format!("{}: what is a year of losses expected to cost?", component.name),
            ..Derivation::default()
        };
        why.because("Every loss is taken to be a dead disk or host. Scenarios that leave nothing cost more.");
        why.figure("Years between two losses", self.system.setup.years_between_losses?);
        if let Some((mean, money)) = of.lost {
            why.figure("Work lost on average, each time", to_the_minute(mean));
            why.figure("An hour of lost work costs", component.worth.lost_hour?.with_currency(currency));
            why.sum(Text::from("Lost work in a year"), money.with_currency(currency));
        } else {
            why.because("Lost work is not counted: how much would be lost, or what an hour of it costs, is not known.");
        }
        if let Some((back, money)) = of.down {
            let label = if of.at_least { "Down each time, at least" } else { "Down each time, at most" };
            why.figure(label, to_the_minute(back));
            why.figure("An hour without it costs", component.worth.down_hour?.with_currency(currency));
            why.sum(Text::from("Time without it in a year"), money.with_currency(currency));
        } else {
            why.because("Time without it is not counted: how long it would be down, or what an hour of that costs, is not known.");
        }
        if of.lost.is_some() && of.down.is_some() {
            why.sum(Text::from("A year, together"), of.together.with_currency(currency));
        }
        Some(why)
    }

    pub(super) fn year_of(&self, component: &Component) -> Option<Yearly> {
        let years = self.system.setup.years_between_losses.filter(|years| *years > 0)?;
        let column = self.matrix.columns.iter().position(|column| column.id == component.id)?;
        let row = self.matrix.rows.iter().find(|row| row.scenario.id == TAKEN)?;
        let mean = row.cells.get(column).and_then(|cell| cell.window?.mean);
        let returned = self.returns.iter().find(|of| of.scenario.id == TAKEN)?.part(&component.id);
        let back = returned.and_then(|part| part.back);
        let lost = mean.zip(component.worth.lost_hour);
        let down = back.zip(component.worth.down_hour);
        if lost.is_none() && down.is_none() {
            return None;
        }
        let told = expected(component, years, lost.map(|(mean, _)| mean), down.map(|(back, _)| back))?;
        Some(Yearly {
            component: component.id.clone(),
            lost: lost.map(|(mean, _)| (mean, Money::rounded(told.sums.data_loss))),
            down: down.map(|(back, _)| (back, Money::rounded(told.sums.downtime))),
            at_least: returned.is_some_and(|part| !part.missing.is_empty()),
            together: Money::rounded(told.expected),
        })
    }
}

/// What a year of time without a component is expected to cost, when each loss takes it away for so long; `None` where the
/// rate or the price is not known.
pub(super) fn time_down(component: &Component, setup: &Setup, back: Duration) -> Option<Money> {
    let years = setup.years_between_losses.filter(|years| *years > 0)?;
    component.worth.down_hour?;
    Some(Money::rounded(expected(component, years, None, Some(back))?.sums.downtime))
}

fn expected(
    component: &Component,
    years: u32,
    lost: Option<Duration>,
    down: Option<Duration>,
) -> Option<AnnualLoss> {
    let hours = |time: Option<Duration>| time.map_or(0.0, |time| time.seconds() as f64 / 3_600.0);
    let price = |price: Option<Money>| price.map_or(0.0, Money::as_f64);
    let risk = Risk {
        name: TAKEN.slug().to_owned(),
        rate_per_year: 1.0 / f64::from(years),
        mean_loss_hours: hours(lost),
        mean_recovery_hours: hours(down),
        p_unrecoverable: 0.0,
    };
    let prices = Prices {
        loss_per_hour: price(component.worth.lost_hour),
        downtime_per_hour: price(component.worth.down_hour),
        total_loss: 0.0,
    };
    annual_loss(&[risk], &prices).ok()
}

/// An average or an estimate: its seconds mean nothing once it is an hour or more.
pub(super) fn to_the_minute(length: Duration) -> Duration {
    let seconds = length.seconds();
    if seconds < 3_600 { length } else { Duration::clamped((seconds + 30) / 60 * 60) }
}
