//! Cases about what drills show: `drill`.

use holdfast::drill::bounds::{
    confidence_of_longest, covered_quantile, drills_needed, failure_bound, lognormal_bound,
};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use super::loss::{Answer, numbers, whole};

pub(super) fn answer(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&["drill_times_s", "quantile", "confidence", "failed_drills", "attempted_drills"])?;
    let times = numbers(input.list("drill_times_s")?)?;
    let (quantile, confidence) = (input.number("quantile")?, input.number("confidence")?);
    for (name, share) in [("quantile", quantile), ("confidence", confidence)] {
        if !(0.0..=1.0).contains(&share) {
            return Err(format!("input: {name} is not a number from 0 to 1"));
        }
    }
    let count = |key: &str| {
        let number = whole(input.number_or(key, 0.0)?)?;
        u64::try_from(number).map_err(|_| format!("input: {key} is below 0"))
    };
    let (failed, attempted) = (count("failed_drills")?, count("attempted_drills")?);
    let failures = failure_bound(failed, attempted, confidence);
    let longest = times.iter().copied().reduce(f64::max);
    Ok(Answer::Results(Results::from([
        ("max_s", Value::from(longest)),
        ("max_covers_quantile", Value::from(covered_quantile(times.len(), confidence))),
        ("confidence_max_covers_p", Value::from(confidence_of_longest(times.len(), quantile))),
        ("drills_needed_for_p", Value::from(drills_needed(quantile, confidence))),
        ("lognormal_upper_s", Value::from(lognormal_bound(&times, quantile, confidence))),
        ("failure_prob_upper", Value::from(failures.ok_or("input: more drills failed than were attempted")?)),
    ])))
}
