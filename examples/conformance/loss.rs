//! Cases about the data-loss window: `rpo`, `points` and `bytes`.

mod system;

use holdfast::recovery::{Profile, Worst, WorstBytes, bytes_law, loss_law, newest_at};
use serde_json::Value;

use super::compare::Results;
use super::fields::Fields;
use system::{SYSTEM, read};

/// What became of the input of a case.
pub(super) enum Answer {
    Results(Results),
}

pub(super) fn rpo(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&SYSTEM)?;
    let question = read(input, &[])?;
    let law = loss_law(&question.loss).map_err(|error| error.to_string())?;
    let back = |ticks: f64| ticks / question.ticks;
    let worst = match law.worst() {
        Worst::At(moment) => Some(back(moment.loss as f64)),
        Worst::Unbounded | Worst::NothingRecoverable => None,
    };
    let percentile = |p: f64| Value::from(law.percentile(p).map(back));
    Ok(Answer::Results(Results::from([
        ("hyper_period_s", Value::from(back(law.span().length() as f64))),
        ("worst_s", Value::from(worst)),
        ("mean_given_recoverable_s", Value::from(law.mean().map(back))),
        ("p50_s", percentile(0.5)),
        ("p90_s", percentile(0.9)),
        ("p95_s", percentile(0.95)),
        ("p99_s", percentile(0.99)),
        ("p_unrecoverable", Value::from(law.p_unrecoverable())),
    ])))
}

pub(super) fn points(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&[SYSTEM[0], SYSTEM[1], SYSTEM[2], "failure_times_s"])?;
    let times = numbers(input.list("failure_times_s")?)?;
    let question = read(input, &times)?;
    let back = |ticks: i64| ticks as f64 / question.ticks;
    let (mut captures, mut losses) = (Vec::new(), Vec::new());
    for time in times {
        let t = whole(time * question.ticks)?;
        let newest = newest_at(&question.loss, t).map_err(|error| error.to_string())?;
        captures.push(Value::from(newest.map(|newest| back(newest.capture))));
        losses.push(Value::from(newest.map(|newest| back(t - newest.capture))));
    }
    Ok(Answer::Results(Results::from([("captures_s", captures.into()), ("losses_s", losses.into())])))
}

pub(super) fn bytes(input: &Fields<'_>) -> Result<Answer, String> {
    input.only(&[SYSTEM[0], SYSTEM[1], SYSTEM[2], "profile"])?;
    let steps = input.list("profile")?.iter().map(step).collect::<Result<Vec<_>, _>>()?;
    let starts: Vec<f64> = steps.iter().map(|(start, _)| *start).collect();
    let question = read(input, &starts)?;
    let steps = steps.iter().map(|(start, rate)| Ok((whole(start * question.ticks)?, rate / question.ticks)));
    let steps = steps.collect::<Result<Vec<_>, String>>()?;
    let week = whole(Profile::WEEK as f64 * question.ticks)?;
    let profile = Profile::repeating(week, &steps).map_err(|error| error.to_string())?;
    let law = bytes_law(&question.loss, &profile).map_err(|error| error.to_string())?;
    let worst = match law.worst() {
        WorstBytes::At(moment) => Some(moment.bytes),
        WorstBytes::Unbounded | WorstBytes::NothingRecoverable => None,
    };
    Ok(Answer::Results(Results::from([
        ("hyper_period_s", Value::from(law.span().length() as f64 / question.ticks)),
        ("worst_bytes", Value::from(worst)),
        ("mean_bytes_given_recoverable", Value::from(law.mean())),
        ("p50_bytes", Value::from(law.percentile(0.5))),
        ("p90_bytes", Value::from(law.percentile(0.9))),
        ("p95_bytes", Value::from(law.percentile(0.95))),
        ("p99_bytes", Value::from(law.percentile(0.99))),
        ("p_unrecoverable", Value::from(law.p_unrecoverable())),
    ])))
}

fn step(step: &Value) -> Result<(f64, f64), String> {
    match step.as_array().map(Vec::as_slice) {
        Some([start, rate]) => start.as_f64().zip(rate.as_f64()),
        _ => None,
    }
    .ok_or_else(|| format!("profile: expected [start, rate], got {step}"))
}

pub(super) fn numbers(list: &[Value]) -> Result<Vec<f64>, String> {
    let number = |value: &Value| value.as_f64().ok_or_else(|| format!("expected a number, got {value}"));
    list.iter().map(number).collect()
}

/// A whole number of ticks; `value` may be off by rounding only.
pub(super) fn whole(value: f64) -> Result<i64, String> {
    let rounded = value.round();
    if (value - rounded).abs() > 1e-6 || rounded.abs() > 9e15 {
        return Err(format!(
            "{value} is not a whole number of ticks: finer than a millisecond, or too large"
        ));
    }
    Ok(rounded as i64)
}
