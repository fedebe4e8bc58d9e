//! Cases about what a year of failures costs: `annual_loss`.

use holdfast::cost::{Prices, Scenario, annual_loss};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use super::loss::Answer;

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["loss_cost_per_h", "downtime_cost_per_h", "total_loss_cost", "scenarios"])?;
    let prices = Prices {
        loss_per_hour: input.number("loss_cost_per_h")?,
        downtime_per_hour: input.number("downtime_cost_per_h")?,
        total_loss: input.number_or("total_loss_cost", 0.0)?,
    };
    let scenarios = input.objects("scenarios")?.into_iter().map(|scenario| {
        scenario.only(&["name", "rate_per_year", "mean_loss_h", "mean_recovery_h", "p_unrecoverable"])?;
        Ok(Scenario {
            name: scenario.text("name")?.to_owned(),
            rate_per_year: scenario.number("rate_per_year")?,
            mean_loss_hours: scenario.number("mean_loss_h")?,
            mean_recovery_hours: scenario.number("mean_recovery_h")?,
            p_unrecoverable: scenario.number_or("p_unrecoverable", 0.0)?,
        })
    });
    let scenarios = scenarios.collect::<Result<Vec<_>, String>>()?;
    let told = annual_loss(&scenarios, &prices).map_err(|error| error.to_string())?;
    Ok(Answer::Results(Results::from([
        ("data_loss_per_year", Value::from(told.sums.data_loss)),
        ("downtime_per_year", Value::from(told.sums.downtime)),
        ("total_loss_per_year", Value::from(told.sums.total_loss)),
        ("expected_annual_loss", Value::from(told.expected)),
    ])))
}
