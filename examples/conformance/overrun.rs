//! Cases about runs that are still going when the next is due: `overrun`.

use holdfast::schedule::{WhenLate, overrun};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use super::loss::{Answer, numbers, whole};

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["period_s", "durations_s", "policy"])?;
    let late = match input.text("policy")? {
        "skip" => WhenLate::Skip,
        "queue" => WhenLate::Queue,
        "overlap" => WhenLate::Overlap,
        unknown => return Err(format!("input: unknown policy {unknown}")),
    };
    let (period, durations) = (input.number("period_s")?, numbers(input.list("durations_s")?)?);
    let whole_seconds = durations.iter().chain([&period]).all(|value| value.fract() == 0.0);
    let ticks = if whole_seconds { 1.0 } else { 1000.0 };
    let durations = durations.iter().map(|seconds| whole(seconds * ticks)).collect::<Result<Vec<_>, _>>()?;
    let told = overrun(whole(period * ticks)?, &durations, late).map_err(|error| error.to_string())?;
    let back = |time: i64| time as f64 / ticks;
    let starts: Vec<f64> = told.runs.iter().map(|run| back(run.start)).collect();
    Ok(Answer::Results(Results::from([
        ("starts_s", Value::from(starts)),
        ("skipped_slots", Value::from(told.skipped)),
        ("max_capture_gap_s", Value::from(told.longest_gap.map(back))),
        ("worst_loss_s", Value::from(told.worst.map(|worst| back(worst.loss)))),
    ])))
}
