//! Cases about how often a run pays: `interval`.

use holdfast::cost::{Best, Costs, optimal_interval};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use super::loss::Answer;

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&[
        "cost_per_run",
        "loss_cost_per_h",
        "failures_per_year",
        "success_prob",
        "lag_s",
        "current_interval_s",
    ])?;
    let costs = Costs {
        per_run: input.number("cost_per_run")?,
        loss_per_hour: input.number("loss_cost_per_h")?,
        failures_per_year: input.number("failures_per_year")?,
        success: input.number_or("success_prob", 1.0)?,
        lag: input.number_or("lag_s", 0.0)?,
    };
    let told =
        optimal_interval(&costs, input.number("current_interval_s")?).map_err(|error| error.to_string())?;
    let best = match told.best {
        Best::Every(seconds) => Some(seconds),
        Best::AsOftenAsPossible => Some(0.0),
        Best::Never => None,
    };
    Ok(Answer::Results(Results::from([
        ("optimal_interval_s", Value::from(best)),
        ("cost_at_optimum_per_year", Value::from(told.best_per_year)),
        ("cost_at_current_per_year", Value::from(told.current_per_year)),
        ("interval_dependent_ratio", Value::from(told.ratio)),
    ])))
}
